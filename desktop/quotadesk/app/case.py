"""Open a case: one request, or a pasted error without a row, with its verdict, evidence and ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quotadesk.app.accounts import account_view
from quotadesk.app.answers import AccountView, CaseView
from quotadesk.app.errors import UnclearLookup
from quotadesk.app.evidence import evidence_of, limit_told, shown
from quotadesk.app.ledger import ledger_of
from quotadesk.app.minute import minute_around
from quotadesk.app.similar import similar_to
from quotadesk.app.then import then_of
from quotadesk.app.told import Told
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

AS_QUOTED = Said("as the customer quoted it; the gateway does not give it", "来自客户描述，网关未提供")
BY_THE_KEY = Said("the owner of this key's other requests", "该密钥其他请求的归属")
_STATE_SENTENCES = {
    QuotaState.ENOUGH: Said("There is enough quota.", "额度充足。"),
    QuotaState.LOW: Said("The quota is low.", "额度偏低。"),
    QuotaState.EXHAUSTED: Said("The quota is exhausted.", "额度已用尽。"),
    QuotaState.UNKNOWN: Said("The quota state is not known.", "额度状态未知。"),
}
WHOSE_KEY = Said(
    "The key that is named belongs to another owner than the one that is named, so no balance counts: ask which is meant.",
    "所提到的密钥不属于所提到的账户，因此不采用任何余额：请先确认是哪个账户。",
)
_GONE = Said("This request is not in the store.", "本地库中没有该请求。")
_LOOK_AGAIN = Said("Look it up again; the gateway may have deleted it.", "请重新查询；网关可能已删除该记录。")


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
    whole_key = told is not None and told.whole_key and told.owner in {"", request.owner}
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
        evidence=shown(evidence_of(request, verdict, account, key_tails=place.profile.key_tails)),
        ledger=ledger_of(request),
        request=request,
        pasted=told.text if told else "",
        account=account,
        neighbours=neighbours,
        read_at=coverage.read_at,
        coverage=coverage,
        customer_zone=zone,
        whole_key=whole_key,
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


def judged_alone(place: Workplace, key: str, *, diagnose: Diagnose) -> tuple[ErrorFacts | None, Verdict]:
    """Give a held request's error, and the verdict of its own records: nothing said beside it, no account."""
    records, task = place.store.records(place.connection, [key])[key]
    request = assemble(key, records, task, profile=place.profile, now=place.now())
    return request.error, verdict_on(place, request, None, coverage_around(place, request), diagnose=diagnose)


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
    """Give the reading of a window, of everything or of one name, that leaves least of it out; of equals the newest."""
    scopes = [f"{name}={value}" for name, value in named.items() if value] or [""]
    held = [place.store.coverage(place.connection, window, scope=scope) for scope in scopes]
    return max(held, key=_how_much)


def _how_much(reading: Coverage) -> tuple[bool, float, float]:
    unread = sum((gap.window.end - gap.window.start).total_seconds() for gap in reading.gaps)
    return reading.complete, -unread, reading.read_at.timestamp() if reading.read_at else 0.0


def explain(place: Workplace, told: Told, *, diagnose: Diagnose) -> CaseView:
    """Give the case of a pasted error: of the request that it names, else of text, account state and a silent log.

    The log counts as silent only when the time that was stated was fully read and holds no row that could be meant.
    Without a stated time nothing that was read bears on it, whatever was looked up before.
    """
    told = _with_owner(place, told)
    foreign = _is_foreign(place, told)
    named = _named_in_store(place, told)
    if named is not None:
        return open_case(place, named, diagnose=diagnose, told=told)
    coverage = _coverage_told(place, told)
    silent = coverage is not None and _is_silent(place, told, coverage)
    read_at = coverage.read_at if coverage is not None else None
    known = not foreign and (told.owner or told.key_name or told.key_hash)
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
    if foreign:
        verdict = replace(verdict, settles=(WHOSE_KEY, *verdict.settles))
    request = told.request()
    view = CaseView(
        verdict=verdict,
        profile=place.profile,
        evidence=shown(
            evidence_of(request, verdict, account, pasted=told.text, key_tails=place.profile.key_tails)
        )
        if request
        else (),
        whole_key=told.whole_key,
        ledger=(),
        request=request,
        pasted=told.text,
        account=account,
        read_at=read_at,
        coverage=coverage,
        customer_zone=told.zone,
    )
    return _with_surroundings(place, view)


def words_of(place: Workplace, told: Told, *, diagnose: Diagnose) -> Verdict:
    """Judge what the customer pasted by its words, as this gateway speaks."""
    return by_words_alone(told, now=place.now(), diagnose=diagnose, profile=place.profile)


def by_words_alone(
    told: Told, *, now: datetime, diagnose: Diagnose, profile: Profile | None = None
) -> Verdict:
    """Judge a pasted error where there is no log and no account to look at, and perhaps no gateway."""
    return diagnose(
        Evidence(
            now=now,
            profile=profile or Profile(),
            pasted=told.text,
            http_status=told.status,
            headers=_headers(told),
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
    owners = owners_of(place, _key_of(told))
    return replace(told, owner=owners.pop(), owner_why=BY_THE_KEY) if len(owners) == 1 else told


def _key_of(told: Told) -> Term:
    return Term(key=LookupKey.KEY, values=(told.key_name or told.key_hash,))


def owners_of(place: Workplace, term: Term) -> set[str]:
    """Give the owners of the newest held requests that fit a term, such as a key: two owners may call a key alike."""
    lines = place.store.find(place.connection, Lookup(terms=(term,)), limit=200).lines
    return {line.owner for line in lines if line.owner}


def _is_foreign(place: Workplace, told: Told) -> bool:
    """Whether the key that the customer names was seen with other owners only than the one that he names.

    Then nobody knows whose wallet counts.
    """
    if not told.owner or not (told.key_name or told.key_hash):
        return False
    both = Lookup(terms=(_key_of(told), Term(key=LookupKey.OWNER, values=(told.owner,))))
    return (
        bool(owners_of(place, _key_of(told))) and not place.store.find(place.connection, both, limit=1).lines
    )


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
