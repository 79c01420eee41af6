"""The window's own words: which language is worn, and the translators behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from quotadesk.datafiles import data_dir

if TYPE_CHECKING:
    from quotadesk.domain.said import Language, Said

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - Qt's own name for it
    """Mark a text of a table for translation; `translate` says it later in the same context."""
    del context
    return text


class Words:
    """The language in use now and the loaded translators."""

    def __init__(self) -> None:
        self.language: Language = "en"
        self._loaded: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Load `language`; Qt then sends LanguageChange to every widget."""
        app = QApplication.instance()
        self.language = language
        if app is None:
            return
        for old in self._loaded:
            app.removeTranslator(old)
        self._loaded = []
        QLocale.setDefault(QLocale("zh_CN") if language == "zh" else QLocale("en_GB"))
        name = "zh_CN" if language == "zh" else "en"
        for folder, file in ((_i18n_dir(), f"quotadesk_{name}"), (_qt_dir(), f"qtbase_{name}")):
            translator = QTranslator(app)
            if translator.load(file, str(folder)):
                app.installTranslator(translator)
                self._loaded.append(translator)

    def of(self, said: Said) -> str:
        """Give the wording of `said` in the language in use."""
        return said.in_(self.language)


def _i18n_dir() -> Path:
    return data_dir("resources") / "i18n"


def _qt_dir() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def system_language() -> Language:
    """Give the language that the system's locale asks for: Chinese or, for everybody else, English."""
    names = (*QLocale.system().uiLanguages(), QLocale.system().name())
    return "zh" if names[0].lower().startswith("zh") else "en"


words = Words()
