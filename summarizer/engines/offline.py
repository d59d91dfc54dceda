"""The offline reader: rules of the language over figures and their clauses; no model, no network."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.article import Article
from summarizer.engines.base import Reading
from summarizer.engines.reading import quotes
from summarizer.engines.reading.clauses import Layout, lay_out
from summarizer.engines.reading.eventnames import is_generic, spoken_events
from summarizer.engines.reading.owners import Owners
from summarizer.engines.reading.projectbook import NamedProject
from summarizer.engines.reading.projects import find_projects
from summarizer.engines.reading.prose import Prose
from summarizer.engines.reading.rows import Row
from summarizer.engines.reading.statements import Reader
from summarizer.engines.reading.windows import thresholds
from summarizer.report import Draft, DraftProject, DraftStatement, Run


class OfflineEngine:
    """Reads an article by rules: deterministic, explainable, some thousand characters a millisecond."""

    @property
    def name(self) -> str:
        """`offline`."""
        return "offline"

    async def read(self, article: Article) -> Reading:
        """Read one article; see `read_offline`."""
        return read_offline(article)


class Understood(NamedTuple):
    """What the rules make of a page before anything is worded."""

    layout: Layout
    projects: list[NamedProject]
    events: list[tuple[int, int]]
    rows: list[Row]


def understand(article: Article) -> Understood:
    """Clauses, projects, events and rows of an article."""
    layout = lay_out(article.body, article.figures)
    body = article.body
    narrowing = thresholds(article.figures, body)
    projects = find_projects(layout, article.figures, narrowing)
    owned = frozenset(number for project in projects for number in project.owned)
    spoken = spoken_events(body)
    events = [span for span in spoken if not is_generic(body[slice(*span)])]
    rows = Reader(article, layout, narrowing, owned, spoken, Owners.of(layout, article.region)).rows()
    return Understood(layout, projects, events, rows)


def read_offline(article: Article) -> Reading:
    """A draft of an article made by rules alone, with a line for every row on what told its meaning."""
    page = understand(article)
    explanations = tuple(_explanations(page.rows, page.projects))
    return Reading(_draft(article, page), Run(engine="offline"), explanations=explanations)


def rows_by_rules(article: Article) -> list[DraftStatement]:
    """The rows of `read_offline` alone: what another reading is compared with."""
    return [_statement(row) for row in understand(article).rows]


def _statement(row: Row) -> DraftStatement:
    return DraftStatement.unchecked(
        figure=row.figure.id,
        indicator=row.indicator,
        aspect=row.aspect,
        falls=row.falls,
        region=row.region,
        scope=row.scope,
        period=row.period,
    )


def _draft(article: Article, page: Understood) -> Draft:
    layout = page.layout
    region = article.region.name if article.region else None
    period = _period_figure(article)
    outlook = quotes.outlook(layout)
    prose = Prose(article, page.rows, page.projects, region, period)
    return Draft.unchecked(
        headline=prose.headline(),
        summary=prose.summary(),
        region=region,
        period=period,
        statements=[_statement(row) for row in page.rows],
        projects=[_project(project) for project in page.projects],
        events=quotes.events(layout, article, page.events),
        policies=quotes.policies(article.body),
        industries=quotes.industries(article.body),
        measures=quotes.measures(layout, outlook),
        outlook=outlook,
    )


def _project(project: NamedProject) -> DraftProject:
    return DraftProject.unchecked(
        name=project.name,
        investor=project.investor,
        amount=project.amount.id if project.amount else None,
        status=project.status,
        location=project.location,
        capacity=project.capacity.id if project.capacity else None,
    )


def _period_figure(article: Article) -> int | None:
    if article.period is None:
        return None
    for figure in article.figures:
        if figure.kind in ("date", "period") and figure.surface == article.period.text:
            return figure.id
    return None


def _explanations(rows: list[Row], projects: list[NamedProject]) -> list[str]:
    lines = [
        f"[{row.figure.id}] {row.figure.surface} → {row.indicator}.{row.aspect}: {row.why}" for row in rows
    ]
    lines += [f"[项目] {project.name}: {project.why}" for project in projects]
    return lines
