"""Named projects and deals: each with its investor, its own money, its capacity, status and place."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Figure
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.deals import attach_money, find_deals
from summarizer.engines.reading.lists import find_in_lists
from summarizer.engines.reading.projectbook import NamedProject, ProjectBook
from summarizer.engines.reading.statuses import place_of, status_of


def find_projects(
    layout: Layout, figures: Sequence[Figure], thresholds: frozenset[int]
) -> list[NamedProject]:
    """All named projects in the order of the text, the same name once.

    `thresholds` are the numbers of sums that only narrow a count (`亿元以上`).
    """
    money = [figure for figure in figures if figure.kind == "money" and figure.id not in thresholds]
    book = ProjectBook(layout, figures, money)
    find_deals(book)
    find_in_lists(book)
    attach_money(book)
    book.found.sort(key=lambda project: project.span)
    for project in book.found:
        before, near, after = _surroundings(book, project)
        project.status = status_of(before, near) if status_of("", near, "") else status_of(before, after)
        project.location = project.location or place_of(near)
    return _without_repeats(book.found)


def _surroundings(book: ProjectBook, project: NamedProject) -> tuple[str, str, str]:
    """The sentence before a name, its clause after it, and the sentence after it, without other names."""
    layout, body = book.layout, book.body
    number = layout.clause_at(project.span[0])
    start, end = layout.sentence_span(number)
    close = max(project.span[1], layout.clauses[number].end)
    parts = [body[start : project.span[0]], body[project.span[1] : close], body[project.span[1] : end]]
    for other in book.found:
        if other is not project and start <= other.span[0] < end:
            name = body[other.span[0] : other.span[1]]
            parts = [part.replace(name, "") for part in parts]
    return parts[0], parts[1], parts[2]


def _without_repeats(found: list[NamedProject]) -> list[NamedProject]:
    kept: list[NamedProject] = []
    for project in found:
        same = next(
            (other for other in kept if other.name in project.name or project.name in other.name), None
        )
        if same is None:
            kept.append(project)
            continue
        if same.amount and project.amount and project.amount.value != same.amount.value:
            kept.append(project)
            continue
        same.owned |= project.owned
        same.amount = same.amount or project.amount
        same.investor = same.investor or project.investor
    return kept
