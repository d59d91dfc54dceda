"""The damage, made on purpose: simplified text in, a page out as the damaging tool leaves it.

The tool that damages real pages turns simplified text into traditional, encodes it as GBK, and then
replaces bytes without regard to character boundaries: a reading goes in after each of a few hundred
two-byte patterns, a space before the patterns of some marks. Whoever decodes the result reads on from
wherever the bytes have come to stand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin.constants import PINYIN_DICT

MARKS = "。！？，；"
LOST = "?"


@dataclass(frozen=True)
class Damage:
    """How one page is damaged."""

    seed: int = 0
    patterns: int = 300
    spaces: bool = False
    keep_private_use: bool = True
    half_width: bool = False
    doubled: bool = False
    errors: str = LOST


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def traditional(text: str) -> str:
    """The text in traditional characters, as far as GBK has them."""
    lines = _converter().convert(text)
    return "".join(a if _in_gbk(a) else b for a, b in zip(lines, text, strict=True))


def _in_gbk(character: str) -> bool:
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _patterns() -> tuple[tuple[bytes, bytes], ...]:
    """Every character that conversion can bring in, with the reading that is put after it."""
    found: list[tuple[bytes, bytes]] = []
    to_simplified = opencc.OpenCC("t2s")
    for code, readings in PINYIN_DICT.items():
        character = chr(code)
        if not _in_gbk(character) or to_simplified.convert(character) == character:
            continue
        reading = readings.split(",")[0]
        try:
            found.append((character.encode("gbk"), f"({reading})".encode("gbk")))
        except UnicodeEncodeError:
            continue
    return tuple(found)


def common_patterns(text: str, damage: Damage) -> list[tuple[bytes, bytes]]:
    """The tool's table for this seed: a few hundred patterns, most of them characters in common use."""
    chance = random.Random(damage.seed)
    known = _patterns()
    here = set(traditional(text))
    used = [item for item in known if item[0].decode("gbk") in here]
    others = [item for item in known if item[0].decode("gbk") not in here]
    share = chance.uniform(0.3, 0.8)
    chosen = [item for item in used if chance.random() < share]
    chosen += chance.sample(others, max(0, damage.patterns - len(chosen)))
    chance.shuffle(chosen)
    return chosen


def damage_bytes(text: str, damage: Damage) -> bytes:
    """The bytes after the tool has been over them."""
    data = traditional(text).encode("gbk")
    for pattern, reading in common_patterns(text, damage):
        data = data.replace(pattern, pattern + reading)
    if damage.spaces:
        for mark in MARKS:
            pattern = mark.encode("gbk")
            data = data.replace(pattern, b" " + pattern)
    return data


def decode_with_loss(data: bytes, damage: Damage) -> str:
    """Read GBK as the pipelines do: one `?` for a lead byte and what follows it, where they do not fit."""
    out: list[str] = []
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            out.append(chr(data[at]))
            at += 1
            continue
        pair = data[at : at + 2]
        at += 2
        private = len(pair) == 2 and _is_private(pair)
        if private and not damage.keep_private_use:
            continue
        try:
            out.append(pair.decode("gb18030" if private else "gbk"))
        except UnicodeDecodeError:
            out.append(damage.errors)
    return "".join(out)


def _is_private(pair: bytes) -> bool:
    """Whether GBK leaves the pair to its users: three zones, which decoders map to private-use characters."""
    lead, trail = pair
    if 0xA1 <= lead <= 0xA7:
        return 0x40 <= trail <= 0xA0 and trail != 0x7F
    return (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE) and trail >= 0xA1


FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def damage_text(text: str, damage: Damage) -> str:
    """A page as it reaches us."""
    page = decode_with_loss(damage_bytes(text, damage), damage)
    if damage.spaces:
        for mark in MARKS:
            page = page.replace(f" {mark}", f"{mark}{mark}" if damage.doubled else mark)
    return page.translate(FOLD) if damage.half_width else page


def unfolded(text: str) -> str:
    """Width aside: what two texts are compared by."""
    return text.translate(FOLD)
