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
from quotadesk.app.ports import Connection
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, set_role
from quotadesk.ui.statusline import PRODUCTS
from quotadesk.ui.troubles import trouble_words
from quotadesk.ui.words import translate, words

KINDS = (("newapi", "New API"), ("oneapi", "One API"), ("litellm", "LiteLLM"))
NEEDS_USER_ID = frozenset({"newapi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the agent filled in. The credential is in here: never kept, never shown."""

    name: str
    kind: str
    url: str
    credential: str
    user_id: str


class ConnectForm(QFrame):
    """`wanted` carries a Wish. The credential line is emptied when it has worked, or when the form is left."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(18))
        column.setSpacing(px(12))
        self._title = label("", "verdict")
        self._intro = label("", "secondary", wrap=True)
        self.kind, self.url, self.name = QComboBox(), QLineEdit(), QLineEdit()
        self.user_id, self.credential = QLineEdit(), QLineEdit()
        self.credential.setEchoMode(QLineEdit.EchoMode.Password)
        for key, text in KINDS:
            self.kind.addItem(text, key)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(px(16))
        self._form.setVerticalSpacing(px(8))
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._labels = [label("", "secondary") for _ in range(5)]
        rows = self._rows = (self.kind, self.url, self.name, self.user_id, self.credential)
        for caption, row in zip(self._labels, rows, strict=True):
            caption.setBuddy(row)
            self._form.addRow(caption, row)
        self._needs = label("", "secondary", wrap=True)
        self._form.insertRow(1, self._needs)
        self._hint = label("", "caption", wrap=True)
        self._form.addRow(self._hint)
        self._result = label("", "okay", wrap=True)
        self._result.hide()
        self.go = button("", "primary", self.submit)
        self._back = button("", "", self.left.emit)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self.go)
        for made in (self._title, self._intro):
            column.addWidget(made)
        column.addLayout(self._form)
        column.addWidget(self._result)
        column.addLayout(buttons)
        self.kind.currentIndexChanged.connect(lambda _: self._say_kind())
        for line in (self.url, self.name, self.user_id, self.credential):
            line.textChanged.connect(lambda _: self._allow())
            line.returnPressed.connect(self.submit)
        self.retranslate()

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
        if connection is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(connection.kind)))

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
        )
        self.go.setEnabled(False)
        self._show("note", translate("Connect", "Testing the connection …"))
        self.wanted.emit(wish)

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
        )
        rows = (self.kind, self.url, self.name, self.user_id, self.credential)
        for text, row in zip(captions, rows, strict=True):
            row.setAccessibleName(text)
        self._captions = captions
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
                    "New API needs its address, an administrator's user id, and that user's access token.",
                ),
                "oneapi": translate(
                    "Connect", "One API needs its address and an administrator's access token."
                ),
                "litellm": translate(
                    "Connect", "LiteLLM needs the proxy's address and a key that may view its logs."
                ),
            }[str(kind)]
        )
        self._hint.setText(
            {
                "newapi": translate(
                    "Connect",
                    "Personal settings → Security → system access token. The user id stands in the user list. "
                    "It goes into the system's keyring, never into a file.",
                ),
                "oneapi": translate(
                    "Connect",
                    "An administrator's access token. It goes into the system's keyring, never into a file.",
                ),
                "litellm": translate(
                    "Connect",
                    "A key with the role proxy_admin_viewer. It goes into the system's keyring, never into a file.",
                ),
            }[str(kind)]
        )
        self._allow()
