"""The one place where a figure's value becomes a row's value."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.article import Figure

HUNDRED = Decimal(100)
_SIGNED = ("growth", "change")
_REACH = 30
_CLAUSE_END = re.compile(r"[，。；：！？,;!?\n]")
_EARLIER = (
    r"(?:去年|上年|前年|往年|上一年|年初|期初|上月|上半年|上届|同期"
    r"|原来|原先|此前|以前|年前|\d年|前[一二三四五六七八九十两\d]+年|五[”\"]?(?:时期|期间|末))"
)
_REACHED = re.compile(
    rf"(?:{_EARLIER}[^增减升降长涨翻]{{0,12}}的|相当于[^增减升降长涨翻]{{0,12}}的|[增涨升扩提][长加大高至]{{0,1}}[到至])"
    r"(?:将近|近|大约|约|超过?|逾|整整|足足)?\s*$"
)
_RATIOS = ("growth", "completion", "share")


def resolve_value(figure: Figure, aspect: str, falls: bool = False, before: str = "") -> tuple[Decimal, str]:
    """What a figure says in a row of this aspect, and in which unit.

    A multiple becomes a percentage where the aspect is one (增长1.4倍 is growth of 140; 翻一番 is
    growth of 100; 1.33倍 of a target is completion of 133), percentage points count as percent, and
    a fall of growth or change is negative. A multiple that tells what was reached, not what was added
    (是上年的1.8倍, 增长到1.8倍), is growth of 80. Everything else is the figure's own value.

    Args:
        figure: a figure with a value.
        aspect: the row's aspect, of the vocabulary.
        falls: the wording says a fall (下降, 减少).
        before: the words before the figure in its clause, see `words_before`.

    Returns:
        The value in base units, and `CNY` (or another currency), `percent`, `count`, `rank` or `other`.

    Raises:
        ValueError: the figure has no value (a date, a period, a distractor).
    """
    if figure.value is None:
        raise ValueError(f"figure {figure.id} ({figure.surface}) has no value")
    value, unit = figure.value, figure.unit
    if figure.kind == "multiple":
        value, unit = _from_multiple(figure, value, aspect, before)
    elif figure.kind == "point":
        unit = "percent"
    if falls and aspect in _SIGNED:
        value = -abs(value)
    return _plain(value), unit


def words_before(body: str, figure: Figure) -> str:
    """The words of a multiple's clause that stand before it, the last thirty or so.

    Empty for any other figure: only what a multiple says depends on them.
    """
    if figure.kind != "multiple":
        return ""
    text = body[max(0, figure.span.start - _REACH) : figure.span.start]
    return _CLAUSE_END.split(text)[-1]


def _from_multiple(figure: Figure, value: Decimal, aspect: str, before: str) -> tuple[Decimal, str]:
    if aspect not in _RATIOS:
        return value, "other"
    doubled = "番" in figure.surface or "翻" in figure.surface
    if aspect == "growth" and (doubled or _REACHED.search(before)):
        return (value - 1) * HUNDRED, "percent"
    return value * HUNDRED, "percent"


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or an exponent, so that equal values are written alike."""
    whole = int(value)
    return Decimal(whole) if value == whole else value.normalize()
