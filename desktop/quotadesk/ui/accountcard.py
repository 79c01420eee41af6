"""The account now: state of every pot of money and every limit, with its age. For the agent's eyes only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.app.answers import AccountView
from quotadesk.domain.account import Balance, KeyState, QuotaState, quota_state
from quotadesk.ui import formats
from quotadesk.ui.meter import Meter
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import clear, label, set_role
from quotadesk.ui.terms import KEY_STATE, QUOTA, SCOPE
from quotadesk.ui.words import translate, words

_ROLE = {"good": "good", "warning": "warning", "bad": "bad", "plain": "secondary"}


class AccountCard(QFrame):
    """One row a pot: scope, state, what is left of the limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._view: AccountView | None = None
        self._brief = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(10))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        self._title = label("", "head")
        self._age = label("", "caption")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._age)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)

    def show_account(self, view: AccountView | None, *, brief: bool = False) -> None:
        """Show another account, or hide. `brief`: only what is not well, beside a request's own evidence."""
        self._view, self._brief = view, brief
        self.setVisible(view is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        view = self._view
        if view is None:
            return
        account = view.account
        title = translate("Account", "Balance and limits now") + f" · {account.owner}"
        self._title.setText(title)
        self._age.setText(
            translate("Account", "read {age} · for your eyes only").format(age=formats.age(view.read_at))
        )
        clear(self._grid)
        well = {QuotaState.ENOUGH} if self._brief else set()
        pots = [b for b in account.balances if quota_state(b) not in well]
        for row, balance in enumerate(pots or account.balances):
            self._add(row, balance)
        fine = {KeyState.UNKNOWN, KeyState.ACTIVE} if self._brief else {KeyState.UNKNOWN}
        if account.key_state not in fine:
            said, tone = KEY_STATE[account.key_state]
            row = self._grid.rowCount()
            self._grid.addWidget(label(translate("Account", "Key"), "secondary"), row, 0)
            self._grid.addWidget(label(words.of(said), _ROLE[tone]), row, 1)

    def _add(self, row: int, balance: Balance) -> None:
        said, tone = QUOTA[quota_state(balance)]
        name = words.of(SCOPE[balance.scope]) + (f" {balance.name}" if balance.name else "")
        self._grid.addWidget(label(name, "secondary"), row, 0)
        state = label(words.of(said))
        set_role(state, _ROLE[tone])
        self._grid.addWidget(state, row, 1)
        if balance.limit and balance.remaining is not None:
            self._grid.addWidget(Meter(balance.remaining / balance.limit, tone), row, 2)
        amount = label(_amount(balance), "secondary")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(amount, row, 3)


def _amount(balance: Balance) -> str:
    if balance.unlimited:
        return translate("Account", "no limit")
    if balance.limit is not None:
        return translate("Account", "{left} of {limit} left").format(
            left=formats.usd(balance.remaining), limit=formats.usd(balance.limit)
        )
    return translate("Account", "{left} left").format(left=formats.usd(balance.remaining))
