"""Find private keys in PEM armour, whole or cut off, also where their lines were escaped or joined."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.kinds import Hit, Kind

_BEGIN = re2.compile(
    r"-{2,5}\s?BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?\s?-{2,5}|PuTTY-User-Key-File-[23]:|-{4} BEGIN SSH2 ENCRYPTED PRIVATE KEY"
)
_END = re2.compile(
    r"-{2,5}\s?END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?\s?-{2,5}|Private-MAC: ?[0-9a-f]+"
)
_BODY = re2.compile(
    r"(?:\s*(?:[A-Za-z-]{4,24}: [^\n]{1,80}\n|[A-Za-z0-9+/=]{24,}|[A-Za-z0-9+/]{1,24}={1,2}|>|\|))+"
)


def private_key_hits(text: str) -> Iterator[Hit]:
    """Give each private key from its first dash to its last; without an end, as far as its base64 goes."""
    if "PRIVATE KEY" not in text and "PuTTY-User-Key-File" not in text:
        return
    begins = list(_BEGIN.finditer(text))
    ends = [match.end() for match in _END.finditer(text)]
    done = at = 0
    for index, begin in enumerate(begins):
        if begin.start() < done:
            continue
        while at < len(ends) and ends[at] <= begin.end():
            at += 1
        following = begins[index + 1].start() if index + 1 < len(begins) else len(text)
        if at < len(ends) and ends[at] <= following:
            done = ends[at]
        else:
            body = _BODY.match(text[begin.end() : following])
            done = begin.end() + (body.end() if body else 0)
        yield Hit(kind=Kind.PRIVATE_KEY, start=begin.start(), end=done, reason="armour")
