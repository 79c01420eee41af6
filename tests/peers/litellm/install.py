"""Install what the LiteLLM peer needs: Debian packages, the proxy's own Python environment, Node packages."""

from __future__ import annotations

import concurrent.futures
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.peers.litellm import database
from tests.peers.litellm.places import HERE, VERSION, Installation
from tests.peers.processes import PeerError

REQUIREMENTS = (f"litellm[proxy]=={VERSION}", "prisma==0.15.0")


def ensure() -> Installation:
    """Give a complete installation; the first call takes about a minute and a half, later ones nothing.

    Raises PeerError that names the missing Debian packages or the log of the step that failed.
    """
    installation = Installation.of_these_pins()
    installation.root.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(installation.root / "lock"):
        _debian_packages(installation.root / "apt.log")
        if not installation.complete.exists():
            _install(installation)
        _place_engine(installation)
    return installation


def environment(installation: Installation) -> dict[str, str]:
    """Give the variables that make prisma-client-py use our engine and keep everything else of ours out."""
    engine = str(installation.engine)
    return {
        "PATH": f"{installation.venv / 'bin'}:{os.environ.get('PATH', os.defpath)}",
        "LANG": "C.UTF-8",
        "PRISMA_QUERY_ENGINE_BINARY": engine,
        "PRISMA_QUERY_ENGINE_LIBRARY": engine,
        "PRISMA_SCHEMA_ENGINE_BINARY": engine,
        "PRISMA_CLI_QUERY_ENGINE_TYPE": "binary",
    }


def run(
    step: str,
    command: Sequence[str | Path],
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run one step of the installation; raise PeerError with the end of its log when it fails."""
    with log.open("ab") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            check=False,
        )
    if done.returncode:
        tail = log.read_text(errors="replace")[-600:]
        raise PeerError(f"{step} failed, see {log}\n{tail}")


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _debian_packages(log: Path) -> None:
    wanted = {
        "nodejs": shutil.which("node"),
        "npm": shutil.which("npm"),
        "python3-venv": importlib.util.find_spec("ensurepip"),
        "postgresql": database.programs(),
    }
    missing = [package for package, found in wanted.items() if not found]
    if not missing:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run("apt-get update", [*root, "apt-get", "update", "-qq"], log)
        run(
            "apt-get install",
            [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
            log,
            env,
        )
    except (OSError, PeerError) as error:
        raise PeerError(
            f"install these as root first: apt-get install {' '.join(missing)}   (see {log})"
        ) from error


def _install(installation: Installation) -> None:
    for folder in (installation.venv, installation.node, installation.database):
        shutil.rmtree(folder, ignore_errors=True)
    steps = (_python_packages, _node_packages, database.make_cluster)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for step in [pool.submit(step, installation) for step in steps]:
            step.result()
    _generate_client(installation)
    installation.complete.touch()


def _python_packages(installation: Installation) -> None:
    log = installation.root / "pip.log"
    run("venv", [sys.executable, "-m", "venv", installation.venv], log)
    pip: list[str | Path] = [
        installation.venv / "bin/python",
        "-m",
        "pip",
        "install",
        "-q",
        "-c",
        HERE / "constraints.txt",
    ]
    run("pip", [*pip, *REQUIREMENTS], log)


def _node_packages(installation: Installation) -> None:
    installation.node.mkdir()
    shutil.copy(HERE / "package.json", installation.node)
    quiet = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"]
    run("npm", ["npm", "install", *quiet], installation.root / "npm.log", cwd=installation.node)
    _place_engine(installation)


def _place_engine(installation: Installation) -> None:
    """Put engine.js beside node_modules, where it finds its packages."""
    source = HERE / "engine.js"
    if installation.engine.exists() and installation.engine.read_bytes() == source.read_bytes():
        return
    fresh = installation.engine.with_suffix(".new")
    shutil.copy(source, fresh)
    fresh.chmod(0o755)
    fresh.replace(installation.engine)


def _generate_client(installation: Installation) -> None:
    """Generate the database client inside the proxy's environment and migrate the empty database."""
    extras = next(installation.venv.glob("lib/python3*/site-packages/litellm_proxy_extras"))
    schema = installation.root / "schema.prisma"
    lines = (extras / "schema.prisma").read_text().splitlines()
    schema.write_text(
        "\n".join('binaryTargets = ["native"]' if "binaryTargets" in line else line for line in lines)
    )
    prisma = installation.node / "node_modules/.bin/prisma"
    env = {**environment(installation), "HOME": str(installation.root), "DATABASE_URL": "postgresql://unused"}
    with concurrent.futures.ThreadPoolExecutor() as pool:
        migrating = pool.submit(
            database.migrate, installation, sorted(extras.glob("migrations/*/migration.sql"))
        )
        run(
            "prisma generate",
            [prisma, "generate", "--schema", schema],
            installation.root / "generate.log",
            env,
        )
        migrating.result()
