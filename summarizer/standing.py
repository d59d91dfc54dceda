"""Whether and where copied words stand in a text, whoever copied them.

White space, width, case and quotation marks are not held against a copy: readers and other programs
drop and change them, and none of them makes other words.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from summarizer.article import Span

_QUOTES = frozenset("“”‘’\"'「」『』《》〈〉")
_ALIKE = {"【": "[", "】": "]", "—": "-"}


class _Folds(dict[int, str]):
    """What each character is compared as, worked out once; nothing for white space and quotation marks."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace() or character in _QUOTES:
            folded = ""
        else:
            plain = unicodedata.normalize("NFKC", _ALIKE.get(character, character))
            folded = plain.casefold().replace(" ", "")
        self[code] = folded
        return folded


_FOLDS = _Folds()


def locate(text: str, words: str, near: int = 0) -> Span | None:
    """Where words stand, the nearest to `near` if they stand more than once; None if nowhere.

    Words that stand exactly so go before such as differ in white space, width, case or quotation marks.
    """
    if not words:
        return None
    at = _nearest(text, words, near)
    return Span(at, at + len(words)) if at >= 0 else _locate_folded(text, words, near)


def stands(text: str, words: str) -> bool:
    """Whether words stand in a text."""
    return bool(words) and (words in text or _locate_folded(text, words, 0) is not None)


def as_it_stands(text: str, words: str) -> str | None:
    """The words as the text has them; None where it does not."""
    span = locate(text, words)
    return text[span.start : span.end] if span else None


def _nearest(text: str, words: str, near: int) -> int:
    behind = text.find(words, near)
    before = text.rfind(words, 0, near + len(words) - 1) if behind != near else -1
    if before >= 0 and (behind < 0 or near - before <= behind - near):
        return before
    return behind


def _locate_folded(text: str, words: str, near: int) -> Span | None:
    wanted = words.translate(_FOLDS)
    folded = _folded(text)
    if not wanted or wanted not in folded:
        return None
    ends = _folded_ends(text)
    spans: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        spans.append(Span(bisect_right(ends, at), bisect_right(ends, at + len(wanted) - 1) + 1))
        at = folded.find(wanted, at + 1)
    return min(spans, key=lambda span: abs(span.start - near))


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    return text.translate(_FOLDS)


@lru_cache(maxsize=8)
def _folded_ends(text: str) -> list[int]:
    """How much of the folded text stands up to the end of each character."""
    return list(accumulate(len(_FOLDS[ord(character)]) for character in text))
