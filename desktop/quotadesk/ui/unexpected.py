"""Catch what nobody expected, in a slot, a thread or a worker, and tell the agent once, calmly, with the next step."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QSize, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from quotadesk.app.answers import Sent
from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document
from quotadesk.ui.clipboard import ClipboardOutlet
from quotadesk.ui.guarded import GuardedPlain
from quotadesk.ui.icons import pixmap
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import button, label, set_role
from quotadesk.ui.reports import report_of, signature_of
from quotadesk.ui.spots import refusal_words, spots_of
from quotadesk.ui.words import translate

log = logging.getLogger(__name__)
NO_SIZE_HINTS = (
    "This plugin does not support propagateSizeHints()"  # of Qt's offscreen platform, once a window
)
Send = Callable[[Document, ClipboardOutlet, str], Sent]


class UnexpectedDialog(QDialog):
    """What happened in one sentence, the next step, and the report as it would be copied."""

    def __init__(self, report: Document, send: Send, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report, self._send = report, send
        self.setWindowTitle(translate("Unexpected", "Something went wrong"))
        self.setMinimumWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(10))
        column.addLayout(self._head())
        column.addWidget(label(translate("Unexpected", "The report, as it would be copied"), "head"))
        self.text = GuardedPlain(report.plain)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(scale.font("caption", mono=True))
        self.text.setAccessibleName(translate("Unexpected", "Report"))
        self.text.setMinimumHeight(px(130))
        column.addWidget(self.text, 1)
        note = translate(
            "Unexpected",
            "It names places in the program, no messages, keys or prompts; the gate checks it again.",
        )
        column.addWidget(label(note, "caption", wrap=True))
        self.said = label("", "okay", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.addStretch(1)
        self.copy = button(translate("Unexpected", "Copy report"), "", self._copy)
        self.leave = button(translate("Unexpected", "Go on working"), "primary", self.accept)
        row.addWidget(self.copy)
        row.addWidget(self.leave)
        column.addLayout(row)
        room = parent.window().size() if parent is not None else QSize(px(540), px(400))
        self.resize(min(px(540), room.width()), min(px(400), room.height()))
        self.leave.setFocus()

    @staticmethod
    def _head() -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(14))
        icon = QLabel()
        icon.setPixmap(pixmap("warning", "warning", 28, 2.0))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(px(4))
        told.addWidget(
            label(translate("Unexpected", "Something went wrong inside Quotadesk."), "verdict", wrap=True)
        )
        hint = translate(
            "Unexpected",
            "What was read is kept. Try the same again; if it stays, copy the report and give it to the people "
            "who look after this program.",
        )
        told.addWidget(label(hint, "secondary", wrap=True))
        row.addLayout(told, 1)
        return row

    def _copy(self) -> None:
        try:
            self._send(self._report, ClipboardOutlet(), "clipboard")
        except UnfitText as error:
            self._say("failure", refusal_words(error, spots_of(error, self._report.plain)))
        except Exception:  # the way out itself failed: then nothing may leave
            log.exception("the report could not be checked")
            self._say("failure", translate("Unexpected", "Not copied: the report could not be checked."))
        else:
            self._say("okay", "✓ " + translate("Unexpected", "Report copied"))

    def _say(self, role: str, text: str) -> None:
        set_role(self.said, role)
        self.said.setText(text)
        self.said.show()


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Log what Qt has to say: it may repeat a text that it could not show, so it goes where everything is checked."""
    if kind is not QtMsgType.QtDebugMsg and message != NO_SIZE_HINTS:
        log.warning("Qt: %s", message)


class Unexpected(QObject):
    """One watch for one window. The same error is shown once; later ones are in the log only."""

    _caught = Signal(object, str)

    def __init__(self, window: QWidget, send: Send) -> None:
        super().__init__(window)
        self._window, self._send = window, send
        self._known: set[str] = set()
        self.dialog: UnexpectedDialog | None = None
        self._hooks = (sys.excepthook, threading.excepthook)
        self._caught.connect(self.show)
        self._qt_before: Callable[[QtMsgType, QMessageLogContext, str], object] | None = None

    def watch(self) -> None:
        """Catch from now on what reaches the top of a slot or of a thread."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        self._qt_before = qInstallMessageHandler(_from_qt)

    def rest(self) -> None:
        """Give back the hooks that were there before."""
        sys.excepthook, threading.excepthook = self._hooks
        qInstallMessageHandler(self._qt_before)

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            self._hooks[0](kind, error, trace)
            return
        log.error("unexpected error in the window", exc_info=(kind, error, trace))
        self._caught.emit(error, "window")

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if not isinstance(args.exc_value, Exception):
            self._hooks[1](args)
            return
        log.error("unexpected error in a thread", exc_info=args.exc_value)
        self._caught.emit(args.exc_value, "thread")

    def show(self, error: Exception, place: str) -> None:
        """Tell an error, unless it was told before or another one is being told."""
        signature = signature_of(error)
        if signature in self._known:
            return
        self._known.add(signature)
        if self.dialog is not None:
            return
        self.dialog = dialog = UnexpectedDialog(report_of(error, place), self._send, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
