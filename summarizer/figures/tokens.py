"""Where numbers stand in a text, and how far each one reaches."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from summarizer.figures.numerals import MULTIPLIERS, arabic_value, chinese_value, scaled
from summarizer.patterns import LazyPattern

_DIGIT = "[0-9０-９]"
ARABIC_CHARACTERS = frozenset("0123456789０１２３４５６７８９")
SPACES = frozenset(character for character in map(chr, range(0x3001)) if character.isspace())
CHINESE_CHARACTERS = frozenset("一二两三四五六七八九十百千万亿")

# 千 belongs to the unit in 千瓦, 百 to 百分之.
_NOT_UNIT = "(?![瓦米克伏焦帕赫卡])"
_ARABIC = re.compile(rf"({_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}+)((?:[.．]{_DIGIT}+)?)")
_CHINESE = re.compile(
    rf"(?:[一二两三四五六七八九十万亿零〇○]|百(?!分[之点])|千{_NOT_UNIT})+"
    r"(?:点[零〇一二三四五六七八九]+(?![分刻钟半十零〇一二三四五六七八九])(?:[十百千]?[万亿]|万亿)?)?"
)
_TAIL = re.compile(
    r"(?P<inside>[多余]|几(?![，。、；,\s])|来(?=[十百千万亿个家项户名人次天年分台公亩米吨]))?"
    r"(?P<ge>[ \u00a0]?个[多余]?(?=亿(?!元[及以项企产工重大招]|级)))?"
    rf"(?P<power>[ \u00a0]?(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|百(?!分)|千{_NOT_UNIT}|十))?"
    r"(?P<after>[多余](?!晶)|[+＋](?=[家个项户名人次场亿万元])|几(?![，。、；,\s])|来(?=[个家项户名人次天年分台公亩米吨]))?"
)
_TAIL_FIRST = frozenset("多余几来十百千万亿+＋ \u00a0")
_AFTER_GE = frozenset("多余亿")
# What only numbers with a fraction are counted in; "a little" may stand before 四处 or 五个.
_SPOKEN_DECIMAL = LazyPattern(
    r"[零〇一二三四五六七八九]{1,4}(?:[十百千]?[万亿]|个?百分点|个点|倍|成|元|美元|吨|亩|米|公里|公顷|平方|小时)"
)
_PLAIN_DIGITS = LazyPattern(r"[1-9]\d{0,3}(?!\d|[.,]\d|[万亿年月])")


class Number(NamedTuple):
    """A number as it stands in the text, without any unit.

    Attributes:
        end: where it ends; it begins where it was looked for.
        value, upper: None for what is no number; `upper` only where the numeral itself is a range.
        approx: 多, 余, 来 or 几 stands in it.
        power: the power of ten that its last multiplier word gives (万: 4), 0 without one.
        chinese: written in Chinese numerals.
        digitwise: a row of Chinese digits, as in years.
        implied: begins with its multiplier (百家, 亿元).
    """

    end: int
    value: Decimal | None
    upper: Decimal | None
    approx: bool
    power: int
    chinese: bool
    digitwise: bool
    implied: bool


def _has_tail(text: str, end: int) -> bool:
    """Whether `_TAIL` can match anything at `end`; after a bare 个, nothing."""
    following = text[end : end + 1]
    return following in _TAIL_FIRST or (following == "个" and text[end + 1 : end + 2] in _AFTER_GE)


def read_number(text: str, start: int) -> Number | None:
    """The number that begins at `start`, or None where none does."""
    character = text[start]
    if character in ARABIC_CHARACTERS:
        return _read_arabic(text, start)
    if character in CHINESE_CHARACTERS or character == "零":
        return _read_chinese(text, start)
    return None


def is_spoken_decimal(text: str, start: int) -> bool:
    """Whether 一点 at `start` is the beginning of a number (一点四倍), not the adverb "a little"."""
    return text.startswith("一点", start) and _SPOKEN_DECIMAL.match(text, start + 2) is not None


def _read_arabic(text: str, start: int) -> Number | None:
    head = _ARABIC.match(text, start)
    if head is None:
        return None
    end = head.end()
    tail = _TAIL.match(text, end) if _has_tail(text, end) else None
    if tail is None or tail.end() == end:
        return Number(end, arabic_value(head[0]), None, False, 0, False, False, False)
    inside, ge, word, after = tail.groups()
    if inside and not word and after:
        return Number(tail.end("inside"), arabic_value(head[0]), None, True, 0, False, False, False)
    power = MULTIPLIERS[word.strip()] if word else 0
    value = arabic_value(head[0], power)
    end = tail.end()
    approx = bool(inside or after or (ge and ge[-1] != "个"))
    if power and value is not None and not approx and end < len(text) and text[end] in ARABIC_CHARACTERS:
        value, end, approx, power = _compound(text, end, value, power)
    return Number(end, value, None, approx, power, False, False, False)


def _compound(text: str, end: int, value: Decimal, power: int) -> tuple[Decimal, int, bool, int]:
    """Add a smaller part: 2亿3000万, 3万5千, 1万5000."""
    head = _ARABIC.match(text, end)
    tail = _TAIL.match(text, head.end()) if head else None
    if head and tail and tail["power"] and not tail["inside"]:
        lesser = MULTIPLIERS[tail["power"].strip()]
        part = arabic_value(head[0], lesser)
        if lesser < power and part is not None and part < 10**power:
            return value + part, tail.end(), bool(tail["after"]), lesser
    if power == 4 and (plain := _PLAIN_DIGITS.match(text, end)):
        return value + Decimal(plain[0]), plain.end(), False, 0
    return value, end, False, power


def _read_chinese(text: str, start: int) -> Number | None:
    head = _CHINESE.match(text, start)
    if head is None:
        return None
    run = head[0]
    end = head.end()
    numeral = chinese_value(run)
    if numeral is None:
        return Number(end, None, None, False, 0, True, False, False)
    power = 8 if run[-1] == "亿" else 4 if run[-1] == "万" else 0
    value, upper, approx = numeral.value, numeral.upper, False
    tail = _TAIL.match(text, end) if _has_tail(text, end) else None
    if tail is not None and tail.end() > end:
        inside, ge, word, after = tail.groups()
        if word and (inside or ge):
            power = MULTIPLIERS[word.strip()]
            value = scaled(value, power)
            upper = scaled(upper, power) if upper is not None else None
            end, approx = tail.end(), True if inside or after else bool(ge and ge[-1] != "个")
        elif inside and not word:
            end, approx = tail.end("inside"), True
    return Number(end, value, upper, approx, power, True, numeral.digitwise, numeral.implied)
