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

    def add(self, start: int, end: int, certainty: Certainty, kind: str) -> None:
        """Add one."""
        self._starts.append(start)
        self._ends.append(end)
        self._codes.append(self._table.setdefault((certainty, kind), len(self._table)))

    def add_all(self, places: Iterable[tuple[int, int]], certainty: Certainty, kind: str) -> None:
        """Add several of one kind."""
        before = len(self._starts)
        for start, end in places:
            self._starts.append(start)
            self._ends.append(end)
        added = len(self._starts) - before
        if added:
            code = self._table.setdefault((certainty, kind), len(self._table))
            self._codes.extend(bytes((code,)) * added)

    def extend(self, repairs: Iterable[RawRepair]) -> None:
        """Add several."""
        if isinstance(repairs, RawRepairs):
            codes = [self._table.setdefault(key, len(self._table)) for key in repairs._table]
            self._starts.extend(repairs._starts)
            self._ends.extend(repairs._ends)
            self._codes.extend(map(codes.__getitem__, repairs._codes))
            return
        for (start, end), certainty, kind in repairs:
            self.add(start, end, certainty, kind)

    def kinds(self) -> list[str]:
        """The kinds of repair, in the order in which they first came."""
        return list(dict.fromkeys(kind for _, kind in self._table))

    def ordered(self) -> Iterator[tuple[int, int, tuple[Certainty, str]]]:
        """All of them from left to right in the page: start, end, and how sure and what it is."""
        table = sorted(self._table)
        ranks = [table.index(key) for key in self._table]
        keys = [
            (start << 32 | end) << 8 | ranks[code]
            for start, end, code in zip(self._starts, self._ends, self._codes, strict=True)
        ]
        keys.sort()
        for key in keys:
            yield key >> 40, key >> 8 & 0xFFFFFFFF, table[key & 0xFF]

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
        # Where each stands in the page, from and to, and where in the body.
        self._columns = (array("I"), array("I"), array("I"), array("I"))
        self._codes = bytearray()
        table: dict[tuple[Certainty, str], int] = {}
        found = repairs if isinstance(repairs, RawRepairs) else RawRepairs(repairs)
        raw_starts, raw_ends, starts, ends = self._columns
        for raw_start, raw_end, what in found.ordered():
            place = _in_body(raw_start, raw_end, body)
            if place is not None:
                raw_starts.append(raw_start)
                raw_ends.append(raw_end)
                starts.append(place[0])
                ends.append(place[1])
                self._codes.append(table.setdefault(what, len(table)))
        self._table = tuple(table)

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Repair]:
        page, body, table = self._page, self._body, self._table
        for raw_start, raw_end, start, end, code in zip(*self._columns, self._codes, strict=True):
            certainty, kind = table[code]
            yield Repair(Span(start, end), page[raw_start:raw_end], body[start:end], certainty, kind)

    @overload
    def __getitem__(self, index: int) -> Repair: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Repair, ...]: ...
    def __getitem__(self, index: int | slice) -> Repair | tuple[Repair, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        certainty, kind = self._table[self._codes[index]]
        raw_start, raw_end, start, end = (column[index] for column in self._columns)
        return Repair(Span(start, end), self._page[raw_start:raw_end], self._body[start:end], certainty, kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(cast("Sequence[Repair]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))


def _in_body(raw_start: int, raw_end: int, body: TracedText) -> tuple[int, int] | None:
    """Where a repair stands in the body; None where its line was removed."""
    starts, ends = body.starts, body.ends
    start = end = body.first_from(raw_start)
    while end < len(ends) and ends[end] <= raw_end:
        end += 1
    if start < end:
        return start, end
    # What was dropped has a place where it touches what is left.
    touches = (start > 0 and ends[start - 1] >= raw_start) or (
        start < len(starts) and starts[start] <= raw_end
    )
    return (start, end) if touches else None
