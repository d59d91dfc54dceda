"""A relation that was found, and which terms can take part in one."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.report import AnyRelation
from summarizer.verification.precision import Fit
from summarizer.verification.terms import Term


@dataclass(frozen=True, slots=True)
class Found:
    """A relation, and whether the wording leaves no doubt which figures it is between."""

    relation: AnyRelation
    sure: bool
    fit: Fit | None = None


def comparable(left: Term, right: Term) -> bool:
    """Same unit, and nothing known against the same indicator and region."""
    if left.unit != right.unit or left.figure.kind != right.figure.kind:
        return False
    if left.indicator and right.indicator and left.indicator != right.indicator:
        return False
    return not (left.region and right.region and left.region != right.region)


def same_subject(term: Term, percent: Term) -> bool:
    """Whether a term can be what a percentage speaks of: nothing known against it."""
    if term.indicator and percent.indicator and term.indicator != percent.indicator:
        return False
    return not (term.region and percent.region and term.region != percent.region)


def comparable_amounts(left: Term, right: Term) -> bool:
    """Same unit and same kind of quantity."""
    return left.unit == right.unit and left.figure.kind == right.figure.kind
