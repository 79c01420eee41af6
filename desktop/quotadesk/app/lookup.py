"""Answer a lookup: from the store, after fetching what the store does not hold for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from quotadesk.app.accounts import accounts_of
from quotadesk.app.answers import Answer, Progressed, SyncReport
from quotadesk.app.ports import Cancelled, Fetch, Page
from quotadesk.app.sync import sync
from quotadesk.app.workplace import Workplace
from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain.lookup import Cursor, Lookup, LookupKey
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.said import Said
from quotadesk.domain.ticket.near import near_names
from quotadesk.domain.window import Coverage, Gap, GapReason, Window

ID_SEARCH_DAYS = 30
MOST_SIMILAR = 3
_NO_PAGE = Page(lines=(), total=0, failed=0, capped=False)
_NOTHING_TO_GO_BY = Said(
    "Nothing to look up by was found. Ask for the time with its zone, the key's name or the account, or a request id.",
    "没有找到可用于查询的信息。请询问时间（含时区）、密钥名称或账户名，或请求 ID。",
)

_NOTHING_HELD = Said("Offline, and nothing is held yet.", "离线，且本地尚无记录。")
_NOTHING_IMPORTED = Said("No file was imported into this connection yet.", "该连接尚未导入任何文件。")
_NO_TAILS = Said(
    "This gateway gives no key tails. Ask for the key's name in the console, or the account name.",
    "该网关不提供密钥尾号，请改问控制台中的密钥名称或账户名。",
)
_OWN_ROWS = Said(
    "This credential sees only its own user's rows: other customers' requests are invisible.",
    "该凭据只能看到其自身用户的日志：其他客户的请求不可见。",
)
_NAME_A_TIME = Said(
    "This gateway cannot search by such an id: only what is held was searched. Name the time, such as since:2d.",
    "该网关无法按此类 ID 查询，仅查找了本地已有的记录。请给出时间，例如 since:2d。",
)
_ERROR_LOG_OFF = Said(
    "The gateway's error log is off: failed attempts are invisible.",
    "网关未开启错误日志：失败的尝试不可见。",
)
_DOOR = Said(
    "Refusals before a channel is called (balance, key, limits) leave no row on this gateway: paste the error text.",
    "调用渠道之前的拒绝（余额、密钥、限流）在该网关不留日志行，请粘贴报错原文。",
)


def look_up(
    place: Workplace,
    lookup: Lookup,
    *,
    after: Cursor | None = None,
    limit: int = 200,
    progressed: Progressed,
    cancelled: Cancelled,
) -> Answer:
    """Give one page of the answer. Only the first page fetches; later pages read what is held."""
    if not lookup.terms and lookup.window is None:
        return Answer(lookup=lookup, page=_NO_PAGE, coverage=None, notes=(_NOTHING_TO_GO_BY,))
    fetch = fetch_for(lookup, place.now(), profile=place.profile)
    coverage, notes = None, list(_notes(place, lookup))
    if fetch is not None:
        coverage = place.store.coverage(place.connection, fetch.window, scope=fetch.scope)
        if after is None:
            coverage, said = _fill(place, fetch, coverage, progressed, cancelled)
            notes += said
        coverage = replace(coverage.settled(place.now()), notes=blind_spots(place.profile))
        coverage = _without_error_log(coverage, lookup, place.profile)
    page = place.store.find(place.connection, lookup, after=after, limit=limit)
    first = after is None
    if first and place.gateway is None:
        notes += _held_until(place)
    if first and not page.lines:
        notes += _similar_owners(place, lookup)
    return Answer(
        lookup=lookup,
        page=page,
        coverage=coverage,
        accounts=accounts_of(place, lookup, progressed, cancelled) if first else (),
        notes=tuple(notes),
        read_at=coverage.read_at if coverage else None,
    )


def _held_until(place: Workplace) -> list[Said]:
    """Say how old what is held is, where nothing newer can be fetched."""
    newest = next(iter(place.store.find(place.connection, Lookup(), limit=1).lines), None)
    if newest is None:
        return [_NOTHING_HELD if place.has_gateway else _NOTHING_IMPORTED]
    age = phrases.age(newest.time, place.now())
    when = f"{newest.time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if not place.has_gateway:
        return [
            Said(
                f"Imported from a file: the newest request is of {when}, {age.en}.",
                f"来自导入的文件：最新的请求为 {when}，{age.zh}。",
            )
        ]
    return [
        Said(
            f"Offline: only what is held was searched. The newest request is of {when}, {age.en}.",
            f"离线：仅查找了本地已有的记录。最新的请求为 {when}，{age.zh}。",
        )
    ]


def _without_error_log(coverage: Coverage, lookup: Lookup, profile: Profile) -> Coverage:
    """Say that failures are missing where the gateway keeps none, however completely its log was read."""
    if profile.error_log is not False or not _asks_for_failures(lookup):
        return coverage
    return replace(
        coverage, gaps=(*coverage.gaps, Gap(window=coverage.window, reason=GapReason.NO_ERROR_LOG))
    )


def _asks_for_failures(lookup: Lookup) -> bool:
    statuses = (*lookup.values(LookupKey.STATUS), *lookup.values(LookupKey.ATTEMPT))
    return "yes" in lookup.values(LookupKey.FAILED) or any(s[:1] in {"4", "5"} for s in statuses)


def _similar_owners(place: Workplace, lookup: Lookup) -> list[Said]:
    """Name owners whose names hold what was asked for exactly, when nothing was found."""
    held = place.store.names(place.connection).owners
    notes = []
    for owner in lookup.values(LookupKey.OWNER):
        alike = [name for name in held if owner.casefold() in name.casefold() and name != owner][
            :MOST_SIMILAR
        ]
        if alike and "*" not in owner:
            names = ", ".join(alike)
            notes.append(
                Said(
                    f"No request of “{owner}”. Similar names: {names}. owner:*{owner}* finds them all.",
                    f"没有“{owner}”的请求。相近的名称：{names}。可用 owner:*{owner}* 一并查找。",
                )
            )
        elif meant := near_names(owner, held):
            names = ", ".join(meant)
            notes.append(
                Said(
                    f"No request of “{owner}”. Did you mean {names}?",
                    f"没有“{owner}”的请求。是否指 {names}？",
                )
            )
    return notes


def fetch_for(lookup: Lookup, now: datetime, *, profile: Profile) -> Fetch | None:
    """Give the narrowest read that holds the answer; None when the lookup names neither time nor a request id."""
    narrow: dict[str, str] = {}
    for key, name in _NARROWING:
        values = lookup.values(key)
        if (
            len(values) == 1
            and "*" not in values[0]
            and (key is not LookupKey.ID or searchable(values[0], profile))
        ):
            narrow = {name: values[0]}
            break
    window = lookup.window
    if window is None and narrow.get("request_id"):
        window = Window(now - timedelta(days=ID_SEARCH_DAYS), now)
    return Fetch(window=window, own_only=not profile.reads_all, **narrow) if window else None


def searchable(identity: str, profile: Profile) -> bool:
    """Whether the gateway finds a request by this id: New API and its kin know only the ids that they make.

    A task's or a provider's id is found in what is held, so a time must be named to read it.
    """
    return profile.product not in _NEW_API_KIN or _OWN_ID.match(identity) is not None


_NEW_API_KIN = frozenset({Product.NEWAPI, Product.NEWAPI_OLD, Product.ONEAPI, Product.ONEHUB})
_OWN_ID = re.compile(r"20\d{12}")  # yyyymmddHHMMSS, then digits and letters
_NARROWING = (
    (LookupKey.ID, "request_id"),
    (LookupKey.OWNER, "owner"),
    (LookupKey.KEY, "key_name"),
    (LookupKey.GROUP, "group"),
    (LookupKey.MODEL, "model"),
)


def _fill(
    place: Workplace, fetch: Fetch, coverage: Coverage, progressed: Progressed, cancelled: Cancelled
) -> tuple[Coverage, list[Said]]:
    """Fetch the gaps of a coverage. What cannot be fetched stays a gap with its reason."""
    reasons: dict[Window, GapReason] = {}
    notes: list[Said] = []
    for gap in coverage.gaps:
        if gap.reason is GapReason.UNREADABLE_ROWS:  # read before, and no better now
            notes.append(_still_unreadable(coverage))
            continue
        if place.gateway is None:
            reasons[gap.window] = GapReason.OFFLINE
            continue
        report = sync(
            place.gateway,
            place.store,
            place.connection,
            replace(fetch, window=gap.window),
            intake=place.intake,
            now=place.now,
            progressed=progressed,
            cancelled=cancelled,
        )
        if report.gap is not None:
            reasons[gap.window] = report.gap
        if report.stopped is not None:
            notes += [report.stopped] + ([report.hint] if report.hint else [])
            break
        if report.skipped:
            notes.append(_skipped(report))
    after = place.store.coverage(place.connection, fetch.window, scope=fetch.scope)
    return replace(after, gaps=tuple(_with_reason(g, reasons) for g in after.gaps)), list(
        dict.fromkeys(notes)
    )


def _skipped(report: SyncReport) -> Said:
    return Said(
        f"{report.skipped} rows could not be read and are missing here.",
        f"有 {report.skipped} 行无法识别，此处缺失。",
    )


def _still_unreadable(coverage: Coverage) -> Said:
    when = f"{coverage.read_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if coverage.read_at else "?"
    return Said(
        f"Rows that could not be read at {when} are missing here. They are read again by a sync of that time.",
        f"{when} 读取时有无法识别的行，此处缺失。重新同步该时段会再次读取。",
    )


def _with_reason(gap: Gap, reasons: dict[Window, GapReason]) -> Gap:
    if gap.reason is not GapReason.NOT_FETCHED:
        return gap
    for window, reason in reasons.items():
        if window.start <= gap.window.start < window.end:
            return replace(gap, reason=reason)
    return gap


def _notes(place: Workplace, lookup: Lookup) -> tuple[Said, ...]:
    notes = [_NO_TAILS] if lookup.values(LookupKey.TAIL) and not place.profile.key_tails else []
    ids = lookup.values(LookupKey.ID)
    if lookup.window is None and any(not searchable(i, place.profile) for i in ids):
        notes.append(_NAME_A_TIME)
    return tuple(notes)


def blind_spots(profile: Profile) -> tuple[Said, ...]:
    """Tell what a complete reading still cannot show on this gateway."""
    spots = [] if profile.reads_all else [_OWN_ROWS]
    if profile.error_log is False:
        spots.append(_ERROR_LOG_OFF)
    if profile.product in _NEW_API_KIN:
        spots.append(_DOOR)
    return tuple(spots)
