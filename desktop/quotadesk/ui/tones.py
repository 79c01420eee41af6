"""The colours of the window: two sets of named tones, and the Qt palette made of one."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette


class Tones(NamedTuple):
    """One set of colours, as #RRGGBB, by what they are for."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    secondary: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    selection: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    histogram: str


LIGHT = Tones(
    window="#F4F5F8",
    surface="#FFFFFF",
    raised="#FAFBFC",
    line="#E2E5EB",
    text="#1A1E26",
    secondary="#586172",
    faint="#646D7D",
    accent="#2B55D9",
    accent_soft="#E9EEFC",
    on_accent="#FFFFFF",
    selection="#EAF0FE",
    good="#17734A",
    good_soft="#E5F4EC",
    warning="#8F5300",
    warning_soft="#FCF1DE",
    bad="#B3261E",
    bad_soft="#FCEAE8",
    histogram="#C4CCD9",
)

DARK = Tones(
    window="#14171C",
    surface="#1B1F26",
    raised="#20252D",
    line="#2E343F",
    text="#E8EBF0",
    secondary="#A3ACBA",
    faint="#8A94A4",
    accent="#8FABFF",
    accent_soft="#26304A",
    on_accent="#10131A",
    selection="#243050",
    good="#63CF98",
    good_soft="#1B3429",
    warning="#F2B95F",
    warning_soft="#3A2E18",
    bad="#FF9389",
    bad_soft="#3D2220",
    histogram="#465062",
)


def qt_palette(tones: Tones) -> QPalette:
    """Give the palette that Fusion paints with. Needed because plain X11 ignores setColorScheme."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, tones.window),
        (role.WindowText, tones.text),
        (role.Base, tones.surface),
        (role.AlternateBase, tones.raised),
        (role.Text, tones.text),
        (role.PlaceholderText, tones.faint),
        (role.Button, tones.surface),
        (role.ButtonText, tones.text),
        (role.BrightText, tones.bad),
        (role.Highlight, tones.selection),
        (role.HighlightedText, tones.text),
        (role.Link, tones.accent),
        (role.LinkVisited, tones.accent),
        (role.ToolTipBase, tones.raised),
        (role.ToolTipText, tones.text),
        (role.Mid, tones.line),
        (role.Midlight, tones.line),
        (role.Light, tones.raised),
        (role.Dark, tones.line),
        (role.Shadow, tones.line),
        (role.Accent, tones.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tones.faint))
    return palette


class Look(QObject):
    """The tones in use now. Painters read `tones`; `changed` tells them to paint again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tones = LIGHT
        self.system_dark = False

    def wear(self, tones: Tones) -> None:
        """Take on another set of tones."""
        self.tones = tones
        self.changed.emit()

    def colour(self, name: str) -> QColor:
        """Give the colour of the tone `name`."""
        return QColor(getattr(self.tones, name))

    @property
    def dark(self) -> bool:
        """Whether the dark tones are worn."""
        return self.tones is DARK


look = Look()
