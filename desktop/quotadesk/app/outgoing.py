"""Judge a finished text, and let it leave this program: the one caller of every outlet, only through the gate."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quotadesk.app.answers import Sent
from quotadesk.app.editing import GAP
from quotadesk.app.errors import TextPlace, UnfitText
from quotadesk.app.forms import html_of, plain_of
from quotadesk.app.known import without_parts_of_key_names
from quotadesk.app.ports import Outlet
from quotadesk.app.texts import masked_why
from quotadesk.domain.documents import Document
from quotadesk.domain.facts_literal import Kept, looked_for
from quotadesk.domain.facts_stated import stated_in, undeclared
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Kind, Known, Passed, Refusal, Refused, decide, forbidden
from quotadesk.domain.redaction.gate import HINTS
from quotadesk.domain.redaction.pseudonym import PLACEHOLDER
from quotadesk.domain.said import Said

_READERS = {Audience.PUBLIC: Reader.PUBLIC, Audience.INTERNAL: Reader.INTERNAL}

_MOST_REASONS = 5
_EMPTY = Said("This fact is empty.", "该事实为空。")
_UNFIT = Said("This text may not leave as it is.", "此文本目前不能发出。")
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
    judged = judge(document, known=known, secret=secret, clock=clock, confirmed=confirmed)
    if judged.faults:
        raise judged.faults[0]
    return _put(judged.markdown, outlet, to)


def send_parts(
    parts: Sequence[Document],
    outlet: Outlet,
    to: str,
    *,
    known: Known,
    secret: bytes,
    clock: Callable[[], float],
) -> Sent:
    """Put one long text into an outlet: each part is judged alone, as long as a look may take. Raises UnfitText."""
    judged = [judge(part, known=known, secret=secret, clock=clock) for part in parts]
    for one in judged:
        if one.faults:
            raise one.faults[0]
    return _put("\n".join(one.markdown.rstrip("\n") for one in judged) + "\n", outlet, to)


def _put(markdown: str, outlet: Outlet, to: str) -> Sent:
    plain = plain_of(markdown)
    outlet.put(plain=plain, markdown=markdown, html=html_of(markdown))
    return Sent(to=to, masked=len(PLACEHOLDER.findall(markdown)), plain=plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A text as it would leave, and all that speaks against it; it may leave when nothing does."""

    markdown: str = ""
    faults: tuple[UnfitText, ...] = ()


def judge(
    document: Document,
    *,
    known: Known,
    secret: bytes,
    clock: Callable[[], float],
    confirmed: frozenset[str] = frozenset(),
) -> Judged:
    """Check a text as `send` does, without an outlet: each fault is what `send` would raise."""
    reader = _READERS.get(document.audience)
    if reader is None:
        return Judged(faults=(UnfitText(_UNFIT, _LOOK_AGAIN, reasons=(_NO_READER,)),))
    if reader is Reader.PUBLIC:
        known = without_parts_of_key_names(known, document.template.strip() or document.plain)
    known = looked_for(known, document.markdown, document.literals)
    gate = _Gate(reader=reader, known=known, secret=secret, clock=clock, codes=document.codes)
    faults = [
        fault for ask in (_require_complete, gate.require_nothing_typed) if (fault := _fault(ask, document))
    ]
    try:
        passed = gate.pass_(document.markdown).text
        gate.pass_(plain_of(passed), clean=True)
    except UnfitText as error:
        return Judged(faults=(*faults, error))
    typed = bool(faults and document.template)
    if fault := _fault(lambda d: _require_declared(d, plain_of(passed), confirmed, told=typed), document):
        faults.append(fault)
    return Judged(markdown=passed, faults=tuple(faults))


def _fault(ask: Callable[[Document], None], document: Document) -> UnfitText | None:
    try:
        ask(document)
    except UnfitText as error:
        return error
    return None


def _require_complete(document: Document) -> None:
    if document.missing:
        reasons = tuple(Said(f"Missing: {m.en}.", f"缺失：{m.zh}。") for m in document.missing)
        gaps = dict.fromkeys(m[0] for m in GAP.finditer(document.plain))
        places = [p for gap in gaps for p in _find(document.plain, gap, _EMPTY)]
        raise UnfitText(_UNFIT, _FILL, reasons=reasons, places=tuple(places))


def _require_declared(
    document: Document, leaving: str, confirmed: frozenset[str], *, told: bool = False
) -> None:
    """Refuse a number, time or id that is neither a fact nor in the template; the agent may have typed it.

    Asked after the gate: what the gate has masked in `leaving`, no question can let through, and no error repeats.
    `told`: another fault has named what is masked already.
    """
    if document.audience is not Audience.PUBLIC:
        return  # a note repeats a gateway's own error text, whose figures nobody can declare
    text = plain_of(document.markdown)
    strange = undeclared(PLACEHOLDER.sub(" ", text), document.facts)
    leaves = frozenset(stated_in(PLACEHOLDER.sub(" ", leaving)))
    if any(word not in leaves for word in strange) and not told:
        raise UnfitText(_UNFIT, HINTS[Refusal.LEFTOVER], reasons=(_HIDDEN,))
    strange = tuple(word for word in strange if word in leaves and word not in confirmed)
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
        kept = self._kept()
        answer = self._decide(kept.aside(text))
        if isinstance(answer, Refused):
            raise _refusal(answer, text)
        if clean and answer.values:
            whys = tuple(dict.fromkeys(_why(v.kind) for v in answer.values))
            raise UnfitText(_UNFIT, HINTS[Refusal.LEFTOVER], reasons=whys)
        return replace(answer, text=kept.back(answer.text))

    def require_nothing_typed(self, document: Document) -> None:
        """Refuse what would be masked and did not stand in the template: an agent has to see what does not leave."""
        if not document.template:
            return
        text = plain_of(document.markdown)
        kept = self._kept()
        shown = kept.aside(text)
        answer = self._decide(shown)
        if isinstance(answer, Refused):
            raise _refusal(answer, text)
        found = dict.fromkeys((kept.back(shown[v.start : v.end]), v.kind) for v in answer.values)
        typed = [(value, _why(kind)) for value, kind in found if value not in document.template]
        if typed:
            places = tuple(p for value, why in typed for p in _find(text, value, why))
            reasons = tuple(dict.fromkeys(why for _, why in typed))
            raise UnfitText(_UNFIT, HINTS[Refusal.LEFTOVER], reasons=reasons, places=places)

    def _kept(self) -> Kept:
        context = {"known": [{"label": k.value, "value": v} for k, v in forbidden(self.known, self.reader)]}
        return Kept(self.codes, context)

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
    return UnfitText(_UNFIT, answer.hint, reasons=reasons[:_MOST_REASONS], places=places)


def _why(kind: Kind) -> Said:
    why = masked_why(kind)
    return Said(f"{kind.value}: {why.en}.", f"{kind.value}：{why.zh}。")


def _find(text: str, part: str, why: Said) -> tuple[TextPlace, ...]:
    """Give every place where `part` stands in the plain form of a text; a figure not inside a longer one."""
    if not part:
        return ()
    whole = rf"(?<![0-9A-Za-z])(?<![0-9][.,:/-]){re.escape(part)}(?![.,:/-]?[0-9A-Za-z])"
    starts = [m.start() for m in re.finditer(whole, text)] or [text.find(part)]
    return tuple(_place(text, at, len(part), why) for at in starts if at >= 0)


def _place(text: str, at: int, length: int, why: Said) -> TextPlace:
    before = text[:at]
    column = at - (before.rfind("\n") + 1) + 1
    return TextPlace(line=before.count("\n") + 1, column=column, length=length, why=why)
