"""Which calendar days a dated wording means, from the day of publication and the years a text gives."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_YEAR_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])((?:19|20)[0-9]{2})年(?!版)")
_COMPARING = ("比", "较", "同", "与", "跟", "从", "自", "由", "对比", "相比", "照", "如", "以")
_PLANNING = re.compile(r"将|拟|计划|预计|力争|确保|争取|有望|目标|安排|要在|明确")
_SENTENCE_REACH, _PARAGRAPH_REACH = 160, 1500

Days = tuple[date | None, date | None]


@dataclass(slots=True)
class Wording:
    """What a dated expression says, before it is known which days it means.

    Attributes:
        year, relative: the year as a number, or as a word (今年, 上年).
        years: first and last of several years.
        months: first and last month; `kind` says whether they were named as months, quarters or halves.
        days: first and last day of those months; a last day of 0 is the month's end.
        part: 上旬, 底 and their like, of the last month.
        tail: 底, 末 or 初 of the year. same: 同期. whole: 全年, 年底 and their like without a year.
        month_word: 本月, 上月. lone_day: days without a month.
    """

    year: int | None = None
    relative: str = ""
    years: tuple[int, int] | None = None
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    part: str = ""
    kind: str = "months"
    tail: str = ""
    same: bool = False
    whole: str = ""
    month_word: str = ""
    lone_day: bool = False

    @property
    def single_day(self) -> bool:
        """Whether it names one day of the calendar."""
        if self.days is None:
            return False
        one_month = self.months is None or self.months[0] == self.months[1]
        return one_month and self.days[0] == self.days[1]


class Calendar:
    """What is known of the present while a text is read from left to right."""

    __slots__ = ("base", "month", "named_day", "published", "year", "year_at")

    def __init__(self, published: date | None, text: str) -> None:
        """Start reading `text`, published on that day if it is known.

        Without a day of publication, the present is the year that the text names, if it names just one.
        """
        self.published = published
        if published is not None:
            self.base: int | None = published.year
        else:
            years = set(_YEAR_IN_TEXT.findall(text))
            self.base = int(years.pop()) if len(years) == 1 else None
        self.year: int | None = None
        self.year_at = 0
        self.month: int | None = None
        self.named_day: tuple[int, date | None] = (-9, None)

    def speak(self, year: int, at: int) -> None:
        """Note that the text named this year at `at`."""
        self.year, self.year_at = year, at

    def spoken(self, text: str, at: int, *, paragraph: bool = False) -> int | None:
        """The year named earlier in the sentence (or paragraph) that leads to `at`."""
        if self.year is None:
            return None
        if self.published is None and not paragraph:
            return self.year
        if at - self.year_at > (_PARAGRAPH_REACH if paragraph else _SENTENCE_REACH):
            return None
        if text.find("\n", self.year_at, at) >= 0:
            return None if self.published is not None else self.year
        if not paragraph and text.find("。", self.year_at, at) >= 0:
            return None
        return self.year


def resolve(wording: Wording, text: str, begin: int, end: int, calendar: Calendar) -> Days:
    """First and last day of a wording at `text[begin:end]`; None for what cannot be known."""
    if wording.years is not None:
        first, last = wording.years
        return date(first, 1, 1), date(last, 12, 31)
    year = _year_of(wording, text, begin, end, calendar)
    if wording.months is not None:
        calendar.month = wording.months[1]
        if year is None:
            year = _unnamed_year(wording, text, begin, end, calendar)
        if year is None:
            return None, None
        return _in_year(wording, year)
    if wording.lone_day and wording.days is not None:
        return _lone_days(wording.days, text, begin, calendar)
    if wording.month_word:
        return _month_word(wording, calendar)
    if wording.whole:
        year = calendar.spoken(text, begin, paragraph=True) or calendar.base
        return _whole_year(wording.whole, year)
    return _whole_year(wording.tail, year)


def _year_of(wording: Wording, text: str, begin: int, end: int, calendar: Calendar) -> int | None:
    """The year a wording names; it becomes the sentence's year unless it is only compared with."""
    if wording.year is None and not wording.relative:
        return None
    base = calendar.base
    word = wording.relative
    if wording.year is not None:
        year: int | None = wording.year
    elif word.startswith(("上", "下", "次", "当")):
        now = (
            calendar.spoken(text, begin, paragraph=True)
            if calendar.published is None or word[0] == "当"
            else base
        )
        now = now if now is not None else base
        shift = {"上": -1, "下": 1, "次": 1, "当": 0}[word[0]]
        return None if now is None else now + shift
    else:
        shift = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}[word]
        year = None if base is None else base + shift
    compared = (
        wording.same
        or text[max(0, begin - 2) : begin].endswith(_COMPARING)
        or text.startswith(("同期", "相比", "比"), end)
    )
    if year is not None and not compared:
        calendar.speak(year, begin)
    return year


def _unnamed_year(wording: Wording, text: str, begin: int, end: int, calendar: Calendar) -> int | None:
    """The year of months given without one: the sentence's, else the one nearest to publication."""
    spoken = calendar.spoken(text, begin)
    if spoken is not None:
        return spoken
    published = calendar.published
    if published is None or wording.months is None:
        return calendar.base
    first, last = wording.months
    if last <= published.month or (first == 1 and wording.kind == "half"):
        return published.year
    planned = text.startswith("前", end) or _PLANNING.search(text, max(0, begin - 8), min(len(text), end + 4))
    running = 1 < first <= published.month
    if planned or running or (wording.kind != "months" and published.month > 3):
        return published.year
    return published.year - 1


def _in_year(wording: Wording, year: int) -> Days:
    if wording.months is None:
        return None, None
    first, last = wording.months
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None, None
    last_year = year if last >= first else year + 1
    if wording.days is not None:
        start = month_day(year, first, wording.days[0])
        stop = month_day(last_year, last, wording.days[1]) if wording.days[1] else _month_end(last_year, last)
        return start, stop
    start, stop = date(year, first, 1), _month_end(last_year, last)
    part = wording.part
    if part in ("上旬", "初"):
        stop = date(last_year, last, 10)
    elif part in ("中旬", "中"):
        stop = date(last_year, last, 20)
        start = date(year, first, 11) if first == last else start
    elif part == "上中旬":
        stop = date(last_year, last, 20)
    elif part == "中下旬" and first == last:
        start = date(year, first, 11)
    elif part == "下旬" and first == last:
        start = date(year, first, 21)
    elif part == "上半月":
        stop = date(last_year, last, 15)
    elif part == "下半月" and first == last:
        start = date(year, first, 16)
    elif part in ("底", "末") and (first == last or wording.kind != "months"):
        start = stop
    return start, stop


def _lone_days(days: tuple[int, int], text: str, begin: int, calendar: Calendar) -> Days:
    """Days without a month belong to the month last named, else to that of publication."""
    published = calendar.published
    month = calendar.month or (published.month if published else None)
    if month is None:
        return None, None
    year = calendar.spoken(text, begin)
    if year is None and published is not None:
        year = published.year if month <= published.month else published.year - 1
    year = year if year is not None else calendar.base
    if year is None:
        return None, None
    return month_day(year, month, days[0]), month_day(year, month, days[1])


def _month_word(wording: Wording, calendar: Calendar) -> Days:
    published = calendar.published
    if wording.month_word == "当月" and calendar.month is not None:
        year, month = calendar.year or calendar.base, calendar.month
    elif published is not None:
        shift = {"上": -1, "下": 1}.get(wording.month_word[0], 0)
        serial = published.year * 12 + published.month - 1 + shift
        year, month = divmod(serial, 12)
        month += 1
    else:
        return None, None
    calendar.month = month
    if year is None:
        return None, None
    return _in_year(Wording(months=(month, month), part=wording.part), year)


def _whole_year(words: str, year: int | None) -> Days:
    if year is None:
        return None, None
    if words.startswith(("年初以来", "年初至今", "开年")):
        return date(year, 1, 1), None
    if words.endswith(("底", "末")):
        return date(year, 12, 31), date(year, 12, 31)
    if words.endswith("初"):
        return date(year, 1, 1), date(year, 1, 31)
    if words == "年中":
        return date(year, 6, 1), date(year, 6, 30)
    return date(year, 1, 1), date(year, 12, 31)


def month_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
