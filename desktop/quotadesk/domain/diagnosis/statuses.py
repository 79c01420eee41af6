"""Judge by a status alone, which is the last thing to go by, and only where it is known who spoke."""

from __future__ import annotations

from quotadesk.domain.causes import ChargeRule
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.judging import by_rule
from quotadesk.domain.diagnosis.voice import Voice
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Confidence, Family, Retry

_BEHIND_STATUS = (
    ((401, 402, 403), Family.UPSTREAM_ACCOUNT),
    ((404, 410), Family.MODEL_UNAVAILABLE),
    ((429,), Family.RATE_LIMIT_UPSTREAM),
    ((400, 405, 406, 409, 413, 415, 422), Family.BAD_REQUEST),
    ((408, 424, *range(500, 600)), Family.UPSTREAM_FAULT),
)
_OWN_STATUS = (
    ((401,), Family.KEY_INVALID),
    ((403,), Family.PERMISSION),
    ((429,), Family.RATE_LIMIT_CUSTOMER),
    ((400, 413, 415, 422), Family.BAD_REQUEST),
    ((404,), Family.MODEL_UNAVAILABLE),
    (tuple(range(500, 600)), Family.GATEWAY_FAULT),
)


_BY_VOICE = {Voice.UPSTREAM: _BEHIND_STATUS, Voice.OURS: _OWN_STATUS}


def family_of(status: int | None, voice: Voice) -> Family | None:
    """Give the family that a status means from this speaker; None when that is not clear."""
    return next((family for statuses, family in _BY_VOICE.get(voice, ()) if status in statuses), None)


def nothing(evidence: Evidence) -> Finding:
    """Give the honest end: nothing that was read decides it."""
    why = Said("No row and no known words decide it.", "没有日志行，也没有可识别的报错内容。")
    return by_rule(
        Family.UNKNOWN,
        "nothing",
        why,
        retry=Retry.UNKNOWN,
        charge=ChargeRule.LEDGER,
        confidence=Confidence.UNKNOWN,
        known=evidence.profile.product is not Product.UNKNOWN,
    )
