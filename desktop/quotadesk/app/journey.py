"""The demonstration: the whole minute on the sample gateway, leaving its texts where they can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quotadesk.app.answers import Progressed
from quotadesk.app.office import Office
from quotadesk.app.ports import SAMPLE, Outlet
from quotadesk.domain.said import Language

STORM = "upstream-429"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A customer's message of the demonstration: which reply it is about, what was pasted, whose it is."""

    name: str  # "429", "402", "low-balance" …
    text: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How to reach the sample gateway, and the tickets of its customers."""

    url: str
    credential: str
    user_id: str
    tickets: tuple[Ticket, ...]

    def ticket(self, name: str) -> Ticket:
        """Give the ticket `name`."""
        return next(t for t in self.tickets if t.name == name)


def prepare(office: Office, sample: Sample, *, progressed: Progressed) -> int:
    """Connect the sample gateway and read its log; gives the number of rows read."""
    office.connect(
        name=SAMPLE,
        kind="newapi",
        url=sample.url,
        credential=sample.credential,
        user_id=sample.user_id,
    )
    office.learn_names()
    window = office.understand("since:31d").lookup.window
    return office.sync(progressed=progressed, cancelled=lambda: False, window=window).read


def leave_texts(office: Office, sample: Sample, outlet: Callable[[str], Outlet]) -> list[str]:
    """Write the three replies and the hand-off note in both languages; gives the names of the texts."""
    names = []
    first = office.case_of(sample.ticket(STORM).text)
    second = office.case_of(sample.ticket("402").text)
    low = office.account_case(sample.ticket("low-balance").owner)
    for language in LANGUAGES:
        documents = {
            f"reply-429.{language}.md": office.reply(first, language),
            f"reply-402.{language}.md": office.reply(second, language),
            f"reply-low-balance.{language}.md": office.low_balance(low, language),
            f"handoff.{language}.md": office.note(first, language, {}),
        }
        for name, document in documents.items():
            office.send(document, outlet(name), name)
            names.append(name)
    return names
