"""A private PostgreSQL: made and migrated once, then copied for each start, so that every start is fresh.

PostgreSQL refuses to run as root. Root runs it as the user `postgres` of the Debian package, in a folder
below the system's temporary folder, because that user cannot reach root's cache.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.peers.litellm.places import Installation
from tests.peers.processes import PeerError, Process

USER = "peer"
OPTIONS = "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"


def programs() -> Path | None:
    """Give the folder with the programs of the newest installed PostgreSQL server."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def free_port() -> int:
    """Give a loopback port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Cluster:
    """One PostgreSQL data folder in a temporary place, owned by the user who may run it."""

    def __init__(self, source: Path | None = None) -> None:
        """Take a copy of the data folder `source`, or start with none."""
        self.folder = Path(tempfile.mkdtemp(prefix="quotadesk-pg-"))
        self.data = self.folder / "data"
        self.port = 0
        if source:
            subprocess.run(["cp", "-a", source, self.data], check=True)
        self._hand_over()

    def call(self, program: str, *arguments: str | Path, env: dict[str, str] | None = None) -> None:
        """Run one of PostgreSQL's own programs as the owner of the data folder."""
        folder = programs()
        if folder is None:
            raise PeerError("install this as root first: apt-get install postgresql")
        log = self.folder / f"{program}.log"
        with log.open("ab") as output:
            done = subprocess.run(
                [folder / program, *arguments],
                cwd=self.folder,
                env={"PATH": os.defpath, "LANG": "C.UTF-8", **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **_as_owner(),
            )
        if done.returncode:
            raise PeerError(f"PostgreSQL: {program} failed\n{log.read_text(errors='replace')[-600:]}")

    def start(self) -> Process:
        """Start the server on a free loopback port and wait until it answers."""
        self.port = free_port()
        options = OPTIONS.format(port=self.port)
        self.call("pg_ctl", "-D", self.data, "-l", self.folder / "server.log", "-w", "-o", options, "start")
        process = Process.of(int((self.data / "postmaster.pid").read_text().split()[0]))
        if process is None:
            raise PeerError("PostgreSQL ended just after its start")
        return process

    def url(self, password: str) -> str:
        """Give the address of the proxy's database."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/litellm"

    def remove(self) -> None:
        """Delete the temporary folder; the server must have been stopped."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hand_over(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            subprocess.run(["chown", "-R", f"{owner.pw_uid}:{owner.pw_gid}", self.folder], check=True)


def _as_owner() -> Any:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def stop(process: Process) -> None:
    """Shut a server down in an orderly way (SIGINT is PostgreSQL's fast shutdown)."""
    process.stop(signal.SIGINT, grace=20)


def make_cluster(installation: Installation) -> None:
    """Make the empty data folder of the installation, with a password of its own."""
    password = secrets.token_hex(16)
    cluster = Cluster()
    try:
        secret = cluster.folder / "password"
        secret.write_text(password)
        cluster._hand_over()
        how = ["-A", "scram-sha-256", f"--pwfile={secret}", "--no-locale", "-E", "UTF8"]
        cluster.call("initdb", "-D", cluster.data, "-U", USER, *how)
        _keep(cluster, installation)
        (installation.root / "password").write_text(password)
        (installation.root / "password").chmod(0o600)
    finally:
        cluster.remove()


def migrate(installation: Installation, steps: Sequence[Path]) -> None:
    """Make the proxy's tables in the installation's data folder."""
    cluster = Cluster(installation.database)
    server = cluster.start()
    try:
        script = cluster.folder / "migrations.sql"
        script.write_text("\n;\n".join(step.read_text() for step in steps))
        cluster._hand_over()
        login = {
            "PGPASSWORD": installation.password,
            "PGHOST": "127.0.0.1",
            "PGUSER": USER,
            "PGPORT": str(cluster.port),
        }
        cluster.call("createdb", "litellm", env=login)
        cluster.call("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", "litellm", "-f", script, env=login)
        stop(server)
        _keep(cluster, installation)
    finally:
        stop(server)
        cluster.remove()


def _keep(cluster: Cluster, installation: Installation) -> None:
    shutil.rmtree(installation.database, ignore_errors=True)
    subprocess.run(["cp", "-a", cluster.data, installation.database], check=True)
