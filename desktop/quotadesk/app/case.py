"""Open a case: one request, or a pasted error without a row, with its verdict, evidence and ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from quotadesk.app.accounts import account_view
from quotadesk.app.answers import AccountView, CaseView
from quotadesk.app.errors import UnclearLookup
from quotadesk.app.evidence import evidence_of, limit_told, shown
from quotadesk.app.ledger import ledger_of
from quotadesk.app.minute import minute_around
from quotadesk.app.similar import similar_to
from quotadesk.app.then import then_of
from quotadesk.app.workplace import Workplace
from quotadesk.domain.account import Account, QuotaState
from quotadesk.domain.assembly import assemble
from quotadesk.domain.charge import Charge, ChargeVerdict, bills_within
from quotadesk.domain.diagnosis import with_neighbours
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import ErrorFacts, Record, Task
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.retries import retries_of
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Family, Retry, Verdict
from quotadesk.domain.window import Coverage, Window

Diagnose = Callable[[Evidence], Verdict]

AROUND = timedelta(minutes=10)

AS_WRITTEN = Said("as the customer wrote it; the log holds no row", "来自客户描述，日志中没有记录")
AS_QUOTED = Said("as the customer quoted it; the gateway does not give it", "来自客户描述，网关未提供")
BY_THE_KEY = Said("the owner of this key's other requests", "该密钥其他请求的归属")
FROM_THE_ID = Said("from the clock in the request id", "由请求 ID 中的时间得出")
_STATE_SENTENCES = {
    QuotaState.ENOUGH: Said("There is enough quota.", "额度充足。"),
    QuotaState.LOW: Said("The quota is low.", "额度偏低。"),
    QuotaState.EXHAUSTED: Said("The quota is exhausted.", "额度已用尽。"),
    QuotaState.UNKNOWN: Said("The quota state is not known.", "额度状态未知。"),
}
_GONE = Said("This request is not in the store.", "本地库中没有该请求。")
_LOOK_AGAIN = Said("Look it up again; the gateway may have deleted it.", "请重新查询；网关可能已删除该记录。")


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
    model: str = ""
    error_code: str = ""
    moment: datetime | None = None
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
            "model": self.model,
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
                "time": Mark(source=Source.INFERRED, why=self.moment_why),
                "error_code": Mark(source=Source.INFERRED, why=AS_WRITTEN),
            },
            **given,
        )


def open_case(place: Workplace, key: str, *, diagnose: Diagnose, told: Told | None = None) -> CaseView:
    """Give the case of a stored request, with what the customer said beside it when it can be about this one.

    Raises UnclearLookup when the store holds no such request.
    """
    held = place.store.records(place.connection, [key]).get(key)
    if held is None or not held[0]:
        raise UnclearLookup(_GONE, _LOOK_AGAIN)
    records, task = held
    neighbours = place.store.neighbours(place.connection, key)
    request = _request(key, records, task, place, neighbours)
    zone = told.zone if told is not None and told.owner in {"", request.owner} else None
    told = told if told is not None and told.is_about(request) else None
    request = _with_key_as_quoted(request, told)
    before = _held(place, request)
    account = account_view(place, request.owner, key_name=request.key_name, key_hash=request.key_hash)
    coverage = coverage_around(place, request)
    verdict = verdict_on(place, request, account, coverage, diagnose=diagnose, told=told)
    verdict = with_neighbours(verdict, request, neighbours, read_at=coverage.read_at)
    view = CaseView(
        verdict=verdict,
        profile=place.profile,
        evidence=shown(evidence_of(request, verdict, account)),
        ledger=ledger_of(request),
        request=request,
        pasted=told.text if told else "",
        account=account,
        neighbours=neighbours,
        read_at=coverage.read_at,
        coverage=coverage,
        customer_zone=zone,
    )
    return _with_surroundings(place, view, held=before)


def _held(place: Workplace, request: Request) -> Account | None:
    """Give what was last read of the request's key, else of its owner, before it is read anew."""
    held = place.store.account(place.connection, request.owner, key_name=request.key_name)
    return held or place.store.account(place.connection, request.owner)


def _with_surroundings(place: Workplace, view: CaseView, *, held: Account | None = None) -> CaseView:
    """Add what was around the request: who else saw its cause, its key's minute, balances and limits as they were.

    `held`: what was known of the account before it was read for this case.
    """
    request, verdict = view.request, view.verdict
    if request is None:
        return view
    told = limit_told(request, verdict, view.pasted)
    now = view.account.account.rate_limits if view.account else ()
    limit = told or (now[0] if now else None)
    counted = limit is not None or verdict.family is Family.RATE_LIMIT_CUSTOMER
    complete = view.coverage is not None and view.coverage.complete
    return replace(
        view,
        similar=similar_to(place, request, verdict.family),
        minute=minute_around(place, request, limit, then=told is not None, complete=complete)
        if counted
        else None,
        then=then_of(request, verdict, held, told),
    )


def _with_key_as_quoted(request: Request, told: Told | None) -> Request:
    """Add the masked key that the customer quoted, where the gateway gives none."""
    if told is None or not told.key_masked or request.key_masked:
        return request
    marks = {**request.marks, "key_masked": Mark(source=Source.INFERRED, why=AS_QUOTED)}
    return replace(request, key_masked=told.key_masked, marks=marks)


def _request(
    key: str, records: Sequence[Record], task: Task | None, place: Workplace, neighbours: Sequence[Line]
) -> Request:
    request = assemble(key, records, task, profile=place.profile, now=place.now())
    return replace(request, client_retries=len(retries_of(key, neighbours)))


def verdict_on(
    place: Workplace,
    request: Request,
    account: AccountView | None,
    coverage: Coverage,
    *,
    diagnose: Diagnose,
    told: Told | None = None,
) -> Verdict:
    """Judge a stored request from its own records, with what the customer said beside it."""
    return diagnose(
        Evidence(
            now=place.now(),
            profile=place.profile,
            pasted=told.text if told else "",
            http_status=told.status if told else None,
            records=request.records,
            tasks=(request.task,) if request.task else None,
            account=account.account if account else None,
            window_fully_read=coverage.complete,
            read_at=coverage.read_at,
        )
    )


def coverage_around(place: Workplace, request: Request) -> Coverage:
    """Tell whether everything around a request was read, so that an absent row proves something.

    Only what is held for the request's own time counts, not the clock: the same store gives the same answer later.
    """
    of_task = request.task is not None or bool(request.task_id)
    after = AROUND if of_task else bills_within(request.records, place.profile)
    window = Window(request.time - AROUND, (request.ended or request.time) + after)
    if of_task:  # a refund carries neither this request's id nor its key
        return _best_held(place, window, owner=request.owner)
    key, own_id = request.key_name, request.request_id
    return _best_held(place, window, owner=request.owner, key_name=key, request_id=own_id)


def _best_held(place: Workplace, window: Window, **named: str) -> Coverage:
    """Give the most complete reading of a window, of everything or of one name; else the newest."""
    scopes = [f"{name}={value}" for name, value in named.items() if value] or [""]
    held = [place.store.coverage(place.connection, window, scope=scope) for scope in scopes]
    return max(held, key=lambda c: (c.complete, c.read_at is not None and c.read_at.timestamp()))


def explain(place: Workplace, told: Told, *, diagnose: Diagnose) -> CaseView:
    """Give the case of a pasted error: of the request that it names, else of text, account state and a silent log.

    The log counts as silent only when the time that was stated was fully read and holds no row that could be meant.
    Without a stated time nothing that was read bears on it, whatever was looked up before.
    """
    told = _with_owner(place, told)
    named = _named_in_store(place, told)
    if named is not None:
        return open_case(place, named, diagnose=diagnose, told=told)
    coverage = _coverage_told(place, told)
    silent = coverage is not None and _is_silent(place, told, coverage)
    read_at = coverage.read_at if coverage is not None else None
    known = told.owner or told.key_name or told.key_hash
    account = (
        account_view(place, told.owner, key_name=told.key_name, key_hash=told.key_hash) if known else None
    )
    verdict = diagnose(
        Evidence(
            now=place.now(),
            profile=place.profile,
            pasted=told.text,
            http_status=told.status,
            headers=_headers(told),
            records=() if silent else None,
            account=account.account if account else None,
            window_fully_read=silent if read_at and _is_placed(told) else None,
            read_at=read_at,
        )
    )
    request = told.request()
    view = CaseView(
        verdict=verdict,
        profile=place.profile,
        evidence=shown(evidence_of(request, verdict, account, pasted=told.text)) if request else (),
        ledger=(),
        request=request,
        pasted=told.text,
        account=account,
        read_at=read_at,
        coverage=coverage,
        customer_zone=told.zone,
    )
    return _with_surroundings(place, view)


def by_words_alone(told: Told, *, now: datetime, diagnose: Diagnose) -> Verdict:
    """Judge a pasted error where there is no gateway, no log and no account to look at."""
    return diagnose(
        Evidence(
            now=now, profile=Profile(), pasted=told.text, http_status=told.status, headers=_headers(told)
        )
    )


def _headers(told: Told) -> dict[str, str]:
    return {"retry-after": f"{told.retry_after_s:g}"} if told.retry_after_s is not None else {}


def _coverage_told(place: Workplace, told: Told) -> Coverage | None:
    """Tell how completely the time that the customer stated was read; None when none was stated."""
    window = told.window
    if told.moment is not None and (window is None or not window.start <= told.moment < window.end):
        window = Window(told.moment - AROUND, told.moment + AROUND)
    if window is None:
        return None
    own_id = next(iter(told.request_ids), "")
    return _best_held(place, window, owner=told.owner, key_name=told.key_name, request_id=own_id)


def _named_in_store(place: Workplace, told: Told) -> str | None:
    """Give the key of the request that the customer names by an id, when the store holds it."""
    if not told.request_ids:
        return None
    lookup = Lookup(terms=(Term(key=LookupKey.ID, values=told.request_ids),))
    return next((line.key for line in place.store.find(place.connection, lookup, limit=1).lines), None)


def _is_silent(place: Workplace, told: Told, coverage: Coverage) -> bool:
    """Whether the log proves by its silence: read past the event, and no row of this owner or key in that time.

    With an id of the gateway's own in hand, rows of other requests are bystanders. Where neither a time nor an id is
    known, no log is silent about it: the call may lie anywhere.
    """
    if not _is_placed(told):
        return False
    if not coverage.complete or coverage.window.end <= (told.moment or coverage.window.start):
        return False
    if told.request_ids:
        return True
    terms = [
        Term(key=key, values=(value,))
        for key, value in (
            (LookupKey.OWNER, told.owner),
            (LookupKey.KEY, told.key_name or _known_hash(place, told)),
            (LookupKey.MODEL, told.model),
        )
        if value
    ]
    lookup = Lookup(terms=tuple(terms), window=coverage.window)
    return not place.store.find(place.connection, lookup, limit=1).lines


def _is_placed(told: Told) -> bool:
    """Whether the customer's words say when it was, by a time or by an id."""
    return told.window is not None or told.moment is not None or bool(told.request_ids)


def _known_hash(place: Workplace, told: Told) -> str:
    """Give the hash of a pasted key where rows carry one: elsewhere its absence from the log tells nothing."""
    return told.key_hash if place.profile.product is Product.LITELLM else ""


def _with_owner(place: Workplace, told: Told) -> Told:
    """Add the owner when the customer named only a key, and all held requests of that key have one owner."""
    if told.owner or not (told.key_name or told.key_hash):
        return told
    lookup = Lookup(terms=(Term(key=LookupKey.KEY, values=(told.key_name or told.key_hash,)),))
    owners = {
        line.owner for line in place.store.find(place.connection, lookup, limit=200).lines if line.owner
    }
    return replace(told, owner=owners.pop(), owner_why=BY_THE_KEY) if len(owners) == 1 else told


def account_case(place: Workplace, owner: str) -> CaseView:
    """Give what is known of an owner without any request: quota state, balance and limits, with their age.

    Raises UnclearLookup when neither gateway nor store knows the owner's account.
    """
    account = account_view(place, owner)
    if account is None:
        raise UnclearLookup(
            Said(f"No account of “{owner}” could be read.", f"无法读取“{owner}”的账户。"),
            Said("Check the name; it must be exact.", "请检查名称，须完全一致。"),
        )
    charge = ChargeVerdict(charge=Charge.UNKNOWN, net_nano=None)
    verdict = Verdict(family=Family.UNKNOWN, acts=Acts.NOBODY, charge=charge, retry=Retry.UNKNOWN)
    return CaseView(
        verdict=replace(verdict, sentence=_STATE_SENTENCES[account.state]),
        profile=place.profile,
        evidence=(),
        ledger=(),
        account=account,
        read_at=account.read_at,
    )
