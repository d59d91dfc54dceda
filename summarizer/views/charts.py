"""What of a report is better seen than read: which bars, how long, with what words.

Nothing is drawn here: the terminal and the HTML page draw the same `Chart`. A chart compares values
of one unit only, and only such as the page itself sets against each other: tiers of one whole, parts
of a total, an actual against its target, the projects of one list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from summarizer.report import (
    CompletionRelation,
    FigureRecord,
    NestedRelation,
    Report,
    Statement,
    SumRelation,
)
from summarizer.views.amounts import amount, figure_value, project_amount
from summarizer.views.labels import Lang, aspect_label, indicator_label
from summarizer.views.rows import PAUSES, figures_by_id, sentence, span_valid
from summarizer.views.safe import line

ChartKind = Literal["tiers", "parts", "targets", "projects"]
_PROJECTS_SHOWN = 12
_WORDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its length as a fraction of the longest, and the figure it shows.

    `goal` is where the target stands, on the same scale, where the bar is an actual.
    """

    label: str
    value: str
    fraction: float
    figure: int | None = None
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that may be compared with each other; `caption` says it all in one sentence."""

    kind: ChartKind
    title: str
    bars: tuple[Bar, ...]

    @property
    def caption(self) -> str:
        """The chart in words, for those who do not see it."""
        return f"{self.title}: " + "; ".join(f"{bar.label} {bar.value}" for bar in self.bars)


def charts(report: Report, lang: Lang = "zh") -> list[Chart]:
    """All charts that the report's own relations and projects allow, in a fixed order of kinds."""
    teller = _Teller(report, lang)
    drawn = [*_targets(report, teller), *_parts(report, teller), *_tiers(report, teller)]
    projects = _projects(report, teller)
    return [*drawn, *([projects] if projects else [])]


class _Teller:
    """Names figures by the rows that use them."""

    def __init__(self, report: Report, lang: Lang) -> None:
        self.lang: Lang = lang
        self.figures = figures_by_id(report)
        self.body = report.article.body
        self.rows: dict[int, Statement] = {}
        for row in report.statements:
            self.rows.setdefault(row.figure, row)

    def measured(self, numbers: Iterable[int]) -> list[FigureRecord] | None:
        """The figures, if all are known, of one unit, and none is negative."""
        found = [self.figures[number] for number in numbers if number in self.figures]
        if len(found) != len(list(numbers)) or len({figure.unit for figure in found}) != 1:
            return None
        return found if all(figure.value is not None and figure.value >= 0 for figure in found) else None

    def labels(self, numbers: list[int]) -> tuple[list[str], str]:
        """What rows say the figures are, and the scope that all of them share (for the title).

        Figures that rows do not tell apart are told apart by the words before them.
        """
        rows = [self.rows.get(number) for number in numbers]
        scopes = [_scopes(row) for row in rows]
        shared = [part for part in scopes[0] if all(part in other for other in scopes[1:])]
        names = [
            " ".join(filter(None, (self._indicator(row, number), " · ".join(_without(parts, shared)))))
            for row, number, parts in zip(rows, numbers, scopes, strict=True)
        ]
        told = list(names)
        for name in {name for name in names if names.count(name) > 1}:
            places = [at for at, other in enumerate(names) if other == name]
            for at, words in zip(places, self._told_apart([numbers[at] for at in places]), strict=True):
                told[at] = f"{name} {words}".strip()
        return told, " · ".join(shared)

    def _indicator(self, row: Statement | None, number: int) -> str:
        if row is None:
            return f"#{number}"
        name = indicator_label(row.indicator, self.lang)
        return (
            name if row.aspect in ("level", "completion") else f"{name} {aspect_label(row.aspect, self.lang)}"
        )

    def _told_apart(self, numbers: list[int]) -> list[str]:
        """The nearest clause before each figure that they do not all share."""
        figures = [self.figures[number] for number in numbers]
        if not all(span_valid(figure.span, self.body) for figure in figures):
            return ["" for _ in figures]
        clauses = [_clauses(line(sentence(self.body, figure.span).before)) for figure in figures]
        for back in range(1, min(map(len, clauses)) + 1):
            nearest = [parts[-back] for parts in clauses]
            if len(set(nearest)) == len(nearest):
                return [f"“{text[-_WORDS_SHOWN:]}”" for text in nearest]
        return [f"#{number}" for number in numbers]

    def aspect(self, number: int) -> str:
        row = self.rows.get(number)
        return row.aspect if row else "level"

    def told(self, number: int) -> str:
        return figure_value(self.figures[number], self.lang)

    def indicator(self, numbers: Iterable[int]) -> str:
        rows = [self.rows[number] for number in numbers if number in self.rows]
        return indicator_label(rows[0].indicator, self.lang) if rows else ""


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(f"[{PAUSES}]", text) if part.strip()]


def _scopes(row: Statement | None) -> list[str]:
    return [line(part) for part in (row.scope or "").split("；") if part.strip()] if row else []


def _without(parts: list[str], shared: list[str]) -> list[str]:
    return [part for part in parts if part not in shared]


def _chart(kind: ChartKind, title: str, bars: list[Bar], teller: _Teller) -> Chart:
    """Bars with the names of their figures; what all names share stands in the title."""
    names, shared = teller.labels([bar.figure or 0 for bar in bars])
    named = tuple(replace(bar, label=name) for bar, name in zip(bars, names, strict=True))
    return Chart(kind, f"{title} · {shared}" if shared else title, named)


def _values(figures: list[FigureRecord]) -> list[Decimal]:
    return [figure.value for figure in figures if figure.value is not None]


def _targets(report: Report, teller: _Teller) -> Iterable[Chart]:
    bars: list[Bar] = []
    for relation in report.relations:
        if not isinstance(relation, CompletionRelation) or relation.actual is None:
            continue
        bar = _target_bar(relation, teller)
        if bar:
            bars.append(bar)
    if bars:
        longest = max(max(bar.fraction, bar.goal or 0) for bar in bars)
        scaled = [
            replace(bar, fraction=bar.fraction / longest, goal=(bar.goal or 0) / longest) for bar in bars
        ]
        title = "目标与实际" if teller.lang == "zh" else "Targets and actuals"
        yield _chart("targets", title, scaled, teller)


def _target_bar(relation: CompletionRelation, teller: _Teller) -> Bar | None:
    """A bar in which the target is 1 and the actual what was reached of it."""
    actual = teller.figures.get(relation.actual or 0)
    if actual is None or not actual.value:
        return None
    target = teller.figures.get(relation.target or 0)
    goal = target.value if target else relation.implied
    if not goal or (target and target.unit != actual.unit):
        return None
    told = figure_value(target, teller.lang) if target else amount(goal, actual.unit, teller.lang, places=2)
    printed = teller.figures.get(relation.percent or 0)
    computed = amount(actual.value * 100 / goal, "percent", teller.lang, places=1)
    reached = figure_value(printed, teller.lang) if printed else computed
    value = f"{teller.told(actual.id)} / {told} · {reached}"
    return Bar("", value, float(actual.value / goal), actual.id, 1.0)


def _parts(report: Report, teller: _Teller) -> Iterable[Chart]:
    for relation in report.relations:
        if not isinstance(relation, SumRelation) or relation.total is None or not relation.holds:
            continue
        figures = teller.measured(relation.parts)
        if any(teller.aspect(number) not in ("level", "target") for number in relation.parts):
            continue
        total = teller.figures.get(relation.total)
        if figures is None or len(figures) < 2 or total is None or not total.value:
            continue
        bars = [
            Bar(
                "",
                f"{teller.told(figure.id)} · {amount(value * 100 / total.value, 'percent', places=1)}",
                float(value / total.value),
                figure.id,
            )
            for figure, value in zip(figures, _values(figures), strict=True)
        ]
        title = f"{teller.indicator([relation.total, *relation.parts])} {teller.told(relation.total)}"
        title = f"{title} {'的构成' if teller.lang == 'zh' else 'by part'}".strip()
        yield _chart("parts", title, bars, teller)


def _tiers(report: Report, teller: _Teller) -> Iterable[Chart]:
    for relation in report.relations:
        if not isinstance(relation, NestedRelation):
            continue
        figures = teller.measured(relation.values)
        if figures is None or len(figures) < 3:
            continue
        longest = max(_values(figures))
        if not longest:
            continue
        bars = [
            Bar("", teller.told(figure.id), float(value / longest), figure.id)
            for figure, value in zip(figures, _values(figures), strict=True)
        ]
        title = f"{teller.indicator(relation.values)}{'：层层包含' if teller.lang == 'zh' else ': tiers'}"
        yield _chart("tiers", title, bars, teller)


def _projects(report: Report, teller: _Teller) -> Chart | None:
    sized = [one for one in report.projects if one.amount and one.amount > 0]
    currencies = Counter(one.currency for one in sized)
    currency = max(currencies, key=lambda name: currencies[name], default="")
    same = sorted((one for one in sized if one.currency == currency), key=lambda one: -(one.amount or 0))
    if len(same) < 3:
        return None
    longest = same[0].amount or Decimal(1)
    bars = tuple(
        Bar(
            line(one.name),
            project_amount(one, teller.figures, teller.lang),
            float((one.amount or 0) / longest),
            one.figure,
        )
        for one in same[:_PROJECTS_SHOWN]
    )
    title = "项目规模" if teller.lang == "zh" else "Project sizes"
    more = len(same) - len(bars)
    return Chart("projects", f"{title} ({len(bars)}/{len(same)})" if more else title, bars)
