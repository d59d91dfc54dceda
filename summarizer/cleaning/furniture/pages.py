"""The lines of a page with their fates, kept small: a page of 20 MB may have a million of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Literal, NamedTuple, cast, overload

from summarizer.article import RemovedLine, Span, TracedText
from summarizer.cleaning.furniture.lines import Line

Place = Literal["head", "title", "body", "inside", "tail"]
"""Where a line stands: above the article, its title, in it, removed from inside it, or below it."""

Fate = tuple[Place, str, float]
"""Where a line stands, why it goes and how sure that is."""

IN_BODY: Fate = ("body", "", 0.0)
IN_TITLE: Fate = ("title", "", 0.0)


class PageLine(NamedTuple):
    """A line of the page as this step saw it; `text` is folded to half-width."""

    text: str
    raw_span: Span
    place: Place
    reason: str = ""
    score: float = 0.0


class PageLines(Sequence[PageLine]):
    """All lines of a page, each made when it is asked for."""

    def __init__(self, source: TracedText, lines: Sequence[Line], fates: Sequence[Fate]) -> None:
        self._source = source
        self._lines = lines
        self._fates = fates

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[PageLine]:
        starts, ends = self._source.starts, self._source.ends
        for line, fate in zip(self._lines, self._fates, strict=True):
            yield PageLine(line.text, Span(starts[line.start], ends[line.end - 1]), *fate)

    @overload
    def __getitem__(self, index: int) -> PageLine: ...
    @overload
    def __getitem__(self, index: slice) -> list[PageLine]: ...
    def __getitem__(self, index: int | slice) -> PageLine | list[PageLine]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        line = self._lines[index]
        return PageLine(line.text, raw_span(self._source, line), *self._fates[index])


class RemovedLines(Sequence[RemovedLine]):
    """The lines that went, from top to bottom; their words stand in one text."""

    def __init__(self, source: TracedText, gone: Iterable[tuple[Line, Fate]]) -> None:
        self._raw: tuple[array[int], array[int]] = (array("I"), array("I"))
        self._bounds: array[int] = array("I", (0,))
        self._codes: array[int] = array("H")
        table: dict[tuple[str, float], int] = {}
        words = StringIO()
        text, starts, ends = source.text, source.starts, source.ends
        bound = 0
        for line, (_, reason, score) in gone:
            bound += words.write(text[line.start : line.end])
            self._bounds.append(bound)
            self._raw[0].append(starts[line.start])
            self._raw[1].append(ends[line.end - 1])
            self._codes.append(table.setdefault((reason, score), len(table)))
        self._words = words.getvalue()
        self._table = tuple(table)

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> RemovedLine: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[RemovedLine, ...]: ...
    def __getitem__(self, index: int | slice) -> RemovedLine | tuple[RemovedLine, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        number = range(len(self))[index]
        reason, score = self._table[self._codes[number]]
        span = Span(self._raw[0][number], self._raw[1][number])
        return RemovedLine(span, self._words[self._bounds[number] : self._bounds[number + 1]], reason, score)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(cast("Sequence[RemovedLine]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))


def raw_span(source: TracedText, line: Line) -> Span:
    """Where a line stands in the page as decoded."""
    return Span(source.starts[line.start], source.ends[line.end - 1])
