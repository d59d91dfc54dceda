"""Figures that were swapped between rows: each would fit the other's place much better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.article import Article, Figure
from summarizer.report import Finding
from summarizer.verification.claims import Claim
from summarizer.verification.fitness import FAR, Surroundings
from summarizer.verification.indicators import fitting_measures, group_of
from summarizer.verification.terms import scope_threshold

_SWAP_GAIN = 10.0
_FEW, _WINDOW = 40, 10
_SET_APART = ("target", "change")
_ANY_MEASURE: frozenset[str] = frozenset()


class _Seat(NamedTuple):
    """A figure, and the aspect and threshold that the words around it name."""

    figure: Figure
    said: str | None
    named: Decimal | None


class _Row(NamedTuple):
    """A row by its number, with what it asks of the place of a figure; `seat` is its own."""

    number: int
    claim: Claim
    seat: _Seat
    group: str | None
    measures: frozenset[str]
    threshold: Decimal | None
    region: str


def find_swaps(claims: Sequence[Claim], article: Article, around: Surroundings) -> Iterator[Finding]:
    """Two rows that would each fit the other's figure much better."""
    gains: list[tuple[float, int, int]] = []
    for rows in _alike(claims, article, around):
        gains += _gains(rows, around)
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


def _alike(claims: Sequence[Claim], article: Article, around: Surroundings) -> Iterator[list[_Row]]:
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
            numbers.sort(key=lambda number: claims[number].figure.span.start)
            yield [_row(claims[number], article, around, number) for number in numbers]


def _gains(rows: Sequence[_Row], around: Surroundings) -> Iterator[tuple[float, int, int]]:
    """What swapping two rows would save (below nothing), and which: all on a short page, else neighbours."""
    own = [_cost(row, row.seat, around) for row in rows]
    reach = len(rows) if len(rows) <= _FEW else _WINDOW
    for at, left in enumerate(rows):
        for other in range(at + 1, min(at + 1 + reach, len(rows))):
            spare = own[at] + own[other] - _SWAP_GAIN
            if spare <= 0:
                continue
            right = rows[other]
            if left.claim.figure.id == right.claim.figure.id or left.claim.value == right.claim.value:
                continue
            crossed = 0.0
            for cost in _COSTS:
                crossed += cost(left, right.seat, around) + cost(right, left.seat, around)
                if crossed >= spare:
                    break
            else:
                yield crossed - own[at] - own[other], left.number, right.number


def row_cost(claim: Claim, figure: Figure, article: Article, around: Surroundings) -> float:
    """How badly a row fits a figure, in characters; see `summarizer.verification.fitness`."""
    return _cost(_row(claim, article, around), _seat(figure, around), around)


def _seat(figure: Figure, around: Surroundings) -> _Seat:
    return _Seat(figure, around.wording_aspect(figure), around.label_threshold(figure))


def _row(claim: Claim, article: Article, around: Surroundings, number: int = 0) -> _Row:
    indicator, page = claim.indicator, article.region
    return _Row(
        number=number,
        claim=claim,
        seat=_seat(claim.figure, around),
        group=group_of(indicator) if indicator else None,
        measures=fitting_measures(indicator) if indicator else _ANY_MEASURE,
        threshold=scope_threshold(claim.scope) if claim.scope else None,
        region=claim.region if claim.region and page and claim.region != page.name else "",
    )


def _cost(row: _Row, seat: _Seat, around: Surroundings) -> float:
    return _mismatch(row, seat, around) + _to_stage(row, seat, around) + _to_rest(row, seat, around)


def _mismatch(row: _Row, seat: _Seat, around: Surroundings) -> float:
    """Another aspect, threshold or measure word than the row's."""
    cost = 0.0
    figure, said, named = seat
    aspect = row.claim.aspect
    if said != aspect:
        if figure.kind in ("percent", "multiple"):
            cost += 40.0 if said else 0.0
        elif said in _SET_APART or aspect in _SET_APART:
            cost += 20.0
    if named is not None and row.threshold != named:
        cost += 60.0 if row.threshold is not None else 25.0
    if row.measures and figure.measure and figure.kind == "count" and figure.measure not in row.measures:
        cost += 60.0
    return cost


def _to_stage(row: _Row, seat: _Seat, around: Surroundings) -> float:
    """How far the words of the row's indicator are, or of its stage."""
    if row.group is None:
        return 0.0
    way = around.to_group(row.group, seat.figure)
    return way if way < FAR else FAR


def _to_rest(row: _Row, seat: _Seat, around: Surroundings) -> float:
    """How far the words of the row's measure, scope and region are."""
    way = 0.0
    if row.group:
        way += around.to_measure(row.claim.indicator or "", seat.figure)
    if row.claim.scope:
        way += around.to_scope(row.claim.scope, seat.figure)
    if row.region:
        way += around.to_region(row.region, seat.figure)
    return way


_COSTS = (_mismatch, _to_stage, _to_rest)
"""What a row costs on a figure, the quickest to tell first."""
