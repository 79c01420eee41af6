"""Start programs and stop exactly those again: by id and start time, or by a mark in their environment."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MARK = "QUOTADESK_PEER"
"""Environment variable that every started program inherits, also those that detach themselves from us."""


class PeerError(RuntimeError):
    """A peer could not be started; the message names the next step or the log to read."""


@dataclass(frozen=True, slots=True)
class Process:
    """A running program. The start time guards against a process id that was given to another program."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> Process | None:
        """Describe the process of that id; None when there is none or it only waits to be reaped."""
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else cls(pid, fields[19])

    def alive(self) -> bool:
        """Tell whether this very process still runs."""
        _reap(self.pid)
        return Process.of(self.pid) == self

    def stop(self, first: signal.Signals = signal.SIGTERM, grace: float = 10) -> None:
        """Send `first`, and SIGKILL when the process still lives after `grace` seconds."""
        for wanted in (first, signal.SIGKILL):
            if not self.alive():
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, wanted)
            with contextlib.suppress(PeerError):
                wait_until(lambda: not self.alive(), grace, "")


def _reap(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def wait_until(ready: Callable[[], object], seconds: float, complaint: str, *, every: float = 0.05) -> None:
    """Return as soon as `ready()` is true, asked every so many seconds; else raise PeerError(complaint)."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise PeerError(complaint)
        time.sleep(every)


def marked(mark: str) -> Iterator[Process]:
    """Find the running processes that carry this mark in their environment."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            carries = wanted in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        process = Process.of(int(folder.name)) if carries else None
        if process:
            yield process


@dataclass(slots=True)
class Family:
    """Programs that are started and stopped together, newest first, and all that they left behind."""

    logs: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    members: list[tuple[Process, signal.Signals]] = field(default_factory=list)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        env: Mapping[str, str],
        *,
        pass_fds: Sequence[int] = (),
        stop_with: signal.Signals = signal.SIGTERM,
    ) -> Process:
        """Start a program detached from this terminal; its output goes to `logs`/NAME.log."""
        with (self.logs / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                command,
                env={**env, MARK: self.mark},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
            )
        process = Process.of(child.pid)
        child.returncode = 0  # this module reaps; keeps Popen from warning about a running child
        if process is None:
            raise PeerError(f"{name} ended at once, see {self.logs / name}.log")
        self.adopt(process, stop_with)
        return process

    def adopt(self, process: Process, stop_with: signal.Signals = signal.SIGTERM) -> None:
        """Count a process in that was started by other means."""
        self.members.append((process, stop_with))

    def stop(self) -> None:
        """Stop every member and every process that inherited the mark."""
        while self.members:
            process, how = self.members.pop()
            process.stop(how)
        for process in list(marked(self.mark)):
            process.stop(grace=3)
