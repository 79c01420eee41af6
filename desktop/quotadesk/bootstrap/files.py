"""Bind the files that an agent gives or wants: exports of gateways, sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quotadesk.app.ports import Sheet
from quotadesk.domain.profile import Profile

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from quotadesk.app.importing import RowsFile


def open_export(path: Path, profile: Profile, kind: str = "", mapping: Path | None = None) -> RowsFile:
    """Open an exported file for a connection of `profile`; see gateways/files."""
    from quotadesk.gateways.files import open_export as open_file

    return open_file(path, profile, kind=kind, mapping=mapping)


def sheet(path: Path) -> AbstractContextManager[Sheet]:
    """Give a file for an export; see gateways/files_writing."""
    from quotadesk.gateways.files_writing import sheet_file

    return sheet_file(path)
