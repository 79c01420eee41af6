"""What the tasks of this layer need from the outside, in the words of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from quotadesk.app.found import Counted, Groups, Numbers
from quotadesk.domain.account import Account
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, Task
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Said
from quotadesk.domain.tickets_kept import CaseLine, KeptCase, KeptRequest, KeptText
from quotadesk.domain.window import Coverage, Window

Cancelled = Callable[[], bool]
SAMPLE = "sample-gateway"  # the connection of the gateway that this program invents
FILE = "file"  # kind of a connection that has no gateway: its rows come from files only
MOST_AT_ONCE = 8  # requests to one gateway, whatever settings say
OWN_ROWS = "own"  # scope of a reading with a credential that sees only its own user's rows


# ---------------------------------------------------------------- gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """Which rows to read: a frozen window and, where the gateway can filter, what to narrow it to."""

    window: Window
    owner: str = ""
    key_name: str = ""
    key_hash: str = ""
    model: str = ""
    group: str = ""
    request_id: str = ""
    own_only: bool = False  # the credential sees only its own user's rows

    @property
    def scope(self) -> str:
        """Name the filter as coverage remembers it; "" = everything."""
        names = ("owner", "key_name", "key_hash", "model", "group", "request_id")
        named = [f"{n}={v}" for n in names if (v := getattr(self, n))]
        return "&".join([OWN_ROWS, *named] if self.own_only else named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One page as read. `skipped` counts rows that could not be read, `read` says what is now complete."""

    records: tuple[Record, ...] = ()
    tasks: tuple[Task, ...] = ()
    skipped: int = 0
    done: float | None = None  # share of the whole fetch, 0..1
    read: Window | None = None  # this part of the window is now fully read


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What connecting found out. `warnings` name what is wrong or too powerful about the credential."""

    profile: Profile
    title: str  # the gateway's own name
    may_read_all: bool  # False: only the credential's own rows
    warnings: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the gateway's lists name: for completion, ticket reading and known values."""

    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # name → aliases
    emails: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    key_names: tuple[str, ...] = ()
    key_tails: tuple[str, ...] = ()  # masked keys, such as sk-…9a2f
    projects: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


class Gateway(Protocol):
    """A gateway, read only. Every method may raise a GatewayTrouble."""

    def probe(self) -> Probe:
        """Find out product, dialect and what the credential may read."""

    def fetch(self, fetch: Fetch, *, cancelled: Cancelled = ...) -> Iterator[Batch]:
        """Give the rows of a window, page by page, newest or oldest first, without duplicates."""

    def account(self, owner: str, *, key_name: str = "", key_hash: str = "") -> Account | None:
        """Read wallet, key, team and limits of an owner or key; None when the gateway knows no such owner."""

    def names(self) -> Names:
        """Give what the gateway's lists name, as far as the credential may read them."""

    def close(self) -> None:
        """Let go of connections."""


# ---------------------------------------------------------------- store


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one write changed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a result in the lookup's order. `total` stops at `cap`; `next` None = last page.

    `numbers`: under which the store knows the lines; a sorted result numbers all that follow, too.
    `sorted_among`: only so many of the newest were sorted; None = all.
    """

    lines: tuple[Line, ...]
    total: int
    failed: int
    capped: bool
    next: Cursor | None = None
    numbers: Sequence[int] = ()
    sorted_among: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One bar of the histogram: half-open from `start`, as long as its neighbours.

    Of `failed`, `quota` ended with 402 and `limited` with 429.
    """

    start: datetime
    total: int
    failed: int
    quota: int = 0
    limited: int = 0


class By(StrEnum):
    """What figures are told by."""

    MODEL = "model"
    GROUP = "group"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What the requests of one model, group or owner come to. `name` "" = the rows name none; money in nano-USD."""

    name: str
    requests: int
    failures: int
    tokens_in: int
    tokens_out: int
    net_nano: int  # charged minus refunded, as far as proven
    unproven: int  # requests of which it is unknown whether they were charged; not in `net_nano`
    unbilled: int = 0  # failed ones without any billing row: not charged, if the log was read completely


class Cases(Protocol):
    """What is kept of tickets. Everything is redacted before it comes here. Methods may raise a StoreTrouble."""

    def find(self, text: str = "", *, limit: int = ...) -> tuple[CaseLine, ...]:
        """Give the cases that hold every word of `text` anywhere, the one that changed last first."""

    def holding(self, connection: str, key: str) -> tuple[CaseLine, ...]:
        """Give the cases that hold a request, the one that changed last first."""

    def case(self, ticket: str) -> KeptCase | None:
        """Give all that is kept under a ticket number, whatever its capitals; None = nothing is."""

    def open(self, ticket: str, *, at: datetime) -> None:
        """Begin a case; one that is there stays as it is."""

    def keep_request(self, ticket: str, kept: KeptRequest) -> bool:
        """Add a request to a case, begun if need be. Gives False when the same was kept last of it already."""

    def keep_text(self, ticket: str, kept: KeptText) -> None:
        """Add a text that left to a case, begun if need be."""

    def write_note(self, ticket: str, note: str, *, at: datetime) -> None:
        """Replace the note of a case."""

    def close(self, ticket: str, *, at: datetime) -> None:
        """Close a case."""

    def reopen(self, ticket: str, *, at: datetime) -> None:
        """Open a closed case again."""

    def delete(self, ticket: str) -> bool:
        """Delete a case beyond recovery. Gives False when there was none."""

    def delete_before(self, time: datetime) -> int:
        """Delete the cases that last changed before `time`. Gives their number."""


class Store(Protocol):
    """The local store of one or more connections (named by `connection`). Methods may raise a StoreTrouble."""

    def write(self, connection: str, records: Sequence[Record], tasks: Sequence[Task] = ()) -> Written:
        """Keep records and tasks; the same row twice changes nothing. Free text is redacted before this call."""

    def cover(
        self, connection: str, window: Window, *, scope: str, read_at: datetime, refused: bool = False
    ) -> None:
        """Remember that `window` was read for `scope`. `refused`: a row of it could not be read; it stays a gap."""

    def coverage(self, connection: str, window: Window, *, scope: str) -> Coverage:
        """Tell which parts of `window` are held for `scope` (a full reading covers every scope)."""

    def find(self, connection: str, lookup: Lookup, *, after: Cursor | None = None, limit: int = 200) -> Page:
        """Give one page of requests in the lookup's order."""

    def numbers(
        self, connection: str, lookup: Lookup, *, after: Cursor | None, most: int, cancelled: Cancelled = ...
    ) -> Numbers:
        """Give which requests follow, at most `most`."""

    def lines(self, connection: str, numbers: Sequence[int]) -> tuple[Line | None, ...]:
        """Give the lines of numbered requests in their order; None for one that is gone."""

    def count(self, connection: str, lookup: Lookup) -> Counted:
        """Count what fits, as far as a count is quick."""

    def groups(self, connection: str, lookup: Lookup, *, cancelled: Cancelled = ...) -> Groups:
        """Give the failures of a lookup by error."""

    def histogram(
        self, connection: str, lookup: Lookup, *, bars: int = 80, cancelled: Cancelled = ...
    ) -> tuple[Bucket, ...]:
        """Give total and failures over the lookup's window."""

    def records(
        self, connection: str, keys: Sequence[str]
    ) -> Mapping[str, tuple[tuple[Record, ...], Task | None]]:
        """Give the records (oldest first) and the task of each request."""

    def neighbours(self, connection: str, key: str, *, seconds: float = 60.0) -> tuple[Line, ...]:
        """Give the requests of the same key and model around a request, oldest first, itself included."""

    def names(self, connection: str) -> Names:
        """Give what the held records name."""

    def save_account(self, connection: str, account: Account) -> None:
        """Keep what was read of an account."""

    def account(self, connection: str, owner: str, *, key_name: str = "") -> Account | None:
        """Give what was last read of an account."""

    def accounts(self, connection: str) -> tuple[Account, ...]:
        """Give every account as it was last read."""

    def spent(self, connection: str, owner: str, window: Window, *, key_name: str = "") -> int:
        """Give the net charge of an owner in a window, in nano-USD."""

    def use_text(self, name: str, *, rewritten: bool) -> None:
        """Count that a template's text was copied, and whether the agent had rewritten it."""

    def text_uses(self) -> Mapping[str, tuple[int, int]]:
        """Give how often each template's text was copied, and how often rewritten before."""

    @property
    def cases(self) -> Cases:
        """Give what is kept of tickets."""

    def held(self, connection: str, *, scope: str = "") -> tuple[Window, ...]:
        """Give the windows that were read for `scope` ("" = everything), oldest first."""

    def figures(self, connection: str, window: Window, *, by: By) -> tuple[Figure, ...]:
        """Give the figures of a window of whole UTC days, most requests first. Raises ValueError for another one."""

    def roll_up(self, connection: str, window: Window, *, cancelled: Cancelled = ...) -> None:
        """Make the figures of the whole days in a window quick to ask for. Right they are without it, too."""

    def delete_before(
        self, connection: str, time: datetime, *, most: int | None = None, cancelled: Cancelled = ...
    ) -> int:
        """Delete what is older than `time`, and that it was read; `most` requests at once. Gives their number."""

    def forget(self, connection: str) -> None:
        """Delete everything of a connection."""

    def close(self) -> None:
        """Let go of the file."""


# ---------------------------------------------------------------- credentials, settings, texts


class Vault(Protocol):
    """Where credentials live. One service name a connection. Methods may raise a VaultTrouble."""

    @property
    def safe(self) -> bool:
        """Whether a credential outlives this session."""

    def keep(self, connection: str, credential: str) -> bool:
        """Keep a credential; False = for this session only."""

    def credential(self, connection: str) -> str | None:
        """Give the credential of a connection, or None."""

    def forget(self, connection: str) -> None:
        """Delete the credential of a connection."""

    def ask_again(self) -> None:
        """Ask a keyring that was found locked once more; until then it is not asked, since it asks its user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A gateway as the settings hold it: no secret here."""

    name: str
    kind: str  # newapi, oneapi, litellm or FILE
    url: str
    user_id: str = ""
    in_flight: int = 1  # requests at once, as the agent wishes …
    most_in_flight: int = 2  # … and as the gateway's operator allows
    profile: Profile = field(default_factory=Profile)

    @property
    def at_once(self) -> int:
        """Give how many requests may be in the air at once: 1 to 8."""
        return max(1, min(self.in_flight, self.most_in_flight, MOST_AT_ONCE))


class Connections(Protocol):
    """The saved connections. Methods may raise FaultySettings."""

    def all(self) -> tuple[Connection, ...]:
        """Give every connection, the one last used first."""

    def save(self, connection: Connection) -> None:
        """Add or replace a connection and make it the one last used."""

    def update(self, connection: Connection) -> None:
        """Replace a connection where it stands; one that is gone stays gone."""

    def remove(self, name: str) -> None:
        """Remove a connection."""


OpenGateway = Callable[[Connection, str], Gateway]
"""Open a gateway for a connection with its credential."""


class Wording(Protocol):
    """Turns facts into text by a template. May raise FaultyTemplate."""

    def render(self, kind: str, language: str, facts: Any) -> str:
        """Render the Markdown text of `kind` ("replies/budget", "handoff/note") in `language`."""

    def names(self) -> tuple[str, ...]:
        """Give every template as "en/replies/budget", the agents' own among them."""

    def literals(self, kind: str, language: str) -> str:
        """Give what stands literally in that template, so that its own numbers count as stated."""


class Outlet(Protocol):
    """A place outside this program: clipboard, file or standard output. Only app/outgoing calls it."""

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Hand over the three forms of one text."""


class Sheet(Protocol):
    """A file of rows that is being written. Only app/exporting and the reports of app/importing put lines into one."""

    def put_rows(self, text: str) -> None:
        """Add lines with their ends. Raises FaultyFile when the disk is full."""
