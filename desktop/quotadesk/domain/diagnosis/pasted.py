"""Judge what was pasted when no row of the action was read: words, then state and headers, then the status."""

from __future__ import annotations

import re
from dataclasses import replace

from quotadesk.domain.account import KeyState, QuotaState, Scope, quota_state
from quotadesk.domain.causes import Causes, ChargeRule, Stage, Words
from quotadesk.domain.diagnosis import state
from quotadesk.domain.diagnosis.body import Body
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.judging import by_rule, judge, words_of
from quotadesk.domain.diagnosis.state import Agrees
from quotadesk.domain.diagnosis.statuses import family_of, nothing
from quotadesk.domain.diagnosis.voice import RELAYS, Side, Voice, voice_of_text
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family

_EMPTY_BODY = re.compile(r"空(的|体)?|empty|no body|没有(内容|返回|body)|无(内容|响应体)|content-length: ?0")


def from_text(body: Body, evidence: Evidence, causes: Causes) -> Finding:
    """Judge what was pasted, when no row of the action was read."""
    voice = voice_of_text(body, evidence, causes)
    words = words_of(body, status=evidence.http_status)
    words = replace(words, mentions=words.mentions | {f"header:{name}" for name in evidence.headers})
    if not body.structured and not body.status and words.status is None:
        words = replace(words, status=body.loose_status)
    found = judge(words, voice, evidence, causes)
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
    if found is not None and found.family is not Family.UNKNOWN and not _is_only_talk(found, body):
        return _with_header_attempts(found, evidence)
    plain = _from_status(words, body, evidence, voice)
    return plain or found or nothing(evidence)


_BROKEN_MID_STREAM = frozenset(
    {
        Family.UPSTREAM_FAULT,
        Family.RATE_LIMIT_UPSTREAM,
        Family.UNKNOWN,
        Family.GATEWAY_FAULT,
        Family.STREAM_CUT,
    }
)


def _is_only_talk(found: Finding, body: Body) -> bool:
    """Whether vague words of a person's own sentence, which anybody may use, are all there is."""
    vague = found.cause is not None and found.cause.weak and found.side is not Side.OWN
    return vague and not (body.structured or body.wrapped or body.html)


def _with_header_attempts(found: Finding, evidence: Evidence) -> Finding:
    said = evidence.headers.get("x-litellm-attempted-retries", "")
    if found.attempts is None and said.isdigit() and evidence.profile.product is Product.LITELLM:
        return replace(found, attempts=int(said) + 1)
    return found


def _from_status(words: Words, body: Body, evidence: Evidence, voice: Voice) -> Finding | None:
    """Judge by the state of the account, the headers and, last of all, the status."""
    status, product = words.status, evidence.profile.product
    if status == 429 and product in RELAYS and _is_bare_refusal(body, evidence):
        why = Said(
            "An empty 429 comes from the gateway's own limiter.", "空响应体的 429 来自网关自身的限流。"
        )
        return by_rule(
            Family.RATE_LIMIT_CUSTOMER, "relay-empty-429", why, stage=Stage.DOOR, attempts=0, field="rate_limit",
            source="QuantumNous/new-api middleware/rate-limit.go",
        )  # fmt: skip
    if status in (401, 402, 403):
        return _from_state(status, evidence)
    if status in (504, 524, 529) or (status == 408 and product is Product.LITELLM):
        why = Said(
            f"Status {status} is a time-out or overload upstream.", f"状态 {status} 表示上游超时或过载。"
        )
        charge = ChargeRule.NO if status == 529 else ChargeRule.LEDGER
        return by_rule(
            Family.UPSTREAM_FAULT,
            f"status-{status}",
            why,
            charge=charge,
            known=product is not Product.UNKNOWN,
        )
    if voice is Voice.UPSTREAM and status is not None:
        family = family_of(status, voice)
        why = Said(f"The upstream answered {status}.", f"上游返回 {status}。")
        return by_rule(family, f"upstream-status-{status}", why) if family else None
    return None


def _is_bare_refusal(body: Body, evidence: Evidence) -> bool:
    """Whether the 429 carried no words of anybody: an empty body, a Retry-After of the gateway, or a silent log."""
    if body.structured or body.codes or body.html:
        return False
    said_empty = _EMPTY_BODY.search(body.whole) is not None
    return said_empty or "retry-after" in evidence.headers or _log_is_silent(evidence)


def _log_is_silent(evidence: Evidence) -> bool:
    return state.refusal_would_be_logged(evidence) and not evidence.records


def _from_state(status: int, evidence: Evidence) -> Finding | None:
    """Judge a refusal without words by wallet and key; a 402 of LiteLLM is always the operator's provider."""
    product, account = evidence.profile.product, evidence.account
    if product is Product.LITELLM and status == 402:
        why = Said(
            "LiteLLM answers 402 only for the provider's account.", "LiteLLM 的 402 只表示上游账户问题。"
        )
        return by_rule(
            Family.UPSTREAM_ACCOUNT,
            "litellm-402",
            why,
            field="status",
            source="LiteLLM 1.106.2, recorded provider_402",
        )
    if product is Product.OPENROUTER and status == 402:
        return _openrouter_402(evidence)
    if product not in RELAYS or account is None:
        return None
    if status == 401:
        return _key_by_state(evidence)
    pot = account.balance(Scope.WALLET)
    if pot is not None and quota_state(pot) is QuotaState.EXHAUSTED:
        why = Said("The wallet is empty.", "账户余额为空。")
        return by_rule(
            Family.WALLET_EMPTY, "state-wallet", why, stage=Stage.DOOR, attempts=0, field="quota_state"
        )
    if state.key_exhausted(account):
        why = Said("The key's own limit is used up.", "该密钥自身额度已用尽。")
        return by_rule(Family.KEY_QUOTA, "state-key", why, stage=Stage.DOOR, attempts=0, field="quota_state")
    if status == 402 and state.wallet_agrees(evidence, "") is Agrees.NO:
        why = Said(
            "The wallet has money and this product never says 402 itself.",
            "客户余额充足，且该网关自身不会返回 402。",
        )
        return by_rule(
            Family.UPSTREAM_ACCOUNT, "state-402", why, field="quota_state",
            source="New API, One API: no source file answers 402 (contract e)",
        )  # fmt: skip
    return None


def _openrouter_402(evidence: Evidence) -> Finding:
    family = Family.RATE_LIMIT_CUSTOMER if "retry-after" in evidence.headers else Family.WALLET_EMPTY
    why = Said(
        "OpenRouter's 402 waits only when Retry-After is given.",
        "OpenRouter 的 402 仅在给出 Retry-After 时可等待。",
    )
    return by_rule(
        family, "openrouter-402", why, stage=Stage.DOOR, attempts=0, field="status",
        source="openrouter.ai/docs/use-cases/limits",
    )  # fmt: skip


def _key_by_state(evidence: Evidence) -> Finding | None:
    account = evidence.account
    if state.key_exhausted(account):
        why = Said("The key's own limit is used up.", "该密钥自身额度已用尽。")
        return by_rule(Family.KEY_QUOTA, "state-key", why, stage=Stage.DOOR, attempts=0, field="quota_state")
    dead = {KeyState.DISABLED, KeyState.EXPIRED, KeyState.BLOCKED}
    if account is not None and account.key_state in dead:
        why = Said("The key is disabled or expired.", "该密钥已停用或过期。")
        return by_rule(Family.KEY_INVALID, "state-key", why, stage=Stage.DOOR, attempts=0, field="key_name")
    return None
