"""How exactly a figure is printed, and whether a printed ratio can come from its terms.

A page prints 41.15% for 41.153%: rounded. Another prints 36.9% for 36.958%: cut off. Both are
right. What is printed stands for all values that would be printed so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.article import Figure

HUNDRED = Decimal(100)
_SCALES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "兆": Decimal(10) ** 12}
_NUMBER = re.compile(r"[\d０-９][\d０-９,，]*(?:[.．](?P<places>[\d０-９]+))?\s*(?P<scale>[十百千]?万?亿?)")
_SPOKEN_PLACES = re.compile(r"点([〇零一二三四五六七八九]+)")
_SMALL = {"十": 10, "百": 100, "千": 1000}


class Interval(NamedTuple):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal


def printed_place(figure: Figure) -> Decimal:
    """The worth of the last printed digit in base units: 1000000 for 1306.52亿元, 0.1 for 36.9%.

    Numerals in characters count down to their 万 or 亿 (两千亿 is exact to 1亿), tenths (三成) to ten.
    """
    return _place(figure.surface, figure.kind in ("percent", "multiple"))


@lru_cache(maxsize=4096)
def _place(surface: str, ratio: bool) -> Decimal:
    if ratio and ("成" in surface or "半" in surface):
        return Decimal(10)
    numbers = list(_NUMBER.finditer(surface))
    if numbers:
        digits = numbers[-1]
        places = digits.group("places") or ""
        return _scale_of(digits.group("scale")) * Decimal(1).scaleb(-len(places))
    spoken = _SPOKEN_PLACES.search(surface)
    scale = Decimal(1)
    for character, worth in _SCALES.items():
        if character in surface:
            scale = worth
            break
    return scale * Decimal(1).scaleb(-len(spoken.group(1))) if spoken else scale


def _scale_of(scale: str) -> Decimal:
    worth = Decimal(1)
    for character in scale:
        worth *= _SCALES[character] if character in _SCALES else _SMALL[character]
    return worth


def printed_interval(figure: Figure) -> Interval:
    """All values that would be printed as this figure is, rounded or cut off.

    A whole count is exact. An approximate figure (近, 约, 余) may be off by one in its last digit.
    """
    value = figure.value or Decimal(0)
    if figure.upper is not None:
        return Interval(value, figure.upper)
    if figure.approx:
        spread = max(printed_place(figure), abs(value) / 10)
        return Interval(value - spread, value + spread)
    if figure.kind in ("count", "rank") and value == value.to_integral_value():
        place = printed_place(figure)
        return Interval(value, value) if place <= 1 else Interval(value - place / 2, value + place)
    place = printed_place(figure)
    return Interval(value - place / 2, value + place)


Reading = Literal["exact", "rounded", "truncated", "no"]


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a printed figure can come from what was computed.

    `computed` is what the terms give as printed, `margin` its distance from the print; `how` says
    how the print comes from it.
    """

    computed: Decimal
    margin: Decimal
    how: Reading

    @property
    def holds(self) -> bool:
        """Equal, or rounded, or cut off."""
        return self.how != "no"


def fit_ratio(
    part: Figure, whole: Figure, percent: Figure, *, scale: Decimal = Decimal(1), planned: bool = False
) -> Fit:
    """Whether `percent` is `part` over `whole`.

    `scale` turns the print into percent (100 for 倍); a `planned` whole is exact, since plans are set
    and not measured.
    """
    printed, place = (percent.value or Decimal(0)) * scale, printed_place(percent) * scale
    low, high = _ratio_interval(part, whole, planned)
    computed = (part.value or Decimal(0)) / (whole.value or Decimal(1)) * HUNDRED
    return fit_print(computed, Interval(low, high), printed, place, approx=percent.approx)


def fit_print(
    computed: Decimal, possible: Interval, printed: Decimal, place: Decimal, *, approx: bool = False
) -> Fit:
    """Whether something within `possible` is printed as `printed`, whose last digit is worth `place`."""
    margin = computed - printed
    how: Reading = "no"
    if margin == 0:
        how = "exact"
    elif possible.low <= printed + place / 2 and possible.high >= printed - place / 2:
        how = "rounded"
    elif possible.low < printed + place and possible.high >= printed:
        how = "truncated"
    elif approx and abs(margin) <= place:
        how = "rounded"
    return Fit(_short(computed), _short(margin), how)


def _ratio_interval(part: Figure, whole: Figure, planned: bool) -> Interval:
    # Centred half-places: a term is as likely rounded as cut, and wider bounds would hide real slips.
    def bounds(figure: Figure) -> Interval:
        value = figure.value or Decimal(0)
        if figure.approx or figure.upper is not None:
            return printed_interval(figure)
        if figure.kind == "count":
            return Interval(value, value)
        half = printed_place(figure) / 2
        return Interval(value - half, value + half)

    top, bottom = bounds(part), bounds(whole)
    if planned and not whole.approx:
        bottom = Interval(whole.value or Decimal(0), whole.value or Decimal(0))
    if bottom.low <= 0:
        return Interval(Decimal(0), Decimal("Infinity"))
    return Interval(top.low / bottom.high * HUNDRED, top.high / bottom.low * HUNDRED)


def _short(value: Decimal) -> Decimal:
    """To six places: enough to see a margin, short enough to read."""
    rounded = round(value, 6)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()
