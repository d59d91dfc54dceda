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
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from summarizer.article import Certainty
from summarizer.cleaning import gbk
from summarizer.cleaning.likelihood import LOST, Choice, Likelihood, likelihood
from summarizer.cleaning.readings import PINYIN_LETTERS, first_reading, has_reading
from summarizer.cleaning.script import is_traditional

LOSSES = "?\ufffd"
MARKS = "。！？，；!?,;"
_MARK_CODES = frozenset({0xA1A3, 0xA3A1, 0xA3BF, 0xA3AC, 0xA3BB})
_MARK_LEADS = (0xA1, 0xA3)

# A reading, and one more inside it where a pattern happened to match the reading's own bytes.
LETTERS = rf"[{PINYIN_LETTERS}]{{1,6}}(?:[(（][{PINYIN_LETTERS}]{{1,6}}[)）][{PINYIN_LETTERS}]{{0,5}})?"
_INNER = re.compile(rf"[(（][{PINYIN_LETTERS}]{{1,6}}[)）]")
TOKEN = re.compile(
    rf"(?P<loss_group>[{LOSSES}][(（]?(?P<lost_reading>{LETTERS})[)）])"
    rf"|(?P<loss_mark>[{LOSSES}] ?(?P<mark>[{MARKS}])(?![(（]?{LETTERS}[)）]))"
    rf"|(?P<loss_tag>[{LOSSES}](?P<tag>/?(?:p|br|div|span|strong|b|a|td|tr|li) ?/?)>)"
    rf"|(?P<loss>[{LOSSES}])"
    rf"|(?P<group>[(（](?P<reading>{LETTERS})[)）])",
)
"""What stands out in a damaged text: losses, and what was inserted."""

_LOST_PAIR = re.compile(rf"[{LOSSES}] ?[{LOSSES}] ?(?P<mark>[{MARKS}])(?![{MARKS}]|[(（]?{LETTERS}[)）])")

GROUP = re.compile(rf"[(（]({LETTERS})[)）]")
_AROUND_A_LOSS = re.compile(rf"[{LOSSES}][^\n]{{0,40}}")
_ENOUGH_TO_ADAPT = 40_000

_NO_BYTE = 0
_ANY_BYTE = 0x100
_LOST_LEADS = range(0x81, 0xFF)
_RAREST = 30
_NO_LEAD = 0x80

# Costs are on the scale of the likelihood table, -2 ln p.
_COST_OF_LOST = 10
_COST_OF_REAL = 6
_COST_OF_STRAY = 24
_GAIN_OF_READING = 14
_COST_OF_FOLDING = 3
_COST_OF_SAME_QUOTE = 12
_COST_OF_BRACKET = 2
_COST_OF_NO_LEAD = 14
_COST_OF_SHOWN_LOSS = 12
_COST_OF_BREAK = 10
_COST_OF_END = 4
_COST_AFTER_END = 16
_GAIN_OF_SPACE = 16
_DIGIT_MARGIN = 9
_DOUBTFUL = 30
_FEW = 16
_BEAM_WIDTH = 120
_BEAM_MARGIN = 44
_LONGEST_RUN = 800

_SENTENCE_END = "。！？!?…"
_QUOTES = "“”"
_OPENING = frozenset("（(“《〈【")
_CLOSING = "”’》）)"
_SIGNS_SWALLOWED = (",", ":", ";", "(", ")", "\n")
_PART_OF_A_NUMBER = re.compile(r"[0-9.%％‰亿億万萬千百十余餘多]")
_NUMERALS = frozenset("一二三四五六七八九十百千万萬亿億两兩零〇０１２３４５６７８９0123456789")
_SPELT_AS_PAIR = {'"': (0xA1B0, 0xA1B1), "'": (0xA1AE, 0xA1AF), " ": (0xA1A1,), "·": (0xA1A4,)}
_BLOCK_TAGS = frozenset({"p", "br", "div", "td", "tr", "li"})


def plain_reading(shown: str) -> str:
    """A reading without what was inserted into it."""
    return _INNER.sub("", shown)


class Place(NamedTuple):
    """A restored character: what it is, the part of the damaged text it came from, how sure it is."""

    character: str
    start: int
    end: int
    certainty: Certainty


class Run(NamedTuple):
    """A restored stretch and where the damaged text goes on in step."""

    places: list[Place]
    end: int


class _Path(NamedTuple):
    """One way to read the run so far.

    `pending` is a lead byte that waits for its trail, since `start`, as sure as `certainty`; `last` the
    character before it; `mark` tells that the next bytes must be a mark's (1), or a mark's second byte
    after this first one.
    """

    cost: int
    pending: int
    start: int
    last: str
    mark: int
    certainty: Certainty
    link: _Link | None


class _Link(NamedTuple):
    place: Place
    before: _Link | None


@cache
def _choices(known: int, *, lead: bool) -> tuple[Choice, ...]:
    """The characters in use that have the known lead (or trail) byte, with their other byte."""
    table = likelihood()
    return tuple(
        table.choice(byte, character)
        for byte, character in gbk.decoded_codes(known, lead=lead)
        if byte >= _NO_LEAD and not character.isspace() and table.alone(table.fold(character)) <= _RAREST
    )


@cache
def _lost_bytes(known: int, reading: str) -> tuple[int, ...]:
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


class Realigner:
    """Follows the bytes of one page's damaged runs."""

    def __init__(self, text: str, *, private_kept: bool, cost_of_vanished: int) -> None:
        self._text = text
        self._private_kept = private_kept
        self._cost_of_vanished = cost_of_vanished
        self._codes = gbk.codes()
        self._characters = gbk.characters()
        self._quote = ""

    @cached_property
    def _likelihood(self) -> Likelihood:
        """What reads well on this page: the table, and what the page says where it is whole."""
        whole = _AROUND_A_LOSS.sub("\n", self._text[:_ENOUGH_TO_ADAPT])
        return likelihood().adapted(GROUP.sub("", whole))

    def restore(self, at: int, before: str, quote: str) -> Run | None:
        """Restore the run that begins with the loss sign at `at`.

        Args:
            at: the place of the loss sign.
            before: the restored character before it.
            quote: the quotation mark that stands last before it, if any.

        Returns:
            None where nothing fits. A sign that is best read as the question mark it looks like comes
            back as itself.
        """
        self._quote = quote
        paths = [_Path(0, _NO_BYTE, at, before or "\n", 0, "certain", None)]
        place = at
        pair = _LOST_PAIR.match(self._text, at)
        if pair:
            paths, place = _best(self._lost_pair(paths[0], pair)), pair.end()
        while place < len(self._text) and place - at < _LONGEST_RUN:
            token = TOKEN.match(self._text, place)
            end = token.end() if token else place + 1
            paths = _best(path for old in paths for path in self._follow(old, token, place))
            place = end
            if not paths:
                return None
            if len(paths) == 1 and paths[0].pending == _NO_BYTE:
                break
        ended = [path for path in paths if path.pending == _NO_BYTE]
        if not ended:
            return None
        places = [_no_number(place) for place in _unchain(min(ended, key=lambda path: path.cost).link)]
        return Run(places if self._private_kept else self._doubted(places), place)

    def _doubted(self, places: list[Place]) -> list[Place]:
        """Mark as guessed what reads badly on both sides: two pairs around a vanished one may have met."""
        for at, place in enumerate(places[1:-1], 1):
            before, after = places[at - 1].character, places[at + 1].character
            cost = self._cost_of(before, place.character) + self._cost_of(place.character, after)
            if place.certainty == "certain" and cost > _DOUBTFUL + self._cost_of_vanished:
                places[at] = place._replace(certainty="guessed")
        return places

    def _follow(self, path: _Path, token: re.Match[str] | None, at: int) -> Iterable[_Path | None]:
        """All ways in which a path goes on with what the text shows at `at`."""
        if token is None:
            shown = self._show(path, self._text[at], at)
            if self._private_kept or path.pending in (_NO_BYTE, _ANY_BYTE):
                return shown
            return chain(shown, self._show(self._vanish(path, at, self._cost_of_vanished), self._text[at], at))
        if token["loss_group"]:
            return self._loss_before_reading(path, token)
        if token["group"]:
            return self._inserted_reading(path, token)
        return self._loss(path, token)

    # What the text shows

    def _show(self, path: _Path, character: str, at: int) -> Iterator[_Path | None]:
        """A character that stands there, in step or as two halves."""
        code = self._codes.get(character, 0)
        if path.pending == _NO_BYTE and not path.mark:
            yield None if gbk.is_private(character) else self._emit(path, character, at, at + 1, "certain")
            return
        if code:
            yield self._feed_code(path, code, at)
        elif character.isascii():
            yield from self._show_ascii(path, character, at)

    def _show_ascii(self, path: _Path, sign: str, at: int) -> Iterator[_Path | None]:
        """A one-byte sign out of step: a trail byte, a folded pair, or an inserted space."""
        if "@" <= sign <= "~":
            yield self._feed(path, ord(sign), at, at + 1)
        if "!" <= sign <= "~":
            yield self._feed_code(path, 0xA300 | (ord(sign) + 0x80), at, _COST_OF_FOLDING)
        for code in _SPELT_AS_PAIR.get(sign, ()):
            yield self._feed_code(path, code, at, _COST_OF_FOLDING)
        if sign == " " and self._text[at + 1 : at + 2] in MARKS:
            yield path

    def _inserted_reading(self, path: _Path, token: re.Match[str]) -> Iterator[_Path | None]:
        """A reading in parentheses: inserted where the two bytes before it can be read so."""
        reading = plain_reading(token["reading"])
        if path.pending == _ANY_BYTE or path.last == LOST:
            yield path
        elif path.pending:
            trail = self._trail(path.last)
            pattern = self._characters.get(trail << 8 | path.pending, "")
            fits = has_reading(pattern, reading)
            yield path._replace(cost=path.cost + (-_GAIN_OF_READING if fits else _COST_OF_STRAY))
        elif is_traditional(path.last) and has_reading(path.last, reading):
            yield path._replace(cost=path.cost - _GAIN_OF_READING)
        else:
            yield self._literal(path, token)

    # What the text has lost

    def _loss_before_reading(self, path: _Path, token: re.Match[str]) -> Iterator[_Path | None]:
        """`?xiàng)`: the byte before and the reading name the byte that is lost."""
        start, end = token.start(), token.end()
        if path.pending == _ANY_BYTE:
            yield self._emit(path, LOST, path.start, end, "lost")
            return
        known = path.pending or self._trail(path.last)
        fitting = _lost_bytes(known, plain_reading(token["lost_reading"])) if known else ()
        certainty: Certainty = "certain" if len(fitting) == 1 else "guessed"
        named = path._replace(cost=path.cost - _GAIN_OF_READING)
        for byte in fitting:
            yield self._feed(named, byte, start, end, certainty)
        if path.pending == _NO_BYTE:
            yield self._literal(path, token, _COST_OF_STRAY)
        if not fitting:
            stray = path._replace(cost=path.cost + _COST_OF_STRAY)
            yield from self._guessed(stray, start, end) if path.pending else ()

    def _trail(self, character: str) -> int:
        """The second byte of a character; a sign in half width was a full-width one before."""
        code = self._codes.get(character)
        return code & 0xFF if code else ord(character) + 0x80 if "!" <= character <= "~" else 0

    def _loss(self, path: _Path, token: re.Match[str]) -> Iterator[_Path | None]:
        """A loss that no reading names: before a mark's space, or at a sign that was swallowed."""
        start, end = token.start(), token.end()
        if path.pending == _NO_BYTE and not path.mark:
            yield self._literal(path, token, _COST_OF_REAL)
        if token["loss_mark"]:
            yield from self._loss_before_mark(path, token)
        elif path.pending == _NO_BYTE:
            return
        elif path.mark:
            return
        else:
            if token[0] == "?":
                yield self._feed_code(path, 0xA3BF, start, _COST_OF_FOLDING)
            yield self._vanish(path, end, _COST_OF_SHOWN_LOSS)
            yield from self._no_lead(path, start, end)
            for found in self._guessed(path, start, end):
                yield from self._swallowed(found, token)

    def _loss_before_mark(self, path: _Path, token: re.Match[str]) -> Iterator[_Path | None]:
        """`?！`: a byte and the space that was put before the pattern of a mark."""
        start, end = token.start(), token.end()
        mark = token["mark"]
        code = self._mark_code(mark)
        if path.pending == _NO_BYTE:
            # A space before the loss was put there for a mark that was then cut in two.
            spaced = self._text[start - 1 : start] == " "
            choices = _choices(code >> 8, lead=False)
            before = self._likelihood.fold(path.last)
            for cost, choice in self._likelihood.cheapest(before, choices, _FEW):
                gain = _GAIN_OF_SPACE if spaced and choice.character in MARKS else 0
                link = _Link(Place(choice.character, start, end, "guessed"), path.link)
                total = path.cost + cost + self._quote_cost(path, choice.character) - gain
                yield _Path(total, code & 0xFF, end - 1, choice.character, 0, "certain", link)
            return
        for found in self._guessed(path, start, end - 1):
            yield self._feed_code(found, code, end - 1)

    def _mark_code(self, mark: str) -> int:
        return self._codes.get(mark) or 0xA300 | (ord(mark) + 0x80)

    def _lost_pair(self, path: _Path, token: re.Match[str]) -> Iterator[_Path | None]:
        """`??，`: two overlapping patterns put a space after either byte of the character before."""
        start, end = token.start(), token.end()
        yield self._literal(path, token, _COST_OF_REAL)
        code = self._mark_code(token["mark"])
        choices = _choices(0xA1 if code != 0xA1A3 else 0xA3, lead=False)
        for cost, choice in self._likelihood.cheapest(self._likelihood.fold(path.last), choices, _FEW):
            link = _Link(Place(choice.character, start, end - 1, "guessed"), path.link)
            lost = _Path(path.cost + cost, _NO_BYTE, end - 1, choice.character, 0, "certain", link)
            yield self._feed_code(lost, code, end - 1)
        first = TOKEN.match(self._text, start)
        if first and first["loss_mark"] and first.end() == end - 1:
            for found in self._loss_before_mark(path, first):
                yield found and self._feed_code(found, code, end - 1)

    def _no_lead(self, path: _Path, start: int, end: int) -> Iterator[_Path | None]:
        """A trail byte that can lead no pair: decoders lose it alone, or with the byte after it."""
        if path.pending == _ANY_BYTE:
            return
        alone = self._feed(path, _NO_LEAD, start, end, "guessed")
        if alone:
            alone = alone._replace(cost=alone.cost + _COST_OF_NO_LEAD)
            yield alone
            for byte in _LOST_LEADS:
                yield _Path(alone.cost + 4, byte, start, alone.last, 0, "guessed", alone.link)

    def _guessed(self, path: _Path, start: int, end: int) -> Iterator[_Path]:
        """The likeliest characters that the pending byte may have been the first half of."""
        if path.pending == _ANY_BYTE:
            yield self._emit(path, LOST, path.start, end, "lost")
            return
        before = self._likelihood.fold(path.last)
        for cost, choice in self._likelihood.cheapest(before, _choices(path.pending, lead=True), _FEW):
            cost += path.cost + self._quote_cost(path, choice.character)
            link = _Link(Place(choice.character, path.start, end, "guessed"), path.link)
            yield _Path(cost, _NO_BYTE, end, choice.character, 0, "certain", link)

    def _swallowed(self, path: _Path, token: re.Match[str]) -> Iterator[_Path | None]:
        """The one-byte sign that went with a lost byte: never a digit, `〓` where it may have been one."""
        start, end = token.start(), token.end()
        if token["loss_tag"]:
            name = token["tag"].strip("/ ")
            yield self._emit(path, "\n", start, end, "guessed") if name in _BLOCK_TAGS else path
            return
        following = self._text[end : end + 1] or "\n"
        cost, sign = self._likeliest_sign(path, following)
        as_digit = self._cost_of(path.last, "0") + self._cost_of("0", following)
        if _ends_sentence(path):
            as_digit += _COST_AFTER_END
        if _PART_OF_A_NUMBER.match(following) or as_digit < cost + _DIGIT_MARGIN:
            lost = self._emit(path, LOST, start, end, "lost")
            yield lost._replace(cost=path.cost + min(as_digit, cost) - self._cost_of(LOST, following))
        else:
            yield self._emit(path, sign, start, end, "guessed")
        if token[0].startswith("\ufffd"):
            yield path

    def _likeliest_sign(self, path: _Path, following: str) -> tuple[int, str]:
        """The sign other than a digit that reads best here, and its cost."""
        weighed: list[tuple[int, str]] = []
        ended = _ends_sentence(path)
        for sign in _SIGNS_SWALLOWED:
            cost = self._cost_of(path.last, sign)
            if sign == "\n":
                cost = _COST_OF_END if ended else max(cost, _COST_OF_END) + _COST_OF_BREAK
            elif ended:
                cost += _COST_AFTER_END
            weighed.append((cost + self._cost_of(sign, following), sign))
        return min(weighed)

    def _cost_of(self, before: str, after: str) -> int:
        fold = self._likelihood.fold
        return self._likelihood.cost(fold(before), fold(after))

    def _vanish(self, path: _Path, at: int, cost: int) -> _Path:
        """A pair that fell in a user zone and was dropped: two characters are beyond repair."""
        lost = self._emit(path, LOST, path.start, at, "lost")
        return lost._replace(cost=lost.cost + cost, pending=_ANY_BYTE, start=at)

    # Bytes and characters

    def _literal(self, path: _Path, token: re.Match[str], cost: int = 0) -> _Path:
        """The token as it stands, in step."""
        for at in range(token.start(), token.end()):
            path = self._emit(path, self._text[at], at, at + 1, "certain")
        return path._replace(cost=path.cost + cost)

    def _feed_code(self, path: _Path, code: int, at: int, cost: int = 0) -> _Path | None:
        """Both bytes of a pair that the text shows."""
        half = self._feed(path, code >> 8, at, at + 1)
        whole = half and self._feed(half, code & 0xFF, at, at + 1)
        return whole._replace(cost=whole.cost + cost) if whole and cost else whole

    def _feed(
        self, path: _Path, byte: int, start: int, end: int, certainty: Certainty = "certain"
    ) -> _Path | None:
        """One byte more, or None where no character has these two."""
        mark = path.mark
        if mark == 1:
            if byte not in _MARK_LEADS:
                return None
            path = path._replace(mark=byte)
        elif mark:
            if mark << 8 | byte not in _MARK_CODES:
                return None
            path = path._replace(mark=0)
        if path.pending == _NO_BYTE:
            if byte < 0x80:
                return self._emit(path, chr(byte), start, end, certainty)
            return _Path(path.cost, byte, start, path.last, path.mark, certainty, path.link)
        if path.pending == _ANY_BYTE:
            return self._emit(path, LOST, path.start, end, "lost")
        character = self._characters.get(path.pending << 8 | byte)
        if character is None or gbk.is_private(character):
            return None
        sure: Certainty = "certain" if certainty == path.certainty == "certain" else "guessed"
        if sure == "guessed" and character.isspace():
            return None
        return self._emit(path, character, path.start, end, sure)

    def _quote_cost(self, path: _Path, character: str) -> int:
        """What a quotation mark costs that is of the same side as the one before it."""
        if character not in _QUOTES:
            return 0
        link = path.link
        while link is not None and link.place.character not in _QUOTES:
            link = link.before
        return _COST_OF_SAME_QUOTE if character == (link.place.character if link else self._quote) else 0

    def _emit(self, path: _Path, character: str, start: int, end: int, certainty: Certainty) -> _Path:
        """One character more in the restored text."""
        cost = _COST_OF_LOST if character == LOST else self._cost_of(path.last, character)
        if path.last in _OPENING and path.link and path.link.before:
            # 省（区、市）: an opening bracket does not part what belongs together.
            around = self._cost_of(path.link.before.place.character, character) + _COST_OF_BRACKET
            cost = min(cost, around)
        cost += self._quote_cost(path, character)
        link = _Link(Place(character, start, end, certainty), path.link)
        return _Path(path.cost + cost, _NO_BYTE, end, character, path.mark, "certain", link)


def _no_number(place: Place) -> Place:
    """A guess never makes a number: a numeral that nothing but likelihood names is lost."""
    if place.certainty == "guessed" and place.character in _NUMERALS:
        return place._replace(character=LOST, certainty="lost")
    return place


def _ends_sentence(path: _Path) -> bool:
    """Whether a sentence has just ended, quoted or not."""
    last = path.last
    if last in _CLOSING and path.link and path.link.before:
        last = path.link.before.place.character
    return last in _SENTENCE_END


def _best(paths: Iterable[_Path | None]) -> list[_Path]:
    """The cheapest path to every state, without those that have fallen far behind."""
    kept: dict[tuple[int, str, int, str], _Path] = {}
    for path in paths:
        if path is None:
            continue
        state = (path.pending, path.last, path.mark, _before_bracket(path))
        known = kept.get(state)
        if known is None or path.cost < known.cost:
            kept[state] = path
    if len(kept) < 2:
        return list(kept.values())
    limit = min(path.cost for path in kept.values()) + _BEAM_MARGIN
    ordered = sorted((path for path in kept.values() if path.cost <= limit), key=lambda path: path.cost)
    return ordered[:_BEAM_WIDTH]


def _before_bracket(path: _Path) -> str:
    if path.last not in _OPENING or path.link is None or path.link.before is None:
        return ""
    return path.link.before.place.character


def _unchain(link: _Link | None) -> list[Place]:
    places: list[Place] = []
    while link is not None:
        places.append(link.place)
        link = link.before
    places.reverse()
    return places
