"""Small pages for tests: a text with its figures, and rows that name them by what they look like."""

from __future__ import annotations

from datetime import date
from typing import Any

from summarizer.article import Article, Region, TracedText
from summarizer.engines.base import Reading
from summarizer.figures import find_figures
from summarizer.report import Draft, Report, Run
from summarizer.verification import make_report

TOWN = Region("海宁市", "浙江省", "county")


def page(body: str, region: Region = TOWN, published: date | None = None) -> Article:
    """A page whose text is exactly `body`."""
    figures = find_figures(body, published=published)
    return Article(
        "page", None, body, TracedText.of(body), "utf-8", region=region, published=published, figures=figures
    )


def rows(article: Article, *given: tuple[str, str, str] | tuple[str, str, str, str]) -> list[dict[str, Any]]:
    """Draft rows from (surface, indicator, aspect[, scope]); a surface given again is its next place."""
    at = 0
    made: list[dict[str, Any]] = []
    for surface, indicator, aspect, *scope in given:
        found = [figure for figure in article.figures if figure.surface == surface]
        later = [figure for figure in found if figure.id > at]
        assert found, f"no figure {surface} among {[figure.surface for figure in article.figures]}"
        figure = (later or found)[0]
        at = figure.id if later else at
        row = {
            "figure": figure.id,
            "indicator": indicator,
            "aspect": aspect,
            "scope": scope[0] if scope else None,
        }
        made.append(row)
    return made


def report_of(article: Article, statements: list[dict[str, Any]], **draft: Any) -> Report:
    """The report of a reading with these rows."""
    fields = {"headline": "", "summary": "", "statements": statements} | draft
    return make_report(article, Reading(Draft.model_validate(fields), Run(engine="test")))


def shown(report: Report) -> list[tuple[str, tuple[str, ...], bool]]:
    """Relations as (type, surfaces in text order, holds)."""
    surface = {figure.id: figure.surface for figure in report.figures}
    return [(r.type, tuple(surface[number] for number in r.figures), r.holds) for r in report.relations]
