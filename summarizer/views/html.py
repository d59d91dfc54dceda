"""A report as one HTML file that shows where every number stands, and an index for a folder of them.

The files ask for nothing from anywhere: styles and script are inside, and a content security policy
lets only these run. Everything that comes from a page is escaped by the template engine.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.report import FigureRecord, Project, Report, Statement
from summarizer.views import evidence, prose
from summarizer.views.amounts import project_amount, statement_value
from summarizer.views.arithmetic import written_out
from summarizer.views.charts import charts
from summarizer.views.findings import told
from summarizer.views.labels import (
    MARKS,
    Lang,
    aspect_label,
    indicator_label,
    label,
    project_status_label,
    word,
)
from summarizer.views.rows import figures_by_id, grouped, other_period, uncovered
from summarizer.views.safe import line, plain

if TYPE_CHECKING:
    from jinja2 import Environment

_INDEX_COLUMNS = ("signed.projects", "signed.investment", "funds_in_place")


def to_html(report: Report, *, page: str | None = None, lang: Lang = "zh") -> str:
    """The evidence page of one report.

    Args:
        report: what to show.
        page: the page as it was received, shown on demand with its figures marked.
        lang: language of labels, headline and summary; the article stays as it is.
    """
    figures = figures_by_id(report)
    return rendered(
        "evidence",
        lang,
        script="evidence.js",
        report=report,
        title=prose.title(report, lang),
        headline=prose.headline(report, lang),
        summary=prose.summary(report, lang),
        groups=grouped(report),
        charts=charts(report, lang),
        relations=[(one.type, written_out(one, figures, lang)) for one in report.relations],
        findings=told(report, lang),
        uncovered=uncovered(report),
        figures=figures,
        paragraphs=evidence.paragraphs(report),
        page=evidence.page_pieces(report, page) if page is not None else None,
        other_period=other_period,
        counts=_counts(report),
    )


def to_index(reports_with_hrefs: Iterable[tuple[Report, str]], *, lang: Lang = "zh") -> str:
    """A page that lists reports, with search, sorting and filters.

    Args:
        reports_with_hrefs: each report with the address of its evidence page, relative to the index.
        lang: language of the labels.
    """
    entries = [_entry(report, href, lang) for report, href in reports_with_hrefs]
    provinces = sorted({entry["province"] for entry in entries if entry["province"]})
    return rendered(
        "index", lang, script="index.js", entries=entries, provinces=provinces, columns=_INDEX_COLUMNS
    )


def rendered(name: str, lang: Lang, *, script: str = "", **content: Any) -> str:
    """A template filled in, with its style and script inside and a policy that lets only these run."""
    environment = _environment()
    style, script = _asset("page.css"), _asset(script) if script else ""
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src {_hash(style)}; script-src {_hash(script)}"
    )
    return environment.get_template(f"{name}.html.j2").render(
        lang=lang,
        policy=policy,
        style=_trusted(style),
        script=_trusted(script),
        marks=MARKS,
        words=_Words(lang),
        **content,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What a template may ask for: labels and values in the reader's language."""

    lang: Lang

    def word(self, name: str) -> str:
        return word(name, self.lang)

    def label(self, table: str, name: str) -> str:
        return label(table, name, self.lang)

    def indicator(self, name: str) -> str:
        return indicator_label(name, self.lang)

    def aspect(self, name: str) -> str:
        return aspect_label(name, self.lang)

    def stage(self, project: Project) -> str:
        return project_status_label(project.status, self.lang)

    def value(self, row: Statement) -> str:
        return statement_value(row, self.lang)

    def fraction(self, row: Statement, rows: list[Statement]) -> str:
        """A bar's length in percent of the longest."""
        longest = max(abs(other.value) for other in rows)
        return f"{float(abs(row.value) / longest) * 100 if longest else 0:.2f}"

    def surface(self, figure: FigureRecord) -> str:
        return line(figure.surface)

    def amount(self, project: Project, figures: dict[int, FigureRecord]) -> str:
        return project_amount(project, figures, self.lang)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def harmless(value: Any) -> Any:
        return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=PackageLoader("summarizer.views"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    loader = _environment().loader
    return loader.get_source(_environment(), name)[0].strip() if loader else ""


def _trusted(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (our own files, never a page's text)


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _counts(report: Report) -> dict[str, int]:
    counts = dict.fromkeys(MARKS, 0)
    for row in report.statements:
        counts[row.status] += 1
    return {str(status): number for status, number in counts.items()}


def _entry(report: Report, href: str, lang: Lang) -> dict[str, Any]:
    article = report.article
    region = article.region
    rows = {name: _main_row(report, name) for name in _INDEX_COLUMNS}
    severities = [one.severity for one in report.findings]
    return {
        "href": safe_address(href),
        "title": prose.title(report, lang),
        "source": article.source or "",
        "published": article.published.isoformat() if article.published else "",
        "region": region.name if region else "",
        "province": (region.province or region.name) if region else "",
        "period": article.period.text if article.period else "",
        "ends": article.period.end.isoformat() if article.period and article.period.end else "",
        "cells": [
            (statement_value(row, lang), str(row.value), row.scope or "") if row else ("", "", "")
            for row in rows.values()
        ],
        "counts": _counts(report),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }


def _main_row(report: Report, indicator: str) -> Statement | None:
    """The page's own level of an indicator: of its own region and unnarrowed, where there is one."""
    own = report.article.region.name if report.article.region else None
    rows = [row for row in report.statements if row.indicator == indicator and row.aspect == "level"]
    whole = [row for row in rows if row.region in (None, own)] or rows
    return next((row for row in whole if not row.scope), whole[0] if whole else None)


def safe_address(href: str) -> str:
    """An address as it is, unless its scheme could run something."""
    return href if urlsplit(href.strip()).scheme in ("", "http", "https", "file") else "#"
