"""Read a stretch of text that was decoded one byte out of step, back in step.

A byte that lost its partner to an insertion shows as `?`, and everything after it is paired wrongly
until the bytes fall back into place. Going back means to follow the bytes: put the lost one back,
re-encode what is shown, drop what was inserted, and pair again. Where the page leaves several ways
open (which byte was lost before a mark, whether a sign was folded to half width, whether a pair
vanished) all are followed side by side, and the one that reads best wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy

from summarizer.article import Certainty
from summarizer.cleaning import gbk
from summarizer.cleaning.guesses import NO_LEAD, Guesses, lost_bytes
from summarizer.cleaning.inserted import FIRST_TOKEN, LOST_PAIR, MARKS, STANDS_OUT, TOKEN, plain_reading
from summarizer.cleaning.likelihood import LOST
from summarizer.cleaning.paths import (
    ANY_BYTE,
    NO_BYTE,
    Link,
    Path,
    Place,
    Reader,
    Run,
    best,
    ends_sentence,
    no_number,
    unchain,
)
from summarizer.cleaning.readings import has_reading
from summarizer.cleaning.script import is_traditional

_LOST_LEADS = range(0x81, 0xFF)

# Costs are on the scale of the likelihood table, -2 ln p.
_COST_OF_REAL = 6
_COST_OF_STRAY = 24
_GAIN_OF_READING = 14
_COST_OF_FOLDING = 3
_COST_OF_NO_LEAD = 14
_COST_OF_SHOWN_LOSS = 12
_GAIN_OF_SPACE = 16
_DOUBTFUL = 30
_LONGEST_RUN = 800
# Real pages need about two steps a character; a page made of nothing but losses is left as it is.
_EFFORT = 100_000
_EFFORT_A_CHARACTER = 15

_SPELT_AS_PAIR = {'"': (0xA1B0, 0xA1B1), "'": (0xA1AE, 0xA1AF), " ": (0xA1A1,), "·": (0xA1A4,)}
_BLOCK_TAGS = frozenset({"p", "br", "div", "td", "tr", "li"})


class Realigner(Reader):
    """Follows the bytes of one page's damaged runs."""

    def __init__(self, text: str, *, private_kept: bool, cost_of_vanished: int) -> None:
        super().__init__(text)
        self._private_kept = private_kept
        self._cost_of_vanished = cost_of_vanished
        self._effort_left = _EFFORT + _EFFORT_A_CHARACTER * len(text)
        self._guesses = Guesses(self)

    def again(self, *, cost_of_vanished: int) -> Realigner:
        """One for another pass over the same page."""
        other = copy(self)
        other._cost_of_vanished = cost_of_vanished
        other._effort_left = _EFFORT + _EFFORT_A_CHARACTER * len(self.text)
        return other

    def restore(self, at: int, before: str, quote: str) -> Run | None:
        """Restore the run that begins with the loss sign at `at`.

        Args:
            at: the place of the loss sign.
            before: the restored character before it.
            quote: the quotation mark that stands last before it, if any.

        Returns:
            None where nothing fits, or the page takes too much effort. A sign that is best read as the
            question mark it looks like comes back as itself.
        """
        if self._effort_left <= 0:
            return None
        self.quote = quote
        paths = [Path(0, NO_BYTE, at, before or "\n", "certain", None)]
        place = at
        pair = LOST_PAIR.match(self.text, at)
        if pair:
            paths, place = best(self._lost_pair(paths[0], pair)), pair.end()
        while place < len(self.text) and place - at < _LONGEST_RUN:
            token = None
            if self.text[place] in STANDS_OUT:
                token = (TOKEN if place > at else FIRST_TOKEN).match(self.text, place)
            end = token.end() if token else place + 1
            paths = best(self._grown(paths, token, place))
            place = end
            self._effort_left -= len(paths)
            if not paths:
                return None
            if len(paths) == 1 and paths[0].pending == NO_BYTE:
                break
        ended = [path for path in paths if path.pending == NO_BYTE]
        if not ended:
            return None
        places = [no_number(place) for place in unchain(min(ended, key=lambda path: path.cost).link)]
        return Run(places if self._private_kept else self._doubted(places), place)

    def _doubted(self, places: list[Place]) -> list[Place]:
        """Mark as guessed what reads badly on both sides: two pairs around a vanished one may have met."""
        for at, place in enumerate(places[1:-1], 1):
            before, after = places[at - 1].character, places[at + 1].character
            cost = self.cost_of(before, place.character) + self.cost_of(place.character, after)
            if place.certainty == "certain" and cost > _DOUBTFUL + self._cost_of_vanished:
                places[at] = place._replace(certainty="guessed")
        return places

    def _grown(self, paths: list[Path], token: re.Match[str] | None, at: int) -> Iterator[Path | None]:
        """All ways in which paths go on with what the text shows at `at`."""
        if token is not None:
            for path in paths:
                yield from self._follow(path, token)
            return
        character = self.text[at]
        code = self.codes.get(character, 0)
        for path in paths:
            yield from self._show(path, character, code, at)
            if not self._private_kept and path.pending not in (NO_BYTE, ANY_BYTE):
                vanished = self.vanish(path, at, self._cost_of_vanished)
                yield from self._show(vanished, character, code, at)

    def _follow(self, path: Path, token: re.Match[str]) -> Iterable[Path | None]:
        if token["loss_group"]:
            return self._loss_before_reading(path, token)
        if token["group"]:
            return self._inserted_reading(path, token)
        return self._loss(path, token)

    # What the text shows

    def _show(self, path: Path, character: str, code: int, at: int) -> Iterable[Path | None]:
        """A character that stands there, in step or as two halves."""
        if path.pending == NO_BYTE:
            return (None if gbk.is_private(character) else self.emit(path, character, at, at + 1, "certain"),)
        if code:
            return (self.feed_code(path, code, at),)
        return self._show_ascii(path, character, at) if character.isascii() else ()

    def _show_ascii(self, path: Path, sign: str, at: int) -> Iterator[Path | None]:
        """A one-byte sign out of step: a trail byte, a folded pair, or an inserted space."""
        if "@" <= sign <= "~":
            yield self.feed(path, ord(sign), at, at + 1)
        if "!" <= sign <= "~":
            yield self.feed_code(path, 0xA300 | (ord(sign) + 0x80), at, _COST_OF_FOLDING)
        for code in _SPELT_AS_PAIR.get(sign, ()):
            yield self.feed_code(path, code, at, _COST_OF_FOLDING)
        if sign == " " and self.text[at + 1 : at + 2] in MARKS:
            yield path

    def _inserted_reading(self, path: Path, token: re.Match[str]) -> Iterator[Path | None]:
        """A reading in parentheses: inserted where the two bytes before it can be read so."""
        reading = plain_reading(token["reading"])
        if path.pending == ANY_BYTE or path.last == LOST:
            yield path
        elif path.pending:
            trail = self._trail(path.last)
            pattern = self.characters.get(trail << 8 | path.pending, "")
            fits = has_reading(pattern, reading)
            yield path.dearer(-_GAIN_OF_READING if fits else _COST_OF_STRAY)
        elif is_traditional(path.last) and has_reading(path.last, reading):
            yield path.dearer(-_GAIN_OF_READING)
        else:
            yield self.literal(path, token)

    # What the text has lost

    def _loss_before_reading(self, path: Path, token: re.Match[str]) -> Iterator[Path | None]:
        """`?xiàng)`: the byte before and the reading name the byte that is lost."""
        start, end = token.start(), token.end()
        if path.pending == ANY_BYTE:
            yield self.emit(path, LOST, path.start, end, "lost")
            return
        known = path.pending or self._trail(path.last)
        fitting = lost_bytes(known, plain_reading(token["lost_reading"])) if known else ()
        certainty: Certainty = "certain" if len(fitting) == 1 else "guessed"
        named = path.dearer(-_GAIN_OF_READING)
        for byte in fitting:
            yield self.feed(named, byte, start, end, certainty)
        if path.pending == NO_BYTE:
            yield self.literal(path, token, _COST_OF_STRAY)
        if not fitting:
            stray = path.dearer(_COST_OF_STRAY)
            yield from self._guessed(stray, end) if path.pending else ()

    def _trail(self, character: str) -> int:
        """The second byte of a character; a sign in half width was a full-width one before."""
        code = self.codes.get(character)
        return code & 0xFF if code else ord(character) + 0x80 if "!" <= character <= "~" else 0

    def _loss(self, path: Path, token: re.Match[str]) -> Iterator[Path | None]:
        """A loss that no reading names: before a mark's space, or at a sign that was swallowed."""
        start, end = token.start(), token.end()
        if path.pending == NO_BYTE:
            yield self.literal(path, token, _COST_OF_REAL)
        if token["loss_mark"]:
            yield from self._loss_before_mark(path, token)
        elif path.pending != NO_BYTE:
            if token[0] == "?":
                yield self.feed_code(path, 0xA3BF, start, _COST_OF_FOLDING)
            yield self.vanish(path, end, _COST_OF_SHOWN_LOSS)
            yield from self._no_lead(path, start, end)
            question = self.text[end : end + 1] == "?"
            for found in self._guessed(path, end):
                yield from self._swallowed(found, token)
                if question:  # the space before a question mark was swallowed
                    yield found

    def _loss_before_mark(self, path: Path, token: re.Match[str]) -> Iterator[Path | None]:
        """`?！`: a byte and the space that was put before the pattern of a mark."""
        start, end = token.start(), token.end()
        mark = token["mark"]
        code = self._mark_code(mark)
        if path.pending == NO_BYTE:
            # A space before the loss was put there for a mark that was then cut in two.
            spaced = self.text[start - 1 : start] == " "
            for cost, choice in self._guesses.characters(path.last, code >> 8, lead=False):
                gain = _GAIN_OF_SPACE if spaced and choice.character in MARKS else 0
                link = Link(choice.character, start, end, "guessed", path.link)
                total = path.cost + cost + self.quote_cost(path, choice.character) - gain
                yield Path(total, code & 0xFF, end - 1, choice.character, "certain", link)
            return
        for found in self._guessed(path, end - 1):
            yield self.feed_code(found, code, end - 1)

    def _mark_code(self, mark: str) -> int:
        return self.codes.get(mark) or 0xA300 | (ord(mark) + 0x80)

    def _lost_pair(self, path: Path, token: re.Match[str]) -> Iterator[Path | None]:
        """`??，`: two overlapping patterns put a space after either byte of the character before."""
        start, end = token.start(), token.end()
        yield self.literal(path, token, _COST_OF_REAL)
        code = self._mark_code(token["mark"])
        trail = 0xA1 if code != 0xA1A3 else 0xA3
        for cost, choice in self._guesses.characters(path.last, trail, lead=False):
            link = Link(choice.character, start, end - 1, "guessed", path.link)
            lost = Path(path.cost + cost, NO_BYTE, end - 1, choice.character, "certain", link)
            yield self.feed_code(lost, code, end - 1)
        first = FIRST_TOKEN.match(self.text, start)
        if first and first["loss_mark"] and first.end() == end - 1:
            for found in self._loss_before_mark(path, first):
                yield found and self.feed_code(found, code, end - 1)

    def _no_lead(self, path: Path, start: int, end: int) -> Iterator[Path | None]:
        """A trail byte that can lead no pair: decoders lose it alone, or with the byte after it."""
        if path.pending == ANY_BYTE:
            return
        alone = self.feed(path, NO_LEAD, start, end, "guessed")
        if alone:
            alone = alone.dearer(_COST_OF_NO_LEAD)
            yield alone
            for byte in _LOST_LEADS:
                yield Path(alone.cost + 4, byte, start, alone.last, "guessed", alone.link)

    def _guessed(self, path: Path, end: int) -> Iterator[Path]:
        """The likeliest characters that the pending byte may have been the first half of."""
        cost, pending, since, last, _, link = path
        if pending == ANY_BYTE:
            yield self.emit(path, LOST, since, end, "lost")
            return
        for more, choice in self._guesses.characters(last, pending, lead=True):
            character = choice.character
            total = cost + more + self.quote_cost(path, character)
            guess = Link(character, since, end, "guessed", link)
            yield Path(total, NO_BYTE, end, character, "certain", guess)

    def _swallowed(self, path: Path, token: re.Match[str]) -> Iterator[Path | None]:
        """The one-byte sign that went with a lost byte: never a digit, `〓` where it may have been one."""
        start, end = token.start(), token.end()
        if token["loss_tag"]:
            name = token["tag"].strip("/ ")
            yield self.emit(path, "\n", start, end, "guessed") if name in _BLOCK_TAGS else path
            return
        following = self.text[end : end + 1] or "\n"
        sign, cost = self._guesses.sign(path.last, following, ended=ends_sentence(path))
        if sign == LOST:
            link = Link(LOST, start, end, "lost", path.link)
            yield Path(path.cost + cost, NO_BYTE, end, LOST, "certain", link)
        else:
            yield self.emit(path, sign, start, end, "guessed")
        if token[0].startswith("\ufffd"):
            yield path
