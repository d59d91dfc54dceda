"""What the damaging tool and the decoders after it leave in a text: the signs to look for."""

from __future__ import annotations

from summarizer.cleaning.readings import PINYIN_LETTERS
from summarizer.patterns import LazyPattern

LOSSES = "?\ufffd"
MARKS = "。！？，；!?,;"

# A reading, and one more inside it where a pattern happened to match the reading's own bytes.
LETTERS = rf"[{PINYIN_LETTERS}]{{1,6}}(?:[(（][{PINYIN_LETTERS}]{{1,6}}[)）][{PINYIN_LETTERS}]{{0,5}})?"
_INNER = LazyPattern(rf"[(（][{PINYIN_LETTERS}]{{1,6}}[)）]")


def _token(marks: str) -> LazyPattern:
    return LazyPattern(
        rf"(?P<loss_group>[{LOSSES}][(（]?(?P<lost_reading>{LETTERS})[)）])"
        rf"|(?P<loss_mark>[{LOSSES}] ?(?P<mark>[{marks}])(?![(（]?{LETTERS}[)）]))"
        rf"|(?P<loss_tag>[{LOSSES}](?P<tag>/?(?:p|br|div|span|strong|b|a|td|tr|li) ?/?)>)"
        rf"|(?P<loss>[{LOSSES}])"
        rf"|(?P<group>[(（](?P<reading>{LETTERS})[)）])",
    )


FIRST_TOKEN = _token(MARKS)
TOKEN = _token(MARKS.replace("?", ""))
"""What stands out in a damaged text: losses, and what was inserted. `??` is a loss before a question
mark where a run begins; inside a run it is two losses."""

STANDS_OUT = frozenset(LOSSES + "(（")
"""What a token begins with."""

LOST_PAIR = LazyPattern(rf"[{LOSSES}] ?[{LOSSES}] ?(?P<mark>[{MARKS}])(?![{MARKS}]|[(（]?{LETTERS}[)）])")

GROUP = LazyPattern(rf"[(（]({LETTERS})[)）]")


def plain_reading(shown: str) -> str:
    """A reading without what was inserted into it."""
    return _INNER.sub("", shown)
