"""Growth from an earlier value to a later one."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.report import GrowthRelation
from summarizer.verification.fits import fit_growth
from summarizer.verification.found import Found, comparable, same_subject
from summarizer.verification.precision import Fit
from summarizer.verification.terms import Term


def growth_of(percent: Term, terms: Sequence[Term]) -> Found | None:
    """The values now and before of a growth, where the page gives both."""
    if not any(term.earlier for term in terms):
        return None
    levels = [
        term
        for term in terms
        if term.aspect == "level"
        and same_subject(term, percent)
        and abs(term.place.sentence - percent.place.sentence) <= 1
        and term.unit not in ("percent", "rank")
    ]
    earlier = [term for term in levels if term.earlier]
    current = [term for term in levels if not term.earlier]
    for before in sorted(earlier, key=lambda term: abs(term.at - percent.at)):
        for now in sorted(current, key=lambda term: abs(term.at - percent.at)):
            if not comparable(now, before) or before.value <= 0:
                continue
            fit = fit_growth(now, before, percent)
            sure = now.place.sentence == before.place.sentence == percent.place.sentence
            if fit.holds or (sure and percent.indicator == now.indicator == before.indicator):
                return _growth_found(now, before, percent, fit, sure=sure)
    return None


def _growth_found(now: Term, before: Term, percent: Term, fit: Fit, *, sure: bool) -> Found:
    relation = GrowthRelation(
        figures=sorted({now.id, before.id, percent.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        current=now.id,
        previous=before.id,
        percent=percent.id,
    )
    return Found(relation, sure, fit)
