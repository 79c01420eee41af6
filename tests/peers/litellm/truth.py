"""What really happened to each call, from what its caller saw and from the provider's own log.

Only the amount comes from the gateway's log (`log_spend`); test_litellm_kit.py checks it against the accounts
of the keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.peers.litellm.customers import CHAT, EMBEDDINGS, IMAGES, RESPONSES, Fact, moment

TYPES = {CHAT: "chat", RESPONSES: "responses", EMBEDDINGS: "embedding", IMAGES: "image"}
IN_THE_PROXY = frozenset({"cheap-chat", "smart-chat", "reasoning"})
"""Models whose deployment answers inside the proxy: one attempt that no provider sees."""
CAUSE_OF_GIVING_UP = "caller_gave_up"
SLACK_S = 0.4
"""What a busy machine may put between the gateway's clock and the caller's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A figure that two observers can only bound."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Tell whether a recorded figure can be true."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One call as it was. Names as in the evidence; "" = there is none, None = the caller saw none."""

    case: str
    cause: str
    rows: frozenset[str]
    owner: str
    key_name: str
    group: str
    model: str
    type: str
    status: int | None
    failed: bool
    time: Range  # seconds since 1970
    latency_ms: Range
    attempts: int
    hops: tuple[int, ...]  # status of each attempt
    charged: bool
    amount_usd: float


def truth_of(fact: Fact) -> Truth:
    """Tell what happened to one call of the scenario."""
    return Truth(
        case=fact["case"],
        cause=fact["cause"],
        rows=frozenset(fact["log_request_ids"]),
        owner=fact["user_id"] or "",
        key_name=fact["key_alias"] or "",
        group=fact["team"] or "",
        model=fact["request"]["body"]["model"],
        type=TYPES[fact["request"]["path"]],
        status=fact["status"],
        failed=_failed(fact),
        time=_time(fact),
        latency_ms=_latency(fact),
        attempts=len(_hops(fact)),
        hops=_hops(fact),
        charged=fact["log_spend"] > 0,
        amount_usd=fact["log_spend"],
    )


def _failed(fact: Fact) -> bool:
    """A cut stream has status 200 and an error among its lines. Who gave up did not see a failure."""
    if fact["status"] is None:
        return False
    cut = isinstance(fact["body"], str) and '"error"' in fact["body"]
    return bool(fact["status"] >= 400 or cut)


def _time(fact: Fact) -> Range:
    """The gateway received the call after it was sent and before it called the provider."""
    sent = moment(fact["sent_at"])
    reached = [moment(call["at"]) for call in fact["provider_calls"]]
    return Range(low=sent - 0.05, high=min([sent + fact["seconds"], *reached]) + 0.05)


def _latency(fact: Fact) -> Range:
    """The gateway worked no longer than the caller waited, and at least since it called the provider."""
    sent = moment(fact["sent_at"])
    reached = [moment(call["at"]) for call in fact["provider_calls"]]
    least = sent + fact["seconds"] - min(reached) if reached else 0
    most = float("inf") if fact["cause"] == CAUSE_OF_GIVING_UP else fact["seconds"] + 0.05
    return Range(low=max(0, least * 0.9 - SLACK_S) * 1000, high=most * 1000)


def _hops(fact: Fact) -> tuple[int, ...]:
    """A late answer was a 200 for the provider and a time-out for the proxy."""
    if fact["request"]["body"]["model"] in IN_THE_PROXY and fact["cause"] == "ok":
        return (200,)
    late = fact["cause"] == "provider_timeout"
    return tuple(408 if late else call["status"] for call in fact["provider_calls"])
