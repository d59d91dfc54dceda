"""Ranks (居全省第二, 第4位, 前三, 五市之首) and the ordinals that are none (第十八届)."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.figures.found import Found, distractor
from summarizer.figures.tokens import Number
from summarizer.patterns import LazyPattern

_CUE = LazyPattern(
    r"居|列|排|名次|跃升|跻身|升至|进至|保持|稳定在|全国|全省|全市|全州|全县|全区|全盟|全自治区|省内|市内|区内|国内|同类|同期|增速|总量|增幅|得分|考核|综合|均|规模|速度|获|夺|县市|系统|位次|西部|中部|东部|地区|城市"
)
_STRONG_CUE = re.compile(
    r"(?:^[由从]|[由从](?=$)|居|列|排名?|位次|均为|跃升至?|升至|进至)[^，。；、,;]{0,8}$"
)
_FIRST_OF = re.compile(r"[0-9一二两三四五六七八九十]+个?[省市州县区盟旗国镇乡][^，。；,;\n]{0,4}?之首")
_MAY_BE_PLACES = frozenset("个省市州县区盟旗国镇乡0123456789一二两三四五六七八九十")
_PRIORITY = ("放在", "摆在", "作为", "列为", "摆上", "放到", "摆到")
_NOT_FIRST = tuple("提目之以日年天当此从眼")
_AFTER_RANK = frozenset("，。；、,;！!？?）)\n”的且和与及并 :：") | {""}


def read_rank(text: str, at: int, number: Number, done: int) -> Found | None:
    """The rank or ordinal at the number, or None where the number is neither."""
    before = text[at - 1] if at else ""
    if before == "第" and at - 1 >= done:
        return _ordinal(text, at, number)
    if (
        before == "前"
        and number.value is not None
        and number.value <= 100
        and text[at - 2 : at - 1] not in _NOT_FIRST
    ):
        return _among_first(text, at, number, done)
    following = text[number.end] if number.end < len(text) else ""
    if following in _MAY_BE_PLACES and (first := _FIRST_OF.match(text, at)) is not None:
        return Found(at, first.end(), "rank", "rank", Decimal(1))
    return None


def _ordinal(text: str, at: int, number: Number) -> Found | None:
    end, value = number.end, number.value
    if value is None or text.startswith(("季度", "季"), end):
        return None
    begin = at - 1
    following = text[end] if end < len(text) else ""
    if begin >= 2 and text[begin - 2 : begin] == "倒数":
        return distractor(begin, end, "ordinal")
    clause = text[max(0, begin - 16) : begin]
    clause = clause[max(clause.rfind(mark) for mark in "，。；！？,;!?\n") + 1 :]
    cued = _CUE.search(clause) is not None
    if following in ("位", "名", "大"):
        free = following == "大" or text[end + 1 : end + 2] in _AFTER_RANK or clause[-1:] in ("由", "从")
        if clause.endswith(_PRIORITY) or not (free or cued):
            return distractor(begin, end + 1, "ordinal")
        return Found(begin, end + 1, "rank", "rank", value, measure=following)
    if (following in _AFTER_RANK and cued) or _STRONG_CUE.search(clause):
        return Found(begin, end, "rank", "rank", value)
    stop = end
    if following and following not in _AFTER_RANK:
        stop = end + 1
    return distractor(begin, stop, "ordinal")


def _among_first(text: str, at: int, number: Number, done: int) -> Found | None:
    end = number.end
    begin = at - 1
    if begin < done:
        return None
    following = text[end] if end < len(text) else ""
    if following == "强":
        return distractor(begin, end + 1, "ranking list")
    clause = text[max(0, begin - 12) : begin]
    if following in ("名", "位"):
        return Found(begin, end + 1, "rank", "rank", number.value, bound="at_most", measure=following)
    if following in _AFTER_RANK and _CUE.search(clause):
        return Found(begin, end, "rank", "rank", number.value, bound="at_most")
    return None
