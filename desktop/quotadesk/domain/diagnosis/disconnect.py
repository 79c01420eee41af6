"""Let the gateway's rule for disconnected clients speak: who pays when the customer's program hangs up."""

from __future__ import annotations

from dataclasses import replace

from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.records import RecordKind
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts

RULES = frozenset({"row-client-gone", "relay-client-gone", "litellm-client-gone", "client-closed"})
_SILENT = Said(
    "This gateway bills nothing when a client disconnects, and the complete log holds no billing row.",
    "该网关在客户端断开时不计费，且完整日志中没有计费行。",
)
_AGAINST = Said(
    "This gateway should bill nothing when a client disconnects, yet the row shows a charge.",
    "该网关在客户端断开时不应计费，但日志行显示已扣费。",
)
_AS_AGREED = Said(
    "This gateway bills what was produced before the client disconnected.",
    "该网关对断开前已产生的用量计费。",
)
_EXPECTED = Said(
    "This gateway bills when a client disconnects: read the log for the billing row of this call.",
    "该网关在客户端断开时计费：请读取日志，查找该请求的计费行。",
)
_NOT_EXPECTED = Said(
    "This gateway bills nothing when a client disconnects: read the log completely; no billing row then proves it.",
    "该网关在客户端断开时不计费：请完整读取日志，若无计费行即可确认。",
)
_ASK = Said(
    "Find out who pays on this gateway when a client disconnects midway.",
    "请确认该网关在客户端中途断开时由谁承担费用。",
)


def is_disconnect(finding: Finding) -> bool:
    """Whether the customer's own program hung up."""
    return finding.rule in RULES


def charge_on_disconnect(charge: ChargeVerdict, evidence: Evidence) -> ChargeVerdict:
    """Judge the charge of a disconnected call by the ledger and, where it is silent, by the gateway's own rule.

    A missing error row proves nothing here: gateways account for a disconnected call in a billing row.
    """
    bills = evidence.profile.bills_on_disconnect
    paid = charge.charge
    if paid is Charge.YES and bills is not None:
        return replace(charge, why=_AS_AGREED if bills else _AGAINST)
    if paid is Charge.NO and bills and _by_attempts(charge, evidence) and not _complete(evidence):
        unknown = Said("Whether it was billed at its end was not read.", "是否在结束时计费尚未读到。")
        return ChargeVerdict(
            charge=Charge.UNKNOWN, net_nano=None, receipts=charge.receipts, why=unknown, settles=_EXPECTED
        )
    if paid is not Charge.UNKNOWN:
        return charge
    if bills is False and _complete(evidence) and not evidence.records and evidence.records is not None:
        return ChargeVerdict(charge=Charge.NO, net_nano=0, why=_SILENT)
    return replace(charge, settles={True: _EXPECTED, False: _NOT_EXPECTED, None: charge.settles}[bills])


def acts_on_disconnect(finding: Finding, charge: ChargeVerdict, evidence: Evidence) -> Acts | None:
    """Give who acts: support looks into a charge that the gateway's own rule forbids; else as found."""
    against = charge.charge is Charge.YES and evidence.profile.bills_on_disconnect is False
    return Acts.SUPPORT if against else finding.acts


def open_on_disconnect(charge: ChargeVerdict, evidence: Evidence) -> tuple[Said, ...]:
    """Give what would settle the charge when nobody has said who pays."""
    unknown = charge.charge is Charge.UNKNOWN and evidence.profile.bills_on_disconnect is None
    return (_ASK,) if unknown else ()


def _by_attempts(charge: ChargeVerdict, evidence: Evidence) -> bool:
    """Whether only failed attempts, or no row at all, speak for it: the billing row may stand elsewhere."""
    rows = [r for r in evidence.records or () if r.source_id in charge.receipts]
    return all(r.kind is RecordKind.ERROR for r in rows)


def _complete(evidence: Evidence) -> bool:
    return evidence.window_fully_read is True and evidence.profile.consume_log is not False
