"""The states of the window that are pictured: how the desk is, and what the agent does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from quotadesk.app.errors import CredentialRefused, GatewayUnreachable, TextPlace, UnfitText
from quotadesk.app.figures import Figures
from quotadesk.app.ports import By, Figure
from quotadesk.domain.charge import Charge
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Said
from quotadesk.domain.window import Coverage, Window
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.cheatsheet import CheatSheet
from quotadesk.ui.fileabilities import FileAbilities
from quotadesk.ui.window import MainWindow
from tests.ui import fake_facts as facts
from tests.ui.fake_cases import a_day_of_cases
from tests.ui.fake_desk import FakeDesk

TICKET = """你好，我这边从今天下午三点开始一直报错：
{"error":{"message":"用户额度不足，剩余额度 0.003120","type":"new_api_error","code":"insufficient_user_quota"}}
我是不是被扣费了？什么时候能恢复？"""

DOOR = """Hello, one of our calls was refused just now, request id: 20261123070144208311doorQx7Lm2Zd:
{"error":{"code":"insufficient_user_quota","message":"..."}} (HTTP 403). Was it charged?"""

WAIT_S = 10.0
Act = Callable[[MainWindow], QWidget | None]
"""What the agent does once the window has settled; gives a popup that belongs on the picture."""


def _nothing(_: MainWindow) -> QWidget | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state. `everywhere`: pictured in both schemes and both languages, else light English and dark Chinese."""

    name: str
    desk: Callable[[], FakeDesk] = FakeDesk
    start: str = "since:24h"
    act: Act = _nothing
    everywhere: bool = False
    waits: bool = False  # the desk never answers: picture what stands there meanwhile
    size: tuple[int, int] = (1440, 900)
    percent: int = 100  # of the text size
    looks: tuple[tuple[str, str], ...] = (("light", "en"), ("dark", "zh"))  # scheme and language


def _loading() -> FakeDesk:
    return FakeDesk(slow=threading.Event())


def _offline() -> FakeDesk:
    return FakeDesk(online=False, complete=False)


def _failing() -> FakeDesk:
    return FakeDesk(
        trouble=CredentialRefused(
            Said("acme-gateway refused the credential.", "acme-gateway 拒绝了凭证。"),
            Said("Open Connections and enter it again.", "请打开“连接”重新输入凭证。"),
        )
    )


def _unreachable() -> FakeDesk:
    return FakeDesk(
        online=False,
        trouble=GatewayUnreachable(
            Said("acme-gateway does not answer.", "acme-gateway 没有响应。"),
            Said(
                "Check the network; what was read before stays in the store.",
                "请检查网络；已读取的内容仍在本地库中。",
            ),
        ),
    )


def _cases(window: MainWindow) -> None:
    window.show_page("cases")


def _ticketed() -> FakeDesk:
    cases = a_day_of_cases()
    cases.suggested = "ZD-48213"
    return FakeDesk(cases=cases)


def _keep(window: MainWindow) -> QWidget | None:
    return window.case.keeping.ask()


def _connections(window: MainWindow) -> None:
    window.show_page("connections")


def _connection_tested(window: MainWindow) -> None:
    window.show_page("connections")
    form = window.connections.form
    form.url.setText("https://gateway.acme.example")
    form.name.setText("acme-gateway")
    form.user_id.setText("1")
    form.credential.setText("x" * 32)
    form.submit()


def _commands(window: MainWindow) -> QWidget:
    window._open_palette()
    window._palette.line.setText("")
    return window._palette


def _keys(window: MainWindow) -> QWidget:
    sheet = CheatSheet(window)
    sheet.show()
    return sheet


def _note(window: MainWindow) -> None:
    window.case.tabs.tabs.setCurrentIndex(1)


def _ledger(window: MainWindow) -> None:
    window.case.tabs.tabs.setCurrentIndex(2)


def _wait(holds: Callable[[], bool]) -> None:
    """Wait for what comes from the background."""
    end = time.monotonic() + WAIT_S
    while not holds() and time.monotonic() < end:
        QApplication.processEvents()


def _edited(window: MainWindow) -> None:
    """Type a figure that nobody declared, and a person's address; the marks come by themselves."""
    field = window.case.tabs.views["reply"].text
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.insertPlainText(" We refund 4.75 USD; ask li.wei@corp.example.")
    field.ensureCursorVisible()
    _wait(lambda: len(field.extraSelections()) > 1)


def _asked(window: MainWindow) -> None:
    field = window.case.tabs.views["reply"].text
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.insertPlainText(" We refund 4.75 USD.")
    window.case.copy("reply")


def _picked(window: MainWindow) -> QWidget | None:
    field = window.case.tabs.views["reply"].text
    field.setFocus()
    window.case.tabs.pick_wanted.emit("reply")
    _wait(lambda: window.case.written.picking.picker is not None)
    return window.case.written.picking.picker


def _grouped(window: MainWindow) -> None:
    window.results.group(grouped=True)


def _sampled(window: MainWindow) -> None:
    window.results.notice.second.click()


def _what_leaves(window: MainWindow) -> QWidget | None:
    window.case.tabs.tabs.setCurrentIndex(1)
    return window.case.show_leaving()


def _proof(window: MainWindow) -> QWidget | None:
    return window.case.verdict.show_proof()


def _gateway(window: MainWindow) -> QWidget | None:
    return window.case.verdict.show_gateway()


def _refused() -> FakeDesk:
    place = TextPlace(
        line=3, column=70, length=8, why=Said("the tail of a key that no field gives", "无字段来源的密钥尾号")
    )
    return FakeDesk(
        refusal=UnfitText(
            Said("Something in this text may not leave this machine.", "文本中有不可外发的内容。"),
            Said("Remove the marked place and copy again.", "请删除标出的内容后重新复制。"),
            places=(place,),
        )
    )


def _copy_reply(window: MainWindow) -> None:
    window.case.copy("reply")


def _blind() -> FakeDesk:
    return FakeDesk(profile=Profile(product=Product.ONEAPI, version="v0.6.10", error_log=False))


class _Adding(FakeDesk):
    """A desk that can bring in a file and add up the week."""

    def abilities(self) -> Abilities:
        """Give the door that the window gets."""
        return replace(super().abilities(), files=FileAbilities(figures=_week))


def _week(by: By, _cancelled: object) -> Figures:
    """Add up the invented rows as if they were a week's, so that names and shares are those of the other pictures."""
    names: dict[str, list[Line]] = {}
    for line in facts.lines():
        names.setdefault(getattr(line, by.value), []).append(line)
    rows = tuple(sorted((_figure(name, lines) for name, lines in names.items()), key=lambda f: -f.requests))
    midnight = facts.NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    window = Window(midnight - timedelta(days=7), midnight)
    total = _figure("", facts.lines())
    return Figures(
        window=window, by=by, rows=rows, total=total, coverage=Coverage(window=window, read_at=facts.NOW)
    )


def _figure(name: str, lines: list[Line]) -> Figure:
    return Figure(
        name=name,
        requests=len(lines) * 37,
        failures=sum(line.failed for line in lines) * 37,
        tokens_in=len(lines) * 61_400,
        tokens_out=len(lines) * 18_250,
        net_nano=sum(line.amount_nano or 0 for line in lines) * 37,
        unproven=sum(line.charge is Charge.UNKNOWN for line in lines),
    )


def _figures(window: MainWindow) -> QWidget:
    dialog = window.show_figures()
    _wait(lambda: dialog.model.rowCount() > 0)
    return dialog


def _import(window: MainWindow) -> QWidget:
    dialog = window.files.ask_connection(Path("acme-october.csv"))
    dialog.complete.setChecked(True)
    dialog.start.setText("2026-10-01")
    dialog.end.setText("2026-11-01")
    return dialog


def _bad_link(window: MainWindow) -> None:
    window.lookup.follow("quotadesk://settings/delete-everything")


def _incident(window: MainWindow) -> None:
    window.case.similar_wanted.emit(window.case.view)


def _failing_inside() -> FakeDesk:
    return FakeDesk(defect=KeyError("never shown"))


def _unexpected(window: MainWindow) -> QWidget | None:
    return window.unexpected.dialog


STATES: tuple[State, ...] = (
    State(name="case-429", start="group:production since:24h", everywhere=True),
    State(name="case-402", start="status:402", everywhere=True),
    State(name="charged-although-failed", start="failed:yes charged:yes", act=_ledger, everywhere=True),
    State(name="task-refunded", start="charged:refunded", act=_ledger),
    State(name="hand-off", start="status:429 group:production", act=_note),
    State(name="unknown", start="status:500"),
    State(name="pasted-error", start=TICKET),
    State(name="low-balance", desk=lambda: FakeDesk(lines=[]), start="owner:acme-retail"),
    State(name="first-start", desk=lambda: FakeDesk(connected=False)),
    State(name="empty", start="model:kling-v9 since:24h"),
    State(name="loading", desk=_loading, waits=True),
    State(name="partial-offline", desk=_offline),
    State(name="error", desk=_failing),
    State(name="unreachable", desk=_unreachable),
    State(name="no-credential", desk=lambda: FakeDesk(credential="none"), start=""),
    State(name="session-credential", desk=lambda: FakeDesk(credential="session"), start="status:502"),
    State(name="what-leaves", start="status:429 group:production", act=_what_leaves),
    State(
        name="refused-by-gate",
        desk=_refused,
        start="status:429 group:production",
        act=_copy_reply,
        looks=(("light", "en"),),
    ),
    State(name="door-refusal", desk=lambda: FakeDesk(lines=[]), start=DOOR),
    State(name="proof", start="status:429 group:production", act=_proof, looks=(("light", "en"),)),
    State(name="gateway", desk=_blind, start="status:429 group:production", act=_gateway),
    State(name="unexpected", desk=_failing_inside, start="status:429", act=_unexpected),
    State(name="cases", desk=lambda: FakeDesk(cases=a_day_of_cases()), act=_cases, everywhere=True),
    State(name="cases-empty", act=_cases),
    State(name="cases-small", desk=lambda: FakeDesk(cases=a_day_of_cases()), act=_cases, size=(1366, 728)),
    State(name="add-to-case", desk=_ticketed, start="status:429 group:production", act=_keep),
    State(name="connections", act=_connections),
    State(name="connection-tested", desk=lambda: FakeDesk(credential="session"), act=_connection_tested),
    State(name="text-edited", start="status:429 group:production", act=_edited),
    State(name="text-asking", start="status:429 group:production", act=_asked),
    State(name="template-picker", start="status:429 group:production", act=_picked),
    State(name="grouped", start="failed:yes since:24h", act=_grouped),
    State(name="sorted", start="since:24h sort:cost"),
    State(name="locked-keyring", desk=lambda: FakeDesk(credential="locked"), start=""),
    State(name="sample", desk=lambda: FakeDesk(connected=False), start="", act=_sampled),
    State(name="partial", desk=lambda: FakeDesk(complete=False)),
    State(name="offline", desk=lambda: FakeDesk(online=False)),
    State(name="templates", act=lambda window: window.show_page("templates")),
    State(name="settings", act=lambda window: window.show_page("settings")),
    State(name="commands", start="group:production since:24h", act=_commands),
    State(name="keys", start="group:production since:24h", act=_keys),
    State(name="small-1366x768", start="status:429", size=(1366, 728)),
    State(name="large-text", start="status:429 group:production", size=(1366, 728), percent=200),
    State(name="figures", desk=_Adding, start="group:production since:24h", act=_figures),
    State(name="import", desk=_Adding, start="group:production since:24h", act=_import),
    State(name="link-refused", act=_bad_link),
    State(name="incident", start="status:429 group:production", act=_incident),
)
