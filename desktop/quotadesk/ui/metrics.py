"""The measures of the window: a grid of four pixels and one scale of type, both following the text size."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

FAMILIES = (
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Noto Sans CJK SC",
    "Nimbus Sans",
    "Liberation Sans",
    "DejaVu Sans",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
HAN = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
SYNTHETIC = (
    "WenQuanYi Micro Hei",
)  # has one weight; its bold is made up, and only when bold itself is asked for
MONO = (
    "JetBrains Mono",
    "Cascadia Mono",
    "SF Mono",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
    "Menlo",
    "Consolas",
)

TYPE = {"title": 18.0, "verdict": 15.0, "body": 13.0, "secondary": 12.0, "caption": 11.0}
ROW = 28
CONTROL = 28
BAR = 32


class Scale:
    """How much larger than the drawing everything is: the system's font times the agent's own wish."""

    def __init__(self) -> None:
        self.system = 1.0
        self.wish = 1.0
        self._families: list[str] = list(FAMILIES)
        self._mono: list[str] = list(MONO)
        self.strong = 600

    def measure(self, font: QFont) -> None:
        """Read the system's text size; the drawing stands on a body of 13 pixels."""
        self.system = min(2.5, max(1.0, _pixels(font) / TYPE["body"]))
        known = {
            name.partition(" [")[0] for name in QFontDatabase.families()
        }  # X11 adds the foundry in brackets
        self._families = [f for f in FAMILIES if f in known] or [font.family()]
        self._mono = [f for f in MONO if f in known] or [
            QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        ]
        chinese = next((f for f in self._families if f in HAN), "")
        self.strong = 700 if chinese in SYNTHETIC else 600

    @property
    def factor(self) -> float:
        """Give the factor between the drawing and the screen, in device-independent pixels."""
        return self.system * self.wish

    def px(self, drawn: float) -> int:
        """Give a drawn length on this screen, in whole pixels and at least one (0 stays 0)."""
        return max(1, round(drawn * self.factor)) if drawn else 0

    def font(self, name: str = "body", *, weight: int = 400, mono: bool = False) -> QFont:
        """Give the font of a step of the type scale, with tabular figures."""
        font = QFont()
        families = self._mono + self._families if mono else self._families
        font.setFamilies(families)
        font.setPixelSize(self.px(TYPE[name]))
        font.setWeight(QFont.Weight(self.strong if weight == 600 else weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        if sys.platform.startswith("linux"):
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        return font


def _pixels(font: QFont) -> float:
    """Give the size of a font in pixels without loading it, as QFontInfo would."""
    if font.pixelSize() > 0:
        return font.pixelSize()
    return font.pointSizeF() * QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72


scale = Scale()
px = scale.px
