"""Figures that were swapped between rows: each would fit the other's place much better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.article import Article, Figure
from summarizer.report import Finding
from summarizer.verification.claims import Claim
from summarizer.verification.fitness import FAR, Surroundings, fitting_measures, group_of, scope_threshold

_SWAP_GAIN = 10.0
_FEW, _WINDOW = 40, 10
_SET_APART = ("target", "change")


def find_swaps(claims: Sequence[Claim], article: Article, around: Surroundings) -> Iterator[Finding]:
    """Two rows that would each fit the other's figure much better."""
    gains: list[tuple[float, int, int]] = []
    for numbers in _alike(claims, around):
        own = {number: row_cost(claims[number], claims[number].figure, article, around) for number in numbers}
        for left, right in _pairs(numbers, claims):
            one, two = claims[left], claims[right]
            spare = own[left] + own[right] - _SWAP_GAIN
            if spare <= 0:
                continue
            crossed = 0.0
            for cost in _COSTS:
                crossed += cost(one, two.figure, article, around) + cost(two, one.figure, article, around)
                if crossed >= spare:
                    break
            else:
                gains.append((crossed - own[left] - own[right], left, right))
    told: set[int] = set()
    for _, left, right in sorted(gains):
        if not {left, right} & told:
            told |= {left, right}
            first, second = claims[left], claims[right]
            message = (
                f"{first.figure.surface} and {second.figure.surface} look swapped: "
                f"each stands where the other's row belongs"
            )
            figures = [first.figure.id, second.figure.id]
            yield Finding(rule="figures-swapped", severity="warning", message=message, figures=figures)


def _alike(claims: Sequence[Claim], around: Surroundings) -> Iterator[list[int]]:
    """Rows that could be taken for each other, at least two, in the order of the body.

    An average (每项投资) and a total are never taken for each other.
    """
    by_unit: dict[tuple[str, str, bool], list[int]] = {}
    for number, claim in enumerate(claims):
        # A row that says nothing but a number fits everywhere: it proves no swap.
        if claim.scope or claim.indicator not in (None, "other"):
            kind = (claim.unit, claim.figure.kind, around.is_average(claim.figure))
            by_unit.setdefault(kind, []).append(number)
    for numbers in by_unit.values():
        if len(numbers) > 1:
            yield sorted(numbers, key=lambda number: claims[number].figure.span.start)


def _pairs(numbers: Sequence[int], claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """All pairs of rows on a short page, neighbours on a long one."""
    reach = len(numbers) if len(numbers) <= _FEW else _WINDOW
    for at, left in enumerate(numbers):
        one = claims[left]
        for right in numbers[at + 1 : at + 1 + reach]:
            two = claims[right]
            if one.figure.id != two.figure.id and one.value != two.value:
                yield left, right


def row_cost(claim: Claim, figure: Figure, article: Article, around: Surroundings) -> float:
    """How badly a row fits a figure, in characters; see `summarizer.verification.fitness`."""
    return sum(cost(claim, figure, article, around) for cost in _COSTS)


def _mismatch(claim: Claim, figure: Figure, article: Article, around: Surroundings) -> float:
    """Another aspect, threshold or measure word than the row's."""
    cost = 0.0
    said = around.wording_aspect(figure)
    if said != claim.aspect:
        if figure.kind in ("percent", "multiple"):
            cost += 40.0 if said else 0.0
        elif said in _SET_APART or claim.aspect in _SET_APART:
            cost += 20.0
    named = around.label_threshold(figure)
    if named is not None:
        own = scope_threshold(claim.scope)
        if own != named:
            cost += 60.0 if own is not None else 25.0
    if claim.indicator and figure.kind == "count" and figure.measure:
        measures = fitting_measures(claim.indicator)
        if measures and figure.measure not in measures:
            cost += 60.0
    return cost


def _to_stage(claim: Claim, figure: Figure, article: Article, around: Surroundings) -> float:
    """How far the words of the row's indicator are, or of its stage."""
    group = group_of(claim.indicator) if claim.indicator else None
    return min(FAR, around.to_group(group, figure)) if group else 0.0


def _to_rest(claim: Claim, figure: Figure, article: Article, around: Surroundings) -> float:
    """How far the words of the row's measure, scope and region are."""
    way = 0.0
    if claim.indicator and group_of(claim.indicator):
        way += around.to_measure(claim.indicator, figure)
    if claim.scope:
        way += around.to_scope(claim.scope, figure)
    if claim.region and article.region and claim.region != article.region.name:
        way += around.to_region(claim.region, figure)
    return way


_COSTS = (_mismatch, _to_stage, _to_rest)
"""What a row costs on a figure, the quickest to tell first."""
