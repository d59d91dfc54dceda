"""Percentages and what they are percentages of: completion, share, growth, rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.report import (
    AnyRelation,
    CompletionRelation,
    GrowthRelation,
    ShareRelation,
)
from summarizer.verification.precision import (
    Fit,
    Interval,
    fit_print,
    fit_ratio,
    printed_interval,
    printed_place,
)
from summarizer.verification.rounding import implied_count, implied_round
from summarizer.verification.terms import Term

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation, and whether the wording leaves no doubt which figures it is between."""

    relation: AnyRelation
    sure: bool
    fit: Fit | None = None


def find_ratios(terms: Sequence[Term]) -> list[Found]:
    """All completions, shares, growths and rates among the terms."""
    found: list[Found] = []
    for term in terms:
        if term.unit == "percent" and term.figure.kind in ("percent", "multiple"):
            rules = {"completion": _completion, "share": _share, "growth": _growth, "level": _rate}
            rule = rules.get(term.aspect)
            result = rule(term, terms) if rule else None
            if result is not None:
                found.append(result)
    return found


def comparable(left: Term, right: Term) -> bool:
    """Same unit, and nothing known against the same indicator and region."""
    if left.unit != right.unit or left.figure.kind != right.figure.kind:
        return False
    if left.indicator and right.indicator and left.indicator != right.indicator:
        return False
    return not (left.region and right.region and left.region != right.region)


def same_subject(term: Term, percent: Term) -> bool:
    """Whether a term can be what a percentage speaks of: nothing known against it."""
    if term.indicator and percent.indicator and term.indicator != percent.indicator:
        return False
    return not (term.region and percent.region and term.region != percent.region)


def fit_percent(part: Term, whole: Term, percent: Term) -> Fit:
    """Whether the percentage is part over whole."""
    scale = HUNDRED if percent.figure.kind == "multiple" else Decimal(1)
    planned = whole.aspect == "target"
    return fit_ratio(part.figure, whole.figure, percent.figure, scale=scale, planned=planned)


# --- completion -------------------------------------------------------------------------------


def _completion(percent: Term, terms: Sequence[Term]) -> Found | None:
    actuals = _nearest_before(percent, terms, lambda term: term.aspect == "level" and not term.earlier)
    if not actuals:
        return None
    targets = [
        term
        for term in terms
        if term.aspect == "target"
        and abs(term.place.sentence - percent.place.sentence) <= 1
        and same_subject(term, percent)
    ]
    targets.sort(key=lambda term: abs(term.at - percent.at))
    for target in targets:
        for actual in actuals:
            if comparable_amounts(actual, target):
                fit = fit_percent(actual, target, percent)
                if fit.holds:
                    return _completion_found(actual, target, percent, fit, sure=True)
    if targets:
        return _broken_completion(percent, actuals, targets)
    return _implied_completion(percent, actuals)


def comparable_amounts(left: Term, right: Term) -> bool:
    """Same unit and same kind of quantity."""
    return left.unit == right.unit and left.figure.kind == right.figure.kind


def _broken_completion(percent: Term, actuals: Sequence[Term], targets: Sequence[Term]) -> Found | None:
    target = targets[0]
    near = [actual for actual in actuals if comparable_amounts(actual, target)]
    sure = bool(near) and target.place.part == percent.place.part == near[0].place.part
    if not sure:
        return None
    fit = fit_percent(near[0], target, percent)
    return _completion_found(near[0], target, percent, fit, sure=True)


def _completion_found(actual: Term, target: Term, percent: Term, fit: Fit, *, sure: bool) -> Found:
    relation = CompletionRelation(
        figures=sorted({actual.id, target.id, percent.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        actual=actual.id,
        target=target.id,
        percent=percent.id,
    )
    return Found(relation, sure, fit)


def _implied_completion(percent: Term, actuals: Sequence[Term]) -> Found | None:
    actual = next((term for term in actuals if term.place.part == percent.place.part), None)
    if actual is None or percent.figure.approx or actual.figure.approx:
        return None
    interval = implied_whole(actual, percent)
    target = implied_round(interval) if interval else None
    if target is None:
        return None
    computed = actual.value / target * HUNDRED
    relation = CompletionRelation(
        figures=sorted({actual.id, percent.id}),
        holds=True,
        computed=round(computed, 6),
        margin=round(computed - percent.value, 6),
        implied=target,
        actual=actual.id,
        target=None,
        percent=percent.id,
    )
    return Found(relation, True)


def implied_whole(part: Term, percent: Term) -> Interval | None:
    """All wholes of which the part is the percentage as printed."""
    scale = HUNDRED if percent.figure.kind == "multiple" else Decimal(1)
    place = printed_place(percent.figure) * scale
    low, high = percent.value - place / 2, percent.value + place
    if low <= 0 or part.value <= 0:
        return None
    return Interval(part.value / high * HUNDRED, part.value / low * HUNDRED)


def _nearest_before(percent: Term, terms: Sequence[Term], wanted: Callable[[Term], bool]) -> list[Term]:
    """What stands before a percentage in its sentence and can be its subject, the nearest first.

    A row of the same indicator goes before a number that no row explains; a sentence that has neither
    hands over to the one before it.
    """
    near = [
        term
        for term in terms
        if term.at < percent.at
        and 0 <= percent.place.sentence - term.place.sentence <= 1
        and wanted(term)
        and term.unit != "rank"
        and same_subject(term, percent)
    ]

    def order(term: Term) -> tuple[int, int, int]:
        unsure = int(bool(percent.indicator) and term.indicator != percent.indicator)
        return percent.place.sentence - term.place.sentence, unsure, percent.at - term.at

    return sorted(near, key=order)


# --- share ------------------------------------------------------------------------------------


def _share(percent: Term, terms: Sequence[Term]) -> Found | None:
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
    return list(dict.fromkeys([*scoped, *before]))


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
    return _share_found(part, whole, percent, fit) if near else None


# --- rate, growth ------------------------------------------------------------------------------


def _rate(percent: Term, terms: Sequence[Term]) -> Found | None:
    """开工率92% of 签约项目25个: 23 projects, where that is the only number of them it can be."""
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


def _growth(percent: Term, terms: Sequence[Term]) -> Found | None:
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


def fit_growth(now: Term, before: Term, percent: Term) -> Fit:
    """Whether the percentage is the growth from before to now."""
    scale = HUNDRED if percent.figure.kind == "multiple" else Decimal(1)
    computed = (now.value - before.value) / before.value * HUNDRED
    top, bottom = printed_interval(now.figure), printed_interval(before.figure)
    spread = Interval(
        (top.low / bottom.high - 1) * HUNDRED if bottom.high else computed,
        (top.high / bottom.low - 1) * HUNDRED if bottom.low > 0 else computed,
    )
    place = printed_place(percent.figure) * scale
    return fit_print(computed, spread, percent.value, place, approx=percent.figure.approx)


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
