"""Group the failures of a result by error: status and code, or the shape of the text where rows name no code."""

from __future__ import annotations

import re
import sqlite3

from quotadesk.app.found import ErrorGroup
from quotadesk.store.dictionary import Dictionary
from quotadesk.store.times import moment

MOST_GROUPS = 200
_LONGEST = 200  # characters of a text that tell it apart
_VARYING = re.compile(
    r"""["'“‘«][^"'”’»]{1,80}["'”’»]     # what is quoted: a model, a key
      | \b[\w.+-]+@[\w.-]+ | https?://\S+ | ‹[^›]*›
      | [A-Za-z0-9_*.…-]*\d[A-Za-z0-9_*.…:-]*  # ids, amounts, times""",
    re.VERBOSE,
)
_GAPS = re.compile(r"[\s…]*…[\s…]*")
_GROUPED = f"""
SELECT r.status, r.error_code,
  CASE WHEN r.error_code = 0 THEN (SELECT error_shape(f.text) FROM failure f
    WHERE f.request = r.id ORDER BY f.id DESC LIMIT 1) ELSE '' END AS shape,
  count(*), count(DISTINCT nullif(r.api_key, 0)), count(DISTINCT nullif(r.owner, 0)), max(r.time)
FROM ({{newest}}) p CROSS JOIN request r ON r.id = p.id
GROUP BY 1, 2, 3 ORDER BY 4 DESC, 7 DESC LIMIT {MOST_GROUPS}
"""


def shape(text: str | None) -> str:
    """Give a text with "…" in place of what differs from one failure to the next."""
    if not text:
        return ""
    return _GAPS.sub(" … ", _VARYING.sub("…", text[: 2 * _LONGEST])).strip()[:_LONGEST]


def error_groups(
    db: sqlite3.Connection, names: Dictionary, newest: str, given: tuple[object, ...]
) -> tuple[ErrorGroup, ...]:
    """Group the failures that `newest` selects as `time` and `id`."""
    db.create_function("error_shape", 1, shape, deterministic=True)
    rows = db.execute(_GROUPED.format(newest=newest), given).fetchall()
    return tuple(
        ErrorGroup(
            status=status,
            code=names.words[code],
            text=text or "",
            count=count,
            keys=keys,
            owners=owners,
            last=moment(last),
        )
        for status, code, text, count, keys, owners, last in rows
    )
