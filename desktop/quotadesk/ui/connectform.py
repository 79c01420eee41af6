"""The guided form for a gateway: kind, address, user id where needed, and the credential."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import ConnectReport
from quotadesk.app.ports import MOST_AT_ONCE, Connection
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, set_role
from quotadesk.ui.statusline import PRODUCTS
from quotadesk.ui.troubles import trouble_words
from quotadesk.ui.words import translate, words

KINDS = (("newapi", "New API"), ("oneapi", "One API"), ("litellm", "LiteLLM"))
UNASKED = 2  # requests at once for which nobody has to be asked
NEEDS_USER_ID = frozenset({"newapi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the agent filled in. The credential is in here: never kept, never shown."""

    name: str
    kind: str
    url: str
    credential: str
    user_id: str
    in_flight: int  # requests at once


class ConnectForm(QFrame):
    """`wanted` carries a Wish. The credential line is emptied when it has worked, or when the form is left."""

    wanted = Signal(object)
    paced = Signal(int)  # requests at once, of the saved connection that is shown
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(18))
        column.setSpacing(px(12))
        self._title = label("", "verdict")
        self._intro = label("", "secondary", wrap=True)
        self._result = label("", "okay", wrap=True)
        self._result.hide()
        self.go = button("", "primary", self.submit)
        self._back = button("", "", self.left.emit)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self.go)
        self._build_lines()
        for made in (self._title, self._intro):
            column.addWidget(made)
        column.addLayout(self._form)
        column.addWidget(self._result)
        column.addLayout(buttons)
        self.retranslate()

    def _build_lines(self) -> None:
        self.kind, self.url, self.name = QComboBox(), QLineEdit(), QLineEdit()
        self.user_id, self.credential = QLineEdit(), QLineEdit()
        self.at_once = QComboBox()
        self._saved = False  # whether a saved connection is shown
        self.credential.setEchoMode(QLineEdit.EchoMode.Password)
        for key, text in KINDS:
            self.kind.addItem(text, key)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(px(16))
        self._form.setVerticalSpacing(px(8))
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.at_once.addItems([""] * MOST_AT_ONCE)
        rows = self._rows = (
            *(self.kind, self.url, self.name, self.user_id),
            *(self.credential, self.at_once),
        )
        self._labels = [label("", "secondary") for _ in rows]
        for caption, row in zip(self._labels, rows, strict=True):
            caption.setBuddy(row)
            self._form.addRow(caption, row)
        self._needs = label("", "secondary", wrap=True)
        self._form.insertRow(1, self._needs)
        self._hint = label("", "caption", wrap=True)
        self._form.insertRow(self._form.rowCount() - 1, self._hint)
        self._pace = label("", "caption", wrap=True)
        self._form.addRow(self._pace)
        self.kind.currentIndexChanged.connect(lambda _: self._say_kind())
        self.at_once.activated.connect(self._change_pace)
        for line in (self.url, self.name, self.user_id, self.credential):
            line.textChanged.connect(lambda _: self._allow())
            line.returnPressed.connect(self.submit)

    def fill(self, connection: Connection | None) -> None:
        """Start with a saved connection, or with empty lines."""
        self._result.hide()
        for line, text in (
            (self.name, connection.name if connection else ""),
            (self.url, connection.url if connection else ""),
            (self.user_id, connection.user_id if connection else ""),
            (self.credential, ""),
        ):
            line.setText(text)
        self._saved = connection is not None
        self.at_once.setCurrentIndex(connection.at_once - 1 if connection is not None else 0)
        if connection is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(connection.kind)))

    def _change_pace(self, index: int) -> None:
        if self._saved:
            self.paced.emit(index + 1)

    def submit(self) -> None:
        """Hand the wish on, if it is complete."""
        if not self.go.isEnabled():
            return
        url = self.url.text().strip()
        url = url if "://" in url else f"https://{url}"
        name = self.name.text().strip() or urlsplit(url).hostname or url
        wish = Wish(
            name=name,
            kind=str(self.kind.currentData()),
            url=url,
            credential=self.credential.text().strip(),
            user_id=self.user_id.text().strip(),
            in_flight=self.at_once.currentIndex() + 1,
        )
        self.go.setEnabled(False)
        self.show_note(translate("Connect", "Testing the connection …"))
        self.wanted.emit(wish)

    def show_note(self, text: str) -> None:
        """Say what is going on."""
        self._show("note", text)

    def show_report(self, report: ConnectReport) -> None:
        """Show what the test found, and let go of the credential that worked."""
        self.credential.clear()
        profile = report.probe.profile
        product = " ".join(p for p in (PRODUCTS[profile.product], profile.version) if p)
        lines = [
            "✓ "
            + translate("Connect", "Connected to {title}").format(title=report.probe.title or report.name)
        ]
        if product:
            lines[0] += f" · {product}"
        if not report.probe.may_read_all:
            lines.append("▲ " + translate("Connect", "This credential sees only its own rows."))
        if not report.kept:
            lines.append(
                "▲ "
                + translate("Connect", "No safe keyring here: the credential lives for this session only.")
            )
        warnings = dict.fromkeys((*report.warnings, *report.probe.warnings))
        lines += [f"▲ {words.of(w)}" for w in warnings]
        self._show("okay" if len(lines) == 1 else "note", "\n".join(lines))
        self._allow()

    def show_trouble(self, error: Exception) -> None:
        """Show why the test failed, and the next step."""
        self._show("failure", "■ " + "\n".join(trouble_words(error)))
        self._allow()
        self.credential.setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no credential in a form that nobody sees."""
        super().hideEvent(event)
        if not event.spontaneous():  # a minimised window is looked at again
            self.credential.clear()

    @property
    def result(self) -> str:
        """What the test said."""
        return self._result.text()

    def _show(self, role: str, text: str) -> None:
        set_role(self._result, role)
        self._result.setText(text)
        self._result.show()

    def _allow(self) -> None:
        ready = bool(self.url.text().strip() and self.credential.text().strip())
        if self.kind.currentData() in NEEDS_USER_ID:
            ready = ready and bool(self.user_id.text().strip())
        self.go.setEnabled(ready)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Connect", "Connect a gateway"))
        self._intro.setText(
            translate(
                "Connect",
                "Quotadesk only reads. Give it the least powerful credential that may read the logs.",
            )
        )
        captions = (
            translate("Connect", "Kind"),
            translate("Connect", "Address (URL)"),
            translate("Connect", "Name"),
            translate("Connect", "User id"),
            translate("Connect", "Credential"),
            translate("Connect", "Requests at once"),
        )
        for text, row in zip(captions, self._rows, strict=True):
            row.setAccessibleName(text)
        self._captions = captions
        for number in range(1, MOST_AT_ONCE + 1):
            allowed = translate("Connect", "{number} · if its operator allows as many")
            said = str(number) if number <= UNASKED else allowed.format(number=number)
            self.at_once.setItemText(number - 1, said)
        self.url.setPlaceholderText("https://gateway.example.com")
        self.name.setPlaceholderText(translate("Connect", "as you want to see it; the host name if empty"))
        self.go.setText(translate("Connect", "Test and connect"))
        self._back.setText(translate("Connect", "To the lookup"))
        self._say_kind()

    def _say_kind(self) -> None:
        kind = self.kind.currentData()
        self._form.setRowVisible(self.user_id, kind in NEEDS_USER_ID)
        asked = [int(kind in NEEDS_USER_ID or row is not self.user_id) for row in self._rows]
        steps = itertools.accumulate(asked)
        for caption, text, step in zip(self._labels, self._captions, steps, strict=True):
            caption.setText(f"{step}  {text}")
        self._needs.setText(
            {
                "newapi": translate(
                    "Connect",
                    "New API needs its address, an administrator's user id, and that user's credential.",
                ),
                "oneapi": translate(
                    "Connect", "One API needs its address and an administrator's credential."
                ),
                "litellm": translate(
                    "Connect", "LiteLLM needs the proxy's address and a credential that may view its logs."
                ),
            }[str(kind)]
        )
        pace = translate(
            "Connect", "One after the other is gentle, and the default. More read a long log sooner."
        )
        self._pace.setText(f"{pace} {_limits(str(kind))}")
        self.at_once.setAccessibleDescription(self._pace.text())
        self._hint.setText(
            {
                "newapi": translate(
                    "Connect",
                    "The credential: Personal settings → Security → system access token. The user id stands in the user list. "
                    "It goes into the system's keyring, never into a file.",
                ),
                "oneapi": translate(
                    "Connect",
                    "The credential: an administrator's access token. It goes into the system's keyring, never into a file.",
                ),
                "litellm": translate(
                    "Connect",
                    "The credential: a key with the role proxy_admin_viewer. It goes into the system's keyring, never into a file.",
                ),
            }[str(kind)]
        )
        self._allow()


def _limits(kind: str) -> str:
    """Say what holds whatever is chosen: the gateway's own limit, of which the desk takes at most half."""
    if kind == "litellm":
        return translate(
            "Connect", "LiteLLM names no limit of its own: the desk asks at most a few times a second."
        )
    return translate(
        "Connect",
        "It counts requests by address, in three minutes: the desk takes less than half of them, however many at once.",
    )
