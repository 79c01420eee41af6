"""Hold the facts that templates may speak of: one class for customers, one for colleagues, all plain text.

A template gets exactly the fields of one of these classes. What is not a field cannot be said: there is no field for
a channel, an upstream's name, a group, an owner or a balance in PublicFacts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from quotadesk.domain.account import Account, Balance, QuotaState
from quotadesk.domain.profile import Profile
from quotadesk.domain.requests import Request
from quotadesk.domain.verdict import Verdict
from quotadesk.domain.window import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What facts are made of: one case as the desk knows it. `zone` is that of the person who will read."""

    verdict: Verdict
    profile: Profile
    now: datetime
    zone: tzinfo
    request: Request | None = None
    pasted: str = ""  # redacted
    account: Account | None = None
    state: QuotaState = QuotaState.UNKNOWN
    pot: Balance | None = None
    coverage: Coverage | None = None
    read_at: datetime | None = None
    whole_key: bool = False  # the customer sent a key in full
    similar_keys: int = 0  # other keys that saw this error within the last hour
    similar_owners: int = 0  # whose keys these are; 0 = not told


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What a customer may read. Every field is text in the reply's language; "" = not known.

    `charge`, `retry`, `family`, `quota_state`, `pot` and `side` are codes for conditions: `side` is "yours", "ours" or
    "open". The rest may be printed. Times name their zone; amounts keep all their digits.
    """

    # --- codes, for conditions
    family: str = ""
    side: str = "open"
    charge: str = "unknown"
    retry: str = "unknown"
    quota_state: str = "unknown"
    pot: str = ""  # wallet, key, user, team or subscription: what is low
    running: bool = False  # a task that has not ended
    several_attempts: bool = False
    fee: bool = False  # the billing records hold a fee for blocked content
    no_usage: bool = False  # answered, but no usage was reported
    # --- the request
    when: str = ""
    model: str = ""
    key_name: str = ""
    key_masked: str = ""
    key: str = ""  # name and masked form, as far as they are known
    tier: str = ""
    type: str = ""
    status: str = ""
    error_code: str = ""
    latency: str = ""
    attempts: str = ""
    request_id: str = ""
    task_id: str = ""
    event: str = ""  # the subject of the sentence: "On … , your call to … with key …"
    cause: str = ""  # a clause in public words: "the account balance did not cover it"
    what_happened: str = ""  # event, how it ended and the cause, as whole sentences
    id_line: str = ""  # the last line of a reply
    # --- money
    charge_answer: str = ""  # a clause: "Your call was not charged"
    amount: str = ""
    refunded: str = ""
    refunded_when: str = ""
    held: str = ""
    money: str = ""  # a sentence about the amount
    settled_by: str = ""  # what settles an unknown charge
    # --- what to do
    retry_step: str = ""  # a sentence, "" when the call should not be sent again unchanged
    wait: str = ""
    retry_at: str = ""
    write_after: str = ""
    rate_limit: str = ""
    rate_limit_used: str = ""
    revoke: str = ""  # a sentence, where the customer has sent a whole key
    asks: tuple[str, ...] = ()  # what the customer should send, most useful first
    read_at: str = ""  # when the quota state was read


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalFacts:
    """What colleagues may read in a hand-off note. Gaps that only the agent can fill stand as `‹…?›`.

    No prompt, no key, no balance; channels are pseudonyms, an owner's e-mail address too.
    """

    # --- codes, for conditions
    family: str = ""
    acts: str = ""
    charge: str = "unknown"
    retry: str = "unknown"
    confidence: str = ""
    # --- what only the agent knows
    severity: str = ""
    ask: str = ""
    by_when: str = ""
    customer_told: str = ""
    next_update: str = ""
    case_status: str = ""
    done: str = ""
    ticket: str = ""
    # --- the lines of the note
    headline: str = ""
    impact: str = ""
    diagnosis: str = ""
    evidence: str = ""
    attempt_list: str = ""
    lost: str = ""  # what sending again has cost: a sentence, "" when it was sent and tried once
    error_text: str = ""
    proofs: str = ""
    receipts: str = ""
    not_checked: str = ""
    ids: str = ""
    redaction: str = ""
    # --- single values, for templates of one's own
    owner: str = ""
    group: str = ""
    project: str = ""
    environment: str = ""
    key_name: str = ""
    key_masked: str = ""
    model: str = ""
    tier: str = ""
    type: str = ""
    status: str = ""
    error_code: str = ""
    latency: str = ""
    attempts: str = ""
    client_retries: str = ""
    amount: str = ""
    quota_state: str = ""
    rate_limit: str = ""
    alert: str = ""
    rule: str = ""
    coverage: str = ""
    time_utc: str = ""
    time_local: str = ""
    read_at: str = ""
    request_id: str = ""
    upstream_request_id: str = ""
    task_id: str = ""
    channels: tuple[str, ...] = ()
