"""Shares: a part of a whole, and rates of a count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.report import ShareRelation
from summarizer.verification.fits import HUNDRED, fit_percent
from summarizer.verification.found import Found, comparable, same_subject
from summarizer.verification.precision import Fit, printed_place
from summarizer.verification.rounding import implied_count
from summarizer.verification.terms import Term

_OF_ALL = re.compile(r"占(?:到)?(?:全部|总量|总数|总额|到位资金总量)|总量中占|总数的|总量的")


def share_of(percent: Term, terms: Sequence[Term]) -> Found | None:
    """The part and the whole of a share."""
    parts = _share_parts(percent, terms)
    for part in parts:
        wholes = _wholes(part, terms)
        fitting = [(whole, fit_percent(part, whole, percent)) for whole in wholes]
        fitting = [(whole, fit) for whole, fit in fitting if fit.holds]
        if fitting and not percent.figure.approx:
            whole, fit = min(fitting, key=lambda pair: _whole_order(pair[0], part))
            return _share_found(part, whole, percent, fit)
    return _broken_share(percent, parts, terms) or _unscoped_share(percent, parts, terms)


def _share_parts(percent: Term, terms: Sequence[Term]) -> list[Term]:
    """What a share can be the share of: the same scope first, then what stands before it."""
    levels = [
        term
        for term in terms
        if term.aspect == "level" and term.unit not in ("percent", "rank") and same_subject(term, percent)
    ]
    scoped = [
        term
        for term in levels
        if percent.scope and term.scope == percent.scope and term.indicator == percent.indicator
    ]
    scoped.sort(key=lambda term: abs(term.at - percent.at))
    before = [
        term for term in levels if term.place.sentence == percent.place.sentence and term.at < percent.at
    ]
    before.sort(key=lambda term: (int(term.indicator != percent.indicator), percent.at - term.at))
    return list({term.id: term for term in (*scoped, *before)}.values())


def _wholes(part: Term, terms: Sequence[Term]) -> list[Term]:
    return [
        term
        for term in terms
        if term is not part
        and term.aspect == "level"
        and not term.earlier
        and not term.project
        and comparable(part, term)
        and term.value >= part.value
    ]


def _whole_order(whole: Term, part: Term) -> tuple[bool, bool, int]:
    """A whole of the same indicator, before the part, near it."""
    return whole.indicator != part.indicator, whole.at > part.at, abs(whole.at - part.at)


def _unscoped_share(percent: Term, parts: Sequence[Term], terms: Sequence[Term]) -> Found | None:
    """三产占比依次为2.8%、67.7%和29.5%, with the amounts further on: the one amount of which it is the share.

    Only of the first amount of its kind, only where one part fits, and only by a percentage so exact
    that another part would hardly fit by chance.
    """
    if parts or percent.figure.approx or percent.indicator is None or printed_place(percent.figure) >= 1:
        return None
    levels = [
        term
        for term in terms
        if term.indicator == percent.indicator
        and term.region == percent.region
        and term.aspect == "level"
        and not term.earlier
        and term.unit not in ("percent", "rank", "count")
    ]
    whole = next(iter(levels), None)
    if whole is None or whole.at > percent.at:
        return None
    fitting = [part for part in levels[1:] if comparable(part, whole) and part.value < whole.value]
    fitting = [part for part in fitting if fit_percent(part, whole, percent).how in ("exact", "rounded")]
    if len(fitting) != 1:
        return None
    return _share_found(fitting[0], whole, percent, fit_percent(fitting[0], whole, percent))


def _share_found(part: Term, whole: Term, percent: Term, fit: Fit) -> Found:
    relation = ShareRelation(
        figures=sorted({part.id, whole.id, percent.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        part=part.id,
        whole=whole.id,
        percent=percent.id,
    )
    return Found(relation, True, fit)


def _broken_share(percent: Term, parts: Sequence[Term], terms: Sequence[Term]) -> Found | None:
    """A share that fits no whole is wrong only where its whole is beyond doubt."""
    if not parts or percent.figure.approx:
        return None
    part = parts[0]
    if part.figure.approx or not part.indicator or part.indicator != percent.indicator:
        return None
    wholes = [whole for whole in _wholes(part, terms) if whole.indicator == part.indicator]
    wholes = [
        whole for whole in wholes if not whole.threshold and whole.place.paragraph <= part.place.paragraph
    ]
    if not wholes or part.place.part != percent.place.part:
        return None
    whole = max(wholes, key=lambda term: term.value)
    fit = fit_percent(part, whole, percent)
    # Far off, the share is of something else; near, it is this whole and a slip.
    near = abs(fit.margin) <= max(printed_place(percent.figure) * 3, percent.value / 50)
    near = near or (_OF_ALL.search(percent.label) is not None and _is_lead(whole, terms))
    return _share_found(part, whole, percent, fit) if near else None


def _is_lead(whole: Term, terms: Sequence[Term]) -> bool:
    """The first of its indicator on the page: the whole that 占全部 and 占总量 speak of."""
    return next((term for term in terms if term.indicator == whole.indicator), None) is whole


def rate_of(percent: Term, terms: Sequence[Term]) -> Found | None:
    """开工率95% of 签约项目20个: 19 projects, where that is the only number of them it can be."""
    if not (percent.indicator or "").endswith(".rate"):
        return None
    counts = [
        term
        for term in terms
        if term.at < percent.at
        and term.place.sentence == percent.place.sentence
        and term.aspect == "level"
        and (term.indicator or "").endswith(".projects")
    ]
    if not counts or percent.figure.approx:
        return None
    whole = counts[-1]
    implied = implied_count(whole.value, percent.value, printed_place(percent.figure))
    if implied is None:
        return None
    relation = ShareRelation(
        figures=sorted({whole.id, percent.id}),
        holds=True,
        computed=round(implied / whole.value * HUNDRED, 6),
        margin=round(implied / whole.value * HUNDRED - percent.value, 6),
        implied=implied,
        part=None,
        whole=whole.id,
        percent=percent.id,
    )
    return Found(relation, True)
