"""What a case is made of, invented for any line: its request, verdict with proof, evidence and ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from quotadesk.app.answers import EvidenceItem, LedgerRow
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.fields import FIELDS, Source
from quotadesk.domain.lost import Lost
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType, Task, TaskStatus
from quotadesk.domain.requests import Attempt, Line, Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Claim, Confidence, Dated, Family, Proof, Retry, Verdict
from tests.ui.fake_world import just_now


def request_of(line: Line) -> Request:
    begun = line.time - timedelta(milliseconds=line.latency_ms or 0)
    attempts: list[Attempt] = []
    for number, (start, end) in enumerate(_spans(line), 1):
        bad = line.failed
        attempts.append(
            Attempt(
                number=number,
                started=begun + timedelta(seconds=start),
                ended=begun + timedelta(seconds=end),
                status=line.status,
                failed=bad,
                error=ErrorFacts(code=line.error_code) if bad else None,
                channel=f"channel-{number + 3}",
            )
        )
    refunded = 180_000_000 if line.charge is Charge.REFUNDED else 0
    paid = line.amount_nano or 0
    charge = ChargeVerdict(
        charge=line.charge,
        net_nano=None if line.charge is Charge.UNKNOWN else (paid if line.charge is Charge.YES else 0),
        gross_nano=paid or refunded,
        refunded_nano=refunded,
        held_nano=paid if line.charge is Charge.HELD else 0,
        settles=Said("the ledger of the hour after the call", "调用后一小时的账目")
        if line.charge is Charge.UNKNOWN
        else None,
    )
    records = (
        (Record(source_id="5512", kind=RecordKind.REFUND, time=line.time + timedelta(seconds=9)),)
        if refunded
        else ()
    )
    return Request(
        key=line.key,
        time=begun,
        ended=line.time,
        request_id=f"20261123070144208311{line.key}Qx7Lm2Zd",
        owner=line.owner,
        key_name=line.key_name,
        key_masked="sk-…9a2f",
        group=line.group,
        model=line.model,
        type=line.type,
        status=line.status,
        failed=line.failed,
        attempts=tuple(attempts),
        attempt_count=line.attempt_count,
        client_retries=2 if line.status == 429 else 0,
        charge=charge,
        latency_ms=line.latency_ms,
        records=records,
        task=Task(
            task_id="task_Zk3vQ9aLm2",
            status=TaskStatus.FAILURE,
            submitted=line.time,
            finished=line.time + timedelta(seconds=8),
            fail_reason="upstream: time-out",
        )
        if refunded
        else None,
        error=ErrorFacts(code=line.error_code) if line.failed else None,
    )


def _spans(line: Line) -> list[tuple[float, float]]:
    whole = (line.latency_ms or 1000) / 1000
    if line.attempt_count == 3:
        return [(0, 0.1 * whole), (0.27 * whole, 0.42 * whole), (0.76 * whole, whole)]
    return [(0, whole)]


def neighbours_of(line: Line) -> Iterator[Line]:
    if line.status != 429:
        return
    yield line
    for number, (after, status) in enumerate(((4.2, 429), (9.0, 200)), 1):
        yield Line(
            key=f"{line.key}-again{number}",
            time=line.time + timedelta(seconds=after),
            status=status,
            failed=status != 200,
            model=line.model,
            group=line.group,
            owner=line.owner,
            key_name=line.key_name,
            type=line.type,
            latency_ms=2600,
            attempt_count=1,
            charge=Charge.NO,
            amount_nano=0,
            error_code="",
        )


_SAID = {
    429: (
        Family.RATE_LIMIT_UPSTREAM,
        Acts.UPSTREAM_WAIT,
        Retry.YES_AFTER_WAIT,
        Said(
            "Upstream was rate limited; not this customer's limit, and not their balance.",
            "上游限流所致，与该客户的限额和余额均无关。",
        ),
    ),
    403: (
        Family.WALLET_EMPTY,
        Acts.CUSTOMER,
        Retry.NO,
        Said(
            "The wallet could not cover the hold; the call never reached a provider.",
            "钱包余额不足以预扣，请求未到达上游。",
        ),
    ),
    402: (Family.WALLET_EMPTY, Acts.CUSTOMER, Retry.NO, Said("The wallet is empty.", "钱包余额已用尽。")),
    502: (
        Family.UPSTREAM_FAULT,
        Acts.OPERATOR,
        Retry.YES_NOW,
        Said("The provider answered with a fault.", "上游返回故障。"),
    ),
    500: (
        Family.UNKNOWN,
        Acts.SUPPORT,
        Retry.UNKNOWN,
        Said("Not enough evidence for a verdict.", "证据不足，无法判定。"),
    ),
}
_CUT = (
    Family.STREAM_CUT,
    Acts.OPERATOR,
    Retry.YES_NOW,
    Said(
        "Answered 200, but the stream was cut after output had begun; the part was charged.",
        "已返回 200，但输出开始后流式响应中断，已产生的部分已扣费。",
    ),
)
_TASK = (
    Family.TASK_FAILED,
    Acts.NOBODY,
    Retry.YES_NOW,
    Said("The video task failed and its price was refunded.", "视频任务失败，费用已退回。"),
)
_FINE = (Family.SUCCESS, Acts.NOBODY, Retry.YES_NOW, Said("The request succeeded.", "请求成功。"))


LOST = Lost(client_retries=2, gateway_retries=2, seconds=18.2, net_nano=0)


def verdict_of(line: Line, request: Request, read_at: datetime) -> Verdict:
    if line.stream_cut:
        said = _CUT
    elif line.charge is Charge.REFUNDED:
        said = _TASK
    else:
        said = _SAID.get(line.status or 0, _FINE) if line.failed else _FINE
    family, acts, retry, sentence = said
    return Verdict(
        family=family,
        acts=acts,
        charge=request.charge,
        retry=retry,
        retry_after_s=20.0 if retry is Retry.YES_AFTER_WAIT else None,
        confidence=Confidence.UNKNOWN if family is Family.UNKNOWN else Confidence.CONFIRMED,
        sentence=sentence,
        proofs=_proofs(line, read_at),
        lost=LOST if line.status == 429 else None,
        settles=(),
        attempts=line.attempt_count,
        cause="upstream-rate-limit" if family is Family.RATE_LIMIT_UPSTREAM else "",
        source=SOURCE if family is Family.RATE_LIMIT_UPSTREAM else "",
    )


def _proofs(line: Line, read_at: datetime) -> tuple[Proof, ...]:
    told = _TOLD.get(line.status or 0, _TOLD[0])
    if not line.failed:
        told = (Said("a consumption row with status 200", "有状态 200 的消费日志"),)
    elif line.stream_cut:
        told = _TOLD[200]
    elif line.charge is Charge.REFUNDED:
        told = (
            Said("the task list says failed", "任务列表显示失败"),
            Said("a refund row carries its id", "退款行带有其任务 ID"),
        )
    known = _KNOWN_BY[: len(told)]
    return tuple(
        Proof(
            claim=claim,
            text=text,
            field=field,
            receipts=rows if line.failed else ("5501",),
            rule=rule,
            dated=Dated.READ if field in {"quota_state", "charged"} else Dated.WRITTEN,
            at=read_at if field == "quota_state" else just_now() if field == "charged" else line.time,
            rule_source=SOURCE if rule else "",
        )
        for (claim, field, rows, rule), text in zip(known, told, strict=True)
    )


SOURCE = "platform.openai.com/docs/guides/error-codes"


_KNOWN_BY: tuple[tuple[Claim, str, tuple[str, ...], str], ...] = (
    (Claim.FAMILY, "error_code", ("5498", "5499", "5500"), "upstream-rate-limit"),
    (Claim.ACTS, "quota_state", (), ""),
    (Claim.CHARGE, "charged", (), ""),
    (Claim.RETRY, "rate_limit", ("5500",), "upstream-rate-limit"),
)


_NO_ROW = Said("no charge row exists in a fully read window", "该时间段已读全且无扣费行")
_EMPTY = (
    Said("the error row has no channel: refused before any provider", "错误行无渠道：在到达上游前被拒"),
    Said("the wallet holds less than the hold", "钱包余额低于预扣额"),
    _NO_ROW,
)
_TOLD: dict[int, tuple[Said, ...]] = {
    429: (
        Said(
            "three error rows with a channel carry the provider's 429 rate_limit_exceeded",
            "三条带渠道的错误行均为供应商的 429 rate_limit_exceeded",
        ),
        Said("the wallet is above the hold", "余额高于预扣额"),
        _NO_ROW,
        Said("the provider sent Retry-After: 20", "上游返回 Retry-After: 20"),
    ),
    402: _EMPTY,
    403: _EMPTY,
    200: (
        Said("the stream ended with an error after 412 tokens", "流式响应在 412 个 Token 后以错误结束"),
        Said("the error carries a channel", "错误带有渠道"),
        Said("a consumption row exists", "存在消费日志"),
    ),
    0: (
        Said("one error row with a channel", "一条带渠道的错误行"),
        Said("the wallet is above the hold", "余额高于预扣额"),
        _NO_ROW,
    ),
}


def evidence_of(line: Line, request: Request) -> Iterator[EvidenceItem]:
    tier = {RequestType.VIDEO: Said("video", "视频"), RequestType.IMAGE: Said("image", "图像")}
    charged = {
        Charge.YES: Said("yes", "是"),
        Charge.NO: Said("no · $0.00", "否 · $0.00"),
        Charge.HELD: Said("held", "预扣"),
        Charge.REFUNDED: Said("refunded · $0.18", "已退 · $0.18"),
        Charge.UNKNOWN: Said("unknown", "未知"),
    }[line.charge]
    r, m, i = Source.RECORDED, Source.MAPPED, Source.INFERRED

    def one(
        name: str, value: str | Said, source: Source = r, *, why: Said | None = None, mono: bool = False
    ) -> EvidenceItem:
        said = value if isinstance(value, Said) else Said(value, value)
        return EvidenceItem(name=name, value=said, source=source, why=why, mono=mono)

    seconds = (line.latency_ms or 0) / 1000
    yield one("request_id", request.request_id, mono=True)
    yield one("owner", line.owner)
    yield one("key_masked", "sk-…9a2f", i, why=Said("from the pasted message", "来自粘贴的工单"))
    yield one("key_name", line.key_name)
    yield one("group", line.group)
    yield one("project", "support-bot", m, why=Said("key name starts with prod-", "密钥名以 prod- 开头"))
    yield one("environment", Said(line.group, "生产" if line.group == "production" else line.group), m)
    yield one("model", line.model)
    yield one("tier", tier.get(line.type or RequestType.CHAT, Said("reasoning", "推理")), m)
    yield one(
        "type", Said("chat, streaming", "对话，流式") if line.type is RequestType.CHAT else tier[line.type]
    )
    yield one("status", str(line.status))
    if line.error_code:
        yield one("error_code", line.error_code)
    tries = line.attempt_count or 1
    yield one(
        "latency_ms",
        Said(f"{seconds:.1f} s, {tries} attempt{'s' * (tries != 1)}", f"{seconds:.1f} 秒，{tries} 次尝试"),
    )
    yield one("charged", charged)
    empty = line.status in {402, 403}
    yield one("quota_state", Said("exhausted", "已用尽") if empty else Said("enough", "充足"))
    yield one("rate_limit", Said("60 / min · used 22", "60 次/分 · 已用 22"), i)
    if line.status == 429:
        yield one("client_retries", Said("2 (inferred)", "2 次（推断）"), i)
    yield EvidenceItem(
        name="client_version", value=Said("", ""), source=Source.MISSING, ask=FIELDS["client_version"].ask
    )
    for name in ("upstream_request_id", "first_token_ms", "alert"):
        yield EvidenceItem(
            name=name,
            value=Said("", ""),
            source=Source.MISSING,
            why=Said("this gateway does not record it", "该网关不记录此项"),
        )


def ledger_of(request: Request) -> Iterator[LedgerRow]:
    charge = request.charge
    if charge.gross_nano:
        yield LedgerRow(
            time=request.time,
            kind=Said("charge", "扣费"),
            amount_nano=charge.gross_nano,
            figure=f"{charge.gross_nano // 2000} quota",
            note=Said("consumption", "消费"),
            source_id="5501",
            net_nano=charge.gross_nano,
            task_id="task_Zk3vQ9aLm2" if charge.refunded_nano else "",
        )
    if charge.refunded_nano:
        yield LedgerRow(
            time=request.time + timedelta(seconds=9),
            kind=Said("refund", "退款"),
            amount_nano=-charge.refunded_nano,
            figure=f"-{charge.refunded_nano // 2000} quota",
            note=Said("task failed", "任务失败"),
            source_id="5512",
            net_nano=charge.gross_nano - charge.refunded_nano,
            task_id="task_Zk3vQ9aLm2",
        )
