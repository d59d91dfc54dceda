"""Sums that should hold and do not: parts that the wording, another column or a slip gives away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from summarizer.report import AnyRelation, SumRelation
from summarizer.verification.fits import fit_sum
from summarizer.verification.precision import printed_place
from summarizer.verification.scopes import is_generic
from summarizer.verification.slips import likeliest_slips
from summarizer.verification.terms import Term
from summarizer.verification.wording import any_of, rules

_DIVIDED = re.compile(r"按[^，。；,;]{1,8}(?:划分|来?分|看)")
_TELLING = 1000
_CLOSE_BY = 2


def failing_parts(total: Term, members: Sequence[Term], body: str) -> Iterator[list[Term]]:
    """Parts that must make up a total of theirs, whatever they add up to."""
    for rule in (_by_stage, _by_division, _by_rest, _by_slip):
        parts = rule(total, members, body)
        if parts is not None and not fit_sum(total, parts).holds:
            yield parts
            return


def _by_stage(total: Term, members: Sequence[Term], body: str) -> list[Term] | None:
    """实施N个（新建A个、续建B个）."""
    after = [term for term in members if term.at > total.at and term.place.sentence == total.place.sentence]
    by_stage = {term.stage: term for term in reversed(after)}
    if total.stage != "implemented" or not {"new", "continuing"} <= by_stage.keys():
        return None
    parts = sorted((by_stage["new"], by_stage["continuing"]), key=lambda term: term.at)
    near = len(body[total.figure.span.end : parts[0].at]) <= 12
    return parts if near and not any(term.stage == "commissioned" for term in after) else None


def _by_division(total: Term, members: Sequence[Term], body: str) -> list[Term] | None:
    """实施项目共N个。按建设性质划分，续建A个，新建B个，投产C个；…: all that stands before the semicolon."""
    after = [term for term in members if term.at > total.at]
    first = next((term for term in after if _DIVIDED.search(term.label)), None)
    if first is None or first is not after[0] or first.place.sentence - total.place.sentence > 1:
        return None
    parts = [term for term in after if term.place.part == first.place.part]
    return parts if len(parts) > 1 else None


@cache
def _rest_cues() -> re.Pattern[str]:
    return any_of(rules()["subsets"]["rest"])


def _by_rest(total: Term, members: Sequence[Term], body: str) -> list[Term] | None:
    """共N个…其中A个…其余B个: the rest and what stands before it, of the same indicator."""
    same = [term for term in members if term.at > total.at and term.indicator == total.indicator]
    if total.indicator in (None, "other") or len(same) < 2:
        return None
    part, rest = same[0], same[1]
    names_rest = _rest_cues().match(rest.label.strip("，；。、,; \n"))
    near = rest.place.paragraph - total.place.paragraph <= _CLOSE_BY + 1
    return [part, rest] if names_rest and near and part.place.paragraph == rest.place.paragraph else None


def _by_slip(total: Term, members: Sequence[Term], body: str) -> list[Term] | None:
    """Neighbours that would add up to a long number if one digit were another: hardly chance."""
    if total.value / printed_place(total.figure) < _TELLING or total.indicator in (None, "other"):
        return None
    after = [term for term in members if term.at > total.at]
    for size in (2, 3):
        for start in range(len(after) - size + 1):
            parts = after[start : start + size]
            if any(part.indicator != total.indicator for part in parts) or not _one_digit_off(total, parts):
                continue
            if parts[-1].place.paragraph - total.place.paragraph > _CLOSE_BY:
                continue
            if not is_generic(total.scope) and any(is_generic(part.scope) for part in parts):
                continue  # what is wider than the total is no part of it
            by_id = {term.id: term for term in (total, *parts)}
            relation = SumRelation(
                figures=sorted(by_id), holds=False, parts=[part.id for part in parts], total=total.id
            )
            if likeliest_slips(relation, by_id):
                return parts
    return None


def _one_digit_off(total: Term, parts: Sequence[Term]) -> bool:
    """A cheap look before the search: one digit altered changes a number by one digit."""
    margin = sum((part.value for part in parts), Decimal(0)) - total.value
    return margin != 0 and len(margin.normalize().as_tuple().digits) == 1


def failing_columns(relations: Iterable[AnyRelation], terms: Sequence[Term]) -> list[tuple[Term, list[Term]]]:
    """Where parts make up their total in one column, the other columns of the same rows must do so too.

    本届签约14个，总投资X；合同类11个，总投资Y；协议类3个，总投资Z: the counts add up, so must the amounts.
    """
    sums = [one for one in relations if one.type == "sum" and one.total is not None]
    holding = [one for one in sums if one.holds]
    if not holding:
        return []
    by_id = {term.id: term for term in terms}
    known = {frozenset(one.figures) for one in sums}
    totals = {one.total for one in holding}
    cells = _cells(terms)
    kinds = dict.fromkeys((term.indicator, term.unit) for term in terms if term.indicator != "other")
    result: list[tuple[Term, list[Term]]] = []
    for one in holding:
        rows = [by_id[one.total or 0], *(by_id[part] for part in one.parts)]
        if len({row.place.part for row in rows}) < len(rows):
            continue
        for indicator, unit in kinds:
            column = [_cell(row, cells.get((row.place.part, indicator, unit), [])) for row in rows]
            found = [cell for cell in column if cell is not None]
            ids = frozenset(cell.id for cell in found)
            if len(found) == len(rows) and ids not in known and found[0].id not in totals:
                known.add(ids)
                result.append((found[0], found[1:]))
    return result


def _cells(terms: Sequence[Term]) -> dict[tuple[int, str | None, str], list[Term]]:
    """The terms that fill columns, by part of a sentence, indicator and unit."""
    cells: dict[tuple[int, str | None, str], list[Term]] = {}
    for term in terms:
        exact = term.aspect == "level" and not term.figure.approx
        if exact and term.indicator and term.unit not in ("percent", "rank"):
            cells.setdefault((term.place.part, term.indicator, term.unit), []).append(term)
    return cells


def _cell(row: Term, cells: Sequence[Term]) -> Term | None:
    """The one term for a row's own threshold, of another indicator; None where there is none or more."""
    found = [term for term in cells if term.threshold == row.threshold and term.indicator != row.indicator]
    return found[0] if len(found) == 1 else None
