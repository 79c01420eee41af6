"""Bind the files that an agent gives or wants: exports of gateways, sheets, folders of cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quotadesk.app.ports import Sheet
from quotadesk.domain.profile import Profile

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from quotadesk.app.case_files import Exported
    from quotadesk.app.importing import RowsFile
    from quotadesk.app.office import Office
    from quotadesk.app.ports import Outlet
    from quotadesk.domain.said import Language


def open_export(path: Path, profile: Profile, kind: str = "", mapping: Path | None = None) -> RowsFile:
    """Open an exported file for a connection of `profile`; see gateways/files."""
    from quotadesk.gateways.files import open_export as open_file

    return open_file(path, profile, kind=kind, mapping=mapping)


def sheet(path: Path) -> AbstractContextManager[Sheet]:
    """Give a file for an export; see gateways/files_writing."""
    from quotadesk.gateways.files_writing import sheet_file

    return sheet_file(path)


def text_file(path: Path) -> Outlet:
    """Give an outlet into a file; see gateways/files_writing."""
    from quotadesk.gateways.files_writing import TextFile

    return TextFile(path)


def export_case(office: Office, ticket: str, parent: Path, language: Language) -> tuple[Path, Exported]:
    """Write a case into a new folder inside `parent`; gives that folder. Raises FaultyFile."""
    from quotadesk.app.case_files import folder_name
    from quotadesk.gateways.files_writing import text_folder

    def fill(folder: Path) -> Exported:
        return office.cases.export(ticket, lambda name: text_file(folder / name), language=language)

    return text_folder(parent, folder_name(office.cases.case(ticket).ticket), fill)
