"""Read the log of a LiteLLM proxy with a viewer key. Never prompts, never a paid call.

Facts: LiteLLM 1.106.2 on a running proxy, older releases from their source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from quotadesk.app.ports import Batch, Cancelled, Connection, Fetch, Names, Probe
from quotadesk.domain.account import Account
from quotadesk.domain.assembly import request_key
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record
from quotadesk.domain.said import Said
from quotadesk.domain.values import text, version
from quotadesk.domain.window import Window
from quotadesk.gateways.http import Answer, NotJson, StoppedReading, Wire, never
from quotadesk.gateways.litellm_accounts import KeyFacts, key_facts
from quotadesk.gateways.litellm_lists import Lists
from quotadesk.gateways.litellm_routes import HARMLESS, Route
from quotadesk.gateways.litellm_rows import decode
from quotadesk.gateways.newapi_address import auth_headers, base_url
from quotadesk.gateways.newapi_ahead import Ahead
from quotadesk.gateways.newapi_answers import Page
from quotadesk.gateways.newapi_slices import Asked, EndlessList, Readable, Slice, SliceReader, whole_seconds
from quotadesk.gateways.troubles import LOG, SELF, STATE, USERS, trouble

PAGE = 100  # rows of 10 KB each; every release takes a hundred
WRITTEN_AFTER = timedelta(seconds=30)  # the log is written in batches; "not found" before that proves nothing
ATTEMPTS_AROUND = timedelta(seconds=120)
LIMIT = (600, 60.0)  # the proxy names no limit of its own; this keeps the reader at a few requests a second

_TOO_POWERFUL = Said(
    "This key has no allowed_routes: it can read prompts and call models at your cost. Ask for a viewer key limited to"
    " the routes of the guide.",
    "该密钥未设置 allowed_routes：可读取提示词并产生模型调用费用。请改用仅限指南所列路由的只读密钥。",
)
_OWN_ROWS_ONLY = Said(
    "This key sees only its own rows; customers' requests stay invisible.",
    "该密钥只能看到自己的日志，客户的请求不可见。",
)
_BATCHED = Said(
    "Calls appear in the log some seconds late; a missing row proves nothing for half a minute.",
    "日志会延迟数秒写入，半分钟内查不到并不能说明问题。",
)


class LiteLLM:
    """A LiteLLM proxy behind the Gateway port."""

    def __init__(
        self, connection: Connection, credential: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._wire = Wire(
            base_url(connection.url.removesuffix("/ui")),
            routes=Route,
            headers=auth_headers(credential, ""),
            limit=LIMIT,
            in_flight=connection.at_once,
            transport=transport,
        )
        self._at_once = connection.at_once
        self._logs = Route.OLD_LOGS if connection.profile.dialect == "before-1.90" else Route.LOGS
        self._lists = Lists(self._wire)

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    # ------------------------------------------------------------ probe

    def probe(self) -> Probe:
        """Find out whether this is a LiteLLM proxy, and what the key may do."""
        ready = self._ready()
        own = self._own_key()
        warnings = [_TOO_POWERFUL] if own is not None and _too_powerful(own) else []
        self._try_logs()
        reads_all = self._reads_all()
        if not reads_all:
            warnings.append(_OWN_ROWS_ONLY)
        release = version(ready, "litellm_version")
        dialect = "before-1.90" if self._logs is Route.OLD_LOGS else "v2"
        profile = Profile(
            product=Product.LITELLM,
            version=release,
            dialect=dialect,
            error_log=True,
            consume_log=True,
            retries="",
            id_clock="utc",
            key_tails=True,
            bills_on_disconnect=True,
            notes=(_BATCHED,),
        )
        return Probe(profile=profile, title="LiteLLM", may_read_all=reads_all, warnings=tuple(warnings))

    def _ready(self) -> Mapping[str, Any]:
        try:
            answer = self._wire.get(Route.READY, what=STATE)
        except NotJson as error:  # New API answers every address that it does not know with its web page
            raise trouble("not_litellm", host=self._wire.host) from error
        if not isinstance(answer.body, Mapping) or not text(answer.body, "status"):
            raise trouble("not_litellm", host=self._wire.host)
        return answer.body

    def _own_key(self) -> KeyFacts | None:
        answer = self._wire.get(Route.KEY, what=SELF)
        if answer.status == httpx.codes.UNAUTHORIZED:
            raise trouble("viewer_key_refused", host=self._wire.host)
        body = answer.body
        info = body.get("info") if isinstance(body, Mapping) else None
        return (
            key_facts(info, key_hash="self")
            if answer.status == httpx.codes.OK and isinstance(info, Mapping)
            else None
        )

    def _try_logs(self) -> None:
        now = datetime.now(UTC)
        params: dict[str, str | int] = {"page": 1, "page_size": 1}
        params |= {"start_date": _stamp(now - timedelta(hours=1)), "end_date": _stamp(now)}
        answer = self._wire.get(self._logs, params, what=LOG)
        if answer.status == httpx.codes.NOT_FOUND and self._logs is Route.LOGS:
            self._logs = Route.OLD_LOGS
            answer = self._wire.get(self._logs, params, what=LOG)
        self._opened(answer, LOG, self._logs)

    def _reads_all(self) -> bool:
        return self._wire.get(Route.USERS, {"page": 1, "page_size": 1}, what=USERS).status == httpx.codes.OK

    def _opened(self, answer: Answer, what: Said, route: Route) -> Mapping[str, Any] | list[Any]:
        """Give the body of a good answer; the three error shapes of the admin routes all end here."""
        host = self._wire.host
        if answer.status == httpx.codes.UNAUTHORIZED:
            raise trouble("viewer_key_refused", host=host)
        if answer.status == httpx.codes.FORBIDDEN:
            raise trouble("viewer_routes", host=host, what=what, route=str(route))
        if answer.status != httpx.codes.OK:
            raise trouble("declined", host=host, what=what)
        if not isinstance(answer.body, Mapping | list):
            raise trouble("unreadable", host=host, what=what)
        return answer.body

    # ------------------------------------------------------------ logs

    def fetch(self, fetch: Fetch, *, cancelled: Cancelled = never) -> Iterator[Batch]:
        """Give the rows of a window, newest slice first. Rows of the last half minute may still be missing."""
        whole = whole_seconds(fetch.window)
        if whole is None:
            return
        settled = datetime.now(UTC) - WRITTEN_AFTER
        try:
            if fetch.request_id:
                yield from self._by_id(fetch, whole, cancelled)
                return
            self._lists.refresh(cancelled)
            params = self._filters(fetch)

            def ask(asked: Asked, unwanted: Cancelled) -> Page:
                return self._page(*asked, params, unwanted)

            readable = Readable()
            with Ahead(ask, self._at_once, cancelled) as pages:
                for chunk in SliceReader(pages, _row_name).read(whole):
                    records, faulty = self._decoded((row for _, row in chunk.rows), fetch.window)
                    skipped = chunk.faulty + faulty
                    read = readable.read(chunk, skipped)
                    yield Batch(
                        records=records,
                        skipped=skipped,
                        done=chunk.done,
                        read=_settled(read, settled) if read else None,
                    )
        except StoppedReading:
            return
        except EndlessList:
            raise trouble("repeats", host=self._wire.host, what=LOG) from None

    def _by_id(self, fetch: Fetch, whole: Slice, cancelled: Cancelled) -> Iterator[Batch]:
        """Find one call. A timed-out call has a row per attempt that no search finds, so its surroundings are read."""
        self._lists.refresh(cancelled)
        page = self._page(whole, 0, {"request_id": fetch.request_id}, cancelled)
        records, faulty = self._decoded(page.rows, fetch.window)
        found, skipped = list(records), page.faulty + faulty
        for record in records:
            if record.failed and record.key_hash:
                attempts, faulty = self._attempts(record, cancelled)
                found += attempts
                skipped += faulty
        unique = {r.source_id: r for r in found}
        settled = _settled(fetch.window, datetime.now(UTC) - WRITTEN_AFTER)
        read = None if skipped else settled
        yield Batch(records=tuple(unique.values()), skipped=skipped, done=1.0, read=read)

    def _attempts(self, record: Record, cancelled: Cancelled) -> tuple[list[Record], int]:
        """Give the attempts of a failed call, and how many rows around it were unreadable."""
        window = Window(
            record.time - timedelta(seconds=1), (record.ended or record.time) + timedelta(seconds=2)
        )
        around = whole_seconds(window)
        if around is None or window.end - window.start > ATTEMPTS_AROUND * 10:
            return [], 0
        page = self._page(around, 0, {"api_key": record.key_hash, "status_filter": "failure"}, cancelled)
        records, faulty = self._decoded(page.rows, window)
        mine = [r for r in records if request_key(r) == request_key(record)]
        return mine, page.faulty + faulty

    def _filters(self, fetch: Fetch) -> dict[str, str]:
        """Narrow on the proxy where it can; what it cannot filter is read whole and found in the store."""
        wanted = {
            "user_id": fetch.owner,
            "api_key": fetch.key_hash or self._lists.hash_of(fetch.key_name),
            "team_id": self._lists.team_of(fetch.group),
        }
        return {name: value for name, value in wanted.items() if value}

    def _page(self, part: Slice, number: int, params: Mapping[str, str], cancelled: Cancelled) -> Page:
        query: dict[str, str | int] = {
            **params,
            "start_date": _stamp(part.window.start),
            "end_date": _stamp(part.window.end),
            "page": number + 1,
            "page_size": PAGE,
        }
        body = self._opened(self._wire.get(self._logs, query, what=LOG, cancelled=cancelled), LOG, self._logs)
        rows = body.get("data") if isinstance(body, Mapping) else None
        if not isinstance(rows, list):
            raise trouble("unreadable", host=self._wire.host, what=LOG)
        total = body.get("total") if isinstance(body, Mapping) else None
        good = tuple(r for r in rows if isinstance(r, Mapping))
        return Page(good, total if isinstance(total, int) else None, len(rows) - len(good))

    def _decoded(self, rows: Iterable[Mapping[str, Any]], window: Window) -> tuple[tuple[Record, ...], int]:
        """Decode rows and add what the key list knows. Gives the records and how many rows were unreadable."""
        decoded = [decode(row) for row in rows]
        good = [
            self._lists.enriched(r) for r in decoded if r is not None and window.start <= r.time < window.end
        ]
        return tuple(good), sum(r is None for r in decoded)

    # ------------------------------------------------------------ accounts and names

    def account(self, owner: str, *, key_name: str = "", key_hash: str = "") -> Account | None:
        """Read key, team and user budgets of an owner or a key. Each of them can refuse a call."""
        return self._lists.account(owner, key_name=key_name, key_hash=key_hash)

    def names(self) -> Names:
        """Give users with their aliases, e-mails, teams, key aliases and models."""
        return self._lists.names()


def _too_powerful(own: KeyFacts) -> bool:
    """Whether a key can do more than read: without allowed_routes, or with routes outside the harmless ones."""
    return own.routes is not None and (not own.routes or any(r not in HARMLESS for r in own.routes))


def _settled(window: Window, limit: datetime) -> Window | None:
    """Give the part of a window that lies before the last half minute."""
    return Window(window.start, min(window.end, limit)) if window.start < limit else None


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _row_name(row: Mapping[str, Any]) -> str:
    return text(row, "request_id")
