"""Where a figure stands: its paragraph, sentence and clause, and the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from summarizer.article import Figure, Span

_SENTENCE_ENDS = frozenset("。！？!?\n")
_CLAUSE_ENDS = frozenset("，,：:")
_ENDS = re.compile(r"[。！？!?\n；;，,：:]")


class Place(NamedTuple):
    """The passages a position belongs to, by number from the start of the body."""

    paragraph: int
    sentence: int
    part: int
    clause: int


class Passages:
    """The body cut into paragraphs, sentences, parts (；) and clauses (，：); never inside a figure."""

    def __init__(self, body: str, figures: Iterable[Figure] = ()) -> None:
        self.body = body
        self.paragraphs: list[int] = [0]
        self.sentences: list[int] = [0]
        self.parts: list[int] = [0]
        self.clauses: list[int] = [0]
        self._cut([figure.span for figure in figures])
        self._places: dict[int, Place] = {}
        self._clauses_at: dict[int, Span] = {}
        self._leads: dict[int, str] = {}

    def _cut(self, figures: Sequence[Span]) -> None:
        body = self.body
        clauses, parts, sentences = self.clauses, self.parts, self.sentences
        for match in _ENDS.finditer(body):
            at = match.start()
            character = body[at]
            if character in _CLAUSE_ENDS:
                if not self._in_number(at, figures):
                    clauses.append(at + 1)
                continue
            clauses.append(at + 1)
            parts.append(at + 1)
            if character in _SENTENCE_ENDS:
                sentences.append(at + 1)
                if character == "\n":
                    self.paragraphs.append(at + 1)

    def _in_number(self, at: int, figures: Sequence[Span]) -> bool:
        body = self.body
        if 0 < at < len(body) - 1 and body[at - 1].isdigit() and body[at + 1].isdigit():
            return True
        before = bisect_left(figures, (at,))
        return before > 0 and at < figures[before - 1][1]

    def place(self, at: int) -> Place:
        """The passages that hold a position."""
        place = self._places.get(at)
        if place is None:
            place = self._places[at] = Place(
                bisect_right(self.paragraphs, at) - 1,
                bisect_right(self.sentences, at) - 1,
                bisect_right(self.parts, at) - 1,
                bisect_right(self.clauses, at) - 1,
            )
        return place

    def _span(self, starts: list[int], at: int) -> Span:
        behind = bisect_right(starts, at)
        return Span(starts[behind - 1], starts[behind] if behind < len(starts) else len(self.body))

    def sentence(self, at: int) -> Span:
        """The sentence around a position."""
        return self._span(self.sentences, at)

    def part(self, at: int) -> Span:
        """The part of a sentence, between semicolons, around a position."""
        return self._span(self.parts, at)

    def clause(self, at: int) -> Span:
        """The clause around a position."""
        span = self._clauses_at.get(at)
        if span is None:
            span = self._clauses_at[at] = self._span(self.clauses, at)
        return span

    def paragraph(self, at: int) -> Span:
        """The paragraph around a position."""
        return self._span(self.paragraphs, at)

    def lead(self, figure: Figure) -> str:
        """The words of a figure's clause that stand before it."""
        at = figure.span.start
        words = self._leads.get(at)
        if words is None:
            words = self._leads[at] = self.body[self.clause(at).start : at]
        return words

    @cached_property
    def title(self) -> Span:
        """The first line, where it is short and ends without a stop; else an empty span."""
        line = self.body.split("\n", 1)[0]
        stands_alone = (
            "\n" in self.body and len(line) <= 60 and not line.rstrip().endswith(("。", "；", "，", "："))
        )
        return Span(0, len(line)) if stands_alone else Span(0, 0)
