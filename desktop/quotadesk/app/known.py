"""Gather what this program knows and may not say to everyone, from the places where it really holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from quotadesk.app.ports import Connection, Names
from quotadesk.domain.account import Account
from quotadesk.domain.redaction import Known

_LEAST_DIGITS = 4
"""Digits of a figure that is somebody's balance wherever it stands; "5" or "20.5" is also a wait, a count, a price."""


def known_values(
    *,
    credentials: Iterable[str],
    connections: Iterable[Connection],
    names: Iterable[Names],
    accounts: Iterable[Account],
) -> Known:
    """Give every value by the field of Known that says who may read it."""
    connections, names = tuple(connections), tuple(names)
    owners = {owner for one in names for owner in one.owners}
    aliases = {alias for one in names for given in one.owners.values() for alias in given}
    groups, projects, key_names = (
        {value for one in names for value in getattr(one, field)}
        for field in ("groups", "projects", "key_names")
    )
    readable = "\n".join(_plain(value) for value in (*owners, *groups, *projects, *key_names))
    persons = {a for a in aliases if "@" not in a and _plain(a) not in readable}
    return Known.of(
        credentials=credentials,
        key_names=key_names,
        key_tails=(tail for one in names for tail in one.key_tails),
        channels=(c for one in names for c in one.channels if not c.isdigit()),  # "24" alone names nothing
        base_urls=(c.url for c in connections),
        hosts=(host for c in connections if (host := urlsplit(c.url).hostname)),
        owners=owners | aliases - persons,
        emails=(*(e for one in names for e in one.emails), *(a for a in aliases if "@" in a)),
        persons=persons,
        groups=groups,
        projects=projects,
        balances=(spelled for account in accounts for spelled in _balances(account)),
    )


def without_parts_of_key_names(known: Known, text: str) -> Known:
    """Give what to look for when the customer's own key is named after its owner or group ("acme-prod").

    A key's name may be read by everyone; masked in its middle it would name nothing.
    """
    named = [name.lower() for name in known.key_names if name and name in text]
    if not named:
        return known

    def beside(values: frozenset[str]) -> frozenset[str]:
        return frozenset(v for v in values if not any(v.lower() in name for name in named))

    return replace(
        known, owners=beside(known.owners), groups=beside(known.groups), projects=beside(known.projects)
    )


def _plain(name: str) -> str:
    """Give a name as it is compared: the display name "Acme Retail" of the owner `acme-retail` is no person."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _balances(account: Account) -> Iterator[str]:
    """Spell what is left in every pot as gateways write it: bare, in cents, and with New API's six decimals.

    What was used is no balance: after a first request it is that request's own charge, which a reply may state.
    """
    for pot in account.balances:
        left = pot.remaining
        if left is None and pot.limit is not None and pot.used is not None:
            left = pot.limit - pot.used
        if left:
            forms = (repr(left), *(f"{left:.{places}f}" for places in (2, 4, 6)))
            yield from dict.fromkeys(form for form in forms if _is_telling(form))


def _is_telling(form: str) -> bool:
    """Whether a spelling has digits enough to be this figure and no other; zeros at its ends tell nothing."""
    return "." in form and len(form.strip("0.").replace(".", "")) >= _LEAST_DIGITS
