#!/usr/bin/env python3
"""The workshop: one command a task, on a fresh machine as on an old one. Standard library only."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "workshop.json"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"

# Debian's package, and how to see, whoever asks, that it is there: a library, module, path or program.
SYSTEM: dict[str, dict[str, str]] = {
    "offscreen": {
        "libgl1": "libGL.so.1",
        "libegl1": "libEGL.so.1",
        "libglib2.0-0": "libgthread-2.0.so.0",
        "libxkbcommon0": "libxkbcommon.so.0",
        "libfontconfig1": "libfontconfig.so.1",
        "libdbus-1-3": "libdbus-1.so.3",
    },
    "window": {
        "libxcb-cursor0": "libxcb-cursor.so.0",
        "libxcb-icccm4": "libxcb-icccm.so.4",
        "libxcb-keysyms1": "libxcb-keysyms.so.1",
        "libxcb-shape0": "libxcb-shape.so.0",
        "libxcb-xkb1": "libxcb-xkb.so.1",
        "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    },
    "fonts": {"fonts-wqy-microhei": "usr/share/fonts/**/*[wC][qJ][yK]*"},  # …wqy… or …CJK…
    "xserver": {"xvfb": "Xvfb", "xauth": "xauth"},
    "peers": {
        "openbox": "openbox",
        "xdotool": "xdotool",
        "xclip": "xclip",
        "dbus": "dbus-run-session",
        "gnome-keyring": "gnome-keyring-daemon",
        "at-spi2-core": "usr/libexec/at-spi*bus-launcher",
        "python3-pyatspi": "usr/lib/python3/dist-packages/pyatspi/__init__.py",
        "postgresql": "usr/lib/postgresql/*/bin/postgres",
        "nodejs": "node",
        "npm": "npm",
    },
    "bundle": {"binutils": "objdump"},
    "environment": {f"python{MINOR}-venv": "module ensurepip"},
}
if sys.base_prefix == "/usr":  # Debian's own Python keeps in a package what PyInstaller takes along
    SYSTEM["bundle"][f"libpython{MINOR}"] = f"libpython{MINOR}.so.1.0"


class Trouble(Exception):
    """Something that the person at the keyboard can put right; the message says how."""


def say(text: str) -> None:
    """Print for people; standard output belongs to what the verb runs."""
    print(text, file=sys.stderr, flush=True)


def environment(**more: str) -> dict[str, str]:
    """Give the environment of what is started here, without settings that would bend it."""
    bent = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    return {**{k: v for k, v in os.environ.items() if k not in bent}, "PYTHONUTF8": "1", **more}


def call(command: Sequence[str | Path], **more: str) -> int:
    """Run a command in the checkout and give its exit code (128 + signal as a shell would)."""
    sys.stdout.flush()
    code = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment(**more), check=False
    ).returncode
    return code if code >= 0 else 128 - code


def has_screen() -> bool:
    """Tell whether a window can be opened."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- system packages ----------------------------------------------------------------------------------------


def is_present(probe: str) -> bool:
    """Tell whether a library can be loaded, a module or a path exists, or a program is found."""
    if probe.startswith("module "):
        return importlib.util.find_spec(probe.split()[1]) is not None
    if ".so." in probe:
        try:
            ctypes.CDLL(probe)
        except OSError:
            return False
        return True
    if "/" in probe:
        return any(True for _ in Path("/").glob(probe))
    return shutil.which(probe) is not None


def missing(groups: Sequence[str]) -> list[str]:
    """Give the Debian packages of these groups that are not here; none outside Linux."""
    wanted = {package: probe for group in groups for package, probe in SYSTEM[group].items()}
    return [package for package, probe in wanted.items() if LINUX and not is_present(probe)]


def administrator() -> list[str] | None:
    """Give what to put before apt-get, or None where this person may not install (or there is no apt-get)."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def apt(packages: Sequence[str]) -> bool:
    """Install Debian packages where this person may; tell whether it was tried and went well."""
    prefix = administrator()
    if prefix is None:
        return False
    say(f"Installing system packages: {' '.join(packages)} …")
    steps = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages])
    for step in steps:
        command = [
            *prefix,
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=120",
            *step,
        ]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            say(done.stdout[-2000:] + done.stderr[-2000:])
            return False
    return True


def how_to_install(packages: Sequence[str]) -> str:
    """Give the one command that a person with the right to it can run."""
    if shutil.which("apt-get"):
        return f"    sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"
    return f"    with your package manager, what Debian calls: {' '.join(packages)}"


def system(*needed: str, useful: Sequence[str] = ()) -> None:
    """Have the system packages of these groups: install them, or say how; without the useful ones, go on.

    Raises Trouble if a needed package is not here and cannot be installed.
    """
    lacking = missing([*needed, *useful])
    if not lacking or (apt(lacking) and not missing([*needed, *useful])):
        return
    command = how_to_install(missing([*needed, *useful]))
    if missing(needed):
        raise Trouble(
            f"This machine lacks libraries or programs. Run this, then the same command again:\n{command}"
        )
    say(f"Going on without optional packages (texts or pictures may look plain). To have them:\n{command}")


# --- the environment ----------------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, blind to the line ends that git may have changed."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted_stamp() -> dict[str, str]:
    """Give what the environment is made from."""
    return {"python": f"{MINOR} in {ROOT}", "lock": digest(LOCK), "project": digest(PROJECT)}


def read_stamp() -> dict[str, str]:
    """Give what the environment was made from; empty if it is missing, half made or somebody else's."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() else {}


def create() -> None:
    """Make an empty .venv with the Python that runs this, also if that one is a virtual environment's."""
    if not os.access(ROOT, os.W_OK):
        raise PermissionError(f"{ROOT} cannot be written")
    say(f"Making .venv with Python {sys.version.split()[0]} …")
    base = getattr(sys, "_base_executable", None) or sys.executable
    if call([base, "-m", "venv", "--clear", VENV]):
        raise Trouble(f"The environment could not be made (see above). Delete {VENV} and try again.")


def pip(*arguments: str | Path) -> None:
    """Install into .venv; raises Trouble with the next step."""
    options = ["--disable-pip-version-check", "--no-input", "-q"]
    command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        *options,
        "--timeout",
        "60",
        "--root-user-action",
        "ignore",
        *arguments,
    ]
    if call(command):
        raise Trouble(
            "The packages could not be installed (see above). Behind a proxy, set HTTPS_PROXY;\n"
            "with a full disk, free 1 GB. Then run the same command again."
        )


def prepare(*needed: str, useful: Sequence[str] = ()) -> None:
    """Have these system packages and a .venv that fits lock and project; needs no network if all is there."""
    wanted, found = wanted_stamp(), read_stamp()
    fits = found.get("python") == wanted["python"]
    system(*needed, *([] if fits else ["environment"]), useful=useful)
    if found == wanted:
        return
    if not fits:
        create()
        found = {}
    if found.get("lock") != wanted["lock"]:
        say("Installing the locked packages (about 150 MB to fetch the first time) …")
        STAMP.unlink(missing_ok=True)  # an interrupted installation is never taken for a whole one
        pip("--only-binary", ":all:", "--require-hashes", "-r", LOCK)
        STAMP.write_text(json.dumps({**wanted, "project": ""}), "utf-8")
    pip("--no-deps", "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(json.dumps(wanted), "utf-8")


# --- the verbs ----------------------------------------------------------------------------------------------


def program(arguments: Sequence[str]) -> int:
    """Run Quotadesk, with a window if there is a screen."""
    prepare("offscreen", *(["window"] if os.environ.get("DISPLAY") else []), useful=["fonts"])
    more = {} if has_screen() or "QT_QPA_PLATFORM" in os.environ else {"QT_QPA_PLATFORM": "offscreen"}
    return call([BIN / "quotadesk", *arguments], **more)


def demo(arguments: Sequence[str]) -> int:
    """Run the built-in sample gateway and the journey from a customer's 429 to the texts."""
    return program(["demo", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run pytest offscreen; pytest's exit code is the answer."""
    peers = "--peers" in arguments
    rest = [argument for argument in arguments if argument != "--peers"]
    if peers:
        prepare("offscreen", "window", "fonts", "xserver", "peers")
    else:
        prepare("offscreen", useful=["fonts"])
    chosen = ["-m", ""] if peers else []
    return call([PYTHON, "-m", "pytest", *chosen, *rest], QT_QPA_PLATFORM="offscreen")


def check(arguments: Sequence[str]) -> int:
    """Run every check, print one line for each, and fail if one of them fails."""
    fix = "--fix" in arguments
    tools = {
        "format": ["ruff", "format", *([] if fix else ["--check"]), "."],
        "lint": ["ruff", "check", *(["--fix"] if fix else []), "."],
        "types": ["mypy"],
        "layers": ["lint-imports", "--no-logo"],
    }
    prepare()
    codes = {name: call([BIN / tool, *options]) for name, (tool, *options) in tools.items()}
    print(*(f"{name:8}{'failed' if code else 'OK'}" for name, code in codes.items()), sep="\n", flush=True)
    return int(any(codes.values()))


def bundle(arguments: Sequence[str]) -> int:
    """Build dist/quotadesk, then let the program in it test itself."""
    prepare("offscreen", "bundle")
    folder, work = ROOT / "dist" / "quotadesk", ROOT / "build"
    options = [
        "--noconfirm",
        "--log-level",
        "WARN",
        "--distpath",
        str(folder.parent),
        "--workpath",
        str(work),
    ]
    if code := call([PYTHON, "-m", "PyInstaller", *options, *arguments, "build.spec"]):
        return code
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{folder.relative_to(ROOT)}: {size / 1e6:.0f} MB", flush=True)
    return call([folder / "quotadesk", "selftest"], QT_QPA_PLATFORM="offscreen")


def pictures(arguments: Sequence[str]) -> int:
    """Take the pictures of the window's main states in a private X server."""
    prepare("offscreen", "window", "fonts", "xserver")
    server = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24 -nolisten tcp"] if LINUX else []
    more = {"QT_QPA_PLATFORM": "xcb"} if LINUX else {}
    return call([*server, PYTHON, "-m", "tests.pictures", *arguments], **more)


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks, without a window."""
    prepare("offscreen", useful=["fonts"])
    return call([PYTHON, "-m", "benchmarks", *arguments], QT_QPA_PLATFORM="offscreen")


def lock(arguments: Sequence[str]) -> int:
    """Write requirements.lock anew: every platform, every hash, no address."""
    with tempfile.TemporaryDirectory() as folder:
        if (uv := shutil.which("uv")) is None:
            prepare()
            pip("--target", folder, "uv")
            uv = str(Path(folder, "bin", "uv"))
        # What the lock holds and hides is set in pyproject.toml, [tool.uv.pip].
        code = call([uv, "pip", "compile", "-q", "pyproject.toml", "--group", "dev", "-o", LOCK, *arguments])
    if "://" in LOCK.read_text("utf-8"):
        raise Trouble("requirements.lock holds an address. Take out what put it there and run this again.")
    return code


class Verb(NamedTuple):
    """What a verb does, and how it is told."""

    work: Callable[[Sequence[str]], int]
    usage: str
    summary: str


VERBS: dict[str, Verb] = {
    "demo": Verb(demo, "", "the sample gateway and the whole minute; without a screen it fills demo-out/"),
    "run": Verb(program, "[ARGUMENT ...]", "the program itself; arguments are passed on"),
    "test": Verb(
        test, "[--peers] [PYTEST ARGUMENT ...]", "the tests; --peers adds LiteLLM, keyring, X server"
    ),
    "check": Verb(check, "[--fix]", "format, lint, types and layers; --fix repairs what can be repaired"),
    "bundle": Verb(bundle, "[PYINSTALLER ARGUMENT ...]", "dist/quotadesk, a folder that runs without Python"),
    "pictures": Verb(pictures, "", "docs/pictures: the main states of the window"),
    "bench": Verb(bench, "[--json] [--size 100k|1m|10m] [NAME ...]", "the benchmarks, as ratios to peers"),
    "lock": Verb(lock, "[--upgrade] [UV ARGUMENT ...]", "requirements.lock, after a change of dependencies"),
}


def overview() -> str:
    """Give the list of verbs."""
    verbs = "\n".join(f"  {name:9} {verb.summary}" for name, verb in VERBS.items())
    return f"usage: python3 dev.py VERB [ARGUMENT ...]\n\n{verbs}\n\nMore: python3 dev.py VERB --help"


def main(arguments: Sequence[str]) -> int:
    """Run one verb and give its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this is what an older one is told)
        raise Trouble(f"Quotadesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] not in VERBS:
        print(overview())
        return 0 if arguments and arguments[0] in {"-h", "--help", "help"} else 2
    name, *rest = arguments
    if rest and rest[0] in {"-h", "--help"}:
        print(f"usage: python3 dev.py {name} {VERBS[name].usage}".rstrip(), VERBS[name].summary, sep="\n\n")
        return 0
    return VERBS[name].work(rest[1:] if rest[:1] == ["--"] else rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        say(f"dev.py: {trouble}")
    except OSError as error:
        say(f"dev.py: {error}\nThe checkout must be writable: copy it to a folder of your own and try there.")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(1)
