"""A refusal for speed names its limit in its own words."""

import pytest

from quotadesk.domain.account import RateLimit, Scope
from quotadesk.domain.limits import limit_in


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (
            "您已达到请求数限制：1分钟内最多请求60次 (request id: x)",
            RateLimit(scope=Scope.USER, what="requests", limit=60),
        ),
        (
            "您已达到总请求数限制：5分钟内最多请求300次，包括失败次数",
            RateLimit(scope=Scope.USER, what="requests", limit=300, per_s=300),
        ),
        (
            "Rate limit exceeded for api_key: abc. Limit type: requests. Current limit: 3, Remaining: 0. Limit resets",
            RateLimit(scope=Scope.KEY, what="requests", limit=3, used=3),
        ),
        (
            "Rate limit exceeded for team: x. Limit type: tokens. Current limit: 500, Remaining: 120.",
            RateLimit(scope=Scope.TEAM, what="tokens", limit=500, used=380),
        ),
        (
            "Limit type: max_parallel_requests. Current limit: 1",
            RateLimit(scope=Scope.KEY, what="parallel", limit=1, per_s=0),
        ),
    ],
)
def test_the_limit_is_read_with_its_window_and_use(text, limit):
    assert limit_in(text) == limit


@pytest.mark.parametrize(
    "text", ["", "429", "Rate limit reached for gpt-4.1 in organization: Limit 500, Used 500", "9" * 5000]
)
def test_a_provider_s_limit_or_none_is_not_the_customer_s(text):
    assert limit_in(text) is None
