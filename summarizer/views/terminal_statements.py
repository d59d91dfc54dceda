"""The table of statements: by region, then by family, each row with the words it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from summarizer.report import Report, Statement
from summarizer.views.amounts import statement_value
from summarizer.views.labels import MARKS, Lang, aspect_label, indicator_label, label, word
from summarizer.views.rows import RegionGroup, clause, grouped, other_period, span_valid
from summarizer.views.safe import line
from summarizer.views.terminal_style import ACCENT, FIGURE, MUTED, Layout, heading, plain_table, verdict


def statements_section(report: Report, layout: Layout) -> Iterable[RenderableType]:
    """Heading, legend and one table for all regions, so that their columns line up."""
    yield heading(word("statements", layout.lang), len(report.statements))
    if not report.statements:
        yield Text(word("no_statements", layout.lang), style=MUTED)
        return
    groups = grouped(report)
    columns = _Columns(report, layout)
    table = plain_table()
    table.expand = columns.evidence
    columns.declare(table)
    named = len(groups) > 1 or groups[0].region not in (None, _own_region(report))
    for group in groups:
        if named:
            columns.add_region(table, group, first=group is groups[0])
        for number, family in enumerate(group.families):
            last_of_family = number < len(group.families) - 1 and len(family.rows) > 1
            for place, row in enumerate(family.rows):
                ditto = place > 0 and family.rows[place - 1].indicator == row.indicator
                columns.add(table, row, ditto=ditto, gap=last_of_family and row is family.rows[-1])
    yield table
    yield _legend(report, layout.lang)


def _own_region(report: Report) -> str | None:
    return report.article.region.name if report.article.region else None


class _Columns:
    """Which columns there is room for, and how a row fills them."""

    def __init__(self, report: Report, layout: Layout) -> None:
        self.report = report
        self.layout = layout
        rows = report.statements
        self.scope = any(row.scope for row in rows)
        self.period = layout.width >= 90 and any(other_period(row, report.article.period) for row in rows)
        self.surface = layout.lang == "en" and layout.width >= 76
        self.evidence = layout.wide

    def declare(self, table: Table) -> None:
        lang, width = self.layout.lang, self.layout.width
        table.add_column("", no_wrap=True)
        table.add_column(
            word("indicator", lang), overflow="fold", max_width=14 if lang == "zh" else max(17, width // 5)
        )
        if not self.layout.narrow:
            table.add_column(word("aspect", lang), no_wrap=True)
        table.add_column(word("value", lang), justify="right", overflow="fold", min_width=10)
        if self.surface:
            table.add_column(word("surface", lang), overflow="fold", style=MUTED)
        if self.scope:
            limit = max(16, width // 4) if self.evidence else None
            table.add_column(word("scope", lang), overflow="fold", max_width=limit)
        if self.period:
            table.add_column(word("period", lang), overflow="fold", max_width=14)
        if self.evidence:
            table.add_column(word("evidence", lang), ratio=1, no_wrap=True, overflow="ellipsis")

    def add_region(self, table: Table, group: RegionGroup, *, first: bool) -> None:
        name = line(group.region or word("whole_page", self.layout.lang))
        if not first:
            table.add_row()
        table.add_row("", Text(name, style=ACCENT))

    def add(self, table: Table, row: Statement, *, ditto: bool, gap: bool) -> None:
        lang = self.layout.lang
        name = Text("" if ditto and not self.layout.narrow else indicator_label(row.indicator, lang))
        aspect = Text(aspect_label(row.aspect, lang), style=MUTED if row.aspect == "level" else "")
        if self.layout.narrow and row.aspect != "level":
            name.append(" ").append_text(aspect)
        cells = [verdict(row.status), name]
        if not self.layout.narrow:
            cells.append(aspect)
        cells.append(Text(statement_value(row, lang), style=self.layout.figure_style(row.figure)))
        if self.surface:
            cells.append(Text(line(row.surface)))
        if self.scope:
            cells.append(Text(line(row.scope or "").replace("；", " · ")))
        if self.period:
            cells.append(Text(line(other_period(row, self.report.article.period) or ""), style=MUTED))
        if self.evidence:
            cells.append(self._words(row))
        table.add_row(*cells, end_section=False)
        if gap and self.layout.width >= 72:
            table.add_row()

    def _words(self, row: Statement) -> Text:
        body = self.report.article.body
        if not span_valid(row.span, body):
            return Text()
        found = clause(body, row.span, max(18, (self.layout.width - 64) // 2))
        text = Text(line(found.before), style=MUTED)
        return text.append(line(found.surface), style=FIGURE).append(line(found.after), style=MUTED)


def _legend(report: Report, lang: Lang) -> Text:
    counts = dict.fromkeys(MARKS, 0)
    for row in report.statements:
        counts[row.status] += 1
    text = Text(" ")
    for status, count in counts.items():
        if count:
            text.append_text(verdict(status)).append(
                f" {label('statuses', status, lang)} {count}   ", style=MUTED
            )
    if told := _confidences(report, lang):
        text.append(f"{word('confidence', lang)} {told}", style=MUTED)
    return text


def _confidences(report: Report, lang: Lang) -> str:
    """How many rows are how sure; empty where the signs of the rows say it already."""
    implied = {"confirmed": "high", "grounded": "medium", "disputed": "low"}
    if all(row.confidence in (None, implied[row.status]) for row in report.statements):
        return ""
    counts = Counter(row.confidence for row in report.statements)
    names = ("high", "medium", "low")
    return " · ".join(f"{label('confidence', name, lang)} {counts[name]}" for name in names if counts[name])
