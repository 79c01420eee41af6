"""The texts of the desk: written from a case, judged while they are changed, and sent through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quotadesk.app.answers import CaseView, Sent
from quotadesk.app.errors import UnfitText
from quotadesk.app.ports import Outlet
from quotadesk.app.seat import Seat
from quotadesk.domain.documents import Choice, Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.said import Language

# The tasks are imported where they begin, as in app/office.
if TYPE_CHECKING:
    from quotadesk.app.templates import Room, Workbench


class Writing(Seat):
    """Tasks of the desk with texts. Each may be called from several worker threads at once."""

    def reply(self, view: CaseView, language: Language) -> Document:
        """Give the customer reply that the verdict asks for."""
        from quotadesk.app import texts

        parts = self._parts
        return texts.reply(
            view,
            language,
            wording=parts.wording,
            zone=parts.zone(),
            now=parts.now(),
            known=self.known(),
            secret=parts.secret(),
        )

    def low_balance(self, view: CaseView, language: Language) -> Document:
        """Give the low-balance notice."""
        from quotadesk.app import texts

        parts = self._parts
        return texts.low_balance(view, language, wording=parts.wording, zone=parts.zone(), now=parts.now())

    def note(
        self,
        view: CaseView,
        language: Language,
        options: Mapping[str, str],
        *,
        pseudonymous: bool = False,
        name: str = "",
    ) -> Document:
        """Give the hand-off note, or that of template `name`; options fill its blanks.

        `pseudonymous` hides owners from a wide channel.
        """
        from quotadesk.app import texts

        parts = self._parts
        return texts.note(
            view,
            language,
            options,
            wording=parts.wording,
            zone=parts.zone(),
            now=parts.now(),
            known=self.known(),
            secret=parts.secret(),
            pseudonymous=pseudonymous,
            name=name or texts.NOTE,
        )

    def templates(self, language: Language, audience: Audience) -> tuple[Choice, ...]:
        """Give the templates that may be put into a text, the most used first."""
        from quotadesk.app import templates

        return templates.choices(
            self._parts.wording, language, audience, self._parts.open_store().text_uses()
        )

    def template(self, view: CaseView, language: Language, name: str) -> Document:
        """Give the text of one template for a case, by its name in `templates`. May raise FaultyTemplate."""
        from quotadesk.app import templates

        if not name.startswith(templates.REPLIES):
            return self.note(view, language, {}, name=name)
        parts = self._parts
        return templates.reply(
            view,
            language,
            name,
            wording=parts.wording,
            zone=parts.zone(),
            now=parts.now(),
            known=self.known(),
            secret=parts.secret(),
        )

    def workbench(self, room: Room) -> Workbench:
        """Give what can be done with the templates themselves, the agents' own in `room`."""
        from quotadesk.app.templates import Workbench

        parts = self._parts
        return Workbench(
            room=room,
            uses=lambda: parts.open_store().text_uses(),
            known=self.known,
            secret=parts.secret,
            now=parts.now,
            zone=parts.zone,
        )

    def use_text(self, name: str, rewritten: bool) -> None:
        """Count that a template's text was copied."""
        self._parts.open_store().use_text(name, rewritten=rewritten)

    def send(
        self, document: Document, outlet: Outlet, to: str, *, confirmed: frozenset[str] = frozenset()
    ) -> Sent:
        """Let a text leave through the gate. Raises UnfitText; `confirmed` are figures that the agent stands for."""
        from quotadesk.app import outgoing

        return outgoing.send(
            document,
            outlet,
            to,
            known=self.known(),
            secret=self._parts.secret(),
            clock=self._parts.clock,
            confirmed=confirmed,
        )

    def judge(self, document: Document, confirmed: frozenset[str] = frozenset()) -> tuple[UnfitText, ...]:
        """Give all that speaks against a text as `send` would raise it; nothing leaves."""
        from quotadesk.app import outgoing

        judged = outgoing.judge(
            document,
            known=self.known(),
            secret=self._parts.secret(),
            clock=self._parts.clock,
            confirmed=confirmed,
        )
        return judged.faults
