"""The words of the grammar, read once from `data/units.toml` and laid out for quick look-up."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from summarizer.article import Bound
from summarizer.resources import data_path

UNIT_KINDS = ("money", "percent", "permille", "point", "count", "thing", "duration", "physical", "name")

ANCHOR_CHARACTERS = "一二两三四五六七八九十百千万亿0123456789０１２３４５６７８９双"
"""Characters at which a number or a phrase may begin."""


class UnitWord(NamedTuple):
    """A word that may follow a number.

    `kind` is one of `UNIT_KINDS`; `code` is the currency for money and the reason for a `name`, a unit
    that turns its number into a name (500强).
    """

    word: str
    kind: str
    code: str = ""


class Phrase(NamedTuple):
    """A fixed phrase with a numeral in it that is no figure; `offset` is where the numeral stands."""

    word: str
    offset: int
    reason: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Every list of the data file, keyed by the character it is looked up by."""

    units: dict[str, tuple[UnitWord, ...]]
    """Keyed by their first two characters, with the word of the first alone at the end; and by the first,
    with that word, if there is one."""
    phrases: dict[str, tuple[Phrase, ...]]
    """Keyed by the numeral and the character after it, or before it where the phrase ends there."""
    before: dict[str, tuple[tuple[str, Bound | None], ...]]
    before_round: dict[str, Bound | None]
    after: dict[str, tuple[tuple[str, Bound | None], ...]]
    never_before: frozenset[str]
    money_words: tuple[str, ...]
    per: tuple[str, ...]
    symbols: dict[str, str]
    places: frozenset[str]


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _units(raw: dict[str, Any]) -> dict[str, tuple[UnitWord, ...]]:
    words: dict[str, UnitWord] = {}

    def add(names: Iterable[str], kind: str, code: str = "") -> None:
        for name in names:
            words.setdefault(name, UnitWord(name, kind, code))

    add(raw["percent"]["words"], "percent")
    add(raw["percent"]["permille"], "permille")
    add(raw["percent"]["points"], "point")
    for code, names in raw["currencies"].items():
        add(names, "money", code)
    add(raw["durations"]["words"].split(), "duration")
    for name, reason in raw["distractors"]["units"].items():
        add([name], "name", reason)
    add(raw["physical"]["words"].split(), "physical")
    add(raw["measures"]["classifiers"].split(), "count")
    add(raw["measures"]["kinds"], "count", "kind")
    add(raw["measures"]["things"].split(), "thing")
    found: dict[str, list[UnitWord]] = {word[0]: [] for word in words}
    for word in _longest_first(words):
        found.setdefault(word[:2], []).append(words[word])
    return {
        head: tuple([*units, words[head[0]]] if len(head) > 1 and head[0] in words else units)
        for head, units in found.items()
    }


def _phrases(raw: dict[str, Any]) -> dict[str, tuple[Phrase, ...]]:
    by_key: dict[str, list[Phrase]] = defaultdict(list)
    for group in raw["distractors"]["phrases"]:
        for word in group["words"].split():
            offset = next((i for i, character in enumerate(word) if character in ANCHOR_CHARACTERS), 0)
            last = offset == len(word) - 1
            key = word[offset - 1 : offset + 1] if last else word[offset : offset + 2]
            by_key[key].append(Phrase(word, offset, group["reason"]))
    return {
        key: tuple(sorted(set(found), key=lambda phrase: -len(phrase.word))) for key, found in by_key.items()
    }


def _by_last(raw: dict[str, str]) -> dict[str, tuple[tuple[str, Bound | None], ...]]:
    found: dict[str, list[tuple[str, Bound | None]]] = defaultdict(list)
    for word in _longest_first(raw):
        found[word[-1]].append((word, _bound(raw[word])))
    return {key: tuple(words) for key, words in found.items()}


def _by_first(raw: dict[str, str]) -> dict[str, tuple[tuple[str, Bound | None], ...]]:
    found: dict[str, list[tuple[str, Bound | None]]] = defaultdict(list)
    for word in _longest_first(raw):
        found[word[0]].append((word, _bound(raw[word])))
    return {key: tuple(words) for key, words in found.items()}


def _bound(name: str) -> Bound | None:
    return name or None  # type: ignore[return-value]


@cache
def tables() -> Tables:
    """The data file, laid out; read on first use."""
    raw = tomllib.loads(data_path("units.toml").read_text("utf-8"))
    bounds = raw["bounds"]
    return Tables(
        units=_units(raw),
        phrases=_phrases(raw),
        before=_by_last(bounds["before"]),
        before_round={word: _bound(name) for word, name in bounds["before_round"].items()},
        after=_by_first(bounds["after"]),
        never_before=frozenset(bounds["never"]["words"].split()),
        money_words=tuple(_longest_first(raw["money_words"]["words"].split())),
        per=tuple(_longest_first(raw["rates"]["per"].split())),
        symbols=dict(raw["symbols"]),
        places=frozenset(raw["measures"]["places"].split()),
    )
