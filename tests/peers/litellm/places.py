"""Where the LiteLLM peer keeps its files: one installation per set of pins, one folder per instance."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
VERSION = "1.106.2"


def cache() -> Path:
    """Give the folder for everything that may be kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return (
        Path(os.environ.get("QUOTADESK_PEERS_CACHE") or Path(base, "quotadesk-peers")).resolve() / "litellm"
    )


@dataclass(frozen=True, slots=True)
class Installation:
    """The installed programs and an empty, migrated database that each start copies."""

    root: Path

    @classmethod
    def of_these_pins(cls) -> Installation:
        """Give the installation that belongs to the pins in this folder and to this Python."""
        pins = b"".join((HERE / name).read_bytes() for name in ("constraints.txt", "package.json"))
        version = f"{sys.version_info.major}.{sys.version_info.minor}".encode()
        return cls(cache() / hashlib.sha256(pins + version).hexdigest()[:12])

    @property
    def venv(self) -> Path:
        """Python packages of the proxy, kept apart from the project's own."""
        return self.root / "venv"

    @property
    def node(self) -> Path:
        """Node packages, with the query engine beside them."""
        return self.root / "node"

    @property
    def engine(self) -> Path:
        """The stand-in for Prisma's native query engine."""
        return self.node / "engine.js"

    @property
    def database(self) -> Path:
        """A stopped PostgreSQL data folder with the migrated, empty database."""
        return self.root / "database"

    @property
    def password(self) -> str:
        """The password of the database user `peer`."""
        return (self.root / "password").read_text()

    @property
    def complete(self) -> Path:
        """Exists when every step of the installation has ended well."""
        return self.root / "complete"


@dataclass(frozen=True, slots=True)
class Instance:
    """The files of one running proxy."""

    root: Path

    @classmethod
    def named(cls, name: str) -> Instance:
        """Give the instance of that name; its folder need not exist."""
        return cls(cache() / "instances" / name)

    @property
    def ready(self) -> Path:
        """Address, keys, teams and users (JSON); exists while the proxy is usable."""
        return self.root / "ready.json"

    @property
    def facts(self) -> Path:
        """The calls of the traffic scenario and what really happened (JSON lines)."""
        return self.root / "traffic.jsonl"

    @property
    def provider_log(self) -> Path:
        """Each request that reached the fake provider (JSON lines)."""
        return self.root / "upstream.jsonl"

    @property
    def record(self) -> Path:
        """What was started, so that another process can stop it (JSON)."""
        return self.root / "processes.json"

    @property
    def logs(self) -> Path:
        """Output of the programs, to read when something fails."""
        return self.root / "logs"
