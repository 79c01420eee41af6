"""The workshop: a fresh machine gets what the lock says; who cannot install learns what to type."""

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECISION = (ROOT / "docs/decisions/0002-dependencies.md").read_text("utf-8")
FREE_LICENCES = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|MPL|LGPL|public domain)", re.IGNORECASE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """Give each locked package with its block of hashes and reasons."""
    blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    return {block.split("==")[0]: block for block in blocks}


def shipped() -> set[str]:
    """Give the locked packages that an installed Quotadesk has, on any platform."""
    parents = {}
    for name, block in pins().items():
        via = block.partition("# via")[2].replace("#", "").replace("(pyproject.toml)", "").split()
        parents[name] = {parent for parent in via if not parent.startswith("(")}
        if "(pyproject.toml:dev)" in via and "quotadesk (pyproject.toml)" not in block:
            parents[name].discard("quotadesk")
    found = {"quotadesk"}
    while new := {name for name, via in parents.items() if via & found} - found:
        found |= new
    return found - {"quotadesk"}


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give dev.py as if in a fresh checkout on Linux; what it would install is only written down."""
    for name in ("dev.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    spec = importlib.util.spec_from_file_location("dev_in_a_fresh_checkout", tmp_path / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.done = []

    def create() -> None:
        module.done.append("create")
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.touch()

    monkeypatch.setattr(module, "LINUX", True)
    monkeypatch.setattr(module, "is_present", lambda _probe: True)
    monkeypatch.setattr(module, "create", create)
    monkeypatch.setattr(module, "pip", lambda *arguments: module.done.append(str(arguments[-1])))
    return module


def test_the_lock_names_no_address_and_holds_a_hash_for_every_pin():
    assert "://" not in LOCK
    assert len(pins()) > 50
    assert [name for name, block in pins().items() if "--hash=sha256:" not in block] == []


def test_every_package_that_the_project_names_is_locked():
    named = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert {normal(re.split(r"[<>=~!;\[ ]", line)[0]) for line in named} <= pins().keys()


def test_every_shipped_package_is_told_with_a_free_licence_and_a_reason():
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in DECISION.splitlines() if "|" in line]
    told = {normal(row[0]): row for row in rows if len(row) == 3}
    assert shipped() - told.keys() == set()
    for name in shipped():
        _, licence, reason = told[name]
        assert FREE_LICENCES.search(licence), name
        assert len(reason) > 10, name


def test_the_workshop_starts_on_a_python_without_a_single_package():
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"))
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_every_verb_explains_itself_without_touching_the_machine(dev: ModuleType, tmp_path: Path):
    for verb in dev.VERBS:
        command = [sys.executable, "-I", str(tmp_path / "dev.py"), verb, "--help"]
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        assert f"dev.py {verb}" in told.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_unknown_verb_shows_the_known_ones_and_fails(dev: ModuleType, capsys: pytest.CaptureFixture[str]):
    assert dev.main(["dance"]) == 2
    told = capsys.readouterr().out
    assert [verb for verb in dev.VERBS if verb not in told] == []


def test_a_fresh_checkout_gets_the_lock_and_then_the_project_and_a_second_start_does_nothing(dev: ModuleType):
    dev.prepare()
    assert dev.done == ["create", str(dev.LOCK), str(dev.ROOT)]
    dev.prepare()
    assert len(dev.done) == 3


def test_an_environment_of_unknown_making_is_made_anew(dev: ModuleType):
    dev.create()
    dev.done.clear()
    dev.prepare()
    assert dev.done[0] == "create"


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(dev: ModuleType):
    dev.prepare()
    dev.done.clear()
    dev.LOCK.write_text(LOCK + "# changed\n", "utf-8")
    dev.prepare()
    assert dev.done == [str(dev.LOCK), str(dev.ROOT)]


def test_an_interrupted_installation_is_not_taken_for_a_finished_one(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_arguments: object) -> None:
        raise dev.Trouble("no network")

    dev.prepare()
    dev.LOCK.write_text(LOCK + "# changed\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(dev, "pip", fail)
        with pytest.raises(dev.Trouble):
            dev.prepare()
    dev.LOCK.write_text(LOCK, "utf-8")  # back to the branch that was whole
    dev.done.clear()
    dev.prepare()
    assert str(dev.LOCK) in dev.done
    assert json.loads(dev.STAMP.read_text("utf-8")) == dev.wanted_stamp()


def test_a_person_who_may_not_install_learns_the_exact_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(dev, "administrator", lambda: None)
    monkeypatch.setattr(dev, "is_present", lambda _probe: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(dev.Trouble, match="sudo apt-get install --no-install-recommends binutils"):
        dev.system("bundle")


def test_missing_fonts_are_mentioned_and_do_not_stop_the_work(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev, "administrator", lambda: None)
    monkeypatch.setattr(dev, "is_present", lambda probe: "fonts" not in probe)
    dev.system("offscreen", useful=["fonts"])
    assert "fonts-wqy-microhei" in capsys.readouterr().err


def test_a_machine_that_has_everything_installs_nothing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dev, "is_present", lambda _probe: True)
    monkeypatch.setattr(dev, "apt", lambda _packages: pytest.fail("nothing was missing"))
    dev.system(*dev.SYSTEM)


def test_a_python_that_cannot_make_environments_is_told_with_the_package_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(dev, "administrator", lambda: None)
    monkeypatch.setattr(dev, "is_present", lambda probe: "ensurepip" not in probe)
    with pytest.raises(dev.Trouble, match=r"python3\.\d+-venv"):
        dev.prepare("offscreen")
    assert dev.done == []


def test_a_broken_project_does_not_cost_the_installed_packages(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    def fail(*arguments: object) -> None:
        if "-e" in arguments:
            raise dev.Trouble("no README")

    with monkeypatch.context() as patch:
        patch.setattr(dev, "pip", fail)
        with pytest.raises(dev.Trouble):
            dev.prepare()
    dev.done.clear()
    dev.prepare()
    assert dev.done == [str(dev.ROOT)]


def test_peers_are_left_out_until_they_are_asked_for(dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
    commands = []
    monkeypatch.setattr(dev, "is_present", lambda _probe: True)
    monkeypatch.setattr(dev, "call", lambda command, **_more: commands.append(command[2:]) or 5)
    assert dev.test(["-q"]) == 5
    assert dev.test(["--peers", "-q"]) == 5
    assert commands == [["pytest", "-q"], ["pytest", "-m", "", "-q"]]
    assert "not peer" in PROJECT["tool"]["pytest"]["ini_options"]["addopts"]


@pytest.mark.parametrize(("display", "platform"), [("", "offscreen"), (":0", None)])
def test_the_demo_goes_offscreen_only_where_there_is_no_screen(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, display: str, platform: str | None
):
    settings = {}
    monkeypatch.setenv("DISPLAY", display)
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev, "call", lambda _command, **more: settings.update(more) or 0)
    assert dev.main(["demo"]) == 0
    assert settings.get("QT_QPA_PLATFORM") == platform


def test_one_failed_check_fails_them_all_and_every_one_is_reported(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev, "call", lambda command, **_more: int(command[0].name == "mypy"))
    assert dev.check([]) == 1
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert told == [["format", "OK"], ["lint", "OK"], ["types", "failed"], ["layers", "OK"]]


def test_qt_survives_many_calls_that_return_nothing():
    """PySide6 6.12.0 loses a reference to None for each one and aborts Python 3.11 after some 5,000."""
    code = """if True:
        from PySide6.QtCore import QObject, Signal

        class Desk(QObject):
            copied = Signal(int)

        desk, heard = Desk(), []
        desk.copied.connect(heard.append)
        for number in range(20_000):
            desk.blockSignals(False)
        for number in range(10_000):
            desk.copied.emit(number)
        assert len(heard) == 10_000
    """
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
