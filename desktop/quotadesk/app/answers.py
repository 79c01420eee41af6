"""What the tasks of this layer give back: the view models of a window, a command or a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from quotadesk.app.ports import Names, Page, Probe
from quotadesk.domain.account import Account, Balance, QuotaState, Scope
from quotadesk.domain.documents import MaskedPart
from quotadesk.domain.fields import Source
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.profile import Profile
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Verdict
from quotadesk.domain.window import Coverage, GapReason, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far long work has come. `share` 0..1 or None when the whole is not known yet."""

    share: float | None
    said: Said
    rows: int = 0


Progressed = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one sync did. `stopped` says why it ended early; what was read until then is kept."""

    window: Window
    read: int = 0
    new: int = 0
    changed: int = 0
    skipped: int = 0
    complete: bool = False
    stopped: Said | None = None
    hint: Said | None = None
    gap: GapReason | None = None  # why a part of the window is still missing
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """What is known of the owner's money now: for the screen, with its age, also without any request."""

    account: Account
    state: QuotaState
    pot: Balance | None  # the one that is worst
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a lookup: one page, how complete it is, and what the agent should know."""

    lookup: Lookup
    page: Page
    coverage: Coverage | None
    accounts: tuple[AccountView, ...] = ()
    notes: tuple[Said, ...] = ()  # "this gateway gives no key tails; ask for key name or owner"
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One evidence field as the case pane shows it. `value` is display text in both languages, "" when missing."""

    name: str  # a key of domain.fields.FIELDS
    value: Said
    source: Source
    why: Said | None = None  # why it is mapped, inferred or missing
    ask: Said | None = None  # what to ask the customer when missing
    mono: bool = False  # an id: monospace


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One receipt as the ledger tab shows it."""

    time: datetime
    kind: Said
    amount_nano: int
    figure: str  # the gateway's own figure with its unit
    note: Said
    source_id: str
    net_nano: int = 0  # of this row and all before it
    task_id: str = ""  # what joins submission, settlement and refund


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Other keys that saw the same cause in the last hour; `owners`: whose keys these are, `requests`: how often.

    `at_least`: there were more failures than were looked through. `lookup`: the text form that finds them all.
    """

    keys: int = 0
    owners: int = 0
    requests: int = 0
    at_least: bool = False
    lookup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """How many requests a limit counts: those in the log within the `per_s` seconds that end at each step.

    `counts[at]` ends with the request itself. `limit` None = not known. `then`: the refusal itself told the limit,
    else it is the one that holds now. `of_owner`: counted over all keys of the owner. `complete`: the log was read as a
    whole; refusals that leave no row are not in it either way.
    """

    counts: tuple[int, ...]
    at: int
    step_s: float
    per_s: float = 60.0
    of_owner: bool = False
    limit: float | None = None
    then: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """One pot, or with `of_limit` one limit of speed, as it was at the request: what is known, and from where.

    `at`: when it was read, None = it was told by the refusal itself (`why`).
    """

    scope: Scope
    said: Said
    name: str = ""
    why: Said | None = None
    state: QuotaState = QuotaState.UNKNOWN
    of_limit: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything the right pane shows about one request, or about a pasted error without a row."""

    verdict: Verdict
    profile: Profile
    evidence: tuple[EvidenceItem, ...]
    ledger: tuple[LedgerRow, ...]
    request: Request | None = (
        None  # None: nothing in the log; the verdict rests on pasted text and account state
    )
    pasted: str = ""  # redacted
    whole_key: bool = False  # the customer sent a key in full
    account: AccountView | None = None
    neighbours: tuple[Line, ...] = ()  # same key and model around it, for client retries on the timeline
    similar: Similar = field(default_factory=Similar)  # who else saw this in the last hour
    minute: Minute | None = None  # the key's requests around this one, as its limit counts them
    then: tuple[Then, ...] = ()  # balances and limits as they were at the request, as far as is known
    masked: tuple[MaskedPart, ...] = ()
    read_at: datetime | None = None
    coverage: Coverage | None = None
    customer_zone: tzinfo | None = None  # that the ticket named; None = none was named


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectReport:
    """What connecting found out. `kept` False: the credential lives for this session only."""

    name: str
    probe: Probe
    kept: bool
    warnings: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text that has left: where to, how many values were masked, and its plain form as it left."""

    to: str
    masked: int
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The state of the desk for the status bar."""

    connection: str
    title: str
    profile: Profile
    held: tuple[Window, ...] = ()
    synced_at: datetime | None = None
    online: bool = True
    credential: str = "kept"  # kept, session, none, locked, asking or file; see app/opened
    names: Names = field(default_factory=Names)
