"""The Pydantic models of a report and of a draft; nothing else.

A `Draft` is what a reader (rules or a language model) says about an article: it refers to figures
by number and never writes one. A `Report` is a draft after verification, with every number filled
in by code. `schemas/report.schema.json` and `schemas/draft.schema.json` are generated from here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from summarizer.article import (
    Article,
    Bound,
    Certainty,
    Figure,
    FigureKind,
    Period,
    Region,
    RegionLevel,
    Span,
)
from summarizer.vocabulary import Term, vocabulary

SCHEMA_VERSION = "1.1"


def _exact_number(value: Decimal) -> int | float | str:
    """A JSON number where JSON's reader gets the same decimal back, else its digits as a string."""
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)


def _read_exact(value: object) -> object:
    return repr(value) if isinstance(value, float) else value


ExactDecimal = Annotated[
    Decimal,
    BeforeValidator(_read_exact),
    PlainSerializer(_exact_number, return_type=int | float | str, when_used="json"),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}),
]
"""An exact decimal: a JSON number whenever a double holds it exactly, else a string of digits."""

Spanned = Annotated[
    Span,
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2,
            "description": "[start, end) in characters",
        }
    ),
]


def _known(terms: dict[str, Term], what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in terms:
            raise ValueError(f"unknown {what}: {value}")
        return value

    return check


def _enum(terms: dict[str, Term]) -> dict[str, Any]:
    return {"type": "string", "enum": list(terms)}


_WORDS = vocabulary()
IndicatorId = Annotated[
    str, AfterValidator(_known(_WORDS.indicators, "indicator")), WithJsonSchema(_enum(_WORDS.indicators))
]
AspectId = Annotated[
    str, AfterValidator(_known(_WORDS.aspects, "aspect")), WithJsonSchema(_enum(_WORDS.aspects))
]
ProjectStatus = Annotated[
    str,
    AfterValidator(_known(_WORDS.project_statuses, "project status")),
    WithJsonSchema(_enum(_WORDS.project_statuses)),
]


_new = object.__new__
_set_values, _set_given, _set_extra, _set_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache
def _all_fields(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


class Model(BaseModel):
    """What all models here share: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    @classmethod
    def unchecked(cls, **values: Any) -> Self:
        """A model of values that are what its fields ask for already: all of them, in their order.

        Many rows are made of figures that code has computed; checking them again would take longer
        than making them.
        """
        model = _new(cls)
        _set_values(model, values)
        _set_given(model, _all_fields(cls))
        _set_extra(model, None)
        _set_private(model, None)
        return model


# --- the draft: what a reader says, without a number of its own ---------------------------------


class DraftStatement(Model):
    """One row: what a figure of the article means."""

    figure: int = Field(description="number of the figure")
    indicator: IndicatorId
    aspect: AspectId
    falls: bool = Field(default=False, description="true where the wording says a fall (下降, 减少)")
    region: str | None = Field(
        default=None, description="whose figure, as written in the body; null: the page's"
    )
    scope: str | None = Field(default=None, description="what narrows it, as written; several joined by ；")
    period: int | None = Field(default=None, description="number of the date or period figure")


class DraftProject(Model):
    """A named project or deal."""

    name: str
    investor: str | None = None
    amount: int | None = Field(default=None, description="number of the money figure")
    status: ProjectStatus
    location: str | None = None
    capacity: int | None = Field(default=None, description="number of the capacity figure")


class DraftEvent(Model):
    """A named event: a fair, a signing ceremony, a campaign."""

    name: str
    date: int | None = Field(default=None, description="number of the date figure")
    place: str | None = None


class Draft(Model):
    """A reading of one article, by figure numbers only.

    `headline` and `summary` are templates: `{12}` stands for figure 12, and no digit may stand
    outside braces. Names, titles, places and quoted phrases are copied from the body.
    """

    headline: str
    summary: str
    region: str | None = None
    period: int | None = Field(default=None, description="figure of the period the page reports on")
    statements: list[DraftStatement] = Field(default_factory=list[DraftStatement])
    projects: list[DraftProject] = Field(default_factory=list[DraftProject])
    events: list[DraftEvent] = Field(default_factory=list[DraftEvent])
    policies: list[str] = Field(default_factory=list[str])
    industries: list[str] = Field(default_factory=list[str])
    measures: list[str] = Field(default_factory=list[str])
    outlook: list[str] = Field(default_factory=list[str])


# --- the report: the draft after verification ---------------------------------------------------


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
            repairs=[
                RepairRecord.unchecked(
                    span=repair.span,
                    before=repair.before,
                    after=repair.after,
                    certainty=repair.certainty,
                    kind=repair.kind,
                )
                for repair in article.repairs
            ],
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
        return cls.unchecked(
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


class Relation(Model):
    """Arithmetic between figures of the page, named by their numbers.

    A term the page leaves out is null and `implied` gives the value it must have. `computed` is what
    the other terms give, `margin` its distance from what is printed, both in base units (percent for
    share and completion); `holds` allows for the rounding or truncation of the printed precision.
    """

    figures: list[int] = Field(description="numbers of all figures that take part")
    holds: bool
    computed: ExactDecimal | None = None
    margin: ExactDecimal | None = None
    implied: ExactDecimal | None = None


class SumRelation(Relation):
    """Parts that make up a total."""

    type: Literal["sum"] = "sum"
    parts: list[int]
    total: int | None


class ShareRelation(Relation):
    """A part of a whole, with its percentage."""

    type: Literal["share"] = "share"
    part: int | None
    whole: int | None
    percent: int | None


class CompletionRelation(Relation):
    """An actual against its target, with the percentage reached."""

    type: Literal["completion"] = "completion"
    actual: int | None
    target: int | None
    percent: int | None


class NestedRelation(Relation):
    """Values each no less than the next: a subset never exceeds its whole."""

    type: Literal["nested"] = "nested"
    values: list[int]


class GrowthRelation(Relation):
    """A current value against an earlier one, with the growth in percent."""

    type: Literal["growth"] = "growth"
    current: int | None
    previous: int | None
    percent: int | None


class AverageRelation(Relation):
    """A total over a count, with the average printed."""

    type: Literal["average"] = "average"
    total: int | None
    count: int | None
    average: int | None


AnyRelation = Annotated[
    SumRelation | ShareRelation | CompletionRelation | NestedRelation | GrowthRelation | AverageRelation,
    Field(discriminator="type"),
]

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
