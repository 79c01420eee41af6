"""Say in words how completely a window was read."""

from __future__ import annotations

from quotadesk.domain.window import Coverage
from quotadesk.ui import formats
from quotadesk.ui.terms import GAP
from quotadesk.ui.words import translate, words


def coverage_words(coverage: Coverage | None, *, by_id: bool = False) -> tuple[str, str, str]:
    """Give (short text, tone, long text) for a coverage; the long one lists every gap and note.

    `by_id`: ids were asked for and no time, so a window that was read is one that nobody named.
    """
    if coverage is None:
        long = translate(
            "Coverage", "The lookup names no time, so what was read of the log is told with each case."
        )
        return translate("Coverage", "searched what is held"), "secondary", long
    notes = [words.of(note) for note in coverage.notes]
    if coverage.complete:
        window = translate("Coverage", "complete for this window")
        read = translate("Coverage", "the time around it is read")
        return f"✓ {read if by_id else window}", "good", "\n".join(notes)
    gaps = [f"{formats.span(gap.window)}: {words.of(GAP[gap.reason])}" for gap in coverage.gaps]
    if not gaps:
        return translate("Coverage", "not read yet"), "warning", "\n".join(notes)
    first = words.of(GAP[coverage.gaps[0].reason])
    text = translate("Coverage", "incomplete: {reason}").format(reason=first)
    return f"◐ {text}", "warning", "\n".join([*gaps, *notes])
