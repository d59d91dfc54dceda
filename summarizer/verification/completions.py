"""Completions: an actual against its target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from summarizer.report import CompletionRelation
from summarizer.verification.fits import HUNDRED, fit_percent
from summarizer.verification.found import Found, comparable_amounts, same_subject
from summarizer.verification.precision import Fit, Interval, printed_place
from summarizer.verification.rounding import implied_round
from summarizer.verification.terms import Term


def completion_of(percent: Term, terms: Sequence[Term]) -> Found | None:
    """The actual and target of a completion; a target the page leaves out is implied where it is round."""
    actuals = _nearest_before(percent, terms, lambda term: term.aspect == "level" and not term.earlier)
    if not actuals:
        return None
    targets = [
        term
        for term in terms
        if term.aspect == "target"
        and abs(term.place.sentence - percent.place.sentence) <= 1
        and same_subject(term, percent)
    ]
    targets.sort(key=lambda term: abs(term.at - percent.at))
    for target in targets:
        for actual in actuals:
            if comparable_amounts(actual, target):
                fit = fit_percent(actual, target, percent)
                if fit.holds:
                    return _completion_found(actual, target, percent, fit, sure=True)
    if targets:
        return _broken_completion(percent, actuals, targets)
    return _implied_completion(percent, actuals)


def _broken_completion(percent: Term, actuals: Sequence[Term], targets: Sequence[Term]) -> Found | None:
    target = targets[0]
    near = [actual for actual in actuals if comparable_amounts(actual, target)]
    if not near or not (_together(near[0], target, percent) or _alone(near, targets, percent)):
        return None
    fit = fit_percent(near[0], target, percent)
    return _completion_found(near[0], target, percent, fit, sure=True)


def _together(actual: Term, target: Term, percent: Term) -> bool:
    return target.place.part == percent.place.part == actual.place.part


def _alone(actuals: Sequence[Term], targets: Sequence[Term], percent: Term) -> bool:
    """Only one actual and one target are near, and all three are rows of one indicator and region."""
    named = [term for term in actuals if term.indicator == percent.indicator]
    planned = [term for term in targets if term.indicator == percent.indicator]
    if percent.indicator is None or len(named) != 1 or len(planned) != 1:
        return False
    return named[0] is actuals[0] and planned[0] is targets[0] and named[0].region == percent.region


def _completion_found(actual: Term, target: Term, percent: Term, fit: Fit, *, sure: bool) -> Found:
    relation = CompletionRelation(
        figures=sorted({actual.id, target.id, percent.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        actual=actual.id,
        target=target.id,
        percent=percent.id,
    )
    return Found(relation, sure, fit)


def _implied_completion(percent: Term, actuals: Sequence[Term]) -> Found | None:
    actual = next((term for term in actuals if term.place.part == percent.place.part), None)
    if actual is None or percent.figure.approx or actual.figure.approx:
        return None
    interval = implied_whole(actual, percent)
    target = implied_round(interval) if interval else None
    if target is None:
        return None
    computed = actual.value / target * HUNDRED
    relation = CompletionRelation(
        figures=sorted({actual.id, percent.id}),
        holds=True,
        computed=round(computed, 6),
        margin=round(computed - percent.value, 6),
        implied=target,
        actual=actual.id,
        target=None,
        percent=percent.id,
    )
    return Found(relation, True)


def implied_whole(part: Term, percent: Term) -> Interval | None:
    """All wholes of which the part is the percentage as printed."""
    scale = HUNDRED if percent.figure.kind == "multiple" else Decimal(1)
    place = printed_place(percent.figure) * scale
    low, high = percent.value - place / 2, percent.value + place
    if low <= 0 or part.value <= 0:
        return None
    return Interval(part.value / high * HUNDRED, part.value / low * HUNDRED)


def _nearest_before(percent: Term, terms: Sequence[Term], wanted: Callable[[Term], bool]) -> list[Term]:
    """What stands before a percentage in its sentence and can be its subject, the nearest first.

    A row of the same indicator goes before a number that no row explains; a sentence that has neither
    hands over to the one before it.
    """
    near = [
        term
        for term in terms
        if term.at < percent.at
        and 0 <= percent.place.sentence - term.place.sentence <= 1
        and wanted(term)
        and term.unit != "rank"
        and same_subject(term, percent)
    ]

    def order(term: Term) -> tuple[int, int, int]:
        unsure = int(bool(percent.indicator) and term.indicator != percent.indicator)
        return percent.place.sentence - term.place.sentence, unsure, percent.at - term.at

    return sorted(near, key=order)
