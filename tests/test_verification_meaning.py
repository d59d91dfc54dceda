"""Whether a figure is what its row says: the words around it decide."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from verification_pages import page, report_of, rows
from verification_truth import true_reading

from summarizer.article import Region
from summarizer.report import Report
from summarizer.verification import make_report, verify

TEXT = (
    "上半年，全市签约项目24个，总投资86.5亿元，同比增长12.3%；落地项目9个，到位资金31.2亿元，同比下降4.1%。"
)
TRUE = [
    ("24个", "signed.projects", "level"),
    ("86.5亿元", "signed.investment", "level"),
    ("12.3%", "signed.investment", "growth"),
    ("9个", "landed.projects", "level"),
    ("31.2亿元", "funds_in_place", "level"),
    ("4.1%", "funds_in_place", "growth"),
]


def true_report() -> dict[str, Any]:
    article = page(TEXT)
    return report_of(article, rows(article, *TRUE)).model_dump(mode="json")  # type: ignore[arg-type]


def checked(row: int | None = None, **change: Any) -> list[tuple[str, str]]:
    """Rules and severities against the report with one row changed; coverage aside."""
    report = true_report()
    if row is not None:
        report["statements"][row] |= change
    findings = verify(report, page(TEXT)).findings
    return [(f.rule, f.severity) for f in findings if f.rule != "uncovered-figure"]


def test_nothing_is_said_against_a_true_report() -> None:
    assert checked() == []


@pytest.mark.parametrize(
    ("row", "change", "expected"),
    [
        (0, {"surface": "9个", "value": 9}, ("figure-against-place", "error")),
        (
            0,
            {"surface": "42个", "value": 42, "span": None, "figure": None},
            ("surface-not-in-source", "error"),
        ),
        (0, {"value": 42}, ("value-against-surface", "error")),
        (1, {"unit": "USD"}, ("unit-against-source", "error")),
        (1, {"surface": "86.5万元", "value": 865000}, ("surface-not-in-source", "error")),
        (2, {"value": -12.3}, ("sign-against-wording", "error")),
        (5, {"value": 4.1}, ("sign-against-wording", "error")),
        (2, {"aspect": "completion"}, ("aspect-against-wording", "warning")),
        (0, {"aspect": "target"}, ("aspect-against-wording", "warning")),
        (0, {"indicator": "signed.investment"}, ("unit-against-indicator", "warning")),
        (1, {"indicator": "signed.projects"}, ("unit-against-indicator", "error")),
        (0, {"indicator": "commissioned.projects"}, ("indicator-against-wording", "warning")),
        (0, {"indicator": "teams.count"}, ("indicator-against-wording", "warning")),
        (3, {"region": "济南市"}, ("region-not-in-body", "error")),
    ],
)
def test_one_wrong_row(row: int, change: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in checked(row, **change)


def test_the_nearest_figure_of_the_source_is_named() -> None:
    report = true_report()
    report["statements"][1] |= {"surface": "85.6亿元", "value": 8560000000, "span": None, "figure": None}
    findings = verify(report, page(TEXT)).findings
    assert any("86.5亿元" in f.message for f in findings if f.rule == "surface-not-in-source")


def test_swapped_figures() -> None:
    report = true_report()
    one, other = report["statements"][0], report["statements"][3]
    for name in ("surface", "value", "span", "figure"):
        one[name], other[name] = other[name], one[name]
    found = [f for f in verify(report, page(TEXT)).findings if f.rule == "figures-swapped"]
    assert [sorted(f.figures) for f in found] == [sorted([one["figure"], other["figure"]])]


def test_a_figure_of_another_place() -> None:
    text = "全省新签约项目210个。以去年为尺，咸宁市签约金额增长16.4%，荆门市增长9.5%。"
    article = page(text, Region("湖北省", "湖北省", "province"))
    given = [("210个", "signed.projects", "level"), ("16.4%", "signed.investment", "growth")]
    report = report_of(article, rows(article, *given))
    assert "region-against-wording" in {f.rule for f in report.findings}


def test_more_than_such_a_place_reports() -> None:
    article = page("全县到位资金20万亿元。", Region("某县", "某省", "county"))
    report = report_of(article, rows(article, ("20万亿元", "funds_in_place", "level")))
    assert "magnitude" in {f.rule for f in report.findings}


def test_a_threshold_that_is_another() -> None:
    article = page("新签约亿元以上项目90个，10亿元以上项目30个。")
    given = rows(article, ("90个", "signed.projects", "level", "10亿元以上"))
    assert "scope-against-wording" in {f.rule for f in report_of(article, given).findings}


def test_a_day_after_publication_is_told() -> None:
    article = page("截至7月20日，全市签约项目24个。", published=date(2023, 7, 10))
    period = next(figure.id for figure in article.figures if figure.kind in ("date", "period"))
    given = rows(article, ("24个", "signed.projects", "level"))
    given[0]["period"] = period
    found = {f.rule for f in report_of(article, given).findings}
    ends = next(f.end for f in article.figures if f.id == period)
    assert ("period-after-publication" in found) is (ends is not None and ends > date(2023, 7, 10))


def false_alarms(folder: Path) -> list[str]:
    """Errors against the true report that are not the page's own arithmetic."""
    article, reading = true_reading(folder)
    report = make_report(article, reading)
    findings = [*report.findings, *verify(report, article).findings]
    return [f.message for f in findings if f.severity == "error" and not f.rule.startswith("arithmetic")]


def test_no_false_alarm_on_our_own_pages(own_pages: Path) -> None:
    assert [alarm for folder in sorted(own_pages.iterdir()) for alarm in false_alarms(folder)] == []


@pytest.mark.corpus
def test_no_false_alarm_on_the_reference_corpus(corpus: Path) -> None:
    folders = [folder for folder in sorted(corpus.iterdir()) if (folder / "gold.json").exists()]
    assert [alarm for folder in folders for alarm in false_alarms(folder)] == []


def arithmetic(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.rule.startswith("arithmetic")]


def test_the_pages_own_errors_are_found_and_no_others(own_pages: Path) -> None:
    found = {folder.name: arithmetic(make_report(*true_reading(folder))) for folder in own_pages.iterdir()}
    assert {name: rules for name, rules in found.items() if rules} == {
        "a-xixiu-nd": ["arithmetic-share"],
        "c-chongchuan-2023": ["arithmetic-average"],
    }


def warned(text: str, *given: tuple[str, str, str], falls: bool = False) -> list[tuple[str, str]]:
    """Rules and severities of a report with these rows; coverage aside."""
    article = page(text)
    report = report_of(article, [row | {"falls": falls} for row in rows(article, *given)])
    return [(f.rule, f.severity) for f in report.findings if f.rule != "uncovered-figure"]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("全县履约项目18个。推介活动办了5场。", ("18个", "implemented.projects", "level")),
        ("今年入统项目27个，总投资41亿元。", ("41亿元", "registered.investment", "level")),
        ("签约28个项目。其中，轻工专班4个项目，农业专班6个项目。", ("4个", "signed.projects", "level")),
        (
            "本年共签约项目50个。扎根落户多年的老厂家也添了新线，其转投资的项目有7个。",
            ("7个", "signed.projects", "level"),
        ),
        ("全年外出走访企业210家次。", ("210家次", "enterprises.contacted", "level")),
        ("全市签约项目30个。开工现场很热闹，当日亮相项目12个。", ("12个", "signed.projects", "level")),
    ],
)
def test_words_elsewhere_do_not_speak_against_a_row(text: str, given: tuple[str, str, str]) -> None:
    assert warned(text, given) == []


def test_words_in_the_clause_speak_against_a_row() -> None:
    text = "本年共签约项目50个。半年来天气晴好，开工项目33个。"
    assert warned(text, ("33个", "signed.projects", "level")) == [("indicator-against-wording", "warning")]


def test_places_gained_in_a_ranking_are_no_money() -> None:
    assert warned("到位资金居全省第5位，较上年前移4位。", ("4位", "funds_in_place", "change")) == []
    wrong = warned("到位资金居全省第5位，新来客商4位。", ("4位", "funds_in_place", "change"))
    assert ("unit-against-indicator", "error") in wrong


@pytest.mark.parametrize("falls", [True, False])
def test_an_explicit_minus_is_a_fall(falls: bool) -> None:
    text = "到位资金52.3亿元，同比增长-6.4%。"
    assert warned(text, ("-6.4%", "funds_in_place", "growth"), falls=falls) == []


def test_an_average_is_not_swapped_with_a_total() -> None:
    text = "签约项目16个，总额4.8亿美元，合同外资2.1亿美元。算下来，每项投资3000万美元。"
    given = [("2.1亿美元", "foreign_funds", "level"), ("3000万美元", "signed.investment", "level")]
    assert warned(text, *given) == []


def test_a_share_of_the_plan_is_completion() -> None:
    text = "到位资金7.2亿元，占计划内到位资金9亿元的80%。"
    assert warned(text, ("80%", "funds_in_place", "completion")) == []


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("引进10亿元以上项目若干。", []),
        ("引进超5亿元的项目若干。", []),
        ("到位资金超过30亿元。", ["30亿元"]),
        ("全程只用了3个月。", []),
        ("签约项目不少于6个。", ["6个"]),
    ],
)
def test_thresholds_and_spans_of_time_are_not_missed(text: str, listed: list[str]) -> None:
    article = page(text)
    missing = [f for f in report_of(article, []).findings if f.rule == "uncovered-figure"]
    assert [article.figures[f.figures[0] - 1].surface for f in missing] == listed
