"""The one place where a figure's value becomes a row's value."""

from __future__ import annotations

from decimal import Decimal

from summarizer.article import Figure

HUNDRED = Decimal(100)
_SIGNED = ("growth", "change")
_RATIOS = ("growth", "completion", "share")


def resolve_value(figure: Figure, aspect: str, falls: bool = False) -> tuple[Decimal, str]:
    """What a figure says in a row of this aspect, and in which unit.

    A multiple becomes a percentage where the aspect is one (增长1.4倍 is growth of 140; 翻一番 is
    growth of 100; 1.33倍 of a target is completion of 133), percentage points count as percent, and
    a fall of growth or change is negative. Everything else is the figure's own value.

    Args:
        figure: a figure with a value.
        aspect: the row's aspect, of the vocabulary.
        falls: the wording says a fall (下降, 减少).

    Returns:
        The value in base units, and `CNY` (or another currency), `percent`, `count`, `rank` or `other`.

    Raises:
        ValueError: the figure has no value (a date, a period, a distractor).
    """
    if figure.value is None:
        raise ValueError(f"figure {figure.id} ({figure.surface}) has no value")
    value, unit = figure.value, figure.unit
    if figure.kind == "multiple":
        value, unit = _from_multiple(figure, value, aspect)
    elif figure.kind == "point":
        unit = "percent"
    if falls and aspect in _SIGNED:
        value = -abs(value)
    return _plain(value), unit


def _from_multiple(figure: Figure, value: Decimal, aspect: str) -> tuple[Decimal, str]:
    if aspect not in _RATIOS:
        return value, "other"
    doubled = "番" in figure.surface or "翻" in figure.surface
    if aspect == "growth" and doubled:
        return (value - 1) * HUNDRED, "percent"
    return value * HUNDRED, "percent"


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or an exponent, so that equal values are written alike."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal
