"""Traditional characters into simplified ones, one for one, so that offsets hold.

OpenCC's `t2s` does the work. Two things are ours: variant characters that the damaging tool brings in
and `t2s` leaves alone, and the word 着 that `t2s` leaves as 著.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Protocol, cast

from summarizer.article import TracedText
from summarizer.cleaning import gbk
from summarizer.patterns import LazyPattern

_BLOCK = 200_000

# Variants of one character that GBK can write and t2s leaves alone.
_VARIANTS = str.maketrans("陜刴汚妳倣徧値淸靑呑吿甦", "陕剁污你仿遍值清青吞告苏")

# In a traditional text 著 is the particle 着, unless it means to write or to be known.
_PARTICLE = LazyPattern(r"著(?<![显卓昭编名专论原译巨遗所土拙合主撰新旧较]著)(?![作名称述录者书文有于])")
_SHARE_OF_TRADITIONAL = 0.01


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _opencc() -> _Converter:
    import opencc

    return cast("_Converter", opencc.OpenCC("t2s"))  # pyright: ignore[reportUnknownMemberType]


@cache
def character_map() -> dict[str, str]:
    """The simplified form of every GBK character that is not simplified itself, word context aside."""
    characters = [c for c in gbk.codes() if "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"]
    converted = _opencc().convert("\n".join(characters)).translate(_VARIANTS).split("\n")
    return {a: b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(character_map()))}]")


def is_traditional(character: str) -> bool:
    """Whether conversion to simplified script changes the character."""
    return character in character_map()


def simplify_text(text: str) -> str:
    """The text in simplified characters, of the same length."""
    many = int(_SHARE_OF_TRADITIONAL * len(text)) + 1
    found = sum(1 for _ in islice(_traditional().finditer(text), many))
    if not found:
        return text
    converted = "".join(_simplify_block(text[at : at + _BLOCK]) for at in range(0, len(text), _BLOCK))
    return _PARTICLE.sub("着", converted) if found == many else converted


def _simplify_block(block: str) -> str:
    converted = _opencc().convert(block)
    if len(converted) != len(block):
        converted = "".join(_simplify_line(line) for line in block.splitlines(keepends=True))
    return converted.translate(_VARIANTS)


def _simplify_line(line: str) -> str:
    converted = _opencc().convert(line)
    if len(converted) == len(line):
        return converted
    known = character_map()
    return "".join(known.get(character, character) for character in line)


def simplify(text: TracedText) -> TracedText:
    """Convert to simplified script; every character stays where it is."""
    converted = simplify_text(text.text)
    return text if converted is text.text else text.with_text(converted)
