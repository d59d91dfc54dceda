"""The offline reader: rules of the language over figures and their clauses; no model, no network."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.engines.base import Reading
from summarizer.engines.reading import quotes
from summarizer.engines.reading.clauses import Layout, lay_out
from summarizer.engines.reading.eventnames import event_spans
from summarizer.engines.reading.owners import Owners
from summarizer.engines.reading.projectbook import NamedProject
from summarizer.engines.reading.projects import find_projects
from summarizer.engines.reading.prose import Prose
from summarizer.engines.reading.rows import Row
from summarizer.engines.reading.statements import Reader
from summarizer.engines.reading.windows import is_threshold
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


def read_offline(article: Article) -> Reading:
    """A draft of an article made by rules alone, with a line for every row on what told its meaning."""
    layout = lay_out(article.body, article.figures)
    body = article.body
    thresholds = frozenset(f.id for f in article.figures if is_threshold(f, body))
    projects = find_projects(layout, article.figures, thresholds)
    owned = frozenset(number for project in projects for number in project.owned)
    events = event_spans(body)
    rows = Reader(article, layout, thresholds, owned, events, Owners.of(layout, article.region)).rows()
    draft = _draft(article, rows, projects, layout, events)
    return Reading(draft, Run(engine="offline"), explanations=tuple(_explanations(rows, projects)))


def _draft(
    article: Article,
    rows: list[Row],
    projects: list[NamedProject],
    layout: Layout,
    events: list[tuple[int, int]],
) -> Draft:
    region = article.region.name if article.region else None
    period = _period_figure(article)
    outlook = quotes.outlook(layout)
    prose = Prose(article, rows, projects, region, period)
    return Draft.unchecked(
        headline=prose.headline(),
        summary=prose.summary(),
        region=region,
        period=period,
        statements=[
            DraftStatement.unchecked(
                figure=row.figure.id,
                indicator=row.indicator,
                aspect=row.aspect,
                falls=row.falls,
                region=row.region,
                scope=row.scope,
                period=row.period,
            )
            for row in rows
        ],
        projects=[
            DraftProject.unchecked(
                name=project.name,
                investor=project.investor,
                amount=project.amount.id if project.amount else None,
                status=project.status,
                location=project.location,
                capacity=project.capacity.id if project.capacity else None,
            )
            for project in projects
        ],
        events=quotes.events(layout, article, events),
        policies=quotes.policies(article.body),
        industries=quotes.industries(article.body),
        measures=quotes.measures(layout, outlook),
        outlook=outlook,
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
