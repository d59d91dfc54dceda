"""The likeliest slip behind a sum that fails: which figure, written how, would make it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from summarizer.article import Figure
from summarizer.report import (
    AnyRelation,
    AverageRelation,
    CompletionRelation,
    GrowthRelation,
    ShareRelation,
    SumRelation,
)
from summarizer.verification.fits import fit_average, fit_growth, fit_percent, fit_sum
from summarizer.verification.terms import Term

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MYRIAD = Decimal(10_000)
_TELLING_DIGITS = 3
_Check: TypeAlias = Callable[[Term], bool]
_Alter: TypeAlias = Callable[[Figure], Iterator[tuple[Decimal, str, str]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """One figure written otherwise, with which the relation holds; `kind` says what went wrong."""

    figure: int
    written: str
    kind: str


def likeliest_slips(
    relation: AnyRelation, terms: Mapping[int, Term], trusted: frozenset[int] = frozenset()
) -> list[Slip]:
    """The simplest single slips that repair a relation: ten times, unit, swapped digits, one digit.

    Figures that other relations confirm (`trusted`) are not suspected unless nothing else helps. Only
    the slips of the simplest kind that repairs it are given.
    """
    check = _checker(relation, terms)
    suspects = [number for number in relation.figures if number not in trusted] or relation.figures
    for alter in (_ten_times, _other_unit, _swapped, _one_digit):
        slips = [slip for number in suspects for slip in _repairs(alter, terms[number], check)]
        if slips:
            return slips
    return []


def same_but_for_a_slip(left: Figure, right: Figure) -> bool:
    """Whether one figure is the other with one slip in it: ten times, another unit, a digit or two."""
    if left.value is None or right.value is None or left.value == 0 or left.unit != right.unit:
        return False
    if sum(character.isdigit() for character in left.surface) < _TELLING_DIGITS:
        return False
    ratio = right.value / left.value
    return any(
        factor == ratio
        for alter in (_ten_times, _other_unit, _swapped, _one_digit)
        for factor, _, _ in alter(left)
    )


def _repairs(alter: _Alter, term: Term, check: _Check) -> Iterator[Slip]:
    for factor, written, kind in alter(term.figure):
        if term.figure.value is None or term.value == 0:
            continue
        figure = replace(term.figure, surface=written, value=term.figure.value * factor)
        if check(term._replace(figure=figure, value=term.value * factor)):
            yield Slip(term.id, written, kind)


def _ten_times(figure: Figure) -> Iterator[tuple[Decimal, str, str]]:
    numeral = _numeral(figure)
    if numeral:
        for factor, kind in ((Decimal(10), "a tenth"), (Decimal("0.1"), "ten times")):
            written = figure.surface.replace(numeral, _plain(_number(numeral) * factor), 1)
            yield factor, written, f"printed {kind} of it" if factor > 1 else "printed ten times too high"


def _other_unit(figure: Figure) -> Iterator[tuple[Decimal, str, str]]:
    if figure.kind == "money":
        if "亿" in figure.surface and "万亿" not in figure.surface:
            yield 1 / _MYRIAD, figure.surface.replace("亿", "万", 1), "亿 for 万"
        elif "万" in figure.surface:
            yield _MYRIAD, figure.surface.replace("万", "亿", 1), "万 for 亿"


def _swapped(figure: Figure) -> Iterator[tuple[Decimal, str, str]]:
    numeral = _numeral(figure)
    digits = [at for at, character in enumerate(numeral) if character.isdigit()]
    for left, right in pairwise(digits):  # 17.8 and 18.7: across the point as well
        if numeral[left] != numeral[right]:
            pair = numeral[right] + numeral[left + 1 : right] + numeral[left]
            yield from _rewritten(figure, numeral, left, pair, "two digits swapped")


def _one_digit(figure: Figure) -> Iterator[tuple[Decimal, str, str]]:
    numeral = _numeral(figure)
    for at, digit in enumerate(numeral):
        if digit.isdigit():
            for other in "0123456789":
                if other != digit:
                    yield from _rewritten(figure, numeral, at, other, "one digit")


def _rewritten(
    figure: Figure, numeral: str, at: int, new: str, kind: str
) -> Iterator[tuple[Decimal, str, str]]:
    changed = numeral[:at] + new + numeral[at + len(new) :]
    old = _number(numeral)
    if old and not (changed[0] == "0" and changed[:2] != "0."):
        yield _number(changed) / old, figure.surface.replace(numeral, changed, 1), kind


def _numeral(figure: Figure) -> str:
    match = _NUMERAL.search(figure.surface)
    return match.group() if match else ""


def _number(numeral: str) -> Decimal:
    return Decimal(numeral.replace(",", ""))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _checker(relation: AnyRelation, terms: Mapping[int, Term]) -> _Check:
    """Whether the relation holds with one of its terms replaced."""

    def check(changed: Term) -> bool:
        def term(number: int | None) -> Term:
            return changed if number == changed.id else terms[number or 0]

        match relation:
            case SumRelation(total=int()):
                return fit_sum(term(relation.total), [term(part) for part in relation.parts]).how == "exact"
            case ShareRelation(part=int(), whole=int()):
                fit = fit_percent(term(relation.part), term(relation.whole), term(relation.percent))
                return fit.how in ("exact", "rounded")
            case CompletionRelation(actual=int(), target=int()):
                fit = fit_percent(term(relation.actual), term(relation.target), term(relation.percent))
                return fit.how in ("exact", "rounded")
            case GrowthRelation(current=int(), previous=int()):
                return fit_growth(
                    term(relation.current), term(relation.previous), term(relation.percent)
                ).how in ("exact", "rounded")
            case AverageRelation(total=int(), count=int()):
                return fit_average(term(relation.total), term(relation.count), term(relation.average)).holds
            case _:
                return False

    return check
