"""The texts of a case: lengths, order, languages, and what may never stand in them."""

import re
from dataclasses import fields, replace
from datetime import timedelta, timezone
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quotadesk.app import texts
from quotadesk.app.answers import Similar
from quotadesk.app.forms import plain_of
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Document
from quotadesk.domain.facts_stated import stated_in, undeclared
from quotadesk.domain.fields import Audience
from quotadesk.domain.lost import Lost
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.redaction import Known
from quotadesk.domain.replies import ReplyKind
from quotadesk.domain.requests import Attempt
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry
from tests.app.cases import (
    CALLED,
    COVERAGE,
    ID,
    NOW,
    WORDING,
    ZONE,
    account,
    bare,
    everything,
    fee_row,
    refund_row,
    request,
    task,
    verdict,
    view,
)
from tests.app.measures import IDEOGRAPH, LENGTHS, LONGEST_SENTENCE, body, length, sentence_length, sentences

SECRET = b"a secret of this workspace only."
KNOWN = Known(owners=frozenset({"acme-retail"}), channels=frozenset({"azure-east-1"}))
UNKNOWN = verdict(Family.UNKNOWN, Charge.UNKNOWN, Acts.NOBODY, Retry.UNKNOWN)


def reply(case, language) -> Document:
    return texts.reply(case, language, wording=WORDING, zone=ZONE, now=NOW)


def notice(case, language) -> Document:
    return texts.low_balance(case, language, wording=WORDING, zone=ZONE, now=NOW)


def note(case, language, options=None, **more) -> Document:
    given = {"zone": ZONE, "now": NOW, "known": KNOWN, "secret": SECRET}
    return texts.note(case, language, options or {}, wording=WORDING, **{**given, **more})


@cache
def all_replies() -> tuple[tuple[Document, Document], ...]:
    """Give every reply in English and Chinese, and every low-balance notice."""
    pairs = [(reply(case, "en"), reply(case, "zh")) for case in everything()]
    for state in QuotaState:
        for scope in Scope:
            case = view(UNKNOWN, account=account(state, scope))
            pairs.append((notice(case, "en"), notice(case, "zh")))
    return tuple(pairs)


def each_reply():
    return (document for pair in all_replies() for document in pair)


def test_every_kind_of_reply_is_met_by_some_case() -> None:
    assert {d.kind for d in each_reply()} == {f"replies/{kind.value}" for kind in ReplyKind}


def test_every_reply_keeps_to_its_length() -> None:
    outside = {
        (d.kind, d.language, length(d.plain, d.language)): d.plain
        for d in each_reply()
        if not LENGTHS[d.language][0] <= length(d.plain, d.language) <= LENGTHS[d.language][1]
    }
    assert not outside


def test_no_sentence_of_a_reply_is_too_long() -> None:
    long = {
        sentence
        for d in each_reply()
        for sentence in sentences(d.plain, d.language)
        if sentence_length(sentence, d.language) > LONGEST_SENTENCE[d.language]
    }
    assert not long


def test_a_reply_never_exclaims_and_says_sorry_at_most_once_for_our_own_faults() -> None:
    for d in each_reply():
        assert not re.search("[!！]", d.plain)
        sorry = len(re.findall("sorry|apolog", d.plain)) + len(re.findall("歉|对不起|抱歉", d.plain))
        assert sorry <= 1
    ours, yours = verdict(), verdict(Family.BAD_REQUEST, acts=Acts.CUSTOMER, retry=Retry.NO)
    assert "sorry" in reply(view(ours, request()), "en").plain
    assert "sorry" not in reply(view(yours, request()), "en").plain


def test_a_reply_ends_with_the_request_id_alone_or_with_what_stands_for_it() -> None:
    for d in each_reply():
        last = d.plain.strip().split("\n")[-1]
        assert re.match("Request id: |Task id: |请求 ID：|任务 ID：", last)
    assert reply(view(asked=request()), "en").plain.endswith(f"\nRequest id: {ID}\n")
    assert reply(view(asked=request()), "zh").plain.endswith(f"\n请求 ID：{ID}\n")
    assert "stands for it" in reply(view(asked=bare()), "en").plain
    assert "not known yet" in reply(view(), "en").plain


def test_both_languages_state_the_same_numbers_times_and_ids() -> None:
    for english, chinese in all_replies():
        assert english.kind == chinese.kind
        assert set(stated_in(english.plain)) == set(stated_in(chinese.plain))


def test_chinese_replies_use_full_width_punctuation() -> None:
    half = re.compile("[\u3400-\u9fff][,;:?()]|[,;:?()] ?[\u3400-\u9fff]|[\u3400-\u9fff]\\.")
    assert not {m.group(0) for d in each_reply() if d.language == "zh" for m in half.finditer(d.plain)}
    assert not {
        d.plain for d in each_reply() if d.language == "en" and IDEOGRAPH.search(ascii_names(d.plain))
    }


def ascii_names(text: str) -> str:
    return re.sub(r"with key \S+", "", text)


def test_no_reply_has_a_hole_where_a_fact_is_missing() -> None:
    for d in each_reply():
        assert not d.missing
        assert not re.search(r"‹|\(\)|（）|  |\s[.,;:]|：。|，。|，，|None|\{|\}", d.plain), d.plain
        assert not undeclared(d.plain, d.facts)
        assert d.audience is Audience.PUBLIC


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


# ---------------------------------------------------------------- what is said of a charge and of a 200


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


# ---------------------------------------------------------------- hand-off note


def test_a_note_has_the_agreed_lines_in_their_order_within_25() -> None:
    heads = ["Ask", "Status", "Impact", "Diagnosis", "Evidence", "Error text", "Attempts", "Proof", "Done so far",
             "Not checked", "Customer told", "Next update", "IDs", "Redaction"]  # fmt: skip
    lines = note(view(asked=request()), "en").plain.strip().split("\n")
    assert [line.split(":")[0] for line in lines[1:]] == heads
    for case in list(everything())[::41]:
        for language in ("en", "zh"):
            assert len(note(case, language).plain.strip().split("\n")) <= 25


def test_what_is_not_checked_names_only_what_is_not_known() -> None:
    options = dict.fromkeys(("severity", "ask", "by_when", "customer_told", "next_update"), "said")
    for coverage, english, chinese in (
        (COVERAGE, "nothing known to be open", "没有已知的遗漏"),
        (replace(COVERAGE, read_at=None), "log around the call is not fully read", "该时段日志尚未完整读取"),
        (None, "log around the call is not fully read", "该时段日志尚未完整读取"),
    ):
        case = view(asked=request(), coverage=coverage)
        assert f"\nNot checked: {english}\n" in note(case, "en", options).plain
        assert f"\n未核实：{chinese}\n" in note(case, "zh", options).plain


def test_an_incident_is_told_to_colleagues_with_its_keys_and_owners() -> None:
    case = view(asked=request(), similar=Similar(keys=12, owners=5, requests=31))
    assert "12 others of 5 owners with this error within the hour" in note(case, "en").plain
    assert "另有 5 个归属的 12 把出现同一报错" in note(case, "zh").plain
    assert "12" not in reply(case, "en").plain.split("Request id")[0].replace(str(NOW.year), "")


def test_counts_of_one_are_told_as_one() -> None:
    options = dict.fromkeys(("severity", "ask", "by_when", "customer_told"), "said")
    lone = view(asked=request(client_retries=0, attempts=request().attempts[:1]), similar=Similar(keys=1))
    text = note(lone, "en", options).plain
    assert "keys 1 and one other with this error" in text
    assert "1 blank not filled" in text
    assert "1 value masked" in text
    assert not re.search(r"\b1 (requests|others|values|blanks|keys|owners)\b", text)


@pytest.mark.parametrize("code", ["violation_fee.grok.csam", "Throttling.RateQuota", "get_channel_failed"])
def test_an_error_code_reads_alike_in_the_notes_of_both_languages(code) -> None:
    said = Said(f"The upstream {code} refused it.", f"因上游 {code} 而拒绝。")
    proof = replace(verdict().proofs[0], text=said, rule=code)
    case = view(verdict(proofs=(proof,)), request(error=ErrorFacts(code=code), attempts=()))
    english, chinese = note(case, "en"), note(case, "zh")
    assert english.plain.count(code) == chinese.plain.count(code) == 2
    assert [p.placeholder for p in english.masked] == [p.placeholder for p in chinese.masked] == []


@pytest.mark.parametrize(
    "code", ["api.hidden-relay.com", "azure_east", "sk_" + "Zk3vQ9aLm2" * 4, "relay_up.io"]
)
def test_a_hidden_value_is_not_kept_because_it_stands_where_a_code_does(code) -> None:
    case = view(asked=request(error=ErrorFacts(code=code, text=f"上游 {code}"), attempts=()))
    for language in ("en", "zh"):
        known = Known.of(channels=["azure_east"], hosts=["api.hidden-relay.com", "relay_up.io"])
        assert code not in note(case, language, known=known).plain


def test_both_languages_of_a_note_mask_the_same() -> None:
    for case in list(everything())[::17]:
        assert sorted(p.placeholder for p in note(case, "en").masked) == sorted(
            p.placeholder for p in note(case, "zh").masked
        )


def test_what_only_the_agent_knows_is_a_visible_gap_that_is_counted() -> None:
    document = note(view(asked=request()), "en")
    assert [b.name for b in document.blanks] == ["severity", "ask", "by_when", "customer_told", "next_update"]
    assert "‹by when?›" in document.plain
    assert "5 blanks not filled" in document.plain
    assert "5 处待填" in note(view(asked=request()), "zh").plain


def test_options_fill_the_gaps_of_a_note() -> None:
    options = {"severity": "S2", "ask": "raise the limit", "by_when": "18:00 UTC", "ticket": "48213"}
    document = note(view(asked=request()), "en", options)
    assert document.plain.startswith("[S2] ")
    assert "Ask: raise the limit, by 18:00 UTC" in document.plain
    assert "ticket 48213" in document.plain
    assert "2 blanks not filled" in document.plain
    assert [b.name for b in document.blanks] == ["customer_told", "next_update"]


def test_a_note_never_names_a_channel_and_equal_channels_stay_recognisable() -> None:
    attempts = tuple(
        Attempt(number=n, started=CALLED, channel=c) for n, c in ((1, "azure-1"), (2, "b2"), (3, "azure-1"))
    )
    text = note(view(asked=request(attempts=attempts)), "en").plain
    marks = re.findall(r"\[CHANNEL …[0-9a-f]{6}\]", text)
    assert len(marks) == 3
    assert marks[0] == marks[2] != marks[1]
    assert "azure" not in text


def test_an_owners_address_is_always_a_pseudonym_and_any_owner_on_request() -> None:
    assert "li@example.com" not in note(view(asked=request(owner="li@example.com")), "en").plain
    assert "[EMAIL …" in note(view(asked=request(owner="li@example.com")), "en").plain
    assert "acme-retail" in note(view(asked=request()), "en").plain
    said = ErrorFacts(code="x", text="user Acme-Retail has no quota left")
    for language in ("en", "zh"):
        wide = note(view(asked=request(error=said)), language, pseudonymous=True).plain
        assert "acme-retail" not in wide.lower()
        assert wide.count("[OWNER …") >= 2


def test_a_note_says_what_is_unknown_once_and_names_no_unknown_time() -> None:
    case = replace(view(asked=request()), read_at=None)
    unknown = replace(case.verdict.charge, charge=Charge.UNKNOWN)
    case = replace(case, verdict=replace(case.verdict, charge=unknown))
    english, chinese = note(case, "en").plain, note(case, "zh").plain
    assert "charge unknown" in english
    assert "charge charge" not in english
    assert "read at" not in english
    assert "扣费 扣费" not in chinese
    assert "读取于" not in chinese


def test_a_note_masks_what_an_error_text_carries_and_counts_it() -> None:
    key = "sk-" + "Zk3vQ9aLm2" * 5
    case = view(
        asked=request(error=ErrorFacts(code="x", text=f"Incorrect API key provided: {key}"), attempts=())
    )
    document = note(case, "en")
    assert key not in document.markdown
    assert "Redaction: 1 value masked" in document.plain
    assert [p.placeholder[:8] for p in document.masked] == ["[API_KEY"]
    assert document.masked[0].why.en


def test_a_note_without_any_request_tells_of_the_account() -> None:
    text = note(view(UNKNOWN), "en").plain
    assert text.split("\n")[0] == (
        "[‹severity?›] acme-retail: quota low as read at 2026-11-23 07:04:30 UTC (15:04:30 UTC+8)"
    )
    assert not re.search(r"3\.2|50\.5|47\.2", text)


def test_a_note_gives_utc_with_the_readers_clock() -> None:
    assert "since 2026-11-23 07:01:44 UTC (15:01:44 UTC+8)" in note(view(asked=request()), "en").plain
    assert "始于 2026-11-23 07:01:44 UTC（15:01:44 UTC+8）" in note(view(asked=request()), "zh").plain


# ---------------------------------------------------------------- nothing leaks

HIDDEN = ("owner", "owner_id", "group", "project", "environment", "upstream_request_id", "key_hash", "key_id",
          "stream_end")  # fmt: skip
_CANARY = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="<>&"), min_size=1, max_size=30
)


@settings(max_examples=500, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))
@given(
    canary=_CANARY,
    shown=st.text(max_size=60),
    family=st.sampled_from(Family),
    answer=st.sampled_from(Charge),
    acts=st.sampled_from(Acts),
    advice=st.sampled_from(Retry),
)
def test_no_hidden_value_ever_stands_in_a_reply(canary, shown, family, answer, acts, advice) -> None:
    """2,000 texts: reply and notice, two languages. No value is known here: the facts alone keep them out."""
    hidden = f"CANARY{canary}CANARY"
    asked = request(
        **dict.fromkeys(HIDDEN, hidden),
        key_name=shown,
        model=shown,
        request_id=shown,
        key_masked=shown,
        error=ErrorFacts(code=shown, kind=hidden, text=hidden, normalized=hidden, category=hidden),
        attempts=(Attempt(number=1, channel=hidden, error=ErrorFacts(code=hidden, text=hidden)),),
    )
    said = Said(hidden, hidden)
    given_ = replace(
        verdict(family, answer, acts, advice), sentence=said, settles=(said,), source=hidden, cause=hidden
    )
    given_ = replace(given_, charge=replace(given_.charge, why=said, settles=said, receipts=(hidden,)))
    held = account()
    held = replace(held, account=replace(held.account, owner=hidden, group=hidden, key_hash=hidden))
    case = view(given_, asked, pasted=hidden, account=held)
    for language in ("en", "zh"):
        for document in (reply(case, language), notice(case, language)):
            for form in (document.markdown, document.plain, document.html):
                assert "CANARY" not in form
                assert not re.search(r"3\.2198|47\.28", form)


def test_public_facts_have_no_field_that_a_customer_may_not_read() -> None:
    from quotadesk.domain.facts import PublicFacts

    forbidden = {"owner", "group", "project", "environment", "channel", "channels", "balance", "error_text",
                 "upstream_request_id", "receipts", "alert", "client_retries", "key_hash"}  # fmt: skip
    assert not forbidden & {f.name for f in fields(PublicFacts)}


def test_every_reply_has_an_unbroken_body() -> None:
    for d in each_reply():
        assert "\n\n\n" not in d.plain
        assert body(d.plain).strip()


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


def test_every_time_of_a_reply_names_its_zone() -> None:
    for document in each_reply():
        for clock in re.finditer(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?", document.plain):
            assert re.match(r" ?[(（]?UTC", document.plain[clock.end() :]), document.plain


def test_a_note_says_what_sending_again_has_cost_in_both_languages() -> None:
    lost = Lost(client_retries=2, gateway_retries=3, seconds=42.6, net_nano=16_900_000, unproven=1)
    case = view(replace(verdict(), lost=lost), request())
    english, chinese = note(case, "en"), note(case, "zh")
    assert "Lost to retries: The client sent it again 2 times by itself" in english.plain
    assert "$0.0169 was charged for what brought no answer" in english.plain
    assert "重试损失：客户端自动重发 2 次" in chinese.plain
    assert "$0.0169" in chinese.plain
    assert "Lost to retries" not in note(view(asked=request()), "en").plain


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_note_keeps_within_25_lines_for_every_family_and_charge(language) -> None:
    lost = Lost(client_retries=2, gateway_retries=3, seconds=42.6, net_nano=16_900_000, unproven=1)
    for family, answer in product(Family, Charge):
        given = replace(verdict(family, answer), lost=lost)
        assert (
            len(note(view(given, request(records=(refund_row(),))), language).plain.strip().split("\n")) <= 25
        )


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


def test_a_known_value_that_crosses_the_end_of_a_long_error_is_masked_whole() -> None:
    value = "vaupij corp of the upper valley"
    error = ErrorFacts(code="x_y", text="word " * 58 + value)
    made = texts.note(
        view(asked=request(error=error)),
        "en",
        {},
        wording=WORDING,
        zone=ZONE,
        now=NOW,
        known=Known.of(persons=[value]),
        secret=b"x" * 32,
    )
    assert "word word" in made.plain
    assert "vaupij" not in made.plain
