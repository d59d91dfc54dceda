"""The cue words of the offline reader, and where they stand in a text."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from summarizer.resources import data_path
from summarizer.vocabulary import raw_vocabulary


class Cue(NamedTuple):
    """A cue word in the text: `kind` is its grammatical role, `value` the term it stands for."""

    start: int
    end: int
    kind: str
    value: str
    text: str


@cache
def raw_reading() -> dict[str, Any]:
    """`data/reading.toml`, parsed once."""
    return tomllib.loads(data_path("reading.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue words with their meaning, and one pattern that finds the longest at each place."""

    meanings: dict[str, tuple[str, str]]
    pattern: re.Pattern[str]

    def scan(self, text: str) -> list[Cue]:
        """Every cue of the text from left to right, never overlapping; words of `noise` are left out."""
        meanings = self.meanings
        found: list[Cue] = []
        for match in self.pattern.finditer(text):
            word = match.group()
            kind, value = meanings[word]
            if kind:
                start = match.start()
                found.append(Cue(start, start + len(word), kind, value, word))
        return found


@cache
def lexicon() -> Lexicon:
    """The lexicon of both data files, compiled once."""
    meanings: dict[str, tuple[str, str]] = {}
    for kind, value, words in _entries():
        for word in words:
            meanings.setdefault(word, (kind, value))
    return Lexicon(meanings, re.compile(_trie_pattern(meanings)))


def _entries() -> list[tuple[str, str, list[str]]]:
    """All (kind, value, words); where a word stands twice, the first entry wins."""
    raw, terms = raw_reading(), raw_vocabulary()
    entries: list[tuple[str, str, list[str]]] = [("", "", raw["noise"]["words"])]
    entries += [("money", value, words) for value, words in raw["money"].items()]
    entries += [
        ("money", name, terms["indicators"][name]["cues"]) for name in ("foreign_funds", "funds_in_place")
    ]
    for stage, term in terms["stages"].items():
        entries.append(("rate", stage, [cue + "率" for cue in term["cues"]]))
        entries.append(("stage", stage, term["cues"]))
    entries.append(("rate", "funds_in_place", ["入资率", "资金到位率", "到位率", "到资率"]))
    entries += [("act", value, words) for value, words in raw["acts"].items()]
    entries += [("head", value, words) for value, words in raw["heads"].items()]
    entries += [(kind, kind, words) for kind, words in raw["aspects"].items()]
    return entries


def _trie_pattern(words: Iterable[str]) -> str:
    """One pattern that matches the longest word at a place, character by character as in a trie."""
    root: _Trie = {}
    for word in words:
        node = root
        for mark in word:
            node = node.setdefault(mark, {})
        node[""] = {}
    return _branches(root)


_Trie = dict[str, "_Trie"]


def _branches(node: _Trie) -> str:
    parts = [re.escape(mark) + _branches(child) for mark, child in sorted(node.items()) if mark]
    if not parts:
        return ""
    pattern = "|".join(parts)
    if len(parts) > 1 or "" in node:
        pattern = f"(?:{pattern})"
    return f"{pattern}?" if "" in node else pattern


class Cues:
    """The cues of one text, with quick access to those within a stretch."""

    __slots__ = ("all", "starts")

    def __init__(self, cues: list[Cue]) -> None:
        self.all = cues
        self.starts = [cue.start for cue in cues]

    def within(self, start: int, end: int) -> list[Cue]:
        """Cues that begin at or after `start` and end at or before `end`."""
        if start >= end:
            return []
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end, low)
        found = self.all[low:high]
        if found and found[-1].end > end:
            found.pop()
        return found
