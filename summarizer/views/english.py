"""Figures in the units that readers of English expect: CNY 208.83 bn, 5,114, 12.5%.

Code renders them from the exact value; the surface of the page stands beside them wherever they are
shown, so a rounding is never the only thing a reader sees.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


def english_amount(value: Decimal, unit: str, *, places: int = 2) -> str:
    """A value in base units as English print has it: money to `places` decimals of its scale.

    Args:
        value: in base units (yuan, percent, pieces).
        places: at most so many decimals of money.
        unit: an ISO 4217 code, `percent`, `count`, `rank`, `times` or `other`.
    """
    if unit == "percent":
        return f"{trimmed(value, 6)}%"
    if unit == "rank":
        return ordinal(int(value))
    if unit == "times":
        return f"{trimmed(value)} times"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {_scaled(value, places)}"
    return f"{value.normalize():,f}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    tens = number % 100
    ending = "th" if 10 < tens < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def trimmed(value: Decimal, places: int = 2) -> str:
    """At most `places` decimals, rounded half up, without trailing zeros."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if not rounded and value:
        return f"{value.normalize():f}"
    return f"{rounded.normalize():,f}"


def _scaled(value: Decimal, places: int) -> str:
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{trimmed(value / scale, places)} {name}"
    return trimmed(value, places)
