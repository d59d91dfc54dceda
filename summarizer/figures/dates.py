"""Dates and periods: how Chinese news writes them, and which calendar days they are.

A `Calendar` carries what is known while a text is read from left to right: the day of publication and
the last year and month that the text itself gave.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.figures.numerals import chinese_value

_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"\s?(?:—+|-+|–|―|－|─+|~|～|至|到|−)\s?"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零○0九][〇零○0一二三四五六七八九]{2})"
_MONTH_PART = r"上旬|中旬|下旬|上半月|下半月|初|底|末|中(?=[，。、；,\s旬])"
_AFTER_YEAR = rf"""
    (?P<half>[上下])半年度?
  | 前\s?(?P<front>{_N}|两)\s?个?(?P<front_unit>季度?|月)份?
  | 第?(?P<quarter>[一二三四1-4]){_TO}第?(?P<quarter_to>[二三四2-4])季度
  | 第?(?P<quarter_one>[一二三四1-4])季度 | (?P<first_quarter>首季度?)
  | (?P<month>{_N})\s?月(?P<day>{_N})?[日号]?{_TO}(?P<month_to>{_N})\s?月(?:份|(?P<day_to>{_N})[日号])?(?P<part_to>{_MONTH_PART})?
  | (?P<m_month>{_N}){_TO}(?P<m_month_to>{_N})\s?月份?(?P<m_part>{_MONTH_PART})?
  | (?P<d_month>{_N})\s?月\s?(?P<d_day>{_N})[日号]?{_TO}(?P<d_day_to>{_N})[日号]
  | (?P<o_month>{_N})\s?月\s?(?P<o_day>{_N})\s?[日号]
  | (?P<s_month>{_N})\s?月(?!饼|球|光|亮|薪|均)份?(?P<s_part>{_MONTH_PART})?
"""
_TIME = re.compile(
    rf"""
    (?P<until>截[至止]到?|截至)?\s?
    (?:
      (?P<years>{_YEAR})年?度?{_TO}(?P<years_to>{_YEAR})年度?
    | (?:
        (?P<year>{_YEAR})\s?年(?:度(?!假))?
      | (?P<relative>今年|去年|前年|明年|后年|上一?年度?|本年度?|当年|下一?年度?|次年)
      )
      (?:\s?(?:{_AFTER_YEAR}|(?P<same>同期)|(?P<year_part>年?[底末初中](?=[，。、；,的,前])|底|末|初|全年|年内)))?
      (?P<since>以来|起至今|至今)?
    | (?:{_AFTER_YEAR})(?P<since_part>以来|至今)?
    | (?P<whole>全年|年内|年初以来|年初至今|开年以来|开年至今|年底|年末|年初|年中|岁末|今冬明春)
    | (?P<now>目前|日前|当前|现在|今日|今天|发稿[时前]?|记者发稿[时前]?)
    | (?P<same_period>同期)
    | (?P<this_month>本月|当月|上月|上个月|下月|下个月)(?P<this_part>[底末初中])?
    | (?P<l_day>{_N})[日号](?:{_TO}(?P<l_day_to>{_N})[日号])?
    )
    """.replace(_AFTER_YEAR, "@@", 1)
    .replace(_AFTER_YEAR, re.sub(r"\?P<(\w+)>", r"?P<x_\1>", _AFTER_YEAR), 1)
    .replace("@@", _AFTER_YEAR),
    re.VERBOSE,
)
_ISO = re.compile(rf"({_YEAR})\s?([-/.．])(0?[1-9]|1[0-2])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9])")
_LUNAR = re.compile(r"(?:农历)?(?:正|腊|冬)月(?:初[一二三四五六七八九十]|[一二三四五六七八九十廿]{1,3})")
_PLAN = re.compile(
    r"(十[一二三四五六七八九]?|[六七八九])五(?=[”\"'’」]|时期|规划|期间|末|以来|开局|收官|头一年)"
)


class Time(NamedTuple):
    """A date or period in the text: where it stands and the days it means, where they are known."""

    begin: int
    stop: int
    start: date | None
    end: date | None
    day: bool


class Calendar:
    """What is known of the present while reading."""

    __slots__ = ("base", "month", "published", "year")

    def __init__(self, published: date | None, text: str) -> None:
        self.published = published
        self.base: int | None = published.year if published else _only_year(text)
        self.year: int | None = None
        self.month: int | None = None


def _only_year(text: str) -> int | None:
    """The one year that the text names, if it names just one."""
    years = set(re.findall(r"(?<![0-9A-Za-z])((?:19|20)[0-9]{2})年(?!版)", text))
    return int(years.pop()) if len(years) == 1 else None


def _number(written: str) -> int:
    if written[0] in "0123456789０１２３４５６７８９":
        return int(written)
    if written == "两":
        return 2
    numeral = chinese_value(written)
    return int(numeral.value) if numeral else 0


def _year_number(written: str) -> int:
    if written[0] in "12":
        return int(written)
    digits = {"〇": "0", "零": "0", "○": "0", "0": "0"}
    digits |= {character: str(value) for value, character in enumerate("一二三四五六七八九", 1)}
    return int("".join(digits[character] for character in written))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str, at: int, calendar: Calendar) -> Time | None:
    """The date or period that begins at `at`, resolved as far as the calendar allows."""
    iso = _ISO.match(text, at)
    if iso:
        day = _day(_year_number(iso[1]), int(iso[3]), int(iso[4]))
        return Time(at, iso.end(), day, day, True) if day else None
    match = _TIME.match(text, at)
    if match is None:
        return None
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    found = {name.removeprefix("x_"): value for name, value in found.items()}
    until = "until" in found
    if "now" in found:
        if not until:
            return None
        return Time(at, match.end(), None, calendar.published, False)
    start, end, day = _resolve(found, calendar)
    if "since" in found or "since_part" in found:
        end = calendar.published if calendar.published and start and start <= calendar.published else None
    if until:
        start, day = None, False
    return Time(at, match.end(), start, end, day)


def _resolve(found: dict[str, str], calendar: Calendar) -> tuple[date | None, date | None, bool]:
    if "years" in found:
        first, last = _year_number(found["years"]), _year_number(found["years_to"])
        return date(first, 1, 1), date(last, 12, 31), False
    year = _stated_year(found, calendar)
    stated = year is not None
    if "whole" in found:
        return _whole(found["whole"], calendar)
    if "same_period" in found:
        return None, None, False
    if "this_month" in found:
        return _this_month(found, calendar)
    if "l_day" in found:
        return _lone_day(found, calendar)
    if "half" in found:
        months = (1, 6) if found["half"] == "上" else (7, 12)
    elif "front" in found:
        count = _number(found["front"]) * (3 if found["front_unit"].startswith("季") else 1)
        months = (1, count)
    elif "quarter" in found:
        months = (3 * _number(found["quarter"]) - 2, 3 * _number(found["quarter_to"]))
    elif "quarter_one" in found:
        quarter = _number(found["quarter_one"])
        months = (3 * quarter - 2, 3 * quarter)
    elif "first_quarter" in found:
        months = (1, 3)
    elif "m_month" in found:
        months = (_number(found["m_month"]), _number(found["m_month_to"]))
    elif "month" in found:
        return _span_of_days(found, calendar, year)
    elif "d_month" in found or "o_month" in found:
        return _days(found, calendar, year)
    elif "s_month" in found:
        return _single_month(found, calendar, year)
    else:
        return _whole_year(found, year)
    if not (1 <= months[0] <= months[1] <= 12):
        return None, None, False
    if not stated:
        year = _nearest_year(calendar, months[1])
    if year is None:
        return None, None, False
    return date(year, months[0], 1), _month_end(year, months[1]), False


def _stated_year(found: dict[str, str], calendar: Calendar) -> int | None:
    if "year" in found:
        calendar.year = _year_number(found["year"])
        return calendar.year
    word = found.get("relative")
    if word is None or calendar.base is None:
        return None
    if word in ("今年", "本年", "本年度"):
        year = calendar.base
    elif word in ("去年",):
        year = calendar.base - 1
    elif word == "前年":
        year = calendar.base - 2
    elif word == "明年":
        year = calendar.base + 1
    elif word == "后年":
        year = calendar.base + 2
    elif word.startswith("上"):
        return (calendar.year or calendar.base) - 1
    elif word.startswith(("下", "次")):
        return (calendar.year or calendar.base) + 1
    else:
        return calendar.year or calendar.base
    calendar.year = year
    return year


def _nearest_year(calendar: Calendar, month: int) -> int | None:
    """The year of a month given without one: the text's, else the last that had ended by publication."""
    if calendar.year is not None:
        return calendar.year
    published = calendar.published
    if published is None:
        return calendar.base
    return published.year if month <= published.month else published.year - 1


def _whole(word: str, calendar: Calendar) -> tuple[date | None, date | None, bool]:
    year = calendar.year or calendar.base
    if year is None:
        return None, None, False
    if word in ("年底", "年末", "岁末"):
        return date(year, 12, 31), date(year, 12, 31), False
    if word == "年初":
        return date(year, 1, 1), date(year, 1, 31), False
    if word == "年中":
        return date(year, 6, 1), date(year, 6, 30), False
    if word == "今冬明春":
        return date(year, 12, 1), _month_end(year + 1, 2), False
    if word.endswith(("以来", "至今")):
        return date(year, 1, 1), calendar.published, False
    return date(year, 1, 1), date(year, 12, 31), False


def _this_month(found: dict[str, str], calendar: Calendar) -> tuple[date | None, date | None, bool]:
    if calendar.published is None:
        return None, None, False
    year, month = calendar.published.year, calendar.published.month
    shift = {"上": -1, "下": 1}.get(found["this_month"][0], 0)
    month += shift
    if month in (0, 13):
        year, month = year + shift, 12 if month == 0 else 1
    return date(year, month, 1), _month_end(year, month), False


def _lone_day(found: dict[str, str], calendar: Calendar) -> tuple[date | None, date | None, bool]:
    year, month = calendar.year or calendar.base, calendar.month
    if month is None and calendar.published is not None:
        year, month = calendar.published.year, calendar.published.month
    if month is None:
        return None, None, True
    start = _day(year, month, _number(found["l_day"]))
    end = _day(year, month, _number(found["l_day_to"])) if "l_day_to" in found else start
    return start, end, end == start


def _span_of_days(
    found: dict[str, str], calendar: Calendar, year: int | None
) -> tuple[date | None, date | None, bool]:
    first, last = _number(found["month"]), _number(found["month_to"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None, None, False
    if year is None:
        year = _nearest_year(calendar, last)
    if year is None:
        return None, None, False
    calendar.month = last
    until_year = year if last >= first else year + 1
    start = _day(year, first, _number(found.get("day", "1")))
    if "day_to" in found:
        return start, _day(until_year, last, _number(found["day_to"])), False
    return start, _month_end(until_year, last), False


def _days(
    found: dict[str, str], calendar: Calendar, year: int | None
) -> tuple[date | None, date | None, bool]:
    ranged = "d_month" in found
    month = _number(found["d_month" if ranged else "o_month"])
    first = _number(found["d_day" if ranged else "o_day"])
    last = _number(found["d_day_to"]) if ranged else first
    if year is None:
        year = _nearest_year(calendar, month)
        published = calendar.published
        if year is not None and published and calendar.year is None:
            start = _day(year, month, first)
            if start and start > published + timedelta(days=1):
                year = published.year if month >= published.month else year
    if 1 <= month <= 12:
        calendar.month = month
    return _day(year, month, first), _day(year, month, last), not ranged


def _single_month(
    found: dict[str, str], calendar: Calendar, year: int | None
) -> tuple[date | None, date | None, bool]:
    month = _number(found["s_month"])
    if not 1 <= month <= 12:
        return None, None, False
    calendar.month = month
    if year is None:
        year = _nearest_year(calendar, month)
    if year is None:
        return None, None, False
    start, end = date(year, month, 1), _month_end(year, month)
    part = found.get("s_part", "")
    if part in ("上旬", "初"):
        end = date(year, month, 10)
    elif part in ("中旬", "中"):
        start, end = date(year, month, 11), date(year, month, 20)
    elif part == "下旬":
        start = date(year, month, 21)
    elif part == "上半月":
        end = date(year, month, 15)
    elif part == "下半月":
        start = date(year, month, 16)
    elif part in ("底", "末"):
        start = end
    return start, end, False


def _whole_year(found: dict[str, str], year: int | None) -> tuple[date | None, date | None, bool]:
    if year is None:
        return None, None, False
    part = found.get("year_part", "")
    if part.endswith(("底", "末")):
        return date(year, 12, 31), date(year, 12, 31), False
    if part.endswith("初"):
        return date(year, 1, 1), date(year, 1, 31), False
    if part.endswith("中"):
        return date(year, 6, 1), date(year, 6, 30), False
    return date(year, 1, 1), date(year, 12, 31), False


def read_plan(text: str, at: int) -> Time | None:
    """A five-year plan by its number: 十四五 is 2021 to 2025."""
    match = _PLAN.match(text, at)
    if match is None:
        return None
    numeral = chinese_value(match[1])
    if numeral is None:
        return None
    first = 2006 + 5 * (int(numeral.value) - 11)
    return Time(at, match.end(), date(first, 1, 1), date(first + 4, 12, 31), False)


def read_lunar(text: str, at: int) -> Time | None:
    """A day of the lunar calendar's named months (正月初九); its solar day is not worked out."""
    match = _LUNAR.match(text, at)
    return Time(at, match.end(), None, None, True) if match else None
