"""Explain one support case given as plain data: the glue between a line of JSON and the diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from quotadesk.domain import values
from quotadesk.domain.account import Account, Balance, KeyState, Scope
from quotadesk.domain.charge import Owed
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.lost import Lost
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record, Task, usd
from quotadesk.domain.verdict import Verdict

QUOTA_PER_UNIT = 500_000.0
DecodeRow = Callable[[Mapping[str, Any]], Record | None]
DecodeTask = Callable[[Mapping[str, Any]], Task | None]
_KEY_STATES = {1: KeyState.ACTIVE, 2: KeyState.DISABLED, 3: KeyState.EXPIRED, 4: KeyState.EXHAUSTED}


def product_of(case: Mapping[str, Any]) -> Product:
    """Give the gateway product of a case. Raises ValueError for a name that is not known."""
    name = case.get("gateway", "unknown")
    try:
        return Product(name)
    except ValueError:
        known = ", ".join(p.value for p in Product)
        message = f"gateway: {name!r} is not one of {known}"
        raise ValueError(message) from None


def quota_per_unit_of(case: Mapping[str, Any]) -> float:
    """Give how many quota units one USD is worth in a case; the usual 500,000 when it does not say."""
    profile = _optional(case, "profile", dict) or {}
    value = values.number(profile, "quota_per_unit")
    return value if value is not None and value > 0 else QUOTA_PER_UNIT


def evidence_from_case(case: Mapping[str, Any], decode_row: DecodeRow, decode_task: DecodeTask) -> Evidence:
    """Turn a case into evidence. Unreadable rows are left out, and then the window does not count as fully read.

    Raises ValueError that names the field when the case itself is malformed.
    """
    if not isinstance(case.get("id"), str):
        raise ValueError("id: a case needs an id that is a text")  # noqa: TRY004 - one kind of error for bad cases
    raw_profile = _optional(case, "profile", dict) or {}
    rows, lost = _decoded(case, "rows", decode_row)
    tasks, _ = _decoded(case, "tasks", decode_task)
    now = _now(case)
    fully_read = values.flag(raw_profile, "window_fully_read")
    return Evidence(
        now=now,
        profile=_profile(case, raw_profile),
        pasted=_optional(case, "pasted", str) or "",
        http_status=_status(case),
        headers=_headers(case),
        records=rows,
        tasks=tasks,
        account=_account(case, now),
        window_fully_read=False if lost and fully_read else fully_read,
    )


def as_answer(verdict: Verdict, case_id: str) -> dict[str, Any]:
    """Give a verdict as one answer line: the label fields, and why, source and confidence."""
    amount = verdict.charge.amount_nano
    return {
        "id": case_id,
        "family": verdict.family.value,
        "acts": verdict.acts.value,
        "charged": verdict.charge.charge.value,
        "amount_usd": None if amount is None else usd(amount),
        "attempts": verdict.attempts,
        "client_retries": verdict.client_retries,
        "retry": verdict.retry.value,
        "retry_after_s": verdict.retry_after_s,
        "why": {"en": verdict.sentence.en, "zh": verdict.sentence.zh},
        "proofs": [
            {
                "claim": p.claim.value,
                "en": p.text.en,
                "zh": p.text.zh,
                "rule": p.rule,
                "receipts": list(p.receipts),
                "dated": p.dated.value,
                "at": p.at.isoformat() if p.at else None,
                "source": p.rule_source,
            }
            for p in verdict.proofs
        ],
        "lost": _lost(verdict.lost),
        "owed": _owed(verdict.charge.owed),
        "settles": [{"en": s.en, "zh": s.zh} for s in verdict.settles],
        "cause": verdict.cause,
        "everyday": verdict.everyday.value if verdict.everyday else None,
        "source": verdict.source,
        "confidence": verdict.confidence.value,
    }


def _lost(lost: Lost | None) -> dict[str, Any] | None:
    if lost is None:
        return None
    return {
        "client_retries": lost.client_retries,
        "gateway_retries": lost.gateway_retries,
        "seconds": lost.seconds,
        "amount_usd": usd(lost.net_nano),
        "unproven": lost.unproven,
    }


def _owed(owed: Owed | None) -> dict[str, Any] | None:
    if owed is None:
        return None
    return {
        "amount_usd": usd(owed.nano),
        "figure": owed.figure,
        "unit": owed.unit,
        "why": owed.owing.value,
        "since": owed.since.isoformat(),
        "task_id": owed.task_id,
    }


def _profile(case: Mapping[str, Any], raw: Mapping[str, Any]) -> Profile:
    return Profile(
        product=product_of(case),
        version=raw["version"] if isinstance(raw.get("version"), str) else "",
        error_log=values.flag(raw, "error_log"),
        consume_log=values.flag(raw, "consume_log"),
        bills_on_disconnect=values.flag(raw, "bills_on_disconnect"),
        quota_per_unit=quota_per_unit_of(case),
    )


def _decoded(
    case: Mapping[str, Any], name: str, decode: Callable[[Mapping[str, Any]], Any]
) -> tuple[Any, int]:
    """Give the decoded rows (None = not fetched) and how many could not be read."""
    raw: Sequence[Any] | None = _optional(case, name, list)
    if raw is None:
        return None, 0
    read = [decode(row) if isinstance(row, Mapping) else None for row in raw]
    good = tuple(row for row in read if row is not None)
    return good, len(read) - len(good)


def _account(case: Mapping[str, Any], now: datetime) -> Account | None:
    raw = _optional(case, "account", dict)
    if raw is None:
        return None
    per_unit = quota_per_unit_of(case)
    balances = []
    if (left := values.number(raw, "quota")) is not None:
        used = values.number(raw, "used_quota")
        balances.append(
            Balance(
                scope=Scope.WALLET, remaining=left / per_unit, used=None if used is None else used / per_unit
            )
        )
    key_left, unlimited = values.number(raw, "key_remain_quota"), values.flag(raw, "key_unlimited")
    if unlimited or key_left is not None:
        remaining = None if unlimited or key_left is None else key_left / per_unit
        balances.append(Balance(scope=Scope.KEY, remaining=remaining, unlimited=unlimited is True))
    group = raw.get("group")
    return Account(
        owner="",
        read_at=now,
        group=group if isinstance(group, str) else "",
        key_state=_KEY_STATES.get(raw.get("key_status", 0), KeyState.UNKNOWN),
        owner_disabled=raw.get("status") == 2,
        balances=tuple(balances),
    )


def _now(case: Mapping[str, Any]) -> datetime:
    text = case.get("now")
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        message = f"now: {text!r} is not a time"
        raise ValueError(message) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _status(case: Mapping[str, Any]) -> int | None:
    value = case.get("http_status")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).isdigit():
        message = f"http_status: {value!r} is not a status"
        raise ValueError(message)
    return int(value)


def _headers(case: Mapping[str, Any]) -> dict[str, str]:
    raw = _optional(case, "headers", dict) or {}
    return {str(name).lower(): str(value) for name, value in raw.items() if value is not None}


def _optional(case: Mapping[str, Any], name: str, kind: type[Any]) -> Any:
    value = case.get(name)
    if value is not None and not isinstance(value, kind):
        message = f"{name}: must be {_CALLED[kind]} or null, not {type(value).__name__}"
        raise ValueError(message)
    return value


_CALLED: dict[type[Any], str] = {dict: "an object", list: "a list", str: "a text"}
