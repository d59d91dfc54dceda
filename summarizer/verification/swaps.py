"""Figures that were swapped between rows: each would fit the other's place much better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from summarizer.article import Article, Figure
from summarizer.report import Finding
from summarizer.verification.claims import Claim
from summarizer.verification.fitness import FAR, Surroundings, fitting_measures, group_of, scope_threshold

_SWAP_GAIN = 10.0
_FEW, _WINDOW = 40, 10


def find_swaps(claims: Sequence[Claim], article: Article, around: Surroundings) -> Iterator[Finding]:
    """Two rows that would each fit the other's figure much better."""
    own = [row_cost(claim, claim.figure, article, around) for claim in claims]
    gains: list[tuple[float, int, int]] = []
    for left, right in _pairs(claims, around):
        spare = own[left] + own[right] - _SWAP_GAIN
        if spare <= 0:
            continue
        crossed = row_cost(claims[left], claims[right].figure, article, around, spare)
        if crossed < spare:
            crossed += row_cost(claims[right], claims[left].figure, article, around, spare - crossed)
            if crossed < spare:
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


def _pairs(claims: Sequence[Claim], around: Surroundings) -> Iterator[tuple[int, int]]:
    """Rows that could be taken for each other: all on a short page, neighbours on a long one.

    An average (每项投资) and a total are never taken for each other.
    """
    by_unit: dict[tuple[str, str], list[int]] = {}
    for number, claim in enumerate(claims):
        # A row that says nothing but a number fits everywhere: it proves no swap.
        if claim.scope or claim.indicator not in (None, "other"):
            kind = f"{claim.figure.kind}{' average' * around.is_average(claim.figure)}"
            by_unit.setdefault((claim.unit, kind), []).append(number)
    for numbers in by_unit.values():
        numbers.sort(key=lambda number: claims[number].figure.span.start)
        reach = len(numbers) if len(numbers) <= _FEW else _WINDOW
        for at, left in enumerate(numbers):
            for right in numbers[at + 1 : at + 1 + reach]:
                one, two = claims[left], claims[right]
                if one.figure.id != two.figure.id and one.value != two.value:
                    yield left, right


def row_cost(
    claim: Claim, figure: Figure, article: Article, around: Surroundings, limit: float = inf
) -> float:
    """How badly a row fits a figure, in characters; see `summarizer.verification.fitness`.

    Beyond a limit the cost need not be exact, only as much as the limit: what is quick to tell comes
    first.
    """
    cost = 0.0
    said = around.wording_aspect(figure)
    if figure.kind in ("percent", "multiple"):
        cost += 40.0 if said and said != claim.aspect else 0.0
    elif said in ("target", "change") or claim.aspect in ("target", "change"):
        cost += 20.0 if said != claim.aspect else 0.0
    own, named = scope_threshold(claim.scope), around.label_threshold(figure)
    if named is not None and own != named:
        cost += 60.0 if own is not None else 25.0
    if cost >= limit:
        return cost
    indicator = claim.indicator or ""
    group = group_of(indicator) if indicator else None
    if group:
        cost += min(FAR, around.to_group(group, figure))
        if cost >= limit:
            return cost
        cost += around.to_measure(indicator, figure)
    measures = fitting_measures(indicator) if indicator else frozenset[str]()
    if measures and figure.kind == "count" and figure.measure and figure.measure not in measures:
        cost += 60.0
    if cost >= limit:
        return cost
    cost += around.to_scope(claim.scope, figure)
    if claim.region and article.region and claim.region != article.region.name:
        cost += around.to_region(claim.region, figure)
    return cost
