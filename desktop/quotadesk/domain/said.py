"""A sentence that the program says in both of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Said:
    """The same statement in English and Chinese; numbers, times and names are equal in both."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        """Give the wording in `language`."""
        return self.zh if language == "zh" else self.en
