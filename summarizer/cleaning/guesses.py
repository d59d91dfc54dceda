"""What a loss may have been: characters that share a byte with it, bytes that a reading names, signs."""

from __future__ import annotations

from functools import cache

from summarizer.cleaning import gbk
from summarizer.cleaning.likelihood import LOST, Choice, likelihood
from summarizer.cleaning.paths import Reader
from summarizer.cleaning.readings import first_reading, has_reading
from summarizer.cleaning.script import is_traditional
from summarizer.patterns import LazyPattern

NO_LEAD = 0x80
"""The byte from which on none is a character of its own."""

_RAREST = 30
_FEW = 16
_MOST_KEPT = 2000

# Costs are on the scale of the likelihood table, -2 ln p.
_COST_OF_BREAK = 10
_COST_OF_END = 2
_COST_AFTER_END = 16
_DIGIT_MARGIN = 9

_SIGNS_SWALLOWED = (",", ":", ";", "(", ")", "\n")
_PART_OF_A_NUMBER = LazyPattern(r"[0-9.%％‰亿億万萬千百十余餘多]")


@cache
def _choices(known: int, *, lead: bool) -> tuple[Choice, ...]:
    """The characters in use that have the known lead (or trail) byte, with their other byte."""
    table = likelihood()
    return tuple(
        table.choice(byte, character)
        for byte, character in gbk.decoded_codes(known, lead=lead)
        if byte >= NO_LEAD and not character.isspace() and table.alone(table.fold(character)) <= _RAREST
    )


@cache
def lost_bytes(known: int, reading: str) -> tuple[int, ...]:
    """The bytes that make a character of this reading together with the known byte, likeliest kind only.

    The tool's table holds one reading a character and only characters that script conversion brings
    in; other characters are considered where none of those fits.
    """
    ranked: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for byte, character in gbk.decoded_codes(known, lead=True):
        if first_reading(character) == reading:
            ranked[0 if is_traditional(character) else 2].append(byte)
        elif has_reading(character, reading):
            ranked[1 if is_traditional(character) else 2].append(byte)
    return tuple(next((found for found in ranked.values() if found), ()))


def names_lost_byte(before: str, reading: str) -> bool:
    """Whether a reading and the second byte of the character before it name one lost byte."""
    known = gbk.codes().get(before, 0) & 0xFF
    return bool(known) and any(
        first_reading(character) == reading and is_traditional(character)
        for _, character in gbk.decoded_codes(known, lead=True)
    )


class Guesses:
    """What is likeliest on one page; what was worked out once is kept."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._characters: dict[tuple[str, int, bool], list[tuple[int, Choice]]] = {}
        self._signs: dict[tuple[str, str, bool], tuple[str, int]] = {}
        self._heads: dict[str, list[int]] = {}
        self._tails: dict[str, list[int]] = {}

    def characters(self, before: str, known: int, *, lead: bool) -> list[tuple[int, Choice]]:
        """The likeliest characters with a known lead (or trail) byte after another, and their costs."""
        key = (before, known, lead)
        found = self._characters.get(key)
        if found is None:
            table = self._reader.likelihood
            found = table.cheapest(table.fold(before), _choices(known, lead=lead), _FEW)
            if len(self._characters) >= _MOST_KEPT:  # a large page would keep a gigabyte of them
                self._characters.clear()
            self._characters[key] = found
        return found

    def sign(self, last: str, following: str, *, ended: bool) -> tuple[str, int]:
        """The sign that reads best between two characters, or `〓` where it may have been a digit.

        Args:
            last: the character before it.
            following: the character after it.
            ended: a sentence has just ended.

        Returns:
            The sign, and what the two cost together with it; for `〓`, beside what `〓` costs anyway.
        """
        key = (last, following, ended)
        found = self._signs.get(key)
        if found is None:
            if len(self._signs) >= _MOST_KEPT:
                self._signs.clear()
            found = self._signs[key] = self._weigh(last, following, ended)
        return found

    def _weigh(self, last: str, following: str, ended: bool) -> tuple[str, int]:
        *heads, digit_head = self._before_signs(last)
        *tails, digit_tail = self._after_signs(following)
        weighed: list[tuple[int, str]] = []
        for sign, head, tail in zip(_SIGNS_SWALLOWED, heads, tails, strict=True):
            if sign == "\n":
                head = _COST_OF_END if ended else max(head, _COST_OF_END) + _COST_OF_BREAK
            elif ended:
                head += _COST_AFTER_END
            weighed.append((head + tail, sign))
        cost, sign = min(weighed)
        as_digit = digit_head + digit_tail + (_COST_AFTER_END if ended else 0)
        if as_digit < cost + _DIGIT_MARGIN or _PART_OF_A_NUMBER.match(following):
            return LOST, min(as_digit, cost) - self._reader.cost_of(LOST, following)
        return sign, cost

    def _before_signs(self, character: str) -> list[int]:
        """What each of the signs, and last a digit, costs after a character."""
        costs = self._heads.get(character)
        if costs is None:
            cost_of = self._reader.cost_of
            costs = self._heads[character] = [cost_of(character, sign) for sign in (*_SIGNS_SWALLOWED, "0")]
        return costs

    def _after_signs(self, character: str) -> list[int]:
        """What a character costs after each of the signs, and last after a digit."""
        costs = self._tails.get(character)
        if costs is None:
            cost_of = self._reader.cost_of
            costs = self._tails[character] = [cost_of(sign, character) for sign in (*_SIGNS_SWALLOWED, "0")]
        return costs
