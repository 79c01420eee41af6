"""Pass the cells of an export through the gate: each that somebody else wrote leaves checked, masked or withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from quotadesk.app.intake import WITHHELD
from quotadesk.app.known import without_parts_of_key_names
from quotadesk.domain.redaction import Audience, Known, Passed, Refusal, Refused, decide

_AT_ONCE = 1_200  # characters in one look; it has to end well within the gate's own time
_MOST_REMEMBERED = 50_000


@dataclass(slots=True, kw_only=True)
class CellGate:
    """The gate as the cells of one export meet it. `masked` and `withheld` count distinct texts."""

    reader: Audience
    known: Known
    secret: bytes
    clock: Callable[[], float]
    masked: int = 0
    withheld: int = 0
    _passed: dict[str, str] = field(default_factory=dict)

    def passed(self, texts: Iterable[str]) -> dict[str, str]:
        """Give each text as it may leave.

        Clean texts pass together, one a line, since each look has its price. Where anything is found in a look, or
        it takes too long, each text of it is looked at alone: what leaves has always been passed by the gate.
        """
        wanted = dict.fromkeys(texts)
        if len(self._passed) + len(wanted) > _MOST_REMEMBERED:
            self._passed.clear()
        for some in _portions(t for t in wanted if t not in self._passed):
            answer = self._decide("\n".join(some))
            if isinstance(answer, Passed) and not answer.values:
                self._passed.update(zip(some, some, strict=True))
            else:
                self._passed.update((text, self._alone(text)) for text in some)
        return {text: self._passed[text] for text in wanted}

    def _alone(self, text: str) -> str:
        answer = self._decide(text)
        if isinstance(answer, Refused) and answer.refusal is Refusal.SCAN_SLOW:
            answer = self._decide(text)  # the machine may have been busy
        if isinstance(answer, Refused):
            self.withheld += 1
            return WITHHELD
        self.masked += bool(answer.values)
        return answer.text

    def _decide(self, text: str) -> Passed | Refused:
        known = self.known
        if self.reader is Audience.PUBLIC and text in known.key_names:
            known = without_parts_of_key_names(known, text)
        return decide(text, audience=self.reader, known=known, secret=self.secret, clock=self.clock)


def _portions(texts: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    size = 0
    for text in texts:
        if some and size + len(text) > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append(text)
        size += len(text) + 1
    if some:
        yield some
