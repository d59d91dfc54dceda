"""What follows a number: its unit, and whether the clause says it is money without saying so."""

from __future__ import annotations

import re
from functools import cache

from summarizer.figures.tables import UnitWord, tables
from summarizer.figures.tokens import Number
from summarizer.patterns import LazyPattern

_SPACES = frozenset(" \u00a0")
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n（(]")
_FRACTION_OF_TEN = LazyPattern(r"成(?![立员果效本功都为交就长熟分品人套年因绩行色活形群片千百体形型])")
_TENTH_DIGIT = LazyPattern(r"成([半一二三四五六七八九])(?=[，。；、的以左,;)）]|$)")
# What makes another word of a unit (元素, 期间).
_NOT_BEFORE = {
    "元": frozenset("素件器宇旦宵"),
    "个点": frozenset("位式"),
    "期": frozenset("间待货权刊末盼望许"),
    "线": frozenset("路上下索"),
}
# 省道, 市级, 国际: one character of place that begins another word.
_PLACE_COMPOUNDS = frozenset("道级际有外内资产民营场长委府直管域间位")
# Single characters that end too many words to be a unit after a Chinese numeral (四方, 万里).
_DOUBTFUL_AFTER_CHINESE = frozenset("里方平度分寸兆牛帕焦瓦伏桶步顷P口声回面门本")


_WITH_PROVISO = frozenset((*_NOT_BEFORE, "项", "级", "比", "路", "代", "产", "后"))


@cache
def _is_certain(unit: UnitWord) -> bool:
    """Whether a word is a unit wherever a number stands before it, whatever follows (see `_fits`)."""
    latin = unit.word[-1].isascii() and unit.word[-1].isalpha()
    return not latin and unit.kind not in ("thing", "physical") and unit.word not in _WITH_PROVISO


def unit_after(text: str, at: int, number: Number) -> tuple[UnitWord, int] | None:
    """The unit that begins at `at` (a space may stand before it) and where it ends."""
    head = text[at : at + 2]
    if head[:1] in _SPACES:
        at += 1
        head = text[at : at + 2]
    units = tables().units
    found = units.get(head) or units.get(head[:1])
    if found is None:
        return None
    for unit in found:
        word = unit.word
        if text.startswith(word, at):
            end = at + len(word)
            if _is_certain(unit) or _fits(text, unit, end, number):
                return unit, end
    return None


def _fits(text: str, unit: UnitWord, end: int, number: Number) -> bool:
    """Whether the unit's characters really are that unit here."""
    following = text[end] if end < len(text) else ""
    word = unit.word
    if word[-1].isascii() and word[-1].isalpha():
        return not (following.isascii() and following.isalnum())
    if unit.kind == "thing":
        if number.chinese and (
            word not in tables().places or number.implied or number.value is None or number.value < 2
        ):
            return False
        if word == "项目" and following == "标":
            return False
        return len(word) > 1 or following not in _PLACE_COMPOUNDS
    if unit.kind == "physical":
        return not (
            number.chinese and word in _DOUBTFUL_AFTER_CHINESE and (number.implied or not number.power)
        )
    if word in _NOT_BEFORE:
        return following not in _NOT_BEFORE[word]
    if word == "项" and following == "目":
        return not number.implied
    if word == "级":
        return number.power < 4
    if word in ("比", "路", "代", "产", "后"):
        return not number.power and following not in (
            "例",
            "径",
            "线",
            "业",
            "表",
            "品",
            "值",
            "续",
            "量",
            "能",
        )
    return True


def rate_after(text: str, at: int) -> int:
    """The end of `/亩` and its like at `at`, or `at` where nothing of the kind stands."""
    if at < len(text) and text[at] in "/／":
        for word in tables().per:
            if text.startswith(word, at + 1):
                return at + 1 + len(word)
    return at


def tenths_after(text: str, at: int) -> tuple[int, int] | None:
    """成 at `at`: its end and the digit after it (七成五: 5)."""
    if not _FRACTION_OF_TEN.match(text, at):
        return None
    digit = _TENTH_DIGIT.match(text, at)
    if digit:
        return digit.end(), "一二三四半六七八九".index("半" if digit[1] in "半五" else digit[1]) + 1
    return at + 1, 0


def after_money_word(text: str, start: int, window: int = 24) -> bool:
    """Whether a word of money stands earlier in the clause that leads to `start`."""
    clause = text[max(0, start - window) : start]
    for end in _CLAUSE_END.finditer(clause):
        last = end.end()
        break
    else:
        last = 0
    if last:
        last = max(clause.rfind(mark) for mark in "，。；！？,;!?\n（(") + 1
    clause = clause[last:]
    return any(word in clause for word in tables().money_words)
