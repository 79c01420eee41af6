"""Everything that is known about one customer action: the input of a diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quotadesk.domain.account import Account
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was pasted and what was read. `records`/`tasks` None = not fetched, empty = fetched and none there.

    `http_status` is what the customer or the client said and may be wrong. Header names are lower-case.
    `window_fully_read` None = nothing was read. `read_at`: when the log was read, None = not told.
    """

    now: datetime
    profile: Profile
    pasted: str = ""
    http_status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    records: tuple[Record, ...] | None = None
    tasks: tuple[Task, ...] | None = None
    account: Account | None = None
    window_fully_read: bool | None = None
    read_at: datetime | None = None
