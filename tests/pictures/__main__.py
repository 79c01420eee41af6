"""Draw every state of the window into docs/pictures/<state>-<light|dark>-<zh|en>.png.

`python -m tests.pictures [state …]`. Uses the screen of a (virtual) X server when there is one, because the offscreen
platform draws Chinese bold; starts Xvfb by itself where it is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WAIT_S = 20.0


def _on_a_screen() -> None:
    """Start again under Xvfb when there is no screen but Xvfb is installed."""
    if os.environ.get("DISPLAY") or sys.platform != "linux":
        return
    runner = shutil.which("xvfb-run")
    if runner is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    command = [
        runner,
        "-a",
        "-s",
        "-screen 0 1600x1000x24",
        sys.executable,
        "-m",
        "tests.pictures",
        *sys.argv[1:],
    ]
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)


def _smaller(path: Path) -> None:
    """Store a picture with a palette of its own, where ImageMagick is installed: a third of the size."""
    if (convert := shutil.which("convert")) is not None:
        subprocess.run([convert, path, "+dither", "-colors", "224", "-strip", f"PNG8:{path}"], check=True)


def _turn(until: float) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + until
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def _settle(window: object, *, waits: bool) -> None:
    quiet, end = 0, time.monotonic() + WAIT_S
    while quiet < 5 and time.monotonic() < end:
        _turn(0.02)
        quiet = quiet + 1 if waits or window.settled() else 0  # type: ignore[attr-defined]


def draw(names: list[str]) -> None:
    """Draw the named states, or all."""
    from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
    from PySide6.QtGui import QPainter

    from quotadesk.ui import dress
    from quotadesk.ui.application import application
    from quotadesk.ui.tones import look
    from quotadesk.ui.window import MainWindow
    from tests.pictures.states import STATES

    application()
    OUT.mkdir(parents=True, exist_ok=True)
    for state in STATES:
        if names and state.name not in names:
            continue
        looks = list(state.looks)
        if state.everywhere:
            looks += [("light", "zh"), ("dark", "en")]
        for scheme, language in looks:
            dress.speak(language)
            dress.wear(scheme, state.percent)
            desk = state.desk()
            desk.preferences |= {"language": language, "scheme": scheme, "size": str(state.percent)}
            window = MainWindow(
                desk.abilities(), start=state.start or None, scheme=scheme, sync_at_start=False
            )
            window.case.texts.languages.update(reply=language, note=language)
            window.resize(*state.size)
            window.show()
            window.begin()
            _turn(0.3) if state.waits else None
            _settle(window, waits=state.waits)
            popup = state.act(window)
            _settle(window, waits=state.waits)
            picture = window.grab()
            if popup is not None:
                spot = popup.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
                if popup.isModal() or popup.windowTitle():
                    spot = QPoint(
                        (window.width() - popup.width()) // 2, (window.height() - popup.height()) // 2
                    )
                painter = QPainter(picture)
                painter.drawPixmap(spot, popup.grab())
                painter.setPen(look.colour("histogram"))
                if popup.objectName() != "popover":  # which draws its own edge
                    painter.drawRect(QRect(spot, popup.size()).adjusted(-1, -1, 0, 0))
                painter.end()
                popup.close()
            path = OUT / f"{state.name}-{scheme}-{language}.png"
            picture.save(str(path))
            if desk.slow is not None:
                desk.slow.set()
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(
                None, QEvent.Type.DeferredDelete
            )  # else all windows stay dressed
            _smaller(path)
            print(path.name)


if __name__ == "__main__":
    _on_a_screen()
    draw(sys.argv[1:])
