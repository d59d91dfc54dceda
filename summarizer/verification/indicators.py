"""The words and measures that go with indicators."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summarizer.verification.wording import any_of, rules
from summarizer.vocabulary import raw_vocabulary


def _cues(group: str) -> list[str]:
    """The words by which readers know a stage or an indicator: they speak for a row as well as ours."""
    raw = raw_vocabulary()
    term = raw["stages"].get(group) or raw["indicators"].get(group, {})
    return term.get("cues", [])


@cache
def indicator_words() -> dict[str, tuple[str, ...]]:
    """All indicator words, and the groups each of them names."""
    table: dict[str, list[str]] = rules()["indicator_words"]
    groups: dict[str, tuple[str, ...]] = {}
    for group, words in table.items():
        for word in dict.fromkeys([*words, *_cues(group)]):
            groups[word] = (*groups.get(word, ()), group)
    return groups


@cache
def word_search() -> re.Pattern[str]:
    """Finds the longest indicator word in each place."""
    return any_of(indicator_words())


@lru_cache(maxsize=256)
def group_of(indicator: str) -> str | None:
    """The word group of an indicator: its own, or its stage's; None for `other`."""
    table = rules()["indicator_words"]
    if indicator in table:
        return indicator
    stage = indicator.split(".")[0]
    return stage if stage in table else None


@lru_cache(maxsize=256)
def measure_words(indicator: str) -> tuple[str, ...]:
    """The words for what of a stage an indicator gives: a number, an amount, a rate."""
    return tuple(rules()["measure_words"].get(indicator.split(".")[-1], ()))


@cache
def fitting_measures(indicator: str) -> frozenset[str]:
    """The measure words an indicator can be counted with; empty where any will do."""
    table: dict[str, list[str]] = rules()["measures"]
    kind = indicator if indicator in table else indicator.split(".")[-1]
    if kind not in table and indicator.startswith("enterprises."):
        kind = "enterprises"
    own = table.get(kind)
    return frozenset([*own, *table["any"]]) if own else frozenset()
