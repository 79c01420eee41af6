"""A private session bus with a real gnome-keyring, in which Python code runs, one process a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from tests.peers.processes import MARK, PeerError, marked

ROOT = Path(__file__).parents[2]
PASSWORD = "a throwaway password"  # opens a keyring in a temporary folder
# What the shell inside the bus does: start the daemon, wait until it serves, become the program.
UNLOCK = 'printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null'
START = "gnome-keyring-daemon --start --components=secrets >/dev/null"
WAIT = """
wait_for() {
  answer=$1 n=0; shift
  until dbus-send --session --print-reply "$@" 2>/dev/null | grep -q "boolean $answer"; do
    n=$((n + 1)); [ $n -lt 200 ] || { echo "gnome-keyring does not serve" >&2; exit 70; }; sleep 0.05
  done
}
"""
OWNED = (
    "--dest=org.freedesktop.DBus /org/freedesktop/DBus "
    "org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets"
)
LOCKED = (
    "--dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login "
    "org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked"
)
PACKAGES = {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}


@dataclass(slots=True)
class KeyringBus:
    """A home with a keyring file. Every run gets a fresh bus and a fresh daemon over the same keyring.

    There is no display, so nobody can answer the password prompt of a locked keyring.
    """

    home: Path
    locked: bool = False
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        """Make the keyring file: a locked keyring must exist before it can be locked."""
        missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
        if missing:
            raise PeerError(f"install these as root first: apt-get install {' '.join(missing)}")
        (self.home / "run").mkdir(mode=0o700, parents=True)
        made = self._in_bus(["true"], {}, 60, locked=False)
        if made.returncode or not (self.home / ".local/share/keyrings/login.keyring").exists():
            raise PeerError(f"gnome-keyring made no keyring: {made.stderr}")

    def run(
        self, code: str, *arguments: str, env: dict[str, str] | None = None, seconds: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """Run Python code in the bus with the project importable; give its status, output and errors."""
        command = [sys.executable, "-c", code, *arguments]
        return self._in_bus(command, env or {}, seconds, locked=self.locked)

    def _in_bus(
        self, command: list[str], env: dict[str, str], seconds: float, *, locked: bool
    ) -> subprocess.CompletedProcess[str]:
        state = f"wait_for {'true' if locked else 'false'} {LOCKED}"
        start = "\n".join([WAIT, START if locked else UNLOCK, f"wait_for true {OWNED}", state, 'exec "$@"'])
        try:
            return subprocess.run(
                ["dbus-run-session", "--", "sh", "-c", start, "sh", *command],
                env={**self._environment(), **env},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop what a run left behind (the daemon detaches itself)."""
        for process in list(marked(self.mark)):
            process.stop(grace=3)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            "KEYRING_PASSWORD": PASSWORD,
            MARK: self.mark,
        }
