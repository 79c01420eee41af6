"""Programs that tests start are stopped again, and no others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.litellm import server
from tests.peers.litellm.places import Instance
from tests.peers.processes import Family, PeerError, Process, marked, wait_until

DEAD = (2**22 + 1, "0")  # no process id is that high
ENV = {"PATH": os.environ.get("PATH", os.defpath)}


@pytest.fixture
def sleeper() -> Iterator[Process]:
    """A program that belongs to somebody else."""
    with subprocess.Popen(["sleep", "60"]) as child:
        process = Process.of(child.pid)
        assert process is not None
        yield process
        child.kill()


def test_a_program_that_detached_itself_is_stopped_too(tmp_path: Path) -> None:
    family = Family(tmp_path)
    family.start("parent", ["sh", "-c", "setsid sleep 60 & exec sleep 60"], ENV)
    wait_until(lambda: len(list(marked(family.mark))) == 2, 10, "the programs did not start")
    family.stop()
    assert list(marked(family.mark)) == []


def test_a_process_id_that_was_given_to_another_program_is_left_alone(sleeper: Process) -> None:
    earlier = Process(sleeper.pid, "1")
    assert not earlier.alive()
    earlier.stop()
    assert sleeper.alive()


def test_a_program_that_ignores_the_polite_signal_is_stopped_all_the_same(tmp_path: Path) -> None:
    family = Family(tmp_path)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    process = family.start("deaf", [sys.executable, "-c", deaf], ENV)
    wait_until((tmp_path / "deaf.log").read_text, 10, "it did not start")
    process.stop(signal.SIGTERM, grace=0.2)
    assert not process.alive()


def test_waiting_in_vain_ends_with_the_complaint() -> None:
    with pytest.raises(PeerError, match="never ready"):
        wait_until(lambda: False, 0.1, "never ready")


def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, member: Process) -> Instance:
    """Write down an instance with one program, as `up` does."""
    monkeypatch.setenv("QUOTADESK_PEERS_CACHE", str(tmp_path))
    made = Instance.named("one")
    made.logs.mkdir(parents=True)
    (tmp_path / "database").mkdir()
    record = {
        "owner": owner,
        "mark": "none",
        "members": [[member.pid, member.started, int(signal.SIGTERM)]],
        "database": str(tmp_path / "database"),
    }
    made.record.write_text(json.dumps(record))
    return made


def test_what_a_killed_test_run_left_is_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sleeper: Process
) -> None:
    left = instance(tmp_path, monkeypatch, DEAD, sleeper)
    server.sweep()
    assert not sleeper.alive()
    assert not left.record.exists()
    assert not (tmp_path / "database").exists()


def test_what_belongs_to_a_running_test_run_is_not_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sleeper: Process
) -> None:
    me = Process.of(os.getpid())
    assert me is not None
    kept = instance(tmp_path, monkeypatch, [me.pid, me.started], sleeper)
    server.sweep()
    assert sleeper.alive()
    assert kept.record.exists()


def test_an_instance_that_a_developer_left_running_is_not_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sleeper: Process
) -> None:
    kept = instance(tmp_path, monkeypatch, None, sleeper)
    server.sweep()
    assert sleeper.alive()
    assert kept.record.exists()
