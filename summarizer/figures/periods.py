"""Which of a text's periods the page reports on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from summarizer.article import Figure, Period

_RESULT_KINDS = frozenset(("money", "count", "percent"))
_COMPARED = ("比", "较", "同期", "上年", "与", "同")
_PLANNED = ("将", "力争", "计划", "预计", "到")


def main_period(figures: Sequence[Figure], body: str, published: date | None = None) -> Period | None:
    """The period that most of the text's results stand under, as worded and resolved there.

    Every result votes for the last period named before it in its paragraph, the first ones more
    than later ones; periods that are compared with or planned for do not count.
    """
    votes: Counter[int] = Counter()
    by_id = {figure.id: figure for figure in figures}
    current: int | None = None
    paragraph = 0
    weight = 3.0
    for figure in figures:
        if body.find("\n", paragraph, figure.span.start) >= 0:
            paragraph = body.rfind("\n", 0, figure.span.start) + 1
            current = None
        if figure.kind in ("date", "period"):
            if _reported(figure, body, published):
                current = figure.id
        elif figure.kind in _RESULT_KINDS and current is not None:
            votes[current] += weight  # type: ignore[assignment]
            weight = max(1.0, weight * 0.9)
    if not votes:
        return None
    merged: dict[tuple[date | None, str], float] = {}
    first: dict[tuple[date | None, str], Figure] = {}
    for number, count in votes.items():
        figure = by_id[number]
        key = (figure.end, "" if figure.end else figure.surface)
        merged[key] = merged.get(key, 0.0) + count
        first.setdefault(key, figure)
    best = max(merged, key=lambda key: (merged[key], -first[key].id))
    chosen = first[best]
    return Period(chosen.surface, chosen.start, chosen.end)


def _reported(figure: Figure, body: str, published: date | None) -> bool:
    before = body[max(0, figure.span.start - 3) : figure.span.start]
    if "同期" in figure.surface or "年底" in figure.surface or before.endswith(_COMPARED + _PLANNED):
        return False
    if published is not None and figure.start is not None and figure.start > published:
        return False
    return not figure.surface.startswith(("当年", "年内", "同期", "明年", "下半年"))
