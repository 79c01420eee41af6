"""What the commands can do, as plain functions that bootstrap binds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from quotadesk.app.case_files import Exported
    from quotadesk.app.importing import RowsFile
    from quotadesk.app.office import Office
    from quotadesk.app.ports import Sheet
    from quotadesk.domain.profile import Profile
    from quotadesk.domain.said import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Functions behind the commands. Files and the keyring are opened only by commands that need them."""

    office: Callable[[Path | None], Office]  # home folder → the desk
    explain: Callable[[Mapping[str, Any]], dict[str, Any]]  # labelled case → answer
    read: Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]  # ticket, directory → answer
    redact: Callable[[str, Mapping[str, Any]], str]
    demo: Callable[[Path | None, bool], int]  # output folder, window wanted → exit status
    open_export: Callable[
        [Path, Profile, str, Path | None], RowsFile
    ]  # file, of whom, kind ("" = told), mapping
    export_case: Callable[
        [Office, str, Path, Language], tuple[Path, Exported]
    ]  # desk, ticket, where its folder goes → that folder
    sheet: Callable[[Path], AbstractContextManager[Sheet]]  # a file that is written whole or not at all
    selftest: Callable[[], list[tuple[str, str]]]  # part, problem ("" = sound)
    window: Callable[[Path | None, str], int]  # home folder, start text → exit status
