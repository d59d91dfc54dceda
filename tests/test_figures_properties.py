"""What holds for any text at all."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.figures import find_figures

RUNS = int(os.environ.get("SUMMARIZER_PROPERTY_RUNS", "150"))
many = settings(max_examples=RUNS, deadline=None)

PIECES = st.sampled_from(
    [
        *"一二两三十百千万亿零〇点半双成倍番翻第前后近约超上过余多几来数个家元年月日号时分底末至到、和，。；()（）《》“”?？〓",
        *"%％12０１.,/×+＋·:G强岁届期级占居位名这每负$￥亩\n—-~",
        *(
            "以上",
            "左右",
            "亿元",
            "美元",
            "季度",
            "上半年",
            "去年",
            "今年",
            "截至",
            "同期",
            "分别为",
            "百分之",
            "个百分点",
            "分之",
        ),
        *(
            "500",
            "2023",
            "00",
            "3.5",
            "1,234",
            "MW",
            "号楼",
            "热线",
            "电话",
            "投资",
            "排名",
            "首位",
            "之首",
            "每月",
        ),
    ]
)
ANY = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 12, 31)))


@many
@given(ANY, DAYS)
def test_figures_are_numbered_sorted_apart_and_exactly_where_they_say(text: str, published: date | None):
    end = 0
    for number, figure in enumerate(find_figures(text, published=published), 1):
        assert figure.id == number
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert figure.surface == text[figure.span.start : figure.span.end]
        end = figure.span.end
        if figure.value is not None and figure.upper is not None:
            assert figure.upper > figure.value
        if figure.kind in ("date", "period", "distractor"):
            assert figure.value is None
        else:
            assert figure.value is not None
        if figure.start and figure.end:
            assert figure.start <= figure.end


@many
@given(ANY)
def test_what_touches_lost_text_is_never_a_number(text: str):
    damaged = "".join(f"{character}〓" for character in text)
    assert all(figure.value is None for figure in find_figures(damaged))


@many
@given(
    st.text(alphabet="招商引资项目签约落地企业增长的了在是，。；：“”《》（）\n abcXYZ%元家个?", max_size=200)
)
def test_text_without_digits_or_numerals_yields_nothing(text: str):
    assert find_figures(text) == ()


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """The plain reading of a number below 10^12, with 零 for gaps."""
    if number >= 10**8:
        head, rest = divmod(number, 10**8)
        return chinese(head) + "亿" + _rest(rest, 10**7)
    if number >= 10**4:
        head, rest = divmod(number, 10**4)
        return chinese(head) + "万" + _rest(rest, 10**3)
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, rest = divmod(number, unit)
            return DIGITS[head] + name + _rest(rest, unit // 10)
    return DIGITS[number]


def _rest(rest: int, full: int) -> str:
    if not rest:
        return ""
    return ("" if rest >= full else "零") + chinese(rest)


def only_figure(surface: str):
    """The one figure of a sentence about the surface; the surface stands alone in it."""
    (figure,) = find_figures(f"签约{surface}。")
    assert figure.surface == surface
    return figure


@many
@given(st.integers(2, 10**12 - 1))
def test_chinese_numerals_round_trip(number: int):
    assert only_figure(chinese(number) + "个").value == number


@many
@given(
    st.integers(0, 10**6),
    st.text(DIGITS, min_size=1, max_size=3).filter(lambda digits: digits[-1] != "零"),
    st.sampled_from(
        [
            ("亿元", 8, "CNY"),
            ("万平方米", 4, "other"),
            ("个百分点", 0, "percent"),
            ("倍", 0, "times"),
            ("万美元", 4, "USD"),
            ("吨", 0, "other"),
        ]
    ),
)
def test_spoken_decimals_round_trip(whole: int, fraction: str, unit: tuple[str, int, str]):
    word, power, code = unit
    figure = only_figure(f"{chinese(whole)}点{fraction}{word}")
    digits = "".join(str(DIGITS.index(digit)) for digit in fraction)
    assert (figure.value, figure.unit) == (Decimal(f"{whole}.{digits}") * 10**power, code)


@many
@given(st.integers(11, 19))
def test_tens_without_a_leading_one(number: int):
    assert only_figure(chinese(number).removeprefix("一") + "家").value == number


@many
@given(st.integers(1, 10**9), st.sampled_from([("", 0), ("万", 4), ("亿", 8), ("万亿", 12)]))
def test_money_with_multipliers_round_trips(number: int, multiplier: tuple[str, int]):
    word, power = multiplier
    figure = only_figure(f"{number}{word}元")
    assert (figure.value, figure.unit) == (number * 10**power, "CNY")


@many
@given(
    st.decimals(Decimal("0.0001"), Decimal(99999), places=4),
    st.sampled_from(
        [
            ("亿元", 8, "CNY"),
            ("万美元", 4, "USD"),
            ("%", 0, "percent"),
            ("倍", 0, "times"),
            ("万吨", 4, "other"),
        ]
    ),
)
def test_decimals_are_exact(number: Decimal, unit: tuple[str, int, str]):
    word, power, code = unit
    figure = only_figure(f"{number}{word}")
    assert figure.value == number * 10**power
    assert figure.unit == code


@many
@given(st.integers(1000, 10**12))
def test_thousands_separators_change_nothing(number: int):
    assert only_figure(f"{number:,}家").value == only_figure(f"{number}家").value == number


@many
@given(st.integers(1, 99), st.sampled_from(["余", "多"]), st.sampled_from(["家", "亿元", "万人"]))
def test_more_or_less_inside_the_number(number: int, mark: str, unit: str):
    figure = only_figure(f"{number * 10}{mark}{unit}")
    assert figure.approx
    assert figure.value == only_figure(f"{number * 10}{unit}").value


@many
@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["—", "-", "至", "～", "到"]))
def test_ranges_keep_both_ends(low: int, more: int, to: str):
    figure = only_figure(f"{low}{to}{low + more}亿元")
    assert (figure.value, figure.upper) == (low * 10**8, (low + more) * 10**8)


@many
@given(st.integers(1, 99))
def test_hundredths_in_words(number: int):
    assert only_figure(f"百分之{chinese(number)}").value == number


def test_a_megabyte_of_one_character_is_one_word():
    for character in ("一", "1"):
        (figure,) = find_figures(character * 1_000_000)
        assert figure.kind == "distractor"
