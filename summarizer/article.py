"""What a page becomes before anyone reads it: clean text that knows where every character came from.

The types of this module are plain data shared by every room above: `Span` and `TracedText` (text
with offsets), `Figure` (a quantity found in the text), `Region`, `Period`, `Repair`, and `Article`,
which holds them together.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain
from typing import Literal, NamedTuple, cast, overload


class Span(NamedTuple):
    """A half-open range of characters, `[start, end)`."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement`; an insertion has `start == end`."""

    start: int
    end: int
    replacement: str


class Offsets(Sequence[int]):
    """The page offset of each of a text's characters, kept as runs that rise by one.

    A page that nothing was changed in is a single run, so offsets cost next to nothing in memory;
    they read like a sequence of numbers.
    """

    __slots__ = ("_at", "_length", "_values")

    def __init__(self, offsets: Iterable[int] = ()) -> None:
        self._at: array[int] = array("I")
        self._values: array[int] = array("I")
        self._length = 0
        for offset in offsets:
            self.append(offset)

    @classmethod
    def rising(cls, first: int, count: int) -> Offsets:
        """`count` offsets from `first` on, one after the other."""
        offsets = cls()
        offsets.append(first, count)
        return offsets

    def append(self, first: int, count: int = 1) -> None:
        """Add `count` offsets that rise by one from `first`."""
        if count <= 0:
            return
        if not self._length or self._values[-1] + self._length - self._at[-1] != first:
            self._at.append(self._length)
            self._values.append(first)
        self._length += count

    def extend(self, other: Sequence[int]) -> None:
        """Add all of another sequence."""
        if not isinstance(other, Offsets):
            for offset in other:
                self.append(offset)
            return
        for first, count in other.runs():
            self.append(first, count)

    def runs(self) -> Iterator[tuple[int, int]]:
        """The first offset and the length of every run."""
        last = len(self._at) - 1
        for number, at in enumerate(self._at):
            end = self._at[number + 1] if number < last else self._length
            yield self._values[number], end - at

    def first_from(self, offset: int) -> int:
        """The index of the first entry that is not less than `offset`; for offsets that never fall."""
        number = bisect_left(self._values, offset)
        if number:
            at, value = self._at[number - 1], self._values[number - 1]
            end = self._at[number] if number < len(self._at) else self._length
            if value + end - at > offset:
                return at + offset - value
        return self._at[number] if number < len(self._at) else self._length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Offsets: ...
    def __getitem__(self, index: int | slice) -> int | Offsets:
        if isinstance(index, slice):
            start, stop, _ = index.indices(self._length)
            return self._cut(start, stop)
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(index)
        number = bisect_right(self._at, place) - 1
        return self._values[number] + place - self._at[number]

    def _cut(self, start: int, stop: int) -> Offsets:
        part = Offsets()
        if start >= stop:
            return part
        first = bisect_right(self._at, start) - 1
        if first + 1 == len(self._at) or self._at[first + 1] >= stop:
            part.append(self._values[first] + start - self._at[first], stop - start)
            return part
        last = bisect_left(self._at, stop)
        part._at = array("I", (max(at - start, 0) for at in self._at[first:last]))
        part._values = self._values[first:last]
        part._values[0] += start - self._at[first]
        part._length = stop - start
        return part

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(range(first, first + count) for first, count in self.runs())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(cast("Sequence[int]", other))

    __hash__ = None  # type: ignore[assignment]


class TracedText:
    """Text in which every character knows its own span in the page as it was decoded.

    A cleaning step takes one and returns another, so offsets survive any number of steps. Character
    `i` of `text` came from `page[starts[i]:ends[i]]`. Starts never decrease from left to right; a
    character that a repair made out of several page characters spans all of them.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        if not len(text) == len(starts) == len(ends):
            raise ValueError("text and offsets differ in length")
        self.text = text
        self.starts = starts if isinstance(starts, Offsets) else Offsets(starts)
        self.ends = ends if isinstance(ends, Offsets) else Offsets(ends)

    @classmethod
    def of(cls, page: str) -> TracedText:
        """Trace a page's own text: every character is where it is."""
        return cls(page, Offsets.rising(0, len(page)), Offsets.rising(1, len(page)))

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
        return Span(
            self.starts[start], max(first + count - 1 for first, count in self.ends[start:end].runs())
        )

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
        parts = StringIO()
        starts, ends = Offsets(), Offsets()
        at = 0
        for start, end, replacement in edits:
            if start < at or end < start or end > len(self.text):
                raise ValueError(f"edit [{start}, {end}) out of order or out of range")
            same = len(replacement) == end - start
            kept = end if same else start
            parts.write(self.text[at:start])
            parts.write(replacement)
            starts.extend(self.starts[at:kept])
            ends.extend(self.ends[at:kept])
            if replacement and not same:
                raw = self.raw_span(start, end)
                for _ in replacement:
                    starts.append(raw.start)
                    ends.append(raw.end)
            at = end
        parts.write(self.text[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        return TracedText(parts.getvalue(), starts, ends)

    def lines(self) -> Iterator[Span]:
        """The span of every line, without its line break."""
        at = 0
        while (end := self.text.find("\n", at)) >= 0:
            yield Span(at, end)
            at = end + 1
        yield Span(at, len(self.text))

    @staticmethod
    def join(parts: Sequence[TracedText], separator: str = "\n") -> TracedText:
        """Put parts of one page together again; a separator stands at the end of the part before it."""
        starts, ends = Offsets(), Offsets()
        for number, part in enumerate(parts):
            if number:
                here = ends[-1] if len(ends) else 0
                for _ in separator:
                    starts.append(here)
                    ends.append(here)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return TracedText(separator.join(part.text for part in parts), starts, ends)


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
