"""Dates and periods: their spans, and the days they mean."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.figures import find_figures, main_period

JULY = date(2023, 7, 25)
FEBRUARY = date(2023, 2, 2)

RESOLVED = [
    ("【2022年】签约", None, "2022-01-01", "2022-12-31", "period"),
    ("【2019年上半年】", None, "2019-01-01", "2019-06-30", "period"),
    ("【2019年前11个月】", None, "2019-01-01", "2019-11-30", "period"),
    ("【2024年一季度】", None, "2024-01-01", "2024-03-31", "period"),
    ("【2022年前三季度】", None, "2022-01-01", "2022-09-30", "period"),
    ("【2021年11月5日至10日】,", None, "2021-11-05", "2021-11-10", "period"),
    ("【2021年11月5日—12月3日】,", None, "2021-11-05", "2021-12-03", "period"),
    ("【2023年8月23日】,", None, "2023-08-23", "2023-08-23", "date"),
    ("【2023-08-23】", None, "2023-08-23", "2023-08-23", "date"),
    ("【二〇二三年八月二十三日】", None, "2023-08-23", "2023-08-23", "date"),
    ("【截至2019年末】,", None, None, "2019-12-31", "period"),
    ("【截至2019年】,", None, None, "2019-12-31", "period"),
    ("【2021—2023年】", None, "2021-01-01", "2023-12-31", "period"),
    ("【2021年至2023年】", None, "2021-01-01", "2023-12-31", "period"),
    ("“【十四五】”规划", None, "2021-01-01", "2025-12-31", "period"),
    ("“【十三五】”期间", None, "2016-01-01", "2020-12-31", "period"),
    ("【截至7月18日】,", JULY, None, "2023-07-18", "period"),
    ("【截止6月底】,", JULY, None, "2023-06-30", "period"),
    ("【截至目前】,", JULY, None, "2023-07-25", "period"),
    ("【今年上半年】,", JULY, "2023-01-01", "2023-06-30", "period"),
    ("【上半年】,", JULY, "2023-01-01", "2023-06-30", "period"),
    ("【下半年】,", JULY, "2023-07-01", "2023-12-31", "period"),
    ("【1—5月】,", JULY, "2023-01-01", "2023-05-31", "period"),
    ("【1-6月份】,", JULY, "2023-01-01", "2023-06-30", "period"),
    ("【今年1至5月】,", JULY, "2023-01-01", "2023-05-31", "period"),
    ("【前5个月】,", JULY, "2023-01-01", "2023-05-31", "period"),
    ("【前两个月】,", JULY, "2023-01-01", "2023-02-28", "period"),
    ("【一季度】,", JULY, "2023-01-01", "2023-03-31", "period"),
    ("【第二季度】,", JULY, "2023-04-01", "2023-06-30", "period"),
    ("【去年】,", JULY, "2022-01-01", "2022-12-31", "period"),
    ("【去年同期】,", JULY, "2022-01-01", "2022-12-31", "period"),
    ("【去年12月】,", JULY, "2022-12-01", "2022-12-31", "period"),
    ("【今年以来】,", JULY, "2023-01-01", "2023-07-25", "period"),
    ("【去年以来】,", JULY, "2022-01-01", "2023-07-25", "period"),
    ("【3月末】,", JULY, "2023-03-31", "2023-03-31", "period"),
    ("【3月中旬】,", JULY, "2023-03-11", "2023-03-20", "period"),
    ("【12月19日至20日】,", JULY, "2022-12-19", "2022-12-20", "period"),
    ("【7月22日】,", JULY, "2023-07-22", "2023-07-22", "date"),
    ("【1月31日】,", FEBRUARY, "2023-01-31", "2023-01-31", "date"),
    ("【12月31日】,", FEBRUARY, "2022-12-31", "2022-12-31", "date"),
    ("【3月底】前认领", FEBRUARY, "2023-03-31", "2023-03-31", "period"),
    ("【1-12月】,", FEBRUARY, "2022-01-01", "2022-12-31", "period"),
    ("记者【24日】从", JULY, "2023-07-24", "2023-07-24", "date"),
    ("【本月】签约", JULY, "2023-07-01", "2023-07-31", "period"),
    ("【上个月】签约", JULY, "2023-06-01", "2023-06-30", "period"),
    ("【8月份当月】到位", date(2023, 9, 9), "2023-08-01", "2023-08-31", "period"),
    ("【23年1-6月】,", JULY, "2023-01-01", "2023-06-30", "period"),
    ("【２０２３年】", None, "2023-01-01", "2023-12-31", "period"),
    ("【2021年12月—2022年3月】,", None, "2021-12-01", "2022-03-31", "period"),
    ("【元月至6月】,", JULY, "2023-01-01", "2023-06-30", "period"),
    ("【三季度末】,", date(2023, 11, 1), "2023-09-30", "2023-09-30", "period"),
    ("【头两个月】,", JULY, "2023-01-01", "2023-02-28", "period"),
    ("【上半年】", None, None, None, "period"),
    ("【今年】", None, None, None, "period"),
    ("【截至3月末】,", None, None, None, "period"),
    ("【2月30日】", JULY, None, None, "date"),
]


def unmark(marked: str) -> tuple[str, int, str]:
    at = marked.index("【")
    surface = marked[at + 1 : marked.index("】")]
    return marked.replace("【", "").replace("】", ""), at, surface


@pytest.mark.parametrize(("marked", "published", "start", "end", "kind"), RESOLVED)
def test_resolved(marked: str, published: date | None, start: str | None, end: str | None, kind: str):
    text, at, surface = unmark(marked)
    (figure,) = [figure for figure in find_figures(text, published=published) if figure.unit == "date"]
    assert (figure.span.start, figure.surface, figure.kind) == (at, surface, kind)
    assert (figure.start, figure.end) == (
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
    )
    assert figure.value is None


def ends(text: str, published: date | None = None) -> list[date | None]:
    return [figure.end for figure in find_figures(text, published=published) if figure.unit == "date"]


@pytest.mark.parametrize(
    "text", ["提前1个月完成", "建成后年产5万吨", "万年县", "不同期限", "用了23年", "3号楼"]
)
def test_words_that_only_look_dated(text: str):
    assert ends(text, JULY) == []


def test_the_sentence_gives_the_year():
    assert ends("去年签约25个,9月又添3个。5月再添1个。", JULY) == [
        date(2022, 12, 31),
        date(2022, 9, 30),
        date(2023, 5, 31),
    ]


def test_a_compared_year_gives_none():
    assert ends("同2020年上半年比,6月签约3个。", JULY)[-1] == date(2023, 6, 30)


def test_one_year_in_the_text_stands_for_the_day_of_publication():
    assert ends("2013年招商综述。截至9月17日,签约14个。") == [date(2013, 12, 31), date(2013, 9, 17)]


def test_two_years_in_the_text_leave_this_year_open():
    assert ends("2012年和2013年都签约。今年再签。") == [date(2012, 12, 31), date(2013, 12, 31), None]


def test_a_lunar_day_takes_the_date_it_renames():
    assert ends("2023年1月30日，正月初九，开工。") == [date(2023, 1, 30), date(2023, 1, 30)]
    assert ends("正月初九，开工。", JULY) == [None]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        (
            "去年签约20个。今年1至5月签约30个，增长50%，到位5亿元；其中5月份当月签约8个。下半年将签约40个。",
            "今年1至5月",
        ),
        ("记者7月21日了解到,截至7月18日,签约66个、到位12亿元。", "截至7月18日"),
        ("上半年签约30个，比去年同期多5个，增幅居全省第一。", "上半年"),
        ("7月19日至20日，推介会举行，签约25个。全年将签约100个。", "7月19日至20日"),
    ],
)
def test_the_period_a_page_reports_on(text: str, surface: str):
    period = main_period(find_figures(text, published=JULY), text, JULY)
    assert period is not None
    assert period.text == surface


def test_no_period_without_results():
    text = "今年上半年，天气很好。"
    assert main_period(find_figures(text, published=JULY), text, JULY) is None
