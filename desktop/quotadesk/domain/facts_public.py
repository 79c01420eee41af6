"""Make the facts that a customer may read, from public fields only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain import facts_words as words
from quotadesk.domain.account import RateLimit
from quotadesk.domain.charge import Charge
from quotadesk.domain.facts import Material, PublicFacts
from quotadesk.domain.fields import Source
from quotadesk.domain.limits import limit_in
from quotadesk.domain.money import in_usd
from quotadesk.domain.records import RecordKind, RequestType, TaskStatus
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Language, Said
from quotadesk.domain.verdict import Acts, Family, Retry

GIVE_IT_TIME = timedelta(minutes=20)  # from the advised retry to writing again

TYPES: dict[RequestType, Said] = {
    RequestType.CHAT: Said("chat", "对话"),
    RequestType.RESPONSES: Said("responses", "响应"),
    RequestType.MESSAGES: Said("messages", "消息"),
    RequestType.COMPLETION: Said("completion", "补全"),
    RequestType.EMBEDDING: Said("embedding", "向量"),
    RequestType.IMAGE: Said("image", "图像"),
    RequestType.AUDIO: Said("audio", "音频"),
    RequestType.VIDEO: Said("video", "视频"),
    RequestType.MUSIC: Said("music", "音乐"),
    RequestType.RERANK: Said("rerank", "重排"),
    RequestType.MODERATION: Said("moderation", "审核"),
    RequestType.REALTIME: Said("realtime", "实时"),
    RequestType.OTHER: Said("other", "其他"),
}


def public_facts(material: Material, language: Language) -> PublicFacts:
    """Give the facts for a customer reply in `language`. Reads public fields only."""
    verdict = material.verdict
    side = words.SIDES.get(verdict.acts, "open")
    named = _named(material, language)
    facts = PublicFacts(
        family=verdict.family.value,
        side=side,
        charge=verdict.charge.charge.value,
        retry=verdict.retry.value,
        quota_state=material.state.value,
        pot=material.pot.scope.value if material.pot else "",
        cause=cause_of(material).in_(language),
        read_at=phrases.when(material.read_at, material.zone, language) if material.read_at else "",
        asks=_asks(material, language),
        revoke=words.REVOKE.in_(language) if material.whole_key else "",
        when=named.when,
        model=named.model,
        key_name=named.key_name,
        key_masked=named.key_masked,
        key=named.key,
        request_id=named.request_id,
        task_id=named.task_id,
        event=_event(named, language),
        id_line=_id_line(named).in_(language),
    )
    facts = _with_request(facts, material, language)
    facts = replace(facts, what_happened=_what_happened(facts, material, language))
    return _with_advice(_with_money(facts, material, language), material, language)


def notice_facts(material: Material, language: Language) -> PublicFacts:
    """Give the facts for a notice about an account, without any request."""
    facts = public_facts(material, language)
    key_name = material.account.key_name if material.account else ""
    key_masked = phrases.masked_key(material.account.key_masked) if material.account else ""
    shown = phrases.name(key_name)
    return replace(
        facts,
        key_name=facts.key_name or shown,
        key=facts.key or phrases.key_of(shown, key_masked, language),
        id_line=words.ID_LINES["account"].in_(language),
    )


def cause_of(material: Material) -> Said:
    """Give the cause in public words: exact where the rule is known, else by family; ours where we must act."""
    verdict = material.verdict
    if verdict.family is Family.STREAM_CUT and verdict.acts is Acts.CUSTOMER:
        return words.CLOSED_EARLY
    if verdict.acts is Acts.OPERATOR and verdict.family in _OURS_IF_OPERATOR:
        return words.OUR_SETTING
    if verdict.acts is Acts.SUPPORT and verdict.cause in words.ON_THE_WAY:
        return words.ON_THE_WAY[verdict.cause]
    exact = None if verdict.family is Family.UNKNOWN else words.EXACT_CAUSES.get(verdict.cause)
    return exact or words.CAUSES[verdict.family]


_OURS_IF_OPERATOR = frozenset(
    {Family.WALLET_EMPTY, Family.KEY_QUOTA, Family.BUDGET, Family.PERMISSION, Family.KEY_INVALID}
)


# ---------------------------------------------------------------- what the request was


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The public names of a request."""

    when: str = ""
    model: str = ""
    key_name: str = ""
    key_masked: str = ""
    key: str = ""
    request_id: str = ""
    task_id: str = ""


def _named(material: Material, language: Language) -> _Named:
    request = material.request
    if request is None:
        return _Named()
    key_masked = phrases.masked_key(request.key_masked)
    key_name = phrases.name(request.key_name, words=2 if key_masked else 3)
    return _Named(
        when="" if _is_reckoned(request) else phrases.when(request.time, material.zone, language),
        model=phrases.name(request.model, words=1),
        key_name=key_name,
        key_masked=key_masked,
        key=phrases.key_of(key_name, key_masked, language),
        request_id=phrases.identity(request.request_id or request.call_id),
        task_id=phrases.identity(request.task_id),
    )


def _is_reckoned(request: Request) -> bool:
    """Whether nobody told the time itself: "two hours ago" gives no minute to state."""
    mark = request.marks.get("time")
    return mark is not None and mark.source is Source.MISSING


def _event(named: _Named, language: Language) -> str:
    """Give the subject of "what happened", with as much of time, model and key as is known."""
    call = (words.WHEN_CALLED if named.when else words.CALLED).in_(language).format(when=named.when)
    key = words.WITH_KEY.in_(language).format(key=named.key) if named.key else ""
    model = words.TO_MODEL.in_(language).format(model=named.model) if named.model else ""
    if language == "zh":
        verb = model or ("发起" if named.key else "")
        return f"{call}{key}{verb}的请求".replace("） ", "）")
    return f"{call}{model}{key}"


def _id_line(named: _Named) -> Said:
    which = "request" if named.request_id else "task" if named.task_id else "time" if named.when else "none"
    line, value = words.ID_LINES[which], named.request_id or named.task_id
    return Said(line.en.format(id=value), line.zh.format(id=value))


def _with_request(facts: PublicFacts, material: Material, language: Language) -> PublicFacts:
    request = material.request
    limit = limit_of(material)
    facts = replace(
        facts,
        rate_limit=phrases.limit_of(limit).in_(language) if limit else "",
        rate_limit_used=phrases.used_of(limit) if limit else "",
    )
    if request is None:
        return facts
    attempts = request.attempt_count or 0
    code = request.error.code if request.error and facts.side != "ours" else ""
    kind = TYPES.get(request.type) if request.type else None
    latency = phrases.duration(request.latency_ms) if request.latency_ms is not None else None
    return replace(
        facts,
        tier=phrases.name(request.tier),
        type=kind.in_(language) if kind else "",
        status=_status(request.status, material.verdict.family),
        error_code=phrases.public_code(code),
        latency=latency.in_(language) if latency else "",
        attempts=str(attempts) if request.attempt_count is not None else "",
        several_attempts=attempts > 1,
        fee=any(r.kind is RecordKind.FEE for r in request.records),
        no_usage=material.verdict.cause == words.NO_USAGE,
        running=bool(request.task and request.task.status is TaskStatus.RUNNING),
    )


def _status(status: int | None, family: Family) -> str:
    """Give the status; a 200 that later broke off would read as if nothing had failed."""
    if status is None or (status < 300 and family is not Family.SUCCESS):
        return ""
    return str(status)


def answered_first(request: Request, family: Family) -> bool:
    """Whether the caller got a 200 before the request ended in an error."""
    return request.status is not None and 200 <= request.status < 300 and family is not Family.SUCCESS


def _what_happened(facts: PublicFacts, material: Material, language: Language) -> str:
    """Say how the call ended. An answer with 200 is never called a failure with that status."""
    verdict, request = material.verdict, material.request
    answered = request is not None and answered_first(request, verdict.family)
    if facts.no_usage:
        line = words.NO_USAGE_FREE if verdict.charge.charge is Charge.NO else words.NO_USAGE_OPEN
    else:
        line = words.ANSWERED_FIRST if answered else words.FAILED
    number = str(request.status) if request and request.status is not None else ""
    status = words.STATUS.in_(language).format(status=number) if number else ""
    sentence = facts.cause[:1].upper() + facts.cause[1:]
    return line.in_(language).format(event=facts.event, status=status, cause=facts.cause, sentence=sentence)


def limit_of(material: Material) -> RateLimit | None:
    """Give the limit that refused the request in its own words, else the first one of the account."""
    if material.verdict.family is not Family.RATE_LIMIT_CUSTOMER:
        return None
    error = material.request.error if material.request else None
    named = limit_in(error.text if error else "") or limit_in(material.pasted)
    if named is not None:
        return named
    limits = material.account.rate_limits if material.account else ()
    return limits[0] if limits else None


# ---------------------------------------------------------------- money


def amount_of(nano: int | None, charge: Charge) -> Said:
    """Give an amount with all its digits; a charge that is too small for a digit is never shown as nothing."""
    if nano is None:
        return Said("", "")
    if nano == 0 and charge is not Charge.NO:
        least = in_usd(1)
        return Said(words.LESS_THAN.en.format(amount=least), words.LESS_THAN.zh.format(amount=least))
    return Said(in_usd(nano), in_usd(nano))


def _with_money(facts: PublicFacts, material: Material, language: Language) -> PublicFacts:
    money = material.verdict.charge
    amount = amount_of(money.amount_nano, money.charge).in_(language)
    refund = (
        next((r for r in reversed(material.request.records) if r.kind is RecordKind.REFUND), None)
        if material.request
        else None
    )
    refunded_when = phrases.when(refund.time, material.zone, language) if refund else ""
    settles = (words.BY_TASK if material.request and material.request.task else words.BY_RECORD).in_(language)
    sentence = words.MONEY[money.charge]
    if money.charge is Charge.REFUNDED and refunded_when:
        sentence = words.REFUNDED_WHEN
    if money.charge is Charge.YES and money.refunded_nano:
        sentence = words.PARTLY_REFUNDED
    values = {
        "amount": amount,
        "gross": in_usd(money.gross_nano),
        "refunded": in_usd(money.refunded_nano),
        "when": refunded_when,
        "settles": settles,
    }
    answer = words.CHARGE_ANSWERS[money.charge].in_(language).format(**values)
    return replace(
        facts,
        charge_answer=answer[0].upper() + answer[1:],
        amount=amount,
        refunded=in_usd(money.refunded_nano) if money.refunded_nano else "",
        refunded_when=refunded_when,
        held=in_usd(money.held_nano) if money.held_nano else "",
        money=_joined(sentence.in_(language).format(**values)),
        settled_by=settles if money.charge is Charge.UNKNOWN else "",
    )


def _joined(text: str) -> str:
    return text.replace("） ", "）")


# ---------------------------------------------------------------- what to do


def ready_at(material: Material, wait_s: float) -> datetime:
    """Give from when the call may be sent again: the wait runs from the refusal, not from the writing of a reply."""
    request = material.request
    began = (request.ended or request.time) if request else material.now
    return max(material.now, began + timedelta(seconds=wait_s))


def _with_advice(facts: PublicFacts, material: Material, language: Language) -> PublicFacts:
    verdict = material.verdict
    step = words.RETRY_STEPS.get(verdict.retry)
    if step is None:
        return facts
    told_s = (verdict.retry_after_s or 0.0) if verdict.retry is Retry.YES_AFTER_WAIT else 0.0
    ready = ready_at(material, told_s)
    wait_s = (ready - material.now).total_seconds()
    write_after = phrases.when(phrases.rounded_up(ready + GIVE_IT_TIME), material.zone, language)
    facts = replace(facts, retry_step=step.in_(language), write_after=write_after)
    if told_s > 0 and wait_s <= 0:
        return replace(facts, retry_step=words.WAIT_OVER_STEP.in_(language))
    if wait_s >= phrases.LONG_WAIT_S:
        at = phrases.when(phrases.rounded_up(ready, 1), material.zone, language)
        return replace(
            facts, retry_at=at, retry_step=_joined(words.RETRY_AT_STEP.in_(language).format(retry_at=at))
        )
    if wait_s > 0:
        wait = phrases.seconds(wait_s).in_(language)
        return replace(facts, wait=wait, retry_step=words.WAIT_STEP.in_(language).format(wait=wait))
    return facts


def _has_key(material: Material) -> bool:
    """Whether the key is known by what a lookup can find: its masked form, or its name where no row shows that."""
    request = material.request
    if request is None:
        return False
    return bool(request.key_masked or (request.key_name and not material.profile.key_tails))


def _asks(material: Material, language: Language) -> tuple[str, ...]:
    """Give what the customer should send: what the desk does not have, most useful first, never more than four."""
    request, refused = material.request, material.verdict.family is Family.KEY_INVALID
    has = {
        "request_id": bool(request and (request.request_id or request.task_id)),
        "error_text": bool(material.pasted or (request and request.error and request.error.text)),
        "time": request is not None,
        "key": _has_key(material) or not (refused or request is None),
        "model": bool(request and request.model),
        "status": bool(request and request.status is not None),
    }
    wanted = [name for name in words.ASKS if not has.get(name)]
    if refused and "key" in wanted:
        wanted = ["key", *(n for n in wanted if n != "key")]
    asks = words.ASKS if material.profile.key_tails else {**words.ASKS, "key": words.ASK_KEY_NAME}
    return tuple(asks[name].in_(language) for name in wanted[: words.MOST_ASKS])
