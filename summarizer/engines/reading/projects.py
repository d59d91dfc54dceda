"""Named projects and deals: each with its investor, its own money, its capacity, status and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Figure
from summarizer.engines.reading.amounts import attach_money
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.deals import find_deals
from summarizer.engines.reading.evidence import earns_its_place
from summarizer.engines.reading.firms import find_listed_firms
from summarizer.engines.reading.lists import find_in_lists
from summarizer.engines.reading.parties import find_by_parties
from summarizer.engines.reading.projectbook import NamedProject, ProjectBook
from summarizer.engines.reading.statuses import place_of, status_of
from summarizer.patterns import LazyPattern

_ONCE_DONE = re.compile(r"(?:全部|全面|建成|竣工|投产|达产|投入运营|投入使用|运营|投用|达效)+后")
_ANNOUNCES = LazyPattern(
    r"^[^，。；,;]{0,12}项目[，,]?(?:分别|具体|主要)?(?:是|为|有|包括)[:：]?[^，。；,;]{0,16}$"
)
_BUILT_BY = LazyPattern(
    r"(?:由|与|和|及|，|,|、|。|；|^)([^，。；,;、由与]{2,26}?(?:公司|集团|银行|控股))(?:负责|共同|计划)?(?:投资)?(?:建设|兴建|开发|实施|打造|签订|签约|运营)的$"
)


def find_projects(
    layout: Layout, figures: Sequence[Figure], thresholds: frozenset[int]
) -> list[NamedProject]:
    """All named projects in the order of the text, the same name once.

    `thresholds` are the numbers of sums that only narrow a count (`亿元以上`).
    """
    money = [figure for figure in figures if figure.kind == "money" and figure.id not in thresholds]
    book = ProjectBook(layout, figures, money)
    find_listed_firms(book)
    find_deals(book)
    find_by_parties(book)
    find_in_lists(book)
    attach_money(book)
    book.found = [project for project in book.found if earns_its_place(book, project)]
    book.found.sort(key=lambda project: project.span)
    _own_known_counts(book)
    for project in book.found:
        before, near, after = _surroundings(book, project)
        told = status_of("", near, "") or status_of(before, "", "") or status_of("", after, "signed")
        project.status = "preparatory" if "前期" in near else told
        project.investor = project.investor or _investor_before(before)
        project.location = project.location or place_of(near)
    return _without_repeats(book.found)


def _own_known_counts(book: ProjectBook) -> None:
    """Give the count around a list of names to the list where the page has told that count before.

    `…等10个签约项目` and `又新签4个项目，分别是…` only take the ten and the four up again, to name them.
    """
    counts = [figure for figure in book.figures if book.counts_projects(figure)] if book.found else []
    for project in book.found:
        start, end = book.layout.sentence_around(project.span[0])
        for figure in counts:
            if not start <= figure.span.start < end:
                continue
            told = any(other.value == figure.value and other.span.end <= start for other in counts)
            if told and _is_around(book.body, project, figure):
                project.owned.add(figure.id)


def _is_around(body: str, project: NamedProject, figure: Figure) -> bool:
    if figure.span.end <= project.span[0]:
        return bool(_ANNOUNCES.search(body, figure.span.end, project.span[0]))
    return body[project.span[1] : figure.span.start] in ("等", "项目等", "等共", "")


def _investor_before(before: str) -> str | None:
    """The company in `由某某有限公司投资建设的…` right before a name."""
    match = _BUILT_BY.search(before)
    return match.group(1) if match else None


def _surroundings(book: ProjectBook, project: NamedProject) -> tuple[str, str, str]:
    """The sentence before a name, its clause after it, and the sentence after it, without other names."""
    layout, body = book.layout, book.body
    number = layout.clause_at(project.span[0])
    start, end = layout.sentence_span(number)
    close = max(project.span[1], layout.clauses[number].end)
    start = max([start, *(body.rfind(mark, start, project.span[0]) + 1 for mark in "；;")])
    end = min([end, *(at for mark in "；;" if (at := body.find(mark, project.span[1], end)) >= 0)])
    parts = [body[start : project.span[0]], body[project.span[1] : close], body[project.span[1] : end]]
    parts = [_ONCE_DONE.sub("", part) if "后" in part else part for part in parts]
    for other in book.found:
        if other is not project and start <= other.span[0] < end:
            name = body[other.span[0] : other.span[1]]
            parts = [part.replace(name, "") for part in parts]
    return parts[0], parts[1], parts[2]


def _is_same(one: NamedProject, other: NamedProject) -> bool:
    """Whether two names mean one project: one holds the other, no firm or place stands against it."""
    if one.name not in other.name and other.name not in one.name:
        return False
    pairs = ((one.investor, other.investor), (one.location, other.location))
    return all(not a or not b or a in b or b in a for a, b in pairs)


def _without_repeats(found: list[NamedProject]) -> list[NamedProject]:
    kept: list[NamedProject] = []
    for project in found:
        same = next((other for other in kept if _is_same(other, project)), None)
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
