"""The page and its figures as a report shows them."""

from __future__ import annotations

from summarizer.article import Article, Figure, Period
from summarizer.engines.base import Reading
from summarizer.report import ArticleRecord, FigureRecord, PeriodRecord, RegionRecord, RepairRecord
from summarizer.verification.grounding import canonical_region, stands_as_region


def period_record(stretch: Figure | Period) -> PeriodRecord:
    """A period, or the figure that names one."""
    text = stretch.surface if isinstance(stretch, Figure) else stretch.text
    return PeriodRecord(text=text, start=stretch.start, end=stretch.end)


def article_record(article: Article, reading: Reading) -> ArticleRecord:
    """The page as the report shows it; the reader's region and period stand in where cleaning found none."""
    region, period = article.region, article.period
    named = reading.draft.region
    if region is None and named and stands_as_region(named, article.body):
        region = canonical_region(named, None)
    record = RegionRecord(name=region.name, province=region.province, level=region.level) if region else None
    when = article.figure(reading.draft.period) if reading.draft.period is not None else None
    stretch = period_record(period) if period else None
    if stretch is None and when is not None and when.kind in ("date", "period"):
        stretch = period_record(when)
    return ArticleRecord(
        id=article.id,
        path=article.path,
        title=article.title,
        source=article.source,
        author=article.author,
        published=article.published,
        region=record,
        period=stretch,
        body=article.body,
        encoding=article.encoding,
        damage=list(article.damage),
        repairs=[
            RepairRecord(
                span=fix.span, before=fix.before, after=fix.after, certainty=fix.certainty, kind=fix.kind
            )
            for fix in article.repairs
        ],
    )


def figure_record(figure: Figure) -> FigureRecord:
    """A figure as the report shows it."""
    return FigureRecord(
        id=figure.id,
        surface=figure.surface,
        span=figure.span,
        raw_span=figure.raw_span,
        value=figure.value,
        unit=figure.unit,
        approx=figure.approx,
        kind=figure.kind,
        upper=figure.upper,
        bound=figure.bound,
        measure=figure.measure,
        start=figure.start,
        end=figure.end,
        reason=figure.reason,
    )
