"""Write the texts of a case: the reply that its verdict asks for, the low-balance notice, the hand-off note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime, tzinfo

from quotadesk.app.answers import CaseView
from quotadesk.app.editing import missing_in
from quotadesk.app.forms import html_of, plain_of
from quotadesk.app.ports import Wording
from quotadesk.app.uncut import uncut
from quotadesk.domain import replies
from quotadesk.domain.account import QuotaState
from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.domain.facts import InternalFacts, Material, PublicFacts
from quotadesk.domain.facts_internal import blanks_left, internal_facts
from quotadesk.domain.facts_literal import Kept, evidence_codes, looked_for, pieces_of
from quotadesk.domain.facts_public import notice_facts, public_facts
from quotadesk.domain.facts_stated import stated_in
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Kind, Known, MaskedValue, forbidden, masked
from quotadesk.domain.redaction.kinds import SECRETS
from quotadesk.domain.redaction.pseudonym import EPHEMERAL, PLACEHOLDER, placeholder
from quotadesk.domain.replies import ReplyKind
from quotadesk.domain.said import Language, Said
from quotadesk.domain.verdict import Verdict

NOTE = "handoff/note"
_NOTHING_KNOWN = Known()
_MASKED_WHY: dict[Kind, Said] = {
    Kind.CHANNEL: Said("names a route of the gateway", "上游线路名称"),
    Kind.UPSTREAM: Said("names an upstream", "上游名称或地址"),
    Kind.EMAIL: Said("an e-mail address", "电子邮箱"),
    Kind.PERSON: Said("a person's name", "个人姓名"),
    Kind.PHONE: Said("a phone number", "电话号码"),
    Kind.OWNER: Said("an owner that this reader may not see", "该读者不可见的归属"),
    Kind.GROUP: Said("a group that this reader may not see", "该读者不可见的分组"),
    Kind.BALANCE: Said("a balance", "余额数值"),
    Kind.PROMPT: Said("content of a request", "请求内容"),
    Kind.IP: Said("an IP address", "IP 地址"),
}
_SECRET = Said("a secret", "机密信息")
_PRIVATE = Said("private data", "个人隐私数据")


def reply_kind(verdict: Verdict) -> str:
    """Give the name of the reply that a verdict asks for, such as "budget"."""
    return replies.reply_kind(verdict).value


def reply(
    view: CaseView,
    language: Language,
    *,
    wording: Wording,
    zone: tzinfo,
    now: datetime,
    known: Known = _NOTHING_KNOWN,
    secret: bytes = EPHEMERAL,
    kind: str = "",
) -> Document:
    """Give the customer reply (or another one, named by `kind`), in the zone that the ticket named, else in `zone`.

    `known` is masked in what the text would cut; in all else the gate looks for it. May raise FaultyTemplate.
    """
    view = uncut(view, known, secret, Reader.PUBLIC)
    facts = public_facts(material_of(view, zone=view.customer_zone or zone, now=now), language)
    return _for_customer(kind or reply_kind(view.verdict), language, facts, wording)


def low_balance(
    view: CaseView, language: Language, *, wording: Wording, zone: tzinfo, now: datetime
) -> Document:
    """Give the low-balance notice, which needs no request. May raise FaultyTemplate."""
    facts = notice_facts(material_of(view, zone=view.customer_zone or zone, now=now), language)
    return _for_customer(ReplyKind.LOW_BALANCE.value, language, facts, wording)


def note(  # noqa: PLR0913 - all that a note is made of
    view: CaseView,
    language: Language,
    options: Mapping[str, str],
    *,
    wording: Wording,
    zone: tzinfo,
    now: datetime,
    known: Known,
    secret: bytes,
    pseudonymous: bool = False,
    name: str = NOTE,
) -> Document:
    """Give the hand-off note, or another text for colleagues by its template's name. May raise FaultyTemplate.

    `options` fill its blanks, `pseudonymous` hides every owner.
    """
    material = material_of(uncut(view, known, secret, Reader.INTERNAL), zone=zone, now=now)
    literals, codes = wording.literals(name, language), _codes(view)

    def hidden(kind: Kind, value: str) -> str:
        return placeholder(kind, "".join(value.split()).lower(), secret=secret)

    def written(count: int) -> tuple[InternalFacts, str, tuple[MaskedValue, ...]]:
        facts = internal_facts(
            material, language, options, pseudonym=hidden, pseudonymous=pseudonymous, masked=count
        )
        raw = wording.render(name, language, facts)
        sought = looked_for(known, raw, pieces_of(literals, language))
        hiding = [*forbidden(sought, Reader.INTERNAL)]
        hiding += [(Kind.OWNER, owner) for owner in sorted(sought.owners) if pseudonymous]
        context = {"known": [{"label": k.value, "value": v} for k, v in hiding]}
        kept = Kept(codes, context)
        result = masked(kept.aside(raw), context, secret=secret)
        return facts, kept.back(result.text), result.values

    _, first, _ = written(0)
    facts, markdown, values = written(len(PLACEHOLDER.findall(first)))
    return Document(
        kind=name,
        language=language,
        audience=Audience.INTERNAL,
        markdown=markdown,
        plain=plain_of(markdown),
        html=html_of(markdown),
        masked=_masked_parts(markdown, values),
        blanks=tuple(b for b in blanks_left(options) if f"‹{b.label.in_(language)}›" in markdown),
        facts=_stated(facts, literals, markdown),
        codes=codes,
        literals=_spoken(literals, language, markdown),
    )


def material_of(view: CaseView, *, zone: tzinfo, now: datetime) -> Material:
    """Unpack a case into what facts are made of."""
    account = view.account
    return Material(
        verdict=view.verdict,
        profile=view.profile,
        now=now,
        zone=zone,
        request=view.request,
        pasted=view.pasted,
        whole_key=view.whole_key,
        account=account.account if account else None,
        state=account.state if account else QuotaState.UNKNOWN,
        pot=account.pot if account else None,
        coverage=view.coverage,
        read_at=account.read_at if account and view.request is None else view.read_at,
        similar_keys=view.similar.keys,
        similar_owners=view.similar.owners,
    )


def _for_customer(kind: str, language: Language, facts: PublicFacts, wording: Wording) -> Document:
    name = f"replies/{kind}"
    markdown = wording.render(name, language, facts)
    literals = wording.literals(name, language)
    return Document(
        kind=name,
        language=language,
        audience=Audience.PUBLIC,
        markdown=markdown,
        plain=plain_of(markdown),
        html=html_of(markdown),
        missing=missing_in(markdown),
        facts=_stated(facts, literals),
        codes=evidence_codes((facts.error_code,)),
        literals=_spoken(literals, language, markdown),
    )


def _codes(view: CaseView) -> tuple[str, ...]:
    """Give the codes and rules of a case that are evidence and must read alike in both languages."""
    errors = [view.request.error] if view.request else []
    errors += [a.error for a in view.request.attempts] if view.request else []
    said = [text for error in errors if error for text in (error.code, error.kind)]
    return evidence_codes((view.verdict.cause, *(p.rule for p in view.verdict.proofs), *said))


def _spoken(literals: str, language: Language, text: str) -> tuple[str, ...]:
    return tuple(piece for piece in pieces_of(literals, language) if piece in text)


def _stated(facts: PublicFacts | InternalFacts, *more: str) -> tuple[str, ...]:
    """Give every number, time and id that a text with these facts may state."""
    texts = [*_texts(facts), *more]
    return tuple(dict.fromkeys(word for text in texts for word in stated_in(text)))


def _texts(facts: PublicFacts | InternalFacts) -> Iterator[str]:
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _masked_parts(markdown: str, values: tuple[MaskedValue, ...]) -> tuple[MaskedPart, ...]:
    """Name every placeholder in the text: those of this text and those that came with the stored error."""
    mine = {v.placeholder: v.kind for v in values}
    found = dict.fromkeys(m.group(0) for m in PLACEHOLDER.finditer(markdown))
    return tuple(MaskedPart(placeholder=p, why=masked_why(mine.get(p) or _kind_in(p))) for p in found)


def _kind_in(mark: str) -> Kind:
    return Kind(mark.strip("[]").split(" ")[0])


def masked_why(kind: Kind) -> Said:
    """Say what a masked value was."""
    return _MASKED_WHY.get(kind) or (_SECRET if kind in SECRETS else _PRIVATE)
