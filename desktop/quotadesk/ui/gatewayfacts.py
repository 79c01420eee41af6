"""Say what is known of the gateway itself, which decides how its evidence may be read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.said import Said
from quotadesk.ui.popover import Entry, Popover
from quotadesk.ui.statusline import PRODUCTS
from quotadesk.ui.words import translate, words

IN_QUOTA = frozenset({Product.NEWAPI, Product.NEWAPI_OLD, Product.ONEAPI, Product.ONEHUB})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact that only a person can know when no probe shows it: what is asked, why, and its three answers."""

    name: str  # a field of Profile
    asks: Said
    why: Said
    yes: Said
    no: Said


QUESTIONS = (
    Question(
        name="error_log",
        asks=Said("Does the gateway keep rows of failed calls?", "网关是否记录失败的请求？"),
        why=Said(
            "Without them a missing row proves nothing about a failure.",
            "若不记录，查不到并不能说明没有失败。",
        ),
        yes=Said("error log on", "错误日志已开"),
        no=Said("error log off", "错误日志未开"),
    ),
    Question(
        name="consume_log",
        asks=Said("Does it keep a row for every charge?", "网关是否为每笔扣费留下记录？"),
        why=Said("Only then does “no row” mean “not charged”.", "只有如此，“没有记录”才等于“未扣费”。"),
        yes=Said("charges logged", "扣费有记录"),
        no=Said("charges not logged", "扣费无记录"),
    ),
    Question(
        name="bills_on_disconnect",
        asks=Said("Who pays when the customer disconnects midway?", "客户中途断开时由谁承担费用？"),
        why=Said("It decides whether a cut stream was charged.", "决定中断的流式请求是否扣费。"),
        yes=Said("the customer pays on disconnect", "断开后由客户承担"),
        no=Said("nobody pays on disconnect", "断开后不扣费"),
    ),
)
_UNKNOWN = {
    "error_log": Said("error log unknown", "错误日志未知"),
    "consume_log": Said("charge log unknown", "扣费记录未知"),
    "bills_on_disconnect": Said("who pays on disconnect: unknown", "断开后由谁承担：未知"),
}
_ANSWERED = Said("{fact} (answered)", "{fact}（人工填写）")


def open_questions(profile: Profile) -> tuple[Question, ...]:
    """Give what no probe found out: unknown still, or answered by an agent, who may correct it."""
    return tuple(q for q in QUESTIONS if q.name in profile.asked or getattr(profile, q.name) is None)


def product_of(profile: Profile) -> str:
    """Give the gateway's product and release."""
    name = " ".join(p for p in (PRODUCTS[profile.product], profile.version) if p)
    return name or translate("Gateway", "gateway not identified")


def fact(profile: Profile, question: Question) -> str:
    """Give what is known of one fact, marked when an agent answered it."""
    known: bool | None = getattr(profile, question.name)
    said = _UNKNOWN[question.name] if known is None else question.yes if known else question.no
    if question.name in profile.asked and known is not None:
        return words.of(_ANSWERED).format(fact=words.of(said))
    return words.of(said)


def line_of(profile: Profile) -> str:
    """Give the quiet line beside a verdict; who pays on disconnect only where it is known."""
    told = [product_of(profile)]
    told += [
        fact(profile, q)
        for q in QUESTIONS
        if q.name != "bills_on_disconnect" or profile.bills_on_disconnect is not None
    ]
    return " · ".join([*told, *_measures(profile)])


def _measures(profile: Profile) -> list[str]:
    told = []
    if profile.product in IN_QUOTA:
        unit = profile.quota_per_unit
        unit_text = f"{unit / 1000:g}k" if unit >= 1000 and unit % 100 == 0 else f"{unit:g}"
        told.append(translate("Gateway", "{unit} quota = $1").format(unit=unit_text))
    clocks = {
        "utc": translate("Gateway", "ids in UTC"),
        "local": translate("Gateway", "ids in server time"),
    }
    told += [clocks[profile.id_clock]] if profile.id_clock in clocks else []
    if profile.retries:
        told.append(translate("Gateway", "retries: {policy}").format(policy=profile.retries))
    if not profile.reads_all:
        told.append(translate("Gateway", "own rows only"))
    return told


def open_facts(profile: Profile, anchor: QWidget, answer: object) -> Popover:
    """Open a popover with every fact and how it is known; `answer` is called to answer what is not."""
    popover = Popover(translate("Gateway", "How this gateway's evidence may be read"), anchor)
    popover.add(Entry(product_of(profile), *(words.of(n) for n in profile.notes)))
    for question in QUESTIONS:
        known = getattr(profile, question.name)
        how = (
            translate("Gateway", "answered by an agent")
            if question.name in profile.asked and known is not None
            else translate("Gateway", "no probe can tell; not answered yet")
            if known is None
            else translate("Gateway", "found by the probe")
        )
        popover.add(Entry(fact(profile, question), words.of(question.why), how))
    for told in _measures(profile):
        popover.add(Entry(told))
    if open_questions(profile) and callable(answer):
        popover.add_button(translate("Gateway", "Answer on Connections"), answer)
    popover.open()
    return popover
