"""Add to a verdict what the requests around it tell: the client's own repeats, and what was lost to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from quotadesk.domain.diagnosis.proofs import proof_of_loss
from quotadesk.domain.lost import lost_to
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.verdict import Dated, Verdict

_OF_REPEATS = frozenset({"client_retries", "attempts"})


def with_neighbours(
    verdict: Verdict, request: Request, neighbours: Sequence[Line], *, read_at: datetime | None = None
) -> Verdict:
    """Give the verdict on `request` with its attempts, its repeats among `neighbours` and what they cost.

    `neighbours`: lines of the same key and model, oldest first, the request's own among them, read at `read_at`.
    """
    lost = lost_to(request, neighbours)
    proofs = tuple(p for p in verdict.proofs if p.field not in _OF_REPEATS)
    if lost is not None:
        proofs += (replace(proof_of_loss(lost), dated=Dated.READ, at=read_at),)
    return replace(
        verdict,
        attempts=request.attempt_count,
        client_retries=request.client_retries,
        lost=lost,
        proofs=proofs,
    )
