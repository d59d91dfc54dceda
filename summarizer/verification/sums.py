"""Parts that make up a total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from summarizer.report import ShareRelation, SumRelation
from summarizer.verification.failing import failing_columns, failing_parts
from summarizer.verification.fits import fit_sum
from summarizer.verification.found import Found
from summarizer.verification.partitions import partitions
from summarizer.verification.precision import Fit, Interval, fit_print, printed_place
from summarizer.verification.terms import Term
from summarizer.verification.wording import rules

_FEWEST = 2
"""The fewest parts that make up a total."""


def find_sums(terms: Sequence[Term], body: str) -> list[Found]:
    """All totals with parts that add up, and those that should and do not."""
    found: list[Found] = []
    levels = [term for term in terms if _may_add_up(term)]
    halves = {term.id: printed_place(term.figure) / 2 for term in levels}
    alike: dict[tuple[str, str], list[Term]] = {}
    for term in levels:
        alike.setdefault((term.unit, term.figure.kind), []).append(term)
    for total in levels:
        kin = alike[total.unit, total.figure.kind]
        members = _members(total, kin) if total.value > 1 and len(kin) > _FEWEST else []
        if len(members) >= _FEWEST:
            parts_found = list(partitions(total, members, halves, body))
            used = {part.id for parts in parts_found for part in parts}
            left = [term for term in members if term.id not in used]
            parts_found += failing_parts(total, left, body)
            found += [_found(total, parts) for parts in parts_found]
    columns = failing_columns([one.relation for one in found], terms)
    return found + [_found(total, parts) for total, parts in columns] + _changes(terms)


def _may_add_up(term: Term) -> bool:
    return (
        term.aspect == "level"
        and term.unit not in ("percent", "rank")
        and not (term.figure.approx or term.earlier or term.project)
        and term.value > 0
    )


def _members(total: Term, kin: Sequence[Term]) -> list[Term]:
    """All that may be part of a total: nothing said of another size, and of the same family."""
    known = total.indicator not in (None, "other")
    return [
        term
        for term in kin
        if term is not total
        and (term.threshold is None or term.threshold == total.threshold)
        and ((known and term.indicator == total.indicator) or _same_family(term, total))
    ]


def _same_family(part: Term, total: Term) -> bool:
    if part.indicator is None or total.indicator is None or total.indicator == "other":
        near = part.place.sentence == total.place.sentence
        return near and part.indicator in (None, total.indicator, "other")
    table = rules()["stages"]
    both_projects = part.indicator.endswith(".projects") and total.indicator.endswith(".projects")
    return both_projects and total.stage in table["wholes"] and part.stage in table["parts"]


def _found(total: Term, parts: Sequence[Term]) -> Found:
    fit = fit_sum(total, parts)
    relation = SumRelation(
        figures=sorted({total.id, *(part.id for part in parts)}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        parts=[part.id for part in parts],
        total=total.id,
    )
    return Found(relation, True, fit)


def _changes(terms: Sequence[Term]) -> list[Found]:
    """由上年同期的2976个增加到3350个，净增374个: earlier value and change make the later one."""
    found: list[Found] = []
    for change in terms:
        if change.aspect != "change" or change.unit in ("percent", "rank"):
            continue
        near = [
            term
            for term in terms
            if term.aspect == "level"
            and term.place.sentence == change.place.sentence
            and (term.unit, term.indicator) == (change.unit, change.indicator)
        ]
        earlier = [term for term in near if term.earlier]
        current = [term for term in near if not term.earlier and term.at < change.at]
        if earlier and current:
            total, part = (current[-1], earlier[-1]) if change.value > 0 else (earlier[-1], current[-1])
            found.append(_changed(total, part, change))
    return found


def _changed(total: Term, part: Term, change: Term) -> Found:
    computed = part.value + abs(change.value)
    half = printed_place(change.figure) / 2 + printed_place(part.figure) / 2
    inner = Decimal(0) if total.figure.kind == "count" else half
    spread = Interval(computed - inner, computed + inner)
    fit = fit_print(computed, spread, total.value, printed_place(total.figure))
    if total.figure.kind == "count" and computed != total.value:
        fit = Fit(computed, computed - total.value, "no")
    relation = SumRelation(
        figures=sorted({total.id, part.id, change.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        parts=[part.id, change.id],
        total=total.id,
    )
    return Found(relation, True, fit)


def share_sums(
    sums: Iterable[Found], shares: Iterable[Found], terms: Sequence[Term]
) -> list[tuple[Found, bool]]:
    """Shares of parts that make up a whole: they add up to 100, but for rounding.

    Returns:
        The sum of the shares of each partition, and whether it holds. Two shares must meet exactly
        (rounding one up rounds the other down); more may miss by less than half a digit each.
    """
    by_id = {term.id: term for term in terms}
    by_whole: dict[int, dict[int, ShareRelation]] = {}
    for share in shares:
        relation = share.relation
        if relation.type == "share" and relation.whole is not None and relation.part is not None:
            by_whole.setdefault(relation.whole, {})[relation.part] = relation
    result: list[tuple[Found, bool]] = []
    for found in sums:
        relation = found.relation
        if relation.type != "sum" or relation.total is None or not relation.holds:
            continue
        given = by_whole.get(relation.total, {})
        if all(part in given for part in relation.parts):
            percents = [by_id[given[part].percent or 0] for part in relation.parts]
            result.append(_hundred(percents))
    return result


def _hundred(percents: Sequence[Term]) -> tuple[Found, bool]:
    computed = sum((term.value for term in percents), Decimal(0))
    margin = computed - 100
    slack = sum((printed_place(term.figure) / 2 for term in percents), Decimal(0))
    holds = margin == 0 or abs(margin) < slack
    relation = SumRelation(
        figures=sorted(term.id for term in percents),
        holds=holds,
        computed=computed,
        margin=margin,
        implied=Decimal(100),
        parts=[term.id for term in percents],
        total=None,
    )
    return Found(relation, True), holds
