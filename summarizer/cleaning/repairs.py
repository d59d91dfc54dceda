"""Repairs of a page, kept small: a heavily damaged page of 20 MB has more than half a million of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast, overload

from summarizer.article import Certainty, Repair, Span, TracedText


class RawRepair(NamedTuple):
    """A repair by its place in the page; the body does not exist yet."""

    raw: Span
    certainty: Certainty
    kind: str


class RawRepairs(Sequence[RawRepair]):
    """A growing list of raw repairs, kept as numbers."""

    def __init__(self, repairs: Iterable[RawRepair] = ()) -> None:
        self._starts: array[int] = array("I")
        self._ends: array[int] = array("I")
        self._codes = bytearray()
        self._table: dict[tuple[Certainty, str], int] = {}
        self.extend(repairs)

    def append(self, repair: RawRepair) -> None:
        """Add one."""
        (start, end), certainty, kind = repair
        self._starts.append(start)
        self._ends.append(end)
        self._codes.append(self._table.setdefault((certainty, kind), len(self._table)))

    def extend(self, repairs: Iterable[RawRepair]) -> None:
        """Add several."""
        for repair in repairs:
            self.append(repair)

    def kinds(self) -> list[str]:
        """The kinds of repair, in the order in which they first came."""
        return list(dict.fromkeys(kind for _, kind in self._table))

    def ordered(self) -> Iterator[RawRepair]:
        """All of them from left to right in the page."""
        table = sorted(self._table)
        ranks = [table.index(key) for key in self._table]
        keys = [
            (start << 32 | end) << 8 | ranks[code]
            for start, end, code in zip(self._starts, self._ends, self._codes, strict=True)
        ]
        keys.sort()
        for key in keys:
            yield RawRepair(Span(key >> 40, key >> 8 & 0xFFFFFFFF), *table[key & 0xFF])

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> RawRepair: ...
    @overload
    def __getitem__(self, index: slice) -> list[RawRepair]: ...
    def __getitem__(self, index: int | slice) -> RawRepair | list[RawRepair]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        certainty, kind = list(self._table)[self._codes[index]]
        return RawRepair(Span(self._starts[index], self._ends[index]), certainty, kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(cast("Sequence[RawRepair]", other))

    __hash__ = None  # type: ignore[assignment]


class Repairs(Sequence[Repair]):
    """The repairs of a body; what stood before and stands there now is read from page and body."""

    def __init__(self, repairs: Iterable[RawRepair], body: TracedText, page: str) -> None:
        self._page = page
        self._body = body.text
        self._raw: tuple[array[int], array[int]] = (array("I"), array("I"))
        self._places: tuple[array[int], array[int]] = (array("I"), array("I"))
        self._codes = bytearray()
        table: dict[tuple[Certainty, str], int] = {}
        ordered = repairs if isinstance(repairs, RawRepairs) else RawRepairs(repairs)
        for raw, certainty, kind in ordered.ordered():
            place = _in_body(raw, body)
            if place is None:
                continue
            for column, number in zip((*self._raw, *self._places), (*raw, *place), strict=True):
                column.append(number)
            self._codes.append(table.setdefault((certainty, kind), len(table)))
        self._table = tuple(table)

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> Repair: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Repair, ...]: ...
    def __getitem__(self, index: int | slice) -> Repair | tuple[Repair, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        certainty, kind = self._table[self._codes[index]]
        raw = Span(*(column[index] for column in self._raw))
        place = Span(*(column[index] for column in self._places))
        before, after = self._page[raw.start : raw.end], self._body[place.start : place.end]
        return Repair(place, before, after, certainty, kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(cast("Sequence[Repair]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))


def _in_body(raw: Span, body: TracedText) -> Span | None:
    """Where a repair stands in the body; None where its line was removed."""
    starts, ends = body.starts, body.ends
    start = end = body.first_from(raw.start)
    while end < len(starts) and ends[end] <= raw.end:
        end += 1
    return None if start == end and not _beside(raw, body, start) else Span(start, end)


def _beside(raw: Span, body: TracedText, at: int) -> bool:
    """Whether a place where something was dropped touches what is left of the body."""
    return (at > 0 and body.ends[at - 1] >= raw.start) or (at < len(body) and body.starts[at] <= raw.end)
