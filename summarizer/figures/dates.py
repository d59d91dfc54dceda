"""How Chinese news writes dates and periods: 截至7月18日, 今年1至5月, 前三季度, 去年同期.

This file reads the wording; `calendars` works out the days.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from summarizer.figures.calendars import Calendar, Wording, month_day, resolve
from summarizer.figures.numerals import chinese_value
from summarizer.figures.tokens import SPACES
from summarizer.patterns import LazyPattern

_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"\s?(?:—+|-+|–|―|－|─+|~|～|至|到|−)\s?"
# 23年1-6月 is 2023; 23年 alone is a length of time.
_SHORT_YEAR = (
    r"(?<![0-9])[0-2][0-9]"
    r"(?=年(?:[上下]半年|[0-9]{1,2}(?:[-—至][0-9]{1,2})?月|第?[一二三四]季度|[底末]))"
)
_YEAR = (
    rf"(?:(?:19|20|１９|２０)[0-9０-９]{{2}}|{_SHORT_YEAR}"
    r"|[一二][〇零○0九][〇零○0一二三四五六七八九]{2})"
)
_PART = r"上旬|中旬|下旬|上中旬|中下旬|上半月|下半月|初|底|末|中(?=[，。、；,\s])"

_YEAR_FIRST = frozenset("012１２一二")
_HEAD_FIRST = _YEAR_FIRST | frozenset("今去明前后上本下次当")
_GAP = re.compile(_TO)
_GAP_FIRST = SPACES | frozenset("—-–―－─~～至到−")
_UNTIL = re.compile(r"截[至止](?:到)?\s?")
_YEARS = LazyPattern(rf"(?P<first_year>{_YEAR})\s?年?度?{_TO}(?P<last_year>{_YEAR})\s?年度?")
_HEAD = re.compile(
    rf"(?P<year>{_YEAR})\s?年(?:度(?!假))?"
    r"|(?P<relative>今年|去年|(?<![文光昆])明年|(?:前年|后年|上一?年度?|本年度?|下一?年度?|次年)(?![产均销纳营])|当年)"
    r"(?![轻龄])"
)
_WITHIN = re.compile(
    rf"""
    (?P<half>[上下])半年度?(?P<h_part>[底末])?
  | (?<![提目之以当此从眼])[前头]\s?(?P<front>{_N}|两)\s?个?(?P<front_unit>季度?|月)(?!刊)份?
  | 第?(?P<quarter>[一二三四1-4])季?度?{_TO}第?(?P<quarter_to>[二三四2-4])季度
  | (?:第?(?P<one_quarter>[一二三四1-4])|(?P<first_quarter>首))季(?:度|(?=[，。“”、]))(?P<q_part>[底末])?
  | (?P<month>{_N}|元)\s?月份?\s?(?:(?P<day>{_N})\s?[日号])?{_TO}
    (?P<month_to>{_N})\s?月(?:份?(?P<part_to>{_PART})|\s?(?P<day_to>{_N})\s?[日号]|份)?
  | (?P<m_from>{_N})(?:{_TO}|[、和])(?P<m_to>{_N})\s?月份?(?P<m_part>{_PART})?
  | (?P<dm>{_N})\s?月\s?(?P<d_from>{_N})\s?(?:[日号]?{_TO}|[、和])(?P<d_to>{_N})\s?[日号]
  | (?P<am>{_N})\s?月\s?(?P<a_day>{_N})\s?[日号]
  | (?P<sm>{_N}|元)\s?月(?![饼球光亮薪均嫂])份?(?:当月)?(?P<s_part>{_PART})?
    """,
    re.VERBOSE,
)
_YEAR_TAIL = re.compile(
    r"\s?(?:(?P<same>同期)|(?P<tail>年?[底末初](?=[，。、；,的前以至]|$|\s)|底|末|初|全年|年内)(?!步|级|衷|创))"
)
_SINCE = re.compile(r"以来|至今|起至今")
_ALONE = re.compile(
    r"(?P<whole>(?<![安健])全年(?!龄)|年内|年初以来|年初至今|开年以来|开年至今|年底|年末|年初|年中(?=[，。、前])|岁末)"
    r"|(?P<month_word>(?<!基)本月|当月|上个?月|下个?月)(?P<s_part>[底末初中])?"
    r"|(?P<same>(?<!不)同期)"
)
_NOW = re.compile(r"目前|日前|当前|现在|今[日天]|记?者?发稿[时前]?")
_LONE_DAY = LazyPattern(
    rf"(?P<l_day>{_N})(?:日(?![元圆报产均常])|号(?=[，。、上下早晚中起前至—-]))(?:{_TO}(?P<l_to>{_N})[日号])?"
    rf"|(?P<l_first>{_N})(?:{_TO}|[、和])(?P<l_last>{_N})日(?![元圆报产均常])"
)
_ISO = LazyPattern(rf"({_YEAR})\s?([-/.．])(0?[1-9]|1[0-2])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9])")
_LUNAR = LazyPattern(r"(?:农历)?(?:正|腊|冬)月(?:初[一二三四五六七八九十]|[一二三四五六七八九十廿]{1,3})")
_PLAN = LazyPattern(
    r"(十[一二三四五六七八九]?|[六七八九])五(?=[”\"'’」]|时期|规划|期间|末|以来|开局|收官|头一年)"
)
_RECURRING = re.compile(r"(?:每个?月|每年|逐月|每季度?)[^，。；,;\n]{0,4}$")


class Time(NamedTuple):
    """A date or period in the text: where it stands and the days it means, where they are known.

    `day` tells a single day from a stretch of time; `recurring` is a day of every month.
    """

    begin: int
    stop: int
    start: date | None = None
    end: date | None = None
    day: bool = False
    recurring: bool = False


def read_time(text: str, at: int, calendar: Calendar) -> Time | None:
    """The date or period that begins at `at`, resolved as far as the calendar allows."""
    first = text[at]
    if first in _YEAR_FIRST and (iso := _ISO.match(text, at)) is not None:
        day = month_day(_digits_of(iso[1]), int(iso[3]), int(iso[4]))
        return Time(at, iso.end(), day, day, True) if day else None
    until = _UNTIL.match(text, at) if first == "截" else None
    begin = until.end() if until else at
    if until is not None and (now := _NOW.match(text, begin)) is not None:
        return Time(at, now.end(), None, calendar.published)
    read = _read_wording(text, begin)
    if read is None:
        return None
    wording, end = read
    if wording.lone_day and _RECURRING.search(text, max(0, at - 10), at):
        return Time(at, end, recurring=True)
    start, stop = resolve(wording, text, begin, end, calendar)
    if start is not None and (second := _second_end(text, end)) is not None:
        other, far = second
        _, last = resolve(other, text, end, far, calendar)
        if last is not None and last > start:
            return Time(at, far, None if until else start, last)
    since = _SINCE.match(text, end)
    if since is not None:
        end = since.end()
    day = wording.single_day
    if since is not None or wording.whole.endswith(("以来", "至今")):
        published = calendar.published
        stop = published if published and start and start <= published else None
        day = False
    if until is not None:
        start, day = None, False
    if day:
        calendar.named_day = end, start
    return Time(at, end, start, stop, day)


def _read_wording(text: str, at: int) -> tuple[Wording, int] | None:
    """The words of a date or period at `at`, and where they end."""
    first = text[at : at + 1]
    if first not in _HEAD_FIRST:
        return _read_alone(text, at)
    if first in _YEAR_FIRST and (years := _YEARS.match(text, at)) is not None:
        first, last = _digits_of(years["first_year"]), _digits_of(years["last_year"])
        return (Wording(years=(first, last)), years.end()) if first < last else None
    head = _HEAD.match(text, at)
    if head is None:
        return _read_alone(text, at)
    year = _digits_of(head["year"]) if head["year"] else None
    relative = head["relative"] or ""
    end = head.end()
    gap = end + 1 if text[end : end + 1] == " " else end
    within = _WITHIN.match(text, gap)
    if within is not None:
        return _wording(within, year, relative), within.end()
    tail = _YEAR_TAIL.match(text, end)
    if tail is not None:
        return Wording(
            year=year, relative=relative, same=bool(tail["same"]), tail=tail["tail"] or ""
        ), tail.end()
    return Wording(year=year, relative=relative), end


def _second_end(text: str, at: int) -> tuple[Wording, int] | None:
    """The far end of a stretch that names its year again (2021年12月—2022年3月)."""
    gap = _GAP.match(text, at) if text[at : at + 1] in _GAP_FIRST else None
    head = _HEAD.match(text, gap.end()) if gap else None
    within = _WITHIN.match(text, head.end()) if head and head["year"] else None
    if head is None or within is None:
        return None
    return _wording(within, _digits_of(head["year"]), ""), within.end()


def _read_alone(text: str, at: int) -> tuple[Wording, int] | None:
    """A date or period that names no year."""
    within = _WITHIN.match(text, at)
    if within is not None:
        return _wording(within, None, ""), within.end()
    alone = _ALONE.match(text, at)
    if alone is not None:
        word = alone["month_word"] or ""
        return (
            Wording(
                whole=alone["whole"] or "",
                same=bool(alone["same"]),
                month_word=word,
                part=alone["s_part"] or "",
            ),
            alone.end(),
        )
    lone = _LONE_DAY.match(text, at)
    if lone is None:
        return None
    first = _number(lone["l_day"] or lone["l_first"])
    last_words = lone["l_to"] or lone["l_last"]
    last = _number(last_words) if last_words else first
    if not 1 <= first <= last <= 31:
        return None
    return Wording(days=(first, last), lone_day=True), lone.end()


def _wording(match: re.Match[str], year: int | None, relative: str) -> Wording:
    """The parts of a year that a match of `_WITHIN` names, as months and days."""
    found = match.groupdict()
    months: tuple[int, int]
    days: tuple[int, int] | None = None
    part = ""
    kind = "months"
    if found["half"]:
        months, kind, part = (1, 6) if found["half"] == "上" else (7, 12), "half", found["h_part"] or ""
    elif found["front"]:
        count = 2 if found["front"] == "两" else _number(found["front"])
        months = (1, count * (3 if found["front_unit"].startswith("季") else 1))
    elif found["quarter"]:
        months, kind = (3 * _number(found["quarter"]) - 2, 3 * _number(found["quarter_to"])), "quarter"
    elif found["one_quarter"] or found["first_quarter"]:
        quarter = _number(found["one_quarter"]) if found["one_quarter"] else 1
        months, kind, part = (3 * quarter - 2, 3 * quarter), "quarter", found["q_part"] or ""
    elif found["month"]:
        months, part = (_number(found["month"]), _number(found["month_to"])), found["part_to"] or ""
        if found["day"] or found["day_to"]:
            days = (_number(found["day"] or "1"), _number(found["day_to"] or "0"))
    elif found["m_from"]:
        months, part = (_number(found["m_from"]), _number(found["m_to"])), found["m_part"] or ""
    elif found["dm"]:
        month = _number(found["dm"])
        months, days = (month, month), (_number(found["d_from"]), _number(found["d_to"]))
    elif found["am"]:
        month, day = _number(found["am"]), _number(found["a_day"])
        months, days = (month, month), (day, day)
    else:
        month = _number(found["sm"])
        months, part = (month, month), found["s_part"] or ""
    return Wording(year=year, relative=relative, months=months, days=days, part=part, kind=kind)


def read_plan(text: str, at: int) -> Time | None:
    """A five-year plan by its number: 十四五 is 2021 to 2025."""
    match = _PLAN.match(text, at) if text[at] in "十六七八九" else None
    if match is None:
        return None
    first = 2006 + 5 * (_number(match[1]) - 11)
    return Time(at, match.end(), date(first, 1, 1), date(first + 4, 12, 31))


def read_lunar(text: str, at: int, calendar: Calendar) -> Time | None:
    """A day of the lunar calendar's named months (正月初九).

    Its solar day is taken from the date just before it, which it then renames; it is not worked out.
    """
    match = _LUNAR.match(text, at) if text[at] in "农正腊冬" else None
    if match is None:
        return None
    stop, before = calendar.named_day
    day = before if 0 <= at - stop <= 1 else None
    return Time(at, match.end(), day, day, True)


def _number(written: str) -> int:
    if written[0] in "0123456789０１２３４５６７８９":
        return int(written)
    if written == "元":
        return 1
    numeral = chinese_value(written)
    return int(numeral.value) if numeral else 0


_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _digits_of(year: str) -> int:
    number = int(year.translate(_YEAR_DIGITS))
    return number if number >= 100 else 2000 + number
