"""What the tasks of this layer give back: the view models of a window, a command or a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from quotadesk.app.ports import Bucket, Names, Page, Probe
from quotadesk.domain.account import Account, Balance, QuotaState
from quotadesk.domain.documents import MaskedPart
from quotadesk.domain.fields import Source
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.profile import Profile
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Verdict
from quotadesk.domain.window import Coverage, Window


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
    buckets: tuple[Bucket, ...] = ()
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
    account: AccountView | None = None
    neighbours: tuple[Line, ...] = ()  # same key and model around it, for client retries on the timeline
    similar_keys: int = 0  # other keys with this error in the last hour
    masked: tuple[MaskedPart, ...] = ()
    read_at: datetime | None = None
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectReport:
    """What connecting found out. `kept` False: the credential lives for this session only."""

    name: str
    probe: Probe
    kept: bool
    warnings: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text that has left: where to, and how many values were masked."""

    to: str
    masked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The state of the desk for the status bar."""

    connection: str
    title: str
    profile: Profile
    held: tuple[Window, ...] = ()
    synced_at: datetime | None = None
    online: bool = True
    credential: str = "kept"  # kept, session or none
    names: Names = field(default_factory=Names)
