"""Open the proof of a verdict, or of one claim of it, with ways to the field and to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from quotadesk.domain.verdict import Claim
from quotadesk.ui.popover import Entry, Popover
from quotadesk.ui.proofs import Ground
from quotadesk.ui.terms import CLAIM, SOURCE
from quotadesk.ui.words import translate, words


def open_proof(
    grounds: Iterable[Ground],
    anchor: QWidget,
    *,
    show_field: Callable[[str], object],
    show_rows: Callable[[], object],
    copy: Callable[[str, str], object],
) -> Popover:
    """Open a popover with `grounds`, by claim."""
    listed = tuple(grounds)
    count = translate("Proof", "Proof (%n)", "", len(listed))
    popover = Popover(count, anchor)
    for claim in Claim:
        mine = [g for g in listed if g.claim is claim]
        if mine:
            popover.head(words.of(CLAIM[claim]))
        for ground in mine:
            popover.add(_entry(ground, popover, show_field, show_rows, copy))
    popover.open()
    return popover


def _entry(
    ground: Ground,
    popover: Popover,
    show_field: Callable[[str], object],
    show_rows: Callable[[], object],
    copy: Callable[[str, str], object],
) -> Entry:
    known = " · ".join(p for p in (words.of(SOURCE[ground.source]), ground.fresh) if p)
    entry = Entry(ground.text, *ground.basis, known)

    def leave(call: Callable[[], object]) -> Callable[[], None]:
        def go() -> None:
            popover.close()
            call()

        return go

    if ground.field:
        entry.offer(translate("Proof", "Show the field"), leave(lambda: show_field(ground.field)))
    if ground.receipts:
        entry.offer(translate("Proof", "Show the rows"), leave(show_rows))
        ids = "\n".join(ground.receipts)
        name = translate("Proof", "%n row id(s)", "", len(ground.receipts))
        entry.offer(
            translate("Proof", "Copy %n row id(s)", "", len(ground.receipts)), lambda: copy(name, ids)
        )
    return entry
