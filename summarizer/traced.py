"""Text that knows where every character came from: spans, edits, offsets, and the text they make up."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from typing import NamedTuple, TypeAlias, cast, overload


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

    def highest(self) -> int:
        """The greatest of the offsets."""
        return max(first + count - 1 for first, count in self.runs())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(cast("Sequence[int]", other))

    __hash__ = None  # type: ignore[assignment]


OffsetTable: TypeAlias = "Offsets | array[int]"
"""The offsets of a text: plain numbers while it is short, runs where it is long."""

_LONG = 100_000
_count_up: array[int] = array("I")


def no_offsets(size: int) -> OffsetTable:
    """An empty table for a text of about this size."""
    return Offsets() if size >= _LONG else array("I")


def _rising(first: int, count: int) -> OffsetTable:
    """`count` offsets from `first` on; a short text's are cut from one table that all share."""
    global _count_up
    end = first + count
    if end >= _LONG:
        return Offsets.rising(first, count)
    if end > len(_count_up):
        _count_up = array("I", range(2 * end))
    return _count_up[first:end]


def _table(numbers: Sequence[int]) -> OffsetTable:
    # Arrays first: to ask whether something is an `Offsets`, an abstract class's child, is slow.
    if (isinstance(numbers, array) and len(numbers) < _LONG) or isinstance(numbers, Offsets):
        return numbers
    return Offsets(numbers) if len(numbers) >= _LONG else array("I", numbers)


class TracedText:
    """Text in which every character knows its own span in the page as it was decoded.

    A cleaning step takes one and returns another, so offsets survive any number of steps. Character
    `i` of `text` came from `page[starts[i]:ends[i]]`. Starts never decrease from left to right; a
    character that a repair made out of several page characters spans all of them. Texts share their
    offsets: nobody changes a table once a text holds it.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        if not len(text) == len(starts) == len(ends):
            raise ValueError("text and offsets differ in length")
        self.text = text
        self.starts = _table(starts)
        self.ends = _table(ends)

    @classmethod
    def of(cls, page: str) -> TracedText:
        """Trace a page's own text: every character is where it is."""
        return cls(page, _rising(0, len(page)), _rising(1, len(page)))

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
        ends = self.ends[start:end]
        return Span(self.starts[start], max(ends) if isinstance(ends, array) else ends.highest())

    def first_from(self, offset: int) -> int:
        """The first character that starts at this place of the page or after it."""
        starts = self.starts
        return bisect_left(starts, offset) if isinstance(starts, array) else starts.first_from(offset)

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
        text, old_starts, old_ends = self.text, self.starts, self.ends
        size = len(text)
        parts = StringIO()
        starts, ends = no_offsets(size), no_offsets(size)
        at = traced = 0
        for start, end, replacement in edits:
            if start < at or end < start or end > size:
                raise ValueError(f"edit [{start}, {end}) out of order or out of range")
            parts.write(text[at:start])
            parts.write(replacement)
            if len(replacement) != end - start:
                starts.extend(old_starts[traced:start])
                ends.extend(old_ends[traced:start])
                if replacement:
                    raw = self.raw_span(start, end)
                    starts.extend([raw.start] * len(replacement))
                    ends.extend([raw.end] * len(replacement))
                traced = end
            at = end
        parts.write(text[at:])
        starts.extend(old_starts[traced:])
        ends.extend(old_ends[traced:])
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
        size = sum(map(len, parts))
        starts, ends = no_offsets(size), no_offsets(size)
        for number, part in enumerate(parts):
            if number and separator:
                here = ends[-1] if len(ends) else 0
                starts.extend([here] * len(separator))
                ends.extend([here] * len(separator))
            starts.extend(part.starts)
            ends.extend(part.ends)
        return TracedText(separator.join(part.text for part in parts), starts, ends)
