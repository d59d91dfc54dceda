"""Calendar days as pages print them in date lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from summarizer.patterns import LazyPattern

_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "O": "0"}
_DAY = LazyPattern(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?|([-/.])\s*(\d{1,2})\s*\4\s*(\d{1,2}))(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"
)
_CHINESE = LazyPattern(
    r"([二一][零〇○O九一二三四五六七八]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_SPLIT_YEAR = LazyPattern(r"(?<!\d)((?:19|20)\d\d)\s+(\d{1,2})[-/](\d{1,2})(?!\d)")
_EARLIEST = date(1990, 1, 1)


class Day(NamedTuple):
    """A calendar day and where it stands in the line."""

    start: int
    day: date


def dates_in(text: str) -> list[Day]:
    """Every full date in a folded line, from left to right; days that do not exist are left out."""
    found: list[Day] = []
    if "20" in text or "19" in text:
        for match in _DAY.finditer(text):
            numbers = [int(g) for g in match.groups() if g and g.isdigit()]
            _add(found, match.start(), *numbers)
        for match in _SPLIT_YEAR.finditer(text):
            _add(found, match.start(), int(match[1]), int(match[2]), int(match[3]))
    if "年" in text:
        for match in _CHINESE.finditer(text):
            year = int("".join(_DIGITS.get(c, "") for c in match[1]) or 0)
            _add(found, match.start(), year, _tens(match[2]), _tens(match[3]))
    return sorted(found)


def _add(found: list[Day], start: int, year: int, month: int, day: int) -> None:
    try:
        value = date(year, month, day)
    except ValueError:
        return
    if _EARLIEST <= value <= date.today() + timedelta(days=2):
        found.append(Day(start, value))


def _tens(words: str) -> int:
    """十 → 10, 十二 → 12, 二十 → 20, 三十一 → 31."""
    if "十" not in words:
        return int("".join(_DIGITS[c] for c in words))
    tens, _, ones = words.partition("十")
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
