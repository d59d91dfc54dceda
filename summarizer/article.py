"""What a page becomes before anyone reads it: clean text that knows where every character came from.

The types of this module are plain data shared by every room above: `Span` and `TracedText` (text
with offsets), `Figure` (a quantity found in the text), `Region`, `Period`, `Repair`, and `Article`,
which holds them together.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, `[start, end)`."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement`; an insertion has `start == end`."""

    start: int
    end: int
    replacement: str


class TracedText:
    """Text in which every character knows its own span in the page as it was decoded.

    A cleaning step takes one and returns another, so offsets survive any number of steps. Character
    `i` of `text` came from `page[starts[i]:ends[i]]`. Starts never decrease from left to right; a
    character that a repair made out of several page characters spans all of them.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: array[int], ends: array[int]) -> None:
        if not len(text) == len(starts) == len(ends):
            raise ValueError("text and offsets differ in length")
        self.text = text
        self.starts = starts
        self.ends = ends

    @classmethod
    def of(cls, page: str) -> TracedText:
        """Trace a page's own text: every character is where it is."""
        return cls(page, array("I", range(len(page))), array("I", range(1, len(page) + 1)))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> TracedText:
        """Cut out a contiguous part (no step)."""
        return TracedText(self.text[key], self.starts[key], self.ends[key])

    def raw_span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the page; for an empty range, the place between."""
        if start >= end:
            here = self.starts[start] if start < len(self.starts) else self.page_end
            return Span(here, here)
        return Span(self.starts[start], max(self.ends[start:end]))

    @property
    def page_end(self) -> int:
        """The page offset just after the last character, 0 for an empty text."""
        return self.ends[-1] if len(self.ends) else 0

    def with_text(self, text: str) -> TracedText:
        """Swap every character for another in the same place (script and width conversion)."""
        return TracedText(text, self.starts, self.ends)

    def edit(self, edits: Iterable[Edit | tuple[int, int, str]]) -> TracedText:
        """Apply edits given from left to right and not overlapping.

        A replacement of the same length maps character by character; any other maps each of its
        characters to the whole range replaced.

        Raises:
            ValueError: an edit overlaps the one before it, or lies outside the text.
        """
        parts: list[str] = []
        starts: array[int] = array("I")
        ends: array[int] = array("I")
        at = 0
        for start, end, replacement in edits:
            if start < at or end < start or end > len(self.text):
                raise ValueError(f"edit [{start}, {end}) out of order or out of range")
            parts += (self.text[at:start], replacement)
            starts.extend(self.starts[at:start])
            ends.extend(self.ends[at:start])
            if len(replacement) == end - start:
                starts.extend(self.starts[start:end])
                ends.extend(self.ends[start:end])
            else:
                raw = self.raw_span(start, end)
                starts.extend([raw.start] * len(replacement))
                ends.extend([raw.end] * len(replacement))
            at = end
        parts.append(self.text[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        return TracedText("".join(parts), starts, ends)

    def lines(self) -> Iterator[Span]:
        """The span of every line, without its line break."""
        at = 0
        for line in self.text.split("\n"):
            yield Span(at, at + len(line))
            at += len(line) + 1

    @staticmethod
    def join(parts: Sequence[TracedText], separator: str = "\n") -> TracedText:
        """Put parts of one page together again; a separator stands at the end of the part before it."""
        texts: list[str] = []
        starts: array[int] = array("I")
        ends: array[int] = array("I")
        for number, part in enumerate(parts):
            if number:
                texts.append(separator)
                here = ends[-1] if len(ends) else 0
                starts.extend([here] * len(separator))
                ends.extend([here] * len(separator))
            texts.append(part.text)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return TracedText("".join(texts), starts, ends)


Certainty = Literal["certain", "guessed", "lost"]
"""How sure a repair is: derived from what the damage left behind, ranked best among several, or not
possible (the text then holds `〓`)."""


@dataclass(frozen=True, slots=True)
class Repair:
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
        value: exact, in base units (2088.26亿元 is 208826000000; 三成 is 30; 1.4倍 is 1.4; 翻一番 is
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
    repairs: tuple[Repair, ...] = ()
    removed: tuple[RemovedLine, ...] = ()
    warnings: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = field(default=())

    @property
    def body(self) -> str:
        """The article itself: repaired, simplified, one paragraph a line."""
        return self.text.text

    def figure(self, number: int) -> Figure | None:
        """The figure of that number, or None where there is none."""
        return self.figures[number - 1] if 1 <= number <= len(self.figures) else None
