"""Find out which gateway of the family answers, and what the access key may read there.

Three to four cheap reads: the open status, the key's own account, the newest log row, the newest error row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotadesk.domain import values
from quotadesk.domain.profile import Profile
from quotadesk.domain.said import Said
from quotadesk.gateways.dialects import DIALECTS, Dialect, Paging
from quotadesk.gateways.http import Answer, NotJson
from quotadesk.gateways.newapi_answers import Page
from quotadesk.gateways.newapi_rows import QUOTA_PER_UNIT
from quotadesk.gateways.troubles import trouble

ADMIN = 10  # the role from which other users' rows are readable
MOST_SKEW_S = 120.0

# Fields of /api/status that only this product has; the first that fits holds.
_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "newapi",
        ("quota_display_type", "self_use_mode_enabled", "setup", "enable_data_export", "enable_drawing"),
    ),
    ("onehub", ("UptimeDomain", "PaymentUSDRate", "mj_notify_enabled")),
    ("oneapi", ("quota_per_unit", "display_in_currency")),
)
_LAISKY_FIELDS = ("origin_model_name", "trace_id")  # of a log row
_VERSION = re.compile(r"^v?(\d+)\.(\d+)(?:\.(\d+))?[^-]*(?:-(alpha|beta|rc)\.?(\d+))?", re.IGNORECASE)
_RC = {"alpha": 0, "beta": 1, "rc": 2, "": 3}

CAN_WRITE = Said(
    "This access key can also change users, quotas and channels: the gateway has no key that only reads. Quotadesk"
    " only reads; keep the key in the keyring and let it expire when it is no longer needed.",
    "该访问密钥也能修改用户、额度和渠道：网关没有只读密钥。Quotadesk 只读取；请将密钥保存在系统密钥环中，不再需要时及时更换。",
)
OWN_ONLY = Said(
    "This access key reads only its own user's rows. To look up customers, connect with an administrator's key.",
    "该访问密钥只能读取其自身用户的日志。要查询客户，请使用管理员的访问密钥。",
)
TRAVELS_OPEN = Said(
    "The access key crosses the network unencrypted (http). Use https if the gateway offers it.",
    "访问密钥以未加密方式（http）传输。若网关支持，请改用 https。",
)
NO_ERROR_ROWS = Said(
    "No error rows were seen: the gateway's error log may be off (ERROR_LOG_ENABLED). Failures may then leave no row.",
    "未见错误日志行：网关可能未开启错误日志（ERROR_LOG_ENABLED），失败的请求可能没有记录。",
)
NEVER_ERROR_ROWS = Said(
    "This product keeps no error rows: failed requests leave no trace in its log.",
    "该产品不记录错误日志行：失败的请求在日志中没有记录。",
)
NO_TAILS = Said(
    "This gateway does not show key tails: look up by key name or owner.",
    "该网关不提供密钥尾号：请按密钥名称或归属用户查询。",
)
NO_TASKS = Said(
    "The task list cannot be read with this access key: how a video or image task ended is then not known.",
    "该访问密钥无法读取任务列表：视频、图像任务的最终结果将未知。",
)
UNIT_ASSUMED = Said(
    "The gateway does not say how many quota units make one USD; 500,000 is assumed.",
    "网关未说明每美元对应的额度单位，按 500,000 计算。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the open status says. `age` orders releases; None when the version cannot be read."""

    dialect: Dialect
    version: str
    title: str
    quota_per_unit: float
    unit_assumed: bool
    settled: bool  # the dialect is sure; else the newest row may correct it


def read_status(ask: Callable[[], Answer], host: str) -> Status:
    """Give product and dialect. Raises NotAGateway for anything else that answers there."""
    try:
        answer = ask()
    except NotJson as error:  # a web page where JSON should be is the commonest sign of a wrong address
        raise trouble("not_a_gateway", host=host) from error
    body = answer.body if isinstance(answer.body, Mapping) else {}
    data = values.mapping(body, "data")
    family = next((name for name, fields in _FAMILIES if any(field in data for field in fields)), None)
    if answer.status != 200 or body.get("success") is not True or family is None:
        raise trouble("not_a_gateway", host=host)
    version = values.version(data, "version")
    dialect, settled = _aged(version) if family == "newapi" else (DIALECTS[family], True)
    unit = values.number(data, "quota_per_unit")
    stated = unit is not None and unit > 0
    return Status(
        dialect=dialect,
        version=version,
        title=values.text(data, "system_name", longest=80) or host,
        quota_per_unit=unit if unit is not None and stated else QUOTA_PER_UNIT,
        unit_assumed=not stated,
        settled=settled,
    )


def _aged(version: str) -> tuple[Dialect, bool]:
    """Give New API's dialect by release. Forks number their releases as they like: then rows must decide."""
    found = _VERSION.match(version)
    if found is None:
        return DIALECTS["newapi-2602"], False
    major, minor, patch, stage, number = found.groups()
    age = (int(major), int(minor), int(patch or 0), _RC[(stage or "").lower()], int(number or 0))
    if age >= (1, 0, 0, _RC["rc"], 22):
        return DIALECTS["newapi"], True
    if age >= (0, 11, 0, 0, 0):
        return DIALECTS["newapi-2602"], True
    # v0.10.x spans the change, v0.0.0 is an unnumbered build.
    return DIALECTS["newapi-old"], (0, 0, 0) < age[:3] < (0, 10, 0)


def corrected(status: Status, page: Page) -> Dialect:
    """Give the dialect that the newest rows prove, where the version left it open."""
    rows = page.rows
    if status.dialect.paging is Paging.TOTAL and page.total is None:
        return DIALECTS["newapi-bare"]
    if status.dialect.name == "oneapi" and any(field in row for row in rows for field in _LAISKY_FIELDS):
        return DIALECTS["laisky"]
    calls = [row for row in rows if row.get("type") in (2, 5)]
    if status.settled or not calls:
        return status.dialect
    return DIALECTS["newapi-2602" if any(row.get("request_id") for row in calls) else "newapi-old"]


def profile(
    status: Status, dialect: Dialect, rows: tuple[Mapping[str, Any], ...], *, errors_seen: bool, tasks: bool
) -> Profile:
    """Put together what a probe found."""
    error_log = True if errors_seen else dialect.error_log
    notes = [NO_TAILS]
    if error_log is None:
        notes.append(NO_ERROR_ROWS)
    elif not error_log:
        notes.append(NEVER_ERROR_ROWS)
    if dialect.tasks and not tasks:
        notes.append(NO_TASKS)
    if status.unit_assumed:
        notes.append(UNIT_ASSUMED)
    return Profile(
        product=dialect.product,
        version=status.version,
        dialect=dialect.name,
        error_log=error_log,
        consume_log=True if any(row.get("type") == 2 for row in rows) else None,
        quota_per_unit=status.quota_per_unit,
        id_clock=dialect.id_clock,
        key_tails=False,
        notes=tuple(notes),
    )


def skew(date: datetime | None, now: datetime) -> Said | None:
    """Warn when the gateway's clock and this computer's differ: windows of time would miss rows."""
    if date is None or abs(seconds := (date - now).total_seconds()) <= MOST_SKEW_S:
        return None
    minutes = round(abs(seconds) / 60)
    en, zh = ("ahead of", "快") if seconds > 0 else ("behind", "慢")
    return Said(
        f"The gateway's clock is {minutes} min {en} this computer's. Set this computer's clock, or widen time windows.",
        f"网关时钟比本机{zh} {minutes} 分钟。请校准本机时钟，或放宽时间范围。",
    )
