"""Numbers joined to each other: ranges, products, fractions, and lists that share one unit."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.figures.amounts import Unit, with_unit, without_unit
from summarizer.figures.bounds import bound_after, bound_before
from summarizer.figures.found import Found, distractor
from summarizer.figures.numerals import scaled
from summarizer.figures.tokens import Number, read_number
from summarizer.figures.units import unit_after

_TO = re.compile(r"\s?(?:—+|-+|–|―|－|─+|~|～|至|到|−)\s?(?=[0-9０-９一二两三四五六七八九十百千])")
_FRACTION_FIRST = frozenset("分/")
_TO_FIRST = frozenset(" —-–―－─~～至到−")
_TIMES_FIRST = frozenset(" ×xX＊*✕")
_TIMES = re.compile(r"\s?[×xX＊*✕]\s?(?=[0-9])")
_HUNDREDTHS = re.compile(r"(负?)([百千万])分之(?=[0-9０-９一二两三四五六七八九十百])")
_SLASH = re.compile(r"/([2-9]|10)(?![0-9/])")
_AND = re.compile(r"\s?[、和与及]\s?(?=[0-9０-９])")
_SHARED = re.compile(r"分别|依次|各[为有达]")
_SHARE_WORDS = ("占", "的", "近", "约", "超", "逾", "过", "足", "到")
_MAX_LIST = 6
_HUNDRED = Decimal(100)
_NO_UNIT_NEEDED = ("money", "percent", "physical", "point")
_LISTED = ("money", "percent", "physical", "point", "count")


def compose(text: str, start: int, number: Number) -> Found:
    """The figure made by the number at `start` and what stands around it.

    Always returns something: what is no quantity comes back as a distractor with its reason.
    """
    if number.value is None:
        return distractor(start, number.end, "code" if not number.chinese else "word")
    after = text[number.end : number.end + 1]
    found = _fraction(text, start, number, after) if after in _FRACTION_FIRST else None
    if found is None:
        unit = unit_after(text, number.end, number)
        found = _range(text, start, number, unit, after)
        if found is None and after in _TIMES_FIRST:
            found = _product(text, start, number)
        if found is None:
            found = with_unit(text, start, number, unit)
        if found is None:
            found = _listed(text, start, number) or without_unit(text, start, number)
    return found if found.kind == "distractor" else _bounded(text, found, number)


def _bounded(text: str, found: Found, number: Number) -> Found:
    """Add what the words before and after say: approximation and bound."""
    round_number = number.implied or number.power >= 4
    near, low = bound_before(text, found.begin, round_number=round_number)
    around, high = bound_after(text, found.stop)
    bound = high or low or found.bound
    approx = found.approx or near or around or bound is not None
    if approx == found.approx and bound == found.bound:
        return found
    begin, stop, kind, unit, value, upper, *_ = found
    return Found(begin, stop, kind, unit, value, upper, approx, bound, found.measure)


def read_hundredths(text: str, at: int) -> Found | None:
    """百分之二十一, 千分之五, 百分之二十至三十 at `at`."""
    opening = _HUNDREDTHS.match(text, at)
    if opening is None:
        return None
    number = read_number(text, opening.end())
    if number is None or number.value is None:
        return None
    scale = {"百": Decimal(1), "千": Decimal(10), "万": _HUNDRED}[opening[2]]
    end, upper = number.end, number.upper
    gap = _TO.match(text, end)
    if gap is not None:
        again = _HUNDREDTHS.match(text, gap.end())
        other = read_number(text, again.end() if again else gap.end())
        if other is not None and other.value is not None and other.value > number.value:
            end, upper = other.end, other.value
    value = number.value if scale == 1 else number.value / scale
    return _bounded(text, Found(at, end, "percent", "percent", value, upper, number.approx), number)


def _fraction(text: str, start: int, number: Number, after: str) -> Found | None:
    """三分之一, and 1/3 after a word of share; the number read so far is the denominator, or above it."""
    if after == "分" and text.startswith("分之", number.end) and number.end + 2 < len(text):
        part = read_number(text, number.end + 2)
        if part is None or part.value is None or number.value is None or not 0 < part.value < number.value:
            return None
        return Found(
            start, part.end, "percent", "percent", part.value * _HUNDRED / number.value, approx=part.approx
        )
    if after == "/" and (below := _SLASH.match(text, number.end)) is not None and number.value is not None:
        whole = Decimal(below[1])
        if 0 < number.value < whole and text[max(0, start - 1) : start] in _SHARE_WORDS:
            return Found(start, below.end(), "percent", "percent", number.value * _HUNDRED / whole)
    return None


def _range(text: str, start: int, number: Number, own: Unit | None, after: str) -> Found | None:
    """5—10亿元, 3至5个, 1亿元至3亿元: lower and upper end of one unit."""
    first_unit: Unit | None = None
    gap = _TO.match(text, number.end) if after in _TO_FIRST else None
    if gap is None:
        if own is None or text[own[1] : own[1] + 1] not in _TO_FIRST or own[0].kind not in _NO_UNIT_NEEDED:
            return None
        first_unit = own
        gap = _TO.match(text, own[1]) if number.power or not number.chinese else None
        if gap is None or text[start - 1 : start] in ("从", "由", "自"):
            return None
    other = read_number(text, gap.end())
    if other is None or other.value is None or number.value is None:
        return None
    unit = unit_after(text, other.end, other)
    if first_unit is not None and (unit is None or unit[0] != first_unit[0]):
        return None
    value = number.value
    if not number.power and other.power and first_unit is None:
        shared = scaled(value, other.power)
        value = shared if shared < other.value else value
    if value >= other.value:
        return None
    whole = other._replace(value=value, upper=other.value, approx=number.approx or other.approx)
    found = with_unit(text, start, whole, unit)
    if found is None and other.power >= 8:
        found = without_unit(text, start, whole)
    return None if found is None or found.kind == "distractor" else found


def _product(text: str, start: int, number: Number) -> Found | None:
    """2×660兆瓦 as one quantity; 7×24小时 is a way to say always."""
    gap = _TIMES.match(text, number.end)
    if gap is None:
        return None
    other = read_number(text, gap.end())
    if other is None or other.value is None or number.value is None:
        return None
    unit = unit_after(text, other.end, other)
    if other.value == 24:
        return distractor(start, unit[1] if unit else other.end, "round the clock")
    whole = other._replace(value=number.value * other.value)
    return with_unit(text, start, whole, unit) or distractor(start, other.end, "formula")


def _listed(text: str, start: int, number: Number) -> Found | None:
    """A number whose unit stands after a later one of its list (分别为12、34和45个)."""
    if number.chinese or number.approx:
        return None
    at = number.end
    for _ in range(_MAX_LIST):
        gap = _AND.match(text, at)
        other = read_number(text, gap.end()) if gap else None
        if other is None or other.value is None:
            return None
        unit = unit_after(text, other.end, other)
        if unit is not None:
            break
        if text.startswith("倍", other.end):
            if not _SHARED.search(text, max(0, start - 60), start):
                return None
            return Found(start, number.end, "multiple", "times", number.value, measure="倍")
        at = other.end
    else:
        return None
    if unit[0].kind not in _LISTED or not _SHARED.search(text, max(0, start - 60), start):
        return None
    value = number.value
    if value is not None and other.power and not number.power:
        value = scaled(value, other.power)
    kind, code = unit[0].kind, unit[0].code
    if kind == "money":
        return Found(start, number.end, "money", code, value, measure=unit[0].word)
    if kind in ("percent", "point"):
        return Found(
            start,
            number.end,
            "percent" if kind == "percent" else "point",
            "percent",
            value,
            measure=unit[0].word,
        )
    if kind == "count":
        return Found(start, number.end, "count", "count", value, measure=unit[0].word)
    return Found(start, number.end, "quantity", "other", value, measure=unit[0].word)
