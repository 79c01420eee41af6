"""The words of a text, and how names of models, owners and groups are compared: without separators."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9]+|可灵|通义千问|千问|智谱|豆包|即梦|海螺|月之暗面|满血版")
_CHINESE_BRANDS = {
    "可灵": "kling", "通义千问": "qwen", "千问": "qwen", "智谱": "glm", "豆包": "doubao", "即梦": "jimeng",
    "海螺": "hailuo", "月之暗面": "moonshot", "满血版": "r1",
}  # fmt: skip
_JOINT = re.compile(r"[\s._\-:/]{0,3}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place."""

    text: str
    start: int
    end: int


def words_of(low: str) -> list[Word]:
    """Give the Latin words and numbers of a text, and the Chinese names of model makers as their Latin ones."""
    return [Word(_CHINESE_BRANDS.get(m[0], m[0]), m.start(), m.end()) for m in _WORD.finditer(low)]


def runs(low: str, words: list[Word], first: int, longest: int) -> Iterator[tuple[int, str]]:
    """Give, longest first, how many words from `first` may be one name, and their joined form."""
    count, joined = 1, [words[first].text]
    joins = [words[first].text]
    while count < longest and first + count < len(words):
        left, right = words[first + count - 1], words[first + count]
        if right.start - left.end > 3 or not _JOINT.fullmatch(low, left.end, right.start):
            break
        joined.append(right.text)
        joins.append(join(joined))
        count += 1
    for length in range(len(joins), 0, -1):
        yield length, joins[length - 1]


def heads_of(spellings: Iterable[str]) -> frozenset[str]:
    """Give the first one and two letters of spellings: most words begin none, and need no joining."""
    return frozenset(head for spelling in spellings for head in (spelling[:1], spelling[:2]))


def join(words: list[str]) -> str:
    """Join words into one; two numbers keep a point between them, so that 4.1 is not 41."""
    out = words[0]
    for word in words[1:]:
        out += f".{word}" if out[-1:].isdigit() and word[:1].isdigit() else word
    return out
