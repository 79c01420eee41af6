"""A desk without anything behind it: abilities over invented facts, for tests and pictures of the window."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quotadesk.app.answers import (
    Answer,
    CaseView,
    ConnectReport,
    Desk,
    Progress,
    Progressed,
    SyncReport,
)
from quotadesk.app.errors import DeskError, GatewayUnreachable, UnclearLookup, UnfitText
from quotadesk.app.ports import Cancelled, Connection, Names, Page, Probe
from quotadesk.app.reading import understand
from quotadesk.domain.account import QuotaState
from quotadesk.domain.lookup import NEWEST_FIRST, Cursor, Lookup, LookupKey, Term
from quotadesk.domain.lookup_text import format_sort, parse
from quotadesk.domain.profile import Profile
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Said
from quotadesk.domain.window import Coverage, Gap, GapReason, Window
from quotadesk.ui.abilities import Abilities, Chip
from tests.ui import fake_facts as facts
from tests.ui.fake_cases import FakeCases
from tests.ui.fake_listing import FakeListing
from tests.ui.fake_start import FakeStart
from tests.ui.fake_texts import FakeTexts

LABELS = {
    "owner": Said("owner", "归属"),
    "key": Said("key", "密钥"),
    "group": Said("group", "分组"),
    "model": Said("model", "模型"),
    "status": Said("status", "状态"),
    "since": Said("since", "最近"),
    "from": Said("from", "从"),
    "to": Said("to", "到"),
    "failed": Said("failed", "失败"),
    "charged": Said("charged", "扣费"),
    "id": Said("request id", "请求 ID"),
    "error": Said("error code", "错误码"),
    "sort": Said("sorted by", "排序"),
    "text": Said("text", "文本"),
}
SECRET = re.compile(r"sk-[A-Za-z0-9]{12,}")
PAGE = 60


@dataclass
class FakeDesk(FakeStart, FakeListing, FakeTexts):
    """State that a test may set before or while the window runs."""

    lines: list[Line] = field(default_factory=facts.lines)
    connected: bool = True
    credential: str = "kept"
    online: bool = True
    complete: bool = True
    trouble: DeskError | None = None
    profile: Profile = facts.PROFILE
    refusal: UnfitText | None = None  # what the gate says to every text
    agrees: bool = True  # a held request with the message that was pasted
    unclear: str = ""  # a lookup that cannot be read
    defect: Exception | None = None  # what goes wrong inside, unexpectedly, when a case is opened
    answers: dict[str, bool | None] = field(default_factory=dict)
    slow: object = None  # a threading.Event that look_up waits for
    blanks: bool = True
    cases: FakeCases = field(default_factory=FakeCases)
    said: list[str] = field(default_factory=list)
    uses: list[tuple[str, bool]] = field(default_factory=list)
    asked_at_once: tuple[int | None, int | None] = (None, None)
    paced: list[tuple[str, int]] = field(default_factory=list)
    preferences: dict[str, str] = field(default_factory=dict)
    own_templates: Path | None = None  # a folder for what is written on the Templates page
    saved: dict[str, str] = field(
        default_factory=lambda: {
            "Production, last hour": "group:production since:1h",
            "402 and 429 today": "status:402,429 since:24h",
            "Charged although failed": "failed:yes charged:yes since:7d",
        }
    )

    def abilities(self) -> Abilities:
        """Give the door that the window gets."""
        return Abilities(
            chips=self.chips,
            is_message=self.is_message,
            parse=self.parse,
            text_of=self.text_of,
            look_up=self.look_up,
            following=self.following,
            lines=self.lines_of,
            count=self.count,
            histogram=self.histogram,
            groups=self.groups,
            open_case=self.open_case,
            explain=self.explain,
            meant=self.meant,
            account_case=facts.account_case,
            reply=self.reply,
            note=self.note,
            low_balance=self.low_balance,
            send=self.send,
            judge=self.judge,
            templates=self.templates,
            template=self.template,
            workbench=self.workbench,
            used=lambda name, rewritten: self.uses.append((name, rewritten)),
            connect=self.connect,
            forget=self.forget,
            connections=self.connections,
            use=self.use,
            desk=self.desk,
            sync=self.sync,
            saved=lambda: dict(self.saved),
            save_lookup=self.save_lookup,
            preference=lambda name: self.preferences.get(name, ""),
            prefer=self.preferences.__setitem__,
            answer_profile=self.answer_profile,
            pace=lambda name, at_once: self.paced.append((name, at_once)),
            use_for_session=self.use_for_session,
            stop_waiting=self.stop_waiting,
            try_sample=self.try_sample,
            forget_sample=self.forget_sample,
            cases=self.cases.abilities(),
        )

    # ---------------------------------------------------------------- lookups

    def save_lookup(self, name: str, text: str) -> None:
        """Keep a lookup; an empty text removes it."""
        if text:
            self.saved[name] = text
        else:
            self.saved.pop(name, None)

    def chips(self, text: str) -> tuple[Chip, ...]:
        """Read terms, or the obvious marks of a ticket."""
        if text == self.unclear:
            raise UnclearLookup(
                Said("This term cannot be read.", "无法读懂此条件。"),
                Said("Known keys: owner.", "可用字段：owner。"),
            )
        if re.match(r"\s*\w+:\S", text) and "\n" not in text:
            made = []
            for part in shlex.split(text):
                key, _, value = part.partition(":")
                if key == "sort":
                    value = value.replace("-desc", " ↓").replace("-asc", " ↑")
                if key in LABELS:
                    made.append(Chip(key=key, label=LABELS[key], value=value, text=part))
            return tuple(made)
        found = []
        if status := re.search(r"(?<!\d)([45]\d\d)(?!\d)", text):
            found.append(
                Chip(key="status", label=LABELS["status"], value=status[1], text=f"status:{status[1]}")
            )
        found += [
            Chip(key="owner", label=LABELS["owner"], value=owner, text=f"owner:{owner}")
            for owner in facts.OWNERS
            if owner in text
        ]
        if "昨天" in text or "yesterday" in text:
            found.append(
                Chip(
                    key="since",
                    label=LABELS["since"],
                    value="yesterday",
                    text="since:yesterday",
                    alternatives=("since:24h", "since:7d"),
                )
            )
        return tuple(found)

    def is_message(self, text: str) -> bool:
        """Tell terms and messages apart by the desk's own rule."""
        names = Names(owners=dict.fromkeys(facts.OWNERS, ()))
        try:
            return understand(text, now=facts.NOW, tz="UTC", names=names).is_message
        except UnclearLookup:
            return False  # `chips` here reads more than the desk does

    def parse(self, chips: tuple[Chip, ...]) -> Lookup:
        """Turn chips into a lookup."""
        terms, sort = [], NEWEST_FIRST
        for chip in chips:
            if chip.key == "sort":
                sort = parse(chip.text, now=facts.NOW).lookup.sort
                continue
            if chip.value == "?":
                raise UnclearLookup(
                    Said("This term cannot be read.", "无法读懂此条件。"),
                    Said("Write it like status:429.", "请写成 status:429。"),
                )
            terms.append(Term(key=LookupKey(chip.key), values=tuple(chip.text.partition(":")[2].split(","))))
        return Lookup(
            terms=tuple(terms), window=facts.DAY, window_text="since:24h", tz="Asia/Shanghai", sort=sort
        )

    def text_of(self, lookup: Lookup) -> str:
        """Give the text form."""
        sort = [format_sort(lookup.sort)] if lookup.sort != NEWEST_FIRST else []
        return " ".join([*(f"{t.key}:{','.join(t.values)}" for t in lookup.terms), *sort])

    def look_up(
        self, lookup: Lookup, *, after: Cursor | None, progressed: Progressed, cancelled: Cancelled
    ) -> Answer:
        """Answer from the invented lines."""
        self.wait_for_keyring()
        if self.slow is not None:
            progressed(
                Progress(
                    share=0.4,
                    said=Said("Reading 22 Nov 15:00 – 18:00", "正在读取 11月22日 15:00 – 18:00"),
                    rows=1200,
                )
            )
            self.slow.wait(10)
        if self.trouble is not None:
            raise self.trouble
        found = self.found(lookup)
        assert after is None, "the window reads later rows by their numbers"
        page = found[:PAGE]
        more = Cursor(time=page[-1].time, key=page[-1].key) if len(found) > PAGE else None
        owner = next(iter(lookup.values(LookupKey.OWNER)), "")
        window = lookup.window or facts.DAY
        return Answer(
            lookup=lookup,
            page=Page(
                lines=tuple(page),
                total=len(found),
                failed=sum(line.failed for line in found),
                capped=False,
                next=more,
                numbers=self.numbers(page),
            ),
            coverage=self._coverage(window),
            accounts=(facts.account(owner, state=QuotaState.LOW),) if owner else (),
            read_at=facts.NOW,
        )

    def _coverage(self, window: Window) -> Coverage:
        if self.complete:
            return Coverage(window=window, read_at=facts.NOW)
        gap = Gap(window=Window(window.start, window.start + timedelta(hours=3)), reason=GapReason.OFFLINE)
        return Coverage(window=window, gaps=(gap,), read_at=facts.NOW)

    # ---------------------------------------------------------------- cases

    def open_case(self, key: str) -> CaseView:
        """Open the case of a line."""
        self.wait_for_keyring()
        if self.defect is not None:
            raise self.defect
        return facts.case(next(line for line in self.lines if line.key == key), self.profile)

    def meant(self, text: str, lookup: Lookup) -> str:
        """Take a message for the newest failure found, unless it is about none of them."""
        del text
        return next((line.key for line in self.found(lookup) if line.failed and self.agrees), "")

    def explain(self, text: str) -> CaseView:
        """Judge pasted text."""
        masked = SECRET.sub("sk-…9a2f", text)
        return facts.door_case(masked) if "request id: 2026" in text else facts.pasted_case(masked)

    # ---------------------------------------------------------------- connections

    def connections(self) -> tuple[Connection, ...]:
        """Give the saved connections."""
        if not self.connected:
            return ()
        return (
            Connection(
                name="acme-gateway",
                kind="newapi",
                url="https://gateway.acme.example",
                user_id="1",
                profile=self.profile,
            ),
            Connection(name="lab-proxy", kind="litellm", url="https://litellm.lab.example:4000"),
        )

    def desk(self) -> Desk | None:
        """Give the state for the status bar."""
        return self._desk() if self.connected else None

    def _desk(self) -> Desk:
        return Desk(
            connection=self.name,
            title=self.name,
            profile=self.profile,
            held=(Window(facts.NOW - timedelta(days=30), facts.NOW),),
            synced_at=datetime.now(UTC) - timedelta(seconds=20),
            online=self.online,
            credential=self.credential,
            names=Names(
                owners=dict.fromkeys(facts.OWNERS, ()), models=facts.MODELS, groups=("production", "staging")
            ),
        )

    def connect(
        self,
        *,
        name: str,
        kind: str,
        url: str,
        credential: str,
        user_id: str,
        in_flight: int | None = None,
        most_in_flight: int | None = None,
    ) -> ConnectReport:
        """Connect anywhere but to the address that is down."""
        self.asked_at_once = (in_flight, most_in_flight)
        if "down" in url:
            raise GatewayUnreachable(
                Said("No answer from this address.", "该地址没有响应。"),
                Said("Check the URL and the network, then try again.", "请检查 URL 和网络后重试。"),
            )
        self.connected = True
        warning = Said(
            "This credential may also change settings; a read-only one is enough.",
            "该凭证还能修改设置，只读凭证即可。",
        )
        return ConnectReport(
            name=name,
            kept=self.credential == "kept",
            warnings=(warning,),
            probe=Probe(profile=self.profile, title=name, may_read_all=True),
        )

    def answer_profile(self, connection: str, answers: Mapping[str, bool | None]) -> None:
        """Keep what the agent knows of the gateway."""
        self.answers |= answers
        self.profile = replace(
            self.profile,
            error_log=answers.get("error_log", self.profile.error_log),
            consume_log=answers.get("consume_log", self.profile.consume_log),
            bills_on_disconnect=answers.get("bills_on_disconnect", self.profile.bills_on_disconnect),
            asked=self.profile.asked | {name for name, known in answers.items() if known is not None},
        )

    def forget(self, name: str, rows: bool) -> None:
        """Forget the only connection."""
        self.connected = False

    def sync(self, *, progressed: Progressed, cancelled: Cancelled) -> SyncReport:
        """Read nothing new."""
        for step in range(1, 5):
            if cancelled():
                break
            progressed(
                Progress(
                    share=step / 4, said=Said("Reading the newest rows", "正在读取最新日志"), rows=step * 100
                )
            )
        return SyncReport(window=facts.DAY, read=400, new=12, complete=True, seconds=0.2)
