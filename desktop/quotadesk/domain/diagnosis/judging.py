"""Find the cause that fits some words, and what it means from where our gateway stands."""

from __future__ import annotations

from dataclasses import replace

from quotadesk.domain.account import KeyState
from quotadesk.domain.causes import Cause, Causes, ChargeRule, Check, Stage, Words
from quotadesk.domain.diagnosis import state
from quotadesk.domain.diagnosis.body import Body, read_body
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.folding import fold
from quotadesk.domain.diagnosis.state import Agrees
from quotadesk.domain.diagnosis.voice import Side, Voice, is_known, side_of
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product
from quotadesk.domain.records import Record
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry

_BUDGET = "budget"  # LiteLLM's error_rate_limit_type of a spend that is used up
_SETTLE_WALLET = Said("Read the wallet's balance at the time of the call.", "查询调用当时的账户余额。")
_SETTLE_WHOSE = Said("Find out whose account at that gateway is meant.", "确认报错指的是该网关上谁的账户。")
_OF_AN_ACCOUNT = frozenset({Family.WALLET_EMPTY, Family.KEY_QUOTA, Family.BUDGET, Family.KEY_INVALID})
NEVER_402 = frozenset(
    {Product.NEWAPI, Product.NEWAPI_OLD, Product.ONEAPI}
)  # no source file of theirs says 402
_SETTLE_KEY = Said("Read the state of this key.", "查询该密钥的状态。")


def words_of(body: Body, *, status: int | None) -> Words:
    """Give what a pasted text says, as the knowledge tables match it."""
    return Words(
        codes=body.codes,
        kinds=body.kinds,
        mentions=body.mentions | parents(body.codes),
        text=body.text,
        status=body.status or status,
        bare=not (body.structured or body.codes or body.wrapped or body.html),
    )


def words_of_row(row: Record) -> tuple[Words, Body]:
    """Give what a stored row says, with the reading of its text (which may hold a body of its own)."""
    facts = row.error
    if facts is None:
        return Words(status=row.status), Body()
    inner = read_body(facts.text)
    whose = (
        "" if facts.limit_type == _BUDGET else facts.category
    )  # a budget is no limit of speed, whoever set it
    codes = {c.lower() for c in (facts.code, facts.normalized, whose) if c}
    kinds = {facts.kind.lower()} if facts.kind else set()
    text = fold(facts.text) if not inner.structured else f"{inner.text} {inner.whole}"
    return Words(
        codes=frozenset(codes | inner.codes),
        kinds=frozenset(kinds | inner.kinds),
        mentions=inner.mentions | parents(codes | inner.codes),
        text=text,
        status=inner.status if row.status in (None, 200) else row.status,
    ), inner


def judge_innermost(body: Body, evidence: Evidence, causes: Causes, *, status: int | None) -> Finding | None:
    """Give the finding of the error body that stands inside all others: whoever failed first, failed the rest.

    None when there is no such body or its own words say nothing certain.
    """
    if not body.innermost:
        return None
    inner = read_body(body.innermost)
    found = judge(words_of(inner, status=status), Voice.UPSTREAM, evidence, causes)
    sure = found is not None and found.cause is not None and not found.cause.weak
    return found if sure and found is not None and found.family is not Family.UNKNOWN else None


def parents(codes: frozenset[str] | set[str]) -> frozenset[str]:
    """Give what dotted codes refine ("throttling.ratequota" → "throttling"), for refinements that nobody listed."""
    return frozenset(code.rpartition(".")[0] for code in codes if "." in code.strip("."))


def judge(
    words: Words, voice: Voice, evidence: Evidence, causes: Causes, *, proven: bool = False
) -> Finding | None:
    """Give the finding of the best cause that fits; None when nothing does.

    Of equal proof, the words of our own gateway win. `proven`: our gateway certainly spoke, so no upstream's
    words are considered.
    """
    product = evidence.profile.product
    candidates = [
        (strength, side_of(cause, voice, product, causes), cause)
        for strength, cause in causes.candidates(words, product=product, version=evidence.profile.version)
    ]
    candidates.sort(key=lambda c: (c[2].weak, -c[0], c[1] is not Side.OWN))
    unclear: Finding | None = None
    for _strength, side, cause in candidates:
        if proven and side is Side.BEHIND:
            continue
        found = _finding(cause, side, words, evidence, causes)
        if found.family is not Family.UNKNOWN or not cause.weak:
            return found
        unclear = unclear or found
    return unclear


def _finding(cause: Cause, side: Side, words: Words, evidence: Evidence, causes: Causes) -> Finding:
    if side is Side.OWN and cause.check is not Check.NONE:
        return _checked(cause, words, evidence, causes)
    found = _plain(cause, side, words, evidence, causes)
    if side is Side.OWN and found.family in _OF_AN_ACCOUNT and evidence.profile.product is Product.UNKNOWN:
        return replace(found, acts=Acts.SUPPORT, confidence=Confidence.LIKELY, settles=(_SETTLE_WHOSE,))
    if (
        found.family is Family.UPSTREAM_ACCOUNT
        and evidence.profile.product is Product.UNKNOWN
        and words.status == 402
    ):
        why = Said(
            "A 402 of an unknown gateway does not say whose balance.", "未知网关的 402 无法说明是谁的余额。"
        )
        return replace(
            found, family=Family.UNKNOWN, why=why, confidence=Confidence.UNKNOWN, known_gateway=False
        )
    return found


def _plain(cause: Cause, side: Side, words: Words, evidence: Evidence, causes: Causes) -> Finding:
    family = _family(cause, side, words, causes)
    mine = family is cause.family
    acts = cause.acts if mine and side is not Side.BEHIND else None
    if side is Side.BEHIND:
        acts = cause.behind_acts or (cause.acts if mine and cause.acts is not Acts.CUSTOMER else None)
        acts = acts or (cause.acts if family in _THE_CALLERS_MATTER else None)
    known = is_known(cause, side, evidence.profile.product, causes)
    at_door = cause.stage is Stage.DOOR and side is Side.OWN
    return Finding(
        family=family,
        rule=cause.id,
        why=_why(cause, side, words),
        cause=cause,
        side=side,
        stage=cause.stage if side is not Side.BEHIND or cause.stage is not Stage.DOOR else Stage.ATTEMPT,
        charge=cause.charge,
        acts=acts,
        retry=cause.retry if mine else None,
        what=cause.what if mine else None,
        confidence=_confidence(cause, family, side),
        attempts=0 if at_door and known else None,
        known_gateway=known,
        source=cause.source,
        field="error_code" if words.codes else "error_text",
    )


_THE_CALLERS_MATTER = frozenset({Family.BAD_REQUEST, Family.CONTENT_BLOCKED, Family.STREAM_CUT})


def _family(cause: Cause, side: Side, words: Words, causes: Causes) -> Family:
    rule = causes.families[cause.family]
    if side is Side.UNSURE:
        ambiguous = rule.behind is not None or cause.family in {
            Family.RATE_LIMIT_UPSTREAM,
            Family.UPSTREAM_ACCOUNT,
        }
        return cause.unsure or (Family.UNKNOWN if ambiguous else cause.family)
    if side is Side.OWN:
        return cause.family
    family = cause.behind or rule.behind or cause.family
    if family is Family.RATE_LIMIT_UPSTREAM and is_long(words, causes):
        return Family.UPSTREAM_ACCOUNT
    if family is cause.family is Family.UPSTREAM_ACCOUNT and not cause.is_named_by(words):
        return Family.RATE_LIMIT_UPSTREAM if _is_short(words, causes) else family
    return family


def _is_short(words: Words, causes: Causes) -> bool:
    """Whether the message speaks of a limit per second or minute, and of no longer one: that is speed, not money."""
    short = causes.short_periods is not None and causes.short_periods.search(words.text) is not None
    return short and not is_long(words, causes)


def is_long(words: Words, causes: Causes) -> bool:
    """Whether the limit is one that no waiting of minutes clears."""
    said = " ".join((words.text, *sorted(words.codes)))
    return causes.long_periods is not None and causes.long_periods.search(said) is not None


def _confidence(cause: Cause, family: Family, side: Side) -> Confidence:
    if family is Family.UNKNOWN:
        return Confidence.UNKNOWN
    return Confidence.LIKELY if cause.weak or side is Side.UNSURE else Confidence.CONFIRMED


def _why(cause: Cause, side: Side, words: Words) -> Said:
    code = next((c for m in cause.match for c in sorted(m.codes & (words.codes | words.kinds))), "")
    en, zh = (f" “{code}”", f"“{code}”") if code else ("", "")
    if side is Side.BEHIND:
        return Said(f"The upstream said it{en}, not this gateway.", f"这是上游{zh}的报错，并非本网关。")
    if side is Side.OWN and cause.stage is Stage.DOOR:
        return Said(
            f"The gateway itself refused{en} before calling any upstream.", f"网关在调用上游前自行拒绝{zh}。"
        )
    return Said(f"The error's words{en} match a known cause.", f"报错内容{zh}与已知原因相符。")


# ---------------------------------------------------------------- state of wallet and key


def _checked(cause: Cause, words: Words, evidence: Evidence, causes: Causes) -> Finding:
    own = _plain(cause, Side.OWN, words, evidence, causes)
    if cause.check is Check.KEY_STATE:
        return _refused_key(own, evidence)
    if cause.check is Check.MASKED:
        return _masked(own, cause, words, evidence, causes)
    ask = state.wallet_agrees if cause.check is Check.WALLET else state.key_agrees
    agrees = ask(evidence, words.text)
    if agrees is Agrees.NO and not state.refusal_would_be_logged(evidence):
        behind = _plain(cause, Side.BEHIND, words, evidence, causes)
        why = Said(
            "This customer's own balance covers the request, so an upstream's balance is meant.",
            "该客户的余额足够，因此报错指的是上游账户。",
        )
        return replace(behind, why=why, confidence=Confidence.LIKELY, field="quota_state")
    if agrees is Agrees.YES:
        why = Said("The account's own state agrees with the refusal.", "账户状态与该拒绝相符。")
        return replace(own, why=why, confidence=Confidence.CONFIRMED, field="quota_state")
    if evidence.profile.product is Product.UNKNOWN:
        return replace(own, acts=Acts.SUPPORT, confidence=Confidence.LIKELY, settles=(_SETTLE_WALLET,))
    if words.status == 402 and evidence.profile.product in NEVER_402 and not cause.is_named_by(words):
        return _undecided(own)
    return replace(own, confidence=Confidence.LIKELY, settles=(_SETTLE_WALLET,))


def _masked(own: Finding, cause: Cause, words: Words, evidence: Evidence, causes: Causes) -> Finding:
    """Judge a text that hides whose quota it means: only the wallet can tell."""
    agrees = state.wallet_agrees(evidence, "")
    strange = bool(words.codes) and not words.codes & {
        "insufficient_user_quota",
        "pre_consume_token_quota_failed",
    }
    if strange or agrees is Agrees.NO:
        behind = _plain(cause, Side.BEHIND, words, evidence, causes)
        why = Said(
            "The customer's balance is not the cause; the upstream's is.", "原因不是客户余额，而是上游账户。"
        )
        return replace(behind, why=why, confidence=Confidence.LIKELY, field="quota_state")
    if agrees is Agrees.YES:
        return replace(
            own, attempts=0, stage=Stage.DOOR, what=None, confidence=Confidence.LIKELY, field="quota_state"
        )
    return _undecided(own)


def _undecided(own: Finding) -> Finding:
    """Give up on whose money is meant: only the wallet at that time can tell."""
    return replace(
        own,
        family=Family.UNKNOWN,
        acts=Acts.SUPPORT,
        retry=Retry.UNKNOWN,
        attempts=None,
        confidence=Confidence.UNKNOWN,
        settles=(_SETTLE_WALLET,),
    )


def _refused_key(own: Finding, evidence: Evidence) -> Finding:
    """Tell an exhausted key from a disabled, an expired and a wrong one: newer gateways say the same for all."""
    account = evidence.account
    if state.key_exhausted(account):
        why = Said("The key's state is: used up.", "该密钥的状态为：额度用尽。")
        return replace(own, family=Family.KEY_QUOTA, what=None, why=why, field="quota_state")
    if account is not None and account.key_state in _DEAD:
        why = Said("The key's state is: disabled or expired.", "该密钥的状态为：已停用或已过期。")
        return replace(own, acts=Acts.CUSTOMER, why=why, field="key_name")
    if account is not None and account.key_state is KeyState.ACTIVE:
        why = Said(
            "The known key is active, so another key was sent.", "已知密钥状态正常，说明发送的是另一密钥。"
        )
        return replace(own, acts=Acts.CUSTOMER, why=why, confidence=Confidence.LIKELY, field="key_name")
    return replace(own, acts=Acts.SUPPORT, confidence=Confidence.LIKELY, settles=(_SETTLE_KEY,))


_DEAD = frozenset({KeyState.DISABLED, KeyState.EXPIRED, KeyState.BLOCKED})


def by_rule(  # noqa: PLR0913 - a finding of the engine itself has this many parts
    family: Family,
    rule: str,
    why: Said,
    *,
    acts: Acts | None = None,
    retry: Retry | None = None,
    stage: Stage = Stage.ATTEMPT,
    charge: ChargeRule = ChargeRule.NO,
    attempts: int | None = None,
    confidence: Confidence = Confidence.LIKELY,
    known: bool = True,
    field: str = "status",
    source: str = "",
) -> Finding:
    """Give a finding that rests on one of the engine's own rules."""
    return Finding(
        family=family,
        rule=rule,
        why=why,
        acts=acts,
        retry=retry,
        stage=stage,
        charge=charge,
        attempts=attempts,
        confidence=confidence,
        known_gateway=known,
        field=field,
        source=source,
    )
