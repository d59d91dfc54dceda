"""Figures of the article that no row mentions, the weightiest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.article import Figure, Span
from summarizer.report import Finding
from summarizer.verification.wording import rules

_KIND_WEIGHT = {
    "money": 4.0,
    "percent": 3.0,
    "count": 3.0,
    "multiple": 2.5,
    "rank": 2.0,
    "point": 2.0,
    "quantity": 1.0,
}
IN_NAME = 0.1
"""The weight of a figure that belongs to a name."""

_NARROWED = re.compile(r"(?:人民币|以上)?的?(?:[^\W\d_]{0,6}?)(?:项目|企业|客商|公司|园区)|的")
_SHARED = re.compile(r"[均都]")
_TELLING_DIGITS = 3
"""A number of this many digits is hardly met twice by chance."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A figure that no row mentions, and how much it matters (more is more)."""

    figure: int
    weight: float


def uncovered_figures(
    figures: Sequence[Figure],
    covered: Iterable[int],
    names: Iterable[Span] = (),
    title: Span | None = None,
    body: str = "",
) -> list[Uncovered]:
    """Result figures that are not among the covered ones, ranked.

    Left out are what is no result (thresholds such as 亿元以上, spans of time, ages, distances) and
    figures that repeat a covered one: in the title, or too long to be the same by chance. Money matters
    most, physical quantities little, figures inside names (年产5万吨 of a project) hardly; a figure that
    has covered ones around it matters more.
    """
    seen = set(covered)
    inside = list(names)
    told = {(figure.value, figure.unit, figure.measure) for figure in figures if figure.id in seen}
    numbers = sorted(figure.span.start for figure in figures if figure.id in seen)
    missing: list[Uncovered] = []
    for figure in figures:
        if figure.id in seen or figure.kind not in _KIND_WEIGHT or figure.value is None:
            continue
        if _aside(figure) or _is_threshold(figure, body):
            continue
        again = (figure.value, figure.unit, figure.measure) in told
        if again and (_telling(figure) or (title is not None and figure.span.end <= title.end)):
            continue
        named = any(name.start <= figure.span.start and figure.span.end <= name.end for name in inside)
        missing.append(Uncovered(figure.id, IN_NAME if named else _weight(figure, numbers)))
    return sorted(missing, key=lambda item: (-item.weight, item.figure))


def _aside(figure: Figure) -> bool:
    """A span of time, an age or a distance: 半年, 51岁, 40分钟."""
    words: list[str] = rules()["coverage"]["aside"]
    return figure.kind in ("quantity", "count") and (
        figure.measure in words or figure.surface.endswith(tuple(words))
    )


def _is_threshold(figure: Figure, body: str) -> bool:
    """10亿元以上, 均超过5亿元, 过10亿元的项目; but not 到位资金超过30亿元."""
    if figure.bound == "more_than":
        shared = _SHARED.search(body, max(0, figure.span.start - 5), figure.span.start)
        return bool(shared or _NARROWED.match(body, figure.span.end))
    return figure.bound == "at_least" and figure.kind == "money"


def _telling(figure: Figure) -> bool:
    return sum(character.isdigit() for character in figure.surface) >= _TELLING_DIGITS


def _weight(figure: Figure, covered_starts: Sequence[int]) -> float:
    weight = _KIND_WEIGHT[figure.kind]
    at = bisect_left(covered_starts, figure.span.start)
    near = covered_starts[max(0, at - 1) : at + 1]
    distance = min((abs(start - figure.span.start) for start in near), default=1000)
    return round(weight + (1.0 if distance < 40 else 0.5 if distance < 120 else 0.0), 2)


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
