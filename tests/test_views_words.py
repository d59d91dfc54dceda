"""How numbers, sums and mixed text are written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from summarizer.article import Span
from summarizer.report import (
    AnyRelation,
    AverageRelation,
    CompletionRelation,
    FigureRecord,
    GrowthRelation,
    NestedRelation,
    ShareRelation,
    SumRelation,
)
from summarizer.views.amounts import amount
from summarizer.views.arithmetic import written_out
from summarizer.views.english import english_amount, ordinal
from summarizer.views.rows import pieces, sentence
from summarizer.views.safe import line, plain
from summarizer.views.terminal_style import wrapped

MIXED = st.text(alphabet="项目金额，。（）“”、：5128.%abcXYZ 亿元", max_size=120)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("208826000000", "CNY", "CNY 208.83 bn"),
        ("2148200000000", "CNY", "CNY 2.15 tn"),
        ("1730000", "USD", "USD 1.73 m"),
        ("950", "USD", "USD 950"),
        ("999999999", "CNY", "CNY 1,000 m"),
        ("105.8", "percent", "105.8%"),
        ("-3", "percent", "-3%"),
        ("5114", "count", "5,114"),
        ("2", "rank", "2nd"),
        ("1.4", "times", "1.4 times"),
    ],
)
def test_english_units(value: str, unit: str, shown: str) -> None:
    assert english_amount(Decimal(value), unit) == shown


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 111, 122)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th", "122nd"]
    )


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("14000000000", "CNY", "140亿元"),
        ("1730000", "USD", "173万美元"),
        ("2148200000000", "CNY", "2.1482万亿元"),
        ("80.5668", "percent", "80.5668%"),
        ("12", "count", "12"),
    ],
)
def test_chinese_units(value: str, unit: str, shown: str) -> None:
    assert amount(Decimal(value), unit) == shown


def figures(*surfaces: tuple[str, str, str]) -> dict[int, FigureRecord]:
    return {
        number: FigureRecord(
            id=number,
            surface=surface,
            span=Span(0, 1),
            raw_span=Span(0, 1),
            value=Decimal(value),
            unit=unit,
            approx=False,
            kind="count",
        )
        for number, (surface, value, unit) in enumerate(surfaces, 1)
    }


MONEY = ("148.2亿元", "14820000000", "CNY"), ("140亿元", "14000000000", "CNY"), ("105.8%", "105.8", "percent")


def relation(kind: type[Any], **terms: Any) -> AnyRelation:
    known = [term for value in terms.values() for term in (value if isinstance(value, list) else [value])]
    numbers = [term for term in known if isinstance(term, int) and not isinstance(term, bool)]
    return kind(**{"figures": numbers, "holds": True, **terms})


OFF = {"computed": Decimal(28_000_000_000), "margin": Decimal(13_180_000_000)}


@pytest.mark.parametrize(
    ("given_relation", "shown"),
    [
        (
            relation(CompletionRelation, actual=1, target=None, percent=3, implied=Decimal("14007561436.67")),
            "148.2亿元 ÷ 105.8% → 目标 140.0756亿元",
        ),
        (
            relation(CompletionRelation, actual=None, target=2, percent=3, implied=Decimal("14812000000")),
            "140亿元 × 105.8% → 实际 148.12亿元",
        ),
        (
            relation(CompletionRelation, actual=1, target=2, percent=3, computed=Decimal("105.857142")),
            "148.2亿元 ÷ 140亿元 = 105.86% ≈ 105.8%",
        ),
        (
            relation(ShareRelation, part=2, whole=1, percent=None, implied=Decimal("94.46")),
            "140亿元 ÷ 148.2亿元 → 百分比 94.46%",
        ),
        (
            relation(GrowthRelation, current=1, previous=2, percent=3, holds=False, computed="5.857"),
            "148.2亿元 ÷ 140亿元 − 1 = 5.86% ≠ 105.8%",
        ),
        (
            relation(GrowthRelation, current=1, previous=None, percent=3, implied=Decimal("7201166180")),
            "148.2亿元 ÷ (1 + 105.8%) → 上期 72.0117亿元",
        ),
        (
            relation(GrowthRelation, current=None, previous=2, percent=3, implied=Decimal("28812000000")),
            "140亿元 × (1 + 105.8%) → 本期 288.12亿元",
        ),
        (relation(NestedRelation, values=[1, 2]), "148.2亿元 ≥ 140亿元"),
        (
            relation(SumRelation, parts=[1, 2], total=None, computed=Decimal("28820000000")),
            "148.2亿元 + 140亿元 → 合计 288.2亿元",
        ),
        (
            relation(SumRelation, parts=[2], total=1, implied=Decimal("820000000")),
            "140亿元 + 其余 8.2亿元 = 148.2亿元",
        ),
        (
            relation(SumRelation, parts=[2, 2], total=1, holds=False, **OFF),
            "140亿元 + 140亿元 = 280亿元 ≠ 148.2亿元（相差 131.8亿元）",
        ),
        (
            relation(AverageRelation, total=1, count=4, average=None, computed=Decimal(1235000000)),
            "148.2亿元 ÷ 12个 → 平均 12.35亿元",
        ),
    ],
)
def test_sums_are_written_so_that_a_pencil_can_check_them(given_relation: AnyRelation, shown: str) -> None:
    written = written_out(given_relation, figures(*MONEY, ("12个", "12", "count")))
    assert written.text == shown
    assert {number for _, number in written.parts if number} <= set(given_relation.figures)


def test_a_sum_that_names_an_unknown_figure_is_still_shown() -> None:
    assert written_out(relation(SumRelation, parts=[1, 77], total=2), figures(*MONEY)).text == (
        "148.2亿元 + #77 = 140亿元"
    )


@given(MIXED, st.integers(min_value=24, max_value=80))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(Text(text), width)
    assert "".join(row.plain for row in lines).replace(" ", "") == text.replace(" ", "")
    # A number or Western word longer than a line is left whole; the console then folds it.
    if max(map(len, re.findall(r"[A-Za-z0-9.,%$+-]+", text)), default=0) <= width - 2:
        assert all(cell_len(row.plain) <= width for row in lines)


@given(MIXED)
def test_no_wrapped_line_begins_with_a_comma_unless_the_page_has_nothing_else(text: str) -> None:
    for row in wrapped(Text("项目" + text.replace("，", "").replace("。", "") + "金额，招商，"), 24)[1:]:
        assert not row.plain.startswith("，")


@given(st.text())
def test_shown_text_has_no_control_and_no_direction_mark(text: str) -> None:
    for character in plain(text):
        assert character in "\t\n" or unicodedata.category(character) not in ("Cc", "Cs", "Co")
        assert character not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    assert "\n" not in line(text)


def test_ordinary_text_is_unchanged() -> None:
    text = "签约项目178个，总投资2088.26亿元（“十四五”）。English, 100% — ok\n\t"
    assert plain(text) == text


def test_a_surface_is_not_found_inside_a_longer_number() -> None:
    assert pieces("签约180个、80个、1.80个", [("80个", 7)]) == [
        ("签约180个、", None),
        ("80个", 7),
        ("、1.80个", None),
    ]


def test_a_sentence_ends_at_its_marks() -> None:
    body = "甲。乙签约5个，丙。\n丁"
    at = body.index("5个")
    found = sentence(body, Span(at, at + 2))
    assert (found.before, found.surface, found.after) == ("乙签约", "5个", "，丙。")
