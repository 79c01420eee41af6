"""What one task works with: connection, store and gateway that belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from quotadesk.app.intake import Intake
from quotadesk.app.ports import Gateway, Store
from quotadesk.domain.account import LowRule
from quotadesk.domain.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What a lookup works with. `gateway` None = offline or without a credential."""

    connection: str
    store: Store
    gateway: Gateway | None
    profile: Profile
    intake: Intake
    now: Callable[[], datetime]
    low: LowRule = field(default_factory=LowRule)
    has_gateway: bool = True  # False = its rows come from files
