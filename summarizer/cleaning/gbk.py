"""GBK as the damaging tool and the decoders after it see it: characters to byte pairs and back.

Two-byte codes only. User zones count as private-use characters, as GB18030 maps them, so that a page
that kept them can be read back. Some signs have two Unicode spellings for one code; both are known.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, product

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))

_SPELLINGS = {
    "―": 0xA1AA, "〜": 0xA1AB, "∥": 0xA1AC, "・": 0xA1A4, "￠": 0xA1E9, "￡": 0xA1EA,
    "•": 0xA1A4, "﹒": 0xA1A4, "¥": 0xA3A4, "∶": 0xA1C3,
}  # fmt: skip


@cache
def characters() -> dict[int, str]:
    """The character of every two-byte code, `lead << 8 | trail`; GB18030 has one for each."""
    codes = [lead << 8 | trail for lead in LEADS for trail in TRAILS]
    pairs = bytes(chain.from_iterable(product(LEADS, TRAILS)))
    return dict(zip(codes, pairs.decode("gb18030"), strict=True))


@cache
def codes() -> dict[str, int]:
    """The two-byte code of every character that has one."""
    return {**_SPELLINGS, **{character: code for code, character in characters().items()}}


@cache
def public_characters() -> dict[int, str]:
    """The character of every two-byte code outside the user zones."""
    return {code: character for code, character in characters().items() if not is_private(character)}


def is_private(character: str) -> bool:
    """Whether the character stands in a user zone."""
    return "\ue000" <= character <= "\uf8ff"


@cache
def decoded_codes(trail_or_lead: int, *, lead: bool) -> tuple[tuple[int, str], ...]:
    """All assigned, public codes that share a lead byte (or a trail byte): the other byte, the character."""
    return tuple(
        (code & 0xFF if lead else code >> 8, character)
        for code, character in characters().items()
        if (code >> 8 if lead else code & 0xFF) == trail_or_lead and not is_private(character)
    )
