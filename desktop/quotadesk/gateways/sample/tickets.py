"""What the sample's customers write: one ticket for each kind of case, as pasted into the lookup bar."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from quotadesk.domain.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A customer's message. `name` is the case it stands for, `about` what an agent should find."""

    name: str
    owner: str
    text: str
    about: Said
    http_status: int | None = None
    request_id: str = ""
    task_id: str = ""
    has_rows: bool = True
    headers: dict[str, str] = field(default_factory=dict)


def refusal(message: str, code: str, rid: str, *, kind: str = "new_api_error") -> str:
    """Give the body with which the gateway refuses."""
    error = {"message": f"{message} (request id: {rid})", "type": kind, "param": "", "code": code}
    return json.dumps({"error": error}, ensure_ascii=False)


def passed_on(message: str, code: str, kind: str) -> str:
    """Give the body of an upstream's error as the gateway passes it on: without a request id in its text."""
    return json.dumps(
        {"error": {"message": message, "type": kind, "param": None, "code": code}}, ensure_ascii=False
    )
