"""Load the labelled sets and their scorer, which live beside each other in tests/labelled/redaction."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from quotadesk.domain.redaction import redact

HOME = Path(__file__).parents[2] / "labelled" / "redaction"
SECRET = b"a key of the workspace, 32 bytes"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"labelled_redaction_{name}", HOME / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HOME / name).read_text(encoding="utf-8").splitlines()]


def once(record: dict[str, Any], text: str | None = None) -> str:
    return redact(record["text"] if text is None else text, record.get("context"), secret=SECRET)
