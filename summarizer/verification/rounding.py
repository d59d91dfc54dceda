"""Round numbers behind a ratio: the target or the whole that a page leaves out."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from summarizer.verification.precision import Interval

CHANCE = Decimal("0.05")
"""A round number is taken as implied where hitting one this round by chance is no likelier than this."""

_STEPS = (Decimal(1), Decimal("0.5"), Decimal("0.2"))
_MAX_DIGITS = 4


def implied_round(interval: Interval) -> Decimal | None:
    """The roundest number an interval holds, where that can hardly be chance; else None.

    Roundness is the distance to the next number as round (85亿 lies 5亿 from the next); chance is the
    share of that distance that the interval covers.
    """
    low, high = interval
    if low <= 0 or high < low or not high.is_finite():
        return None
    top = high.adjusted()
    for power in range(top, top - _MAX_DIGITS, -1):
        for part in _STEPS:
            step = part.scaleb(power)
            first = (low / step).to_integral_value(rounding=ROUND_CEILING) * step
            if first <= high:
                return first.normalize() + 0 if (high - low) / step <= CHANCE else None
    return None


def implied_count(whole: Decimal, percent: Decimal, place: Decimal) -> Decimal | None:
    """The whole number of parts that is this percentage of a count, where only one number is.

    95% of 20 projects are 19. Where every percentage is some number of parts, none is implied.
    """
    if whole <= 0 or Decimal(100) / whole <= 2 * place:
        return None
    near = round(whole * percent / 100)
    return Decimal(near) if abs(Decimal(near) / whole * 100 - percent) <= place / 2 else None
