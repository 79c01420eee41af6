"""Tab goes through a page as the eye does: line by line, by where its parts stand, however late they came."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QWidget
from typing_extensions import override

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)  # what is inside them is no stop of its own


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Give what Tab can reach in a widget and is in sight, line by line."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if not isinstance(widget, _WHOLE):
        for inner in _line_by_line(widget):
            yield from stops(inner)


def _line_by_line(widget: QWidget) -> list[QWidget]:
    """Give the parts that stand directly in a widget: those whose middle is beside the first of a line share it."""
    # By place, not by layout: PySide may answer with what lay before at the address of a layout.
    parts = [part for part in widget.children() if isinstance(part, QWidget)]
    parts = [part for part in parts if not part.isHidden() and not part.isWindow()]
    parts.sort(key=lambda part: part.y())
    lines: list[list[QWidget]] = []
    for part in parts:
        if lines and part.geometry().center().y() <= lines[-1][0].geometry().bottom():
            lines[-1].append(part)
        else:
            lines.append([part])
    return [part for line in lines for part in sorted(line, key=lambda part: part.x())]


class TabOrdered(QWidget):
    """A window whose Tab order is the one in sight at the moment of the key press."""

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        for before, after in itertools.pairwise(stops(self)):
            QWidget.setTabOrder(before, after)
        return super().focusNextPrevChild(next)
