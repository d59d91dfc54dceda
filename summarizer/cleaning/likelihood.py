"""How well a stretch of Chinese reads: costs of one character after another, from a shipped table.

A cost is -2 ln p, so 14 points are a thousandfold. The table (tools/build_bigrams.py says where it
comes from) knows simplified characters; digits, Latin letters and white space count as classes.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from operator import add, itemgetter
from typing import NamedTuple

from summarizer.cleaning.script import character_map
from summarizer.resources import data_path

UNKNOWN_COST = 40
"""What a character costs that the table has never seen, or that no text should hold."""

LOST = "〓"
_BACK_OFF = 4
_BLOCK = 100_000
_LEVEL_ZERO = 0x2800
_LEVEL_TOP = _LEVEL_ZERO + 64
_GAIN_OF_SEEN = 8
_RARE_MARKS = {"!": 5, "?": 5}
_BACK_OFF_AFTER = {"“": 2, "”": 2, LOST: 0}
_BEFORE_OPENING = "。,:、!?_”的"
_BEFORE_CLOSING = "。!?…"
_COST = itemgetter(0)


class Choice(NamedTuple):
    """A byte that may have been lost, the character it would make, and its cost where all is unknown."""

    byte: int
    character: str
    folded: str
    cost: int


class Likelihood:
    """The table, ready to be asked."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines
        self._followers: dict[str, dict[str, int]] = {}
        self.fold: Callable[[str], str] = _Folding(_folding()).__getitem__
        """The sign under which the table knows a character."""
        self._seen: set[str] = set()

    def adapted(self, text: str) -> Likelihood:
        """The same table, with what this text says elsewhere (its names, terms, signs) made likelier."""
        seen: set[str] = set()
        for at in range(0, len(text), _BLOCK):
            folded = "".join(map(self.fold, text[at : at + _BLOCK + 1]))
            seen.update(map(add, folded, folded[1:]))
        own = copy(self)
        own._seen = seen
        return own

    def alone(self, folded: str) -> int:
        """The cost of a folded character whatever stands before it."""
        line = self._lines.get(folded)
        return ord(line[1]) - _LEVEL_ZERO if line else UNKNOWN_COST

    def cost(self, before: str, after: str) -> int:
        """The cost of one folded character after another."""
        extra = _RARE_MARKS.get(after, 0)
        if extra:
            after = "。"
        followers = self._followers.get(before)
        if followers is None:
            followers = self._followers[before] = self._read("。" if before in _RARE_MARKS else before)
        known = followers.get(after)
        if known is None:
            back_off = _BACK_OFF_AFTER.get(before, _BACK_OFF)
            known = followers[after] = min(self.alone(after) + back_off, UNKNOWN_COST)
        if before != after and before + after in self._seen:
            known = max(known - _GAIN_OF_SEEN, 1)
        return known + extra

    def choice(self, byte: int, character: str) -> Choice:
        """A character to choose among, with what `cheapest` needs of it."""
        folded = self.fold(character)
        return Choice(byte, character, folded, min(self.alone(folded) + _BACK_OFF, UNKNOWN_COST))

    def cheapest(self, before: str, choices: Iterable[Choice], least: int) -> list[tuple[int, Choice]]:
        """The choices that cost least after a folded character, with their costs."""
        self.cost(before, before)
        followers, seen = self._followers[before], self._seen
        weighed: list[tuple[int, Choice]] = []
        for choice in choices:
            folded = choice.folded
            cost = followers.get(folded, choice.cost)
            if before + folded in seen and before != folded:
                cost = max(cost - _GAIN_OF_SEEN, 1)
            weighed.append((cost, choice))
        weighed.sort(key=_COST)
        return weighed[:least]

    def _read(self, before: str) -> dict[str, int]:
        """What follows a character, parsed when it is first asked for."""
        followers: dict[str, int] = {}
        cost = 0
        for sign in self._lines.get(before, "")[2:]:
            code = ord(sign)
            if _LEVEL_ZERO <= code < _LEVEL_TOP:
                cost = code - _LEVEL_ZERO
            else:
                followers[sign] = cost
        # Laws, which the table was counted from, hardly quote; news pages do.
        for sign, usual, at_edge, edge in (("“", 13, 7, _BEFORE_OPENING), ("”", 12, 6, _BEFORE_CLOSING)):
            followers[sign] = min(followers.get(sign, UNKNOWN_COST), at_edge if before in edge else usual)
        return followers


class _Folding(dict[str, str]):
    """Characters and the signs the table knows them by; one that is met first finds its class."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _class_of(character)
        return folded


def _class_of(character: str) -> str:
    if character.isdigit() and character.isascii():
        return "0"
    if character.isascii() and character.isalpha():
        return "a"
    if character.isspace():
        return "_"
    return character


def _folding() -> dict[str, str]:
    folded = dict(character_map())
    for code in range(0xFF01, 0xFF5F):
        folded[chr(code)] = _class_of(chr(code - 0xFEE0))
    return folded


@cache
def likelihood() -> Likelihood:
    """The shipped table, read once."""
    packed = data_path("bigrams.txt.gz").read_bytes()
    return Likelihood({line[0]: line for line in gzip.decompress(packed).decode("utf-8").split("\n")})
