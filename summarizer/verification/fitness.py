"""How well what a row says fits the words around a figure.

A cost in characters: how far from the figure the words stand that name the row's indicator, scope and
region. Each clause, sentence and paragraph between counts as more characters. A row on its own figure
costs little; on another's, much more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from math import inf

from summarizer.article import Figure, Span
from summarizer.verification.grounding import region_stem
from summarizer.verification.nesting import is_generic
from summarizer.verification.passages import Passages, Place
from summarizer.verification.terms import aspect_by_wording, threshold
from summarizer.verification.wording import rules

FAR = 90.0
"""The most that one missing word costs: nothing near is not worse than nothing at all."""

_BEHIND = 12.0
_MEASURE_CAP = 20.0
_PIECE = 4
"""A long name weighs no more than a short word: 某某总部项目税收 is about 税收."""

_PER_CLAUSE, _PER_PART, _PER_SENTENCE, _PER_PARAGRAPH = 5.0, 10.0, 10.0, 20.0


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """One pattern for all indicator words, and the groups each of them names."""
    table: dict[str, list[str]] = rules()["indicator_words"]
    groups: dict[str, tuple[str, ...]] = {}
    for group, words in table.items():
        for word in words:
            groups[word] = (*groups.get(word, ()), group)
    # A lookahead finds 新签 and 签约 in 新签约 alike.
    return re.compile(f"(?=({'|'.join(sorted(map(re.escape, groups), key=len, reverse=True))}))"), groups


@lru_cache(maxsize=256)
def group_of(indicator: str) -> str | None:
    """The word group of an indicator: its own, or its stage's; None for `other`."""
    table = rules()["indicator_words"]
    if indicator in table:
        return indicator
    stage = indicator.split(".")[0]
    return stage if stage in table else None


class Surroundings:
    """A body whose words have been looked up once, to ask about many rows and figures."""

    def __init__(self, passages: Passages, figures: Sequence[Figure]) -> None:
        self.passages = passages
        self.body = passages.body
        self._starts = [figure.span.start for figure in figures]
        self._places: dict[int, Place] = {}
        self._found: dict[str, list[Span]] = {}
        self._pieces: dict[str, list[str]] = {}
        self._groups = self._group_spans()
        self._to_group: dict[tuple[str, int], float] = {}
        self._to_scope: dict[tuple[str, int], float] = {}
        self._aspects: dict[int, str | None] = {}
        self._thresholds: dict[int, Decimal | None] = {}

    def _group_spans(self) -> dict[str, list[Span]]:
        pattern, groups = _words()
        spans: dict[str, list[Span]] = {group: [] for group in rules()["indicator_words"]}
        for match in pattern.finditer(self.body):
            word = match.group(1)
            for group in groups[word]:
                spans[group].append(Span(match.start(1), match.end(1)))
        return spans

    # --- distances ---

    def place(self, at: int) -> Place:
        """The passages of a position, looked up once."""
        place = self._places.get(at)
        if place is None:
            place = self._places[at] = self.passages.place(at)
        return place

    def distance(self, span: Span, figure: Figure) -> float:
        """From a word to a figure; what stands behind the figure counts only in its clause."""
        if span.end <= figure.span.start:
            word, here = self.place(span.start), self.place(figure.span.start)
            crossed = bisect_left(self._starts, figure.span.start) - bisect_left(self._starts, span.end)
            return (
                (figure.span.start - span.end) * 0.5
                + (here.clause - word.clause) * _PER_CLAUSE
                + (here.part - word.part) * _PER_PART
                + (here.sentence - word.sentence) * _PER_SENTENCE
                + (here.paragraph - word.paragraph) * _PER_PARAGRAPH
                + crossed * 3.0
            )
        if span.start >= figure.span.end:
            if self.place(span.start).clause != self.place(figure.span.start).clause:
                return FAR
            return 4.0 + (span.start - figure.span.end)
        return 0.0

    def nearest(self, spans: Iterable[Span], figure: Figure) -> float:
        """The least distance of several words, at most `FAR`."""
        return min((self.distance(span, figure) for span in spans), default=FAR) if spans else FAR

    def _near_spans(self, spans: Sequence[Span], figure: Figure) -> Sequence[Span]:
        """The last few before a figure and the first behind it: no other can be nearer."""
        at = bisect_left(spans, Span(figure.span.start, figure.span.start))
        return spans[max(0, at - 3) : at + 2]

    def occurrences(self, text: str) -> list[Span]:
        """All places of a text in the body, looked up once."""
        if text not in self._found:
            self._found[text] = [Span(*match.span()) for match in re.finditer(re.escape(text), self.body)]
        return self._found[text]

    # --- what a row says ---

    def to_group(self, group: str, figure: Figure) -> float:
        """How far the words of an indicator group are from a figure; infinite where none stands before it."""
        key = (group, figure.id)
        if key not in self._to_group:
            self._to_group[key] = self._nearest_word(group, figure)
        return self._to_group[key]

    def _nearest_word(self, group: str, figure: Figure) -> float:
        best = inf
        for span in self._near_spans(self._groups[group], figure):
            distance = self.distance(span, figure)
            if span.start < figure.span.end or distance < FAR:
                best = min(best, distance)
        return best

    def to_measure(self, indicator: str, figure: Figure) -> float:
        """How far the words for a count, an amount or a rate are from a figure (投资额, 个数, 开工率)."""
        words: list[str] | None = rules()["measure_words"].get(indicator.split(".")[-1])
        if words is None:
            return 0.0
        nearest = min(
            self.nearest(self._near_spans(self.occurrences(word), figure), figure) for word in words
        )
        return min(_MEASURE_CAP, nearest * 0.5)

    def to_scope(self, scope: str, figure: Figure) -> float:
        """How far the words of a scope are from a figure, mean over its parts."""
        parts = _scope_parts(scope)
        if not parts:
            return 0.0
        key = (scope, figure.id)
        if key not in self._to_scope:
            self._to_scope[key] = sum(self._to_part(part, figure) for part in parts) / len(parts)
        return self._to_scope[key]

    def _to_part(self, part: str, figure: Figure) -> float:
        pieces = self._pieces_of(part)
        total = sum(min(len(piece), _PIECE) for piece in pieces)
        if not total:
            return FAR / 2  # words of the reader's own: neither near nor far
        return (
            sum(
                min(len(piece), _PIECE)
                * min(FAR, self.nearest(self._near_spans(self.occurrences(piece), figure), figure))
                for piece in pieces
            )
            / total
        )

    def _pieces_of(self, part: str) -> list[str]:
        """The longest pieces of at least two characters that stand in the body, left to right."""
        if part not in self._pieces:
            pieces: list[str] = []
            at = 0
            while at < len(part) - 1:
                size = len(part) - at
                while size >= 2 and part[at : at + size] not in self.body:
                    size -= 1
                if size >= 2:
                    pieces.append(part[at : at + size])
                    at += size
                else:
                    at += 1
            self._pieces[part] = pieces
        return self._pieces[part]

    def to_region(self, region: str, figure: Figure) -> float:
        """How far a region's name is from a figure."""
        spans = self.occurrences(region_stem(region))
        return min(FAR, self.nearest(self._near_spans(spans, figure), figure))

    def wording_aspect(self, figure: Figure) -> str | None:
        """The aspect that the nearest words give a figure."""
        if figure.id not in self._aspects:
            self._aspects[figure.id] = aspect_by_wording(figure, self.passages)
        return self._aspects[figure.id]

    def label_threshold(self, figure: Figure) -> Decimal | None:
        """The threshold named in the figure's own clause, in base units; None where none is."""
        if figure.id not in self._thresholds:
            clause = self.passages.clause(figure.span.start)
            self._thresholds[figure.id] = threshold(self.body[clause.start : figure.span.start])
        return self._thresholds[figure.id]


@lru_cache(maxsize=4096)
def _scope_parts(scope: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[；;，,、\s]", scope) if part and not is_generic(part))


@cache
def fitting_measures(indicator: str) -> frozenset[str]:
    """The measure words an indicator can be counted with; empty where any will do."""
    table: dict[str, list[str]] = rules()["measures"]
    kind = indicator if indicator in table else indicator.split(".")[-1]
    kind = "enterprises" if indicator.startswith("enterprises.") else kind
    own = table.get(kind)
    return frozenset([*own, *table["any"]]) if own else frozenset()
