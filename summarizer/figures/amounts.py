"""One number and its unit to one figure: money, counts, percentages, multiples, measures."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.article import Bound
from summarizer.figures.found import Found, distractor
from summarizer.figures.numerals import scaled
from summarizer.figures.tables import UnitWord, tables
from summarizer.figures.tokens import Number
from summarizer.figures.units import after_money_word, rate_after, tenths_after
from summarizer.patterns import LazyPattern

Unit = tuple[UnitWord, int]
"""A unit and where it ends."""

_DOUBLING = re.compile(r"翻了?(?:近|约|超|将近|超过)?$")
_COUNT_NOUN = re.compile(r"(?:[数量]|总计|共计|合计)(?:分别)?(?:为|达|达到|约|近|超|超过|有|增至|增加到)*$")
_ROUND_PREFIXES = frozenset("近超逾过上约达破满数几")
_THRESHOLD_NOUNS = ("项目", "企业", "产业", "园区", "集群", "县", "镇", "村", "街道", "板块", "链")
_THRESHOLD = LazyPattern(r"(?:及?以上|以下|级)的?[^，。；、]{0,6}(?:项目|企业)")
_ONE_COUNTS = frozenset("个家项户名支座条宗件所场")
_NOT_COUNTED_AFTER = frozenset("每逐另又再同这那某任哪有进统各任此止只独唯，。；、,“‘（( \n")
_OTHER = ("另", "另外", "另有")
_WITH_ITS_SUM = LazyPattern(
    r"(?:(?!是|工作|推)[^，。；：、,;:\n0-9]){0,10}项目[^。；;\n0-9]{0,12}(?:投资|投入|引资|金额)[^，。；,;\n0-9]{0,5}[0-9][0-9.,]*[多余]?[万亿]"
)
_CLAUSE_ENDS = frozenset("，。；、,;)）”")
_INDEFINITE_TIMES = frozenset(("年", "天", "个月", "周", "个星期", "小时", "分钟", "秒"))
_LIMITS = frozenset("近约满超足到仅")
_DEGREES = frozenset(("摄氏度", "度", "℃", "°C"))
_ANAPHOR = frozenset("这那前后该此")


def with_unit(text: str, start: int, number: Number, unit: Unit | None) -> Found | None:
    """The figure of a number and the unit after it; None where nothing after it makes a figure."""
    if unit is None:
        return _tenths(text, start, number) or _multiple(text, start, number)
    word, end = unit
    kind = word.kind
    if kind == "money":
        return _money(text, start, number, word, end)
    if kind in ("count", "thing"):
        return _count(text, start, number, word, end)
    if kind == "percent":
        return _signed(
            text,
            Found(
                start, end, "percent", "percent", number.value, number.upper, number.approx, None, word.word
            ),
        )
    if kind == "point":
        return _signed(
            text,
            Found(start, end, "point", "percent", number.value, number.upper, number.approx, None, word.word),
        )
    if kind == "permille":
        value = None if number.value is None else number.value / 10
        return Found(start, end, "percent", "percent", value, None, number.approx, None, word.word)
    if kind == "name":
        return _named(text, start, number, word, end)
    return _measured(text, start, number, word, end)


def _signed(text: str, found: Found) -> Found:
    """Take in a minus sign that stands before a percentage (增长-8.92%)."""
    begin = found.begin
    if begin < 2 or text[begin - 1] not in "-－−负" or found.value is None or found.upper is not None:
        return found
    if (text[begin - 2].isalnum() and text[begin - 2].isascii()) or text[begin - 2] in "%％个万亿元正":
        return found
    return found._replace(begin=begin - 1, value=-found.value)


def _money(text: str, start: int, number: Number, word: UnitWord, end: int) -> Found:
    approx = number.approx
    before = text[start - 1 : start]
    bound: Bound | None = None
    alone = number.implied and number.value == 10000 and before not in _ROUND_PREFIXES and not approx
    if alone and not text.startswith(("以上", "及以上", "以下"), end):
        return distractor(start, end, "unit")
    if number.implied and text.startswith(("GDP", "地区生产", "生产总值", "产值", "增加值"), end):
        return distractor(start, end, "unit")
    if text.startswith("级", end):
        end, approx = end + 1, True
    elif number.implied and text.startswith(_THRESHOLD_NOUNS, end):
        bound = "at_least"
    elif number.implied and before in "（(/：:" and text[end : end + 1] in "）)、，":
        return distractor(start, end, "unit")
    end = rate_after(text, end)
    return Found(
        start,
        end,
        "money",
        word.code,
        number.value,
        number.upper,
        approx,
        bound,
        text[number.end : end].strip(),
    )


def _measured(text: str, start: int, number: Number, word: UnitWord, end: int) -> Found:
    """A physical quantity or a length of time."""
    before = text[start - 1 : start]
    if word.kind == "duration":
        if (
            word.word in ("小时", "个小时")
            and number.value == 24
            and not text.startswith(("内", "以内", "之内"), end)
        ):
            return distractor(start, end, "round the clock")
        if (
            number.end == start + 1
            and text[start] == "一"
            and word.word in _INDEFINITE_TIMES
            and before not in _LIMITS
        ):
            return distractor(start, end, "article")
        if text.startswith(("行动", "计划", "规划", "攻坚", "倍增"), end):
            return distractor(start, end, "name")
        if number.implied and not number.approx and before not in _ROUND_PREFIXES:
            return distractor(start, end, "word")
    if word.word == "公里" and text[start] == "一" and text[max(0, start - 2) : start - 1] == "最":
        return distractor(start, end, "word")  # 最后一公里
    end = rate_after(text, end)
    measure = text[number.end : end].strip()
    value = number.value
    if value is not None and text[max(0, start - 2) : start] == "零下" and word.word in _DEGREES:
        value = -value
    return Found(start, end, "quantity", "other", value, number.upper, number.approx, None, measure)


def _named(text: str, start: int, number: Number, word: UnitWord, end: int) -> Found:
    """A unit that makes a name of its number, but for the readings that count."""
    if word.word == "期" and (text[start] == "两" or text[start - 1 : start] in ("分", "办", "共", "了")):
        return Found(start, end, "count", "count", number.value, number.upper, number.approx, None, "期")
    return distractor(start, end, word.code)


def _count(text: str, start: int, number: Number, word: UnitWord, end: int) -> Found:
    value = number.value
    before = text[start - 1 : start]
    if number.chinese and value == 1 and text[start] == "一" and number.end == start + 1:
        counted = (
            word.word in _ONE_COUNTS
            and text[end : end + 1] in _CLAUSE_ENDS
            and before != ""
            and before not in _NOT_COUNTED_AFTER
        )
        if not counted and not _is_another(text, start, end):
            return distractor(start, end, "article")
    if word.code == "kind":
        if number.implied or number.approx or (value is not None and value >= 16):
            return distractor(start, end, "congress" if number.chinese and not number.implied else "no unit")
        if text.startswith(("精神", "报告", "连", "洲", "洋"), end):
            return distractor(start, end, "congress")
    if number.digitwise or (word.word == "位" and text.startswith("一体", end)):
        return distractor(start, end, "word")
    if number.implied and not number.approx and before not in _ROUND_PREFIXES:
        return distractor(start, end, "word")
    if number.chinese and before in _ANAPHOR and word.code != "kind" and not number.power:
        return distractor(start, end, "anaphor")
    if number.chinese and word.code != "kind" and _is_slogan(text, start, end):
        return distractor(start, end, "slogan")
    if (
        text[end : end + 1] in ("(", "（")
        and text[end + 2 : end + 3] in (")", "）")
        and text[end + 1] in tables().units
    ):
        end += 3
    if word.word in ("层", "室", "单元") and before != "" and before in "楼号座":
        return distractor(start, end, "address")
    return Found(
        start, end, "count", "count", value, number.upper, number.approx, None, text[number.end : end].strip()
    )


def _is_another(text: str, start: int, end: int) -> bool:
    """Whether 一个 counts one more project, one that has its own sum (`另一个项目总投资5亿元`)."""
    return text.endswith(_OTHER, 0, start) and _WITH_ITS_SUM.match(text, end) is not None


def _is_slogan(text: str, start: int, end: int) -> bool:
    """Whether the count stands in a short quoted phrase (“四个齐全”, “外资十条”)."""
    opening = max(text.rfind(mark, max(0, start - 5), start) for mark in "“‘「")
    if opening < 0:
        return False
    closing = min((at for mark in "”’」" if (at := text.find(mark, start, opening + 11)) >= 0), default=-1)
    return closing >= end


def _tenths(text: str, start: int, number: Number) -> Found | None:
    """三成, 两成多, 七成五."""
    if number.value is None or number.power or number.value > 10:
        return None
    tenths = tenths_after(text, number.end)
    if tenths is None:
        return None
    end, digit = tenths
    upper = None if number.upper is None else scaled(number.upper, 1)
    approx = number.approx
    if text.startswith("多", end) and not text.startswith(("多元", "多样"), end):
        end, approx = end + 1, True
    return Found(start, end, "percent", "percent", scaled(number.value, 1) + digit, upper, approx, None, "成")


def _multiple(text: str, start: int, number: Number) -> Found | None:
    """1.4倍, 三倍多, 翻一番, 翻了两番."""
    end, value = number.end, number.value
    if value is None or end >= len(text) or text[end] not in "倍番":
        return None
    word = text[end]
    end += 1
    approx = number.approx
    if text.startswith(("多", "余"), end) and not text.startswith("多元", end):
        end, approx = end + 1, True
    turn = _DOUBLING.search(text, max(0, start - 4), start)
    if word == "番":
        if turn is None or value > 20 or value != int(value):
            return distractor(start, number.end + 1, "word")
        approx = approx or turn[0][-1] in "近约超过"
        return Found(
            turn.start(), end, "multiple", "times", Decimal(2 ** int(value)), None, approx, None, "番"
        )
    if turn is not None and value == 1:
        return Found(turn.start(), end, "multiple", "times", Decimal(2), None, approx, None, "倍")
    return Found(start, end, "multiple", "times", value, number.upper, approx, None, "倍")


def without_unit(text: str, start: int, number: Number) -> Found:
    """A number with no unit after it: money in all but name, a level (百亿级), or a distractor."""
    end, value = number.end, number.value
    before = text[start - 1 : start]
    if number.digitwise:
        return distractor(start, end, "word" if end - start < 4 else "year in a name")
    symbol = tables().symbols.get(before) if before else None
    if symbol is not None:
        return Found(start - 1, end, "money", symbol, value, number.upper, number.approx)
    if number.power >= 4:
        return _bare_large(text, start, number, before)
    if (
        not number.chinese
        and text[end : end + 1] in _CLAUSE_ENDS
        and _COUNT_NOUN.search(text, max(0, start - 8), start)
    ):
        return Found(start, end, "count", "count", value, number.upper, number.approx)
    return distractor(start, end, _bare_reason(text, start, number))


def _bare_large(text: str, start: int, number: Number, before: str) -> Found:
    """万 and 亿 without a unit."""
    end, value = number.end, number.value
    large = number.power >= 8 or text[end - 1] == "亿"
    if text.startswith("级", end) and (end - start > 1):
        kind_money = large or after_money_word(text, start)
        if kind_money:
            return Found(start, end + 1, "money", "CNY", value, number.upper, True, None, "级")
        return distractor(start, end + 1, "grade")
    if number.implied:
        rounded = before in _ROUND_PREFIXES or number.approx
        if large and (end - start > 1 or rounded):
            bound: Bound | None = "at_least" if text.startswith(_THRESHOLD_NOUNS, end) else None
            return Found(start, end, "money", "CNY", value, number.upper, number.approx, bound)
        if not (rounded and end - start > 1 and after_money_word(text, start)):
            return distractor(start, end, "word")
    if large or after_money_word(text, start) or _THRESHOLD.match(text, end):
        return Found(start, end, "money", "CNY", value, number.upper, number.approx)
    return Found(start, end, "count", "count", value, number.upper, number.approx)


def _bare_reason(text: str, start: int, number: Number) -> str:
    if number.chinese:
        return "word"
    if number.end - start == 4 and text[start : start + 2] in ("19", "20"):
        return "year in a name"
    if number.end - start >= 7:
        return "code"
    return "no unit"
