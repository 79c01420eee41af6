"""Templates: their lint, their rendering, and the room where agents keep their own."""

from __future__ import annotations

from quotadesk.app.forms import escaped
from quotadesk.wording.own import OwnTemplates
from quotadesk.wording.rendering import LONGEST_TEXT, Templates, facts_class, tidy

__all__ = ["LONGEST_TEXT", "OwnTemplates", "Templates", "escaped", "facts_class", "tidy"]
