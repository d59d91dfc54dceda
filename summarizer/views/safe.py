"""Text of a page made harmless to show.

A page may hold escape sequences that move a terminal's cursor or rename its window, and characters
that turn the direction of writing so that a number reads backwards. They are shown as what they
are, and never sent on.
"""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff\ud800-\udfff"
    "\U000f0000-\U0010ffff]"
)
_SPACES = re.compile(r"[ \t\n\u2028\u2029]+")


def plain(text: str) -> str:
    """`text` with every control, direction mark, private-use or broken character made visible."""
    return _CONTROLS.sub(_visible, text)


def line(text: str) -> str:
    """`plain` text on one line, runs of white space as one space."""
    return _SPACES.sub(" ", plain(text)).strip()


def _visible(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨{code:04X}⟩"
