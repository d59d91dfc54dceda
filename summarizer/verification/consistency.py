"""What is wrong where figures that belong together do not agree: the sum, by how much, and the slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from summarizer.report import (
    AnyRelation,
    AverageRelation,
    CompletionRelation,
    Finding,
    GrowthRelation,
    NestedRelation,
    ShareRelation,
    SumRelation,
)
from summarizer.verification.precision import printed_place
from summarizer.verification.slips import Slip, likeliest_slips
from summarizer.verification.terms import Term

_CONFIRMING = ("sum", "share", "completion", "growth", "average")
_MAX_SLIPS = 3


def relation_findings(relations: Sequence[AnyRelation], terms: Sequence[Term]) -> list[Finding]:
    """A finding for each relation that does not hold.

    It is an error where the print is further off than its last digit, else a warning: 36.91% for
    36.92% is a slip, but hardly one that misleads.
    """
    if all(relation.holds for relation in relations):
        return []
    by_id = {term.id: term for term in terms}
    trusted = frozenset(
        number
        for relation in relations
        if relation.holds and relation.type in _CONFIRMING
        for number in relation.figures
    )
    findings: list[Finding] = []
    for relation in relations:
        if relation.holds:
            continue
        message = sum_shown(relation, by_id)
        slips = likeliest_slips(relation, by_id, trusted)
        if 0 < len(slips) <= _MAX_SLIPS:
            message += "; likely slip: " + " or ".join(_slip_shown(slip, by_id) for slip in slips)
        findings.append(
            Finding(
                rule=f"arithmetic-{relation.type}",
                severity="warning" if _last_digit_only(relation, by_id) else "error",
                message=message,
                figures=list(relation.figures),
            )
        )
    return findings


def _slip_shown(slip: Slip, terms: Mapping[int, Term]) -> str:
    return f"{terms[slip.figure].figure.surface} for {slip.written} ({slip.kind})"


def _last_digit_only(relation: AnyRelation, terms: Mapping[int, Term]) -> bool:
    percent = getattr(relation, "percent", None)
    if percent is None or relation.margin is None:
        return False
    figure = terms[percent].figure
    scale = 100 if figure.kind == "multiple" else 1
    return abs(relation.margin) <= printed_place(figure) * scale * Decimal("1.5")


def sum_shown(relation: AnyRelation, terms: Mapping[int, Term]) -> str:
    """The arithmetic in one line: what the figures give, and what the page prints."""

    def text(number: int | None) -> str:
        return terms[number].figure.surface if number is not None else "?"

    match relation:
        case SumRelation():
            parts = " + ".join(text(part) for part in relation.parts)
            total = text(relation.total) if relation.total is not None else f"{relation.implied}"
            unit = _unit(terms[relation.parts[0]])
            off = _amount(relation.margin, unit)
            return f"{parts} make {_amount(relation.computed, unit)}, not {total} (off by {off})"
        case ShareRelation():
            ratio = f"{text(relation.part)} of {text(relation.whole)}"
        case CompletionRelation():
            ratio = f"{text(relation.actual)} of a target of {text(relation.target)}"
        case GrowthRelation():
            ratio = f"from {text(relation.previous)} to {text(relation.current)}"
        case AverageRelation():
            unit = _unit(terms[relation.average or 0])
            computed = _amount(relation.computed, unit)
            return (
                f"{text(relation.total)} over {text(relation.count)} is {computed} each, "
                f"not {text(relation.average)}"
            )
        case NestedRelation():
            values = [text(number) for number in relation.values]
            return f"{' ⊇ '.join(values)}: a part is more than its whole"
    shown = round(relation.computed, 4).normalize() if relation.computed is not None else "?"
    return f"{ratio} is {shown}%, not {text(relation.percent)} (off by {_amount(relation.margin, '%')})"


def _unit(term: Term) -> str:
    return {"percent": "%", "CNY": "元", "USD": "美元"}.get(term.unit, "")


def _amount(value: Decimal | None, unit: str) -> str:
    """A value as people read it: 9.68万元, 12.5亿美元, 3."""
    if value is None:
        return "?"
    for scale, word in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(value) >= scale and unit.endswith("元"):
            return f"{round(value / scale, 4).normalize():f}{word}{unit}"
    return f"{round(value, 4).normalize():f}{unit}"
