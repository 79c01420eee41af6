"""Read the refund that older releases only tell in the words of a system row.

Before 2026-02-22 a failed task's refund is a row of type 4: no figure, but a sentence with task id and money.
"""

from __future__ import annotations

import re

from quotadesk.domain.values import cut

# A task's id and, behind a word for "given back", the money: ＄0.3 额度, $0.3 or 150000 点额度.
_BACK = re.compile(
    r"(?:refund|refunded|补偿|退还|退回|返还)[:：]?\s*([＄$]?)\s*(\d{1,15}(?:\.\d{1,9})?)\s*(点额度)?",
    re.IGNORECASE,
)
_TASK = re.compile(r"(?:失败|任务|failed|task)\s+((?=[A-Za-z_\-]{0,127}\d)[A-Za-z0-9][A-Za-z0-9_\-]{5,127})")
LONGEST_REASON = 400


def read_told_refund(content: str, quota_per_unit: float) -> tuple[float, str, str] | None:
    """Give (quota units, task id, the sentence), or None when the row tells of no refund that can be counted.

    An amount in another currency than USD, or without any unit, cannot be counted and is left alone.
    """
    given = _BACK.search(content[:LONGEST_REASON])
    named = _TASK.search(content[:LONGEST_REASON])
    if given is None or named is None:
        return None
    dollars, amount, units = given.groups()
    if units:
        return float(amount), named.group(1), cut(content, LONGEST_REASON)
    if dollars:
        return float(amount) * quota_per_unit, named.group(1), cut(content, LONGEST_REASON)
    return None
