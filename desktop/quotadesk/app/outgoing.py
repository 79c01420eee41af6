"""Let a finished text leave this program: the one caller of every outlet, and only through the gate."""

from __future__ import annotations

from collections.abc import Callable

from quotadesk.app.answers import Sent
from quotadesk.app.errors import UnfitText
from quotadesk.app.forms import html_of, plain_of
from quotadesk.app.ports import Outlet
from quotadesk.domain.documents import Document
from quotadesk.domain.facts_stated import undeclared
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Known, Passed, Refusal, Refused, decide
from quotadesk.domain.redaction.pseudonym import PLACEHOLDER
from quotadesk.domain.said import Said

_READERS = {Audience.PUBLIC: Reader.PUBLIC, Audience.INTERNAL: Reader.INTERNAL}

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
) -> Sent:
    """Put a text into an outlet called `to`. Raises UnfitText saying where and why; then nothing has left."""
    reader = _READERS.get(document.audience)
    if reader is None:
        raise UnfitText(_UNFIT, _LOOK_AGAIN, reasons=(_NO_READER,))
    _require_complete(document)
    _require_declared(document)
    passed = _through_the_gate(document.markdown, reader, known=known, secret=secret, clock=clock)
    plain = plain_of(passed.text)
    _through_the_gate(plain, reader, known=known, secret=secret, clock=clock, clean=True)
    outlet.put(plain=plain, markdown=passed.text, html=html_of(passed.text))
    return Sent(to=to, masked=len(PLACEHOLDER.findall(passed.text)))


def _require_complete(document: Document) -> None:
    if document.missing:
        reasons = tuple(Said(f"Missing: {m.en}.", f"缺失：{m.zh}。") for m in document.missing)
        raise UnfitText(_UNFIT, _FILL, reasons=reasons)


def _require_declared(document: Document) -> None:
    """Refuse a number, time or id that is neither a fact nor in the template; the agent may have typed it."""
    strange = undeclared(document.plain, document.facts)
    if strange:
        reasons = tuple(Said(f"“{w}” is not in the evidence.", f"“{w}”不在证据中。") for w in strange[:5])
        raise UnfitText(_UNFIT, _CHECK_NUMBERS, reasons=reasons)


def _through_the_gate(
    text: str, reader: Reader, *, known: Known, secret: bytes, clock: Callable[[], float], clean: bool = False
) -> Passed:
    """Ask the gate. `clean`: the text was masked already, so that another masking means a hidden value."""
    answer = decide(text, audience=reader, known=known, secret=secret, clock=clock)
    if isinstance(answer, Refused):
        raise UnfitText(_UNFIT, _REFUSED[answer.refusal], reasons=_places(answer))
    if clean and answer.values:
        kinds = sorted({v.kind.value for v in answer.values})
        reasons = tuple(Said(f"A hidden {kind} stands in it.", f"其中藏有 {kind}。") for kind in kinds)
        raise UnfitText(_UNFIT, _REFUSED[Refusal.LEFTOVER], reasons=reasons)
    return answer


def _places(refused: Refused) -> tuple[Said, ...]:
    return tuple(
        Said(
            f"Line {p.line}, column {p.column}: {p.hit.kind.value}.",
            f"第 {p.line} 行第 {p.column} 列：{p.hit.kind.value}。",
        )
        for p in refused.places[:5]
    )
