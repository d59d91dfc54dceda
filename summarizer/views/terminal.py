"""A report in the terminal.

Wide terminals show each figure in its words; narrow ones lose columns, never text. Only the
terminal's own palette is used, so that a light and a dark one are equally readable, and nothing
depends on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from summarizer.report import AnyRelation, FigureRecord, Quote, Report
from summarizer.views import prose
from summarizer.views.amounts import figure_value, project_amount
from summarizer.views.arithmetic import written_out
from summarizer.views.findings import told
from summarizer.views.labels import Lang, label, project_status_label, word
from summarizer.views.rows import figures_by_id, uncovered
from summarizer.views.safe import line
from summarizer.views.terminal_charts import charts_section
from summarizer.views.terminal_statements import statements_section
from summarizer.views.terminal_style import (
    ACCENT,
    FIGURE,
    MUTED,
    SEVERITY,
    Layout,
    heading,
    plain_table,
    verdict,
    wrapped,
)


def render(report: Report, console: Console, *, lang: Lang = "zh", evidence: str | None = None) -> None:
    """Print one report.

    Args:
        report: what to show.
        console: where; its width decides which columns there is room for.
        lang: language of labels, headline and summary; names stay as the page has them.
        evidence: address of the report's HTML evidence page; figures then link to their place in it.
    """
    layout = Layout(console.width, lang, evidence)
    console.print(Group(*_sections(report, layout)))


def _sections(report: Report, layout: Layout) -> Iterable[RenderableType]:
    figures = figures_by_id(report)
    yield from _header(report, layout)
    yield from statements_section(report, layout)
    yield from _projects(report, figures, layout)
    yield from charts_section(report, layout)
    yield from _relations(report, figures, layout)
    yield from _findings(report, figures, layout)
    yield from _compact(report, layout)
    yield from _uncovered(report, layout)
    yield from _footer(report, layout)


def _header(report: Report, layout: Layout) -> Iterable[RenderableType]:
    article = report.article
    lang = layout.lang
    yield Text(prose.title(report, lang), style=Style(bold=True))
    facts = [
        line(article.source) if article.source else None,
        article.published.isoformat() if article.published else word("unknown_date", lang),
        _region_text(report),
        line(article.period.text) if article.period else None,
    ]
    yield Text(" · ".join(fact for fact in facts if fact), style=MUTED)
    yield Rule(style=MUTED)
    head = prose.headline(report, lang)
    if "".join(text for text, _ in head) != prose.title(report, lang):
        yield from _marked(head, layout, Style(bold=True))
    yield from _marked(prose.summary(report, lang), layout, Style())


def _region_text(report: Report) -> str | None:
    region = report.article.region
    if region is None:
        return None
    if region.province and region.province != region.name:
        return f"{line(region.province)} {line(region.name)}"
    return line(region.name)


def _marked(parts: prose.Prose, layout: Layout, base: Style) -> Iterable[Text]:
    text = Text(style=base)
    for words, number in parts:
        text.append(words, style=layout.figure_style(number) + ACCENT if number else base)
    return wrapped(text, layout.width)


def _projects(report: Report, figures: dict[int, FigureRecord], layout: Layout) -> Iterable[RenderableType]:
    if not report.projects:
        return
    lang = layout.lang
    yield heading(word("projects", lang), len(report.projects))
    with_place = layout.width >= 70 and any(one.location for one in report.projects)
    with_investor = layout.width >= 100 and any(one.investor for one in report.projects)
    with_capacity = layout.width >= 120 and any(one.capacity for one in report.projects)
    table = plain_table()
    table.expand = False
    table.add_column(word("project", lang), overflow="fold", min_width=16)
    with_amount = any(one.amount is not None or one.figure is not None for one in report.projects)
    if with_amount:
        table.add_column(word("amount", lang), justify="right", overflow="fold")
    table.add_column(word("stage", lang), overflow="fold")
    for wanted, name in ((with_place, "location"), (with_investor, "investor"), (with_capacity, "capacity")):
        if wanted:
            table.add_column(word(name, lang), overflow="fold", max_width=max(12, layout.width // 5))
    for project in report.projects:
        amount = Text(project_amount(project, figures, lang), style=layout.figure_style(project.figure))
        stage = Text(project_status_label(project.status, lang))
        cells = [Text(line(project.name)), *([amount] if with_amount else []), stage]
        extra = (
            (with_place, project.location),
            (with_investor, project.investor),
            (with_capacity, project.capacity),
        )
        table.add_row(*cells, *(Text(line(value or "")) for wanted, value in extra if wanted))
    yield table


def _relations(report: Report, figures: dict[int, FigureRecord], layout: Layout) -> Iterable[RenderableType]:
    if not report.relations:
        return
    yield heading(word("relations", layout.lang), len(report.relations))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style=MUTED)
    grid.add_column(ratio=1, overflow="fold")
    for relation in sorted(report.relations, key=_telling):
        written = written_out(relation, figures, layout.lang)
        sum_line = Text()
        for words, number in written.parts:
            sum_line.append(words, style=layout.figure_style(number) if number else Style())
        sum_line.append(" ").append_text(verdict("confirmed" if written.holds else "disputed"))
        grid.add_row(label("relations", relation.type, layout.lang), sum_line)
    yield Padding(grid, (0, 0, 0, 1))


def _telling(relation: AnyRelation) -> tuple[bool, bool]:
    """What fails first, plain subsets last."""
    return (relation.holds, relation.type == "nested")


def _findings(report: Report, figures: dict[int, FigureRecord], layout: Layout) -> Iterable[RenderableType]:
    findings = told(report, layout.lang)
    if not findings:
        return
    yield heading(word("findings", layout.lang), len(findings))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for finding in findings:
        sign, style = SEVERITY[finding.severity]
        text = Text().append(finding.title, style=style)
        if finding.sum:
            text.append(f"  {finding.sum.text} {finding.sum.mark}")
        named = [line(figures[one].surface) for one in finding.figures if one in figures]
        if named and not finding.sum and not all(surface in finding.message for surface in named):
            text.append(f"  {', '.join(named)}", style=FIGURE)
        text.append(f"  {finding.message}", style=MUTED)
        grid.add_row(Text(sign, style=style), Group(*wrapped(text, layout.width - 4)))
    yield Padding(grid, (0, 0, 0, 1))


def _compact(report: Report, layout: Layout) -> Iterable[RenderableType]:
    lang = layout.lang
    lines: list[tuple[str, str]] = []
    for name, quotes in (
        ("industries", report.industries),
        ("policies", report.policies),
        ("measures", report.measures),
    ):
        if quotes:
            lines.append((word(name, lang), _listed(quotes)))
    if report.events:
        events = (
            "，".join(filter(None, (one.name, one.date and one.date.text, one.place)))
            for one in report.events
        )
        lines.append((word("events", lang), "；".join(line(event) for event in events)))
    if report.outlook:
        lines.append((word("outlook", lang), _listed(report.outlook)))
    if not lines:
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style=ACCENT)
    grid.add_column(ratio=1, overflow="fold")
    for name, text in lines:
        grid.add_row(name, Group(*wrapped(Text(text), layout.width - 12)))
    yield Text()
    yield grid


def _listed(quotes: list[Quote]) -> str:
    texts = [line(quote.text).rstrip("。；") for quote in quotes]
    return ("、" if all(len(text) <= 12 for text in texts) else "；").join(texts)


def _uncovered(report: Report, layout: Layout) -> Iterable[RenderableType]:
    left = uncovered(report)
    if not left:
        return
    yield Text()
    text = Text(f"{word('uncovered', layout.lang)} {len(left)}  ", style=MUTED)
    for number, figure in enumerate(left):
        text.append("  " if number else "")
        text.append(figure_value(figure, "zh"), style=layout.figure_style(figure.id, quiet=True))
    yield text


def _footer(report: Report, layout: Layout) -> Iterable[RenderableType]:
    lang = layout.lang
    run, article = report.run, report.article
    facts = [f"{word('engine', lang)} {line(run.engine)}"]
    if run.model:
        facts.append(f"{word('model', lang)} {line(run.model)}")
    facts.append(f"{word('seconds', lang)} {run.seconds:.2f} s")
    if run.usage.input or run.usage.output:
        cached = f" ({word('cached', lang)} {run.usage.cached:,})" if run.usage.cached else ""
        facts.append(f"{word('tokens', lang)} {run.usage.input:,}{cached} + {run.usage.output:,}")
    if run.cost is not None:
        facts.append(f"{word('cost', lang)} ${run.cost:.4f}")
    if run.attempts > 1:
        facts.append(f"{word('attempts', lang)} {run.attempts}")
    facts.append(f"{word('repairs', lang).lower()} {len(article.repairs)}")
    if article.damage:
        tags = dict.fromkeys(label("damage", tag, lang) for tag in article.damage)
        facts.append(f"{word('damage', lang).lower()} {line(', '.join(tags))}")
    yield Rule(style=MUTED)
    told_facts = " · ".join(facts)
    yield from wrapped(Text(told_facts, style=MUTED), layout.width)
