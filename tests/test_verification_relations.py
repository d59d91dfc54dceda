"""Relations are found, not asked for; printed precision decides whether they hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verification_pages import page, report_of, rows, shown
from verification_truth import load, true_reading

from summarizer.article import Figure, Span
from summarizer.report import Report
from summarizer.verification import make_report
from summarizer.verification.precision import Interval, fit_ratio, printed_place
from summarizer.verification.rounding import implied_count, implied_round

LEVEL = "level"


def arithmetic(report: Report) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in report.findings if f.rule.startswith("arithmetic")]


def test_a_sum_by_stage() -> None:
    article = page("全市实施招商引资项目46个，其中续建项目17个、新建项目29个。")
    report = report_of(
        article,
        rows(
            article,
            ("46个", "implemented.projects", LEVEL),
            ("17个", "continuing.projects", LEVEL),
            ("29个", "new.projects", LEVEL),
        ),
    )
    assert ("sum", ("46个", "17个", "29个"), True) in shown(report)
    assert {row.status for row in report.statements} == {"confirmed"}


def test_a_sum_that_fails_is_told_with_the_slip() -> None:
    article = page("全市实施招商引资项目46个（新建29个、续建71个）。")
    report = report_of(
        article,
        rows(
            article,
            ("46个", "implemented.projects", LEVEL),
            ("29个", "new.projects", LEVEL),
            ("71个", "continuing.projects", LEVEL),
        ),
    )
    assert arithmetic(report) == [("arithmetic-sum", "error")]
    message = next(f.message for f in report.findings if f.rule == "arithmetic-sum")
    assert "71个 for 17个" in message and "swapped" in message
    assert {row.status for row in report.statements} == {"disputed"}


def test_small_counts_that_happen_to_add_up_make_no_sum() -> None:
    article = page("全年签约项目12个。全年外出招商7次。全年举办推介会5场。")
    report = report_of(
        article,
        rows(
            article,
            ("12个", "signed.projects", LEVEL),
            ("7次", "outreach.trips", LEVEL),
            ("5场", "events.held", LEVEL),
        ),
    )
    assert shown(report) == []


@pytest.mark.parametrize(
    ("percent", "holds"),
    [("61.13%", True), ("61.14%", True), ("61.15%", None), ("61.1%", True), ("61%", True), ("62%", None)],
)
def test_a_completion_holds_when_rounded_or_cut_off(percent: str, holds: bool | None) -> None:
    article = page(f"完成到位资金30.568亿元，占全年任务50亿元的{percent}。")
    report = report_of(
        article,
        rows(
            article,
            ("30.568亿元", "funds_in_place", LEVEL),
            ("50亿元", "funds_in_place", "target"),
            (percent, "funds_in_place", "completion"),
        ),
    )
    assert shown(report) == [("completion", ("30.568亿元", "50亿元", percent), bool(holds))]
    # One off in the last digit misleads nobody: a warning. More is an error.
    assert [severity for _, severity in arithmetic(report)] == ([] if holds else ["warning"])


def test_a_target_that_the_page_leaves_out_is_implied_where_it_is_round() -> None:
    article = page("全年到位资金84.36亿元，完成年度目标的140.6%。")
    given = [("84.36亿元", "funds_in_place", LEVEL), ("140.6%", "funds_in_place", "completion")]
    report = report_of(article, rows(article, *given))
    assert [(r.type, r.implied) for r in report.relations] == [("completion", Decimal(6_000_000_000))]
    odd = page("全年到位资金84.36亿元，完成年度目标的187.41%。")
    given[1] = ("187.41%", "funds_in_place", "completion")
    assert report_of(odd, rows(odd, *given)).relations == []


def test_shares_of_a_partition_meet_a_hundred() -> None:
    """12.345 of 30 is 41.15% rounded; 17.655 is 58.85%: cut to 58.84% they make 99.99%."""
    text = "到位资金30.000亿元。省外到位资金12.345亿元，占总量的41.15%；省内到位资金17.655亿元，占{}。"
    for printed, holds in (("58.85%", True), ("58.84%", False)):
        article = page(text.format(printed))
        report = report_of(
            article,
            rows(
                article,
                ("30.000亿元", "funds_in_place", LEVEL),
                ("12.345亿元", "funds_in_place", LEVEL, "省外"),
                ("41.15%", "funds_in_place", "share", "省外"),
                ("17.655亿元", "funds_in_place", LEVEL, "省内"),
                (printed, "funds_in_place", "share", "省内"),
            ),
        )
        assert ("share", ("30.000亿元", "17.655亿元", printed), holds) in shown(report)
        hundred = [relation for relation in report.relations if relation.implied == 100]
        assert len(hundred) == holds


def test_growth_leads_from_the_earlier_value_to_the_later() -> None:
    article = page("全年签约项目317个，而上一年只有233个，同比增长36.05%。")
    given = [
        ("317个", "signed.projects", LEVEL),
        ("233个", "signed.projects", LEVEL, "上一年"),
        ("36.05%", "signed.projects", "growth"),
    ]
    assert ("growth", ("317个", "233个", "36.05%"), True) in shown(report_of(article, rows(article, *given)))


def test_an_average_that_is_ten_times_too_high() -> None:
    article = page("项目占地124亩，每年可实现税收1200万元，亩均税收100万元。")
    report = report_of(
        article,
        rows(
            article,
            ("124亩", "other", LEVEL),
            ("1200万元", "other", LEVEL, "税收"),
            ("100万元", "other", LEVEL, "亩均税收"),
        ),
    )
    assert ("average", ("124亩", "1200万元", "100万元"), False) in shown(report)
    message = next(f.message for f in report.findings if f.rule == "arithmetic-average")
    assert "100万元 for 10万元" in message


def test_higher_thresholds_admit_fewer() -> None:
    text = "新签约亿元以上项目{}个，10亿元以上项目{}个，50亿元以上项目{}个。"
    for counts, holds in (((90, 30, 12), True), ((90, 30, 32), False)):
        article = page(text.format(*counts))
        scopes = ("亿元以上", "10亿元以上", "50亿元以上")
        given = [
            (f"{count}个", "signed.projects", LEVEL, scope)
            for count, scope in zip(counts, scopes, strict=True)
        ]
        report = report_of(article, rows(article, *given))
        assert [(kind, ok) for kind, _, ok in shown(report)] == [("nested", holds)]
        assert ("arithmetic-nested", "error") in arithmetic(report) or holds


def printed(surface: str, value: str, kind: str) -> Figure:
    unit = {"money": "CNY", "percent": "percent", "count": "count"}[kind]
    return Figure(1, surface, Span(0, 1), Span(0, 1), Decimal(value), unit, False, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("surface", "kind", "place"),
    [
        ("1306.52亿元", "money", "1000000"),
        ("577800万元", "money", "10000"),
        ("两千亿元", "money", "100000000"),
        ("2.1482万亿元", "money", "100000000"),
        ("80.6%", "percent", "0.1"),
        ("百分之五十六点三", "percent", "0.1"),
        ("三成", "percent", "10"),
        ("1,686家", "count", "1"),
        ("三十二个", "count", "1"),
    ],
)
def test_printed_precision(surface: str, kind: str, place: str) -> None:
    assert printed_place(printed(surface, "1", kind)) == Decimal(place)


@given(
    part=st.integers(1, 10**6),
    whole=st.integers(1, 10**6),
    places=st.integers(0, 2),
    rounding=st.sampled_from(["ROUND_HALF_UP", "ROUND_DOWN"]),
)
def test_any_percentage_rounded_or_cut_off_holds(part: int, whole: int, places: int, rounding: str) -> None:
    exact = Decimal(part) / Decimal(whole) * 100
    shown_value = exact.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    terms = (printed(f"{part}个", str(part), "count"), printed(f"{whole}个", str(whole), "count"))
    percent = printed(f"{shown_value}%", str(shown_value), "percent")
    assert fit_ratio(*terms, percent).holds
    wrong = shown_value + 2 * Decimal(1).scaleb(-places)
    assert not fit_ratio(*terms, printed(f"{wrong}%", str(wrong), "percent")).holds


@given(st.integers(1, 999), st.integers(1, 9))
def test_an_implied_number_lies_in_its_interval(round_part: int, power: int) -> None:
    value = Decimal(round_part).scaleb(power)
    found = implied_round(Interval(value * Decimal("0.99999"), value * Decimal("1.00001")))
    assert found is None or value * Decimal("0.99999") <= found <= value * Decimal("1.00001")


def test_implied_numbers() -> None:
    assert implied_round(Interval(Decimal("104.99"), Decimal("105.002"))) == 105
    assert implied_round(Interval(Decimal("288.30"), Decimal("288.66"))) is None
    assert implied_count(Decimal(20), Decimal(95), Decimal(1)) == 19
    assert implied_count(Decimal(2000), Decimal(95), Decimal(1)) is None


def key(relation: dict[str, Any]) -> tuple[str, tuple[str, ...], bool]:
    terms: list[str] = []
    for name in ("parts", "total", "part", "whole", "percent", "actual", "target", "values"):
        term = relation.get(name)
        terms += term if isinstance(term, list) else [term] if term else []
    return relation["type"], tuple(sorted(terms)), relation["holds"]


def relations_of(folder: Path) -> tuple[list[Any], list[Any]]:
    article, reading = true_reading(folder)
    found = [
        (kind, tuple(sorted(terms)), holds) for kind, terms, holds in shown(make_report(article, reading))
    ]
    return found, [key(relation) for relation in load(folder)[1].get("relations") or []]


def recall(folders: list[Path]) -> float:
    wanted = [(found, gold) for found, gold in map(relations_of, folders)]
    hits = sum(one in found for found, gold in wanted for one in gold)
    return hits / sum(len(gold) for _, gold in wanted)


def test_relations_of_our_own_pages(own_pages: Path) -> None:
    assert recall(sorted(own_pages.iterdir())) >= 0.95


@pytest.mark.corpus
def test_relations_of_the_reference_corpus(corpus: Path) -> None:
    folders = [folder for folder in sorted(corpus.iterdir()) if (folder / "gold.json").exists()]
    assert recall(folders) >= 0.95


def test_entries_of_a_list_are_not_made_of_each_other() -> None:
    text = "签约项目12个。其中，轻工专班2个，农业专班5个，文旅专班3个，矿业专班1个，康养专班1个。"
    article = page(text)
    kinds = ("轻工专班", "农业专班", "文旅专班", "矿业专班", "康养专班")
    listed = [
        (surface, "signed.projects", "level", kind)
        for surface, kind in zip(("2个", "5个", "3个", "1个", "1个"), kinds, strict=True)
    ]
    report = report_of(article, rows(article, ("12个", "signed.projects", "level"), *listed))
    sums = [relation for relation in shown(report) if relation[0] == "sum"]
    assert sums == [("sum", ("12个", "2个", "5个", "3个", "1个", "1个"), True)]
