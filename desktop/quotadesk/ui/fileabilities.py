"""What the window can do with files and figures, as functions that bootstrap binds. Every one runs on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from quotadesk.app.answers import Progressed
from quotadesk.app.ports import By, Cancelled
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.said import Language
from quotadesk.domain.window import Window

if TYPE_CHECKING:
    from quotadesk.app.exporting import ExportReport
    from quotadesk.app.figures import Figures
    from quotadesk.app.importing import ImportReport


class ImportFile(Protocol):
    """*worker* Bring an exported file into a connection and make it the current one. Raises FaultyFile."""

    def __call__(
        self,
        path: Path,
        *,
        into: str,
        new: bool,
        mapping: Path | None,
        complete: Window | None,
        progressed: Progressed,
        cancelled: Cancelled,
    ) -> ImportReport:
        """Give what was read and what was refused; `new`: the connection is made, without a gateway.

        `mapping`: a file that says what the columns are. `complete`: the file holds every row of that time.
        """


class ExportFound(Protocol):
    """*worker* Write what a lookup finds through the gate. Raises FaultyFile or ExportCancelled."""

    def __call__(
        self,
        path: Path,
        lookup: Lookup,
        language: Language,
        *,
        public: bool,
        progressed: Progressed,
        cancelled: Cancelled,
    ) -> ExportReport:
        """Give what was written; `public`: for a customer, not for colleagues. The name says CSV or JSON lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAbilities:
    """Files in and out, and what the last seven whole days come to. What is not bound is None."""

    import_file: ImportFile | None = None
    export: ExportFound | None = None
    figures: Callable[[By, Cancelled], Figures] | None = None
