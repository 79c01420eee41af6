"""Recognise the customer's own program sending again: same key, model and type within seconds after a failure.

Official SDKs repeat a call twice by default, 0.5 to 8 s apart, after 408, 409, 429 and 5xx.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from quotadesk.domain.requests import Line

WITHIN = timedelta(seconds=8.5)
REPEATED_AFTER = frozenset({408, 409, 429})


def repeats(status: int | None) -> bool:
    """Whether SDKs send again after this status."""
    return status is not None and (status in REPEATED_AFTER or status >= 500)


def retries_of(key: str, neighbours: Sequence[Line]) -> tuple[Line, ...]:
    """Give the further requests of the chain that `key` belongs to (oldest first; `neighbours` are sorted so).

    A chain goes on while each failure is followed, within 8 s of its end, by a request that looks the same.
    """
    chain: list[Line] = []
    for line in neighbours:
        if chain and _follows(chain[-1], line):
            chain.append(line)
        elif any(member.key == key for member in chain):
            break
        else:
            chain = [line]
    return tuple(chain[1:]) if any(member.key == key for member in chain) else ()


def _follows(before: Line, after: Line) -> bool:
    took = timedelta(milliseconds=before.latency_ms or 0)
    gap = after.time - before.time
    return (
        before.failed
        and repeats(before.status)
        and before.key_name == after.key_name
        and before.owner == after.owner
        and before.model == after.model
        and before.type == after.type
        and timedelta(0) <= gap <= WITHIN + took
    )
