"""Freeze what the desk knows of a request now, so that it can be kept: words and ids, all of it redacted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeVar

from quotadesk.app.answers import CaseView
from quotadesk.app.intake import Intake
from quotadesk.domain import facts_terms as terms
from quotadesk.domain.fields import FIELDS
from quotadesk.domain.said import Said
from quotadesk.domain.tickets_kept import KeptField, KeptProof, KeptReceipt, KeptRequest, KeptVerdict
from quotadesk.domain.verdict import Verdict

T = TypeVar("T")

NO_ID = (
    "told:"  # key of a request that is known from a customer's words only, without an id (`app.told.Told`)
)

NAMES = frozenset(
    {
        "connection", "key", "request_id", "owner", "key_name", "model", "error_code", "source_id", "receipts",
        "cause", "rule", "rule_source",
    }
)  # fmt: skip
"""Fields of kept values that are names: a customer may go by an e-mail address (see `app.intake`)."""

OWN_WORDS = frozenset(
    {
        "name", "label", "source", "claim", "field", "dated", "family", "acts", "acts_words", "retry",
        "retry_words", "confidence", "confidence_words", "charge", "charge_words", "kind", "audience", "language", "to", "figure",
    }
)  # fmt: skip
"""Fields that only this program's own tables fill."""

_NAMED_EVIDENCE = frozenset(
    {
        "request_id", "owner", "key_masked", "key_name", "group", "project", "environment", "model", "tier",
        "task_id", "upstream_request_id",
    }
)  # fmt: skip


def key_of(view: CaseView) -> str:
    """Name what a case view is about: its request, else the pasted text by its digest, else the account's owner."""
    if view.request is not None and view.request.key != NO_ID:
        return view.request.key
    if view.pasted:
        return f"pasted:{blake2b(view.pasted.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
    return f"account:{view.account.account.owner}" if view.account else ""


def frozen(view: CaseView, *, connection: str, now: datetime, intake: Intake) -> KeptRequest:
    """Give the request of a case as it stands now, redacted as what a gateway sends is."""
    request, account = view.request, view.account
    owner = request.owner if request else (account.account.owner if account else "")
    kept = KeptRequest(
        connection=connection,
        key=key_of(view),
        kept_at=now,
        verdict=_verdict(view.verdict),
        request_id=request.request_id if request else "",
        time=request.time if request else None,
        owner=owner,
        key_name=request.key_name if request else "",
        model=request.model if request else "",
        status=request.status if request else None,
        failed=bool(request and request.failed),
        error_code=request.error.code if request and request.error else "",
        read_at=view.read_at,
        pasted=view.pasted,
        evidence=tuple(
            KeptField(
                name=item.name,
                label=FIELDS[item.name].label,
                value=item.value,
                source=item.source.value,
                why=item.why or Said("", ""),
            )
            for item in view.evidence
        ),
        proofs=_proofs(view.verdict),
        ledger=tuple(
            KeptReceipt(
                time=row.time, kind=row.kind, amount_nano=row.amount_nano, figure=row.figure, note=row.note,
                source_id=row.source_id,
            )
            for row in view.ledger
        ),
    )  # fmt: skip
    return redacted(kept, intake)


def _verdict(verdict: Verdict) -> KeptVerdict:
    charge = verdict.charge
    settles = (*verdict.settles, *([charge.settles] if charge.settles else []))
    return KeptVerdict(
        sentence=verdict.sentence,
        family=verdict.family.value,
        cause=verdict.cause,
        acts=verdict.acts.value,
        acts_words=terms.ACTS[verdict.acts],
        retry=verdict.retry.value,
        retry_words=terms.RETRIES[verdict.retry],
        confidence=verdict.confidence.value,
        confidence_words=terms.CONFIDENCE[verdict.confidence],
        charge=charge.charge.value,
        charge_words=terms.CHARGE_WORDS[charge.charge],
        amount_nano=charge.amount_nano,
        net_nano=charge.net_nano,
        charge_why=charge.why,
        receipts=charge.receipts,
        settles=tuple(dict.fromkeys(settles)),
    )


def _proofs(verdict: Verdict) -> tuple[KeptProof, ...]:
    return tuple(
        KeptProof(
            claim=proof.claim.value, said=proof.text, rule=proof.rule, rule_source=proof.rule_source,
            field=proof.field, receipts=proof.receipts, source=proof.source.value, dated=proof.dated.value,
            at=proof.at,
        )
        for proof in verdict.proofs
    )  # fmt: skip


# ---------------------------------------------------------------- every text of a kept value


def redacted(kept: T, intake: Intake) -> T:
    """Give a kept value as it may be written: names as the store keeps them, every other text redacted."""
    return changed(kept, lambda t: intake.text(_whole(t)), lambda t: intake.name(_whole(t)))


def _whole(text: str) -> str:
    """Give a text without half characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def changed(kept: T, text: Callable[[str], str], name: Callable[[str], str] | None = None) -> T:
    """Give a kept value with every text changed by `text`, and every name by `name` (None = by `text`, too)."""
    name = name or text
    if isinstance(kept, KeptField) and kept.name in _NAMED_EVIDENCE:
        return replace(kept, value=_change(kept.value, name), why=_change(kept.why, text))
    new: dict[str, Any] = {}
    for each in fields(kept):  # type: ignore[arg-type]
        value = getattr(kept, each.name)
        if each.name not in OWN_WORDS:
            by = name if each.name in NAMES else text
            if (other := _any_changed(value, by, text, name)) != value:
                new[each.name] = other
    return replace(kept, **new) if new else kept  # type: ignore[type-var]


def _any_changed(
    value: Any, by: Callable[[str], str], text: Callable[[str], str], name: Callable[[str], str]
) -> Any:
    if isinstance(value, str):
        return by(value) if value else value
    if isinstance(value, Said):
        return _change(value, by)
    if isinstance(value, tuple):
        return tuple(_any_changed(one, by, text, name) for one in value)
    return changed(value, text, name) if is_dataclass(value) else value


def _change(said: Said, by: Callable[[str], str]) -> Said:
    if said.en == said.zh:  # a name is asked for once
        same = by(said.en) if said.en else ""
        return Said(same, same)
    return Said(by(said.en), by(said.zh))
