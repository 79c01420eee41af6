"""Hold what was found out so far, before money and wording are added."""

from __future__ import annotations

from dataclasses import dataclass

from quotadesk.domain.causes import Cause, ChargeRule, Stage
from quotadesk.domain.diagnosis.voice import Side
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A family with what follows from it. `rule` names the cause or the engine's own rule."""

    family: Family
    rule: str
    why: Said
    cause: Cause | None = None
    side: Side = Side.OWN
    stage: Stage = Stage.ATTEMPT
    charge: ChargeRule = ChargeRule.NO
    acts: Acts | None = None
    retry: Retry | None = None
    wait_s: float | None = None
    what: Said | None = None
    confidence: Confidence = Confidence.LIKELY
    attempts: int | None = None
    known_gateway: bool = True
    source: str = ""
    receipts: tuple[str, ...] = ()
    field: str = ""  # the evidence field that it rests on
    settles: tuple[Said, ...] = ()
