"""From an answer's object to a draft, part by part: what is sound is kept, what is not is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.llm.copied import standing_phrase, standing_region
from summarizer.llm.faults import Fault
from summarizer.llm.named import read_event, read_project
from summarizer.llm.prose import check_prose, tidy
from summarizer.llm.rows import DATES, figure_of, read_row, text_of
from summarizer.llm.wire import LISTS
from summarizer.report import Draft

MOST_ROWS = 500
"""Rows read of one answer: a model that repeats itself does not fill the report."""

Item = TypeVar("Item", bound=BaseModel)


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
    draft, faults = checked.draft, checked.faults
    draft.statements = _each_once(read_row, _items(answer, "rows", "statements"), article, faults)
    draft.projects = _each_once(read_project, _items(answer, "projects"), article, faults)
    draft.events = _each_once(read_event, _items(answer, "events"), article, faults)
    _without_needless_asking(checked)
    for name in LISTS:
        setattr(draft, name, _phrases(checked, name, answer, article))
    region = text_of(answer.get("region"))
    draft.region = standing_region(article, region) if region else None
    draft.period = figure_of(answer.get("period"), article, DATES)
    if prose:
        _add_prose(checked, answer, article)
    return checked


def _each_once(
    read: Callable[[Any, Article], tuple[Item | None, list[Fault]]],
    raws: Iterator[Any],
    article: Article,
    faults: list[Fault],
) -> list[Item]:
    """The sound items among these, each once; what is wrong with the others joins the faults."""
    kept: dict[tuple[object, ...], Item] = {}
    for raw in raws:
        item, found = read(raw, article)
        faults += found
        if item is not None:
            kept.setdefault(tuple(vars(item).values()), item)
    return list(kept.values())


def _add_prose(checked: Checked, answer: Mapping[str, Any], article: Article) -> None:
    for part in ("headline", "summary"):
        raw = answer.get(part)
        template = tidy(raw, article) if isinstance(raw, str) else raw
        found = check_prose(part, template, article)
        checked.faults += found
        if not found:
            setattr(checked.draft, part, template)


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


def _phrases(checked: Checked, name: str, answer: Mapping[str, Any], article: Article) -> list[str]:
    found: list[str] = []
    for raw in _items(answer, name):
        phrase = text_of(raw)
        standing = standing_phrase(article, phrase) if phrase else None
        if phrase and standing is None:
            checked.faults.append(Fault("not-in-body", name, phrase, raw=raw, asks=False))
        elif standing and standing not in found:
            found.append(standing)
    return found
