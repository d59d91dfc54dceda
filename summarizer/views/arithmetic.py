"""The sums of a report, written out so that a reader can check them with a pencil."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from summarizer.report import (
    AnyRelation,
    AverageRelation,
    CompletionRelation,
    FigureRecord,
    GrowthRelation,
    NestedRelation,
    ShareRelation,
    SumRelation,
)
from summarizer.views.amounts import amount, figure_value
from summarizer.views.labels import Lang, word
from summarizer.views.safe import line


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of arithmetic.

    Attributes:
        parts: pieces of text from left to right, each with the number of the figure it shows, or None.
        holds: whether the page's own numbers agree.
    """

    parts: tuple[tuple[str, int | None], ...]
    holds: bool

    @property
    def mark(self) -> str:
        """`✓` or `✗`."""
        return "✓" if self.holds else "✗"

    @property
    def text(self) -> str:
        """The line as plain text, without its mark."""
        return "".join(text for text, _ in self.parts)


Part = tuple[str, int | None]


class _Writer:
    """Writes the terms of one relation: figures as the page has them, absent terms as what they must be."""

    def __init__(self, relation: AnyRelation, figures: dict[int, FigureRecord], lang: Lang) -> None:
        self.relation = relation
        self.figures = figures
        self.lang: Lang = lang

    def term(self, number: int) -> Part:
        figure = self.figures.get(number)
        return (line(figure_value(figure, self.lang, places=6)) if figure else f"#{number}", number)

    def unit(self, *numbers: int | None) -> str:
        found = (self.figures[number] for number in numbers if number in self.figures)
        return next((figure.unit for figure in found), "count")

    def implied(self, name: str, unit: str) -> Part:
        value = self.relation.implied if self.relation.implied is not None else self.relation.computed
        shown = amount(value, unit, self.lang) if value is not None else "?"
        return (f" → {word(name, self.lang)} {shown}", None)

    def result(self, printed: int, unit: str) -> list[Part]:
        """`= 12.51% ≈ 12.5%`: what the terms give, and what the page prints, where they differ."""
        computed, figure = self.relation.computed, self.figures.get(printed)
        if computed is None or figure is None or figure.value is None or computed == figure.value:
            return [(" = ", None), self.term(printed)]
        sign = " ≈ " if self.relation.holds else " ≠ "
        return [(f" = {self._told_apart(computed, figure.value, unit)}{sign}", None), self.term(printed)]

    def _told_apart(self, computed: Decimal, printed: Decimal, unit: str) -> str:
        """The computed value with enough decimals to show where it leaves the printed one."""
        for places in range(2, 6):
            shown = amount(computed, unit, self.lang, places=places)
            if shown != amount(printed, unit, self.lang, places=places):
                return shown
        return amount(computed, unit, self.lang, places=6)

    def off_by(self, unit: str) -> list[Part]:
        """`（相差 1.2亿元）`, where the numbers disagree."""
        margin = self.relation.margin
        if self.relation.holds or not margin:
            return []
        points = unit == "percent"
        value = f"{amount(abs(margin), '', self.lang)} {word('points', self.lang)}" if points else None
        shown = value or amount(abs(margin), unit, self.lang)
        text = f"{word('off_by', self.lang)} {shown}"
        return [(f"（{text}）" if self.lang == "zh" else f" ({text})", None)]


def written_out(relation: AnyRelation, figures: dict[int, FigureRecord], lang: Lang = "zh") -> Sum:
    """One relation as a line: `31个 + 28个 = 59个`, `63.9亿元 ÷ 106.5% → 目标 60亿元`."""
    writer = _Writer(relation, figures, lang)
    match relation:
        case SumRelation():
            parts = _sum(writer, relation)
        case ShareRelation():
            parts = _quotient(writer, relation.part, relation.whole, relation.percent, ("part", "whole"))
        case CompletionRelation():
            parts = _quotient(
                writer, relation.actual, relation.target, relation.percent, ("actual", "target")
            )
        case NestedRelation():
            parts = _joined([writer.term(number) for number in relation.values], " ≥ ")
        case GrowthRelation():
            parts = _growth(writer, relation)
        case AverageRelation():
            parts = _average(writer, relation)
    return Sum(tuple(parts), relation.holds)


def _sum(writer: _Writer, relation: SumRelation) -> list[Part]:
    unit = writer.unit(relation.total, *relation.parts)
    parts = _joined([writer.term(number) for number in relation.parts], " + ")
    if relation.total is None:
        return [*parts, writer.implied("total", unit)]
    if relation.implied is not None:
        shown = amount(relation.implied, unit, writer.lang)
        return [
            *parts,
            (f" + {word('remaining', writer.lang)} {shown} = ", None),
            writer.term(relation.total),
        ]
    return [*parts, *writer.result(relation.total, unit), *writer.off_by(unit)]


def _quotient(
    writer: _Writer, over: int | None, under: int | None, percent: int | None, names: tuple[str, str]
) -> list[Part]:
    unit = writer.unit(over, under)
    if over is not None and under is not None:
        head = [writer.term(over), (" ÷ ", None), writer.term(under)]
        if percent is None:
            return [*head, writer.implied("percent", "percent")]
        return [*head, *writer.result(percent, "percent"), *writer.off_by("percent")]
    if percent is None:
        return _joined([writer.term(number) for number in (over, under) if number is not None], " ÷ ")
    if over is not None:
        return [writer.term(over), (" ÷ ", None), writer.term(percent), writer.implied(names[1], unit)]
    if under is not None:
        return [writer.term(under), (" × ", None), writer.term(percent), writer.implied(names[0], unit)]
    return [writer.term(percent)]


def _growth(writer: _Writer, relation: GrowthRelation) -> list[Part]:
    now, before, percent = relation.current, relation.previous, relation.percent
    unit = writer.unit(now, before)
    if now is not None and before is not None:
        head = [writer.term(now), (" ÷ ", None), writer.term(before), (" − 1", None)]
        if percent is None:
            return [*head, writer.implied("percent", "percent")]
        return [*head, *writer.result(percent, "percent"), *writer.off_by("percent")]
    if percent is None:
        return [writer.term(number) for number in (now, before) if number is not None]
    factor: list[Part] = [(_growth_sign(relation), None), writer.term(percent), (")", None)]
    if now is not None:
        return [writer.term(now), (" ÷ ", None), *factor, writer.implied("previous", unit)]
    if before is not None:
        return [writer.term(before), (" × ", None), *factor, writer.implied("current", unit)]
    return [writer.term(percent)]


def _growth_sign(relation: GrowthRelation) -> str:
    fell = relation.computed is not None and relation.computed < 0
    return "(1 − " if fell else "(1 + "


def _average(writer: _Writer, relation: AverageRelation) -> list[Part]:
    total, count, average = relation.total, relation.count, relation.average
    unit = writer.unit(total, average)
    if total is not None and count is not None:
        head = [writer.term(total), (" ÷ ", None), writer.term(count)]
        if average is None:
            return [*head, writer.implied("average", unit)]
        return [*head, *writer.result(average, unit), *writer.off_by(unit)]
    known = [writer.term(number) for number in (total, count, average) if number is not None]
    missing = "total" if total is None else "count"
    joined = _joined(known, " × " if total is None else " ÷ ")
    return [*joined, writer.implied(missing, unit if total is None else "count")]


def _joined(terms: list[Part], sign: str) -> list[Part]:
    result: list[Part] = []
    for term in terms:
        result += [(sign, None), term] if result else [term]
    return result
