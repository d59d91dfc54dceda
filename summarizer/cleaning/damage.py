"""Undo what a byte-replacing tool did to a page: inserted readings, and text out of step after them.

The tool turned simplified text into traditional, encoded it as GBK and put `(reading)` after each of a
few hundred two-byte patterns, and a space before some marks, wherever the bytes stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import StringIO
from typing import NamedTuple

from summarizer.article import TracedText
from summarizer.cleaning.guesses import names_lost_byte
from summarizer.cleaning.inserted import GROUP, LETTERS, LOSSES, MARKS, plain_reading
from summarizer.cleaning.likelihood import likelihood
from summarizer.cleaning.paths import Place
from summarizer.cleaning.readings import PINYIN_LETTERS, has_reading
from summarizer.cleaning.realign import Realigner
from summarizer.cleaning.repairs import RawRepair, RawRepairs
from summarizer.cleaning.script import is_traditional
from summarizer.patterns import LazyPattern
from summarizer.traced import no_offsets

PINYIN = "pinyin-annotation"
SHIFT = "byte-shift"
LOSS = "lost-characters"

_EVIDENCE = LazyPattern(rf"(?:([{LOSSES}])[(（]?|[(（])({LETTERS})[)）]")
_MAY_BE_READING = LazyPattern(rf"[{PINYIN_LETTERS}][)）]")
# What the tool left begins with one of four signs: a reading after its character, or a loss.
_POINT = LazyPattern(
    rf"[(（{LOSSES}](?:"
    rf"(?<=[^\x00-\x7f][(（])(?P<reading>{LETTERS})[)）]"
    rf"|(?<=\?)(?=[(（]?{LETTERS}[)）]| ?[{MARKS}{LOSSES}])"
    rf"|(?<=\ufffd)(?={LETTERS}[)）]| ?[{MARKS}{LOSSES}]))"
)
_INDENT = LazyPattern(r"[ \t\u3000]*(\?{2,})")
_PRIVATE = LazyPattern("[\ue000-\uf8ff]")
_FEW = 3
_MANY = 1000
_COMMON = 20

# A page whose pipeline drops private-use characters shows it where nothing else can be; then it is
# likely in the other runs of the page too. Until then a rare name is the better explanation.
_COST_OF_VANISHED = 19
_COST_WHERE_PAIRS_VANISH = 10


class Undone(NamedTuple):
    """A text without the damage, and what was done."""

    text: TracedText
    repairs: Sequence[RawRepair]


def undo_damage(text: TracedText) -> Undone:
    """Strip inserted readings and bring what is out of step back; other pages pass as they are."""
    if not is_damaged(text.text):
        return Undone(text, [])
    private_kept = _PRIVATE.search(text.text) is not None
    realigner = Realigner(text.text, private_kept=private_kept, cost_of_vanished=_COST_OF_VANISHED)
    undoing = _Undoing(text, realigner)
    undoing.to_the_end(unless_pairs_vanish=True)
    if undoing.pairs_vanish:
        undoing = _Undoing(text, realigner.again(cost_of_vanished=_COST_WHERE_PAIRS_VANISH))
        undoing.to_the_end()
    return undoing.undone()


def is_damaged(text: str) -> bool:
    """Whether a page has been through the tool.

    Several common traditional characters with their reading say so, or one loss that a reading names:
    nobody writes `焦?fàn)`.
    """
    if not _MAY_BE_READING.search(text):
        return False
    found = 0
    for match in _EVIDENCE.finditer(text):
        base = text[match.start() - 1] if match.start() else ""
        loss, shown = match.groups()
        reading = plain_reading(shown)
        if loss:
            found += _FEW if names_lost_byte(base, reading) else 0
        elif is_traditional(base) and has_reading(base, reading) and _is_common(base):
            found += 1
        if found >= _FEW:
            return True
    return False


def _is_common(character: str) -> bool:
    """Whether nobody would need to be told how a character is read."""
    table = likelihood()
    return table.alone(table.fold(character)) <= _COMMON


@lru_cache(maxsize=4096)
def _reads(character: str, shown: str) -> bool:
    """Whether the tool would have put this reading after the character."""
    return is_traditional(character) and has_reading(character, plain_reading(shown))


class _Undoing:
    """One pass over a page from left to right."""

    def __init__(self, text: TracedText, realigner: Realigner) -> None:
        self._source = text
        self._text = text.text
        self._parts = StringIO()
        self._starts = no_offsets(len(text))
        self._ends = no_offsets(len(text))
        self._repairs = RawRepairs()
        self._copied = 0
        self._at = 0
        self._readings: list[tuple[int, int]] = []
        """Inserted readings between the two places: what is copied, and what has been looked at."""
        self._last = "\n"
        self._quote = ""
        self._quoted_to = 0
        self._realigner = realigner
        self.pairs_vanish = False

    def undone(self) -> Undone:
        """What has come of it."""
        return Undone(TracedText(self._parts.getvalue(), self._starts, self._ends), self._repairs)

    def to_the_end(self, *, unless_pairs_vanish: bool = False) -> None:
        """Repair everything, or go no further than to the first sign of what asks for another pass."""
        text, search = self._text, _POINT.search
        match = search(text)
        while match and not (unless_pairs_vanish and self.pairs_vanish):
            shown = match["reading"]
            start = match.start()
            if shown is None:
                self._loss(start)
            elif start > self._at:  # or else its character belongs to what was restored already
                if _reads(text[start - 1], shown):
                    self._readings.append((start, match.end()))
                    self._at = match.end()
                else:  # `（略）`
                    self._at = start + 1
                if len(self._readings) > _MANY:
                    self._copy()
            match = search(text, max(self._at, start + 1))
        self._at = len(text)
        self._copy()

    def _copy(self) -> None:
        """Copy what has been looked at, without the readings that were inserted: `項(xiàng)` → `項`."""
        text, starts, ends = self._text, self._source.starts, self._source.ends
        at = self._copied
        for start, end in (*self._readings, (self._at, self._at)):
            if start > at:
                self._parts.write(text[at:start])
                self._starts.extend(starts[at:start])
                self._ends.extend(ends[at:start])
                self._last = text[start - 1]
            at = end
        noted = ((starts[start - 1], ends[end - 1]) for start, end in self._readings)
        self._repairs.add_all(noted, "certain", PINYIN)
        self._readings.clear()
        self._copied = self._at

    def _loss(self, at: int) -> None:
        """`?` that stands for a lost byte: the run after it, in step again."""
        indent = self._indent(at)
        if indent:
            self._at = indent
            return
        self._at = at
        self._copy()
        run = self._realigner.restore(at, self._before(), self._quote_before(at))
        if run is None or run.places[0].character in LOSSES:
            self._at = at + 1
            return
        for place in run.places:
            self._append(place)
            shown = self._text[place.start : place.end]
            if place.certainty == "lost" and not any(sign in shown for sign in LOSSES):
                self.pairs_vanish = True
        self._note(run.places)
        self._at = self._copied = self._quoted_to = run.end
        self._reading_left_over()

    def _indent(self, at: int) -> int:
        """Where an indent of question marks ends, 0 where there is none at this loss."""
        if not self._text.startswith("??", at):
            return 0
        start = self._text.rfind("\n", 0, at) + 1
        match = _INDENT.match(self._text, start) if start >= self._at else None
        return match.end() if match and match.start(1) == at else 0

    def _before(self) -> str:
        """The character before the place reached; a space that was put before a mark does not count."""
        return self._text[self._at - 2] if self._last == " " and self._at > 1 else self._last

    def _quote_before(self, at: int) -> str:
        """The quotation mark that stands last before a place."""
        opening, closing = (self._text.rfind(sign, self._quoted_to, at) for sign in "“”")
        if opening != closing:
            self._quote = "“" if opening > closing else "”"
        self._quoted_to = at
        return self._quote

    def _reading_left_over(self) -> None:
        """A reading right after a run: what it belongs to shows only in the restored text."""
        match = GROUP.match(self._text, self._at)
        if match and _reads(self._last, match[1]):
            start, end = self._source.starts[match.start()], self._source.ends[match.end() - 1]
            self._repairs.add(start, end, "certain", PINYIN)
            self._at = self._copied = match.end()

    def _append(self, place: Place) -> None:
        starts, source = self._starts, self._source
        start = source.starts[place.start]
        self._parts.write(place.character)
        starts.append(max(start, starts[-1]) if starts else start)
        self._ends.append(source.ends[place.end - 1])
        self._last = place.character
        if place.character in "“”":
            self._quote = place.character

    def _note(self, places: list[Place]) -> None:
        """One repair for every stretch of a run that is equally sure."""
        source = self._source
        start = 0
        for at in range(1, len(places) + 1):
            if at < len(places) and places[at].certainty == places[start].certainty:
                continue
            certainty = places[start].certainty
            end = max(place.end for place in places[start:at])
            self._repairs.add(
                source.starts[places[start].start],
                source.ends[end - 1],
                certainty,
                LOSS if certainty == "lost" else SHIFT,
            )
            start = at
