"""What the invented desk tells of a result beyond its first page: numbers, lines, bars, groups and counts."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from quotadesk.app.found import Counted, ErrorGroup, Groups, Numbers
from quotadesk.app.ports import Bucket, Cancelled
from quotadesk.domain.lookup import Cursor, Lookup, LookupKey, Sort, SortKey
from quotadesk.domain.requests import Line
from tests.ui import fake_facts as facts

_VALUES: dict[SortKey, Callable[[Line], Any]] = {
    SortKey.TIME: lambda line: line.time,
    SortKey.STATUS: lambda line: line.status,
    SortKey.MODEL: lambda line: line.model,
    SortKey.OWNER: lambda line: line.owner,
    SortKey.COST: lambda line: line.amount_nano,
    SortKey.LATENCY: lambda line: line.latency_ms,
}


class FakeListing:
    """The held requests of an invented desk; a number is the place in `lines`."""

    lines: list[Line]

    def found(self, lookup: Lookup) -> list[Line]:
        """Give what fits, in the lookup's order."""
        return in_order([line for line in self.lines if fits(line, lookup)], lookup.sort)

    def numbers(self, lines: Sequence[Line]) -> array[int]:
        """Number lines."""
        places = {line.key: place for place, line in enumerate(self.lines)}
        return array("q", (places[line.key] for line in lines))

    def following(self, lookup: Lookup, after: Cursor, cancelled: Cancelled) -> Numbers:
        """Give what follows after a line."""
        del cancelled
        found = self.found(lookup)
        place = next(n for n, line in enumerate(found) if line.key == after.key)
        return Numbers(numbers=self.numbers(found[place + 1 :]))

    def lines_of(self, numbers: Sequence[int]) -> tuple[Line | None, ...]:
        """Give numbered lines."""
        return tuple(self.lines[n] if n < len(self.lines) else None for n in numbers)

    def count(self, lookup: Lookup) -> Counted:
        """Count what fits."""
        return Counted(total=len(self.found(lookup)))

    def histogram(self, lookup: Lookup, cancelled: Cancelled) -> tuple[Bucket, ...]:
        """Give bars."""
        del cancelled
        found = self.found(lookup)
        return facts.buckets(found, lookup.window or facts.DAY) if found else ()

    def groups(self, lookup: Lookup, cancelled: Cancelled) -> Groups:
        """Group failures by status and code."""
        del cancelled
        found: dict[tuple[int | None, str], list[Line]] = defaultdict(list)
        for line in self.found(lookup):
            if line.failed:
                found[line.status, line.error_code].append(line)
        made = [
            ErrorGroup(
                status=status,
                code=code,
                text="",
                count=len(lines),
                keys=len({line.key_name for line in lines}),
                owners=len({line.owner for line in lines}),
                last=max(line.time for line in lines),
            )
            for (status, code), lines in found.items()
        ]
        return Groups(groups=tuple(sorted(made, key=lambda g: -g.count)), among=sum(map(len, found.values())))


def in_order(lines: list[Line], sort: Sort) -> list[Line]:
    """Sort lines; what is not known stands last."""
    value = _VALUES[sort.by]
    known = sorted(
        (line for line in lines if value(line) not in {None, ""}), key=value, reverse=sort.descending
    )
    return [*known, *(line for line in lines if value(line) in {None, ""})]


def fits(line: Line, lookup: Lookup) -> bool:
    """Say whether a line fits the terms that it can tell."""
    have = {
        LookupKey.OWNER: line.owner,
        LookupKey.GROUP: line.group,
        LookupKey.MODEL: line.model,
        LookupKey.KEY: line.key_name,
        LookupKey.STATUS: str(line.status),
        LookupKey.ERROR: line.error_code,
        LookupKey.CHARGED: line.charge.value,
        LookupKey.FAILED: "yes" if line.failed else "no",
    }
    return all(term.key not in have or have[term.key] in term.values for term in lookup.terms)
