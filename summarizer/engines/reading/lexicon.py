"""The cue words of the offline reader, and where they stand in a text."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
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


class Head(NamedTuple):
    """The words that begin with the same two characters, by their lengths, longest first.

    `by_third` is for a text whose third character is that of some word, `short` for any other.
    """

    by_third: dict[str, tuple[int, ...]]
    short: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue words with their meaning, indexed by how they begin.

    Attributes:
        meanings: every word with its (kind, value).
        heads: first two characters to the words that begin so.
        beginning: a character that some word begins with, before one that may be its second.
    """

    meanings: dict[str, tuple[str, str]]
    heads: dict[str, Head]
    beginning: re.Pattern[str]

    def scan(self, text: str, begin: int, end: int) -> list[Cue]:
        """Every cue of a part of a text from left to right, never overlapping; no words of `noise`."""
        meaning_of, head_of = self.meanings.get, self.heads.get
        found: list[Cue] = []
        free = 0
        for match in self.beginning.finditer(text, begin, end):
            start = match.start()
            if start < free:
                continue
            head = head_of(text[start : start + 2])
            if head is None:
                meaning = meaning_of(text[start])
                if meaning is not None and meaning[0]:
                    found.append(Cue(start, start + 1, meaning[0], meaning[1], text[start]))
                continue
            by_third, short = head
            for length in by_third.get(text[start + 2 : start + 3], short):
                word = text[start : start + length]
                meaning = meaning_of(word)
                if meaning is not None:
                    free = start + len(word)
                    if meaning[0]:
                        found.append(Cue(start, free, meaning[0], meaning[1], word))
                    break
        return found


@cache
def lexicon() -> Lexicon:
    """The lexicon of both data files, laid out once."""
    meanings: dict[str, tuple[str, str]] = {}
    for kind, value, words in _entries():
        for word in words:
            meanings.setdefault(word, (kind, value))
    single = {word for word in meanings if len(word) == 1}
    heads = _heads(meanings, single)
    firsts, seconds = ("".join(sorted({head[n] for head in heads})) for n in (0, 1))
    pattern = f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])"
    if single:
        pattern += f"|[{re.escape(''.join(sorted(single)))}]"
    return Lexicon(meanings, heads, re.compile(pattern))


def _heads(words: Iterable[str], single: set[str]) -> dict[str, Head]:
    """Words of two characters and more by how they begin, and those that their beginnings hold."""
    longer: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for word in words:
        if word not in single:
            longer[word[:2]][word[2:3]].add(len(word))
    heads: dict[str, Head] = {}
    for head, by_third in longer.items():
        short = ((2,) if "" in by_third else ()) + ((1,) if head[0] in single else ())
        thirds = {third: (*sorted(found, reverse=True), *short) for third, found in by_third.items() if third}
        heads[head] = Head(thirds, short)
    return heads


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


class Cues:
    """The cues of one text, with quick access to those within a stretch.

    A sentence is scanned when its cues are first asked for: half of a page has no figure near, and no
    cue word holds a mark that ends a sentence.
    """

    __slots__ = ("_scanned", "_starts", "_text")

    def __init__(self, text: str, sentence_starts: Sequence[int]) -> None:
        self._text = text
        self._starts = sentence_starts
        self._scanned: dict[int, tuple[list[Cue], list[int], int]] = {}

    def within(self, start: int, end: int) -> list[Cue]:
        """Cues that begin at or after `start` and end at or before `end`."""
        if start >= end:
            return []
        sentence = (bisect_right(self._starts, start) or 1) - 1
        cues, begins, stop = self._scanned.get(sentence) or self._scan(sentence)
        low = bisect_left(begins, start)
        found = cues[low : bisect_left(begins, end, low)]
        if end > stop:
            found += self.within(stop, end)
        elif found and found[-1].end > end:
            found.pop()
        return found

    def _scan(self, sentence: int) -> tuple[list[Cue], list[int], int]:
        """The cues of a sentence, where they begin, and where the sentence ends."""
        after = sentence + 1
        stop = self._starts[after] if after < len(self._starts) else len(self._text)
        cues = lexicon().scan(self._text, self._starts[sentence], stop)
        scanned = self._scanned[sentence] = cues, [cue.start for cue in cues], stop
        return scanned
