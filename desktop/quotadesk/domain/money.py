"""Write amounts of money with all their digits: 0.0123 USD is $0.0123, not $0.01."""

from __future__ import annotations

from decimal import Decimal


def in_usd(nano_usd: int) -> str:
    """Give nano-USD as dollars: at least two decimals, no digit lost, no exponent."""
    amount = Decimal(abs(nano_usd)).scaleb(-9).normalize()
    text = f"{amount:f}"
    whole, _, part = text.partition(".")
    sign = "-" if nano_usd < 0 else ""
    return f"{sign}${whole}.{part:0<2}"
