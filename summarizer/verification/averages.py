"""Averages: a total over a count."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.report import AverageRelation
from summarizer.verification.fits import fit_average
from summarizer.verification.found import Found, comparable
from summarizer.verification.precision import Fit
from summarizer.verification.terms import Term
from summarizer.verification.wording import any_of

_AVERAGE_WORDS = ("平均", "每项", "每个", "户均", "亩均", "项均", "人均", "单个")
_SAYS_AVERAGE = any_of(_AVERAGE_WORDS)


def find_averages(terms: Sequence[Term]) -> list[Found]:
    """All averages whose total and count stand on the page."""
    averages = [term for term in terms if term.unit not in ("percent", "rank") and _is_average(term)]
    found = [_average(term, terms) for term in averages]
    return [one for one in found if one is not None]


def _is_average(term: Term) -> bool:
    return term.aspect == "level" and says_average(term.label[-12:] + "；" + term.scope)


def says_average(words: str) -> bool:
    """Whether words in front of a figure, or its scope, make it an average (每项, 亩均)."""
    return _SAYS_AVERAGE.search(words) is not None


def _average(average: Term, terms: Sequence[Term]) -> Found | None:
    """Total over count: 每项投资4194万美元 of 14个 and 5.8713亿美元; 亩均税收 of 亩 and 税收."""
    totals = [
        term
        for term in terms
        if term is not average
        and term.aspect == "level"
        and comparable(term, average)
        and not _is_average(term)
    ]
    counts = [
        term
        for term in terms
        if term.aspect == "level" and term.figure.kind in ("count", "quantity") and term.value > 1
    ]
    best: tuple[int, Found] | None = None
    for total in totals:
        for count in counts:
            if total.place.paragraph != count.place.paragraph or count.value > total.value:
                continue
            fit = fit_average(total, count, average)
            if fit.holds:
                distance = abs(total.at - average.at) + abs(count.at - average.at)
                if best is None or distance < best[0]:
                    best = (distance, _average_found(total, count, average, fit))
    return best[1] if best else _broken_average(average, totals, counts)


def _average_found(total: Term, count: Term, average: Term, fit: Fit) -> Found:
    relation = AverageRelation(
        figures=sorted({total.id, count.id, average.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        total=total.id,
        count=count.id,
        average=average.id,
    )
    return Found(relation, True, fit)


def _broken_average(average: Term, totals: Sequence[Term], counts: Sequence[Term]) -> Found | None:
    """亩均X names its count by its unit and its total by its noun: if they stand near, they must agree."""
    per = next(
        (word[0] for word in _AVERAGE_WORDS if word.endswith("均") and word in average.label[-8:]), None
    )
    if per is None:
        return None
    noun = average.label.rsplit(per + "均", 1)[-1].strip()
    named = [term for term in totals if noun and term.label.endswith(noun) and term.value > average.value]
    measured = [term for term in counts if (term.figure.measure or term.figure.surface[-1]).startswith(per)]
    near = [
        (total, count)
        for total in named
        for count in measured
        if total.place.paragraph == count.place.paragraph == average.place.paragraph
    ]
    if len(near) != 1:
        return None
    total, count = near[0]
    return _average_found(total, count, average, fit_average(total, count, average))
