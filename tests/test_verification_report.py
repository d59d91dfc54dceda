"""A reading becomes a report: figures filled in, copied text found, everything else left out and told."""

from __future__ import annotations

from decimal import Decimal

import pytest
import verification_pages as pages
from verification_truth import true_reading

from summarizer.article import Article, Figure, Region, Span, TracedText
from summarizer.engines.base import Reading
from summarizer.report import Draft, DraftProject, DraftStatement, Report, Run
from summarizer.verification import make_report, verify
from summarizer.verification.values import resolve_value

BODY = "今年上半年,全市签约项目12个,总投资36.5亿元,同比下降3.2%。东湖集团总投资5亿元的光伏产业园项目已开工。"


def figure(number: int, surface: str, value: str, unit: str, kind: str, **more: object) -> Figure:
    at = BODY.index(surface)
    span = Span(at, at + len(surface))
    return Figure(number, surface, span, span, Decimal(value), unit, False, kind, **more)  # type: ignore[arg-type]


FIGURES = (
    figure(1, "12个", "12", "count", "count"),
    figure(2, "36.5亿元", "3650000000", "CNY", "money"),
    figure(3, "3.2%", "3.2", "percent", "percent"),
    figure(4, "5亿元", "500000000", "CNY", "money"),
)


def report_of(**draft: object) -> Report:
    article = Article(
        "page", None, BODY, TracedText.of(BODY), "utf-8", region=Region("东山市", "某省"), figures=FIGURES
    )
    fields: dict[str, object] = {"headline": "", "summary": ""} | draft
    return make_report(article, Reading(Draft.model_validate(fields), Run(engine="test")))


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def row(
    number: int, indicator: str = "signed.projects", aspect: str = "level", **more: object
) -> DraftStatement:
    return DraftStatement.model_validate({"figure": number, "indicator": indicator, "aspect": aspect} | more)


def test_a_row_is_filled_in_from_its_figure() -> None:
    statement = report_of(statements=[row(2, "signed.investment")]).statements[0]
    assert (statement.value, statement.unit, statement.surface) == (Decimal(3650000000), "CNY", "36.5亿元")
    assert BODY[slice(*statement.span)] == "36.5亿元"
    assert statement.region == "东山市"


def test_rows_that_name_no_figure_are_left_out_and_told() -> None:
    report = report_of(statements=[row(1), row(9)])
    assert [statement.figure for statement in report.statements] == [1]
    assert "unknown-figure" in rules(report)


@pytest.mark.parametrize("said", [True, False])
def test_the_wording_sets_the_sign(said: bool) -> None:
    report = report_of(statements=[row(3, "signed.investment", "growth", falls=said)])
    assert report.statements[0].value == Decimal("-3.2")
    assert ("sign-corrected" in rules(report)) is (not said)


def test_templates_are_filled_and_unknown_figures_removed() -> None:
    report = report_of(headline="签约{1}", summary="投资{2},占{77}")
    assert (report.headline, report.summary, report.summary_template) == (
        "签约12个",
        "投资36.5亿元,占",
        "投资{2},占",
    )
    assert "unknown-figure" in rules(report)


def test_a_number_of_the_templates_own_is_removed_unless_the_body_has_it() -> None:
    report = report_of(summary="签约99个,投资{2}")
    assert "99" not in report.summary
    assert any(f.rule == "number-not-in-body" and f.severity == "error" for f in report.findings)


def test_names_must_stand_in_the_body() -> None:
    there = DraftProject(name="光伏产业园项目", investor="东湖集团", amount=4, status="started")
    elsewhere = DraftProject(name="海上风电基地", amount=4, status="started")
    report = report_of(projects=[there, elsewhere], industries=["光伏", "生物医药"])
    assert [(project.name, project.amount) for project in report.projects] == [
        ("光伏产业园项目", Decimal(500000000))
    ]
    assert [quote.text for quote in report.industries] == ["光伏"]
    assert {"name-not-in-body", "phrase-not-in-body"} <= rules(report)


def test_figures_no_row_mentions_are_listed() -> None:
    report = report_of(statements=[row(1)])
    listed = [finding.figures[0] for finding in report.findings if finding.rule == "uncovered-figure"]
    assert sorted(listed) == [2, 3, 4]


def test_a_row_given_twice_stands_once() -> None:
    report = report_of(statements=[row(1), row(1, scope="全市")])
    assert [statement.scope for statement in report.statements] == ["全市"]
    assert "repeated-row" in rules(report)


@pytest.mark.parametrize(
    ("surface", "value", "kind", "unit", "aspect", "falls", "expected"),
    [
        ("三成", "30", "percent", "percent", "share", False, (30, "percent")),
        ("1.4倍", "1.4", "multiple", "times", "growth", False, (140, "percent")),
        ("1.33倍", "1.33", "multiple", "times", "completion", False, (133, "percent")),
        ("翻一番", "2", "multiple", "times", "growth", False, (100, "percent")),
        ("翻了两番", "4", "multiple", "times", "growth", False, (300, "percent")),
        ("3%", "3", "percent", "percent", "growth", True, (-3, "percent")),
        ("3%", "3", "percent", "percent", "share", True, (3, "percent")),
        ("0.9个百分点", "0.9", "point", "percent", "change", True, ("-0.9", "percent")),
        ("12个", "12", "count", "count", "change", True, (-12, "count")),
        ("100亩", "100", "quantity", "other", "level", False, (100, "other")),
    ],
)
def test_values(surface, value, kind, unit, aspect, falls, expected) -> None:  # type: ignore[no-untyped-def]
    given = Figure(1, surface, Span(0, 1), Span(0, 1), Decimal(value), unit, False, kind)
    assert resolve_value(given, aspect, falls) == (Decimal(expected[0]), expected[1])


def test_every_true_row_comes_through(own_pages) -> None:  # type: ignore[no-untyped-def]
    for folder in sorted(own_pages.iterdir()):
        article, reading = true_reading(folder)
        report = make_report(article, reading)
        assert len(report.statements) == len(reading.draft.statements), folder.name
        assert make_report(article, reading) == report


def test_what_is_not_checked_again_would_pass_the_check(own_pages) -> None:  # type: ignore[no-untyped-def]
    for folder in sorted(own_pages.iterdir())[:6]:
        article, reading = true_reading(folder)
        report = make_report(article, reading)
        checked = Report.model_validate(report.model_dump())
        assert checked == report
        assert checked.model_dump_json() == report.model_dump_json()
        for parts in (report.article.repairs, report.figures, report.statements):
            assert all(part.model_fields_set == set(type(part).model_fields) for part in parts)
            assert all(list(vars(part)) == list(type(part).model_fields) for part in parts)


def test_a_figure_the_page_restates_is_one_row() -> None:
    article = pages.page(
        "签约84个项目成绩喜人\n全市签约项目84个，到位资金20亿元。84个项目中，外资到位20亿元。"
    )
    given = pages.rows(
        article,
        ("84个", "signed.projects", "level"),
        ("84个", "signed.projects", "level"),
        ("20亿元", "funds_in_place", "level"),
        ("84个", "signed.projects", "level"),
        ("20亿元", "funds_in_place", "level", "外资"),
    )
    report = pages.report_of(article, given)
    assert [statement.surface for statement in report.statements] == ["84个", "20亿元", "20亿元"]
    assert report.statements[0].span[0] > len("签约84个项目成绩喜人")
    assert "restated-figure" in rules(report)


def test_a_title_that_differs_from_its_body_is_told() -> None:
    article = pages.page("总投资17.8亿元的项目落户\n据介绍，项目总投资18.7亿元，用地400亩。")
    report = pages.report_of(article, pages.rows(article, ("18.7亿元", "signed.investment", "level")))
    found = [finding for finding in report.findings if finding.rule == "restated-differently"]
    assert [len(finding.figures) for finding in found] == [2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("到位资金24亿元，是上年同期的6倍。", 500),
        ("到位资金24亿元，相当于去年的1.8倍。", 80),
        ("到位资金24亿元，为前年全年总量的近3倍。", 200),
        ("到位资金增长到原来的2.5倍。", 150),
        ("到位资金比去年同期增长1.8倍。", 180),
        ("到位资金24亿元，增长2.5倍。", 250),
    ],
)
def test_a_multiple_of_what_was_is_told_from_one_that_was_added(text: str, value: int) -> None:
    article = pages.page(text)
    figure = next(figure for figure in article.figures if figure.kind == "multiple")
    report = pages.report_of(article, pages.rows(article, (figure.surface, "funds_in_place", "growth")))
    assert report.statements[0].value == value
    assert not [f for f in verify(report, article).findings if f.severity == "error"]
