"""What a page becomes before anyone reads it: clean text that knows where every character came from.

The types of this module are plain data shared by every room above: `Figure` (a quantity found in the
text), `Region`, `Period`, `Repair`, and `Article`, which holds them together. `Span` and `TracedText`
(text with offsets) come from `traced`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from summarizer.traced import Edit, Offsets, Span, TracedText

__all__ = [
    "Article",
    "Bound",
    "Certainty",
    "Edit",
    "Figure",
    "FigureKind",
    "Offsets",
    "Period",
    "Region",
    "RegionLevel",
    "RemovedLine",
    "Repair",
    "Span",
    "TracedText",
]


Certainty = Literal["certain", "guessed", "lost"]
"""How sure a repair is: derived from what the damage left behind, ranked best among several, or not
possible (the text then holds `〓`)."""


class Repair(NamedTuple):
    """One place where cleaning changed more than script or width.

    `span` is in the body; `before` is what the page had there, `after` what the body has; `kind` is
    the damage tag it undoes.
    """

    span: Span
    before: str
    after: str
    certainty: Certainty
    kind: str = ""


RegionLevel = Literal["nation", "province", "prefecture", "county", "district", "zone", "town"]


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division: full name, its province's full name, and its level.

    Levels: a prefecture-level city, prefecture, league or autonomous prefecture is `prefecture`; a
    county, banner or county-level city is `county`; a city's district is `district`.
    """

    name: str
    province: str | None = None
    level: RegionLevel | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as the page words it, resolved to calendar days where the page allows it."""

    text: str
    start: date | None = None
    end: date | None = None


FigureKind = Literal[
    "money", "count", "percent", "point", "multiple", "rank", "quantity", "date", "period", "distractor"
]
"""What sort of quantity a figure is.

`point` is 百分点; `multiple` is 1.33倍 or 翻一番; `quantity` is a physical measure (亩, 兆瓦, 吨); a
`distractor` looks like a figure and is none (第一时间, 500强), with the reason beside it.
"""

Bound = Literal["at_least", "more_than", "at_most", "less_than"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that stands in the body.

    Attributes:
        id: its number in the article, from 1, in the order of the text.
        surface: exactly `body[span.start:span.end]`, number and unit, without a leading 近/约/超.
        span: where it stands in the body.
        raw_span: where it stands in the page's own text.
        value: exact, in base units (1306.52亿元 is 130652000000; 三成 is 30; 1.4倍 is 1.4; 翻一番 is
            2); for a range the lower end; None for dates, periods and distractors.
        upper: the upper end of a range, in base units.
        unit: ISO 4217 code for money, `percent`, `count`, `rank`, `times` for multiples, `other` for
            physical quantities, `date` for dates and periods, `none` for distractors.
        approx: 余, 多, 近, 约, 超 and their like stand in or before it.
        bound: it is a threshold (`亿元以上`, `超过200个`), of this direction.
        measure: the measure word or physical unit as written (个, 家, 亩, 兆瓦).
        kind: see `FigureKind`.
        start, end: the calendar days of a date or period, inclusive, where they are known.
        reason: why a distractor is no figure.
    """

    id: int
    surface: str
    span: Span
    raw_span: Span
    value: Decimal | None
    unit: str
    approx: bool
    kind: FigureKind
    upper: Decimal | None = None
    bound: Bound | None = None
    measure: str | None = None
    start: date | None = None
    end: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line of the page that is not article, and why cleaning thinks so."""

    raw_span: Span
    text: str
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Article:
    """One page, cleaned: what the readers get.

    `text` is the body with its map to `page` (the page as decoded, before any repair); everything
    that says where something stands counts characters of the body.
    """

    id: str
    path: str | None
    page: str
    text: TracedText
    encoding: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    region: Region | None = None
    period: Period | None = None
    damage: tuple[str, ...] = ()
    repairs: Sequence[Repair] = ()
    removed: Sequence[RemovedLine] = ()
    warnings: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = field(default=())

    @property
    def body(self) -> str:
        """The article itself: repaired, simplified, one paragraph a line."""
        return self.text.text

    def figure(self, number: int) -> Figure | None:
        """The figure of that number, or None where there is none."""
        return self.figures[number - 1] if 1 <= number <= len(self.figures) else None
