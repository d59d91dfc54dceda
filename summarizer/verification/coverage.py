"""Figures of the article that no row mentions, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.article import Figure
from summarizer.report import Finding

_KIND_WEIGHT = {"money": 4.0, "percent": 3.0, "count": 3.0, "rank": 2.0, "multiple": 2.5, "point": 2.0}


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A figure that no row mentions, and how much it matters (more is more)."""

    figure: int
    weight: float


def uncovered_figures(figures: Sequence[Figure], covered: Iterable[int]) -> list[Uncovered]:
    """Result figures that are not among the covered ones, ranked."""
    seen = set(covered)
    values = {(figure.value, figure.unit) for figure in figures if figure.id in seen}
    missing = [
        Uncovered(figure.id, _weight(figure))
        for figure in figures
        if figure.id not in seen
        and figure.kind in _KIND_WEIGHT
        and figure.value is not None
        # A figure given twice is mentioned when one of them is.
        and (figure.value, figure.unit) not in values
    ]
    return sorted(missing, key=lambda item: (-item.weight, item.figure))


def _weight(figure: Figure) -> float:
    weight = _KIND_WEIGHT[figure.kind]
    if figure.bound == "at_least":
        weight -= 2.5
    return weight


def uncovered_findings(figures: Sequence[Figure], missing: Iterable[Uncovered]) -> list[Finding]:
    """One finding a figure, of severity info."""
    by_id = {figure.id: figure for figure in figures}
    return [
        Finding(
            rule="uncovered-figure",
            severity="info",
            message=f"no row mentions {by_id[item.figure].surface}",
            figures=[item.figure],
        )
        for item in missing
    ]
