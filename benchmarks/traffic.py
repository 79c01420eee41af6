"""Make up the log of a busy gateway: the same one for the same seed, of any size.

6 % of the requests fail, 2 % are tried again by the gateway. 2,000 owners with 5,000 keys in 40 groups call 60 models;
who calls follows Zipf's law (exponent 1.07). Every error text carries ids of its own, as real ones do.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType

SEED = 20_260_214
OWNERS, KEYS, GROUPS, MODELS, CHANNELS = 2_000, 5_000, 40, 60, 120
EXPONENT = 1.07
FAILING, RETRIED = 0.06, 0.02
END = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = 30

_ERRORS = (
    (429, "rate_limit_exceeded", "当前分组上游负载已饱和，请稍后再试 (request id: {id}, channel {n})"),
    (
        429,
        "rate_limit_exceeded",
        "Rate limit reached for requests per min, organization org-{id}, try in {n}ms",
    ),
    (402, "insufficient_user_quota", "用户额度不足，剩余额度：＄0.{n}，请求 {id}"),
    (403, "pre_consume_token_quota_failed", "密钥额度不足，需要预扣费额度 {n}，请求 {id}"),
    (500, "do_request_failed", "upstream error: do request failed, trace {id}, attempt {n}"),
    (503, "model_not_found", "分组下模型无可用渠道（distributor），请求 {id}，编号 {n}"),
    (400, "invalid_request_error", "Invalid value for max_tokens: {n} (request {id})"),
)


class Traffic:
    """A made-up gateway. `requests` counts customer requests; a little more log rows come out."""

    def __init__(self, requests: int, seed: int = SEED) -> None:
        self.requests = requests
        self.seed = seed
        self._random = Random(seed)
        weights = [1 / rank**EXPONENT for rank in range(1, OWNERS + 1)]
        self._owner_sums = list(accumulate(weights))
        self._step = timedelta(days=DAYS) / max(1, requests)

    def rows(self) -> Iterator[Record]:
        """Give the log rows, newest first, as a gateway pages them."""
        number = self.requests * 2
        for n in range(self.requests):
            time = END - self._step * (n + 1)
            for row in self._request(time, number):
                number -= 1
                yield row

    def _request(self, time: datetime, number: int) -> list[Record]:
        chance = self._random.random()
        if chance < FAILING:
            return [self._failure(number, time, self._who(), self._id())]
        who, request_id = self._who(), self._id()
        if chance < FAILING + RETRIED:
            tries = self._random.randint(1, 3)
            channels = tuple(str(self._random.randrange(CHANNELS)) for _ in range(tries + 1))
            rows = [self._success(number, time, who, request_id, channels)]
            for i in range(tries):
                earlier = time - timedelta(seconds=2 * (i + 1))
                rows.append(self._failure(number - i - 1, earlier, who, request_id))
            return rows
        return [self._success(number, time, who, request_id, (str(self._random.randrange(CHANNELS)),))]

    def _who(self) -> dict[str, Any]:
        owner = bisect(self._owner_sums, self._random.random() * self._owner_sums[-1])
        key = (
            owner if self._random.random() < 0.5 else owner + OWNERS * self._random.randrange(KEYS // OWNERS)
        )
        model = min(MODELS - 1, int(self._random.expovariate(0.12)))
        return {
            "owner": f"{_COMPANIES[owner % len(_COMPANIES)]}-{owner:04d}",
            "owner_id": str(1000 + owner),
            "key_name": f"key-{key:04d}-{('prod', 'staging', 'bot')[key % 3]}",
            "key_id": str(5000 + key),
            "group": f"group-{owner % GROUPS:02d}",
            "model": f"model-{model:02d}-large",
            "environment": ("production", "staging", "")[key % 3],
            "tier": ("chat", "reasoning", "image")[model % 3],
        }

    def _id(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _success(
        self, n: int, time: datetime, who: dict[str, Any], request_id: str, channels: tuple[str, ...]
    ) -> Record:
        tokens = self._random.randrange(20, 8000)
        figure = float(tokens * 3)
        latency = float(self._random.randrange(300, 30_000))
        return Record(
            source_id=str(n),
            kind=RecordKind.CONSUME,
            time=time,
            started=time - timedelta(milliseconds=latency),
            request_id=request_id,
            type=RequestType.CHAT,
            path="/v1/chat/completions",
            stream=True,
            status=200,
            latency_ms=latency,
            first_token_ms=latency / 8,
            figure=figure,
            amount_nano=round(figure * 2000),
            tokens_in=tokens,
            tokens_out=tokens // 4,
            channel=channels[-1],
            channels=channels,
            billing="wallet",
            **who,
        )

    def _failure(self, n: int, time: datetime, who: dict[str, Any], request_id: str) -> Record:
        status, code, text = self._random.choice(_ERRORS)
        facts = ErrorFacts(
            code=code,
            kind="new_api_error",
            text=text.format(id=self._id(), n=self._random.randrange(100_000)),
        )
        return Record(
            source_id=str(n),
            kind=RecordKind.ERROR,
            time=time,
            request_id=request_id,
            type=RequestType.CHAT,
            path="/v1/chat/completions",
            status=status,
            failed=True,
            error=facts,
            latency_ms=float(self._random.randrange(20, 4000)),
            channel=str(self._random.randrange(CHANNELS)),
            **who,
        )


_COMPANIES = (
    "acme", "globex", "initech", "umbrella", "hooli", "stark", "wayne", "wonka", "cyberdyne", "tyrell", "soylent",
    "aperture", "blackmesa", "massive", "pied-piper", "vandelay", "dunder", "sterling", "oceanic", "virtucon",
)  # fmt: skip
