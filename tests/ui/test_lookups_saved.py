"""Lookups kept under a name: saved, offered again, and deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

NAME = "402 and 429 today"


def asked(qtbot: QtBot, window: MainWindow, action: str) -> QInputDialog:
    """Do an action and give the dialog that asks for a name."""
    window.actions_.by_name[action].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QInputDialog)))
    return next(d for d in window.findChildren(QInputDialog) if d.isVisible())


def test_a_saved_lookup_is_deleted_by_its_name(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened()
    settled(qtbot, window)
    asking = asked(qtbot, window, "drop_lookup")
    assert NAME in asking.comboBoxItems()
    asking.setTextValue(NAME)
    asking.accept()
    assert NAME not in desk.saved
    assert len(desk.saved) == 2
    assert window.status.told == f"Deleted: {NAME}"


def test_where_none_is_saved_nothing_is_asked(opened: Opened, desk: FakeDesk) -> None:
    desk.saved.clear()
    window = opened()
    window.actions_.by_name["drop_lookup"].trigger()
    assert window.findChildren(QInputDialog) == []
    assert window.status.told == "No lookup is saved."
