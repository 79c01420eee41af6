"""Say which known names somebody may have meant who typed one that is not known: offered, never put in its place."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from quotadesk.domain.ticket.plain import fold
from quotadesk.domain.ticket.typos import distance, sounds_like

MOST = 3
_SEPARATORS = str.maketrans("", "", " ._-/\t")
_DIGITS = re.compile(r"\d+")


def near_names(typed: str, names: Mapping[str, tuple[str, ...]], *, begun: bool = False) -> tuple[str, ...]:
    """Give the names (with their aliases in `names`) that `typed` may be a slip for, the nearest first.

    At most three; none when `typed` is a name itself or a pattern with `*`. Separators and case are no difference,
    digits are never a slip: acme-2 is not acme-1. With `begun` the name may be typed only in part.
    """
    if "*" in typed or typed.casefold() in {name.casefold() for name in names}:
        return ()
    written = _tight(typed)
    found = (
        (min(_wrongs(written, name, given, begun=begun), default=None), name) for name, given in names.items()
    )
    nearest = sorted((wrong, name) for wrong, name in found if wrong is not None)
    return tuple(name for _, name in nearest[:MOST])


@lru_cache(maxsize=40_000)  # thousands of names are compared at each key press
def _tight(name: str) -> str:
    return (name.casefold() if name.isascii() else fold(name)).translate(_SEPARATORS)


def _wrongs(written: str, name: str, given: tuple[str, ...], *, begun: bool) -> Iterator[int]:
    """Give how many errors lie between what was written and each spelling that is near."""
    for spelling in map(_tight, (name, *given)):
        if spelling.isascii():
            yield from _latin(written, spelling)
            if begun and len(written) < len(spelling):
                yield from _latin(written, spelling[: len(written)])
        elif sounds_like(spelling, written) or (len(spelling) > 2 and distance(written, spelling, 1) <= 1):
            yield 0 if written == spelling else 1
        elif written == spelling:
            yield 0


def _latin(written: str, spelling: str) -> Iterator[int]:
    """A short name may have one error, one of eight letters two; its beginning or its end is right."""
    allowed = 0 if len(spelling) < 4 else 1 if len(spelling) < 8 else 2
    edge = 1 if len(spelling) < 6 else 2
    if abs(len(written) - len(spelling)) > allowed:
        return
    if written[:edge] != spelling[:edge] and written[-edge:] != spelling[-edge:]:
        return
    if _DIGITS.findall(written) != _DIGITS.findall(spelling):
        return
    wrong = distance(written, spelling, allowed)
    if wrong <= allowed:
        yield wrong
