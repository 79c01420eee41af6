"""Read a pasted customer message into lookup fields, in Chinese and English."""

from quotadesk.domain.ticket.answer import as_answer
from quotadesk.domain.ticket.facts import Directory, IdWindow, KeyHint, Mark, Reading, Route, TimeSpan, Why
from quotadesk.domain.ticket.reading import read

__all__ = [
    "Directory",
    "IdWindow",
    "KeyHint",
    "Mark",
    "Reading",
    "Route",
    "TimeSpan",
    "Why",
    "as_answer",
    "read",
]
