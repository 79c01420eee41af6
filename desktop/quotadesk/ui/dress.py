"""Dress the program: language, scheme and text size, at the start and whenever the agent changes them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from quotadesk.ui.metrics import scale
from quotadesk.ui.stylesheet import stylesheet
from quotadesk.ui.tones import DARK, LIGHT, Tones, look, qt_palette
from quotadesk.ui.words import system_language, words

SCHEMES = ("system", "light", "dark")
LEAST, MOST = 80, 200  # percent


def tones_of(scheme: str) -> Tones:
    """Give the tones of a scheme; "system" asks the desktop."""
    if scheme == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if scheme == "dark" else LIGHT


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
