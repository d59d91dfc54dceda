"""The page as a report shows it, with what the reader knows of it where cleaning found nothing."""

from __future__ import annotations

from summarizer.article import Article, Figure
from summarizer.engines.base import Reading
from summarizer.report import ArticleRecord, PeriodRecord, RegionRecord
from summarizer.verification.grounding import canonical_region, stands_as_region


def period_record(figure: Figure) -> PeriodRecord:
    """The period that a figure names."""
    return PeriodRecord.unchecked(text=figure.surface, start=figure.start, end=figure.end)


def article_record(article: Article, reading: Reading) -> ArticleRecord:
    """The page as the report shows it; the reader's region and period stand in where cleaning found none."""
    record = ArticleRecord.of(article)
    named = reading.draft.region
    if record.region is None and named and stands_as_region(named, article.body):
        record.region = RegionRecord.of(canonical_region(named, None))
    when = article.figure(reading.draft.period) if reading.draft.period is not None else None
    if record.period is None and when is not None and when.kind in ("date", "period"):
        record.period = period_record(when)
    return record
