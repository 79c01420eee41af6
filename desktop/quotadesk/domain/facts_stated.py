"""Find every number, time and id in a text, to compare what it states with what is known.

A figure may be written full-width (＄１２．５０) or, with a currency, in words (twelve dollars, 十二元五角).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_HAN = "\u3400-\u9fff"
_WORD = re.compile(f"[^\\s\u3000-\u303f{_HAN}\uf900-\ufaff\uff00-\uffef“”‘’·‹›|]+")
_EDGES = ".,;:!?()[]{}'\"`*_~<>#"
_ITEM = re.compile(r"^ {0,3}\d{1,2}\. ", re.MULTILINE)

# Full-width letters, digits and the signs of an amount, one for one, so that every place stays where it is.
# Other full-width punctuation ends a word: it is that of Chinese sentences.
_HALF = {0xFF00 + n: 0x20 + n for n in range(1, 0x5F) if chr(0x20 + n).isalnum() or chr(0x20 + n) in "$%+-./"}
_HALF[0xFFE5] = 0xA5  # ￥

_ZH = "[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半点几多余]"
_ZH_MONEY = re.compile(
    f"{_ZH}+(?:人民币|美元|美金|欧元|英镑|日元|港币|港元|元|块(?=钱|{_ZH})钱?|角|毛钱|分钱|刀(?!切))"
    f"(?:{_ZH}+(?:角|毛|分|(?![{_HAN}])))*钱?"
)
_NUMBER = (
    "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|quarter)"
)
_CURRENCY = "(?:dollars?|cents?|usd|bucks?|euros?|eur|pounds?|gbp|yuan|rmb|cny|yen)"
_EN_MONEY = re.compile(
    rf"\b{_NUMBER}(?:[\s-]+(?:and|a|an|of|{_NUMBER}))*[\s-]+(?:us[\s-]+)?{_CURRENCY}\b"
    rf"|\b{_CURRENCY}[\s-]+{_NUMBER}(?:[\s-]+{_NUMBER})*\b",
    re.IGNORECASE,
)


def stated_in(text: str) -> tuple[str, ...]:
    """Give each word with a digit ("$0.0169", "15:01", "UTC+8", an id) and each amount in words, as it is written.

    Numbers of list items do not count.
    """
    bare = _ITEM.sub("", text)
    return tuple(dict.fromkeys((*_in_digits(bare), *_in_words(bare))))


def undeclared(text: str, declared: Iterable[str]) -> tuple[str, ...]:
    """Give each number, time or id in `text` that is not among the declared ones; full width is no difference."""
    known = frozenset(word.translate(_HALF) for word in declared)
    return tuple(word for word in stated_in(text) if word.translate(_HALF) not in known)


def _in_digits(text: str) -> Iterator[str]:
    half = text.translate(_HALF)
    for match in _WORD.finditer(half):
        start = match.end() - len(match[0].lstrip(_EDGES))
        end = match.start() + len(match[0].rstrip(_EDGES))
        if any(c.isdigit() for c in half[start:end]):
            yield text[start:end]


def _in_words(text: str) -> Iterator[str]:
    for pattern in (_ZH_MONEY, _EN_MONEY):
        yield from (match[0] for match in pattern.finditer(text))
