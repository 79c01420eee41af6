"""Go to the next request that failed, however far down it stands: rows that were not read yet are read on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Signal

from quotadesk.app.answers import Progress
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Said
from quotadesk.ui.background import Background, Control
from quotadesk.ui.results import ResultsPane
from quotadesk.ui.resultspages import SIZE
from quotadesk.ui.troubles import telling
from quotadesk.ui.words import translate

LANE = "seeking"
_SEEKING = Said("Looking for the next failed request", "正在查找下一个失败的请求")
ReadLines = Callable[[Sequence[int]], tuple[Line | None, ...]]


class FailureSeeking(QObject):
    """`told` says that there is none, `progressed` how far a long way is; a new result ends the search."""

    told = Signal(str)
    progressed = Signal(object)  # Progress or None

    def __init__(self, read: ReadLines, background: Background, results: ResultsPane) -> None:
        super().__init__(results)
        self._read, self._background, self._results = read, background, results
        self._waits_at: int | None = None  # the row from which to go on once more rows are known
        results.model.rowsInserted.connect(self._go_on)
        results.model.modelReset.connect(self.stop)

    def next(self) -> None:
        """Open the next failed request below the current row."""
        self.stop()
        self._seek(self._results.table.currentIndex().row() + 1)

    def cancel(self) -> None:
        """Stop looking; the current row stays."""
        self._waits_at = None
        self._background.cancel(LANE)

    def stop(self) -> None:
        """Forget what was looked for."""
        self._waits_at = None
        if self._background.busy(LANE):
            self._background.abandon(LANE)
            self.progressed.emit(None)

    def _seek(self, row: int) -> None:
        model = self._results.model
        while (line := model.line(row)) is not None and not line.failed:
            row += 1
        if line is not None:
            self._results.select(row)
        elif row < model.rowCount():
            numbers = model.numbers_from(row)
            self._background.run(
                lambda control: _first_failed(self._read, numbers, control),
                done=lambda found: self._came(row, found, len(numbers)),
                failed=telling(self.told, self.progressed),
                progressed=self.progressed.emit,
                lane=LANE,
            )
        elif not model.whole:
            self._waits_at = row
            model.fetchMore(QModelIndex())
        else:
            self.told.emit(translate("Results", "No request below this one failed."))

    def _came(self, first: int, found: int | None, among: int) -> None:
        self.progressed.emit(None)
        if found is None:
            return  # cancelled
        if found < among:
            self._results.select(first + found)
        else:
            self._seek(first + among)

    def _go_on(self) -> None:
        if (row := self._waits_at) is not None:
            self._waits_at = None
            self._seek(row)


def _first_failed(read: ReadLines, numbers: Sequence[int], control: Control) -> int | None:
    """Give the place of the first failure among numbered requests, their count where none failed, None if cancelled."""
    for start in range(0, len(numbers), SIZE):
        if control.cancelled():
            return None
        for place, line in enumerate(read(numbers[start : start + SIZE]), start):
            if line is not None and line.failed:
                return place
        control.progressed(Progress(share=start / len(numbers), said=_SEEKING, rows=start))
    return len(numbers)
