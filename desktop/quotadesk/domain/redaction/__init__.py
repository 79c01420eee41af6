"""Redaction: no text that leaves the program carries a secret, a person, a channel or a prompt."""

from quotadesk.domain.redaction.engine import masked, redact, scan
from quotadesk.domain.redaction.gate import Passed, Place, Refusal, Refused, decide
from quotadesk.domain.redaction.kinds import SECRETS, Hit, Kind, Masked, MaskedValue
from quotadesk.domain.redaction.known import RULES, Audience, Known, forbidden
from quotadesk.domain.redaction.pseudonym import EPHEMERAL

__all__ = [
    "EPHEMERAL",
    "RULES",
    "SECRETS",
    "Audience",
    "Hit",
    "Kind",
    "Known",
    "Masked",
    "MaskedValue",
    "Passed",
    "Place",
    "Refusal",
    "Refused",
    "decide",
    "forbidden",
    "masked",
    "redact",
    "scan",
]
