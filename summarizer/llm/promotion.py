"""Distractors that a model takes for results after all.

Only a bare number that the finder set aside for want of a unit can be promoted, and only to a count: its
value is what its digits say. A ranking list, an ordinal or a word stays what it is, whatever a model says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from summarizer.article import Article, Figure

PROMOTABLE = frozenset({"no unit"})
"""Reasons of distractors that may be results."""

_BARE = re.compile(r"\d{1,3}(?:[,，]\d{3})+|\d+", re.ASCII)


def promoted(figure: Figure) -> Figure:
    """The figure as a count where it may be one; else as it is."""
    if figure.kind != "distractor" or figure.reason not in PROMOTABLE or not _BARE.fullmatch(figure.surface):
        return figure
    value = Decimal(figure.surface.replace(",", "").replace("，", ""))
    return replace(figure, kind="count", value=value, unit="count", reason=None)


def with_promoted(article: Article, numbers: Iterable[int]) -> Article:
    """The article with those of these figures promoted that may be; itself where none is."""
    wanted = set(numbers)
    figures = tuple(promoted(figure) if figure.id in wanted else figure for figure in article.figures)
    return replace(article, figures=figures) if figures != article.figures else article
