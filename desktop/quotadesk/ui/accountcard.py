"""Balances and limits: as they were at the request, as far as anybody knows, and as they are now, with their age."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import AccountView, CaseView, Then
from quotadesk.app.evidence import WEEK_NOT_HELD
from quotadesk.domain.account import Balance, KeyState, QuotaState, Scope, quota_state
from quotadesk.domain.facts_phrases import limit_of, used_of
from quotadesk.ui import formats
from quotadesk.ui.meter import Meter
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import Flow, clear, label
from quotadesk.ui.terms import KEY_STATE, QUOTA, SCOPE
from quotadesk.ui.words import translate, words
from quotadesk.ui.wrapping import WrappingLabel

_ROLE = {"good": "good", "warning": "warning", "bad": "bad", "plain": "secondary"}
NAME = 150  # the most that the name of a pot may take of a line
NARROW = 360  # below this width a pot takes two lines
_WELL = frozenset({QuotaState.ENOUGH})
_FINE = frozenset({KeyState.UNKNOWN, KeyState.ACTIVE})


class AccountCard(QFrame):
    """A line for what was then, and one for each pot now: scope, state, what is left of the limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._view: AccountView | None = None
        self._narrow = False
        self._case: CaseView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(8), px(14), px(8))
        column.setSpacing(px(4))
        self._column = column
        head = Flow(gap=12, between=2, far=1)
        self._title = label("", "head")
        self._age = WrappingLabel("caption")
        head.addWidget(self._title)
        head.addWidget(self._age)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)

    def set_dense(self, *, dense: bool) -> None:
        """Take less height where the window is low."""
        edge = px(4 if dense else 8)
        self._column.setContentsMargins(px(14), edge, px(14), edge)
        self._column.setSpacing(px(2 if dense else 4))

    def show_account(self, view: AccountView | None, *, case: CaseView | None = None) -> None:
        """Show another account, or hide. `case`: the request's, beside whose own evidence only little is needed."""
        self._view, self._case = view, case
        self.setVisible(view is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        view = self._view
        if view is None:
            return
        clear(self._grid)
        title = translate("Account", "Balance and limits")
        self._title.setText(title if self._case is not None else f"{title} · {view.account.owner}")
        age = formats.age(view.read_at)
        tip = formats.full(view.read_at)
        if self._case is not None and not self._case.then and self._well(view):
            said = translate("Account", "enough now, read {age} · at the request: not recorded").format(
                age=age
            )
            self._age.say(said, tip=f"{said}\n{self._told(view)}\n{tip}")
            return
        self._age.say(translate("Account", "now: read {age} · for your eyes only").format(age=age), tip=tip)
        if self._case is not None:
            self._say_then(self._case.then)
        self._say_now(view)

    @staticmethod
    def _well(view: AccountView) -> bool:
        return view.state is QuotaState.ENOUGH and view.account.key_state in _FINE

    @staticmethod
    def _told(view: AccountView) -> str:
        """Give every pot in a line of its own, for the tooltip of what is told in one line."""
        return "\n".join(f"{_name(b)}: {_amount(b)}" for b in view.account.balances)

    # ---------------------------------------------------------------- then

    def _say_then(self, then: tuple[Then, ...]) -> None:
        """Say what was so at the request, a line each; that nobody recorded it is said, too."""
        name = translate("Account", "At the request")
        if not then:
            unknown = translate("Account", "not recorded; only the state now is known")
            self._line(name, unknown, "secondary")
        for one in then:
            who = words.of(SCOPE[one.scope]) + (f" {one.name}" if one.name else "")
            text = f"{who} {words.of(one.said)}" if not one.of_limit else words.of(one.said)
            tone = QUOTA[one.state][1] if not one.of_limit else "plain"
            self._line(name, text, _ROLE[tone], _whence(one))
            name = ""

    def _line(self, name: str, text: str, role: str, whence: str = "") -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(name, "secondary"), row, 0)
        said = WrappingLabel(role)
        said.say(" · ".join(t for t in (text, whence) if t))
        said.setAccessibleName(said.text())
        self._grid.addWidget(said, row, 1, 1, 3)

    # ---------------------------------------------------------------- now

    def _say_now(self, view: AccountView) -> None:
        account = view.account
        brief = self._case is not None
        unwell = [b for b in account.balances if quota_state(b) not in _WELL]
        pots = (unwell or account.balances[:1]) if brief else account.balances
        for balance in pots:
            self._add(balance)
        for limit in () if brief else account.rate_limits:  # a case tells it beside what happened
            used = used_of(limit)
            text = words.of(limit_of(limit))
            text += " · " + translate("Timeline", "used {used}").format(used=used) if used else ""
            self._line(translate("Account", "Limit"), text, "secondary")
        fine = _FINE if brief else {KeyState.UNKNOWN}
        if account.key_state not in fine:
            said, tone = KEY_STATE[account.key_state]
            self._line(translate("Account", "Key"), words.of(said), _ROLE[tone])

    def _add(self, balance: Balance) -> None:
        row = self._grid.rowCount()
        full = translate("Account", "{pot} now").format(pot=_name(balance))
        name = label(full, "secondary")
        name.setText(name.fontMetrics().elidedText(full, Qt.TextElideMode.ElideMiddle, px(NAME)))
        name.setToolTip(full)
        self._grid.addWidget(name, row, 0)
        amount = WrappingLabel()
        amount.say(_amount(balance))
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        meter = _meter(balance)
        if self._narrow:
            self._grid.addWidget(_judged(balance), row, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(amount, row + 1, 0, 1, 4)
            if meter is not None:
                self._grid.addWidget(meter, row + 2, 0, 1, 4)
            return
        self._grid.addWidget(_judged(balance), row, 1)
        self._grid.addWidget(amount, row, 3)
        if meter is not None:
            self._grid.addWidget(meter, row, 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.retranslate()


def _judged(balance: Balance) -> QLabel:
    """Say whether a pot is enough; where only its sum is known, that nobody can judge it."""
    state = quota_state(balance)
    said, tone = QUOTA[state]
    made = label(words.of(said), _ROLE[tone])
    if state is QuotaState.UNKNOWN and balance.remaining is not None:
        made.setText(translate("Account", "not judged"))
        made.setToolTip(words.of(WEEK_NOT_HELD))
    return made


def _meter(balance: Balance) -> Meter | None:
    """Draw what is left of a limit, where both are known."""
    if not balance.limit or balance.remaining is None:
        return None
    return Meter(balance.remaining / balance.limit, QUOTA[quota_state(balance)][1])


def _name(balance: Balance) -> str:
    """Name a pot; a wallet bears its owner's name, which the title tells."""
    named = balance.name if balance.scope is not Scope.WALLET else ""
    return words.of(SCOPE[balance.scope]) + (f" {named}" if named else "")


def _whence(one: Then) -> str:
    """Say who told what was so then, and when that was read."""
    if one.at is None:
        return words.of(one.why) if one.why else ""
    return translate("Account", "read {time}").format(time=formats.clock(one.at))


def _amount(balance: Balance) -> str:
    if balance.unlimited:
        return translate("Account", "no limit")
    if balance.limit is not None:
        return translate("Account", "{left} of {limit} left").format(
            left=formats.usd(balance.remaining), limit=formats.usd(balance.limit)
        )
    if balance.remaining is None:
        return ""
    return translate("Account", "{left} left").format(left=formats.usd(balance.remaining))
