"""What a reply says: of the charge, of waiting and sending again, of amounts and times, and what it asks for."""

import re
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from quotadesk.app import texts
from quotadesk.app.forms import plain_of
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.redaction import Known
from quotadesk.domain.requests import Attempt
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry
from tests.app.cases import (
    CALLED,
    ID,
    NOW,
    WORDING,
    ZONE,
    account,
    bare,
    fee_row,
    refund_row,
    request,
    task,
    verdict,
    view,
)
from tests.app.measures import sentences
from tests.app.written import UNKNOWN, all_replies, each_reply, note, notice, reply


def test_the_first_sentence_answers_whether_it_was_charged() -> None:
    marks = {
        Charge.YES: ("was charged $0.0169", "已扣费 $0.0169"),
        Charge.NO: ("was not charged", "未扣费"),
        Charge.REFUNDED: ("The $0.0169 for your call was refunded", "$0.0169 已全额退款"),
        Charge.HELD: ("$0.0169 is held", "预扣 $0.0169"),
        Charge.UNKNOWN: ("is being checked; its billing record settles it", "正在核对，以计费记录为准"),
    }
    for family in Family:
        for answer, (english, chinese) in marks.items():
            case = view(verdict(family, answer), request())
            assert english in sentences(reply(case, "en").plain, "en")[0]
            assert chinese in sentences(reply(case, "zh").plain, "zh")[0]


def test_an_unknown_charge_of_a_task_is_settled_by_its_state() -> None:
    case = view(verdict(Family.TASK_FAILED, Charge.UNKNOWN), request(task=task(), task_id="task_Zk3vQ9aLm2"))
    assert "the task's final state settles it" in reply(case, "en").plain


def test_nobody_is_told_to_top_up_while_it_is_open_whose_balance_was_short() -> None:
    case = view(verdict(Family.WALLET_EMPTY, acts=Acts.SUPPORT, retry=Retry.NO), request())
    assert "do not top up" in reply(case, "en").plain
    assert "不要因为这个报错而充值" in reply(case, "zh").plain
    for d in each_reply():
        if d.kind not in {"replies/wallet_empty", "replies/low_balance"}:
            assert not re.search("[Tt]op up|充值", d.plain)


def test_a_call_is_never_sent_again_unless_the_verdict_says_so() -> None:
    for family in (Family.UPSTREAM_FAULT, Family.STREAM_CUT, Family.UPSTREAM_ACCOUNT, Family.GATEWAY_FAULT):
        for advice in (Retry.NO, Retry.UNKNOWN):
            text = reply(view(verdict(family, retry=advice), request()), "en").plain
            assert "do not send the same call again" in text
            assert "now." not in text.replace("again for now.", "")


def test_a_wait_is_given_in_seconds_and_a_long_one_as_a_time() -> None:
    short = reply(view(verdict(retry_after_s=19.2), request()), "en").plain
    assert "Wait 20 seconds, then send it again." in short
    assert "still fails after 2026-11-23 15:30 (UTC+8)" in short
    limited = verdict(Family.RATE_LIMIT_CUSTOMER, acts=Acts.CUSTOMER, retry_after_s=86_400.0)
    assert "Send it again after 2026-11-24 15:05 (UTC+8)." in reply(view(limited, request()), "en").plain


@pytest.mark.parametrize("later", [timedelta(seconds=20), timedelta(minutes=3), timedelta(days=2)])
def test_a_wait_runs_from_the_refusal_and_not_from_the_writing_of_the_reply(later) -> None:
    ended = NOW - later
    case = view(verdict(retry_after_s=20.0), request(ended=ended))
    assert "The wait is over; send it again now." in reply(case, "en").plain
    assert "等待时间已过，现在即可重新发送。" in reply(case, "zh").plain
    half = view(verdict(retry_after_s=20.0), request(ended=NOW - timedelta(seconds=12)))
    assert "Wait 8 seconds" in reply(half, "en").plain


def test_a_long_wait_counts_from_the_end_of_the_call_or_from_its_beginning() -> None:
    limited = verdict(Family.RATE_LIMIT_CUSTOMER, acts=Acts.CUSTOMER, retry_after_s=86_400.0)
    assert "after 2026-11-24 15:02 (UTC+8)." in reply(view(limited, request(ended=None)), "en").plain
    old = request(time=CALLED - timedelta(days=3), ended=None)
    assert "The wait is over" in reply(view(limited, old), "en").plain


def _charged(family: Family, acts: Acts, **more: object) -> tuple[str, str]:
    case = view(verdict(family, Charge.YES, acts, Retry.NO), request(**more))
    return reply(case, "en").plain, reply(case, "zh").plain


def test_a_fee_for_blocked_content_says_so_and_is_not_called_under_review() -> None:
    english, chinese = _charged(Family.CONTENT_BLOCKED, Acts.CUSTOMER, records=(fee_row(),), status=403)
    assert "a fee for blocked content" in sentences(english, "en")[0]
    assert "违规费用" in sentences(chinese, "zh")[0]
    assert "Reword or remove" in english
    assert "改写或删除" in chinese
    assert not re.search("for example|reviewing|output had begun", english)
    assert not re.search("例如|复核|输出已经开始", chinese)


def test_a_charged_stream_that_broke_says_that_the_produced_part_is_billed() -> None:
    english, chinese = _charged(Family.STREAM_CUT, Acts.UPSTREAM_WAIT, status=200)
    assert "answer had begun, and the part produced before the break is billed" in english
    assert "The answer broke off after it had begun." in english
    assert "中断前已产生的部分照常计费" in chinese
    assert "reviewing" not in english


def test_any_other_charge_for_a_failed_call_is_reviewed_by_us() -> None:
    english, chinese = _charged(Family.UPSTREAM_FAULT, Acts.UPSTREAM_WAIT, status=500)
    assert "We are reviewing this charge by its billing records." in english
    assert "复核这笔扣费" in chinese
    assert "fee" not in english


def test_an_answer_without_usage_is_not_called_empty_or_failed() -> None:
    given_ = verdict(Family.UPSTREAM_FAULT, cause="row-no-usage", confidence=Confidence.LIKELY)
    case = view(given_, request(status=200))
    assert "was answered (200); no usage was reported, so nothing was charged." in reply(case, "en").plain
    assert "已返回（200），但未收到用量数据，因此未扣费。" in reply(case, "zh").plain
    assert not re.search("failed|empty|usable", sentences(reply(case, "en").plain, "en")[1])


def test_a_200_is_never_called_a_failure_with_that_status() -> None:
    for family in set(Family) - {Family.SUCCESS}:
        for answer in Charge:
            attempts = (Attempt(number=1, started=CALLED, status=200, failed=True),)
            case = view(verdict(family, answer), request(status=200, error=None, attempts=attempts))
            for make in (reply, note):
                both = make(case, "en").plain + make(case, "zh").plain
                assert not re.search(
                    r"fail\w*[^.\n]{0,40}\(200\)|失败[^。\n]{0,20}（200）|200[,，] ?(failed|失败)", both
                )
    bare_200 = reply(view(UNKNOWN, bare(status=200)), "en").plain
    assert "ended in an error afterwards. The reason is not proven yet." in bare_200
    cut = view(verdict(Family.STREAM_CUT), request(status=200))
    assert "was answered (200) and ended in an error afterwards." in reply(cut, "en").plain
    assert "已返回（200），之后以错误结束。" in reply(cut, "zh").plain
    assert "(answered 200, ended in an error afterwards)" in note(cut, "en").plain


def test_that_nothing_was_charged_is_said_once() -> None:
    for d in each_reply():
        assert not re.search("No money was taken|没有产生任何费用", d.plain)


def test_both_languages_ask_for_client_and_version_or_neither_does() -> None:
    for english, chinese in all_replies():
        assert ("client" in english.plain.lower()) == ("客户端" in chinese.plain)


def test_times_are_in_the_readers_zone_and_name_it() -> None:
    lisbon, kathmandu = timezone(timedelta(0)), timezone(timedelta(hours=5, minutes=45))
    for zone, text in ((lisbon, "2026-11-23 07:01 (UTC)"), (kathmandu, "2026-11-23 12:46 (UTC+5:45)")):
        document = texts.reply(view(asked=request()), "en", wording=WORDING, zone=zone, now=NOW)
        assert text in document.plain


def test_small_amounts_keep_their_digits_and_are_never_shown_as_nothing() -> None:
    given = verdict(Family.SUCCESS, Charge.YES, Acts.NOBODY)
    tiny = replace(given, charge=replace(given.charge, net_nano=180))
    assert "$0.00000018" in reply(view(tiny, request()), "en").plain
    less = replace(given, charge=replace(given.charge, net_nano=0))
    assert "less than $0.000000001" in reply(view(less, request()), "en").plain
    assert "不足 $0.000000001" in reply(view(less, request()), "zh").plain


def test_a_refund_says_when_the_money_came_back() -> None:
    case = view(verdict(Family.TASK_FAILED, Charge.REFUNDED, Acts.NOBODY), request(records=(refund_row(),)))
    assert "$0.0169 came back on 2026-11-23 15:10 (UTC+8)." in reply(case, "en").plain
    assert "$0.0169 已于 2026-11-23 15:10（UTC+8）退回。" in reply(case, "zh").plain


def test_a_partial_refund_shows_what_stands() -> None:
    given = verdict(Family.UPSTREAM_FAULT, Charge.YES, Acts.OPERATOR)
    partly = replace(given.charge, gross_nano=50_000_000, refunded_nano=20_000_000, net_nano=30_000_000)
    text = reply(view(replace(given, charge=partly), request()), "en").plain
    assert "Of $0.05 taken, $0.02 came back; $0.03 stands." in text


def test_a_rate_limit_and_its_use_are_named_only_when_they_refused_the_call() -> None:
    limited = verdict(Family.RATE_LIMIT_CUSTOMER, acts=Acts.CUSTOMER)
    assert (
        "The limit is 60 requests per minute, and 61 were used."
        in reply(view(limited, request()), "en").plain
    )
    assert "限额为每分钟 60 次请求，已用 61。" in reply(view(limited, request()), "zh").plain
    assert "60 requests" not in reply(view(asked=request()), "en").plain
    own_words = replace(
        view(limited, bare()), pasted="您已达到请求数限制：3分钟内最多请求 40 次", account=None
    )
    assert "40 requests per 3 minutes" in reply(own_words, "en").plain


def test_the_customer_is_asked_for_exactly_what_is_missing() -> None:
    text = reply(view(UNKNOWN, bare(model="gpt-4o", request_id=ID)), "en").plain
    assert "the status code" in text
    assert "the model name" not in text
    assert "the time with its time zone" not in text
    refused = verdict(Family.KEY_INVALID, acts=Acts.SUPPORT, retry=Retry.NO)
    assert (
        "1. the last four characters of the key" in reply(view(refused, request(key_masked="")), "en").plain
    )
    assert "full key" in text


def test_a_name_that_looks_like_markdown_stays_the_name() -> None:
    case = view(asked=request(key_name="__init__*<b>x", model="a_b`c`", key_masked=""))
    document = reply(case, "en")
    assert "with key __init__*<b>x" in document.plain
    assert "&lt;b&gt;x" in document.html
    assert "<b>" not in document.html.replace("&lt;b&gt;", "")
    assert set(re.findall(r"</?(\w+)", document.html)) <= {
        "p",
        "br",
        "b",
        "i",
        "code",
        "ul",
        "ol",
        "li",
        "blockquote",
    }
    assert plain_of(document.markdown) == document.plain


def test_an_error_code_that_tells_about_our_inside_stays_out_of_a_reply() -> None:
    mine = verdict(Family.BAD_REQUEST, acts=Acts.CUSTOMER, retry=Retry.NO)
    good = request(error=ErrorFacts(code="context_length_exceeded"))
    bad = request(error=ErrorFacts(code="get_channel_failed"))
    assert "context_length_exceeded" in reply(view(mine, good), "en").plain
    assert "channel" not in reply(view(mine, bad), "en").plain


def test_the_low_balance_notice_needs_no_request_and_tells_no_balance() -> None:
    case = view(UNKNOWN, account=account(QuotaState.LOW, Scope.KEY))
    for language in ("en", "zh"):
        document = notice(case, language)
        assert "prod-support-bot" in document.plain
        assert not re.search(r"3\.2|50\.5|47\.2|\$", document.plain)
    assert "running low" in notice(case, "en").plain
    assert "额度偏低" in notice(case, "zh").plain


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reply_to_unknown_evidence_still_says_what_not_to_send(language) -> None:
    text = reply(view(UNKNOWN), language).plain
    assert ("Never send a full key" if language == "en" else "请不要发送完整密钥") in text


def test_a_reply_tells_times_in_the_zone_that_the_ticket_named() -> None:
    tokyo = timezone(timedelta(hours=9))
    for language, text in (("en", "2026-11-23 16:01 (UTC+9)"), ("zh", "2026-11-23 16:01（UTC+9）")):
        assert text in reply(view(asked=request(), customer_zone=tokyo), language).plain
    handed_on = note(view(asked=request(), customer_zone=tokyo), "en").plain
    assert "15:01:44 UTC+8" in handed_on  # colleagues read the agent's clock
    assert "UTC+9" not in handed_on


@pytest.mark.parametrize("field", ["key_name", "model", "tier"])
def test_a_known_value_is_masked_before_a_name_is_cut_in_its_middle(field: str) -> None:
    value = "vaupij corp of the upper valley"
    known = Known.of(owners=[value], persons=[value])
    asked = request(**{field: f"{value} main", "key_masked": ""})
    for language in ("en", "zh"):
        made = texts.reply(
            view(asked=asked), language, wording=WORDING, zone=ZONE, now=NOW, known=known, secret=b"x" * 32
        )
        assert "vaupij" not in made.plain.lower()


@pytest.mark.parametrize("retry", [Retry.NO, Retry.YES_NOW])
@pytest.mark.parametrize("acts", [Acts.CUSTOMER, Acts.OPERATOR, Acts.SUPPORT])
@pytest.mark.parametrize("family", Family)
def test_a_key_that_was_sent_in_full_is_to_be_revoked_in_every_reply(family, acts, retry) -> None:
    case = replace(view(verdict(family, Charge.NO, acts, retry, None), request()), whole_key=True)
    english, chinese = (reply(case, language).plain for language in ("en", "zh"))
    assert english.count("revoke the whole key") == 1
    assert chinese.count("您发来的是完整密钥，请尽快停用并新建一把") == 1
    assert "need not change your key" not in english
    assert "无需改动密钥" not in chinese
    assert "revoke" not in reply(replace(case, whole_key=False), "en").plain


def test_no_reply_says_that_somebody_is_at_work_on_it() -> None:
    for d in each_reply():
        assert "handling it" not in d.plain
        assert "正在处理" not in d.plain


def test_a_gateway_that_shows_no_tails_is_asked_by_the_name_of_the_key() -> None:
    refused = view(verdict(Family.KEY_INVALID, acts=Acts.SUPPORT), bare(status=401))
    silent = replace(refused, profile=replace(refused.profile, key_tails=False))
    shown = replace(refused, profile=replace(refused.profile, key_tails=True))
    assert "1. the name of the key in your console" in reply(silent, "en").plain
    assert "密钥的后四位" not in reply(silent, "zh").plain
    assert "the last four characters of the key" in reply(shown, "en").plain


@pytest.mark.parametrize("kind", ["charge_explained", "refund"])
def test_only_a_task_is_called_one(kind) -> None:
    asked = request(status=200, stream=True)
    for language, word in (("en", "task"), ("zh", "任务")):
        given = {"wording": WORDING, "zone": ZONE, "now": NOW, "kind": kind}
        case = view(verdict(Family.STREAM_CUT, Charge.YES, Acts.SUPPORT, Retry.NO, None), asked)
        assert word not in texts.reply(case, language, **given).plain
        tasks = view(
            verdict(Family.TASK_FAILED, Charge.YES, Acts.SUPPORT, Retry.NO, None),
            request(task=task(), task_id="task_Zk3vQ9aLm2"),
        )
        assert word in texts.reply(tasks, language, **given).plain
