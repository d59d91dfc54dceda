"""The order in which a reader meets a report's rows, and the words of the page around each figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.article import Span
from summarizer.report import FigureRecord, PeriodRecord, Report, Statement
from summarizer.views.labels import family

_CLAUSE_ENDS = "。！？；\n"
PAUSES = "，、：,"
"""Marks inside a sentence at which it may be cut."""
UNCOVERED = "uncovered-figure"
"""The rule under which verification lists a figure that no row mentions."""


@dataclass(frozen=True, slots=True)
class Family:
    """Rows of one stage or subject, in the order of the page."""

    name: str
    rows: list[Statement]


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """The rows of one region; `region` is None where neither row nor page names one."""

    region: str | None
    families: list[Family]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A figure with the words around it: `before`, the figure itself, `after`."""

    before: str
    surface: str
    after: str


def grouped(report: Report) -> list[RegionGroup]:
    """Statements by region (the page's own first), then by family, both as the page brings them up."""
    own = report.article.region.name if report.article.region else None
    regions: dict[str | None, dict[str, list[Statement]]] = {}
    if any((row.region or own) == own for row in report.statements):
        regions[own] = {}
    for row in sorted(report.statements, key=lambda one: one.span.start):
        families = regions.setdefault(row.region or own, {})
        families.setdefault(family(row.indicator), []).append(row)
    return [
        RegionGroup(region, [Family(name, _by_indicator(rows)) for name, rows in families.items()])
        for region, families in regions.items()
    ]


def _by_indicator(rows: list[Statement]) -> list[Statement]:
    order: dict[str, int] = {}
    for row in rows:
        order.setdefault(row.indicator, len(order))
    return sorted(rows, key=lambda row: order[row.indicator])


def figures_by_id(report: Report) -> dict[int, FigureRecord]:
    """The figures of a report by their number."""
    return {figure.id: figure for figure in report.figures}


def uncovered(report: Report) -> list[FigureRecord]:
    """Results of the page that no row mentions, in the order of the page, as verification found them."""
    left = {number for one in report.findings if one.rule == UNCOVERED for number in one.figures}
    return [figure for figure in report.figures if figure.id in left]


def other_period(row: Statement, page: PeriodRecord | None) -> str | None:
    """The wording of a row's period where it is not the page's own."""
    if row.period is None or (page and _same_period(row.period, page)):
        return None
    return row.period.text


def _same_period(one: PeriodRecord, other: PeriodRecord) -> bool:
    if one.end is not None and other.end is not None:
        return (one.start, one.end) == (other.start, other.end)
    # Where the days are not known, 今年1至4月 and 1至4月 are the same words.
    return one.text.removeprefix("今年") == other.text.removeprefix("今年")


def sentence(body: str, span: Span) -> Snippet:
    """The sentence of the body that a span stands in."""
    start = max((body.rfind(mark, 0, span.start) for mark in _CLAUSE_ENDS), default=-1) + 1
    ends = [at for at in (body.find(mark, span.end) for mark in _CLAUSE_ENDS) if at >= 0]
    end = min(ends, default=len(body))
    if end < len(body) and body[end] != "\n":
        end += 1
    return Snippet(body[start : span.start].lstrip(), body[span.start : span.end], body[span.end : end])


def clause(body: str, span: Span, width: int = 36) -> Snippet:
    """The nearest words: the sentence cut at a pause so that about `width` characters remain."""
    whole = sentence(body, span)
    room = max(0, width - len(whole.surface))
    after = _cut_after(whole.after, max(6, room // 3))
    before = _cut_before(whole.before, max(6, room - len(after)))
    return Snippet(before, whole.surface, after)


def _cut_before(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    tail = text[-room:]
    pauses = [at for at in (tail.find(mark) for mark in PAUSES) if 0 <= at < room // 2]
    return "…" + tail[min(pauses) + 1 :] if pauses else "…" + tail


def _cut_after(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    pauses = [at for at in (text.rfind(mark, 0, room) for mark in PAUSES) if at >= 0]
    return text[: max(pauses)] + "…" if pauses else text[:room] + "…"


def span_valid(span: Span | None, body: str) -> bool:
    """Whether a span lies inside the body and holds something."""
    return span is not None and 0 <= span.start < span.end <= len(body)


def pieces(text: str, marks: Iterable[tuple[str, int]]) -> list[tuple[str, int | None]]:
    """Cut prose at the surfaces it contains: (text, figure number or None), longest surface first.

    A surface stands alone: `80个` is not found inside `180个`.
    """
    wanted = sorted(dict(reversed(list(marks))).items(), key=_longest_first)
    result: list[tuple[str, int | None]] = [(text, None)]
    for surface, number in wanted:
        if surface:
            result = [part for piece in result for part in _split(piece, surface, number)]
    return result


def _longest_first(item: tuple[str, int]) -> int:
    return -len(item[0])


def _split(piece: tuple[str, int | None], surface: str, number: int) -> list[tuple[str, int | None]]:
    text, taken = piece
    if taken is not None:
        return [piece]
    parts: list[tuple[str, int | None]] = []
    done = at = 0
    while (at := text.find(surface, at)) >= 0:
        end = at + len(surface)
        if _joined(text, at, end):
            at = end
            continue
        parts += [(text[done:at], None), (surface, number)]
        done = at = end
    return [part for part in [*parts, (text[done:], None)] if part[0]]


def _joined(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    number_goes_on = (before.isdigit() or before in {".", ","}) and text[start].isdigit()
    return number_goes_on or (text[end - 1].isdigit() and (after.isdigit() or after == "."))
