"""From an answer's object to a draft, part by part: what is sound is kept, what is not is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from summarizer.article import Article, Figure
from summarizer.llm.copied import standing_phrase, standing_region, standing_scope
from summarizer.llm.faults import Fault
from summarizer.llm.promotion import promoted
from summarizer.llm.prose import check_prose, tidy
from summarizer.llm.wire import LISTS, item_from_wire
from summarizer.report import Draft, DraftEvent, DraftProject, DraftStatement
from summarizer.vocabulary import vocabulary

_NUMBER = re.compile(r"\s*[{#\[(（]?\s*(\d{1,6})\s*\??\s*[}\])）]?\s*", re.ASCII)
_DATES = ("date", "period")
_RATIOS = ("percent", "multiple")
MOST_ROWS = 500
"""Rows read of one answer: a model that repeats itself does not fill the report."""

_KINDS_OF_ASPECT: dict[str, tuple[str, ...]] = {
    "completion": _RATIOS,
    "share": _RATIOS,
    "growth": _RATIOS,
    "rank": ("rank",),
}
_KINDS_OF_UNIT: dict[str, tuple[str, ...]] = {
    "count": ("count",),
    "money": ("money",),
    "percent": _RATIOS,
}


@dataclass(slots=True)
class Checked:
    """The sound parts of an answer as a draft, and what was wrong with the rest."""

    draft: Draft
    faults: list[Fault] = field(default_factory=list[Fault])

    @property
    def worth_asking(self) -> list[Fault]:
        """The faults that justify another call."""
        return [fault for fault in self.faults if fault.asks]


def check_answer(answer: Mapping[str, Any], article: Article, *, prose: bool = True) -> Checked:
    """Check an answer against its article.

    Args:
        answer: the parsed object of an answer.
        article: the page with its figures.
        prose: whether a headline and summary are due; where they are not, they are not looked at.
    """
    checked = Checked(Draft(headline="", summary=""))
    draft = checked.draft
    for raw in _items(answer, "rows", "statements"):
        _add_row(checked, raw, article)
    for raw in _items(answer, "projects"):
        _add_project(checked, raw, article)
    for raw in _items(answer, "events"):
        _add_event(checked, raw, article)
    _without_needless_asking(checked)
    for name in LISTS:
        setattr(draft, name, _phrases(checked, name, answer, article))
    region = answer.get("region")
    if isinstance(region, str) and region.strip():
        draft.region = standing_region(article, region.strip())
    draft.period = _figure_of(answer.get("period"), article, _DATES)
    if prose:
        for part in ("headline", "summary"):
            raw = answer.get(part)
            template = tidy(raw, article) if isinstance(raw, str) else raw
            found = check_prose(part, template, article)
            checked.faults += found
            if not found:
                setattr(draft, part, template)
    return checked


def cited_figures(draft: Draft) -> set[int]:
    """The figures a draft's rows, projects and events refer to; prose does not count."""
    numbers = {row.figure for row in draft.statements}
    for project in draft.projects:
        numbers |= {number for number in (project.amount, project.capacity) if number}
    return numbers


def _without_needless_asking(checked: Checked) -> None:
    """A faulty row about a figure that a sound row reads already is not worth a call."""
    taken = cited_figures(checked.draft)
    checked.faults = [
        replace(fault, asks=False)
        if fault.part == "row" and fault.figures and set(fault.figures) <= taken
        else fault
        for fault in checked.faults
    ]


def _items(answer: Mapping[str, Any], *names: str) -> Iterator[Any]:
    for name in names:
        value = answer.get(name)
        if isinstance(value, list):
            yield from cast("list[Any]", value)[:MOST_ROWS]


def figure_number(value: object) -> int | None:
    """A figure's number however it is written: 12, 12.0, "12", "{12}"; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def _figure_of(value: object, article: Article, kinds: tuple[str, ...]) -> int | None:
    """The number of a figure of one of these kinds; None where it is not."""
    number = figure_number(value)
    figure = article.figure(number) if number is not None else None
    return figure.id if figure and figure.kind in kinds else None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


# --- rows ---------------------------------------------------------------------------------------


def _add_row(checked: Checked, raw: object, article: Article) -> None:
    row = item_from_wire("rows", raw)
    if row is None:
        checked.faults.append(Fault("not-a-row", "row", raw=raw))
        return
    number = figure_number(row.get("figure"))
    fault = row_fault(row, number, article)
    region = _text(row.get("region"))
    standing = standing_region(article, region) if region else None
    if fault is None and region and standing is None:
        fault = Fault("not-in-body", "row", region, figures=(number or 0,))
    if fault:
        rule, part, value, detail = fault.rule, fault.part, fault.value, fault.detail
        checked.faults.append(Fault(rule, part, value, detail, raw=raw, figures=fault.figures))
        return
    scope = _text(row.get("scope"))
    statement = DraftStatement(
        figure=cast(int, number),
        indicator=row["indicator"],
        aspect=row["aspect"],
        falls=row["falls"],
        region=standing,
        scope=standing_scope(article, scope) if scope else None,
        period=_figure_of(row.get("period"), article, _DATES),
    )
    if scope and statement.scope is None:
        checked.faults.append(
            Fault(
                "not-in-body",
                "scope",
                scope,
                raw=raw,
                asks=False,
                figures=(statement.figure,),
                outcome="left out",
            )
        )
    if statement not in checked.draft.statements:
        checked.draft.statements.append(statement)


def row_fault(row: Mapping[str, Any], number: int | None, article: Article) -> Fault | None:
    """What is wrong with a row's figure, indicator or aspect, apart from what is copied."""
    if number is None:
        return Fault("no-figure", "row")
    figure = article.figure(number)
    if figure is None:
        return Fault("unknown-figure", "row", str(number))
    indicator, aspect = row.get("indicator"), row.get("aspect")
    if indicator not in vocabulary().indicators:
        return Fault("unknown-indicator", "row", str(indicator), figures=(number,))
    if aspect not in vocabulary().aspects:
        return Fault("unknown-aspect", "row", str(aspect), figures=(number,))
    if figure.kind in _DATES:
        return Fault("not-a-quantity", "row", str(number), figures=(number,))
    if not fits(figure, str(indicator), str(aspect)):
        detail = f"{indicator} {aspect}"
        return Fault("unit-mismatch", "row", str(number), detail, figures=(number,))
    return None


def fits(figure: Figure, indicator: str, aspect: str) -> bool:
    """Whether a figure of this kind can be this aspect of this indicator.

    A distractor is looked at as what it could be: a model may say that it is a result after all.
    """
    figure = promoted(figure)
    if figure.kind == "distractor":
        return False
    if allowed := _KINDS_OF_ASPECT.get(aspect):
        return figure.kind in allowed
    unit = vocabulary().indicators[indicator].unit
    allowed = _KINDS_OF_UNIT.get(unit)
    if allowed is None:
        return True
    if aspect == "change":
        return figure.kind in (*allowed, "point")
    return figure.kind in allowed


# --- projects, events, phrases ------------------------------------------------------------------


def _add_project(checked: Checked, raw: object, article: Article) -> None:
    project = item_from_wire("projects", raw)
    if project is None:
        checked.faults.append(Fault("not-a-row", "project", raw=raw))
        return
    name = _standing_name(checked, project, "project", article)
    if name is None:
        return
    status = project.get("status")
    if status not in vocabulary().project_statuses:
        checked.faults.append(Fault("unknown-status", "project", str(status), raw=raw))
        return
    investor, location = _text(project.get("investor")), _text(project.get("location"))
    standing_investor = standing_phrase(article, investor) if investor else None
    if investor and standing_investor is None:
        checked.faults.append(
            Fault("not-in-body", "investor", investor, raw=raw, outcome="left out of its project")
        )
    drafted = DraftProject(
        name=name,
        investor=standing_investor,
        amount=_amount(checked, project, article),
        status=str(status),
        location=standing_phrase(article, location) if location else None,
        capacity=_figure_of(project.get("capacity"), article, ("count", "quantity", "multiple")),
    )
    if drafted not in checked.draft.projects:
        checked.draft.projects.append(drafted)


def _standing_name(checked: Checked, raw: Mapping[str, Any], part: str, article: Article) -> str | None:
    name = _text(raw.get("name"))
    standing = standing_phrase(article, name) if name else None
    if standing is None:
        checked.faults.append(Fault("not-in-body", part, name or "without a name", raw=_shown(raw)))
    return standing


def _shown(item: Mapping[str, Any]) -> list[Any]:
    """A project or event as it is shown again: its values in the wire's order, name first."""
    return [item.get("name"), *(value for key, value in item.items() if key != "name")]


def _amount(checked: Checked, project: Mapping[str, Any], article: Article) -> int | None:
    value = project.get("amount")
    if value is None:
        return None
    number = figure_number(value)
    figure = article.figure(number) if number is not None else None
    if figure is not None and figure.kind == "money":
        return figure.id
    rule = "not-money" if figure else "unknown-figure"
    cites = (figure.id,) if figure else ()
    checked.faults.append(
        Fault(
            rule, "amount", str(value), raw=_shown(project), figures=cites, outcome="left out of its project"
        )
    )
    return None


def _add_event(checked: Checked, raw: object, article: Article) -> None:
    event = item_from_wire("events", raw)
    if event is None:
        checked.faults.append(Fault("not-a-row", "event", raw=raw))
        return
    name = _standing_name(checked, event, "event", article)
    if name is None:
        return
    place = _text(event.get("place"))
    drafted = DraftEvent(
        name=name,
        date=_figure_of(event.get("date"), article, _DATES),
        place=standing_phrase(article, place) if place else None,
    )
    if drafted not in checked.draft.events:
        checked.draft.events.append(drafted)


def _phrases(checked: Checked, name: str, answer: Mapping[str, Any], article: Article) -> list[str]:
    found: list[str] = []
    for raw in _items(answer, name):
        phrase = _text(raw)
        standing = standing_phrase(article, phrase) if phrase else None
        if phrase and standing is None:
            checked.faults.append(Fault("not-in-body", name, phrase, raw=raw, asks=False))
        elif standing and standing not in found:
            found.append(standing)
    return found
