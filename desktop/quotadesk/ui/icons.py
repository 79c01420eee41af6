"""Draw the icons: SVG lines in the tone that is asked for, crisp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

from quotadesk.datafiles import data_dir
from quotadesk.ui.metrics import px
from quotadesk.ui.tones import look


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (data_dir("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Render one icon. Qt draws currentColor black, so the colour is written into the text first."""
    data = QByteArray(_source(name).replace("currentColor", colour).encode())
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    side = round(size * ratio)
    reader.setScaledSize(QSize(side, side))
    pixmap = QPixmap.fromImage(reader.read())
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, tone: str = "secondary", size: float = 20, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture of `size` drawn pixels for a screen of `ratio`."""
    return _drawn(name, getattr(look.tones, tone, tone), px(size), ratio)


def icon(name: str, tone: str = "secondary", *, on: str = "", size: float = 20) -> QIcon:
    """Give an icon for buttons, at 1× and 2×; `on` is the tone while checked."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, tone, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        if on:
            result.addPixmap(pixmap(name, on, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return result


def application_icon() -> QIcon:
    """Give the program's own icon."""
    result = QIcon()
    for side in (16, 32, 48, 128):
        result.addPixmap(_drawn("quotadesk", "#FFFFFF", side, 1.0))
    return result
