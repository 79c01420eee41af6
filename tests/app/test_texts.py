"""What holds for every text: lengths, order, languages, and what may never stand in it."""

import re
from dataclasses import fields, replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quotadesk.domain.charge import Charge
from quotadesk.domain.facts_stated import stated_in, undeclared
from quotadesk.domain.fields import Audience
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.replies import ReplyKind
from quotadesk.domain.requests import Attempt
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.app.cases import (
    ID,
    account,
    bare,
    request,
    verdict,
    view,
)
from tests.app.measures import IDEOGRAPH, LENGTHS, LONGEST_SENTENCE, body, length, sentence_length, sentences
from tests.app.written import all_replies, each_reply, notice, reply


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


def test_every_time_of_a_reply_names_its_zone() -> None:
    for document in each_reply():
        for clock in re.finditer(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?", document.plain):
            assert re.match(r" ?[(（]?UTC", document.plain[clock.end() :]), document.plain
