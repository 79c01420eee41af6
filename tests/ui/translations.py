"""Gather the window's words from its sources, keep resources/i18n/*.ts complete, compile them to .qm.

Run `python -m tests.ui.translations` after changing a word; then fill what it names in quotadesk_zh_CN.ts and run it
again. The sources are read by their syntax tree, because the stock extractor misses counts that are expressions.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "desktop" / "quotadesk" / "ui"
I18N = ROOT / "resources" / "i18n"
FILES = {"zh_CN": I18N / "quotadesk_zh_CN.ts", "en": I18N / "quotadesk_en.ts"}
FORMS = {"zh_CN": 1, "en": 2}


@dataclass(frozen=True, slots=True)
class Word:
    """One text of the window in its context."""

    context: str
    source: str

    @property
    def counted(self) -> bool:
        """Whether the text changes with a number."""
        return "%n" in self.source or "%Ln" in self.source


def gathered() -> list[Word]:
    """Give every text that the sources hand to translate() or QT_TRANSLATE_NOOP()."""
    found: dict[Word, None] = {}
    for path in sorted(UI.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) >= 2):
                continue
            context, source = node.args[:2]
            texts = isinstance(context, ast.Constant) and isinstance(source, ast.Constant)
            if texts and node.func.id in {"translate", "QT_TRANSLATE_NOOP"}:
                found[Word(context.value, source.value)] = None
    return sorted(found, key=lambda word: word.context)


def kept(path: Path) -> dict[Word, list[str]]:
    """Give the translations of a .ts file: one text, or one for each plural form."""
    if not path.exists():
        return {}
    made = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            word = Word(context.findtext("name") or "", message.findtext("source") or "")
            translation = message.find("translation")
            forms = [] if translation is None else [f.text or "" for f in translation.iter("numerusform")]
            made[word] = forms or [(translation.text or "") if translation is not None else ""]
    return made


def write(path: Path, language: str, have: dict[Word, list[str]]) -> list[Word]:
    """Write a .ts file with all words; gives those that are not translated yet."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    missing, context, name = [], None, None
    for word in gathered():
        if word.context != name:
            name = word.context
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
        forms = have.get(word, [])
        if language == "en" and not word.counted:
            continue  # the source is the English text; only plurals need forms
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = word.source
        translation = ET.SubElement(message, "translation")
        if not forms or not all(forms):
            translation.set("type", "unfinished")
            missing.append(word)
        if word.counted:
            message.set("numerus", "yes")
            for number in range(FORMS[language]):
                ET.SubElement(translation, "numerusform").text = forms[number] if number < len(forms) else ""
        else:
            translation.text = forms[0] if forms else ""
    for empty in [c for c in root if c.find("message") is None]:
        root.remove(empty)
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")
    return missing


def lrelease() -> Path:
    """Give Qt's compiler of translations, which the window's own library brings along."""
    return Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")


def compile_all() -> None:
    """Compile every .ts into the .qm beside it."""
    for path in FILES.values():
        subprocess.run([lrelease(), "-silent", path, "-qm", path.with_suffix(".qm")], check=True)


def main() -> int:
    """Bring the files up to date; 1 when a text has no translation yet."""
    I18N.mkdir(parents=True, exist_ok=True)
    missing = {language: write(path, language, kept(path)) for language, path in FILES.items()}
    compile_all()
    for language, words in missing.items():
        for word in words:
            print(f"{language}: {word.context}: {word.source}")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
