"""Dress the program: language, scheme and text size, at the start and whenever the agent changes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from quotadesk.ui.metrics import scale
from quotadesk.ui.stylesheet import stylesheet
from quotadesk.ui.tones import DARK, LIGHT, Tones, look, qt_palette
from quotadesk.ui.words import system_language, words

LEAST, MOST = 80, 200  # percent
_MIDDLE = 128  # of a lightness of 0..255


def tones_of(scheme: str) -> Tones:
    """Give the tones of a scheme; "system" means those of the desktop."""
    dark = look.system_dark if scheme == "system" else scheme == "dark"
    return DARK if dark else LIGHT


def measure_application() -> None:
    """Read the system's text size and scheme once, before the program sets its own.

    The scheme is read off the palette: asking for Qt.ColorScheme makes all enumerations of `Qt`, which takes as long
    as painting the first frame.
    """
    scale.measure(QApplication.font())
    look.system_dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < _MIDDLE


def follow_system() -> bool:
    """Read the system's text size and scheme anew, which our own font and palette hide; tells whether one is new."""
    before = (scale.system, look.system_dark)
    scale.measure(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    scheme = QApplication.styleHints().colorScheme()
    if scheme.name != "Unknown":
        look.system_dark = scheme.name == "Dark"
    return (scale.system, look.system_dark) != before


def wear(scheme: str, percent: int) -> None:
    """Put on tones and text size; every widget is styled and drawn again."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    scale.wish = min(MOST, max(LEAST, percent)) / 100
    tones = tones_of(scheme)
    app.setPalette(qt_palette(tones))
    app.setFont(scale.font("body"))
    app.setStyleSheet(stylesheet(tones))
    look.wear(tones)


def speak(language: str) -> None:
    """Speak "zh" or "en"; anything else means the system's language."""
    words.speak("zh" if language == "zh" else "en" if language == "en" else system_language())


def by_preference(preference: Callable[[str], str], *, language: str = "", scheme: str = "") -> None:
    """Put on what the agent prefers, or what is asked for here."""
    speak(language or preference("language"))
    size = preference("size")
    wear(scheme or preference("scheme") or "system", int(size) if size.isdigit() else 100)
