"""Prove identity and card numbers by their check digits.

Sources: GB 11643 (resident id), GB 32100 (unified social credit code), ISO/IEC 7812 (Luhn), ISO 13616 (IBAN),
the Immigration Department of Hong Kong and the Ministry of the Interior of Taiwan for their identity cards.
"""

from __future__ import annotations

import ipaddress
from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CARD_LENGTHS: tuple[tuple[int, int, frozenset[int]], ...] = (
    (340000, 349999, frozenset({15})),
    (370000, 379999, frozenset({15})),
    (222100, 272099, frozenset({16})),
    (352800, 358999, frozenset({16})),
    (400000, 499999, frozenset({16, 19})),
    (510000, 559999, frozenset({16})),
    (601100, 601199, frozenset({16})),
    (620000, 629999, frozenset({16, 17, 18, 19})),
    (644000, 659999, frozenset({16})),
)


def digits_of(value: str) -> str:
    """Give the letters and digits of a value, without the separators people write into it."""
    return "".join(c for c in value if c.isalnum()).upper()


def is_resident_id(value: str) -> bool:
    """Check an 18-character resident id: province, date of birth and check character."""
    number = digits_of(value)
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in _PROVINCES:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17]


def is_credit_code(value: str) -> bool:
    """Check an 18-character unified social credit code of an organisation."""
    code = digits_of(value)
    if len(code) != 18 or any(c not in _CREDIT_SIGNS for c in code):
        return False
    total = sum(_CREDIT_SIGNS.index(c) * w for c, w in zip(code[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == code[17]


def passes_luhn(value: str) -> bool:
    """Check the Luhn digit; a number of one repeated digit never passes."""
    number = [int(c) for c in value if c.isdigit()]
    doubled = (d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(number)))
    return len(set(number)) > 1 and sum(doubled) % 10 == 0


def is_card(value: str) -> bool:
    """Check a payment card: a known issuer range, a length that issuer uses, and the Luhn digit."""
    number = "".join(c for c in value if c.isdigit())
    head = int(number[:6] or 0)
    known = any(low <= head <= high and len(number) in sizes for low, high, sizes in _CARD_LENGTHS)
    return known and passes_luhn(number)


def is_iban(value: str) -> bool:
    """Check an IBAN by its remainder modulo 97."""
    code = digits_of(value)
    if not 15 <= len(code) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


def is_hong_kong_id(value: str) -> bool:
    """Check a Hong Kong identity card number, `A123456(3)` or without brackets."""
    code = digits_of(value)
    body, check = code[:-1].rjust(8), code[-1]
    if not code[-7:-1].isdigit():
        return False
    values = [36 if c == " " else int(c, 36) for c in body]
    total = sum(v * w for v, w in zip(values, range(9, 1, -1), strict=True))
    return (total + (10 if check == "A" else int(check, 36))) % 11 == 0


def is_host_ip(value: str) -> bool:
    """Say whether a text is an address of somebody: no loopback, unspecified, netmask or broadcast address."""
    try:
        address = ipaddress.ip_address(value.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified:
        return False
    return not (address.version == 4 and str(address).startswith("255."))


_SHARED = ipaddress.ip_network("100.64.0.0/10")


def is_private_ip(value: str) -> bool:
    """Say whether an IPv4 address belongs to a network of one's own (RFC 1918, RFC 6598)."""
    address = ipaddress.IPv4Address(value)
    return address.is_private or address in _SHARED
