"""Let a finished text leave this program: the one caller of every outlet, and only through the gate."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from quotadesk.app.answers import Sent
from quotadesk.app.errors import TextPlace, UnfitText
from quotadesk.app.forms import html_of, plain_of
from quotadesk.app.ports import Outlet
from quotadesk.domain.documents import Document
from quotadesk.domain.facts_literal import Kept, looked_for
from quotadesk.domain.facts_stated import stated_in, undeclared
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Kind, Known, Passed, Refusal, Refused, decide, forbidden
from quotadesk.domain.redaction.pseudonym import PLACEHOLDER
from quotadesk.domain.said import Said

_READERS = {Audience.PUBLIC: Reader.PUBLIC, Audience.INTERNAL: Reader.INTERNAL}

_MOST_REASONS = 5
_GAP = re.compile(r"‹[a-z_]{1,40}›")
_EMPTY = Said("This fact is empty.", "该事实为空。")
_UNFIT = Said("This text may not leave as it is.", "此文本目前不能发出。")
_REFUSED = {
    Refusal.LEFTOVER: Said("Remove the marked places and copy again.", "请删除所标位置后再复制。"),
    Refusal.SCAN_FAILED: Said(
        "The check could not finish. Shorten the text and copy again.", "检查未能完成，请缩短文本后再复制。"
    ),
    Refusal.SCAN_SLOW: Said(
        "The check took too long. Shorten the text and copy again.", "检查耗时过长，请缩短文本后再复制。"
    ),
}
_FILL = Said("Fill what is missing, or mend the template.", "请补全缺失内容，或修复模板。")
_CHECK_NUMBERS = Said(
    "State only what the evidence holds, or put it into the template.", "请只写证据中的内容，或写入模板。"
)
_HIDDEN = Said("A value stands here that may not leave.", "此处有不能发出的内容。")
_NO_READER = Said("Nobody outside may read this text.", "此文本不得对外。")
_LOOK_AGAIN = Said("Write the text again.", "请重新生成该文本。")


def send(
    document: Document,
    outlet: Outlet,
    to: str,
    *,
    known: Known,
    secret: bytes,
    clock: Callable[[], float],
    confirmed: frozenset[str] = frozenset(),
) -> Sent:
    """Put a text into an outlet called `to`. Raises UnfitText saying where and why; then nothing has left.

    `confirmed`: figures that the agent typed and stands for. They spare no other check.
    """
    reader = _READERS.get(document.audience)
    if reader is None:
        raise UnfitText(_UNFIT, _LOOK_AGAIN, reasons=(_NO_READER,))
    _require_complete(document)
    if reader is Reader.PUBLIC:
        known = _without_parts_of_key_names(known, document.plain)
    known = looked_for(known, document.markdown, document.literals)
    gate = _Gate(reader=reader, known=known, secret=secret, clock=clock, codes=document.codes)
    passed = gate.pass_(document.markdown)
    plain = plain_of(passed.text)
    gate.pass_(plain, clean=True)
    _require_declared(document, plain, confirmed)
    outlet.put(plain=plain, markdown=passed.text, html=html_of(passed.text))
    return Sent(to=to, masked=len(PLACEHOLDER.findall(passed.text)))


def _without_parts_of_key_names(known: Known, text: str) -> Known:
    """Give what to look for when the customer's own key is named after its owner or group ("acme-prod").

    A key's name may be read by everyone; masked in its middle it would name nothing.
    """
    named = [name.lower() for name in known.key_names if name and name in text]
    if not named:
        return known

    def beside(values: frozenset[str]) -> frozenset[str]:
        return frozenset(v for v in values if not any(v.lower() in name for name in named))

    return replace(
        known, owners=beside(known.owners), groups=beside(known.groups), projects=beside(known.projects)
    )


def _require_complete(document: Document) -> None:
    if document.missing:
        reasons = tuple(Said(f"Missing: {m.en}.", f"缺失：{m.zh}。") for m in document.missing)
        places = [p for gap in _GAP.findall(document.plain) for p in _find(document.plain, gap, _EMPTY)]
        raise UnfitText(_UNFIT, _FILL, reasons=reasons, places=tuple(places))


def _require_declared(document: Document, leaving: str, confirmed: frozenset[str]) -> None:
    """Refuse a number, time or id that is neither a fact nor in the template; the agent may have typed it.

    Asked after the gate: what the gate has masked in `leaving`, no question can let through, and no error repeats.
    """
    if document.audience is not Audience.PUBLIC:
        return  # a note repeats a gateway's own error text, whose figures nobody can declare
    text = plain_of(document.markdown)
    strange = undeclared(PLACEHOLDER.sub(" ", text), document.facts)
    leaves = frozenset(stated_in(PLACEHOLDER.sub(" ", leaving)))
    if any(word not in leaves for word in strange):
        raise UnfitText(_UNFIT, _REFUSED[Refusal.LEFTOVER], reasons=(_HIDDEN,))
    strange = tuple(word for word in strange if word not in confirmed)
    if strange:
        reasons = tuple(Said(f"“{w}” is not in the evidence.", f"“{w}”不在证据中。") for w in strange)
        places = tuple(p for word, why in zip(strange, reasons, strict=True) for p in _find(text, word, why))
        raise UnfitText(
            _UNFIT, _CHECK_NUMBERS, reasons=reasons[:_MOST_REASONS], places=places, askable=strange
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gate:
    """The gate as one text meets it."""

    reader: Reader
    known: Known
    secret: bytes
    clock: Callable[[], float]
    codes: tuple[str, ...] = ()

    def pass_(self, text: str, *, clean: bool = False) -> Passed:
        """Ask the gate. `clean`: the text was masked already, so that another masking means a hidden value."""
        context = {"known": [{"label": k.value, "value": v} for k, v in forbidden(self.known, self.reader)]}
        kept = Kept(self.codes, context)
        answer = self._decide(kept.aside(text))
        if isinstance(answer, Refused):
            raise _refusal(answer, text)
        if clean and answer.values:
            whys = tuple(dict.fromkeys(_why(v.kind) for v in answer.values))
            raise UnfitText(_UNFIT, _REFUSED[Refusal.LEFTOVER], reasons=whys)
        return replace(answer, text=kept.back(answer.text))

    def _decide(self, text: str) -> Passed | Refused:
        answer = self._once(text)
        if (
            isinstance(answer, Refused) and answer.refusal is Refusal.SCAN_SLOW
        ):  # the machine may have been busy
            answer = self._once(text)
        return answer

    def _once(self, text: str) -> Passed | Refused:
        return decide(text, audience=self.reader, known=self.known, secret=self.secret, clock=self.clock)


def _refusal(answer: Refused, text: str) -> UnfitText:
    """Say where in the plain form the gate found what, and why it may not leave."""
    whys = tuple(_why(p.hit.kind) for p in answer.places)
    hits = (answer.text[p.hit.start : p.hit.end] for p in answer.places)
    plain = plain_of(text)
    places = tuple(at for hit, why in zip(hits, whys, strict=True) for at in _find(plain, hit, why))
    reasons = tuple(
        Said(f"Line {p.line}, column {p.column}: {w.en}", f"第 {p.line} 行第 {p.column} 列：{w.zh}")
        for p, w in zip(answer.places, whys, strict=True)
    )
    return UnfitText(_UNFIT, _REFUSED[answer.refusal], reasons=reasons[:_MOST_REASONS], places=places)


def _why(kind: Kind) -> Said:
    return Said(f"{kind.value} stands here.", f"此处有 {kind.value}。")


def _find(text: str, part: str, why: Said) -> tuple[TextPlace, ...]:
    """Give where `part` first stands in the plain form of a text."""
    at = text.find(part) if part else -1
    if at < 0:
        return ()
    before = text[:at]
    column = at - (before.rfind("\n") + 1) + 1
    return (TextPlace(line=before.count("\n") + 1, column=column, length=len(part), why=why),)
