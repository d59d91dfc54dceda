"""Shares given as a ratio without a unit: 三次产业结构为3.3:64.6:32.1 is 3.3, 64.6 and 32.1 percent."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.figures.found import Found
from summarizer.patterns import LazyPattern

_PART = r"[0-9]{1,2}(?:[.．][0-9]{1,3})?"
_RATIO = LazyPattern(
    rf"(?<![0-9A-Za-z.．:：∶])(?<![0-9]比){_PART}(?:\s?(?P<sign>[:：∶比])\s?{_PART})(?:\s?(?P=sign)\s?{_PART}){{0,4}}(?![0-9A-Za-z.．:：∶比%％])"
)
_NUMBER = re.compile(_PART)
_WORDS = ("结构", "比例", "比重", "构成", "三次产业", "占比", "产业比", "产比", "之比")
_BEFORE = re.compile("|".join(_WORDS))
_AFTER = re.compile("的?(?:比例|结构|构成|比重)")
_REACH = 40
_WHOLE = Decimal(100)


def shares_in(text: str) -> dict[int, Found]:
    """The parts of every ratio that adds up to a hundred after a word of composition, by their beginning.

    A ratio that does not (6:4) tells no percentages by itself; its numbers stay what they are.
    """
    if not any(word in text for word in _WORDS):
        return {}
    found: dict[int, Found] = {}
    for ratio in _RATIO.finditer(text):
        at, stop = ratio.span()
        begin = max(at - _REACH, *(text.rfind(mark, 0, at) + 1 for mark in "。；;\n"))
        if not (_BEFORE.search(text, begin, at) or _AFTER.match(text, stop)):
            continue
        parts = [
            Found(*part.span(), "percent", "percent", Decimal(part[0].replace("．", ".")))
            for part in _NUMBER.finditer(text, at, stop)
        ]
        if _make_a_whole([part.value for part in parts if part.value is not None]):
            found.update((part.begin, part) for part in parts)
    return found


def _make_a_whole(values: list[Decimal]) -> bool:
    """Whether numbers add up to a hundred, within what rounding each of them to its places can make."""
    places = min(-int(value.as_tuple().exponent) for value in values)
    slack = Decimal(len(values)).scaleb(-places) / 2
    return abs(sum(values) - _WHOLE) <= min(slack, Decimal(1))
