"""The page Connections: the saved gateways and the form for one more."""

from __future__ import annotations

import shlex

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from quotadesk.app.answers import ConnectReport, Desk
from quotadesk.app.ports import FILE, Connection
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.connectform import KINDS, UNASKED, ConnectForm, Wish
from quotadesk.ui.guardedrows import GuardedList
from quotadesk.ui.lookups import PATIENCE_MS
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, scrolling
from quotadesk.ui.profileform import ProfileForm
from quotadesk.ui.troubles import telling
from quotadesk.ui.words import translate


class ConnectionsPage(QFrame):
    """`changed` says that another connection is in use, `learned` that more is known of a gateway; `left` goes back."""

    changed = Signal()
    learned = Signal()
    left = Signal()
    told = Signal(str)
    sample_wanted = Signal()

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._abilities = abilities
        self._background = background
        self._connections: tuple[Connection, ...] = ()
        self._title = label("", "title")
        self._intro = label("", "secondary", wrap=True)
        self.list = GuardedList()
        self.form = ConnectForm()
        self.profile = ProfileForm()
        self._use = button("", "", self._use_chosen)
        self._forget = button("", "danger", self._ask_forget)
        self._add = button("", "", self.start_new)
        self._sample = button("", "link", self.sample_wanted.emit)
        self._sample.setVisible(abilities.try_sample is not None)
        self._build()
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self._use_chosen())
        self.form.wanted.connect(self._connect)
        self.form.paced.connect(self._pace)
        self.form.left.connect(self.left)
        self.profile.answered.connect(self._answer)
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.setSpacing(px(8))
        column.addWidget(self._title)
        column.addWidget(self._intro)
        column.addSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(20))
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        for made in (self._add, self._use, self._forget):
            buttons.addWidget(made, 1)
        left.addLayout(buttons)
        left.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignLeft)
        inner = QWidget()
        right = QVBoxLayout(inner)
        right.setContentsMargins(0, 0, px(12), 0)
        right.setSpacing(px(12))
        right.addWidget(self.form)
        right.addWidget(self.profile)
        right.addStretch(1)
        self._scroll = scrolling(inner)
        row.addWidget(self._left, 1)
        row.addWidget(self._scroll, 2)
        column.addLayout(row, 1)

    def refresh(self) -> None:
        """Read the saved connections again."""
        self._connections = self._abilities.connections()
        desk = self._abilities.desk()
        self.list.blockSignals(True)
        self.list.clear()
        for connection in self._connections:
            files = translate("Connections", "Rows from files")
            kind = files if connection.kind == FILE else dict(KINDS).get(connection.kind, connection.kind)
            whence = " · ".join(part for part in (kind, connection.url) if part)
            mark = "●  " if desk is not None and desk.connection == connection.name else "○  "
            item = QListWidgetItem(f"{mark}{connection.name}\n     {whence}")
            item.setToolTip(connection.url)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setEnabled(bool(self._connections))
        if self._connections:
            self.list.setCurrentRow(0)
        else:
            self.profile.show_profile(None)
        for made in (self._use, self._forget):
            made.setEnabled(bool(self._connections))

    def start_new(self) -> None:
        """Empty the form for another gateway."""
        self.list.clearSelection()
        self.list.setCurrentRow(-1)
        self.form.fill(None)
        self.form.url.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> Connection | None:
        row = self.list.currentRow()
        return self._connections[row] if 0 <= row < len(self._connections) else None

    def _choose(self, _: int) -> None:
        chosen = self._chosen()
        self.form.fill(chosen if chosen is None or chosen.kind != FILE else None)
        self.profile.show_profile(chosen.profile if chosen else None)

    def ask_profile(self) -> None:
        """Lead to what no probe could find out about the connection in use."""
        desk = self._abilities.desk()
        names = [c.name for c in self._connections]
        if desk is not None and desk.connection in names:
            self.list.setCurrentRow(names.index(desk.connection))
        if (first := next(iter(self.profile.choices.values()), None)) is not None:
            QTimer.singleShot(0, first, first.setFocus)  # a new line takes the focus once it is shown

    def _answer(self, answers: dict[str, bool | None]) -> None:
        if (chosen := self._chosen()) is None:
            return
        name = chosen.name
        self._background.run(
            lambda _: self._abilities.answer_profile(name, answers),
            done=lambda _: self._answered(name),
            failed=telling(self.told),
            lane="profile",
        )

    def _answered(self, name: str) -> None:
        self._connections = self._abilities.connections()
        chosen = self._chosen()
        if chosen is not None and chosen.name == name:
            self.profile.show_profile(chosen.profile)
            self.profile.show_kept()
        self.told.emit(translate("Connections", "Answers kept: {name}").format(name=name))
        self.learned.emit()

    def _pace(self, at_once: int) -> None:
        if (chosen := self._chosen()) is None:
            return
        self._background.run(
            lambda _: self._abilities.pace(chosen.name, at_once),
            done=lambda _: self._paced(chosen.name, at_once),
            failed=telling(self.told),
            lane="pace",
        )

    def _paced(self, name: str, at_once: int) -> None:
        self._connections = self._abilities.connections()
        said = translate("Connections", "Requests at once to {name}: {count}")
        self.told.emit(said.format(name=name, count=at_once))

    def _use_chosen(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        name = chosen.name
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._say_opening(name))
        self._background.run(
            lambda _: self._abilities.use(name),
            done=self._used,
            failed=self.form.show_trouble,
            lane="connection",
        )

    def _say_opening(self, name: str) -> None:
        """Say what is waited for, where it takes longer than a moment: the keyring may ask its user."""
        if self._background.busy("connection"):
            said = translate(
                "Connections", "Opening {name} … The keyring may ask for its password; Ctrl+. cancels."
            )
            self.form.show_note(said.format(name=name))

    def _used(self, _: Desk) -> None:
        self.refresh()
        self.changed.emit()

    def _connect(self, wish: Wish) -> None:
        self._background.run(
            lambda _: self._abilities.connect(
                name=wish.name,
                kind=wish.kind,
                url=wish.url,
                credential=wish.credential,
                user_id=wish.user_id,
                in_flight=wish.in_flight,
                most_in_flight=wish.in_flight if wish.in_flight > UNASKED else None,
            ),
            done=self._connected,
            failed=self.form.show_trouble,
            lane="connection",
        )

    def _connected(self, report: ConnectReport) -> None:
        self.refresh()
        self.form.show_report(report)
        self.changed.emit()

    def _ask_forget(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        box = QMessageBox(self)
        box.setWindowTitle(translate("Connections", "Forget a connection"))
        box.setText(translate("Connections", "Forget {name} and its credential?").format(name=chosen.name))
        box.setInformativeText(_what_stays(chosen))
        rows = QCheckBox(translate("Connections", "Also delete the rows that were read from it"))
        box.setCheckBox(rows)
        yes = box.addButton(translate("Connections", "Forget"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(translate("Connections", "Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(lambda: self._do_forget(chosen.name, rows.isChecked()))
        box.open()

    def _do_forget(self, name: str, rows: bool) -> None:
        self._background.run(
            lambda _: self._abilities.forget(name, rows),
            done=lambda _: self._forgotten(name),
            failed=telling(self.told),
            lane="connection",
        )

    def _forgotten(self, name: str) -> None:
        self.refresh()
        self.form.fill(None)
        self.changed.emit()
        self.told.emit(translate("Connections", "Forgotten: {name}").format(name=name))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Connections", "Connections"))
        self._intro.setText(
            translate(
                "Connections",
                "The gateways whose logs this desk reads. Credentials live in the system's keyring.",
            )
        )
        self._sample.setText(translate("Window", "Try the sample"))
        self._left.setMaximumWidth(px(360))
        for made in (self.form, self.profile):
            made.setMaximumWidth(px(600))
        self._add.setText(translate("Connections", "Add"))
        self._use.setText(translate("Connections", "Use"))
        self._forget.setText(translate("Connections", "Forget …"))
        self.list.setAccessibleName(translate("Connections", "Saved connections"))
        self.form.retranslate()
        self.profile.retranslate()


def _what_stays(connection: Connection) -> str:
    """Say what outlives a connection, and how its rows are reached or deleted later."""
    cases = translate("Connections", "Cases stay; the gateway keeps its own log.")
    rows = translate(
        "Connections",
        "Its rows stay in this desk's store unless they are deleted here: add a connection named {name} again to see "
        "them, or delete them by the command: quotadesk connections forget {quoted} --rows",
    )
    return f"{cases}\n{rows.format(name=connection.name, quoted=shlex.quote(connection.name))}"
