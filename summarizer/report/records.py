"""The cleaned page and its figures as a report shows them."""

from __future__ import annotations

from datetime import date

from summarizer.article import (
    Article,
    Bound,
    Certainty,
    Figure,
    FigureKind,
    Period,
    Region,
    RegionLevel,
)
from summarizer.report.fields import ExactDecimal, Model, Spanned, made


class RegionRecord(Model):
    """An administrative division."""

    name: str
    province: str | None = None
    level: RegionLevel | None = None

    @classmethod
    def of(cls, region: Region | None) -> RegionRecord | None:
        """The record of an article's region."""
        return cls(name=region.name, province=region.province, level=region.level) if region else None


class PeriodRecord(Model):
    """A stretch of time as worded, with its calendar days where known (both inclusive)."""

    text: str
    start: date | None = None
    end: date | None = None

    @classmethod
    def of(cls, period: Period | None) -> PeriodRecord | None:
        """The record of an article's period."""
        return cls.unchecked(text=period.text, start=period.start, end=period.end) if period else None


class RepairRecord(Model):
    """A repair: where in the body, what the page had, what the body has, how sure."""

    span: Spanned
    before: str
    after: str
    certainty: Certainty
    kind: str = ""


class ArticleRecord(Model):
    """The cleaned page."""

    id: str
    path: str | None
    title: str | None
    source: str | None
    author: str | None
    published: date | None
    region: RegionRecord | None
    period: PeriodRecord | None
    body: str
    encoding: str
    damage: list[str]
    repairs: list[RepairRecord]

    @classmethod
    def of(cls, article: Article) -> ArticleRecord:
        """The record of an article."""
        return cls(
            id=article.id,
            path=article.path,
            title=article.title,
            source=article.source,
            author=article.author,
            published=article.published,
            region=RegionRecord.of(article.region),
            period=PeriodRecord.of(article.period),
            body=article.body,
            encoding=article.encoding,
            damage=list(article.damage),
            repairs=[made(RepairRecord, repair._asdict()) for repair in article.repairs],
        )


class FigureRecord(Model):
    """A figure of the body; the fields mean what `summarizer.article.Figure` says."""

    id: int
    surface: str
    span: Spanned
    raw_span: Spanned
    value: ExactDecimal | None
    unit: str
    approx: bool
    kind: FigureKind
    upper: ExactDecimal | None = None
    bound: Bound | None = None
    measure: str | None = None
    start: date | None = None
    end: date | None = None
    reason: str | None = None

    @classmethod
    def of(cls, figure: Figure) -> FigureRecord:
        """The record of a figure."""
        return made(
            cls,
            {
                "id": figure.id,
                "surface": figure.surface,
                "span": figure.span,
                "raw_span": figure.raw_span,
                "value": figure.value,
                "unit": figure.unit,
                "approx": figure.approx,
                "kind": figure.kind,
                "upper": figure.upper,
                "bound": figure.bound,
                "measure": figure.measure,
                "start": figure.start,
                "end": figure.end,
                "reason": figure.reason,
            },
        )
