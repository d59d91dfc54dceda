"""Whether figures agree: part and whole, now and before, total and count, parts and total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from summarizer.verification.precision import (
    Fit,
    Interval,
    fit_print,
    fit_ratio,
    printed_interval,
    printed_place,
)
from summarizer.verification.terms import Term

HUNDRED = Decimal(100)


def fit_percent(part: Term, whole: Term, percent: Term) -> Fit:
    """Whether the percentage is part over whole."""
    scale = HUNDRED if percent.figure.kind == "multiple" else Decimal(1)
    planned = whole.aspect == "target"
    return fit_ratio(part.figure, whole.figure, percent.figure, scale=scale, planned=planned)


def fit_growth(now: Term, before: Term, percent: Term) -> Fit:
    """Whether the percentage is the growth from before to now."""
    scale = HUNDRED if percent.figure.kind == "multiple" else Decimal(1)
    computed = (now.value - before.value) / before.value * HUNDRED
    top, bottom = printed_interval(now.figure), printed_interval(before.figure)
    spread = Interval(
        (top.low / bottom.high - 1) * HUNDRED if bottom.high else computed,
        (top.high / bottom.low - 1) * HUNDRED if bottom.low > 0 else computed,
    )
    place = printed_place(percent.figure) * scale
    return fit_print(computed, spread, percent.value, place, approx=percent.figure.approx)


def fit_average(total: Term, count: Term, average: Term) -> Fit:
    """Whether the average is the total over the count."""
    place, half = printed_place(average.figure), printed_place(total.figure) / 2
    computed = total.value / count.value
    spread = Interval((total.value - half) / count.value, (total.value + half) / count.value)
    return fit_print(computed, spread, average.value, place, approx=average.figure.approx)


def fit_sum(total: Term, parts: Sequence[Term]) -> Fit:
    """Whether parts make up a total: each may be off by half of its last digit, a whole count by nothing."""
    computed = sum((part.value for part in parts), Decimal(0))
    if total.figure.kind == "count" and all(printed_place(term.figure) <= 1 for term in (total, *parts)):
        return Fit(computed, computed - total.value, "exact" if computed == total.value else "no")
    half = sum((printed_place(part.figure) / 2 for part in parts), Decimal(0))
    place = printed_place(total.figure)
    inner = half if half > place / 2 else Decimal(0)
    return fit_print(computed, Interval(computed - inner, computed + inner), total.value, place)
