"""Write the texts of a case for tests."""

from functools import cache

from quotadesk.app import texts
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Document
from quotadesk.domain.redaction import Known
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.app.cases import (
    NOW,
    WORDING,
    ZONE,
    account,
    everything,
    verdict,
    view,
)

SECRET = b"a secret of this workspace only."


KNOWN = Known(owners=frozenset({"acme-retail"}), channels=frozenset({"azure-east-1"}))


UNKNOWN = verdict(Family.UNKNOWN, Charge.UNKNOWN, Acts.NOBODY, Retry.UNKNOWN)


def reply(case, language) -> Document:
    return texts.reply(case, language, wording=WORDING, zone=ZONE, now=NOW)


def notice(case, language) -> Document:
    return texts.low_balance(case, language, wording=WORDING, zone=ZONE, now=NOW)


def note(case, language, options=None, **more) -> Document:
    given = {"zone": ZONE, "now": NOW, "known": KNOWN, "secret": SECRET}
    return texts.note(case, language, options or {}, wording=WORDING, **{**given, **more})


@cache
def all_replies() -> tuple[tuple[Document, Document], ...]:
    """Give every reply in English and Chinese, and every low-balance notice."""
    pairs = [(reply(case, "en"), reply(case, "zh")) for case in everything()]
    for state in QuotaState:
        for scope in Scope:
            case = view(UNKNOWN, account=account(state, scope))
            pairs.append((notice(case, "en"), notice(case, "zh")))
    return tuple(pairs)


def each_reply():
    return (document for pair in all_replies() for document in pair)
