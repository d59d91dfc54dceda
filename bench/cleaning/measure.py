"""What is counted: characters that come back right, and numbers that come back right, flagged or wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LOST = "〓"


@dataclass
class Counts:
    """Sums over pages."""

    characters: int = 0
    right: int = 0
    numbers: int = 0
    numbers_right: int = 0
    numbers_flagged: int = 0
    numbers_wrong: int = 0

    def add(self, other: Counts) -> None:
        """Add another page's counts."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def share_right(self) -> float:
        """The share of characters that came back."""
        return self.right / self.characters if self.characters else 1.0


def squeeze(text: str) -> tuple[str, list[int]]:
    """A text without white space, widths folded, and where each of its characters stood."""
    folded = text.translate(FOLD)
    places = [place for place, character in enumerate(folded) if not character.isspace()]
    return "".join(folded[place] for place in places), places


def similarity(wanted: str, got: str) -> float:
    """How alike two bodies are, white space and width aside: difflib's ratio."""
    return difflib.SequenceMatcher(None, squeeze(wanted)[0], squeeze(got)[0], autojunk=False).ratio()


def compare(wanted: str, got: str, flagged: Sequence[tuple[int, int]] = ()) -> Counts:
    """Count what came back.

    Args:
        wanted: the text before it was damaged.
        got: the text that cleaning gave.
        flagged: spans of `got` that cleaning marked as guessed or lost.
    """
    a, _ = squeeze(wanted)
    b, places = squeeze(got)
    numbers = list(NUMBER.finditer(a))
    counts = Counts(characters=max(len(a), len(b)), numbers=len(numbers))
    if a == b:
        counts.right, counts.numbers_right = len(a), len(numbers)
        return counts
    to = _alignment(a, b)
    counts.right = sum(place is not None for place in to)
    marked = _marked(b, places, flagged)
    for number in numbers:
        start, end = _image(to, number.start(), number.end(), len(b))
        if NUMBER.fullmatch(b, start, end) and b[start:end] == number[0] and _stands_alone(b, start, end):
            counts.numbers_right += 1
        elif any(marked[max(start - 1, 0) : end + 1]):
            counts.numbers_flagged += 1
        else:
            counts.numbers_wrong += 1
    return counts


def _alignment(a: str, b: str) -> list[int | None]:
    to: list[int | None] = [None] * len(a)
    for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            to[block.a + step] = block.b + step
    return to


def _image(to: list[int | None], start: int, end: int, length: int) -> tuple[int, int]:
    """Where a stretch of the wanted text came to stand."""
    before = next((to[n] for n in range(start - 1, -1, -1) if to[n] is not None), -1)
    after = next((to[n] for n in range(end, len(to)) if to[n] is not None), length)
    return (before or 0) + 1 if before != -1 else 0, after if after is not None else length


def _stands_alone(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(sign.isdigit() or sign == LOST for sign in around)


def _marked(b: str, places: Iterable[int], flagged: Sequence[tuple[int, int]]) -> list[bool]:
    """Which characters of the squeezed result cleaning has marked."""
    spots = {spot for start, end in flagged for spot in range(start, max(end, start + 1))}
    return [character == LOST or place in spots for character, place in zip(b, places, strict=True)]
