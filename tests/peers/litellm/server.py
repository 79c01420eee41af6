"""Start and stop one LiteLLM proxy with its own PostgreSQL and fake provider, all on 127.0.0.1."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from tests.peers.litellm import database, install
from tests.peers.litellm.places import HERE, Installation, Instance
from tests.peers.litellm.seed import seed
from tests.peers.processes import Family, PeerError, Process, wait_until

STARTING_SECONDS = 180


def up(instance: Instance, *, keep: bool = False) -> dict[str, Any]:
    """Start a proxy with a fresh database and give what `seed` made; a running one is given as it is.

    keep: the proxy outlives this process, until `down`. Otherwise the next start of any instance sweeps it
    away when this process died without stopping it.
    """
    sweep()
    if instance.ready.exists():
        ready: dict[str, Any] = json.loads(instance.ready.read_text())
        return ready
    installation = install.ensure()
    shutil.rmtree(instance.root, ignore_errors=True)
    instance.root.mkdir(parents=True, mode=0o700)
    instance.logs.mkdir()
    family = Family(instance.logs)
    cluster: database.Cluster | None = None
    try:
        cluster = database.Cluster(installation.database)
        _record(instance, family, cluster, keep=keep)
        family.adopt(cluster.start(), signal.SIGINT)
        _record(instance, family, cluster, keep=keep)
        ready = _start_programs(instance, installation, family, cluster.url(installation.password))
        _record(instance, family, cluster, keep=keep)
    except BaseException:
        family.stop()
        if cluster:
            cluster.remove()
        instance.record.unlink(missing_ok=True)
        raise
    fresh = instance.ready.with_suffix(".new")
    fresh.write_text(json.dumps(ready, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(instance.ready)
    return ready


def down(instance: Instance) -> None:
    """Stop what `up` started for this instance and delete its database; its logs and facts stay."""
    instance.ready.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        record = json.loads(instance.record.read_text())
        members = [(Process(pid, started), signal.Signals(how)) for pid, started, how in record["members"]]
        Family(instance.logs, record["mark"], members).stop()
        shutil.rmtree(record["database"], ignore_errors=True)
        instance.record.unlink()


def remove(instance: Instance) -> None:
    """Stop an instance and delete its folder."""
    down(instance)
    shutil.rmtree(instance.root, ignore_errors=True)


def sweep() -> None:
    """Stop the instances whose owner died, and those of which a part died."""
    for file in Instance.named("*").root.parent.glob("*/processes.json"):
        record = json.loads(file.read_text())
        owner = Process(*record["owner"]) if record["owner"] else None
        broken = not all(Process(pid, started).alive() for pid, started, _ in record["members"])
        if (owner and not owner.alive()) or (owner is None and broken):
            down(Instance(file.parent))


def _record(instance: Instance, family: Family, cluster: database.Cluster, *, keep: bool) -> None:
    me = Process.of(os.getpid())
    assert me is not None
    content = {
        "owner": None if keep else [me.pid, me.started],
        "mark": family.mark,
        "members": [[process.pid, process.started, int(how)] for process, how in family.members],
        "database": str(cluster.folder),
    }
    fresh = instance.record.with_suffix(".new")
    fresh.write_text(json.dumps(content))
    fresh.replace(instance.record)


def _start_programs(
    instance: Instance, installation: Installation, family: Family, database_url: str
) -> dict[str, Any]:
    provider_port = _start_provider(instance, family)
    master_key = "sk-master-" + secrets.token_hex(16)
    config = instance.root / "config.yaml"
    text = (HERE / "config.yaml").read_text(encoding="utf-8")
    config.write_text(text.replace("@UP@", f"127.0.0.1:{provider_port}").replace("@MASTER@", master_key))
    port = database.free_port()
    env = {
        **install.environment(installation),
        "HOME": str(instance.root),
        "DATABASE_URL": database_url,
        "CONFIG_FILE_PATH": str(config),
        "DISABLE_SCHEMA_UPDATE": "true",
        "LITELLM_SALT_KEY": "sk-salt-local",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # no look-ups on the network
        "LITELLM_TELEMETRY": "False",
        "NO_PROXY": "127.0.0.1",
    }
    uvicorn: list[str | Path] = [
        installation.venv / "bin/python",
        "-m",
        "uvicorn",
        "litellm.proxy.proxy_server:app",
    ]
    proxy = family.start("proxy", [*uvicorn, "--host", "127.0.0.1", "--port", str(port)], env)
    base_url = f"http://127.0.0.1:{port}"
    _wait_for_proxy(base_url, proxy, instance.logs / "proxy.log")
    return seed(base_url, master_key)


def _start_provider(instance: Instance, family: Family) -> int:
    port_file = instance.root / "upstream.port"
    command: list[str | Path] = [sys.executable, HERE / "upstream.py", port_file, instance.provider_log]
    process = family.start("upstream", command, {"PATH": os.defpath, "PYTHONUTF8": "1"})
    log = instance.logs / "upstream.log"
    wait_until(
        lambda: port_file.exists() or not process.alive(), 20, f"the fake provider did not start, see {log}"
    )
    if not port_file.exists():
        raise PeerError(f"the fake provider ended at its start, see {log}")
    return int(port_file.read_text())


def _wait_for_proxy(base_url: str, proxy: Process, log: Path) -> None:
    with httpx.Client(base_url=base_url, timeout=10, trust_env=False) as client:

        def answers() -> bool:
            if not proxy.alive():
                raise PeerError(
                    f"the proxy ended while it started, see {log}\n{log.read_text(errors='replace')[-600:]}"
                )
            with suppress(httpx.TransportError):
                answer = client.get("/health/readiness")
                return answer.status_code == 200 and answer.json().get("db") == "connected"
            return False

        wait_until(
            answers, STARTING_SECONDS, f"the proxy was not ready in {STARTING_SECONDS} seconds, see {log}"
        )
