"""Recognise the customer's own program sending again: the one rule, for rows of a result and for a diagnosis.

Official SDKs repeat a call twice by default, 0.5 to 8 s apart, after 408, 409, 429, 5xx and lost connections, and
right after their own time-out (openai-python and anthropic-sdk-python, _constants.py and _base_client.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from quotadesk.domain.records import RequestType

LONGEST_PAUSE = timedelta(seconds=8)
CLOCK_IS_OFF_BY = timedelta(seconds=1)  # gateways keep whole seconds, both of the end and of the time spent
REPEATED_AFTER = frozenset({408, 409, 429})


class Sent(Protocol):
    """One request as the client sent it. `time` is its begin or its end, for all requests of one gateway the same.

    `stream_cut`: its answer broke off. `latency_ms` None = not recorded.
    """

    @property
    def time(self) -> datetime: ...
    @property
    def latency_ms(self) -> float | None: ...
    @property
    def status(self) -> int | None: ...
    @property
    def failed(self) -> bool: ...
    @property
    def stream_cut(self) -> bool: ...
    @property
    def key_name(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def type(self) -> RequestType | None: ...


class Keyed(Sent, Protocol):
    """A request with its identity within a connection."""

    @property
    def key(self) -> str: ...


_Keyed = TypeVar("_Keyed", bound=Keyed)


def repeats(status: int | None) -> bool:
    """Whether SDKs send again after this status."""
    return status is not None and (status in REPEATED_AFTER or status >= 500 or status == 499)


def follows(before: Sent, after: Sent, *, by_begin: bool = False, timed_out: bool = False) -> bool:
    """Whether `after` is the client's own repeat of `before`.

    `by_begin`: `time` is certainly the begin; else both readings of it are tried.
    `timed_out`: the customer's program is known to have given up waiting, so that a repeat may begin while the
    gateway still works on the first request, which it may then even show as served.
    """
    gap = after.time - before.time
    if _looks(before) != _looks(after) or gap <= timedelta(0):
        return False
    spent = [before.latency_ms] if by_begin else [before.latency_ms, after.latency_ms]
    pauses = [gap - timedelta(milliseconds=ms or 0) for ms in spent]
    soon = any(p <= LONGEST_PAUSE + CLOCK_IS_OFF_BY for p in pauses)
    if timed_out:
        return soon
    waited = any(-CLOCK_IS_OFF_BY <= p <= LONGEST_PAUSE + CLOCK_IS_OFF_BY for p in pauses)
    lost = before.stream_cut or before.status is None
    return waited and before.failed and (lost or repeats(before.status))


def _looks(sent: Sent) -> tuple[str, str, str, RequestType | None]:
    return (sent.key_name, sent.owner, sent.model, sent.type)


def retries_of(key: str, neighbours: Sequence[_Keyed]) -> tuple[_Keyed, ...]:
    """Give the further requests of the chain that `key` belongs to, oldest first."""
    return chain_of(key, neighbours)[1:]


def chain_of(key: str, neighbours: Sequence[_Keyed]) -> tuple[_Keyed, ...]:
    """Give the chain of repeats that `key` belongs to, its first call included (`neighbours` are oldest first).

    A chain goes on while each failure is soon followed by a request that looks the same.
    """
    chain: list[_Keyed] = []
    for sent in neighbours:
        if chain and follows(chain[-1], sent):
            chain.append(sent)
        elif any(member.key == key for member in chain):
            break
        else:
            chain = [sent]
    return tuple(chain) if any(member.key == key for member in chain) else ()
