"""Projects and events of an answer: named things, whose names stand in the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from summarizer.article import Article
from summarizer.llm.copied import standing_phrase
from summarizer.llm.faults import Fault
from summarizer.llm.rows import DATES, figure_number, figure_of, text_of
from summarizer.llm.wire import item_from_wire
from summarizer.report import DraftEvent, DraftProject
from summarizer.vocabulary import vocabulary


def read_project(raw: object, article: Article) -> tuple[DraftProject | None, list[Fault]]:
    """A project as far as it is sound, and what is wrong with it."""
    project = item_from_wire("projects", raw)
    if project is None:
        return None, [Fault("not-a-row", "project", raw=raw)]
    name = _standing(project.get("name"), article)
    if name is None:
        return None, [_nameless(project, "project")]
    status = project.get("status")
    if status not in vocabulary().project_statuses:
        return None, [Fault("unknown-status", "project", str(status), raw=raw)]
    faults: list[Fault] = []
    said = text_of(project.get("investor"))
    investor = _standing(said, article)
    if said and investor is None:
        faults.append(Fault("not-in-body", "investor", said, raw=raw, outcome="left out of its project"))
    amount, fault = _amount(project, article)
    faults += [fault] if fault else []
    drafted = DraftProject(
        name=name,
        investor=investor,
        amount=amount,
        status=str(status),
        location=_standing(project.get("location"), article),
        capacity=figure_of(project.get("capacity"), article, ("count", "quantity", "multiple")),
    )
    return drafted, faults


def read_event(raw: object, article: Article) -> tuple[DraftEvent | None, list[Fault]]:
    """An event, or what is wrong with it."""
    event = item_from_wire("events", raw)
    if event is None:
        return None, [Fault("not-a-row", "event", raw=raw)]
    name = _standing(event.get("name"), article)
    if name is None:
        return None, [_nameless(event, "event")]
    date, place = figure_of(event.get("date"), article, DATES), _standing(event.get("place"), article)
    return DraftEvent(name=name, date=date, place=place), []


def _standing(value: object, article: Article) -> str | None:
    words = text_of(value)
    return standing_phrase(article, words) if words else None


def _nameless(item: Mapping[str, Any], part: str) -> Fault:
    return Fault("not-in-body", part, text_of(item.get("name")) or "without a name", raw=_shown(item))


def _shown(item: Mapping[str, Any]) -> list[Any]:
    """A project or event as it is shown again: its values in the wire's order, name first."""
    return [item.get("name"), *(value for key, value in item.items() if key != "name")]


def _amount(project: Mapping[str, Any], article: Article) -> tuple[int | None, Fault | None]:
    """The money figure of a project, or what is wrong with the one it names."""
    value = project.get("amount")
    if value is None:
        return None, None
    number = figure_number(value)
    figure = article.figure(number) if number is not None else None
    if figure is not None and figure.kind == "money":
        return figure.id, None
    rule = "not-money" if figure else "unknown-figure"
    cites = (figure.id,) if figure else ()
    outcome = "left out of its project"
    return None, Fault(rule, "amount", str(value), raw=_shown(project), figures=cites, outcome=outcome)
