"""Cases without a store behind them, for tests and pictures of the window; they are frozen by the program itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quotadesk.app.answers import CaseView, Sent
from quotadesk.app.case_files import Exported
from quotadesk.app.cases import CaseTrouble
from quotadesk.app.intake import Intake
from quotadesk.app.keeping import frozen, key_of
from quotadesk.domain.documents import Document
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.said import Language, Said
from quotadesk.domain.tickets_kept import Belonging, CaseLine, KeptCase, KeptText
from quotadesk.ui.caseabilities import CaseAbilities
from tests.ui import fake_facts as facts

INTAKE = Intake(rules=MappingRules(), redact=str)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class FakeCases:
    """Cases by their ticket; a test may look into them."""

    kept: dict[str, KeptCase] = field(default_factory=dict)
    suggested: str = ""
    trouble: Exception | None = None
    exported: list[tuple[str, Path, Language]] = field(default_factory=list)

    def abilities(self) -> CaseAbilities:
        """Give the door that the window gets."""
        return CaseAbilities(
            find=self.find,
            case=self.case,
            belongs=self.belongs,
            add=self.add,
            left=self.left,
            write_note=lambda ticket, note: self._change(ticket, note=note.strip()),
            close=lambda ticket: self._change(ticket, closed_at=_now()),
            reopen=lambda ticket: self._change(ticket, closed_at=None),
            delete=self.kept.pop,
            export=self.export,
        )

    def find(self, text: str) -> tuple[CaseLine, ...]:
        """Search in everything that is kept."""
        if self.trouble is not None:
            raise self.trouble
        wanted = text.casefold().split()
        found = [c for c in self.kept.values() if all(w in repr(c).casefold() for w in wanted)]
        return tuple(map(_line, sorted(found, key=lambda c: c.changed_at, reverse=True)))

    def case(self, ticket: str) -> KeptCase:
        """Give a case."""
        if ticket not in self.kept:
            raise CaseTrouble(
                Said(f"No case {ticket}.", f"没有案例 {ticket}。"), Said("Search for it.", "请搜索。")
            )
        return self.kept[ticket]

    def belongs(self, view: CaseView) -> Belonging:
        """Tell which cases hold a request."""
        mine = tuple(_line(c) for c in self.kept.values() if any(r.key == key_of(view) for r in c.requests))
        return Belonging(
            cases=mine, suggested=mine[0].ticket if mine else self.suggested, others=tuple(self.kept)
        )

    def add(self, ticket: str, view: CaseView, *, now: datetime | None = None) -> KeptCase:
        """Keep a request."""
        now = now or _now()
        request = frozen(view, connection="acme-gateway", now=now, intake=INTAKE)
        case = self.kept.get(ticket) or KeptCase(ticket=ticket, opened_at=now, changed_at=now)
        self.kept[ticket] = replace(case, requests=(*case.requests, request), changed_at=now)
        return self.kept[ticket]

    def left(self, view: CaseView, document: Document, sent: Sent, *, now: datetime | None = None) -> str:
        """Note a text in the open case of its request."""
        holding = [line.ticket for line in self.belongs(view).cases if not line.closed]
        if not holding:
            return ""
        text = KeptText(
            copied_at=now or _now(),
            key=key_of(view),
            kind=document.kind,
            audience=document.audience.value,
            language=document.language,
            to=sent.to,
            wording=sent.plain,
        )
        case = self.kept[holding[0]]
        self.kept[holding[0]] = replace(case, texts=(*case.texts, text), changed_at=text.copied_at)
        return holding[0]

    def export(self, ticket: str, parent: Path, language: Language) -> tuple[Path, Exported]:
        """Remember what was to be exported."""
        self.exported.append((ticket, parent, language))
        return parent / f"case-{ticket}", Exported(files=("case.md", "evidence.json"), masked=2)

    def _change(self, ticket: str, **changes: object) -> KeptCase:
        self.kept[ticket] = replace(self.case(ticket), changed_at=_now(), **changes)
        return self.kept[ticket]


def _line(case: KeptCase) -> CaseLine:
    return CaseLine(
        ticket=case.ticket,
        changed_at=case.changed_at,
        closed=case.closed_at is not None,
        owners=case.owners,
        requests=len({r.key for r in case.requests}),
        texts=len(case.texts),
    )


def a_day_of_cases() -> FakeCases:
    """Give cases as a day leaves them: the newest with two requests and two texts."""
    from tests.ui.fake_desk import FakeDesk

    desk, cases, now = FakeDesk(), FakeCases(), _now()
    by_status = {
        status: [ln for ln in desk.lines if ln.status == status] for status in (429, 402, 403, 500, 200)
    }
    plan = (
        ("ZD-48091", 200, 2_900, True),
        ("CS-20981", 500, 1_500, False),
        ("ZD-48177", 402, 700, True),
        ("ZD-48202", 403, 190, False),
        ("ZD-48213", 429, 42, False),
    )
    for ticket, status, minutes, closed in plan:
        at = now - timedelta(minutes=minutes)
        view = facts.case(by_status[status][0])
        cases.add(ticket, view, now=at)
        for document in (desk.reply(view, "en"), desk.note(view, "en", {"by": "17:00"})):
            at += timedelta(minutes=2)
            cases.left(view, document, Sent(to="clipboard", masked=0, plain=document.plain), now=at)
        if closed:
            cases.kept[ticket] = replace(cases.kept[ticket], closed_at=at)
    cases.add("ZD-48213", facts.case(by_status[429][1]), now=now - timedelta(minutes=31))
    note = "Customer called twice; promised an answer by 17:00 (UTC+8)."
    cases.kept["ZD-48213"] = replace(cases.kept["ZD-48213"], note=note)
    return cases
