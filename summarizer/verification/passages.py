"""Where a figure stands: its paragraph, sentence and clause, and the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from summarizer.article import Figure, Span

_SENTENCE_ENDS = frozenset("。！？!?\n")
_PART_ENDS = frozenset("；;")
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
        self._inside = {at for figure in figures for at in range(figure.span.start + 1, figure.span.end)}
        self.paragraphs: list[int] = [0]
        self.sentences: list[int] = [0]
        self.parts: list[int] = [0]
        self.clauses: list[int] = [0]
        self._cut()

    def _cut(self) -> None:
        for match in _ENDS.finditer(self.body):
            at, character = match.start(), match.group()
            if character == "\n":
                self.paragraphs.append(at + 1)
            if character in _SENTENCE_ENDS:
                self.sentences.append(at + 1)
            elif character in _PART_ENDS:
                pass
            elif character not in _CLAUSE_ENDS or self._in_number(at):
                continue
            if character in _SENTENCE_ENDS or character in _PART_ENDS:
                self.parts.append(at + 1)
            self.clauses.append(at + 1)

    def _in_number(self, at: int) -> bool:
        if at in self._inside:
            return True
        return 0 < at < len(self.body) - 1 and self.body[at - 1].isdigit() and self.body[at + 1].isdigit()

    def place(self, at: int) -> Place:
        """The passages that hold a position."""
        return Place(
            bisect_right(self.paragraphs, at) - 1,
            bisect_right(self.sentences, at) - 1,
            bisect_right(self.parts, at) - 1,
            bisect_right(self.clauses, at) - 1,
        )

    def _span(self, starts: list[int], number: int) -> Span:
        end = starts[number + 1] if number + 1 < len(starts) else len(self.body)
        return Span(starts[number], end)

    def sentence(self, at: int) -> Span:
        """The sentence around a position."""
        return self._span(self.sentences, bisect_right(self.sentences, at) - 1)

    def part(self, at: int) -> Span:
        """The part of a sentence, between semicolons, around a position."""
        return self._span(self.parts, bisect_right(self.parts, at) - 1)

    def clause(self, at: int) -> Span:
        """The clause around a position."""
        return self._span(self.clauses, bisect_right(self.clauses, at) - 1)

    def paragraph(self, at: int) -> Span:
        """The paragraph around a position."""
        return self._span(self.paragraphs, bisect_right(self.paragraphs, at) - 1)

    @cached_property
    def title(self) -> Span:
        """The first line, where it is short and ends without a stop; else an empty span."""
        line = self.body.split("\n", 1)[0]
        stands_alone = (
            "\n" in self.body and len(line) <= 60 and not line.rstrip().endswith(("。", "；", "，", "："))
        )
        return Span(0, len(line)) if stands_alone else Span(0, 0)
