"""Names give project, environment and tier; amounts keep their digits; repeated calls are recognised."""

import pytest

from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Source
from quotadesk.domain.mapping import MappingRules, apply
from quotadesk.domain.money import in_usd
from quotadesk.domain.records import RequestType
from quotadesk.domain.requests import Line
from quotadesk.domain.retries import retries_of
from tests.domain.rows import at, consume

RULES = MappingRules(
    environments={"production": ("prod", "生产"), "test": ("test",)},
    projects={"helpdesk": ("vip-key",)},
    tiers={"reasoning": ("o3",), "chat": ("gpt",)},
    types={"video": "video"},
)


@pytest.mark.parametrize(
    ("key_name", "environment", "project"),
    [
        ("prod-support-bot", "production", "support-bot"),
        ("客服-生产", "production", "客服"),
        ("product-x", "", ""),
        ("vip-key", "", "helpdesk"),
    ],
)
def test_a_key_s_name_tells_environment_and_project(key_name, environment, project):
    record = apply(consume(key_name=key_name), RULES)
    assert (record.environment, record.project) == (environment, project)


def test_a_mapped_value_is_marked_and_one_that_the_gateway_gave_stays():
    record = apply(consume(key_name="prod-bot", environment="staging"), RULES)
    assert record.environment == "staging"
    assert "environment" not in record.marks
    assert record.marks["project"].source is Source.MAPPED


@pytest.mark.parametrize(
    ("model", "kind", "tier"),
    [
        ("openai/o3-mini", RequestType.CHAT, "reasoning"),
        ("audio3x", RequestType.CHAT, ""),
        ("any", RequestType.VIDEO, "video"),
        ("unheard-of", RequestType.CHAT, ""),
    ],
)
def test_the_tier_comes_from_type_or_model(model, kind, tier):
    assert apply(consume(model=model, type=kind), RULES).tier == tier


@pytest.mark.parametrize(
    ("nano", "text"),
    [
        (12_300_000, "$0.0123"),
        (0, "$0.00"),
        (180, "$0.00000018"),
        (-5_000_000_000, "-$5.00"),
        (10**11, "$100.00"),
    ],
)
def test_small_amounts_keep_all_their_digits(nano, text):
    assert in_usd(nano) == text


def line(key: str, seconds: float, *, status: int = 429, failed: bool = True, model: str = "gpt-4o") -> Line:
    return Line(
        key=key,
        time=at(seconds),
        status=status,
        failed=failed,
        model=model,
        group="",
        owner="acme",
        key_name="prod-bot",
        type=RequestType.CHAT,
        latency_ms=100,
        attempt_count=1,
        charge=Charge.NO,
        amount_nano=0,
        error_code="",
    )


def test_calls_seconds_after_a_failure_are_client_retries():
    chain = [line("a", 0), line("b", 1), line("c", 3, status=200, failed=False)]
    assert [r.key for r in retries_of("a", chain)] == ["b", "c"]
    assert [r.key for r in retries_of("c", chain)] == ["b", "c"]


def test_a_call_after_a_success_or_a_minute_or_of_another_model_is_a_new_request():
    assert retries_of("a", [line("a", 0, status=200, failed=False), line("b", 1)]) == ()
    assert retries_of("a", [line("a", 0), line("b", 60)]) == ()
    assert retries_of("a", [line("a", 0), line("b", 1, model="o3")]) == ()


def test_a_refusal_that_no_client_repeats_starts_no_chain():
    assert retries_of("a", [line("a", 0, status=403), line("b", 1, status=403)]) == ()
