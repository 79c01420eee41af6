"""Say a kept case in Markdown, in the agent's language: its overview, a request as it was judged, a text as it left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from quotadesk.app.forms import escaped
from quotadesk.domain.facts_phrases import offset_of
from quotadesk.domain.money import in_usd
from quotadesk.domain.said import Language, Said
from quotadesk.domain.tickets_kept import KeptCase, KeptRequest, KeptText

_CASE, _STATE, _NOTE = Said("Case", "案例"), Said("State", "状态"), Said("Note", "备注")
_OPEN, _CLOSED = Said("open", "处理中"), Said("closed", "已关闭")
_BEGUN, _CHANGED = Said("Begun", "创建时间"), Said("Last change", "最近更新")
_REQUESTS, _TEXTS = Said("Requests", "请求"), Said("Texts that left", "已发出的文本")
_KEPT, _READ = Said("As it was at", "记录时间"), Said("Log read at", "日志读取于")
_CONNECTION = Said("Connection", "连接")
_WHO, _RETRY, _CHARGE = Said("Who acts", "处理方"), Said("Retry", "重试"), Said("Charged", "扣费")
_SURE, _CAUSE = Said("Confidence", "可信度"), Said("Cause", "原因编号")
_EVIDENCE, _PROOF, _LEDGER = Said("Evidence", "证据"), Said("Proof", "依据"), Said("Ledger", "账目")
_OPEN_POINTS, _PASTED = Said("What would settle it", "待核实"), Said("As the customer wrote it", "客户原文")
_COPIED, _READER, _TO = Said("Copied at", "复制时间"), Said("Reader", "读者"), Said("To", "去向")
_NONE, _MISSING = Said("none", "无"), Said("missing", "缺失")
_COLON, _ROW = Said(": ", "："), Said("row", "行")
SOURCES = {
    "recorded": Said("recorded", "已记录"),
    "mapped": Said("mapped", "映射"),
    "inferred": Said("inferred", "推断"),
    "missing": _MISSING,
}
READERS = {"public": Said("customer", "客户"), "internal": Said("colleagues", "同事")}


def overview(case: KeptCase, language: Language, zone: tzinfo) -> str:
    """Give the first page of a case."""
    say = _Saying(language, zone)
    state = (_CLOSED if case.closed_at else _OPEN).in_(language)
    lines = [
        f"# {_CASE.in_(language)} {escaped(case.ticket)}",
        "",
        say.fact(_STATE, state),
        say.fact(_BEGUN, say.time(case.opened_at)),
        say.fact(_CHANGED, say.time(case.changed_at)),
        *([say.fact(_NOTE, escaped(case.note))] if case.note else []),
        *say.part(_REQUESTS),
    ]
    for number, request in enumerate(case.requests, 1):
        sentence = escaped(request.verdict.sentence.in_(language))
        at = say.time(request.time) if request.time else "–"
        lines.append(f"{number}. {escaped(request.request_id or request.key)} · {at} · {sentence}")
    lines += [] if case.requests else [_NONE.in_(language)]
    lines += say.part(_TEXTS)
    for number, text in enumerate(case.texts, 1):
        reader = READERS.get(text.audience, _NONE).in_(language)
        lines.append(f"{number}. {say.time(text.copied_at)} · {escaped(text.kind)} · {reader}")
    lines += [] if case.texts else [_NONE.in_(language)]
    return _page(lines)


def of_request(request: KeptRequest, language: Language, zone: tzinfo) -> str:
    """Give the page of a request: verdict, evidence with its provenance, proof and ledger, as they were then."""
    say, verdict = _Saying(language, zone), request.verdict
    charge = verdict.charge_words.in_(language)
    if verdict.amount_nano:
        charge += f" · {in_usd(verdict.amount_nano)}"
    lines = [
        f"# {escaped(verdict.sentence.in_(language))}",
        "",
        say.fact(_KEPT, say.time(request.kept_at)),
        *([say.fact(_READ, say.time(request.read_at))] if request.read_at else []),
        say.fact(_CONNECTION, escaped(request.connection)),
        say.fact(_WHO, verdict.acts_words.in_(language)),
        say.fact(_CHARGE, charge),
        say.fact(_RETRY, verdict.retry_words.in_(language)),
        say.fact(_SURE, verdict.confidence_words.in_(language)),
        *([say.fact(_CAUSE, f"`{verdict.cause}`")] if verdict.cause else []),
        *say.listed(_OPEN_POINTS, (escaped(s.in_(language)) for s in verdict.settles)),
        *say.listed(_EVIDENCE, _evidence(request, say)),
        *say.listed(_PROOF, _proofs(request, say)),
        *say.listed(_LEDGER, _ledger(request, say)),
    ]
    if request.pasted:
        lines += [*say.part(_PASTED), *(f"> {escaped(line)}" for line in request.pasted.splitlines())]
    return _page(lines)


def _evidence(request: KeptRequest, say: _Saying) -> Iterator[str]:
    for row in request.evidence:
        value = escaped(row.value.in_(say.language)) or _MISSING.in_(say.language)
        why = row.why.in_(say.language)
        known = SOURCES[row.source].in_(say.language) if row.source in SOURCES else row.source
        told = say.colon.join((known, escaped(why))) if why else known
        yield f"{row.label.in_(say.language)}{say.colon}{value} ({told})"


def _proofs(request: KeptRequest, say: _Saying) -> Iterator[str]:
    for proof in request.proofs:
        rests = [f"`{proof.rule}`"] if proof.rule else []
        rests += [f"{_ROW.in_(say.language)} {escaped(r)}" for r in proof.receipts]
        rests += [say.time(proof.at)] if proof.at else []
        told = f" ({'; '.join(rests)})" if rests else ""
        yield f"{escaped(proof.said.in_(say.language))}{told}"


def _ledger(request: KeptRequest, say: _Saying) -> Iterator[str]:
    for row in request.ledger:
        note = escaped(row.note.in_(say.language))
        told = (say.time(row.time), row.kind.in_(say.language), in_usd(row.amount_nano), row.figure, note)
        yield " · ".join(
            part for part in (*told, f"{_ROW.in_(say.language)} {escaped(row.source_id)}") if part
        )


def of_text(text: KeptText, language: Language, zone: tzinfo) -> str:
    """Give the page of a text that left."""
    say = _Saying(language, zone)
    lines = [
        f"# {escaped(text.kind)}",
        "",
        say.fact(_COPIED, say.time(text.copied_at)),
        say.fact(_READER, READERS.get(text.audience, _NONE).in_(language)),
        say.fact(_TO, escaped(text.to)),
        "",
        *(escaped(line) for line in text.wording.splitlines()),
    ]
    return _page(lines)


class _Saying:
    """How times, facts and parts read in one language and zone."""

    def __init__(self, language: Language, zone: tzinfo) -> None:
        self.language, self.colon, self._zone = language, _COLON.in_(language), zone

    def time(self, time: datetime) -> str:
        """Give date, time and zone."""
        local = time.astimezone(self._zone)
        return f"{local:%Y-%m-%d %H:%M:%S} {offset_of(local, self._zone)}"

    def fact(self, name: Said, value: str) -> str:
        """Give one line of facts."""
        return f"- **{name.in_(self.language)}**{self.colon}{value}"

    def part(self, name: Said) -> list[str]:
        """Begin a part."""
        return ["", f"## {name.in_(self.language)}", ""]

    def listed(self, name: Said, rows: Iterable[str]) -> list[str]:
        """Give a part with its rows; nothing where there are none."""
        lines = [f"- {row}" for row in rows]
        return [*self.part(name), *lines] if lines else []


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
