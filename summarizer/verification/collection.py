"""Across pages: the same thing with different values, and counts from January that fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from summarizer.report import Finding, Report, Statement
from summarizer.verification.scopes import is_generic

_COUNTED_UP = ("signed", "funds_in_place", "foreign_funds", "started", "landed", "commissioned", "registered")
_CLOSE = Decimal("0.001")


class CollectionFinding(Finding):
    """A finding about several pages; `pages` are their ids."""

    pages: list[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    page: str
    row: Statement
    start: date | None
    end: date


def verify_collection(reports: Iterable[Report | Mapping[str, Any]]) -> list[CollectionFinding]:
    """What pages say against each other.

    Two findings: `same-figure-differs`, where pages give different values for the same region,
    indicator, aspect, scope and period; and `series-falls`, where a value counted from the start of
    the year is lower on a later day. Rows without a period end take part in neither.
    """
    pages = [report if isinstance(report, Report) else Report.model_validate(report) for report in reports]
    groups: dict[tuple[object, ...], list[_Entry]] = defaultdict(list)
    for page in pages:
        for entry in _entries(page):
            row = entry.row
            scope = "" if is_generic(row.scope or "") else _plain_scope(row.scope or "")
            groups[(row.region, row.indicator, row.aspect, row.unit, scope)].append(entry)
    findings: list[CollectionFinding] = []
    for entries in groups.values():
        if len({entry.page for entry in entries}) > 1:
            findings += _differing(entries)
            findings += _falling(entries)
    return findings


def _plain_scope(scope: str) -> str:
    return "；".join(sorted(part.strip() for part in scope.replace(";", "；").split("；")))


def _entries(page: Report) -> Iterator[_Entry]:
    for row in page.statements:
        period = row.period or page.article.period
        if period is not None and period.end is not None and row.indicator != "other":
            yield _Entry(page.article.id, row, period.start, period.end)


def _differing(entries: Sequence[_Entry]) -> Iterator[CollectionFinding]:
    by_period: dict[tuple[date | None, date], list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_period[(entry.start, entry.end)].append(entry)
    for (_, end), same in by_period.items():
        # A page that gives two values under one scope tells of two things; only single ones compare.
        single = [entry for entry in same if sum(other.page == entry.page for other in same) == 1]
        for left, right in pairwise(sorted(single, key=lambda entry: entry.page)):
            if left.page != right.page and not _same(left.row, right.row):
                row = left.row
                message = (
                    f"{row.region} {row.indicator} {row.aspect} up to {end}: "
                    f"{row.surface} in {left.page}, {right.row.surface} in {right.page}"
                )
                yield _finding("same-figure-differs", message, left, right)


def _same(left: Statement, right: Statement) -> bool:
    if left.approx or right.approx:
        return abs(left.value - right.value) <= max(abs(left.value), abs(right.value)) / 10
    return abs(left.value - right.value) <= max(abs(left.value), abs(right.value)) * _CLOSE


def _falling(entries: Sequence[_Entry]) -> Iterator[CollectionFinding]:
    years: dict[int, list[_Entry]] = defaultdict(list)
    for entry in entries:
        row = entry.row
        from_january = entry.start is None or (entry.start.month, entry.start.day) == (1, 1)
        counted = row.indicator.split(".")[0] in _COUNTED_UP and row.indicator.split(".")[-1] != "rate"
        if row.aspect == "level" and counted and from_january:
            years[entry.end.year].append(entry)
    for series in years.values():
        ordered = sorted(series, key=lambda entry: entry.end)
        for left, right in pairwise(ordered):
            falls = right.row.value < left.row.value and not _same(left.row, right.row)
            if left.page != right.page and left.end < right.end and falls:
                row = left.row
                message = (
                    f"{row.region} {row.indicator} falls within the year: {row.surface} up to {left.end} "
                    f"in {left.page}, {right.row.surface} up to {right.end} in {right.page}"
                )
                yield _finding("series-falls", message, left, right)


def _finding(rule: str, message: str, *entries: _Entry) -> CollectionFinding:
    pages = [entry.page for entry in entries]
    return CollectionFinding(rule=rule, severity="warning", message=message, pages=pages)
