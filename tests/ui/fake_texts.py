"""The texts of the invented desk: replies, notes, templates, and the gate that judges what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from quotadesk.app import outgoing
from quotadesk.app.answers import (
    CaseView,
    Sent,
)
from quotadesk.app.errors import FaultyTemplate, UnfitText
from quotadesk.app.ports import Outlet
from quotadesk.app.templates import Workbench
from quotadesk.datafiles import data_dir
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Blank, Choice, Document, MaskedPart
from quotadesk.domain.facts_stated import stated_in
from quotadesk.domain.fields import Audience
from quotadesk.domain.said import Language, Said
from quotadesk.domain.verdict import Family
from quotadesk.ui import formats
from quotadesk.wording import OwnTemplates
from tests.ui import fake_facts as facts


class FakeTexts:
    """The part of FakeDesk that writes and sends texts."""

    refusal: UnfitText | None  # what the gate says to every text
    blanks: bool
    said: list[str]
    uses: list[tuple[str, bool]]
    own_templates: Path | None

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
        en = [
            "Your request was not charged, and neither your balance nor your limits were the cause.",
            f"On {at} your call to {request.model} with key sk-…9a2f was refused because a provider behind our service was briefly at its limit. Three attempts were made on your behalf.",
            "Please send it again after 20 seconds, with growing waits between tries. If it still fails after 15:30 (UTC+8), send us the time and the whole error text.",
            f"Request id: {request.request_id}",
        ]
        zh = [
            "本次请求未扣费，原因不在您的余额，也不在您的限额。",
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
