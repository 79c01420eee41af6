"""Judge what was pasted when no row of the action was read: words, then state and headers, then the status."""

from __future__ import annotations

import re
from dataclasses import replace

from quotadesk.domain.account import KeyState, QuotaState, Scope, quota_state
from quotadesk.domain.causes import Cause, Causes, ChargeRule, Emitters, Stage, Words
from quotadesk.domain.diagnosis import state
from quotadesk.domain.diagnosis.body import Body
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.judging import by_rule, judge, judge_innermost, words_of
from quotadesk.domain.diagnosis.state import Agrees
from quotadesk.domain.diagnosis.statuses import family_of, nothing
from quotadesk.domain.diagnosis.voice import RELAYS, Side, Voice, voice_of_text
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family


def from_text(body: Body, evidence: Evidence, causes: Causes) -> Finding:
    """Judge what was pasted, when no row of the action was read."""
    voice = voice_of_text(body, evidence, causes)
    words = _words(body, evidence)
    found = judge_innermost(body, evidence, causes, status=evidence.http_status)
    certain = voice is Voice.OURS and state.states_own_balance(evidence, body.text)
    found = found or judge(words, voice, evidence, causes, proven=certain)
    if body.streamed and body.structured and (found is None or found.family in _BROKEN_MID_STREAM):
        why = Said("Output had begun before the error came.", "报错之前已开始输出。")
        return by_rule(
            Family.STREAM_CUT,
            "text-mid-stream",
            why,
            stage=Stage.STREAM,
            charge=ChargeRule.LEDGER,
            field="error_text",
        )
    if found is not None:
        found = _no_more_than_proven(found, words, body, evidence)
        found = _of_nobodys_proxy(found, words, voice, causes)
    if found is not None and found.family is not Family.UNKNOWN and not _is_only_talk(found, words):
        return _with_header_attempts(found, evidence)
    plain = _from_status(words, evidence, voice, found)
    return plain or found or nothing(evidence)


def _words(body: Body, evidence: Evidence) -> Words:
    """Give what was said, with the headers that came and what the log's silence proves."""
    words = words_of(body, status=evidence.http_status)
    signs = {f"header:{name}" for name in evidence.headers}
    if state.refusal_would_be_logged(evidence) and not evidence.records:
        signs.add("log:silent")
    status = body.loose_status if words.bare and words.status is None else words.status
    return replace(words, mentions=words.mentions | signs, status=status)


def _no_more_than_proven(found: Finding, words: Words, body: Body, evidence: Evidence) -> Finding:
    """Let a status, a person's vague words or a page, without an error body, prove nothing about money.

    Nor about attempts, unless an upstream's refusal would stand in the log and the log is silent.
    """
    cause = found.cause
    if not (words.bare or body.html) or cause is None:
        return found
    if words.bare and _is_hearsay(cause, words):
        silent = state.refusal_would_be_logged(evidence) and not evidence.records
        attempts = found.attempts if silent else None
        found = replace(found, charge=ChargeRule.LEDGER, attempts=attempts, confidence=Confidence.LIKELY)
        return found if words.status else _undecided(found)
    by_status = cause.strength(Words(status=words.status, bare=True), ours=True) > 0
    vague = found.side is not Side.OWN and (cause.weak or found.family in _FAULTS)
    if by_status or vague:
        return replace(found, charge=ChargeRule.LEDGER, confidence=Confidence.LIKELY)
    return found


_UNANSWERED = re.compile(r"\b(?:50[234]|52\d)\b")  # what a proxy says when nothing answered behind it
_SETTLE_PROXY = Said(
    "Find out whose proxy wrote the page: the customer's own, or the one in front of the gateway.",
    "确认该页面由谁的代理返回：客户自己的，还是网关前面的。",
)


def _of_nobodys_proxy(found: Finding, words: Words, voice: Voice, causes: Causes) -> Finding:
    """Blame nobody for a proxy's page: it may be the customer's own proxy as well as the one before our gateway."""
    cause = found.cause
    if cause is None or voice is not Voice.UNSURE or found.family not in _FAULTS:
        return found
    edge = {e.kind for e in causes.spoken_by(cause)} == {Emitters.EDGE}
    if not edge or not _UNANSWERED.search(f"{words.status} {words.text}"):
        return found
    settles = (*found.settles, _SETTLE_PROXY)
    return replace(found, acts=Acts.SUPPORT, confidence=Confidence.LIKELY, settles=settles)


def _is_hearsay(cause: Cause, words: Words) -> bool:
    """Whether common words count only because our gateway also uses them: a person may be retelling anything."""
    return not cause.strength(words, ours=False) and cause.strength(replace(words, bare=False), ours=True) > 0


def _undecided(found: Finding) -> Finding:
    """Give up on a family that no error, only a sentence, speaks for."""
    return replace(
        found,
        family=Family.UNKNOWN,
        acts=None,
        retry=None,
        what=None,
        why=Said("A sentence without an error decides nothing.", "仅有描述，没有报错，不足以判断。"),
        confidence=Confidence.UNKNOWN,
    )


_FAULTS = frozenset({Family.UPSTREAM_FAULT, Family.GATEWAY_FAULT})  # they can strike after output began
_BROKEN_MID_STREAM = frozenset(
    {
        Family.UPSTREAM_FAULT,
        Family.RATE_LIMIT_UPSTREAM,
        Family.UNKNOWN,
        Family.GATEWAY_FAULT,
        Family.STREAM_CUT,
    }
)


def _is_only_talk(found: Finding, words: Words) -> bool:
    """Whether vague words of a person's own sentence, which anybody may use, are all there is."""
    return words.bare and found.cause is not None and found.cause.weak and found.side is not Side.OWN


def _with_header_attempts(found: Finding, evidence: Evidence) -> Finding:
    said = evidence.headers.get("x-litellm-attempted-retries", "")
    if found.attempts is None and said.isdigit() and evidence.profile.product is Product.LITELLM:
        return replace(found, attempts=int(said) + 1)
    return found


def _from_status(words: Words, evidence: Evidence, voice: Voice, found: Finding | None) -> Finding | None:
    """Judge by the state of the account and, last of all, the status."""
    status, product = words.status, evidence.profile.product
    charge = ChargeRule.LEDGER if words.bare else ChargeRule.NO
    explained = found is None or found.cause is None or found.cause.family in _STATE_EXPLAINS
    if (
        status in (401, 402, 403)
        and explained
        and (by_state := _from_state(status, evidence, charge)) is not None
    ):
        return by_state
    if status in (504, 524, 529):
        why = Said(
            f"Status {status} is a time-out or overload upstream.", f"状态 {status} 表示上游超时或过载。"
        )
        return by_rule(
            Family.UPSTREAM_FAULT,
            f"status-{status}",
            why,
            charge=charge if status == 529 else ChargeRule.LEDGER,
            known=product is not Product.UNKNOWN,
        )
    if voice is Voice.UPSTREAM and status is not None:
        family = family_of(status, voice)
        why = Said(f"The upstream answered {status}.", f"上游返回 {status}。")
        known = product is not Product.UNKNOWN
        return (
            by_rule(family, f"upstream-status-{status}", why, charge=charge, known=known) if family else None
        )
    return None


# What an empty wallet or a dead key can explain; words of anything else (a model, content) contradict them.
_STATE_EXPLAINS = frozenset(
    {Family.WALLET_EMPTY, Family.KEY_QUOTA, Family.BUDGET, Family.KEY_INVALID, Family.UNKNOWN}
)


def _from_state(status: int, evidence: Evidence, charge: ChargeRule) -> Finding | None:
    """Judge a refusal without known words by wallet and key."""
    account = evidence.account
    if evidence.profile.product not in RELAYS or account is None:
        return None
    if status == 401:
        return _key_by_state(evidence, charge)
    pot = account.balance(Scope.WALLET)
    if pot is not None and quota_state(pot) is QuotaState.EXHAUSTED:
        return _refused(Family.WALLET_EMPTY, Said("The wallet is empty.", "账户余额为空。"), charge)
    if state.key_exhausted(account):
        return _refused(Family.KEY_QUOTA, _KEY_USED_UP, charge)
    if status == 402 and state.wallet_agrees(evidence, "") is Agrees.NO:
        why = Said(
            "The wallet has money and this product never says 402 itself.",
            "客户余额充足，且该网关自身不会返回 402。",
        )
        return by_rule(
            Family.UPSTREAM_ACCOUNT, "state-402", why, charge=charge, field="quota_state",
            source="New API, One API: no source file answers 402 (contract e)",
        )  # fmt: skip
    return None


_KEY_USED_UP = Said("The key's own limit is used up.", "该密钥自身额度已用尽。")


def _refused(family: Family, why: Said, charge: ChargeRule, *, field: str = "quota_state") -> Finding:
    """Give a refusal at the door that the account's state explains."""
    rule = "state-wallet" if family is Family.WALLET_EMPTY else "state-key"
    return by_rule(family, rule, why, stage=Stage.DOOR, charge=charge, attempts=0, field=field)


def _key_by_state(evidence: Evidence, charge: ChargeRule) -> Finding | None:
    account = evidence.account
    if state.key_exhausted(account):
        return _refused(Family.KEY_QUOTA, _KEY_USED_UP, charge)
    dead = {KeyState.DISABLED, KeyState.EXPIRED, KeyState.BLOCKED}
    if account is not None and account.key_state in dead:
        why = Said("The key is disabled or expired.", "该密钥已停用或过期。")
        return _refused(Family.KEY_INVALID, why, charge, field="key_name")
    return None
