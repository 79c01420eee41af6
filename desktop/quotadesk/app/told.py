"""What a customer said about a request: evidence beside the rows, and all there is where no row was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Said
from quotadesk.domain.window import Window

AS_WRITTEN = Said("as the customer wrote it; the log holds no row", "来自客户描述，日志中没有记录")
FROM_THE_ID = Said("from the clock in the request id", "由请求 ID 中的时间得出")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the customer said about a request: pasted text (keys masked) and what was read in it."""

    text: str = ""
    status: int | None = None
    retry_after_s: float | None = None
    owner: str = ""
    owner_why: Said = AS_WRITTEN
    key_name: str = ""
    key_hash: str = ""
    key_masked: str = ""
    whole_key: bool = False  # the text held a key in full
    model: str = ""
    error_code: str = ""
    error_text: str = ""
    moment: datetime | None = None
    moment_stated: bool = True  # False: reckoned from "2 hours ago", so that no text may state its minute
    moment_why: Said = AS_WRITTEN
    window: Window | None = None
    request_ids: tuple[str, ...] = ()
    zone: tzinfo | None = None  # that the customer named

    def is_about(self, request: Request) -> bool:
        """Whether the customer can have meant this request: by its id, else by owner or key, time, model and status."""
        ids = {request.request_id, request.call_id, request.task_id, request.upstream_request_id}
        if self.request_ids:
            return not ids.isdisjoint(self.request_ids)
        return (
            self.window is not None
            and self.window.start <= request.time < self.window.end
            and bool(self.owner or self.key_name)
            and self.owner in {"", request.owner}
            and self.key_name in {"", request.key_name}
            and self.model in {"", request.model}
            and self.status in {None, request.status}
        )

    def request(self) -> Request | None:
        """Give the request as the customer described it, every value marked so; None without a time."""
        if self.moment is None:
            return None
        values: dict[str, Any] = {
            "request_id": next(iter(self.request_ids), ""),
            "owner": self.owner,
            "key_name": self.key_name,
            "key_masked": self.key_masked,
            "model": self.model
            if self.model.casefold() in self.text.casefold()
            else "",  # none completed by guess
            "status": self.status,
        }
        given = {name: value for name, value in values.items() if value}
        marks = {name: Mark(source=Source.INFERRED, why=AS_WRITTEN) for name in given}
        return Request(
            key=f"told:{given.get('request_id', '')}",
            time=self.moment,
            failed=True,
            error=ErrorFacts(code=self.error_code) if self.error_code else None,
            marks={
                **marks,
                "owner": Mark(source=Source.INFERRED, why=self.owner_why),
                "time": Mark(
                    source=Source.INFERRED if self.moment_stated else Source.MISSING, why=self.moment_why
                ),
                "error_code": Mark(source=Source.INFERRED, why=AS_WRITTEN),
            },
            **given,
        )
