"""Whether the words around a figure name another indicator than its row."""

from __future__ import annotations

import re
from functools import cache
from math import inf

from summarizer.verification.claims import Claim
from summarizer.verification.fitness import Surroundings
from summarizer.verification.indicators import fitting_measures, group_of
from summarizer.verification.wording import rules
from summarizer.vocabulary import raw_vocabulary, vocabulary

_CLEARLY_NEARER, _NEAR, _FAR_NEARER = 20.0, 40.0, 60.0
_PROJECTS = re.compile("项目")


@cache
def _kin() -> list[frozenset[str]]:
    return [frozenset(group) for group in rules()["kin"]["groups"]]


@cache
def _units_of(group: str) -> frozenset[str]:
    terms = vocabulary().indicators.values()
    return frozenset(term.unit for term in terms if group_of(term.id) == group)


@cache
def _rivals(group: str, unit: str) -> tuple[str, ...]:
    """The word groups that speak against a group, for an indicator of this unit."""
    return tuple(
        other
        for other in rules()["indicator_words"]
        if other != group and unit in _units_of(other) and not any({group, other} <= kin for kin in _kin())
    )


def rival_of(claim: Claim, group: str, around: Surroundings) -> str | None:
    """An indicator whose words stand so much nearer that the row's own can hardly be meant.

    In the figure's own clause it is enough to be clearly nearer, before it the row's own words must be
    far away. Where the row has no word on the page, and none of a kindred indicator, it names nothing.
    """
    own = around.to_group(group, claim.figure)
    if own <= _CLEARLY_NEARER:
        return None
    named = around.named(claim.figure)
    if group in named:
        return None
    term = vocabulary().indicators.get(claim.indicator or "")
    rivals = [
        (distance, other)
        for other in _rivals(group, term.unit if term else "")
        if (own > _FAR_NEARER or other in named)  # of the others, none can be so much nearer
        and (distance := around.to_group(other, claim.figure)) <= _NEAR
        and not _head_against(other, claim, around)
    ]
    distance, nearest = min((one for one in rivals if one[1] in named), default=(inf, ""))
    if own - distance > _CLEARLY_NEARER:
        return nearest
    if any(group in kin and kin & named for kin in _kin()):
        return None
    distance, nearest = min(rivals, default=(inf, ""))
    if own == inf:
        return nearest or "nothing of it"
    return nearest if own - distance > _FAR_NEARER else None


def _fits(indicator: str, measure: str) -> bool:
    measures = fitting_measures(indicator)
    return not measures or measure in measures


def _head_against(rival: str, claim: Claim, around: Surroundings) -> bool:
    """Whether what is counted speaks against a rival: 专班2个项目 are projects, not teams."""
    if claim.unit != "count" or rival in raw_vocabulary()["stages"]:
        return False
    figure = claim.figure
    if figure.measure and not _fits(rival, figure.measure):
        return True
    return bool(
        (claim.indicator or "").endswith(".projects")
        and _PROJECTS.search(around.body, max(0, figure.span.start - 6), figure.span.end + 4)
    )
