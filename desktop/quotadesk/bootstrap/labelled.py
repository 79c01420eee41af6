"""Bind what needs no desk: labelled cases, tickets, and the redaction of one text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def explain(case: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one labelled case in the format of `explain --jsonl`. Raises ValueError naming what is wrong in it."""
    from quotadesk.app.explain import as_answer, evidence_from_case, product_of, quota_per_unit_of
    from quotadesk.domain.diagnosis import diagnose
    from quotadesk.gateways.catalog import decoder, task_decoder
    from quotadesk.knowledge import read_knowledge

    unit = quota_per_unit_of(case)
    decode, decode_task = decoder(product_of(case), quota_per_unit=unit), task_decoder(quota_per_unit=unit)
    evidence = evidence_from_case(case, decode, decode_task)
    return as_answer(diagnose(evidence, read_knowledge()), str(case["id"]))


def read(ticket: Mapping[str, Any], directory: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one ticket in the format of `read --jsonl`. Raises ValueError naming what is wrong in it."""
    from quotadesk.domain.ticket import Directory, as_answer
    from quotadesk.domain.ticket import read as read_ticket

    owners = directory.get("owners") or {}
    known = Directory(
        owners={name: tuple(aliases) for name, aliases in owners.items()},
        models=tuple(directory.get("models") or ()),
    )
    reading = read_ticket(
        ticket["text"],
        now=datetime.fromisoformat(ticket["now"]),
        tz=ticket.get("tz") or "UTC",
        directory=known,
        attachments=tuple(ticket.get("attachments") or ()),
    )
    return {"id": ticket["id"], **as_answer(reading)}


def redact(text: str, context: Mapping[str, Any]) -> str:
    """Redact one text with a key of this process only; no keyring is needed."""
    from quotadesk.domain.redaction import redact as redact_one

    return redact_one(text, context)
