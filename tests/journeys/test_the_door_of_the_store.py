"""What the intake does to any row: never raises, never loses one, changes no ordinary name, lets no key through."""

import dataclasses
import random
import string
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.app import intake as door
from quotadesk.app.intake import Intake
from quotadesk.domain.account import Account, Balance, Scope
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, Task, TaskStatus
from quotadesk.domain.redaction import redact
from quotadesk.domain.redaction.detectors_keys import FORMATS
from quotadesk.gateways.catalog import decoder, task_decoder
from quotadesk.gateways.sample import SampleGateway
from quotadesk.gateways.sample.ledger import written
from tests.gateways.test_litellm import ROWS

CHARS = string.ascii_letters + string.digits
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
RULES = MappingRules(environments={"production": ("prod", "生产"), "test": ("test",)})
INTAKE = Intake(rules=RULES, redact=lru_cache(4096)(lambda text: redact(text, None, secret=b"test")))
SEEDS = st.integers(0, 2**63).map(random.Random)
MANY = settings(max_examples=2_500, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


# ---------------------------------------------------------------- ordinary evidence stays

WORDS = st.sampled_from(
    (  # noqa: SIM905 - forty lines would be no easier to read
        "prod test dev bot api key team web app batch nightly support crawler lin chen acme studio demo vip svip"
        " default gpt claude v2 2024 007 q3 客服 生产 测试 默认 财务部 小程序 爬虫 张三 王小明 北京分公司 研发 一组 内部 余额"
    ).split(" ")
)
ORDINARY = st.one_of(
    st.builds(lambda sep, words: sep.join(words), st.sampled_from([*"-_ ./", ""]), st.lists(WORDS, min_size=1, max_size=4)),
    st.builds(lambda w, n: f"{w}{n}", WORDS, st.integers(0, 10**11)),
    st.builds(lambda w: f"{w}@example.com", st.sampled_from(["lin.wen", "ops", "a_b", "zhang"])),
)  # fmt: skip
MIXED = st.text(string.ascii_letters + string.digits, min_size=22, max_size=24)
HEX = st.text("0123456789abcdef", min_size=24, max_size=24)
IDS = st.one_of(
    st.uuids().map(str),
    st.uuids().map(lambda u: f"chatcmpl-{u}"),
    st.integers(1, 10**18).map(str),
    HEX.map(lambda h: f"chatcmpl-{h}"),
    MIXED.map(lambda m: f"req_{m}"),
    MIXED.map(lambda m: f"msg_{m}"),
    MIXED.map(lambda m: f"task_{m}"),
    MIXED.map(lambda m: f"20260914062011123456789{m[:16]}"),
    SEEDS.map(lambda dice: "resp_" + "".join(dice.choices(CHARS + "-_", k=340))),
    st.builds(lambda h, n: f"cgt-2026091406{n:04}-{h[:5]}", HEX, st.integers(0, 9999)),
    st.builds(lambda u, n: f"{u}-attempt-{n}", st.uuids(), st.integers(0, 3)),
)


@MANY
@given(ORDINARY | IDS)
def test_an_ordinary_name_or_id_stays_byte_for_byte(name):
    assert INTAKE.name(name) == name


@pytest.mark.parametrize("dialect", ["newapi", "newapi-old", "oneapi"])
def test_the_names_of_the_sample_gateway_stay_byte_for_byte(dialect):
    sample = SampleGateway(now=NOON, dialect=dialect, days=3)
    decode = decoder(dialect)
    records = [r for row in sample.rows if (r := decode(written(row, dialect=dialect, admin=True)))]
    assert len(records) > 1_000
    unchanged(records)
    free = {(r.error.code, r.error.kind) for r in records if r.error}
    assert {(INTAKE.text(code), INTAKE.text(kind)) for code, kind in free} == free


def test_the_names_of_a_real_litellm_stay_byte_for_byte():
    unchanged([decoder("litellm")(row["row"]) for row in ROWS])


def unchanged(records):
    for record in records:
        kept = INTAKE.record(record)
        for name in (*door.RECORD_IDS, *door.REPEATED_NAMES, "path", "stream_end", "channels"):
            if not (name in ("environment", "project") and not getattr(record, name)):
                assert getattr(kept, name) == getattr(record, name), name


# ---------------------------------------------------------------- no key gets through


def _body(row):
    """Give bodies of a format as its provider makes them: random, mixed, of a documented length."""
    alphabet = {"a-f": "0123456789abcdef", "A-Z0-9]": string.ascii_uppercase + string.digits}
    chars = next(
        (chars for mark, chars in alphabet.items() if mark in row.chars and "a-z" not in row.chars), CHARS
    )
    sizes = sorted(row.lengths) or [max(row.least, 40)]
    return st.sampled_from(sizes).flatmap(lambda size: SEEDS.map(lambda dice: _dealt(dice, chars, size)))


def _dealt(dice, chars, size):
    body = [dice.choice(chars) for _ in range(size)]
    for at in range(1, size, 3):  # a real key mixes its characters; a body of one letter is no key of anybody
        body[at] = dice.choice([c for c in chars if c.isdigit()])
    return "".join(body)


KEYS = st.sampled_from(FORMATS).flatmap(lambda row: st.tuples(st.just(row.prefix), _body(row)))
AROUND = st.sampled_from(
    [
        "Incorrect API key provided: {}. You can find your key in the console.",
        "status 401: key={}",
        '{{"error":{{"message":"invalid key {}","type":"auth"}}}}',
        "上游返回 401，密钥 {} 无效，请检查",
        "{}",
        "Authorization: Bearer {}\nretrying",
    ]
)


def leaks(key, text):
    prefix, body = key
    return (
        prefix + body in text or body[: len(body) // 2 + 4] in text or body[-(len(body) // 2 + 4) :] in text
    )


@MANY
@given(KEYS, AROUND)
def test_no_key_of_any_known_format_is_kept_in_an_error(key, around):
    told = around.format("".join(key))
    error = ErrorFacts(
        text=told, code=told, kind=told, normalized=told, category=told, limit_type=told, budget_scope=told
    )
    kept = INTAKE.record(row(error=error, reason=told, path=told, stream_end=told))
    for text in (*dataclasses.astuple(kept.error), kept.reason, kept.path, kept.stream_end):
        assert not leaks(key, str(text)), (key, text)
    assert not leaks(key, INTAKE.task(a_task(fail_reason=told, platform=told, progress=told)).fail_reason)


@SOME
@given(KEYS)
def test_no_name_and_no_id_is_a_key(key):
    text = "".join(key)
    named = dict.fromkeys((*door.RECORD_IDS, *door.REPEATED_NAMES), text)
    for value in strings(INTAKE.record(row(**named, channels=(text,)))):
        assert not leaks(key, value)
    for value in strings(INTAKE.task(a_task(**dict.fromkeys(door.TASK_NAMES, text)))):
        assert not leaks(key, value)
    pot = Balance(scope=Scope.KEY, name=text)
    account = Account(read_at=NOON, balances=(pot,), **dict.fromkeys(door.ACCOUNT_NAMES, text))
    kept = INTAKE.account(account)
    assert not any(leaks(key, value) for value in (*strings(kept), kept.balances[0].name))


def test_a_mapping_rule_does_not_take_a_key_apart():
    key = "hf_" + "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA2c"
    kept = INTAKE.record(row(key_name=f"prod/{key}"))
    assert kept.environment == "production"
    assert not any(key[3:] in value for value in strings(kept))


# ---------------------------------------------------------------- every row survives

ANYTHING = st.text(max_size=60) | st.text(st.characters(), max_size=200) | KEYS.map("".join) | ORDINARY
STRINGS = [
    f.name
    for f in dataclasses.fields(Record)
    if f.type == "str" and f.name not in ("unit", "billing", "tier")
]


@SOME
@given(st.fixed_dictionaries(dict.fromkeys(STRINGS, ANYTHING)), ANYTHING, st.lists(ANYTHING, max_size=3))
def test_any_row_comes_out_once_and_a_second_time_changes_nothing(values, told, channels):
    errors = ErrorFacts(**dict.fromkeys(door.ERROR_TEXTS, told))
    before = row(**values, channels=tuple(channels), error=errors)
    kept = INTAKE.record(before)
    assert (kept.time, kept.figure, kept.amount_nano, kept.kind) == (
        before.time, before.figure, before.amount_nano, before.kind,
    )  # fmt: skip
    again = INTAKE.record(replace(kept, source_id=before.source_id))
    assert replace(again, source_id=kept.source_id) == kept
    assert INTAKE.task(INTAKE.task(a_task(fail_reason=told))) == INTAKE.task(a_task(fail_reason=told))


def test_two_rows_whose_ids_are_one_secret_stay_two_rows():
    key = "sk-proj-" + "a1B2c3D4e5F6" * 4
    wide = "".join(chr(ord(c) + 0xFEE0) for c in key)
    first = INTAKE.record(row(source_id=key))
    second = INTAKE.record(row(source_id=wide, time=NOON.replace(second=1)))
    assert first.source_id != second.source_id


def test_every_text_of_a_row_is_seen_to_by_the_intake():
    def texts(fact):
        return {f.name for f in dataclasses.fields(fact) if f.type == "str"}

    written_by_us = {"unit", "billing", "tier"}
    assert texts(Record) - written_by_us == {*door.RECORD_IDS, *door.REPEATED_NAMES, *door.RECORD_TEXTS}
    assert texts(Task) == {*door.TASK_NAMES, *door.TASK_TEXTS}
    assert texts(Account) == set(door.ACCOUNT_NAMES)
    assert texts(ErrorFacts) == set(door.ERROR_TEXTS)


def row(**more):
    return Record(**({"source_id": "1", "kind": RecordKind.ERROR, "time": NOON, "figure": 5.0} | more))


def a_task(**more):
    return Task(**({"task_id": "task_1", "status": TaskStatus.FAILURE, "submitted": NOON} | more))


def strings(fact):
    return [v for f in dataclasses.fields(fact) if isinstance(v := getattr(fact, f.name), str)]


def test_the_tasks_of_the_sample_gateway_stay_as_they_are():
    raw = {
        "task_id": "task_aB3dE6gH9jK2mN5pQ8",
        "submit_time": 1,
        "quota": 5,
        "status": "IN_PROGRESS",
        "progress": "37%",
    }
    task = task_decoder()(
        raw | {"username": "lin_w", "platform": "sora", "properties": '{"origin_model_name":"sora-2"}'}
    )
    assert INTAKE.task(task) == task
    assert task.progress == "37%"
