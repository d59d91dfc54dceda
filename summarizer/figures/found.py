"""What the grammar hands up before figures are numbered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from summarizer.article import Bound, FigureKind


class Found(NamedTuple):
    """A figure without its number: the fields of `article.Figure`, with `begin` and `stop` for the span."""

    begin: int
    stop: int
    kind: FigureKind
    unit: str = "none"
    value: Decimal | None = None
    upper: Decimal | None = None
    approx: bool = False
    bound: Bound | None = None
    measure: str | None = None
    start: date | None = None
    end: date | None = None
    reason: str | None = None


def distractor(begin: int, stop: int, reason: str) -> Found:
    """A stretch that looks like a figure and is none."""
    return Found(begin, stop, "distractor", reason=reason)
