"""A desk without anything behind it: abilities over invented facts, for tests and pictures of the window."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quotadesk.app import outgoing
from quotadesk.app.answers import (
    Answer,
    CaseView,
    ConnectReport,
    Desk,
    Progress,
    Progressed,
    Sent,
    SyncReport,
)
from quotadesk.app.errors import DeskError, FaultyTemplate, GatewayUnreachable, UnclearLookup, UnfitText
from quotadesk.app.ports import Cancelled, Connection, Names, Outlet, Page, Probe
from quotadesk.app.reading import understand
from quotadesk.app.templates import Workbench
from quotadesk.datafiles import data_dir
from quotadesk.domain.account import QuotaState
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Blank, Choice, Document, MaskedPart
from quotadesk.domain.facts_stated import stated_in
from quotadesk.domain.fields import Audience
from quotadesk.domain.lookup import NEWEST_FIRST, Cursor, Lookup, LookupKey, Term
from quotadesk.domain.lookup_text import format_sort, parse
from quotadesk.domain.profile import Profile
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Language, Said
from quotadesk.domain.verdict import Family
from quotadesk.domain.window import Coverage, Gap, GapReason, Window
from quotadesk.ui import formats
from quotadesk.ui.abilities import Abilities, Chip
from quotadesk.wording import OwnTemplates
from tests.ui import fake_facts as facts
from tests.ui.fake_cases import FakeCases
from tests.ui.fake_listing import FakeListing
from tests.ui.fake_start import FakeStart

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
class FakeDesk(FakeStart, FakeListing):
    """State that a test may set before or while the window runs."""

    lines: list[Line] = field(default_factory=facts.lines)
    connected: bool = True
    credential: str = "kept"
    online: bool = True
    complete: bool = True
    trouble: DeskError | None = None
    profile: Profile = facts.PROFILE
    refusal: UnfitText | None = None  # what the gate says to every text
    unclear: str = ""  # a lookup that cannot be read
    defect: Exception | None = None  # what goes wrong inside, unexpectedly, when a case is opened
    answers: dict[str, bool | None] = field(default_factory=dict)
    slow: object = None  # a threading.Event that look_up waits for
    blanks: bool = True
    cases: FakeCases = field(default_factory=FakeCases)
    said: list[str] = field(default_factory=list)
    uses: list[tuple[str, bool]] = field(default_factory=list)
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
            use_for_session=self.use_for_session,
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

    # ---------------------------------------------------------------- cases and texts

    def open_case(self, key: str) -> CaseView:
        """Open the case of a line."""
        if self.defect is not None:
            raise self.defect
        return facts.case(next(line for line in self.lines if line.key == key), self.profile)

    def explain(self, text: str) -> CaseView:
        """Judge pasted text."""
        masked = SECRET.sub("sk-…9a2f", text)
        return facts.door_case(masked) if "request id: 2026" in text else facts.pasted_case(masked)

    def reply(self, view: CaseView, language: Language) -> Document:
        """Write a reply."""
        request = view.request
        if request is None:
            en = [
                "Thank you for the report.",
                "So that we can find the call, please send the request id, the exact time with its time zone and the model name. Please do not send the whole key or your prompt.",
            ]
            zh = [
                "感谢反馈。",
                "为便于定位，请提供请求 ID、带时区的准确时间和模型名称。请勿发送完整密钥或提示词。",
            ]
            return _document("replies/ask", language, en, zh)
        at = formats.full(request.time, formats.zone("Asia/Shanghai"))
        charge = view.verdict.charge
        if view.verdict.family is not Family.RATE_LIMIT_UPSTREAM:
            sum_ = formats.money(charge.amount_nano)
            told = {
                Charge.YES: (f"Your request was charged {sum_}.", f"本次请求已扣费 {sum_}。"),
                Charge.NO: ("Your request was not charged.", "本次请求未扣费。"),
                Charge.REFUNDED: (
                    f"Your request was charged and {sum_} has been refunded.",
                    f"本次请求的费用 {sum_} 已退回。",
                ),
                Charge.HELD: (
                    f"{sum_} is held for your request until it ends.",
                    f"本次请求已预扣 {sum_}，结束后结算。",
                ),
                Charge.UNKNOWN: (
                    "We are checking whether your request was charged; the ledger of the hour after it settles that.",
                    "我们正在核实本次请求是否扣费，以调用后一小时的账目为准。",
                ),
            }[charge.charge]
            more = {
                Family.WALLET_EMPTY: (
                    "Your balance did not cover this call, so it was refused before it reached a provider. Please top up, then send it again.",
                    "您的余额不足以支付本次调用，请求在到达上游前被拒。请充值后重新发送。",
                ),
                Family.STREAM_CUT: (
                    "The answer broke off after output had begun. You may send the request again at once; we are following this up.",
                    "输出开始后连接中断。您可以立即重新发送，我们会继续跟进。",
                ),
                Family.TASK_FAILED: (
                    "The video task failed. You may start it again at once.",
                    "视频任务失败，您可以立即重新提交。",
                ),
                Family.SUCCESS: ("The request succeeded.", "请求已成功。"),
            }.get(view.verdict.family, ("We are looking into it.", "我们正在处理。"))
            en = [
                told[0],
                f"It is about your call to {request.model} on {at}.",
                more[0],
                f"Request id: {request.request_id}",
            ]
            zh = [
                told[1],
                f"涉及您 {at} 对 {request.model} 的调用。",
                more[1],
                f"请求 ID：{request.request_id}",
            ]
            return _document("replies/charge_explained", language, en, zh, masked=True)
        no = True
        en = [
            "Your request was not charged, and neither your balance nor your limits were the cause."
            if no
            else f"Your request was charged {formats.money(view.verdict.charge.amount_nano)}.",
            f"On {at} your call to {request.model} with key sk-…9a2f was refused because a provider behind our service was briefly at its limit. Three attempts were made on your behalf.",
            "Please send it again after 20 seconds, with growing waits between tries. If it still fails after 15:30 (UTC+8), send us the time and the whole error text.",
            f"Request id: {request.request_id}",
        ]
        zh = [
            "本次请求未扣费，原因不在您的余额，也不在您的限额。"
            if no
            else f"本次请求已扣费 {formats.money(view.verdict.charge.amount_nano)}。",
            f"{at}，您使用密钥 sk-…9a2f 调用 {request.model} 时，我们后方的供应商短时达到上限，请求被拒。系统已为您尝试 3 次。",
            "请在 20 秒后重新发送，并逐次拉长间隔。若 15:30（UTC+8）之后仍失败，请把时间和报错原文发给我们。",
            f"请求 ID：{request.request_id}",
        ]
        return _document("replies/upstream_fault", language, en, zh, masked=True)

    def note(
        self, view: CaseView, language: Language, options: Mapping[str, str], *, pseudonymous: bool = False
    ) -> Document:
        """Write a hand-off note, with one blank."""
        by = options.get("by", "‹by when?›" if language == "en" else "‹何时前？›")
        en = [
            f"What: {view.verdict.sentence.en}",
            f"Seen by: {'[OWNER 7f3a]' if pseudonymous else 'team-7f3a'}, key prod-support-bot, group production.",
            "Tried: three attempts on two channels.",
            f"Needed: raise the channel's limit by {by}.",
        ]
        zh = [
            f"情况：{view.verdict.sentence.zh}",
            "影响：team-7f3a，密钥 prod-support-bot，分组 production。",
            "已尝试：两个渠道共三次。",
            f"需要：请在 {by} 前提高渠道限额。",
        ]
        open_ = self.blanks and "by" not in options
        made = _document("handoff/note", language, en, zh, masked=True)
        blank = Blank(name="by", label=Said("By when is it needed?", "何时前需要？"))
        return replace(made, audience=Audience.INTERNAL, blanks=(blank,) if open_ else ())

    def low_balance(self, view: CaseView, language: Language) -> Document:
        """Write the low-balance notice."""
        return _document(
            "replies/low_balance",
            language,
            ["Your balance is low.", "Please top up soon, so that your calls are not refused."],
            ["您的余额偏低。", "请尽快充值，以免请求被拒。"],
        )

    def send(
        self, document: Document, outlet: Outlet, to: str, *, confirmed: frozenset[str] = frozenset()
    ) -> Sent:
        """Hand a text over, unless the gate refuses; the real one judges what was typed."""
        if self.refusal is not None:
            raise self.refusal
        for fault in self.judge(document, confirmed):
            raise fault
        outlet.put(plain=document.plain, markdown=document.markdown, html=document.html)
        self.said.append(document.kind)
        return Sent(to=to, masked=len(document.masked), plain=document.plain)

    def templates(self, language: Language, audience: Audience) -> tuple[Choice, ...]:
        """Give three templates, the refund most used; the last one is an agent's own and faulty."""
        del language, audience
        names = ("replies/refund", "replies/ask", "replies/snippets/our_hours")
        counts = {name: sum(n == name for n, _ in self.uses) for name in names}
        found = (Choice(name=name, copies=copies) for name, copies in counts.items())
        return tuple(sorted(found, key=lambda choice: -choice.copies))

    def template(self, view: CaseView, language: Language, name: str) -> Document:
        """Give the text of a template."""
        if name.endswith("our_hours"):
            raise FaultyTemplate(
                Said("The template our_hours, line 3: syntax.", "模板 our_hours 第 3 行：语法错误。"),
                Said("Mend it.", "请修复。"),
            )
        en, zh = {
            "replies/refund": (
                "We have refunded $0.0284 on 2026-11-23.",
                "我们已于 2026-11-23 退回 $0.0284。",
            ),
            "replies/ask": ("Please send the request id of ‹model›.", "请提供 ‹model› 的请求 ID。"),
        }[name]
        made = _document(name, language, [en], [zh])
        return replace(made, missing=(Said("Model", "模型"),) if "‹" in en else ())

    def judge(self, document: Document, confirmed: frozenset[str]) -> tuple[UnfitText, ...]:
        """Judge what was typed as the program does."""
        if not document.template:
            return ()
        given = {"known": facts.KNOWN, "secret": b"invented", "clock": lambda: 0.0, "confirmed": confirmed}
        return outgoing.judge(document, **given).faults

    def workbench(self) -> Workbench:
        """Give the real templates; the agent's own lie where the test says, else nowhere."""
        return Workbench(
            room=OwnTemplates(data_dir("templates"), self.own_templates or Path("/nonexistent")),
            uses=lambda: {"replies/budget": (12, 3)},
            known=lambda: facts.KNOWN,
            secret=lambda: b"invented",
            now=lambda: datetime(2026, 11, 23, 7, 4, tzinfo=UTC),
            zone=lambda: UTC,
        )

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

    def connect(self, *, name: str, kind: str, url: str, credential: str, user_id: str) -> ConnectReport:
        """Connect anywhere but to the address that is down."""
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


def _document(
    kind: str, language: Language, en: list[str], zh: list[str], *, masked: bool = False
) -> Document:
    plain = "\n\n".join(zh if language == "zh" else en)
    parts = (
        MaskedPart(placeholder="sk-…9a2f", why=Said("a full key", "完整密钥")),
        MaskedPart(placeholder="team-7f3a", why=Said("an owner's e-mail address", "归属者邮箱")),
    )
    return Document(
        kind=kind,
        language=language,
        audience=Audience.PUBLIC,
        markdown=plain,
        plain=plain,
        html="".join(f"<p>{p}</p>" for p in plain.split("\n\n")),
        masked=parts if masked else (),
        facts=stated_in(plain),
    )
