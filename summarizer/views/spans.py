"""Which stretch of the year a value speaks of, so that a quarter is never set beside a year unmarked."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from summarizer.report import PeriodRecord
from summarizer.views.labels import Lang

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, order=True)
class YearSpan:
    """Calendar days, both inclusive. A page that gives only the end (截至3月末) counts from New Year."""

    start: date
    end: date

    @property
    def year(self) -> int:
        """The year it ends in."""
        return self.end.year

    @property
    def part(self) -> tuple[int, int, int, int, int]:
        """Its place in the year without the year: what two years' periods must share to be compared."""
        return (
            self.end.year - self.start.year,
            self.start.month,
            self.start.day,
            self.end.month,
            # The last of February is the last of February in every year.
            31 if _month_ends(self.end) else self.end.day,
        )

    def label(self, lang: Lang = "zh") -> str:
        """2023年1–3月, 2023年, 2023年7月1日–20日; Jan–Mar 2023."""
        return _chinese(self) if lang == "zh" else _english(self)


def span_of(period: PeriodRecord | None) -> YearSpan | None:
    """The days of a period; None where its end is not known."""
    if period is None or period.end is None:
        return None
    return YearSpan(period.start or date(period.end.year, 1, 1), period.end)


def _month_ends(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _whole_months(span: YearSpan) -> bool:
    return span.start.day == 1 and _month_ends(span.end) and span.start.year == span.end.year


def _chinese(span: YearSpan) -> str:
    start, end = span.start, span.end
    if _whole_months(span):
        if (start.month, end.month) == (1, 12):
            return f"{end.year}年"
        months = f"{start.month}" if start.month == end.month else f"{start.month}–{end.month}"
        return f"{end.year}年{months}月"
    if start.year != end.year:
        return f"{start.isoformat()}–{end.isoformat()}"
    if (start.month, start.day) == (1, 1):
        return f"{end.year}年至{end.month}月{end.day}日"
    if start == end:
        return f"{end.year}年{end.month}月{end.day}日"
    last = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{end.year}年{start.month}月{start.day}日–{last}"


def _english(span: YearSpan) -> str:
    start, end = span.start, span.end
    if _whole_months(span):
        if (start.month, end.month) == (1, 12):
            return str(end.year)
        first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
        return f"{first} {end.year}" if first == last else f"{first}–{last} {end.year}"
    if start == end:
        return f"{end.day} {_MONTHS[end.month - 1]} {end.year}"
    first = f"{start.day} {_MONTHS[start.month - 1]}" + (f" {start.year}" if start.year != end.year else "")
    return f"{first} – {end.day} {_MONTHS[end.month - 1]} {end.year}"
