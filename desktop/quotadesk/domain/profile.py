"""What is known of the gateway itself, which decides how its evidence may be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from quotadesk.domain.said import Said


class Product(StrEnum):
    """The gateway's product and age, as far as its evidence differs."""

    NEWAPI = "newapi"  # request ids in the log (2026-02 or later)
    NEWAPI_OLD = "newapi-old"
    ONEAPI = "oneapi"
    ONEHUB = "onehub"
    LITELLM = "litellm"
    OPENROUTER = "openrouter"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Facts about one gateway; None = not known. `asked` names the facts that an agent answered, not a probe."""

    product: Product = Product.UNKNOWN
    version: str = ""
    dialect: str = ""  # name of the row in the gateway's table of dialects
    error_log: bool | None = None
    consume_log: bool | None = None
    quota_per_unit: float = 500_000.0  # quota units for one USD
    retries: str = ""  # retry policy in words, "" = not known
    id_clock: str = ""  # "utc", "local" or ""
    reads_all: bool = True  # False: the credential sees only its own user's rows
    key_tails: bool = True  # whether lookups by the tail of a key can work
    bills_on_disconnect: bool | None = None
    asked: frozenset[str] = field(default_factory=frozenset)
    notes: tuple[Said, ...] = ()  # warnings for the status bar, such as "error log off"
