"""A customer's message opens a held request only where name, error, time and charge agree; else its words decide."""

from datetime import UTC, timedelta

import pytest

from quotadesk.app.case import explain
from quotadesk.app.meaning import meant
from quotadesk.app.reading import understand
from quotadesk.app.texts import material_of
from quotadesk.domain.facts_public import public_facts
from quotadesk.domain.records import ErrorFacts, RequestType
from quotadesk.domain.window import Window
from tests.app.desk import NOW
from tests.app.test_case import desk, judge
from tests.domain.rows import NOON, consume, error

OWN_LIMIT = "您已达到请求数限制：1分钟内最多请求60次"
BUSY = ErrorFacts(
    code="rate_limit_exceeded", kind="requests", text="Rate limit reached for gpt-4o in organization org-x"
)
EMPTY = ErrorFacts(code="insufficient_user_quota", kind="new_api_error", text="用户额度不足")
DAYS_AGO = -3 * 86_400.0


def busy(number: str = "1", **more):
    return error(number, status=429, error=BUSY, **{"request_id": f"R{number}", **more})


def opened(store, rows, text, *, names=None):
    place = desk(store, rows, read=Window(NOW - timedelta(days=7), NOW))
    understood = understand(text, now=NOW, tz="UTC", names=names or store.names("acme"))
    return meant(place, understood.told(), understood.lookup, diagnose=judge)


def test_a_refusal_at_the_door_never_opens_a_call_that_went_well(store):
    rows = [consume(str(n), request_id=f"R{n}", seconds=n) for n in range(3)]
    assert opened(store, rows, f"{OWN_LIMIT} prod-bot 今天中午12点") == ""


def test_a_failure_of_another_kind_is_not_the_failure_that_was_pasted(store):
    assert opened(store, [busy()], "账户 acme 充值了 100 元还是提示余额不足 预扣费额度失败") == ""
    assert opened(store, [busy()], f"prod-bot {OWN_LIMIT}") == ""


def test_the_failure_that_agrees_is_opened_among_others(store):
    rows = [busy("1"), error("2", request_id="R2", seconds=60), consume("3", request_id="R3", seconds=90)]
    assert opened(store, rows, f"key prod-bot says: 429 {BUSY.text}") == "R1"


def test_of_failures_with_one_verdict_the_newest_is_opened(store):
    assert opened(store, [busy("1"), busy("2", seconds=60)], f"prod-bot 429 {BUSY.text}, please help") == "R2"


def test_of_failures_with_different_verdicts_none_is_opened(store):
    rows = [busy("1"), error("2", request_id="R2", seconds=60)]
    assert opened(store, rows, "prod-bot 今天中午12点 请求失败了") == ""


def test_the_only_failure_of_a_stated_time_is_opened(store):
    assert (
        opened(store, [busy("1"), consume("2", request_id="R2")], "prod-bot 今天中午12点 请求失败了") == "R1"
    )


@pytest.mark.parametrize(
    "text", ["we see status 429 all day, please help", f"429 {BUSY.text} at 12:00 today, help"]
)
def test_a_message_that_names_nobody_opens_nobodys_request(store, text):
    assert opened(store, [busy()], text) == ""


def test_a_key_of_two_owners_names_neither(store):
    rows = [busy("1"), consume("2", request_id="R2", owner="bolt", seconds=-7200)]
    assert opened(store, rows, f"key prod-bot: 429 {BUSY.text}") == ""
    assert opened(store, rows, f"account acme, key prod-bot: 429 {BUSY.text}") == "R1"


def test_without_a_time_only_the_last_day_is_meant(store):
    rows = [busy(seconds=DAYS_AGO)]
    assert opened(store, rows, f"acme: 429 {BUSY.text}, please help") == ""
    day = (NOON + timedelta(seconds=DAYS_AGO)).date()
    assert opened(store, rows, f"acme {day} 12:00 UTC: 429 {BUSY.text}, please help") == "R1"


def test_an_id_is_enough_whatever_else_is_said(store):
    rows = [consume("1", request_id="202611231200005554168065c0e71abc", seconds=DAYS_AGO)]
    text = f"请看一下：\n{OWN_LIMIT} (request id: 202611231200005554168065c0e71abc)"
    assert opened(store, rows, text) == "202611231200005554168065c0e71abc"


def test_the_kind_and_the_charge_that_are_stated_must_agree(store):
    image = error("1", status=400, type=RequestType.IMAGE)
    assert opened(store, [image], "账户 acme 今天中午12点 图片失败了") == "R1"
    assert opened(store, [image], "账户 acme 今天中午12点 视频任务失败") == ""
    assert opened(store, [image], "账户 acme 今天中午12点 图片失败了，余额少了￥36") == ""


def test_a_call_that_went_well_is_meant_by_its_exact_charge_alone(store):
    rows = [consume("1"), consume("2", request_id="R2", quota=9000, seconds=60)]
    assert (
        opened(store, rows, "Key prod-bot today at 12:00: why was I charged $0.0084 for this call?") == "R1"
    )
    assert opened(store, rows, "Key prod-bot today at 12:00: why was I charged $0.5 for this call?") == ""
    assert opened(store, rows, "Key prod-bot today at 12:00: was I charged for this call?") == ""


def test_an_error_that_nobody_knows_is_only_the_row_that_has_it(store):
    odd = ErrorFacts(code="zz_odd", kind="", text="The flux valve of this tenant is stuck open")
    rows = [error("1", status=418, error=odd)]
    said = 'account acme 12:00 today: {"error": {"message": "%s", "code": "zz"}}'
    assert opened(store, rows, said % odd.text) == "R1"
    assert opened(store, rows, said % "Something else entirely went sideways") == ""


@pytest.mark.parametrize(
    ("when", "minute"), [("2 hours ago", ""), ("just now", ""), ("today at 11:00", "2026-11-23 11:00 (UTC)")]
)
def test_a_reply_states_no_minute_and_no_model_that_the_customer_did_not_state(store, when, minute):
    rows = [consume("1", model="claude-sonnet-4-5")]
    place = desk(store, rows)
    text = f"key prod-bot failed {when} with claude-sonnet, insufficient_user_quota"
    told = understand(text, now=NOW, tz="UTC", names=store.names("acme")).told()
    assert told.model == "claude-sonnet-4-5"
    view = explain(place, told, diagnose=judge)
    facts = public_facts(material_of(view, zone=UTC, now=NOW), "en")
    assert facts.when == minute
    assert facts.model == ""
    assert facts.key_name == "prod-bot"
