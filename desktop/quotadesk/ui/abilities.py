"""What the window can do, as plain functions that bootstrap binds. The only door from ui to the rest.

Functions marked *worker* may take long and are called through background.run, never on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from quotadesk.app.answers import Answer, CaseView, ConnectReport, Desk, Progressed, Sent, SyncReport
from quotadesk.app.errors import UnfitText
from quotadesk.app.found import Counted, Groups, Numbers
from quotadesk.app.ports import Bucket, Cancelled, Connection, Outlet
from quotadesk.domain.documents import Choice, Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Language, Said
from quotadesk.ui.caseabilities import CaseAbilities
from quotadesk.ui.fileabilities import FileAbilities

if TYPE_CHECKING:
    from quotadesk.app.templates import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One term of a lookup as the lookup bar shows it. `text` is the term's text form ("status:402,429")."""

    key: str
    label: Said
    value: str
    text: str
    alternatives: tuple[str, ...] = ()  # other readings in text form (two readings of a time)


class LookUp(Protocol):
    """*worker* Answer a lookup, fetching what the store does not hold."""

    def __call__(
        self, lookup: Lookup, *, after: Cursor | None, progressed: Progressed, cancelled: Cancelled
    ) -> Answer:
        """Give one page and its coverage."""


class Note(Protocol):
    """*worker* Write the hand-off note; `options` fill its blanks, `pseudonymous` hides every owner."""

    def __call__(
        self, view: CaseView, language: Language, options: Mapping[str, str], *, pseudonymous: bool = False
    ) -> Document:
        """Give the note. May raise FaultyTemplate."""


class Connect(Protocol):
    """*worker* Try a connection and keep it."""

    def __call__(
        self,
        *,
        name: str,
        kind: str,
        url: str,
        credential: str,
        user_id: str,
        in_flight: int | None = None,
        most_in_flight: int | None = None,
    ) -> ConnectReport:
        """Probe the gateway, keep settings and credential; at most so many requests are in flight at once."""


class Sync(Protocol):
    """*worker* Read the newest rows of a connection."""

    def __call__(self, *, progressed: Progressed, cancelled: Cancelled) -> SyncReport:
        """Give what was read."""


class Send(Protocol):
    """Let a text leave: the gate, then the outlet. Raises UnfitText; `confirmed` are figures the agent stands for."""

    def __call__(
        self, document: Document, outlet: Outlet, to: str, *, confirmed: frozenset[str] = frozenset()
    ) -> Sent:
        """Check the text and hand it over."""


def nothing_against(document: Document, confirmed: frozenset[str]) -> tuple[UnfitText, ...]:
    """Find no fault: what a window does that is bound to no gate for looking only."""
    del document, confirmed
    return ()


def nothing_to_choose(language: Language, audience: Audience) -> tuple[Choice, ...]:
    """Give no template: what a window does that is bound to none."""
    del language, audience
    return ()


NO_CASES = CaseAbilities()
NO_FILES = FileAbilities()


def answer_nothing(connection: str, answers: Mapping[str, bool | None]) -> None:
    """Forget the answers: what a window does that is bound to no settings."""
    del connection, answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """Everything the window can do."""

    chips: Callable[
        [str], tuple[Chip, ...]
    ]  # text form or pasted ticket → chips; quick; full keys come back masked
    parse: Callable[[tuple[Chip, ...]], Lookup]  # raises UnclearLookup
    text_of: Callable[[Lookup], str]
    look_up: LookUp
    open_case: Callable[[str], CaseView]  # worker; request key → case
    explain: Callable[[str], CaseView]  # worker; pasted text without a row → case
    account_case: Callable[[str], CaseView]  # worker; an owner without a request → case for low balance
    reply: Callable[[CaseView, Language], Document]  # worker
    note: Note
    low_balance: Callable[[CaseView, Language], Document]  # worker
    send: Send
    connect: Connect
    forget: Callable[[str, bool], None]  # worker; a connection's name, and whether its rows go too
    connections: Callable[[], tuple[Connection, ...]]
    use: Callable[[str], Desk]  # worker; make a connection the current one
    desk: Callable[[], Desk | None]  # state of the current connection; None when there is none
    sync: Sync
    saved: Callable[[], Mapping[str, str]]  # saved lookups: name → text form
    save_lookup: Callable[[str, str], None]  # name, text form; an empty one removes it
    preference: Callable[[str], str]  # language, scheme, layout …; "" when unset
    prefer: Callable[[str, str], None]
    meant: Callable[[str, Lookup], str] = lambda _text, _lookup: ""
    """*worker* Give the key of the held request that a customer's message is about; "" when none may stand for it."""
    answer_profile: Callable[[str, Mapping[str, bool | None]], None] = answer_nothing
    """*worker* Keep what an agent knows of a connection's gateway: its name; error_log, consume_log and
    bills_on_disconnect → True, False or None (not known). The facts that were answered stand in Profile.asked."""
    pace: Callable[[str, int], None] = lambda _name, _in_flight: None
    """*worker* Set how many requests at once a connection's gateway gets; above 2 its operator allows it."""
    judge: Callable[[Document, frozenset[str]], tuple[UnfitText, ...]] = nothing_against
    """*worker* Give all that speaks against a text, as `send` would raise it; the figures are those confirmed."""
    templates: Callable[[Language, Audience], tuple[Choice, ...]] = nothing_to_choose
    """*worker* Give the templates that may be put into a text for an audience, the most used first."""
    template: Callable[[CaseView, Language, str], Document] | None = None
    """*worker* Give the text of one of them for a case; may raise FaultyTemplate."""
    used: Callable[[str, bool], None] = lambda _name, _rewritten: None
    """*worker* Count that a template's text was copied, and whether it had been rewritten."""
    workbench: Callable[[], Workbench] | None = None
    """*worker* Give what can be done with the templates themselves; building it takes a while."""
    cases: CaseAbilities = NO_CASES
    """Keep requests and copied texts under a ticket number."""
    files: FileAbilities = NO_FILES
    """Import and export files, and add up the week."""
    following: Callable[[Lookup, Cursor, Cancelled], Numbers] = lambda _lookup, _after, _cancelled: Numbers(
        numbers=()
    )
    """*worker* Give which requests follow after a line of a result, as many as one answer holds."""
    lines: Callable[[Sequence[int]], tuple[Line | None, ...]] = lambda numbers: (None,) * len(numbers)
    """*worker* Give the lines of numbered requests in their order; None for one that is gone."""
    count: Callable[[Lookup], Counted] = lambda _lookup: Counted(total=0)
    """*worker* Count what fits in what is held, stopping early: quick enough while a lookup is typed."""
    histogram: Callable[[Lookup, Cancelled], tuple[Bucket, ...]] = lambda _lookup, _cancelled: ()
    """*worker* Give total and failures over a lookup's window; a lookup without one: over all that is held."""
    groups: Callable[[Lookup, Cancelled], Groups] = lambda _lookup, _cancelled: Groups(groups=(), among=0)
    """*worker* Give the failures of a lookup by error, most first."""
    is_message: Callable[[str], bool] = lambda text: "\n" in text
    """Say whether a text that `chips` can read is a customer's message, with words that are no term; quick."""
    glance: Callable[[str], tuple[Chip, ...]] | None = None
    """*worker* Read what is being typed as `chips` does, without taking it for what the customer said."""
    use_for_session: Callable[[str, str], Desk] | None = None
    """*worker* Use a connection with a credential that is kept nowhere: name, credential."""
    stop_waiting: Callable[[], None] = lambda: None
    """Let what waits for the keyring go on with what is held; quick. `desk` says "asking" while it is waited for."""
    try_sample: Callable[[], str] | None = None
    """*worker* Start the sample gateway inside this program and make it current; gives a customer's message for it."""
    forget_sample: Callable[[], None] = lambda: None
    """*worker* Stop the sample gateway and forget everything that was read from it."""
