"""One pass over a text, from left to right: every figure and every distractor, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, make_dataclass
from datetime import date
from typing import Any

from summarizer.article import Figure, Span
from summarizer.figures.calendars import Calendar
from summarizer.figures.composition import compose, read_hundredths
from summarizer.figures.dates import Time, read_lunar, read_plan, read_time
from summarizer.figures.found import Found, distractor
from summarizer.figures.names import name_around, phrase_at
from summarizer.figures.ranks import read_rank
from summarizer.figures.shares import shares_in
from summarizer.figures.special import SPECIAL_WORDS, read_special
from summarizer.figures.tokens import ARABIC_CHARACTERS, CHINESE_CHARACTERS, is_spoken_decimal, read_number

_YEAR_WORDS = (
    "今年 去年 前年 明年 后年 上年 上一年 本年 当年 下年 下一年 次年 全年 年内 年初 年底 年末 年中 岁末"
)
_PART_WORDS = "上半年 下半年 首季 开年以来 开年至今 同期 本月 当月 上月 下月 上个月 下个月 正月 腊月 元月"
_TIME_WORDS = [
    *("截至", "截止", *_YEAR_WORDS.split(), *_PART_WORDS.split()),
    *(f"第{number}季" for number in "一二三四1234"),
    *(f"前{number}" for number in "两二三四五六七八九十123456789"),
    *(f"头{number}" for number in "两二三四五六七八九十123456789"),
]
_BELOW_ONE = {f"零点{digit}" for digit in "零一二三四五六七八九"}
_FIRST_WORDS = {*ARABIC_CHARACTERS, *CHINESE_CHARACTERS, *_TIME_WORDS, *SPECIAL_WORDS, *_BELOW_ONE}
# Literal alternatives only, so that their first characters are looked for at the speed of C; digits, which
# begin no longer word, come first, then the longest.
_ANCHOR = re.compile(
    "|".join(sorted(_FIRST_WORDS, key=lambda word: (word not in ARABIC_CHARACTERS, -len(word), word)))
)
# What can follow the first number of a date.
_MAY_BE_DATED = frozenset("年月日号季度、和—–―－─-~～至到−./．〇○0九 ")
_PERHAPS_CUT = frozenset(("label", "no unit", "code"))
_LOST = ("〓", "\ufffd", "?")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")


def find_figures(text: str, *, published: date | None = None) -> tuple[Figure, ...]:
    """Every quantity, date and period of a text, and what only looks like one.

    Args:
        text: clean text in simplified Chinese, such as an article's body.
        published: the day of publication, against which 今年 or 7月20日 are resolved; without it a
            year that the text itself gives is used, and otherwise they stay open.

    Returns:
        Figures numbered from 1 in the order of the text; they never overlap. Dates and periods are
        among them as kinds of their own; distractors (第一时间, 500强) carry the reason why they are
        none. `raw_span` equals `span`: a caller who knows the page maps it (see `annotate`).
    """
    return numbered(text, scan(text, published))


# A figure before it is frozen: its fields are filled in five times as fast as a frozen one's.
_OpenFigure: Any = make_dataclass("_OpenFigure", [field.name for field in fields(Figure)], slots=True)


def numbered(
    text: str, found: Iterable[Found], raw_span: Callable[[int, int], Span] = Span
) -> tuple[Figure, ...]:
    """What was found as figures with numbers; `raw_span` maps a range of the text to the page."""
    figures: list[Figure] = []
    for number, item in enumerate(found, 1):
        begin, stop, kind, unit, value, upper, approx, bound, measure, start, end, reason = item
        figure = _OpenFigure(
            number,
            text[begin:stop],
            Span(begin, stop),
            raw_span(begin, stop),
            value,
            unit,
            approx,
            kind,
            upper,
            bound,
            measure,
            start,
            end,
            reason,
        )
        figure.__class__ = Figure
        figures.append(figure)
    return tuple(figures)


def scan(text: str, published: date | None = None) -> Iterator[Found]:
    """The same as `find_figures`, before numbering."""
    calendar = Calendar(published, text)
    titles = [match.span() for match in _TITLE.finditer(text)] if "《" in text else []
    shares = shares_in(text)
    perhaps_damaged = any(mark in text for mark in _LOST)
    done = 0
    search = _ANCHOR.search
    title = 0
    anchor = search(text)
    while anchor is not None:
        at = anchor.start()
        found = shares.get(at) or _read(text, at, anchor.end(), done, calendar)
        if found is None:
            anchor = search(text, at + 1)
            continue
        done = found.stop
        while title < len(titles) and titles[title][1] <= found.begin:
            title += 1
        if found.kind != "distractor" or found.reason in _PERHAPS_CUT:
            if title < len(titles) and titles[title][0] < found.begin:
                found = distractor(found.begin, found.stop, "title")
            elif perhaps_damaged and _damaged(text, found.begin, found.stop):
                found = distractor(found.begin, found.stop, "damaged")
        yield found
        anchor = search(text, done)


def _damaged(text: str, begin: int, stop: int) -> bool:
    """Whether lost characters touch the figure, so that its number may be cut short."""
    before = text[begin - 1] if begin else ""
    after = text[stop] if stop < len(text) else ""
    if before in ("〓", "\ufffd", "?") or after in ("〓", "\ufffd"):
        return True
    return after == "?" and (text[stop - 1] in ARABIC_CHARACTERS or text[stop - 1] in CHINESE_CHARACTERS)


def _as_found(time: Time) -> Found:
    if time.recurring:
        return distractor(time.begin, time.stop, "recurring date")
    return Found(
        time.begin, time.stop, "date" if time.day else "period", "date", start=time.start, end=time.end
    )


def _read(text: str, at: int, end: int, done: int, calendar: Calendar) -> Found | None:
    first = text[at]
    if first not in ARABIC_CHARACTERS and first not in CHINESE_CHARACTERS and text[at:end] not in _BELOW_ONE:
        return _read_word(text, at, end, calendar)
    if end - at > 1 and (special := read_special(text, at, text[at:end])) is not None:
        return special
    phrase = phrase_at(text, at, done)
    if phrase is not None and not (first == "一" and is_spoken_decimal(text, at)):
        return phrase
    number = read_number(text, at)
    if number is None:
        return read_hundredths(text, at)
    if number.chinese and (plan := read_plan(text, at)) is not None:
        return _as_found(plan)
    name = name_around(text, at, number, done)
    if name is not None:
        return name
    rank = read_rank(text, at, number, done)
    if rank is not None:
        return rank
    if text[number.end : number.end + 1] in _MAY_BE_DATED:
        time = read_time(text, at, calendar)
        if time is not None:
            return _as_found(time)
    found = compose(text, at, number)
    if found.begin < done:
        found = found._replace(begin=at)
    return found


def _read_word(text: str, at: int, end: int, calendar: Calendar) -> Found | None:
    word = text[at:end]
    if word in SPECIAL_WORDS:
        return read_special(text, at, word)
    time = read_lunar(text, at, calendar) or read_time(text, at, calendar)
    return _as_found(time) if time is not None else None
