"""Many reports side by side: who signed how much, ranked among those that may be compared.

Two values may be compared when they are of the same indicator and unit, speak of the same days of the
same year, and are narrowed by the same scope. Everything else is shown too, but apart, with the mark
that says what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from summarizer.report import Report, Statement
from summarizer.views.labels import Lang, label
from summarizer.views.safe import line
from summarizer.views.spans import YearSpan, span_of
from summarizer.vocabulary import vocabulary

Mark = Literal["year", "period", "scope", "unknown-period", "unit"]
"""What keeps a value from being compared with the reference group of its indicator."""

_SAME = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Basis:
    """What must agree for two values to be compared; `span` is None where the page does not say."""

    unit: str
    span: YearSpan | None
    scope: frozenset[str]

    def scope_text(self) -> str:
        """The scope's parts in one string."""
        return " · ".join(sorted(self.scope))

    def label(self, lang: Lang = "zh") -> str:
        """Period and scope in words."""
        period = self.span.label(lang) if self.span else label("marks", "unknown-period", lang)
        return " · ".join(filter(None, (period, self.scope_text())))


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of one report.

    Attributes:
        region, province: whose value; the region is the report's own.
        article: identifier of the article.
        href: address of the value's place in its evidence page, or None.
        row: the statement itself; of aspect `level`, or `completion` or `growth` where the page
            gives no level.
        growth, completion: statements of the same page about the same thing.
        rank: place among the comparable, from 1; None where it stands alone.
        marks: why it is not comparable with the reference group; empty inside that group.
        conflict: another page gives this region another value on the same basis.
    """

    region: str
    province: str
    article: str
    href: str | None
    basis: Basis
    row: Statement
    growth: Statement | None = None
    completion: Statement | None = None
    rank: int | None = None
    marks: tuple[Mark, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries on one basis, the largest first."""

    basis: Basis
    entries: tuple[Entry, ...]

    @property
    def comparable(self) -> bool:
        """Whether it sets several regions beside each other, over days that are known."""
        return self.basis.span is not None and len({entry.region for entry in self.entries}) > 1


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """One indicator over all reports: the reference group first (the largest), then the others."""

    indicator: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> list[Entry]:
        """All entries in the order of the groups."""
        return [entry for group in self.groups for entry in group.entries]

    @property
    def reference(self) -> Group | None:
        """The group that others are marked against; None where no two values may be compared."""
        return self.groups[0] if self.groups[0].comparable else None


@dataclass(frozen=True, slots=True)
class Source:
    """One report of the comparison, for the rows of a matrix."""

    article: str
    region: str
    province: str
    title: str
    span: YearSpan | None
    href: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All indicators that at least two reports give, in the vocabulary's order."""

    sources: tuple[Source, ...]
    tables: tuple[IndicatorTable, ...]
    left_out: tuple[str, ...] = field(default=())
    """Titles of reports that name no region, and so cannot be compared."""

    @property
    def conflicts(self) -> list[Entry]:
        """Entries that another page contradicts."""
        return [entry for table in self.tables for entry in table.entries if entry.conflict]

    def told_apart(self, source: Source, entry: Entry) -> bool:
        """Whether an entry needs its basis beside it: it is not simply the page's own period, unnarrowed."""
        return bool(entry.marks) or bool(entry.basis.scope) or entry.basis.span != source.span

    def cell(self, source: Source, table: IndicatorTable) -> Entry | None:
        """A report's main entry for an indicator: unnarrowed if there is one, else the largest."""
        own = [entry for entry in table.entries if entry.article == source.article]
        return min(own, key=_mainness, default=None)

    def shown(self, table: IndicatorTable) -> tuple[list[Group], list[Entry]]:
        """What a reader sees first: the comparable groups, and every other report's main entry."""
        groups = [group for group in table.groups if group.comparable]
        told = {entry.article for group in groups for entry in group.entries}
        alone = [entry for source in self.sources if (entry := self.cell(source, table))]
        alone = [entry for entry in alone if entry.article not in told]
        return groups, sorted(alone, key=lambda entry: len(entry.marks))


def _mainness(entry: Entry) -> tuple[bool, bool, int, Decimal]:
    aspect = entry.row.aspect != "level"
    return (aspect, entry.basis.span is None, len(entry.basis.scope), -entry.row.value)


def compare(reports_with_hrefs: Iterable[tuple[Report, str | None]]) -> Comparison:
    """Set reports side by side.

    Args:
        reports_with_hrefs: each report with the address of its evidence page, or None.
    """
    sources: list[Source] = []
    left_out: list[str] = []
    found: dict[str, list[Entry]] = {}
    for report, href in reports_with_hrefs:
        if report.article.region is None:
            left_out.append(line(report.article.title or report.article.path or report.article.id))
            continue
        source = _source(report, href)
        sources.append(source)
        for entry in _entries(report, source):
            found.setdefault(entry.row.indicator, []).append(entry)
    tables = [
        _table(indicator, found[indicator])
        for indicator in vocabulary().indicators
        if indicator != "other" and len({entry.article for entry in found.get(indicator, [])}) > 1
    ]
    sources.sort(key=lambda one: (one.province, one.region, one.span.end.isoformat() if one.span else ""))
    return Comparison(tuple(sources), tuple(tables), tuple(left_out))


def _source(report: Report, href: str | None) -> Source:
    article = report.article
    region = article.region
    name = region.name if region else ""
    province = (region.province if region else None) or name
    title = line(article.title or report.headline)
    return Source(article.id, line(name), line(province), title, span_of(article.period), href)


def _entries(report: Report, source: Source) -> list[Entry]:
    """Levels of the page's own region; where it gives none, its completion or growth alone."""
    own = [row for row in report.statements if row.region in (None, source.region)]
    result: list[Entry] = []
    seen: set[tuple[str, Basis]] = set()
    for aspect in ("level", "completion", "growth"):
        for row in own:
            if row.aspect != aspect:
                continue
            basis = _basis(row, report)
            same = replace(basis, unit="")
            if (row.indicator, same) in seen and aspect != "level":
                continue
            seen.add((row.indicator, same))
            href = f"{source.href}#f{row.figure}" if source.href else None
            entry = Entry(source.region, source.province, source.article, href, basis, row)
            if aspect == "level":
                entry = replace(
                    entry,
                    growth=_beside(row, own, "growth"),
                    completion=_beside(row, own, "completion"),
                )
            result.append(entry)
    return _without_repeats(result)


def _basis(row: Statement, report: Report) -> Basis:
    parts = (line(part) for part in (row.scope or "").replace(";", "；").split("；"))
    unit = row.unit if row.aspect == "level" else row.aspect
    return Basis(unit, span_of(row.period or report.article.period), frozenset(filter(None, parts)))


def _beside(row: Statement, rows: Sequence[Statement], aspect: str) -> Statement | None:
    for other in rows:
        if (other.indicator, other.aspect, other.scope) == (row.indicator, aspect, row.scope):
            return other
    return None


def _without_repeats(entries: list[Entry]) -> list[Entry]:
    """A page that gives one value twice gives it once."""
    kept: dict[tuple[str, Basis, Decimal], Entry] = {}
    for entry in entries:
        kept.setdefault((entry.row.indicator, entry.basis, entry.row.value), entry)
    return list(kept.values())


def _table(indicator: str, entries: list[Entry]) -> IndicatorTable:
    by_basis: dict[Basis, list[Entry]] = {}
    for entry in entries:
        by_basis.setdefault(entry.basis, []).append(entry)
    groups = sorted(by_basis.items(), key=_prominence)
    reference = groups[0][0]
    return IndicatorTable(
        indicator,
        tuple(Group(basis, _ranked(members, _marks(basis, reference))) for basis, members in groups),
    )


def _prominence(item: tuple[Basis, list[Entry]]) -> tuple[bool, bool, int, int, int, int]:
    """Levels of a known period first; then most regions, the least narrowed, the latest."""
    basis, entries = item
    latest = -basis.span.end.toordinal() if basis.span else 0
    regions = len({entry.region for entry in entries})
    level = entries[0].row.aspect == "level"
    return (not level, basis.span is None, -regions, len(basis.scope), latest, -len(entries))


def _marks(basis: Basis, reference: Basis) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    if basis.unit != reference.unit:
        marks.append("unit")
    if basis.span is None:
        marks.append("unknown-period")
    elif reference.span is not None:
        if basis.span.part != reference.span.part:
            marks.append("period")
        if basis.span.year != reference.span.year:
            marks.append("year")
    if basis.scope != reference.scope:
        marks.append("scope")
    return tuple(marks)


def _ranked(entries: list[Entry], marks: tuple[Mark, ...]) -> tuple[Entry, ...]:
    """Largest first. Regions are ranked by their largest value; equal values share a rank."""
    ordered = sorted(entries, key=lambda entry: -entry.row.value)
    known = ordered[0].basis.span is not None
    largest: dict[str, Entry] = {}
    for entry in ordered:
        largest.setdefault(entry.region, entry)
    result: list[Entry] = []
    for entry in ordered:
        rank = None
        if known and len(largest) > 1 and largest[entry.region] is entry:
            rank = 1 + sum(other.row.value > entry.row.value for other in largest.values())
        others = [one for one in ordered if one.region == entry.region and one.article != entry.article]
        conflict = known and any(_differ(entry, other) for other in others)
        result.append(replace(entry, rank=rank, marks=marks, conflict=conflict))
    return tuple(result)


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two pages contradict each other: counts must be equal, the rest may be rounded."""
    left, right = one.row.value, other.row.value
    if left == right:
        return False
    if one.row.unit == "count" and not (one.row.approx or other.row.approx):
        return True
    return abs(left - right) > _SAME * max(abs(left), abs(right))
