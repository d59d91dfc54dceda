"""Paragraphs, sentences and clauses of a body, and the figures in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.article import Figure
from summarizer.engines.reading.lexicon import Cue, Cues

# One class of characters first, so that what lies between marks is passed over quickly.
_BREAK = re.compile(r"[\n。！？!?；;，：:,（）()—…](?:(?<=…)…*|(?<=—)—|(?<![—…]))")
_IN_TURN = re.compile("分别|依次")
JOINTS = frozenset("、和与及")
"""What joins the items of a list."""
_SENTENCE_END = frozenset("。！？!?…\n")
_PAUSES = frozenset("，,；;：:—")
_ASIDE = re.compile(r"[（(][^（()）\n]{1,14}[）)](?![，。；：、,;:!?！？\s）)]|$)")


@dataclass(slots=True)
class Clause:
    """A stretch between two marks; `sentence` and `paragraph` are numbers, `depth` counts brackets."""

    start: int
    end: int
    sentence: int
    paragraph: int
    depth: int
    figures: list[Figure] = field(default_factory=list[Figure])


@dataclass(slots=True)
class Layout:
    """The clauses of a body in order, its cues, its paragraphs as (start, end), its 分别 and 依次."""

    body: str
    clauses: list[Clause]
    starts: list[int]
    cues: Cues
    paragraphs: list[tuple[int, int]]
    sentence_starts: list[int]
    in_turn: list[int]

    def told_in_turn(self, start: int, end: int) -> int:
        """Where 分别 or 依次 stands last in a part of the body; -1 where neither does."""
        places = self.in_turn
        number = bisect_right(places, end - 2) if places else 0
        return places[number - 1] if number and places[number - 1] >= start else -1

    def clause_at(self, position: int) -> int:
        """The number of the clause that holds a position."""
        return (bisect_right(self.starts, position) or 1) - 1

    def clause_around(self, position: int) -> Clause:
        """The clause that holds a position."""
        return self.clauses[self.clause_at(position)]

    def sentence_around(self, position: int) -> tuple[int, int]:
        """Where the sentence that holds a position begins and ends."""
        return self.sentence_span(self.clause_at(position))

    def sentence_span(self, clause_number: int) -> tuple[int, int]:
        """Where the sentence of a clause begins and ends."""
        sentence = self.clauses[clause_number].sentence
        start = self.sentence_starts[sentence]
        after = sentence + 1
        end = self.sentence_starts[after] if after < len(self.sentence_starts) else len(self.body)
        return start, end

    def holding(self, words: re.Pattern[str]) -> frozenset[int]:
        """The numbers of the clauses in which one of some words stands; no mark is part of a word."""
        starts = self.starts
        return frozenset({bisect_right(starts, found.start()) - 1 for found in words.finditer(self.body)})

    def is_heading(self, paragraph: int) -> bool:
        """Whether a paragraph is a heading: short and without a full stop at its end."""
        start, end = self.paragraphs[paragraph]
        return is_heading(self.body[start:end])


def is_heading(line: str) -> bool:
    """Whether a line is a heading: short, or numbered, and not closed like a sentence."""
    line = line.strip()
    return 0 < len(line) <= 36 and line[-1] not in "。！!；;，,"


def lay_out(body: str, figures: Sequence[Figure]) -> Layout:
    """Cut a body into clauses; marks inside a figure (the comma of 1,686) do not count."""
    inside = _marks_inside(body, figures)
    clauses: list[Clause] = []
    sentence_starts = [0]
    paragraphs: list[tuple[int, int]] = []
    start = sentence = paragraph = depth = paragraph_start = 0
    for match in _BREAK.finditer(body):
        at, after = match.span()
        if at in inside:
            continue
        if at > start:
            clauses.append(Clause(start, at, sentence, paragraph, depth, []))
        mark = body[at]
        start = after
        if mark in _PAUSES:
            continue
        if mark in "（(":
            depth = 1
        elif mark in "）)":
            depth = 0
        elif mark in _SENTENCE_END and (not depth or mark == "\n"):
            depth = 0
            if sentence_starts[-1] < at:
                sentence += 1
                sentence_starts.append(after)
            else:
                sentence_starts[-1] = after
            if mark == "\n":
                paragraphs.append((paragraph_start, at))
                paragraph += 1
                paragraph_start = after
    if start < len(body):
        clauses.append(Clause(start, len(body), sentence, paragraph, depth, []))
    paragraphs.append((paragraph_start, len(body)))
    starts = [clause.start for clause in clauses]
    if clauses:
        for figure in figures:
            clauses[(bisect_right(starts, figure.span.start) or 1) - 1].figures.append(figure)
    in_turn = [match.start() for match in _IN_TURN.finditer(body)]
    return Layout(body, clauses, starts, Cues(body, sentence_starts), paragraphs, sentence_starts, in_turn)


def _marks_inside(body: str, figures: Sequence[Figure]) -> set[int]:
    """Positions where a mark parts nothing: inside a figure, or inside a short aside in brackets."""
    inside: set[int] = set()
    for figure in figures:
        if "," in figure.surface or "，" in figure.surface:
            inside.update(range(*figure.span))
    for match in _ASIDE.finditer(body):
        inside.update(range(*match.span()))
    return inside


def nearest(cues: Sequence[Cue], *kinds: str) -> Cue | None:
    """The last cue of one of these kinds."""
    for cue in reversed(cues):
        if cue.kind in kinds:
            return cue
    return None


def first(cues: Sequence[Cue], *kinds: str) -> Cue | None:
    """The first cue of one of these kinds."""
    for cue in cues:
        if cue.kind in kinds:
            return cue
    return None
