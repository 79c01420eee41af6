"""The traffic of the LiteLLM peer: every kind of outcome that a support agent meets, and its real cause."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable
from functools import partial

from tests.peers.litellm.customers import EMBEDDINGS, IMAGES, RESPONSES, Call, Customers, Fact

Accounted = Callable[[Fact], None]
"""Wait until a finished call is accounted for. Nothing announces when its tokens and its spend count against the limits
of its key, and what it had reserved is free again; but all that comes before its row in the log."""

TAGS = {"tags": ["env:production", "feature:reply"], "spend_logs_metadata": {"ticket": "T-1001"}}
PLAIN = [
    Call(case="chat", model="cheap-chat"),
    Call(case="chat_provider", model="up-ok"),
    Call(case="chat_tagged", model="up-ok", more={"user": "customer-42", "metadata": TAGS}),
    Call(case="cache_miss", model="up-ok", text="cached please"),
    Call(case="cache_hit", model="up-ok", text="cached please", cause="ok_from_cache"),
    Call(case="stream", model="up-ok", more={"stream": True, "stream_options": {"include_usage": True}}),
    Call(case="stream_cut", model="up-cut", cause="provider_stream_cut", more={"stream": True}),
    Call(case="embedding", model="embed", path=EMBEDDINGS),
    Call(case="image", model="image", path=IMAGES, more={"n": 1, "size": "1024x1024"}),
    Call(case="responses", model="cheap-chat", path=RESPONSES),
    Call(case="unpriced", model="unpriced"),
    Call(case="provider_400", model="up-400", cause="provider_context_too_long", status=400),
    Call(case="provider_401", model="up-401", cause="provider_key_bad", status=401),
    Call(case="provider_402", model="up-402", cause="provider_out_of_balance", status=402),
    Call(case="provider_429", model="up-429", cause="provider_rate_limit", status=429),
    Call(case="provider_500", model="up-500", cause="provider_error", status=500),
    Call(case="provider_leaks_secrets", model="up-leak", cause="provider_error_with_secrets", status=400),
    Call(case="fallback", model="fb-main", cause="ok_after_fallback"),
    *(Call(case=f"retry_{i}", model="flaky", cause="ok_after_retry") for i in range(3)),
    Call(case="model_unknown", model="no-such-model", cause="model_unknown", status=400),
    Call(
        case="model_not_allowed", model="smart-chat", key="only-cheap", cause="model_not_allowed", status=403
    ),
    Call(case="bad_body", model="cheap-chat", cause="bad_request", status=400, more={"messages": None}),
    Call(
        case="key_unknown",
        model="cheap-chat",
        key=None,
        raw_key="sk-does-not-exist-123456",
        cause="key_unknown",
        status=401,
    ),
    Call(
        case="key_not_sk", model="cheap-chat", key=None, raw_key="not-a-key", cause="key_unknown", status=401
    ),
    Call(case="key_missing", model="cheap-chat", key=None, cause="key_missing", status=401),
    Call(case="key_blocked", model="cheap-chat", key="blocked", cause="key_blocked", status=401),
    Call(case="key_expired", model="cheap-chat", key="expired", cause="key_expired", status=401),
    *(Call(case=f"rpm_{i}", model="cheap-chat", key="rpm3") for i in range(3)),
    *(
        Call(case=f"rpm_{i}", model="cheap-chat", key="rpm3", cause="key_rpm_limit", status=429)
        for i in range(3, 6)
    ),
    *(Call(case=f"unicode_{i}", model="up-ok", key="客服-生产", text=f"你好 {i}") for i in range(2)),
]
TIMEOUT = Call(case="provider_timeout", model="up-slow", cause="provider_timeout", status=408)
GIVES_UP = Call(case="caller_gave_up", model="up-wait", cause="caller_gave_up", status=None, give_up=0.5)
PARALLEL_FIRST = Call(case="parallel_first", model="up-wait", key="parallel1")
PARALLEL_REFUSED = [
    Call(
        case=f"parallel_refused_{i}", model="up-wait", key="parallel1", cause="key_parallel_limit", status=429
    )
    for i in range(3)
]
TOKENS = [
    Call(case="tpm_0", model="up-ok", key="tpm-small"),
    *(
        Call(case=f"tpm_{i}", model="up-ok", key="tpm-small", cause="key_tpm_limit", status=429)
        for i in (1, 2)
    ),
]
RESERVING = Call(case="reservation_first", model="up-wait", key="reserve")
RESERVED = Call(
    case="reservation_refused",
    model="up-ok",
    key="reserve",
    cause="budget_reserved_by_running_call",
    status=422,
)
RELEASED = Call(case="reservation_after", model="up-ok", key="reserve")
SPENDERS = {"tiny-budget": "key_budget", "marketing-batch": "team_budget", "bob-key": "user_budget"}
MIX = [
    Call(case="", model="cheap-chat"),
    Call(case="", model="up-ok"),
    Call(case="", model="smart-chat"),
    Call(case="", model="reasoning"),
    Call(case="", model="up-ok"),
    Call(case="", model="up-429", cause="provider_rate_limit", status=429),
    Call(case="", model="up-500", cause="provider_error", status=500),
    Call(case="", model="flaky", cause="ok_after_retry"),
]
VOLUME_KEYS = ("prod-support-bot", "staging-support-bot", "alice-personal")


def play(customers: Customers, accounted: Accounted, *, budgets: bool) -> None:
    """Send the whole scenario, in three rows at the same time. Budgets can be used up only once per start."""
    rows: list[Callable[[Customers, Accounted], None]] = [slow_calls, other_calls]
    rows += [budget_calls] if budgets else []
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for row in [pool.submit(row, customers, accounted) for row in rows]:
            row.result()


def other_calls(customers: Customers, accounted: Accounted) -> None:
    """Send what depends on no clock, the token limit, and a little volume of several customers at once."""
    customers.send_all(PLAIN)
    accounted(customers.send(TOKENS[0]))
    customers.send_all(TOKENS[1:])
    volume = [
        Call(
            case=f"volume_{i}", model=like.model, key=VOLUME_KEYS[i % 3], cause=like.cause, status=like.status
        )
        for i, like in enumerate(MIX * 2)
    ]
    _together(customers, volume, workers=4)


def slow_calls(customers: Customers, _: Accounted) -> None:
    """A provider that is too late, a caller that gives up, and three calls beside the only one allowed."""
    customers.send_all([TIMEOUT, GIVES_UP])
    _beside(customers, PARALLEL_FIRST, partial(_together, customers, PARALLEL_REFUSED, workers=3))


def budget_calls(customers: Customers, accounted: Accounted) -> None:
    """Use budgets up. `up-ok` costs 4.2e-05 USD a call: three pass 0.0001, five are 84 % of 0.00025."""
    for i in range(5):
        spending = [
            Call(case=f"{alias}_spend_{i}", model="up-ok", key=alias) for alias in (SPENDERS if i < 3 else ())
        ]
        spending.append(Call(case=f"low_balance_{i}", model="up-ok", key="low-balance"))
        for fact in [customers.send(call) for call in spending]:
            accounted(fact)
    accounted(_beside(customers, RESERVING, partial(customers.send, RESERVED)))
    customers.send(RELEASED)
    for alias, cause in SPENDERS.items():
        for i in range(2):
            customers.send(Call(case=f"{alias}_over_{i}", model="up-ok", key=alias, cause=cause, status=422))


def _together(customers: Customers, calls: list[Call], *, workers: int) -> None:
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        list(pool.map(customers.send, calls))


def _beside(customers: Customers, first: Call, then: Callable[[], object]) -> Fact:
    """Do `then` while `first` waits for the provider; gives the fact of `first`."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        running = pool.submit(customers.send, first)
        customers.wait_for_provider(first)
        then()
        return running.result()
