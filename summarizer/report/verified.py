"""The draft after verification: rows, named things, findings, and the report that holds them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from summarizer.report.fields import AspectId, ExactDecimal, IndicatorId, Model, ProjectStatus, Spanned
from summarizer.report.records import ArticleRecord, FigureRecord, PeriodRecord
from summarizer.report.relations import AnyRelation

SCHEMA_VERSION = "1.1"

StatementStatus = Literal["confirmed", "grounded", "disputed"]
Confidence = Literal["high", "medium", "low"]


class Statement(Model):
    """One verified row.

    `value` is in base units and takes its sign and scale from the aspect (下降3% is -3; 增长1.4倍 is
    140); `surface`, `figure` and `span` say where it stands. `status` is `confirmed` where
    arithmetic with other figures agrees, `grounded` where the figure is in the source and nothing
    contradicts it, `disputed` where a finding of level error names it.

    `confidence` says how far the row's meaning can be relied on: `high` where arithmetic confirms it or
    two independent readings, the model's and the rules', agree on it; `low` where it is disputed or the
    two readings differ; `medium` where one reading alone says so. Low wins over high. Null in reports
    made before there was this field.
    """

    indicator: IndicatorId
    aspect: AspectId
    value: ExactDecimal
    unit: str
    surface: str
    figure: int
    span: Spanned
    region: str | None
    scope: str | None
    period: PeriodRecord | None
    approx: bool
    status: StatementStatus
    confidence: Confidence | None = None


class Project(Model):
    """A named project or deal; `amount` in base units of `currency`, null where the page gives none."""

    name: str
    investor: str | None
    amount: ExactDecimal | None
    currency: str
    figure: int | None
    status: ProjectStatus
    location: str | None
    capacity: str | None
    span: Spanned | None


class Event(Model):
    """A named event."""

    name: str
    date: PeriodRecord | None
    place: str | None
    span: Spanned | None


class Quote(Model):
    """A phrase of the body: a policy, an industry, a measure taken, an outlook."""

    text: str
    span: Spanned | None


Severity = Literal["error", "warning", "info"]


class Finding(Model):
    """Something a reader should know before trusting a row; `rule` is a stable identifier."""

    rule: str
    severity: Severity
    message: str
    figures: list[int] = Field(default_factory=list[int])


class Usage(Model):
    """Tokens as the endpoint reported them, all attempts together; `cached` is part of `input`."""

    input: int = 0
    output: int = 0
    cached: int = 0


class Run(Model):
    """How the report was made: `seconds` of wall time, `cost` in US dollars where it is known."""

    engine: str
    model: str | None = None
    prompt: str | None = None
    schema_: str | None = Field(default=None, alias="schema")
    attempts: int = 0
    usage: Usage = Field(default_factory=Usage)
    cost: float | None = None
    seconds: float = 0.0


class Report(Model):
    """One page's verified report: the contract other programs rely on."""

    schema_version: str = SCHEMA_VERSION
    article: ArticleRecord
    headline: str
    summary: str
    summary_template: str
    figures: list[FigureRecord]
    statements: list[Statement]
    projects: list[Project]
    events: list[Event]
    policies: list[Quote]
    industries: list[Quote]
    measures: list[Quote]
    outlook: list[Quote]
    relations: list[AnyRelation]
    findings: list[Finding]
    run: Run
