"""Across pages: the same thing with different values, and counts from January that fall."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from verification_pages import page, report_of, rows

from summarizer.report import Report
from summarizer.verification import verify_collection


def month(name: str, end: date, count: str = "24个", **change: Any) -> Report:
    article = page(f"今年以来，全市签约项目{count}。")
    report = report_of(article, rows(article, (count, "signed.projects", "level")))
    report.article.id = name
    period = {"text": "今年以来", "start": date(end.year, 1, 1), "end": end}
    statement = report.statements[0].model_copy(update=change)
    data = statement.model_dump() | {"period": period}
    report.statements[0] = type(statement).model_validate(data)
    return report


JUNE, JULY = date(2023, 6, 30), date(2023, 7, 31)


def rules(*reports: Report) -> list[tuple[str, list[str]]]:
    return [(finding.rule, finding.pages) for finding in verify_collection(reports)]


def test_one_thing_with_two_values() -> None:
    found = rules(month("a", JUNE), month("b", JUNE, "42个"))
    assert found == [("same-figure-differs", ["a", "b"])]


def test_a_count_from_january_does_not_fall() -> None:
    assert rules(month("a", JUNE), month("b", JULY, "19个")) == [("series-falls", ["a", "b"])]


@pytest.mark.parametrize(
    "other",
    [
        month("b", JUNE),
        month("b", JULY, "31个"),
        month("b", date(2024, 1, 31), "3个"),
        month("b", JUNE, "42个", region="桐乡市"),
        month("b", JUNE, "42个", scope="亿元以上"),
        month("b", JUNE, "42个", indicator="landed.projects"),
    ],
)
def test_what_may_well_be_true_is_not_told(other: Report) -> None:
    assert rules(month("a", JUNE), other) == []


def test_reports_may_be_json() -> None:
    reports = [month("a", JUNE).model_dump(mode="json"), month("b", JUNE, "42个").model_dump(mode="json")]
    assert [finding.rule for finding in verify_collection(reports)] == ["same-figure-differs"]
