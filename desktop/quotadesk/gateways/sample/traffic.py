"""Make a month of everyday traffic: the same month for the same end and seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from quotadesk.gateways.sample.company import GROUP_RATIO, MODELS, OWNERS, QUOTA_PER_UNIT, Key, Model, Owner
from quotadesk.gateways.sample.ledger import Row, TaskRow, request_id

DAY_S = 86_400
CALLS_A_DAY = 960
EMPTY_SINCE_S = 6 * 3600  # whose wallet is empty has made no call since
EAST_S = 8 * 3600  # the company works in China
# Weight of each local hour.
_HOURS = (3, 2, 1, 1, 1, 1, 2, 4, 8, 12, 13, 12, 8, 10, 13, 13, 12, 11, 9, 8, 8, 7, 6, 4)
_WEEKEND = 0.55

# (share, what happens to a call); the rest is an everyday answer.
_FATES = (
    (0.012, "retried"),
    (0.007, "failed"),
    (0.006, "bad"),
    (0.004, "gone"),
    (0.0015, "cut"),
    (0.0015, "empty"),
    (0.001, "blocked"),
)
# (status, error_code, error_type, what the upstream said)
UPSTREAM = (
    (429, "rate_limit_exceeded", "openai_error", "Rate limit reached on tokens per min (TPM): Limit 450000, Used 449102."),
    (500, "server_error", "openai_error", "The server had an error while processing your request."),
    (529, "overloaded_error", "claude_error", "Overloaded"),
    (502, "bad_response_status_code", "openai_error", "bad response status code 502"),
    (524, "bad_response_status_code", "openai_error", "bad response status code 524"),
)  # fmt: skip
REFUSED = (
    (400, "context_length_exceeded", "openai_error", "This model's maximum context length is 128000 tokens."),
    (400, "invalid_request_error", "openai_error", "Unsupported parameter: 'max_tokens'."),
)
BLOCKED = (
    400,
    "content_filter",
    "openai_error",
    "The response was filtered by the content management policy.",
)
TASK_FAILURES = (
    "upstream: generation failed",
    "upstream: input image could not be read",
    "upstream: time-out",
)

Said = tuple[int, str, str, str]


@dataclass(slots=True)
class Book:
    """All rows and tasks so far, and the seeded dice."""

    now: int
    dice: random.Random
    rows: list[Row] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    serial: int = 0

    def new_id(self, started: float) -> str:
        """Give a fresh request id."""
        self.serial += 1
        return request_id(started, self.serial)


def everyday(book: Book, days: int) -> None:
    """Fill `days` days up to now with everyday calls."""
    callers = [
        (owner, key, model, owner.share * model.share * (0.12 if key.name.startswith("test") else 1.0))
        for owner in OWNERS
        for key in owner.keys
        for model in MODELS
        if model.kind in owner.kinds
    ]
    weights = [weight for *_, weight in callers]
    midnight = (book.now + EAST_S) // DAY_S * DAY_S - EAST_S
    for back in range(days, -1, -1):
        start = midnight - back * DAY_S
        weekend = (start + EAST_S) // DAY_S % 7 in (2, 3)  # 1970-01-01 was a Thursday
        number = round(CALLS_A_DAY * (_WEEKEND if weekend else 1.0))
        hours = book.dice.choices(range(24), _HOURS, k=number)
        for hour, (owner, key, model, _) in zip(
            hours, book.dice.choices(callers, weights, k=number), strict=True
        ):
            at = start + hour * 3600 + int(book.dice.random() * 3600)
            until = book.now - (60 if owner.weeks_left else EMPTY_SINCE_S)
            if book.now - days * DAY_S <= at < until:
                call(book, at, owner, key, model)


def call(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    """Let one call happen that begins at `at`, with whatever fate the dice give it."""
    if model.kind == "v":
        task(book, at, owner, key, model, _task_fate(book))
        return
    drawn = book.dice.random()
    for share, fate in _FATES:
        drawn -= share
        if drawn < 0:
            _FATED[fate](book, at, owner, key, model)
            return
    book.rows.append(answered(book, at, owner, key, model))


def answered(book: Book, at: int, owner: Owner, key: Key, model: Model, **more: object) -> Row:
    """Give the row of a call that was answered and accounted for."""
    random_ = book.dice.random
    low, high = model.seconds
    seconds = int(low + (high - low) * random_() ** 2)
    tokens_in = model.tokens_in[0] + int((model.tokens_in[1] - model.tokens_in[0]) * random_() ** 3)
    tokens_out = model.tokens_out[0] + int((model.tokens_out[1] - model.tokens_out[0]) * random_() ** 2)
    row = Row(
        at=at + seconds,
        type=2,
        owner=owner,
        key=key,
        model=model.name,
        quota=price(model, owner, tokens_in, tokens_out),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        seconds=seconds,
        stream=model.kind in "cr" and random_() < 0.7,
        tried=(model.channels[int(random_() ** 2 * len(model.channels))],),
        request_id=book.new_id(at),
    )
    if owner.subscription:
        row.extra |= {"billing_source": "subscription", "subscription_id": 31, "wallet_quota_deducted": 0}
        row.extra["subscription_consumed"] = row.quota
    for name, value in more.items():
        setattr(row, name, value)
    return row


def price(model: Model, owner: Owner, tokens_in: int, tokens_out: int) -> int:
    """Give the quota units that a call costs."""
    ratio = GROUP_RATIO[owner.group]
    if model.price >= 0:
        return round(model.price * QUOTA_PER_UNIT * ratio)
    return max(1, round((tokens_in + tokens_out * model.completion) * model.ratio * ratio))


def refused(
    book: Book,
    at: int,
    owner: Owner,
    key: Key,
    model: Model,
    said: Said,
    *,
    tried: tuple[int, ...],
    rid: str,
    took: int = 1,
) -> Row:
    """Give the error row of one attempt; `took` counts from the request's start."""
    status, code, kind, text = said
    return Row(
        at=at + took,
        type=5,
        owner=owner,
        key=key,
        model=model.name,
        seconds=took,
        stream=model.kind in "cr",
        tried=tried,
        content=f"status_code={status}, {text}",
        request_id=rid,
        extra={"error_type": kind, "error_code": code, "status_code": status},
    )


def attempts(
    book: Book, at: int, owner: Owner, key: Key, model: Model, said: Said, *, most: int, saved: bool
) -> Iterator[Row]:
    """Give the error rows of a chain of attempts, and the answer that ended it when it was `saved`."""
    rid = book.new_id(at)
    chain = (model.channels * 3)[:most]
    for number in range(1, most if saved else most + 1):
        yield refused(book, at, owner, key, model, said, tried=chain[:number], rid=rid, took=2 * number)
    if saved:
        row = answered(book, at + 2 * most, owner, key, model, tried=chain, request_id=rid)
        row.seconds += 2 * most
        yield row


def _retried(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    most = min(len(model.channels), 2) + 1 if len(model.channels) > 1 else 2
    book.rows += attempts(book, at, owner, key, model, book.dice.choice(UPSTREAM), most=most, saved=True)


def _failed(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    said = book.dice.choice(UPSTREAM)
    most = 1 if said[0] == 524 else len(model.channels)
    book.rows += attempts(book, at, owner, key, model, said, most=most, saved=False)


def _bad(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    book.rows += attempts(book, at, owner, key, model, book.dice.choice(REFUSED), most=1, saved=False)


def _blocked(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    book.rows += attempts(book, at, owner, key, model, BLOCKED, most=1, saved=False)


def broken(book: Book, at: int, owner: Owner, key: Key, model: Model, end: str, error: str) -> Row:
    """Give the row of a stream that was cut: answered with 200, charged for what had come."""
    ending = {"stream_status": {"status": "error", "end_reason": end, "end_error": error}}
    row = answered(book, at, owner, key, model, stream=True)
    row.extra |= ending
    return row


def _gone(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    if model.kind in "cr":
        book.rows.append(broken(book, at, owner, key, model, "client_gone", "context canceled"))


def _cut(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    if model.kind in "cr":
        book.rows.append(broken(book, at, owner, key, model, "scanner_error", "unexpected EOF"))


def empty(book: Book, at: int, owner: Owner, key: Key, model: Model) -> Row:
    """Give the row of an answer without usage: nothing could be charged."""
    note = "上游没有返回计费信息，无法扣费（可能是上游超时）"
    return answered(book, at, owner, key, model, quota=0, tokens_in=0, tokens_out=0, content=note, seconds=60)


def _empty(book: Book, at: int, owner: Owner, key: Key, model: Model) -> None:
    if model.kind in "cr":
        row = empty(book, at, owner, key, model)
        if owner.subscription:
            row.extra["subscription_consumed"] = 0
        book.rows.append(row)


_FATED = {
    "retried": _retried,
    "failed": _failed,
    "bad": _bad,
    "blocked": _blocked,
    "gone": _gone,
    "cut": _cut,
    "empty": _empty,
}


def _task_fate(book: Book) -> str:
    drawn = book.dice.random()
    return "success" if drawn < 0.9 else "refunded" if drawn < 0.985 else "kept"


def task(book: Book, at: int, owner: Owner, key: Key, model: Model, fate: str) -> TaskRow:
    """Let a task be submitted; `fate` is success, refunded (failed and paid back) or kept (failed, not paid back)."""
    quota = price(model, owner, 0, 0)
    book.serial += 1
    took = 90 + int(book.dice.random() * 400)
    running = at + took > book.now - 30
    row = TaskRow(
        task_id=f"task_{request_id(at, book.serial)[-8:]}{book.serial:04d}",
        owner=owner,
        model=model.name,
        channel=model.channels[0],
        submitted=at,
        finished=0 if running else at + took,
        status="IN_PROGRESS" if running else "SUCCESS" if fate == "success" else "FAILURE",
        quota=0 if fate == "refunded" and not running else quota,
        fail_reason="" if running or fate == "success" else book.dice.choice(TASK_FAILURES),
        id=7_000 + len(book.tasks),
    )
    book.tasks.append(row)
    book.rows.append(
        Row(at=at, type=2, owner=owner, key=key, model=model.name, quota=quota, tried=model.channels[:1],
            content="操作 generate", request_id=book.new_id(at))
    )  # fmt: skip
    if fate == "refunded" and not running:
        told = {
            "model_price": model.price,
            "group_ratio": 1,
            "task_id": row.task_id,
            "reason": row.fail_reason,
        }
        book.rows.append(
            Row(at=at + took, type=6, owner=owner, key=key, model=model.name, quota=quota,
                tried=model.channels[:1], request_id=book.new_id(at + took), extra=told)
        )  # fmt: skip
    return row
