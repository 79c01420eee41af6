"""One door: whatever could carry a text out of the program is called in few, named places; shown on syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotadesk

PACKAGE = Path(quotadesk.__file__).parent
OUTLET, CLIPBOARD, PICTURE = (
    frozenset({path}) for path in ("app/outgoing.py", "ui/clipboard.py", "ui/application.py")
)
NOBODY: frozenset[str] = frozenset()
SELECTABLE = frozenset({"ui/guarded.py"})  # texts whose selection is judged before it is copied
VIEWS = frozenset(f"ui/{name}.py" for name in ("guardedrows", "commandpalette", "offers", "textpicker"))
"""Rows whose Ctrl+C is judged, and lists that take no focus: Qt itself would copy the current cell."""
ROWS = frozenset({"app/exporting.py", "app/importing.py"})  # rows behind the gate; numbers of refused lines
SHEET = frozenset({"gateways/files_writing.py"})
SAYS = frozenset({"bootstrap/window.py"})
TERMINAL = frozenset({"cli/terminal.py"})
TEMPLATES = "wording/own.py"  # what an agent wrote, after the lint
FILES = frozenset({"settings.py", "vault.py", TEMPLATES})  # preferences and the key of pseudonyms: no texts

DOORS: dict[str, frozenset[str] | set[str]] = {
    "put": OUTLET,
    "put_rows": ROWS | SHEET,  # texts are written as rows are
    "sheet_file": SHEET | {"bootstrap/files.py"},
    **dict.fromkeys(("clipboard", "setMimeData", "QMimeData"), CLIPBOARD),
    "QClipboard": CLIPBOARD,
    **dict.fromkeys(("QDrag", "startDrag", "createMimeDataFromSelection", "mimeData"), NOBODY),
    **dict.fromkeys(
        ("QPrinter", "QPrintDialog", "QPrintPreviewDialog", "QPdfWriter", "print_", "print"), NOBODY
    ),
    **dict.fromkeys(("QTextDocumentWriter", "QSaveFile", "QTemporaryFile", "QSettings", "QLockFile"), NOBODY),
    **dict.fromkeys(("WriteOnly", "ReadWrite", "Append", "NewOnly", "QProcess"), NOBODY),
    "openUrl": frozenset({"ui/folders.py"}),  # a folder of this computer, in its file manager
    **dict.fromkeys(("QTextEdit", "QPlainTextEdit", "QTextBrowser", "TextEditorInteraction"), SELECTABLE),
    **dict.fromkeys(
        ("TextSelectableByMouse", "TextSelectableByKeyboard", "TextBrowserInteraction"), SELECTABLE
    ),
    **dict.fromkeys(("copyAvailable", "setDragEnabled", "createStandardContextMenu"), NOBODY),
    **dict.fromkeys(("QListWidget", "QTableView"), VIEWS),
    **dict.fromkeys(("QListView", "QTableWidget", "QTreeView", "QTreeWidget", "QColumnView"), NOBODY),
    "grab": PICTURE,
    **dict.fromkeys(("write_text", "write_bytes", "copyfile", "copy2", "copytree", "tofile", "mmap"), NOBODY),
    **dict.fromkeys(("writer", "DictWriter", "writerow", "writerows", "writelines"), NOBODY),
    "dump": NOBODY,
    "write": {"cli/labelled.py", "cli/lines.py", "ui/handover.py", *FILES, *SHEET},
    "echo": SAYS | TERMINAL,  # a terminal's own answers; finished texts pass the gate before
    "stdout": {"cli/labelled.py", *TERMINAL},
    "stderr": {"cli/labelled.py", "cli/opening.py", "logbook.py", *TERMINAL},
    **dict.fromkeys(("FileHandler", "SysLogHandler", "HTTPHandler", "SMTPHandler", "basicConfig"), NOBODY),
    **dict.fromkeys(("RotatingFileHandler", "StreamHandler", "addHandler"), frozenset({"logbook.py"})),
    **dict.fromkeys(("warn", "faulthandler", "subprocess", "Popen", "startfile"), NOBODY),
    **dict.fromkeys(("O_WRONLY", "O_CREAT"), frozenset({"vault.py"})),
    **dict.fromkeys(("O_RDWR", "O_APPEND", "NamedTemporaryFile", "TemporaryFile"), NOBODY),
    "mkstemp": {"settings.py", TEMPLATES, *SHEET},
    "opened for writing": FILES | SHEET,
    "the root logger": NOBODY,
}
OTHER_THINGS = {  # names that stand for something else in a whole room: rows of SQLite, requests over HTTP, gateways
    "store/": {"put"},
    "app/sync.py": {"write"},
    "app/importing.py": {"write"},
    "app/ahead.py": {"put"},  # a queue inside the program
    "store/opening.py": {"O_RDWR", "O_CREAT"},  # an empty file with its rights, before SQLite makes one
    "ui/texts.py": {"write"},  # names of their own
    "ui/history.py": {"write"},
    "ui/resultstable.py": {"write"},
    "ui/window.py": {"write"},
    "ui/lookups.py": {"put"},
    "ui/resultsmodel.py": {"put"},
    "gateways/sample/": {"write"},
}  # fmt: skip
_BUILT_IN = {"print"}
_LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def used(tree: ast.AST) -> Iterator[str]:
    """Give every name of a door that a module speaks of: called, handed on, imported as another, or by getattr."""
    for node in ast.walk(tree):
        yield from _named(node)
        if isinstance(node, ast.Call):
            yield from _called(node)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Name) and node.id in _BUILT_IN:
        yield node.id  # any other bare name was imported, or is one of its own
    elif isinstance(node, ast.alias):
        yield node.name.rpartition(".")[2]
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").partition(".")[0]


def _called(node: ast.Call) -> Iterator[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [*node.args, *(k.value for k in node.keywords)]
    said = [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in {"open", "fdopen"} and any(set(s) & set("wax+") and set(s) <= set("rwaxbt+") for s in said):
        yield "opened for writing"
    if name in {"getattr", "attrgetter", "methodcaller"}:
        yield from (part for s in said for part in s.split("."))
    of_logging = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "logging"
    if (of_logging and name in _LEVELS) or (name == "getLogger" and not given):
        yield "the root logger"


def strange(package: Path) -> dict[str, list[str]]:
    """Give every door with the modules that use it and may not."""
    found: dict[str, set[str]] = {}
    for path in package.rglob("*.py"):
        where = path.relative_to(package).as_posix()
        other = {name for room, names in OTHER_THINGS.items() if where.startswith(room) for name in names}
        for name in set(used(ast.parse(path.read_text("utf-8")))) & set(DOORS):
            if where not in DOORS[name] and name not in other:
                found.setdefault(name, set()).add(where)
    return {name: sorted(places) for name, places in found.items()}


def test_nothing_but_the_gate_reaches_an_outlet_a_clipboard_a_printer_or_a_file() -> None:
    assert strange(PACKAGE) == {}


def test_the_gate_itself_is_at_the_door() -> None:
    assert "put" in set(used(ast.parse((PACKAGE / "app/outgoing.py").read_text("utf-8"))))


TRESPASSES = {
    "clipboard": "from PySide6.QtGui import QGuiApplication\nQGuiApplication.clipboard().setText(text)",
    "QClipboard": "from PySide6.QtGui import QClipboard as C\nC().setText(text)",
    "QDrag": "from PySide6 import QtGui\nQtGui.QDrag(self).exec()",
    "QMimeData": "from PySide6.QtCore import QMimeData\nQMimeData().setText(text)",
    "createMimeDataFromSelection": "def f(edit):\n    return edit.createMimeDataFromSelection()",
    "QPrinter": "from PySide6.QtPrintSupport import QPrinter\ndocument.print_(QPrinter())",
    "QPdfWriter": "from PySide6.QtGui import QPdfWriter\nQPdfWriter(path)",
    "print": "print(text)",
    "opened for writing": "with open(path, 'w') as file:\n    pass",
    "write": "path.open(mode='ab').write(text)",
    "O_WRONLY": "import os\nos.open(path, os.O_WRONLY | os.O_CREAT)",
    "write_text": "from functools import partial\nlater = partial(path.write_text, text)",
    "write_bytes": "getattr(path, 'write_bytes')(text.encode())",
    "writer": "import csv\ncsv.writer(file).writerow([text])",
    "DictWriter": "from csv import DictWriter as D\nD(file, [text])",
    "dump": "import json\njson.dump(text, file)",
    "copyfile": "from shutil import copyfile as keep\nkeep(a, b)",
    "WriteOnly": "QFile(path).open(QIODevice.OpenModeFlag.WriteOnly)",
    "QSettings": "from PySide6.QtCore import QSettings\nQSettings().setValue('text', text)",
    "openUrl": "QDesktopServices.openUrl(QUrl('mailto:?body=' + text))",
    "FileHandler": "import logging\nlogging.getLogger('quotadesk').addHandler(logging.FileHandler(path))",
    "the root logger": "import logging\nlogging.warning(text)",
    "warn": "import warnings\nwarnings.warn(text)",
    "stdout": "import sys\nsys.stdout.write(text)",
    "put_rows": "def keep(sheet, text):\n    sheet.put_rows(text)",
    "sheet_file": "from quotadesk.gateways.files_writing import sheet_file\nsheet_file(path)",
    "put": "outlet.put(plain=text, markdown=text, html=text)",
    "echo": "import click\nclick.echo(text)",
    "subprocess": "import subprocess\nsubprocess.run(['xclip'], input=text)",
    "QPlainTextEdit": "from PySide6.QtWidgets import QPlainTextEdit\nQPlainTextEdit(text)",
    "TextSelectableByMouse": "label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)",
    "QListWidget": "from PySide6.QtWidgets import QListWidget\nQListWidget().addItem(text)",
    "grab": "window.grab().save(path)",
}


@pytest.mark.parametrize("door", TRESPASSES)
@pytest.mark.parametrize("where", ["ui/newcomer.py", "app/newcomer.py", "domain/newcomer.py"])
def test_a_new_caller_of_any_door_is_seen(tmp_path, door, where) -> None:
    path = tmp_path / where
    path.parent.mkdir()
    path.write_text(TRESPASSES[door] + "\n", "utf-8")
    assert strange(tmp_path).get(door) == [where]


def test_a_copy_of_the_program_with_one_more_writer_is_seen(tmp_path) -> None:
    """The mutated copy differs from the program in one line of one widget."""
    for path in PACKAGE.rglob("*.py"):
        copy = tmp_path / path.relative_to(PACKAGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    assert strange(tmp_path) == {}
    widget = tmp_path / "ui/verdictcard.py"
    widget.write_text(widget.read_text("utf-8") + "\n\ndef keep(p, text):\n    p.write_text(text)\n", "utf-8")
    assert strange(tmp_path) == {"write_text": ["ui/verdictcard.py"]}
