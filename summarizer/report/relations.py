"""Arithmetic between the figures of a page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from summarizer.report.fields import ExactDecimal, Model


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
