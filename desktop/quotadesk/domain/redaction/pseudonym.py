"""Make typed placeholders whose digits are a keyed pseudonym of the value they replace."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import re2

from quotadesk.domain.redaction.kinds import ANONYMOUS, SECRETS, Kind
from quotadesk.domain.redaction.normalise import folded, identity

EPHEMERAL: bytes = secrets.token_bytes(32)
"""Serves where no workspace secret is passed in: pseudonyms then match within one process only."""

DIGITS = 6
PLACEHOLDER = re2.compile(r"\[(?:" + "|".join(Kind) + r")(?: (?:…|\.\.\.)[0-9a-f]{" + str(DIGITS) + r"})?\]")
"""A placeholder in a source text or in its normal form (NFKC writes … as three dots)."""


def placeholder(kind: Kind, value: str, *, secret: bytes) -> str:
    """Give `[API_KEY …a1b2c3]`: the digits are an HMAC of the value, so that two mentions still match.

    No character of `value` appears. Kinds in ANONYMOUS get no digits. Names and addresses count without their white
    space and capitals (`A.Bee@Mail.cn` is `a.bee@mail.cn`); in secrets capitals tell values apart.
    """
    if kind in ANONYMOUS:
        return f"[{kind}]"
    value = "".join(folded(identity(value)).text.split())
    value = value if kind in SECRETS else value.casefold()
    digest = hmac.new(secret, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256)
    return f"[{kind} …{digest.hexdigest()[:DIGITS]}]"
