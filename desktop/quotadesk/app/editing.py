"""What an agent makes of a finished text: the body is replaced; audience, facts and codes stay the template's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from quotadesk.app.forms import html_of, markdown_of, plain_of
from quotadesk.domain.documents import Blank, Document
from quotadesk.domain.fields import FIELDS, Audience
from quotadesk.domain.said import Said

GAP = re.compile(r"‹([a-z_]{1,40})›")
"""An empty fact as a reply shows it."""


def rewritten(document: Document, typed: str, *inserted: Document) -> Document:
    """Give `document` with the body that the agent typed; what `inserted` texts may state, it may state too.

    The same text again gives the document as it was rendered, so that nothing about it counts as typed.
    """
    if typed.strip() == document.plain.strip() and not inserted:
        return document
    markdown = markdown_of(typed, "\n".join(d.markdown for d in (document, *inserted)))
    plain = plain_of(markdown)
    parts = (document, *inserted)
    return replace(
        document,
        markdown=markdown,
        plain=plain,
        html=html_of(markdown),
        masked=tuple(p for p in document.masked if not p.placeholder or p.placeholder in plain),
        blanks=tuple(b for b in document.blanks if _is_open(b, document, plain)),
        missing=missing_in(markdown) if document.audience is Audience.PUBLIC else (),
        facts=tuple(dict.fromkeys(f for d in parts for f in d.facts)),
        codes=tuple(dict.fromkeys(c for d in parts for c in d.codes)),
        literals=tuple(dict.fromkeys(w for d in parts for w in d.literals)),
        template="\n".join(d.plain for d in parts),
    )


def missing_in(markdown: str) -> tuple[Said, ...]:
    """Name the facts that stand empty in a text."""
    return tuple(label_of(gap) for gap in dict.fromkeys(GAP.findall(markdown)))


def label_of(gap: str) -> Said:
    """Name an empty fact in both languages."""
    field = FIELDS.get(gap)
    return field.label if field else Said(gap.replace("_", " "), gap)


def gaps_of(document: Document) -> tuple[Blank, ...]:
    """Give what an agent can fill in: the blanks of a note, the empty facts of a reply."""
    empty = dict.fromkeys(GAP.findall(document.plain))
    return document.blanks or tuple(Blank(name=gap, label=label_of(gap)) for gap in empty)


def filled(document: Document, typed: str, options: Mapping[str, str]) -> str:
    """Give a typed text with its gaps filled: `options` by the name of the gap."""
    for gap in gaps_of(document):
        if given := options.get(gap.name, "").strip():
            for mark in (f"‹{gap.label.in_(document.language)}›", f"‹{gap.name}›"):
                typed = typed.replace(mark, given)
    return typed


def _is_open(blank: Blank, document: Document, plain: str) -> bool:
    mark = f"‹{blank.label.in_(document.language)}›"
    return mark in plain or mark not in document.plain
