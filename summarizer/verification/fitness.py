"""How well what a row says fits the words around a figure.

A cost in characters: how far from the figure the words stand that name the row's indicator, scope and
region. Each clause, sentence and paragraph between counts as more characters. A row on its own figure
costs little; on another's, much more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from math import inf
from typing import NamedTuple, TypeAlias

from summarizer.article import Figure
from summarizer.verification.averages import says_average
from summarizer.verification.grounding import region_stem
from summarizer.verification.indicators import indicator_words, measure_words, word_search
from summarizer.verification.passages import Passages, Place
from summarizer.verification.scopes import is_generic, telling_parts
from summarizer.verification.terms import aspect_by_wording, threshold

FAR = 90.0
"""The most that one missing word costs: nothing near is not worse than nothing at all."""

_BEHIND = 12.0
_MEASURE_CAP = 20.0
_PIECE = 4
"""A long name weighs no more than a short word: 某某总部项目税收 is about 税收."""

_FOLLOWS = 4.0
_BARE = re.compile(
    r"(?:[\s，,、（(：:]|其中|计划|协议|合同|预计|总投资|投资|总额|金额|资金|额|总|共|计|累计|合计|项目|数|达到|达|约|近|超过|超"
    r"|完成|同比|增长|下降|增速|为|占比|占|比上年|比去年|较上年|较去年|同期|率|的|\d[\d.,]*\s*[万亿]*元?|[个项家%])*"
)
_ATTRIBUTES = ("多年", "已久", "的老")
_ATTRIBUTE = re.compile(rf"[^，。；,;]{{0,2}}(?:{'|'.join(_ATTRIBUTES)})")
"""落户多年的老企业 tells who, not what happened."""

_PER_CHARACTER, _PER_FIGURE = 0.5, 3.0
_PER_CLAUSE, _PER_PART, _PER_SENTENCE, _PER_PARAGRAPH = 5.0, 10.0, 10.0, 20.0


Places: TypeAlias = tuple[list[int], list[int]]
"""Where a word, or any word of a group, starts and ends, in the order of the body."""


class _Spot(NamedTuple):
    """Where a figure stands, the way to it, and where its clause and sentence end."""

    start: int
    end: int
    way: float
    clause_end: int
    sentence_end: int


class Surroundings:
    """A body whose words have been looked up once, to ask about many rows and figures."""

    def __init__(self, passages: Passages, figures: Sequence[Figure]) -> None:
        self.passages = passages
        self.body = passages.body
        self._way = self._measured(figures)
        self._found: dict[str, Places] = {}
        self._pieces: dict[str, list[tuple[int, str]]] = {}
        self._groups, self._tokens = self._group_places()
        self._to_group: dict[tuple[str, int], float] = {}
        self._to_scope: dict[tuple[str, int], float] = {}
        self._to_words: dict[tuple[str, int], float] = {}
        self._to_measure: dict[tuple[tuple[str, ...], int], float] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._aspects: dict[int, str | None] = {}
        self._thresholds: dict[int, Decimal | None] = {}
        self._spots: dict[int, _Spot] = {}

    def _measured(self, figures: Sequence[Figure]) -> list[float]:
        """The way from the start of the body to each of its characters, passages and figures counted in."""
        steps = [_PER_CHARACTER] * (len(self.body) + 1)
        passages = self.passages
        for starts, cost in (
            (passages.clauses, _PER_CLAUSE),
            (passages.parts, _PER_PART),
            (passages.sentences, _PER_SENTENCE),
            (passages.paragraphs, _PER_PARAGRAPH),
        ):
            for start in starts:
                steps[start] += cost
        for figure in figures:
            steps[figure.span.start] += _PER_FIGURE
        return list(accumulate(steps))

    def _group_places(self) -> tuple[defaultdict[str, Places], list[tuple[int, int, tuple[str, ...]]]]:
        groups, search = indicator_words(), word_search().search
        places = defaultdict[str, Places](lambda: ([], []))
        attributes = any(word in self.body for word in _ATTRIBUTES)
        tokens: list[tuple[int, int, tuple[str, ...]]] = []
        last = 0
        word = search(self.body)  # the longest in each place: 新签 gives way to 新签约
        while word:
            start, end = word.span()
            word, named = search(self.body, start + 1), groups[word.group()]
            if attributes and _ATTRIBUTE.match(self.body, end):
                continue
            for group in named:
                starts, ends = places[group]
                starts.append(start)
                ends.append(end)
            if end > last:
                tokens.append((start, end, named))
                last = end
        return places, tokens

    # --- distances ---

    def place(self, at: int) -> Place:
        """The passages of a position."""
        return self.passages.place(at)

    def nearest(self, places: Places, figure: Figure, *, behind: bool = True) -> float:
        """The way from the nearest of some words to a figure; infinite where there is none.

        Words before a figure count wherever they stand, words behind it in its clause and, where
        `behind` is set, in its sentence.
        """
        starts, ends = places
        if not starts:
            return inf
        start, end, way, clause_end, sentence_end = self._spots.get(figure.id) or self._spot(figure)
        at = bisect_left(starts, start)
        best = inf
        if at < len(starts):
            first = starts[at]
            if first < end:
                return 0.0
            if first < clause_end:
                best = _FOLLOWS + (first - end)
            elif behind and first < sentence_end:
                best = _BEHIND + (first - end) * _PER_CHARACTER
        if at:
            # Of words that overlap, the last to start need not be the last to end.
            word_end = ends[at - 1]
            if at > 1 and ends[at - 2] > word_end:
                word_end = ends[at - 2]
            last = (word_end if word_end < start else start) - 1
            before = way - self._way[last if last > 0 else 0]
            best = before if before < best else best
        return best if best > 0.0 else 0.0

    def _spot(self, figure: Figure) -> _Spot:
        start, end = figure.span
        clause, sentence = self.passages.clause(start), self.passages.sentence(start)
        way = self._way[start] - _PER_FIGURE - _PER_CHARACTER
        spot = _Spot(start, end, way, clause.end, sentence.end)
        self._spots[figure.id] = spot
        return spot

    def to_words(self, text: str, figure: Figure) -> float:
        """How far a text is from a figure, at most `FAR`."""
        key = (text, figure.id)
        way = self._to_words.get(key)
        if way is None:
            way = self._to_words[key] = min(FAR, self.nearest(self.occurrences(text), figure))
        return way

    def occurrences(self, text: str) -> Places:
        """All places of a text in the body, looked up once."""
        places = self._found.get(text)
        if places is None:
            starts: list[int] = []
            ends: list[int] = []
            places = self._found[text] = starts, ends
            start = self.body.find(text) if text else -1
            while start >= 0:
                end = start + len(text)
                starts.append(start)
                ends.append(end)
                start = self.body.find(text, end)
        return places

    # --- what a row says ---

    def to_group(self, group: str, figure: Figure) -> float:
        """How far the words of an indicator group are from a figure; infinite where none stands before it."""
        key = (group, figure.id)
        way = self._to_group.get(key)
        if way is None:
            way = self._to_group[key] = self.nearest(self._groups[group], figure, behind=False)
        return way

    def named(self, figure: Figure) -> frozenset[str]:
        """The groups whose words stand in a figure's own clause, none of them inside a longer word.

        A clause that only says how much (总投资20亿元) belongs to the one before it.
        """
        if figure.id not in self._named:
            clause = self.passages.clause(figure.span.start)
            part = self.passages.part(figure.span.start)
            start, end = clause
            while start > part.start and _BARE.fullmatch(self.body, start, figure.span.start):
                start = self.passages.clause(start - 1).start
            at = bisect_left(self._tokens, (start,))
            found: set[str] = set()
            while at < len(self._tokens) and self._tokens[at][0] < end:
                found.update(self._tokens[at][2])
                at += 1
            self._named[figure.id] = frozenset(found)
        return self._named[figure.id]

    def to_measure(self, indicator: str, figure: Figure) -> float:
        """How far the words for a count, an amount or a rate are from a figure (投资额, 个数, 开工率)."""
        words = measure_words(indicator)
        if not words:
            return 0.0
        key = (words, figure.id)
        way = self._to_measure.get(key)
        if way is None:
            nearest = min([self.to_words(word, figure) for word in words])
            way = self._to_measure[key] = min(_MEASURE_CAP, 0.5 * nearest)
        return way

    def to_scope(self, scope: str, figure: Figure) -> float:
        """How far the words of a scope are from a figure, mean over its parts."""
        key = (scope, figure.id)
        way = self._to_scope.get(key)
        if way is None:
            parts = [self._to_part(part, figure) for part in telling_parts(scope)]
            way = self._to_scope[key] = sum(parts) / len(parts) if parts else 0.0
        return way

    def _to_part(self, part: str, figure: Figure) -> float:
        pieces = self._pieces_of(part)
        if not pieces:
            return FAR / 2  # words of the reader's own: neither near nor far
        if len(pieces) == 1:
            return self.to_words(pieces[0][1], figure)
        way = sum([weight * self.to_words(piece, figure) for weight, piece in pieces])
        return way / sum([weight for weight, _ in pieces])

    def _pieces_of(self, part: str) -> list[tuple[int, str]]:
        """The longest pieces of at least two characters that stand in the body, with their weights."""
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
            telling = [piece for piece in pieces if not is_generic(piece)]
            self._pieces[part] = [(min(len(piece), _PIECE), piece) for piece in telling or pieces]
        return self._pieces[part]

    def to_region(self, region: str, figure: Figure) -> float:
        """How far a region's name is from a figure."""
        return self.to_words(region_stem(region), figure)

    def wording_aspect(self, figure: Figure) -> str | None:
        """The aspect that the nearest words give a figure."""
        if figure.id not in self._aspects:
            self._aspects[figure.id] = aspect_by_wording(figure, self.passages)
        return self._aspects[figure.id]

    def is_average(self, figure: Figure) -> bool:
        """Whether the words of its clause make a figure an average: 每项投资4194万元."""
        return says_average(self.passages.lead(figure)[-12:])

    def label_threshold(self, figure: Figure) -> Decimal | None:
        """The threshold named in the figure's own clause, in base units; None where none is."""
        if figure.id not in self._thresholds:
            self._thresholds[figure.id] = threshold(self.passages.lead(figure))
        return self._thresholds[figure.id]
