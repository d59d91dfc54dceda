"""Words around a number that make it approximate or a threshold: 近, 超过, 不低于, 以上, 左右."""

from __future__ import annotations

import re

from summarizer.article import Bound
from summarizer.figures.tables import tables

_INCLUDED = re.compile(r"[（(]含[^（）()\n]{0,8}[）)]以([上下])")
_SAFE_BEFORE_ROUND = frozenset("以网线早晚会路街通经不度")


def bound_before(text: str, start: int, *, round_number: bool) -> tuple[bool, Bound | None]:
    """Whether the words before `start` approximate, and the bound they set.

    Args:
        text: the text.
        start: where the number begins.
        round_number: it begins with its multiplier (百家, 亿元) or is in 万 or 亿, where 上 and 过 count.
    """
    if start == 0:
        return False, None
    last = text[start - 1]
    data = tables()
    candidates = data.before.get(last)
    if candidates is not None:
        for word, bound in candidates:
            if text.startswith(word, max(0, start - len(word))) and start >= len(word):
                if len(word) == 1 and text[max(0, start - 2) : start] in data.never_before:
                    break
                return True, bound
    if round_number and last in data.before_round:
        if start > 1 and text[start - 2] in _SAFE_BEFORE_ROUND:
            return False, None
        bound = data.before_round[last]
        return True, bound
    return False, None


def bound_after(text: str, end: int) -> tuple[bool, Bound | None]:
    """The same for the words after a figure."""
    if end >= len(text):
        return False, None
    if text[end] in "（(" and (included := _INCLUDED.match(text, end)) is not None:
        return True, "at_least" if included[1] == "上" else "at_most"
    candidates = tables().after.get(text[end])
    if candidates is not None:
        for word, bound in candidates:
            if text.startswith(word, end):
                return True, bound
    return False, None
