"""The gate as the lines of this program's own log meet it: like a note, they are read by colleagues."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotadesk.domain.redaction import Known

LONGEST_LOOK_S = 2.0  # nobody waits for a line of the log, and a busy machine must not empty it


class LineRefused(Exception):
    """A line that may not be written at all; its words are the gate's."""


class LogGate:
    """Checks lines against what the desk knows. `known` must ask nobody: a line may come from any place, any time."""

    def __init__(self) -> None:
        self.known: Callable[[], Known | None] = lambda: None

    def line(self, text: str) -> str:
        """Give the line as it may be written. Raises LineRefused when it may not."""
        from quotadesk.domain.redaction import Audience, Known, Refused, decide

        answer = decide(
            text,
            audience=Audience.INTERNAL,
            known=self.known() or Known(),
            clock=time.perf_counter,
            limit=LONGEST_LOOK_S,
        )
        if isinstance(answer, Refused):
            raise LineRefused(answer.refusal.value)
        return answer.text
