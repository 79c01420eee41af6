"""The status bar: which gateway, how fresh, what is held, what is wrong, and the progress of long work."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStatusBar, QWidget
from typing_extensions import override

from quotadesk.app.answers import Desk, Progress
from quotadesk.app.ports import FILE, SAMPLE
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.window import Window
from quotadesk.ui import formats
from quotadesk.ui.linepainter import draw_shape
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, set_role
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words

PRODUCTS = {
    Product.NEWAPI: "New API",
    Product.NEWAPI_OLD: "New API",
    Product.ONEAPI: "One API",
    Product.ONEHUB: "One Hub",
    Product.LITELLM: "LiteLLM",
    Product.OPENROUTER: "OpenRouter",
    Product.UNKNOWN: "",
}
TOLD_MS = 6000
GAP = 12  # about what Qt leaves between two parts


class _Dot(QWidget):
    """Green circle: online; amber triangle: offline; grey dash: no gateway."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = "plain"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(12), px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("faint" if self.tone == "plain" else self.tone))
        draw_shape(painter, self.tone, QPointF(self.width() / 2, self.height() / 2), px(8))


class StatusLine(QStatusBar):
    """`cancel_wanted` stops what the progress shows."""

    cancel_wanted = Signal()
    forget_wanted = Signal()  # the sample

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._desk: Desk | None = None
        self._dot = _Dot()
        self._gateway, self._held = label(shrinks=True), label(shrinks=True)
        self._note, self._credential = (label("", "warning", shrinks=True) for _ in range(2))
        self._told, self._said = label(shrinks=True), label(shrinks=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(140))
        self._cancel = button("", "link", self.cancel_wanted.emit)
        self._sample = label("", "sample", shrinks=True)
        self.forget_sample = button("", "link", self.forget_wanted.emit)
        for mark in (self._sample, self.forget_sample):
            mark.hide()
            self.addWidget(mark)
        for made in (self._dot, self._gateway, self._held, self._note, self._credential):
            self.addWidget(made)
        for made in (self._gateway, self._held, self._note, self._credential, self._told, self._said):
            made.setContentsMargins(0, 0, px(10), 0)
        for right in (self._told, self._said, self._bar, self._cancel):
            self.addPermanentWidget(right)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(self._tell_no_more)
        self.show_progress(None)

    def show_desk(self, desk: Desk | None) -> None:
        """Show the state of another desk."""
        self._desk = desk
        self.retranslate()

    def tell(self, text: str) -> None:
        """Say something for a moment."""
        self._told.setText(text)
        self._forget.start(TOLD_MS)
        self._make_way()

    def _tell_no_more(self) -> None:
        self._told.setText("")
        self.retranslate()

    def _make_way(self) -> None:
        """Leave what stands there always to what is told for a moment, where there is no room for both."""
        standing = (self._held, self._note, self._gateway)
        shown = [m for m in (*standing, self._credential, self._sample, self._said) if not m.isHidden()]
        wide = sum(m.sizeHint().width() + px(GAP) for m in (*shown, self._told)) + px(GAP)
        for made in standing:
            if not self._told.text() or wide <= self.width():
                return
            wide -= 0 if made.isHidden() else made.sizeHint().width() + px(GAP)
            made.hide()

    @property
    def told(self) -> str:
        """What was said last, while it still stands there."""
        return self._told.text()

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far long work is; None hides it."""
        shown = progress is not None
        for made in (self._said, self._bar, self._cancel):
            made.setVisible(shown)
        if progress is None:
            return
        rows = translate("Status", "%Ln row(s)", "", progress.rows) if progress.rows else ""
        self._said.setText(" · ".join(p for p in (words.of(progress.said), rows) if p))
        if progress.share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(progress.share * 1000))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._cancel.setText(translate("Status", "Cancel"))
        self._bar.setAccessibleName(translate("Status", "Progress"))
        self.setFixedHeight(px(28))
        self.setContentsMargins(px(64), 0, px(10), 0)  # below what stands beside the rail
        desk = self._desk
        self._gateway.show()
        for made in (self._held, self._note, self._credential):
            made.hide()
        self._say_sample(desk is not None and desk.connection == SAMPLE)
        if desk is None:
            self._dot.tone = "plain"
            self._gateway.setText(translate("Status", "No gateway connected"))
            self._dot.update()
            return
        self._dot.tone = "good" if desk.online else "plain" if desk.credential == FILE else "warning"
        self._dot.update()
        self._gateway.setText(_gateway_words(desk))
        if desk.held:
            self._held.setText(_held_words(desk))
            self._held.setToolTip("\n".join(formats.span(w) for w in desk.held))
            self._held.show()
        self._say_notes(desk)

    def _say_sample(self, shown: bool) -> None:
        self._sample.setText(translate("Status", "SAMPLE, invented data"))
        self.forget_sample.setText(translate("Status", "Forget the sample"))
        for made in (self._sample, self.forget_sample):
            made.setVisible(shown)

    def _say_notes(self, desk: Desk) -> None:
        notes = [words.of(n) for n in desk.profile.notes]
        text, role = _error_log_words(desk.profile)
        if notes:
            text, role = notes[0], "warning"
        self._note.setText(text)
        self._note.setToolTip("\n".join(notes))
        set_role(self._note, role)
        self._note.setVisible(bool(text))
        credential = {
            "session": translate("Status", "credential for this session only"),
            "none": translate("Status", "no credential"),
            "locked": translate("Status", "keyring locked"),
            "asking": translate("Status", "waiting for the keyring"),
        }.get(desk.credential, "")
        self._credential.setText(credential)
        self._credential.setVisible(bool(credential))
        self._make_way()


def _gateway_words(desk: Desk) -> str:
    product = " ".join(p for p in (PRODUCTS[desk.profile.product], desk.profile.version) if p)
    if desk.credential == FILE:
        fresh = translate("Status", "file")
    elif not desk.online:
        fresh = translate("Status", "offline")
    elif desk.synced_at is None:
        fresh = translate("Status", "not read yet")
    else:
        fresh = translate("Status", "read {age}").format(age=formats.age(desk.synced_at))
    return " · ".join(p for p in (desk.title or desk.connection, product, fresh) if p)


def _held_words(desk: Desk) -> str:
    """Say what is held; while offline, until when that is and how old it is."""
    newest = desk.held[-1]
    if desk.online or desk.credential == FILE:
        whole = Window(desk.held[0].start, newest.end)
        said = translate("Status", "held: {span}").format(span=formats.span_of_days(whole))
        return f"{said} " + translate("Status", "(with gaps)") if len(desk.held) > 1 else said
    until = f"{formats.day(newest.end)} {formats.clock(newest.end).rpartition(':')[0]}"
    return translate("Status", "held until {until}, read {age}").format(
        until=until, age=formats.age(newest.end)
    )


def _error_log_words(profile: Profile) -> tuple[str, str]:
    if profile.error_log is None:
        return "", "secondary"
    if profile.error_log:
        return translate("Status", "error log on"), "secondary"
    return translate("Status", "error log off: refusals leave no row"), "warning"
