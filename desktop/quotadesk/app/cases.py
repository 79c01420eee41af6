"""Keep cases: under a ticket number, requests with their evidence as it was, and the texts that were copied."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from quotadesk.app.answers import CaseView, Sent
from quotadesk.app.errors import DeskError, StoreTrouble
from quotadesk.app.ports import Cases, Outlet
from quotadesk.domain.documents import Document
from quotadesk.domain.said import Language, Said
from quotadesk.domain.tickets_kept import (
    LONGEST_TICKET,
    Belonging,
    CaseLine,
    KeptCase,
    KeptText,
    ticket_number_in,
    tidy,
)

if TYPE_CHECKING:  # what redacts builds big tables: a window has to be painted before anybody needs them
    from quotadesk.app.case_files import Exported
    from quotadesk.app.intake import Intake
    from quotadesk.domain.redaction import Known

_NO_NUMBER = Said("A case needs a ticket number.", "案例需要工单号。")
_TYPE_ONE = Said(
    f"Type the number of the ticket, up to {LONGEST_TICKET} characters.",
    f"请输入工单号，最多 {LONGEST_TICKET} 个字符。",
)
_LOOK = Said("Search for it, or add a request to begin it.", "请先搜索，或添加一个请求以新建。")
_SUGGESTED = 20  # open cases whose numbers are offered


class CaseTrouble(DeskError):
    """A case that is not there, or a ticket number that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What the tasks about cases work with. `told` is what the customer wrote last, "" when nothing was pasted."""

    shelf: Callable[[], Cases]
    intake: Callable[[], Intake]
    connection: Callable[[], str]
    told: Callable[[], str]
    known: Callable[[], Known]
    secret: Callable[[], bytes]
    now: Callable[[], datetime]
    zone: Callable[[], tzinfo]
    clock: Callable[[], float]
    prefer: Callable[[str, str], None]


class CaseBook:
    """The cases of a workspace. Each method may raise a StoreTrouble; those that name a ticket, CaseTrouble."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    # ---------------------------------------------------------------- reading

    def find(self, text: str = "") -> tuple[CaseLine, ...]:
        """Give the cases in which every word of `text` stands: ticket, owner, request id, evidence, texts, note."""
        return self._needs.shelf().find(self._needs.intake().text(text))

    def case(self, ticket: str) -> KeptCase:
        """Give all that is kept under a ticket number."""
        name = self._ticket(ticket)
        found = self._needs.shelf().case(name)
        if found is None:
            raise CaseTrouble(
                Said(f"No case is kept under “{name}”.", f"没有工单号为“{name}”的案例。"), _LOOK
            )
        return found

    def belongs(self, view: CaseView) -> Belonging:
        """Tell which cases hold the request of a case view, and which ticket number fits it."""
        from quotadesk.app.keeping import key_of

        shelf = self._needs.shelf()
        holding = shelf.holding(self._needs.connection(), key_of(view))
        open_ones = tuple(line.ticket for line in shelf.find(limit=_SUGGESTED) if not line.closed)
        told = ticket_number_in(self._needs.told())
        mine = next((line.ticket for line in holding), "")
        suggested = mine or (self._ticket(told) if told else next(iter(open_ones), ""))
        return Belonging(cases=holding, suggested=suggested, others=open_ones)

    # ---------------------------------------------------------------- writing

    def add(self, ticket: str, view: CaseView) -> KeptCase:
        """Keep a request as it stands now, in the case of this ticket; the case is begun, or opened again."""
        from quotadesk.app.keeping import frozen

        needs, name = self._needs, self._ticket(ticket)
        kept = frozen(view, connection=needs.connection(), now=needs.now(), intake=needs.intake())
        shelf = needs.shelf()
        shelf.keep_request(name, kept)
        if (found := shelf.case(name)) is not None and found.closed_at is not None:
            shelf.reopen(name, at=kept.kept_at)
        return self.case(name)

    def begin(self, ticket: str) -> KeptCase:
        """Begin a case without a request; one that is there stays as it is."""
        name = self._ticket(ticket)
        self._needs.shelf().open(name, at=self._needs.now())
        return self.case(name)

    def left(self, view: CaseView, document: Document, sent: Sent) -> str:
        """Note that a text about a request has left, in the open case that holds it. Gives its ticket, "" = none."""
        from quotadesk.app.keeping import key_of, redacted

        needs = self._needs
        shelf, key = needs.shelf(), key_of(view)
        holding = shelf.holding(needs.connection(), key)
        ticket = next((line.ticket for line in holding if not line.closed), "")
        if ticket:
            text = KeptText(
                copied_at=needs.now(),
                key=key,
                kind=document.kind,
                audience=document.audience.value,
                language=document.language,
                to=sent.to,
                wording=sent.plain,
            )
            shelf.keep_text(ticket, redacted(text, needs.intake()))
        return ticket

    def write_note(self, ticket: str, note: str) -> KeptCase:
        """Replace the note of a case; it is redacted before it is kept."""
        name = self.case(ticket).ticket
        self._needs.shelf().write_note(name, self._needs.intake().text(note.strip()), at=self._needs.now())
        return self.case(name)

    def close(self, ticket: str) -> KeptCase:
        """Close a case: copied texts are no longer added to it."""
        name = self.case(ticket).ticket
        self._needs.shelf().close(name, at=self._needs.now())
        return self.case(name)

    def reopen(self, ticket: str) -> KeptCase:
        """Open a closed case again."""
        name = self.case(ticket).ticket
        self._needs.shelf().reopen(name, at=self._needs.now())
        return self.case(name)

    def delete(self, ticket: str) -> None:
        """Delete a case beyond recovery; what was read from the gateway stays."""
        self._needs.shelf().delete(self.case(ticket).ticket)

    def wipe(self, days: int, *, always: bool = False) -> int:
        """Delete every case that has not changed for `days` times 24 hours, closed or not. Gives their number.

        `always`: after each sync from now on, too.
        """
        if always:
            self._needs.prefer("keep_cases_days", str(days))
        return self._needs.shelf().delete_before(self._needs.now() - timedelta(days=days))

    def wipe_after_sync(self, days: int | None) -> None:
        """Do as `wipe`, where an age is set; a store that cannot be written now is tried after the next sync."""
        if days is not None:
            with suppress(StoreTrouble):
                self.wipe(days)

    # ---------------------------------------------------------------- leaving

    def export(
        self,
        ticket: str,
        outlet: Callable[[str], Outlet],
        *,
        language: Language = "en",
        wanted: Callable[[str], bool] = lambda _name: True,
    ) -> Exported:
        """Write a case through the gate, for colleagues: `outlet` gives one for the name of each wanted file."""
        from quotadesk.app.case_files import export

        needs = self._needs
        return export(
            self.case(ticket), outlet, language=language, zone=needs.zone(), known=needs.known(),
            secret=needs.secret(), clock=needs.clock,
            wanted=wanted,
        )  # fmt: skip

    def _ticket(self, typed: str) -> str:
        """Give a ticket number as it is kept: tidy, and redacted if it should hold what no file may."""
        name = tidy(self._needs.intake().text(tidy(typed)))[:LONGEST_TICKET].strip()  # half a key hides well
        if not name:
            raise CaseTrouble(_NO_NUMBER, _TYPE_ONE)
        return name
