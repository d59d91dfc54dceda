"""Ways to read a damaged stretch: paths of restored characters, grown byte by byte and weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from summarizer.article import Certainty
from summarizer.cleaning import gbk
from summarizer.cleaning.inserted import GROUP, LOSSES
from summarizer.cleaning.likelihood import LOST, Likelihood
from summarizer.cleaning.likelihood import likelihood as base_table
from summarizer.patterns import LazyPattern

NO_BYTE = 0
ANY_BYTE = 0x100
"""In place of a pending byte: none waits; one waits that nothing can name."""

# Costs are on the scale of the likelihood table, -2 ln p.
_COST_OF_LOST = 10
_COST_OF_SAME_QUOTE = 12
_COST_OF_BRACKET = 2
_BEAM_WIDTH = 120
_BEAM_MARGIN = 44
_MOST_KEPT = 50_000

_AROUND_A_LOSS = LazyPattern(rf"[{LOSSES}][^\n]{{0,40}}")
_ENOUGH_TO_ADAPT = 40_000
_SENTENCE_END = "。！？!?…"
_QUOTES = "“”"
_COST = itemgetter(0)
_OPENING = frozenset("（(“《〈【")
_CLOSING = "”’》）)"
_NUMERALS = frozenset("一二三四五六七八九十百千万萬亿億两兩零〇０１２３４５６７８９0123456789")


class Place(NamedTuple):
    """A restored character: what it is, the part of the damaged text it came from, how sure it is."""

    character: str
    start: int
    end: int
    certainty: Certainty


class Run(NamedTuple):
    """A restored stretch and where the damaged text goes on in step."""

    places: list[Place]
    end: int


class Path(NamedTuple):
    """One way to read the run so far.

    `pending` is a lead byte that waits for its trail, since `start`, as sure as `certainty`; `last` the
    character before it.
    """

    cost: int
    pending: int
    start: int
    last: str
    certainty: Certainty
    link: Link | None

    def dearer(self, cost: int) -> Path:
        """The same at a higher cost."""
        return Path(self[0] + cost, *self[1:])


class Link(NamedTuple):
    """A path's characters, last first: paths that part share what they have in common.

    A place with the link before it.
    """

    character: str
    start: int
    end: int
    certainty: Certainty
    before: Link | None


class Reader:
    """Grows paths over one page's text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.codes = gbk.codes()
        self.characters = gbk.public_characters()
        self.quote = ""
        self._costs: dict[str, int] = {}

    @cached_property
    def likelihood(self) -> Likelihood:
        """What reads well on this page: the table, and what the page says where it is whole."""
        whole = _AROUND_A_LOSS.sub("\n", self.text[:_ENOUGH_TO_ADAPT])
        return base_table().adapted(GROUP.sub("", whole))

    def cost_of(self, before: str, after: str) -> int:
        """The cost of a character after another, whatever their script and width."""
        pair = before + after
        cost = self._costs.get(pair)
        if cost is None:
            if len(self._costs) >= _MOST_KEPT:
                self._costs.clear()
            fold = self.likelihood.fold
            cost = self._costs[pair] = self.likelihood.cost(fold(before), fold(after))
        return cost

    def literal(self, path: Path, token: re.Match[str], cost: int = 0) -> Path:
        """The token as it stands, in step."""
        for at in range(token.start(), token.end()):
            path = self.emit(path, self.text[at], at, at + 1, "certain")
        return path.dearer(cost)

    def feed_code(self, path: Path, code: int, at: int, cost: int = 0) -> Path | None:
        """Both bytes of a pair that the text shows."""
        half = self.feed(path.dearer(cost) if cost else path, code >> 8, at, at + 1)
        return half and self.feed(half, code & 0xFF, at, at + 1)

    def feed(
        self, path: Path, byte: int, start: int, end: int, certainty: Certainty = "certain"
    ) -> Path | None:
        """One byte more, or None where no character has these two."""
        cost, pending, since, last, sure, link = path
        if pending == NO_BYTE:
            if byte < 0x80:
                return self.emit(path, chr(byte), start, end, certainty)
            return Path(cost, byte, start, last, certainty, link)
        if pending == ANY_BYTE:
            return self.emit(path, LOST, since, end, "lost")
        character = self.characters.get(pending << 8 | byte)
        if character is None:
            return None
        if certainty != "certain" or sure != "certain":
            sure = "guessed"
            if character.isspace():
                return None
        return self.emit(path, character, since, end, sure)

    def quote_cost(self, path: Path, character: str) -> int:
        """What a quotation mark costs that is of the same side as the one before it."""
        if character not in _QUOTES:
            return 0
        link = path.link
        while link is not None and link.character not in _QUOTES:
            link = link.before
        return _COST_OF_SAME_QUOTE if character == (link.character if link else self.quote) else 0

    def emit(
        self, path: Path, character: str, start: int, end: int, certainty: Certainty, pending: int = NO_BYTE
    ) -> Path:
        """One character more in the restored text."""
        before, _, _, last, _, link = path
        cost = _COST_OF_LOST if character == LOST else self.cost_of(last, character)
        if last in _OPENING and link and link.before:
            # 省（区、市）: an opening bracket does not part what belongs together.
            cost = min(cost, self.cost_of(link.before.character, character) + _COST_OF_BRACKET)
        if character in _QUOTES:
            cost += self.quote_cost(path, character)
        link = Link(character, start, end, certainty, link)
        return Path(before + cost, pending, end, character, "certain", link)

    def vanish(self, path: Path, at: int, cost: int) -> Path:
        """A pair that fell in a user zone and was dropped: two characters are beyond repair."""
        return self.emit(path.dearer(cost), LOST, path.start, at, "lost", ANY_BYTE)


def no_number(place: Place) -> Place:
    """A guess never makes a number: a numeral that nothing but likelihood names is lost."""
    if place.certainty == "guessed" and place.character in _NUMERALS:
        return place._replace(character=LOST, certainty="lost")
    return place


def ends_sentence(path: Path) -> bool:
    """Whether a sentence has just ended, quoted or not."""
    last = path.last
    if last in _CLOSING and path.link and path.link.before:
        last = path.link.before.character
    return last in _SENTENCE_END


def best(paths: Iterable[Path | None]) -> list[Path]:
    """The cheapest path to every state, without those that have fallen far behind."""
    kept: dict[tuple[int, str, str], Path] = {}
    for path in paths:
        if path is None:
            continue
        cost, pending, _, last, _, _ = path
        state = (pending, last, _before_bracket(path) if last in _OPENING else "")
        known = kept.get(state)
        if known is None or cost < known[0]:
            kept[state] = path
    if len(kept) < 2:
        return list(kept.values())
    ordered = sorted(kept.values(), key=_COST)
    limit = ordered[0].cost + _BEAM_MARGIN
    while ordered[-1].cost > limit:
        ordered.pop()
    return ordered[:_BEAM_WIDTH]


def _before_bracket(path: Path) -> str:
    if path.link is None or path.link.before is None:
        return ""
    return path.link.before.character


def unchain(link: Link | None) -> list[Place]:
    """The characters of a path, first to last."""
    places: list[Place] = []
    while link is not None:
        places.append(Place(*link[:4]))
        link = link.before
    places.reverse()
    return places
