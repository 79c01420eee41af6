"""Say what each sentence of a verdict rests on: the field, the rows or the rule, and how fresh that is."""

from __future__ import annotations

from dataclasses import dataclass

from quotadesk.app.answers import CaseView
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import FIELDS, Source
from quotadesk.domain.verdict import Claim, Dated, Proof
from quotadesk.ui import formats
from quotadesk.ui.terms import SOURCE
from quotadesk.ui.words import translate, words

MOST_ROWS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One sentence and what it rests on, in the language in use. `field` and `receipts` can be shown."""

    claim: Claim
    text: str
    basis: tuple[str, ...]
    source: Source
    fresh: str
    field: str = ""
    receipts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Give all of it as lines of a tooltip."""
        return "\n".join(p for p in (self.text, *self.basis, self.fresh) if p)


def grounds_of(view: CaseView) -> tuple[Ground, ...]:
    """Give what the verdict rests on, by claim; a claim without a proof of its own follows from the cause."""
    grounds: dict[tuple[Claim, str], Ground] = {}
    for claim in Claim:
        for proof in _proofs(view, claim):
            grounds.setdefault((claim, proof.text.en), _ground(view, proof))
    return tuple(grounds.values())


def _proofs(view: CaseView, claim: Claim) -> list[Proof]:
    verdict = view.verdict
    proofs = [p for p in verdict.proofs if p.claim is claim]
    charge = verdict.charge
    if claim is Claim.CHARGE and charge.why.en and all(p.text != charge.why for p in proofs):
        proofs.append(
            Proof(
                claim=claim,
                text=charge.why,
                field="charged",
                receipts=charge.receipts,
                dated=Dated.READ,
                at=view.read_at,
            )
        )
    return proofs


def follows(view: CaseView, claim: Claim) -> Ground:
    """Give the ground of a claim that no proof of its own supports: the rule of the cause, or nothing."""
    cause = view.verdict.cause
    text = (
        translate("Proof", "Follows from the cause.")
        if cause
        else translate("Proof", "Nothing proves this yet.")
    )
    rule = (_rule(cause, view.verdict.source),) if cause else ()
    source = Source.INFERRED if cause else Source.MISSING
    return Ground(claim=claim, text=text, basis=rule, source=source, fresh="")


def _ground(view: CaseView, proof: Proof) -> Ground:
    basis = [_field(view, proof.field)] if proof.field else []
    basis.append("; ".join(_rows(view, proof.receipts)))
    if proof.rule:
        basis.append(_rule(proof.rule, proof.rule_source))
    if proof.claim is Claim.CHARGE and not proof.receipts:
        basis.append(_window(view))
    return Ground(
        claim=proof.claim,
        text=words.of(proof.text),
        basis=tuple(b for b in basis if b),
        source=proof.source,
        fresh=_fresh(view, proof),
        field=proof.field,
        receipts=proof.receipts,
    )


def _field(view: CaseView, name: str) -> str:
    field = FIELDS.get(name)
    label = words.of(field.label) if field else name
    item = next((i for i in view.evidence if i.name == name), None)
    if item is None:
        return translate("Proof", "field {name}").format(name=label)
    value = words.of(item.value) or "–"
    text = translate("Proof", "field {name}: {value} · {source}")
    return text.format(name=label, value=value, source=words.of(SOURCE[item.source]))


def _rows(view: CaseView, receipts: tuple[str, ...]) -> list[str]:
    times = {r.source_id: r.time for r in view.request.records} if view.request else {}
    kinds = {}
    for row in view.ledger:
        times[row.source_id] = row.time
        kinds[row.source_id] = words.of(row.kind)
    told = []
    for receipt in receipts[:MOST_ROWS]:
        parts = [translate("Proof", "row {id}").format(id=receipt)]
        parts += [kinds[receipt]] if receipt in kinds else []
        parts += [formats.full(times[receipt])] if receipt in times else []
        told.append(" · ".join(parts))
    if more := len(receipts) - MOST_ROWS:
        told += [translate("Proof", "and %n more row(s)", "", more)] if more > 0 else []
    return told


def _rule(rule: str, source: str) -> str:
    if source:
        return translate("Proof", "rule {rule}, after {source}").format(rule=rule, source=source)
    return translate("Proof", "rule {rule}").format(rule=rule)


def _window(view: CaseView) -> str:
    coverage = view.coverage
    if coverage is None:
        return ""
    span = formats.span(coverage.window)
    if coverage.complete:
        return translate("Proof", "log of {span}: read completely").format(span=span)
    if view.verdict.charge.charge is Charge.UNKNOWN:
        return translate("Proof", "log of {span}: not read completely").format(span=span)
    return ""


def _fresh(view: CaseView, proof: Proof) -> str:
    """Say how old the row, the reading or the words are; a rule does not age, its source stands with it."""
    if proof.dated is Dated.TOLD:
        logged = view.request is not None and (view.request.records or view.request.attempts)
        return (
            translate("Proof", "from the pasted text")
            if logged
            else translate("Proof", "from the pasted text; the log holds no row")
        )
    if proof.dated is Dated.RULE or proof.at is None:
        return ""
    age = formats.age(proof.at)
    if proof.dated is Dated.WRITTEN:
        return translate("Proof", "written {age}, {time}").format(age=age, time=formats.full(proof.at))
    if view.account is not None and proof.at == view.account.read_at:
        return translate("Proof", "account read {age}").format(age=age)
    return translate("Proof", "log read {age}").format(age=age)
