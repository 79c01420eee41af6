"""What the window can do with cases, as functions that bootstrap binds. Every one runs on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quotadesk.app.answers import CaseView, Sent
from quotadesk.domain.documents import Document
from quotadesk.domain.said import Language
from quotadesk.domain.tickets_kept import Belonging, CaseLine, KeptCase

if TYPE_CHECKING:
    from quotadesk.app.case_files import Exported


def _unbound(*_given: object) -> KeptCase:
    message = "this window is bound to no cases"
    raise NotImplementedError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAbilities:
    """Cases by their ticket number. What is not bound finds nothing and is asked for nothing."""

    find: Callable[[str], tuple[CaseLine, ...]] = lambda _text: ()
    case: Callable[[str], KeptCase] = _unbound  # raises CaseTrouble where nothing is kept
    belongs: Callable[[CaseView], Belonging] = lambda _view: Belonging()
    add: Callable[[str, CaseView], KeptCase] = _unbound
    left: Callable[[CaseView, Document, Sent], str] = lambda _view, _document, _sent: ""  # gives the ticket
    write_note: Callable[[str, str], KeptCase] = _unbound
    close: Callable[[str], KeptCase] = _unbound
    reopen: Callable[[str], KeptCase] = _unbound
    delete: Callable[[str], object] = _unbound
    export: Callable[[str, Path, Language], tuple[Path, Exported]] | None = None
    """Write a case into a new folder inside the one given; gives that folder. Raises FaultyFile."""
