"""The verdict on a request: what happened, who acts, whether money moved, whether to retry, and the proof."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quotadesk.domain.charge import ChargeVerdict
from quotadesk.domain.fields import Source
from quotadesk.domain.lost import Lost
from quotadesk.domain.said import Said


class Family(StrEnum):
    """What happened. Every cause of the knowledge file maps onto one of these."""

    WALLET_EMPTY = "wallet_empty"
    KEY_QUOTA = "key_quota"
    BUDGET = "budget"
    RATE_LIMIT_CUSTOMER = "rate_limit_customer"
    RATE_LIMIT_UPSTREAM = "rate_limit_upstream"
    UPSTREAM_ACCOUNT = "upstream_account"
    KEY_INVALID = "key_invalid"
    PERMISSION = "permission"
    MODEL_UNAVAILABLE = "model_unavailable"
    UPSTREAM_FAULT = "upstream_fault"
    STREAM_CUT = "stream_cut"
    BAD_REQUEST = "bad_request"
    CONTENT_BLOCKED = "content_blocked"
    TASK_FAILED = "task_failed"
    GATEWAY_FAULT = "gateway_fault"
    SUCCESS = "success"
    UNKNOWN = "unknown"


class Acts(StrEnum):
    """Who must do something."""

    CUSTOMER = "customer"
    OPERATOR = "operator"
    UPSTREAM_WAIT = "upstream_wait"
    SUPPORT = "support"
    NOBODY = "nobody"


class Retry(StrEnum):
    """May the same request be sent again unchanged?"""

    YES_NOW = "yes_now"
    YES_AFTER_WAIT = "yes_after_wait"
    NO = "no"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How sure the verdict is."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNKNOWN = "unknown"


class Claim(StrEnum):
    """The part of a verdict that a proof supports."""

    FAMILY = "family"
    ACTS = "acts"
    CHARGE = "charge"
    RETRY = "retry"


class Everyday(StrEnum):
    """The seven everyday causes that people outside the desk know."""

    CONFIGURATION = "configuration"
    PERMISSION = "permission"
    QUOTA = "quota"
    QUEUE_DELAY = "queue_delay"
    MODEL_AVAILABILITY = "model_availability"
    NETWORK = "network"
    UNSUPPORTED_INPUT = "unsupported_input"


class Dated(StrEnum):
    """What the time of a proof tells, and so how fresh it is."""

    WRITTEN = "written"  # when the gateway wrote the row or last changed the task
    READ = "read"  # when the account or the log was read: it may have changed since
    TOLD = "told"  # words of a customer, which bear no time of their own
    RULE = "rule"  # a rule does not age; its source tells what it rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One sentence of evidence behind a claim: the rule, the field or the rows it rests on, and how fresh that is.

    `at`: the time that `dated` speaks of, None when nobody told it. `rule_source`: where the rule is documented.
    """

    claim: Claim
    text: Said
    rule: str = ""  # id of a cause or rule
    field: str = ""  # evidence field
    receipts: tuple[str, ...] = ()  # source_ids
    source: Source = Source.RECORDED
    dated: Dated = Dated.RULE
    at: datetime | None = None
    rule_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the desk can say, and why. `sentence` is the one line an agent reads first."""

    family: Family
    acts: Acts
    charge: ChargeVerdict
    retry: Retry
    retry_after_s: float | None = None
    confidence: Confidence = Confidence.UNKNOWN
    cause: str = ""  # id in the knowledge file, "" when none matched
    everyday: Everyday | None = None
    sentence: Said = dataclasses.field(default_factory=lambda: Said("", ""))
    proofs: tuple[Proof, ...] = ()
    settles: tuple[Said, ...] = ()  # what would settle what is unknown
    attempts: int | None = None
    client_retries: int | None = None
    lost: Lost | None = None  # to repeats; None = sent once and tried once, as far as is recorded
    source: str = ""  # where the rule's fact is documented
