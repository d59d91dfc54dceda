"""Numbers and units to figures: ranges, products, money, counts, percentages, multiples, ranks."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.article import Bound
from summarizer.figures.bounds import bound_after, bound_before
from summarizer.figures.found import Found, distractor
from summarizer.figures.tables import UnitWord, tables
from summarizer.figures.tokens import Number, read_number
from summarizer.figures.units import after_money_word, rate_after, tenths_after, unit_after

_RANGE = re.compile(r"\s?(?:—+|-+|–|―|－|─+|~|～|至|到|−)\s?(?=[0-9０-９一二两三四五六七八九十百千])")
_TIMES = re.compile(r"\s?[×xX＊*✕]\s?(?=[0-9])")
_PERCENT_OF = re.compile(r"([百千万])分之(?=[0-9０-９一二两三四五六七八九十百])")
_DOUBLINGS = re.compile(r"翻了?(?:近|约|超)?$")
_HUNDRED = Decimal(100)
_ARTICLE_BEFORE = frozenset("每逐另又再同这那某任哪有进统各")
_COUNTABLE_ONE = frozenset("个家项户名支座条宗件所")


def compose(text: str, start: int, number: Number) -> Found:
    """The figure made by the number at `start` and what stands around it.

    Always returns something: what is no quantity comes back as a distractor with its reason.
    """
    if number.value is None:
        return distractor(start, number.end, "not a number")
    percent = _fraction(text, start, number)
    if percent is not None:
        return percent
    ranged = _range(text, start, number)
    if ranged is not None:
        return ranged
    product = _product(text, start, number)
    if product is not None:
        return product
    return _single(text, start, number)


def _finish(text: str, found: Found, number: Number) -> Found:
    """Add what the words before and after say: approximation and bound."""
    stop = found.stop
    round_number = number.implied or number.power >= 4
    before, low = bound_before(text, found.begin, round_number=round_number)
    after, high = bound_after(text, stop)
    bound: Bound | None = high or low
    if found.approx != (found.approx or before or after) or bound:
        return found._replace(approx=found.approx or before or after, bound=bound)
    return found


def _fraction(text: str, start: int, number: Number) -> Found | None:
    """三分之一; the number read so far is the denominator."""
    if not text.startswith("分之", number.end) or number.value is None:
        return None
    part = read_number(text, number.end + 2) if number.end + 2 < len(text) else None
    if part is None or part.value is None or not 0 < part.value < number.value:
        return None
    value = part.value * _HUNDRED / number.value
    return _finish(text, Found(start, part.end, "percent", "percent", value, None, part.approx), number)


def read_hundredths(text: str, at: int) -> Found | None:
    """百分之二十一, 千分之五, 百分之二十至三十 at `at`."""
    opening = _PERCENT_OF.match(text, at)
    if opening is None:
        return None
    number = read_number(text, opening.end())
    if number is None or number.value is None:
        return None
    scale = Decimal(1) if opening[1] == "百" else Decimal(10) if opening[1] == "千" else _HUNDRED
    end, upper = number.end, number.upper
    gap = _RANGE.match(text, end)
    if gap is not None and not text.startswith("百分之", gap.end()):
        other = read_number(text, gap.end())
        if other is not None and other.value is not None and other.value > number.value:
            end, upper = other.end, other.value
    value = number.value if scale == 1 else number.value / scale
    found = Found(at, end, "percent", "percent", value, upper, number.approx)
    return _finish(text, found, number)


def _range(text: str, start: int, number: Number) -> Found | None:
    """5—10亿元, 3至5个, 1亿元至3亿元: lower and upper end of one unit."""
    end = number.end
    first_unit = None
    gap = _RANGE.match(text, end)
    if gap is None:
        first_unit = unit_after(text, end, number)
        if first_unit is None or first_unit[0].kind not in ("money", "percent", "physical", "point"):
            return None
        gap = _RANGE.match(text, first_unit[1])
        if gap is None:
            return None
        if start and text[start - 1] in "从由自":
            return None
    other = read_number(text, gap.end())
    if other is None or other.value is None or number.value is None:
        return None
    unit = unit_after(text, other.end, other)
    if first_unit is not None and (unit is None or unit[0] != first_unit[0]):
        return None
    value = number.value
    if not number.power and other.power and first_unit is None:
        scaled = value * 10**other.power
        if scaled < other.value:
            value = scaled
    if value >= other.value:
        return None
    whole = other._replace(value=value, upper=other.value, approx=number.approx or other.approx)
    found = _with_unit(text, start, whole, unit)
    return None if found is None or found.kind == "distractor" else _finish(text, found, other)


def _product(text: str, start: int, number: Number) -> Found | None:
    """2×1000兆瓦 as one quantity; 7×24小时 is a way to say always."""
    gap = _TIMES.match(text, number.end)
    if gap is None:
        return None
    other = read_number(text, gap.end())
    if other is None or other.value is None or number.value is None:
        return None
    unit = unit_after(text, other.end, other)
    if other.value == 24 and unit is not None and unit[0].word == "小时":
        return distractor(start, unit[1], "round the clock")
    whole = other._replace(value=number.value * other.value)
    found = _with_unit(text, start, whole, unit)
    if found is None:
        return distractor(start, other.end, "formula")
    return _finish(text, found, whole)


def _single(text: str, start: int, number: Number) -> Found:
    unit = unit_after(text, number.end, number)
    found = _with_unit(text, start, number, unit)
    if found is None:
        found = _without_unit(text, start, number)
    if found.kind == "distractor":
        return found
    return _finish(text, found, number)


def _with_unit(text: str, start: int, number: Number, unit: tuple[UnitWord, int] | None) -> Found | None:
    """The figure of a number (or range, or product) and its unit; None where the unit makes none."""
    tenths = tenths_after(text, number.end)
    if tenths is not None and not number.power and number.value is not None and number.value <= 10:
        return _tenths(text, start, number, tenths)
    if unit is None:
        return _multiple(text, start, number)
    word, end = unit
    kind = word.kind
    approx, upper, value = number.approx, number.upper, number.value
    if kind == "name":
        return distractor(start, end, word.code)
    if kind == "money":
        if number.implied and number.value == 10000 and text[start - 1 : start] not in "超近过逾上数几":
            after, bound = bound_after(text, end)
            if not after or bound is None:
                return distractor(start, end, "unit")
        if text.startswith("级", end):
            end, approx = end + 1, True
        end = rate_after(text, end)
        bound: Bound | None = (
            "at_least" if number.implied and text.startswith(("项目", "企业"), end) else None
        )
        return Found(start, end, "money", word.code, value, upper, approx, bound, text[number.end : end])
    if kind == "percent":
        return Found(start, end, "percent", "percent", value, upper, approx, None, word.word)
    if kind == "permille":
        value = None if value is None else value / 10
        return Found(start, end, "percent", "percent", value, None, approx, None, word.word)
    if kind == "point":
        return Found(start, end, "point", "percent", value, upper, approx, None, word.word)
    if kind == "duration" or kind == "physical":
        end = rate_after(text, end)
        if word.word == "小时" and value == 24 and not text.startswith(("内", "以内", "之内"), end):
            return distractor(start, end, "round the clock")
        return Found(
            start, end, "quantity", "other", value, upper, approx, None, text[number.end : end].strip()
        )
    return _count(text, start, number, word, end)


def _count(text: str, start: int, number: Number, word: UnitWord, end: int) -> Found:
    if (
        number.chinese
        and number.value == 1
        and text[start] == "一"
        and not _counted_one(text, start, word, end)
    ):
        return distractor(start, end, "article")
    if word.code == "kind":
        value = number.value or 0
        if number.implied or value >= 16 or text.startswith(("精神", "报告"), end):
            return distractor(start, end, "congress" if number.chinese and value < 30 else "no unit")
    if number.digitwise or (number.implied and not _round_count(text, start, number)):
        return distractor(start, end, "word")
    return Found(
        start,
        end,
        "count",
        "count",
        number.value,
        number.upper,
        number.approx,
        None,
        text[number.end : end].strip(),
    )


def _counted_one(text: str, start: int, word: UnitWord, end: int) -> bool:
    """Whether 一家 counts (新增上市公司一家) and is not an article (一家企业)."""
    before = text[start - 1 : start]
    return (
        word.word in _COUNTABLE_ONE
        and text[end : end + 1] in "，。；,;)）"
        and before not in _ARTICLE_BEFORE
        and not before.isspace()
        and before not in "，。；、,“"
    )


def _round_count(text: str, start: int, number: Number) -> bool:
    return number.approx or text[start - 1 : start] in tuple("近超逾过上约达破数几")


def _tenths(text: str, start: int, number: Number, tenths: tuple[int, int]) -> Found:
    end, digit = tenths
    value = None if number.value is None else number.value * 10 + digit
    upper = None if number.upper is None else number.upper * 10
    approx = number.approx
    if text.startswith("多", end) and not text.startswith("多元", end):
        end, approx = end + 1, True
    return Found(start, end, "percent", "percent", value, upper, approx, None, "成")


def _multiple(text: str, start: int, number: Number) -> Found | None:
    """1.4倍, 三倍多, 翻一番, 翻了两番."""
    end = number.end
    value = number.value
    if value is None:
        return None
    if text.startswith("倍", end):
        end += 1
        approx = number.approx
        if text.startswith(("多", "余"), end):
            end, approx = end + 1, True
        begin = start
        if value == 1 and (turn := _DOUBLINGS.search(text, max(0, start - 3), start)):
            begin, value = turn.start(), Decimal(2)
        return Found(begin, end, "multiple", "times", value, number.upper, approx, None, "倍")
    if text.startswith("番", end):
        turn = _DOUBLINGS.search(text, max(0, start - 3), start)
        if turn is None or value > 20 or value != int(value):
            return distractor(start, end + 1, "word")
        end += 1
        approx = number.approx or turn[0][-1] in "近约超"
        if text.startswith(("多", "余"), end):
            end, approx = end + 1, True
        return Found(
            turn.start(), end, "multiple", "times", Decimal(2 ** int(value)), None, approx, None, "番"
        )
    return None


def _without_unit(text: str, start: int, number: Number) -> Found:
    """A number with no unit after it: bare money, a level (百亿级), or a distractor."""
    end = number.end
    symbol = tables().symbols.get(text[start - 1 : start]) if start else None
    if symbol is not None:
        return Found(start - 1, end, "money", symbol, number.value, number.upper, number.approx, None, None)
    if number.digitwise:
        return distractor(start, end, "word" if number.end - start < 4 else "year in a name")
    if number.power >= 4:
        if text.startswith("级", end):
            return Found(start, end + 1, "money", "CNY", number.value, number.upper, True, None, "级")
        money = number.power >= 8 if not number.implied else end - start > 1 and text[end - 1] == "亿"
        if money or (not number.implied and after_money_word(text, start)):
            return Found(start, end, "money", "CNY", number.value, number.upper, number.approx, None, None)
        if not number.implied:
            return Found(start, end, "count", "count", number.value, number.upper, number.approx, None, None)
    return distractor(start, end, _bare_reason(text, start, number))


def _bare_reason(text: str, start: int, number: Number) -> str:
    if number.chinese:
        return "word"
    if number.end - start == 4 and text[start : start + 2] in ("19", "20"):
        return "year in a name"
    if number.end - start >= 7:
        return "code"
    return "no unit"
