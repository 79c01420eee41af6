"""Find out who speaks: our gateway itself, its upstream, or nobody can tell."""

from __future__ import annotations

from enum import StrEnum

from quotadesk.domain.causes import Cause, Causes, Emitters
from quotadesk.domain.diagnosis import state
from quotadesk.domain.diagnosis.body import Body
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product
from quotadesk.domain.records import Record, RecordKind

RELAYS = frozenset({Product.NEWAPI, Product.NEWAPI_OLD, Product.ONEAPI, Product.ONEHUB})


_NO_TYPE = frozenset({"error", "fail", "failure", "failed"})  # values of a status, which tell no author
_OWN_REQUEST_ERROR = (
    "invalid url"  # the one text to which New API and its kin give OpenAI's type (RelayNotFound)
)


class Voice(StrEnum):
    """Whose words an error is."""

    OURS = "ours"  # the gateway whose log is read
    UPSTREAM = "upstream"
    UNSURE = "unsure"


class Side(StrEnum):
    """Whose customer a cause speaks to."""

    OWN = "own"  # ours: the gateway speaks to its customer
    BEHIND = "behind"  # the gateway is the customer
    UNSURE = "unsure"


def voice_of_row(row: Record, body: Body) -> Voice:
    """Tell who speaks in a stored row. New API's kin store only what came from a channel (contract e)."""
    if row.kind is not RecordKind.FAILURE or body.wrapped:
        return Voice.UPSTREAM
    if row.attempts == 0:
        return Voice.OURS
    return Voice.UPSTREAM if row.attempts else Voice.UNSURE


def voice_of_text(body: Body, evidence: Evidence, causes: Causes) -> Voice:
    """Tell who speaks in a pasted text: by wrapping, nesting, two ids, a strange id, a product's type, a figure."""
    header = evidence.headers.get("x-oneapi-request-id", "").strip()
    ids = body.request_ids
    if body.wrapped or body.nested or len(set(ids)) > 1 or (header and ids and header not in ids):
        return Voice.UPSTREAM
    product = evidence.profile.product
    speakers = [e for e in causes.emitters.values() if e.voice & body.kinds]
    if any(product in e.products for e in speakers) or state.states_own_balance(evidence, body.text):
        return Voice.OURS
    if (speakers and product is not Product.UNKNOWN) or (product in RELAYS and _foreign(body)):
        return Voice.UPSTREAM
    return Voice.OURS if header and header in ids else Voice.UNSURE


def _foreign(body: Body) -> frozenset[str]:
    """Give the types of an error that New API and its kin never write: they came from a channel."""
    own = {"invalid_request_error"} if _OWN_REQUEST_ERROR in body.text else set()
    return body.kinds - _NO_TYPE - own


def side_of(cause: Cause, voice: Voice, product: Product, causes: Causes) -> Side:
    """Tell whose customer a cause speaks to, given who speaks and what our gateway is."""
    speakers = causes.spoken_by(cause)
    kinds = {e.kind for e in speakers}
    if voice is Voice.UPSTREAM:
        return Side.BEHIND
    if kinds <= {Emitters.EDGE, Emitters.CLIENT} or any(product in e.products for e in speakers):
        return Side.OWN
    if Emitters.ANY in kinds:
        return Side.OWN if voice is Voice.OURS else Side.UNSURE
    if Emitters.GATEWAY in kinds and product is Product.UNKNOWN:
        return Side.OWN
    return Side.BEHIND


def is_known(cause: Cause | None, side: Side, product: Product, causes: Causes) -> bool:
    """Whether the gateway is known whose rules decide what an error costs: by profile, or by its own words."""
    if product is not Product.UNKNOWN:
        return True
    if cause is None or cause.weak or side is not Side.OWN:
        return False
    return any(e.kind is Emitters.GATEWAY for e in causes.spoken_by(cause))
