"""Invent what a program knows of one gateway, and a case whose every text field repeats all of it."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from quotadesk.domain.account import QuotaState
from quotadesk.domain.charge import Charge
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.redaction import Audience, Known
from quotadesk.domain.redaction.known import RULES
from quotadesk.domain.requests import Attempt
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.app.cases import CALLED, account, request, verdict, view

if TYPE_CHECKING:
    from quotadesk.app.answers import CaseView

_SOUND = (
    "b",
    "br",
    "d",
    "f",
    "g",
    "gr",
    "k",
    "kl",
    "m",
    "n",
    "p",
    "qu",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
)
_VOWEL = ("a", "e", "i", "o", "u", "au", "ei")
_HANZI = "岚珂泽瑶晟霖蔚璟沁曦昊菡钰淼翊"
_SURNAMES = ("欧阳", "司徒", "慕容", "诸葛", "裴", "岑", "褚", "戚")
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str.upper,
    lambda v: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in v),
    "\u200b".join,
    lambda v: "".join(f"\\u{ord(c):04x}" for c in v),
    lambda v: "".join(f"%{byte:02X}" for byte in v.encode()),
    lambda v: "".join(f"&#{ord(c)};" for c in v),
)
_AROUND = (
    "{}", "user {} has no quota", "渠道「{}」报错", "at {}: refused", '{{"detail":"{}"}}', "({})", "group={}, next",
    "[{}](x)", "**{}**", "`{}`", "{}。", "分组 {} 下无可用渠道",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, what is known beside it, and what was planted: field of Known → value."""

    known: Known
    planted: dict[str, str]
    view: CaseView


def cases(dice: random.Random, family: Family) -> Case:
    """Give one case of a family; everything else is thrown."""
    planted = _planted(dice)
    known = Known.of(**{name: [value] for name, value in planted.items()})

    def said() -> str:
        values = dice.sample(list(planted.values()), k=len(planted))
        return " ".join(dice.choice(_AROUND).format(dice.choice(_SPELLINGS)(v)) for v in values)

    def shown(usual: str) -> str:
        """A field that a customer may read holds what it should, or (one in four) what it should not."""
        return dice.choice(list(planted.values())) if dice.random() < 0.25 else usual

    error = ErrorFacts(
        code=shown("rate_limit_exceeded"), kind=said(), text=said(), normalized=said(), category=said()
    )
    asked = request(
        owner=planted["owners"], group=planted["groups"], project=planted["projects"], key_name=planted["key_names"],
        key_masked=planted["key_tails"], model=shown("claude-sonnet-4-5"), stream_end=said(), error=error,
        upstream_request_id=dice.choice(list(planted.values())),
        attempts=tuple(Attempt(number=n, started=CALLED, channel=planted["channels"], failed=True, error=error) for n in (1, 2)),
    )  # fmt: skip
    sentence = Said(said(), said())
    given = verdict(
        family, dice.choice(list(Charge)), dice.choice(list(Acts)), dice.choice(list(Retry)),
        cause=shown("openai-context"), sentence=sentence, settles=(sentence,), source=said(),
    )  # fmt: skip
    held = dice.choice([None, account(dice.choice(list(QuotaState)))])
    return Case(known=known, planted=planted, view=view(given, asked, account=held, pasted=said()))


def _planted(dice: random.Random) -> dict[str, str]:
    """Give a value for each field, of the many shapes that such values have."""

    def word(least: int = 2, most: int = 3) -> str:
        return "".join(
            dice.choice(_SOUND) + dice.choice(_VOWEL) for _ in range(dice.randint(least, most))
        ) + dice.choice("xyjq")

    def chars(size: int, alphabet: str = string.ascii_letters + string.digits) -> str:
        return "".join(dice.choice(alphabet) for _ in range(size))

    def name() -> str:
        hanzi = "".join(dice.choice(_HANZI) for _ in range(3))
        joined = f"{word()}{dice.choice('-_. ')}{word()}"
        return dice.choice(
            [joined, f"{word()}-{dice.randint(2, 99)}", joined.title(), f"{hanzi}科贸", word(3, 4)]
        )

    host = f"{word()}-{dice.randint(2, 99)}.{word()}.{dice.choice(['net', 'cn', 'io', 'internal'])}"
    person = dice.choice([f"{word().title()} {word().title()}", dice.choice(_SURNAMES) + chars(2, _HANZI)])
    return {
        "credentials": dice.choice(
            [f"sk-{chars(48)}", chars(32), f"{word()}!{word()}#{dice.randint(10, 99)}"]
        ),
        "key_names": name(),
        "key_tails": f"sk-…{chars(4)}",
        "channels": name(),
        "base_urls": f"https://{host}/{word()}/v1",
        "hosts": host,
        "owners": name(),
        "emails": f"{word()}.{word()}@{word()}.{dice.choice(['net', 'cn', 'org'])}",
        "persons": person,
        "groups": name(),
        "projects": name(),
        "balances": f"{dice.uniform(1, 9_000):.{dice.choice([4, 6])}f}",
    }


def hidden(planted: dict[str, str], reader: Audience) -> Iterator[tuple[str, str]]:
    """Give what this reader may not see; a part of what the reader may see is nothing hidden."""
    readable = [planted[name] for name in planted if reader in RULES[name].readers]
    for name, value in planted.items():
        if reader not in RULES[name].readers and not any(plain(value) in plain(other) for other in readable):
            yield name, value


def plain(text: str) -> str:
    """Give a text as a reader takes it: no width, no invisible marks, no capitals, no escapes of Markdown."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c not in "\u200b\\")


assert set(RULES) == {f.name for f in fields(Known)}
