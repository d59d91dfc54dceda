"""The article of a report cut into runs: which characters are a figure, a repair, a project's name.

Pure data for the HTML page. Spans that a damaged or foreign report gets wrong (outside the body,
overlapping) are left out rather than trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.article import Span
from summarizer.report import FigureRecord, Report
from summarizer.views.rows import span_valid, uncovered


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that share the same repair and project; `repair` and `project` are indexes or None."""

    text: str
    repair: int | None = None
    project: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A figure of the body, or the text between two figures (`figure` is then None).

    `role` is the status of the first row that uses the figure, `used` for a project's or relation's
    figure, `uncovered` where nothing uses it, `date` or `distractor` for those kinds, else empty.
    """

    runs: tuple[Run, ...]
    figure: int | None = None
    role: str = ""


def paragraphs(report: Report) -> list[list[Piece]]:
    """The body, a list of pieces a paragraph."""
    body = report.article.body
    roles = _roles(report)
    figures = _disjoint(report.figures, body)
    repairs = _indexed((repair.span for repair in report.article.repairs), body)
    projects = _indexed((project.span for project in report.projects), body)
    result: list[list[Piece]] = []
    start = 0
    for text in body.split("\n"):
        end = start + len(text)
        inside = [one for one in figures if start <= one.span.start and one.span.end <= end]
        pieces: list[Piece] = []
        at = start
        for figure in inside:
            if at < figure.span.start:
                pieces.append(Piece(_runs(body, at, figure.span.start, repairs, projects)))
            runs = _runs(body, *figure.span, repairs, projects)
            pieces.append(Piece(runs, figure.id, roles.get(figure.id, "")))
            at = figure.span.end
        if at < end:
            pieces.append(Piece(_runs(body, at, end, repairs, projects)))
        result.append(pieces)
        start = end + 1
    return result


def page_pieces(report: Report, page: str) -> list[tuple[str, int | None]]:
    """The page as received, cut at the places its figures came from."""
    result: list[tuple[str, int | None]] = []
    at = 0
    for figure in sorted(report.figures, key=lambda one: one.raw_span):
        if span_valid(figure.raw_span, page) and figure.raw_span.start >= at:
            result += [(page[at : figure.raw_span.start], None), (page[slice(*figure.raw_span)], figure.id)]
            at = figure.raw_span.end
    return [piece for piece in [*result, (page[at:], None)] if piece[0]]


def _roles(report: Report) -> dict[int, str]:
    roles: dict[int, str] = {}
    for figure in report.figures:
        if figure.kind in ("date", "period"):
            roles[figure.id] = "date"
        elif figure.kind == "distractor":
            roles[figure.id] = "distractor"
    roles |= {figure.id: "uncovered" for figure in uncovered(report)}
    for relation in report.relations:
        roles |= dict.fromkeys(relation.figures, "used")
    roles |= {project.figure: "used" for project in report.projects if project.figure is not None}
    roles |= {row.figure: row.status for row in reversed(report.statements)}
    return roles


def _disjoint(figures: Sequence[FigureRecord], body: str) -> list[FigureRecord]:
    kept: list[FigureRecord] = []
    for figure in sorted(figures, key=lambda one: one.span):
        if span_valid(figure.span, body) and (not kept or kept[-1].span.end <= figure.span.start):
            kept.append(figure)
    return kept


def _indexed(spans: Iterable[Span | None], body: str) -> list[tuple[Span, int]]:
    found = [(span, at) for at, span in enumerate(spans) if span is not None and span_valid(span, body)]
    return sorted(found, key=lambda one: one[0])


def _runs(
    body: str, start: int, end: int, repairs: list[tuple[Span, int]], projects: list[tuple[Span, int]]
) -> tuple[Run, ...]:
    near_repairs = _touching(repairs, start, end)
    near_projects = _touching(projects, start, end)
    cuts = {start, end}
    for span, _ in [*near_repairs, *near_projects]:
        cuts |= {min(max(span.start, start), end), min(max(span.end, start), end)}
    edges = sorted(cuts)
    return tuple(
        Run(body[low:high], _at(near_repairs, low), _at(near_projects, low)) for low, high in pairwise(edges)
    )


def _touching(spans: list[tuple[Span, int]], start: int, end: int) -> list[tuple[Span, int]]:
    return [one for one in spans if one[0].start < end and start < one[0].end]


def _at(spans: list[tuple[Span, int]], place: int) -> int | None:
    return next((number for span, number in spans if span.start <= place < span.end), None)
