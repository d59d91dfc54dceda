"""A comparison in the terminal and as Markdown: an indicator at a time, the comparable ranked first."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from summarizer.views.amounts import statement_value
from summarizer.views.compare import Comparison, Entry, IndicatorTable
from summarizer.views.labels import Lang, aspect_label, indicator_label, label, word
from summarizer.views.markdown import escaped, pipe_table
from summarizer.views.safe import line
from summarizer.views.terminal_style import ACCENT, FIGURE, MUTED, heading, plain_table, wrapped

_BAR = 24


def render_comparison(comparison: Comparison, console: Console, *, lang: Lang = "zh") -> None:
    """Print a comparison: for each indicator the comparable regions by rank, then the others, marked."""
    for part in _parts(comparison, console.width, lang):
        console.print(part)


def _parts(comparison: Comparison, width: int, lang: Lang) -> Iterable[RenderableType]:
    if not comparison.tables:
        yield Text(word("nothing_to_compare", lang), style=MUTED)
    for table in comparison.tables:
        yield heading(indicator_label(table.indicator, lang), len(table.entries))
        yield _table(comparison, table, width, lang)
    if comparison.conflicts:
        yield heading(word("conflicts", lang), len(comparison.conflicts))
        for entry in comparison.conflicts:
            yield Text(" ✗ ", style=Style(color="red")).append(_conflict(entry, lang))
    if comparison.left_out:
        yield Text()
        told = f"{word('left_out', lang)}: {'; '.join(comparison.left_out)}"
        yield from wrapped(Text(told, style=MUTED), width)


def _table(comparison: Comparison, table: IndicatorTable, width: int, lang: Lang) -> Table:
    groups, alone = comparison.shown(table)
    grid = plain_table()
    grid.expand = width < 120
    grid.add_column("", justify="right", no_wrap=True, style=MUTED)
    grid.add_column(word("region", lang), overflow="fold", min_width=10, max_width=24)
    grid.add_column(word("value", lang), justify="right", overflow="fold", min_width=10)
    with_more = width >= 76 and any(entry.growth or entry.completion for entry in table.entries)
    if with_more:
        grid.add_column(word("growth", lang), justify="right")
        grid.add_column(word("completion", lang), justify="right")
    with_bars = width >= 120 and bool(groups)
    if with_bars:
        grid.add_column("", width=_BAR)
    grid.add_column(f"{word('period', lang)} · {word('scope', lang)}", overflow="fold", ratio=1)
    for group in groups:
        longest = max(abs(entry.row.value) for entry in group.entries)
        for entry in group.entries:
            bar = Text("█" * round(abs(entry.row.value) / longest * _BAR) if longest else "", style=ACCENT)
            cells = _cells(entry, lang, with_more=with_more)
            basis = Text(group.basis.label(lang), style=MUTED if not entry.marks else "")
            grid.add_row(*cells, *([bar] if with_bars else []), basis.append_text(_marks(entry, lang)))
        grid.add_row()
    if alone and groups:
        grid.add_row("", Text(word("not_comparable", lang), style=MUTED))
    for entry in alone:
        basis = Text(entry.basis.label(lang)).append_text(_marks(entry, lang))
        cells = _cells(entry, lang, with_more=with_more)
        grid.add_row(*cells, *([Text()] if with_bars else []), basis)
    return grid


def _cells(entry: Entry, lang: Lang, *, with_more: bool) -> list[Text]:
    link = Style(link=entry.href) if entry.href else Style()
    value = statement_value(entry.row, lang)
    if entry.row.aspect != "level":
        value = f"{aspect_label(entry.row.aspect, lang)} {value}"
    cells = [
        Text("" if entry.rank is None else str(entry.rank)),
        Text(entry.region),
        Text(value, style=FIGURE + link),
    ]
    more = (entry.growth, entry.completion) if with_more else ()
    return [*cells, *(Text(statement_value(other, lang) if other else "") for other in more)]


def _marks(entry: Entry, lang: Lang) -> Text:
    text = Text()
    if entry.marks:
        told = "·".join(label("marks", mark, lang) for mark in entry.marks)
        text.append(f"  ≠ {told}", style=Style(color="yellow"))
    if entry.conflict:
        text.append(f"  ✗ {word('conflict', lang)}", style=Style(color="red"))
    return text


def _conflict(entry: Entry, lang: Lang) -> str:
    name = indicator_label(entry.row.indicator, lang)
    return f"{entry.region} {name} {statement_value(entry.row, lang)} · {entry.basis.label(lang)}"


def comparison_to_markdown(comparison: Comparison, *, lang: Lang = "zh") -> str:
    """A comparison as Markdown: a table an indicator, each value linked to its evidence."""
    blocks = [f"# {word('comparison', lang)}"]
    if not comparison.tables:
        blocks.append(f"*{word('nothing_to_compare', lang)}*")
    head = ("rank", "region", "value", "growth", "completion", "period", "scope", "remarks")
    for table in comparison.tables:
        groups, alone = comparison.shown(table)
        entries = [entry for group in groups for entry in group.entries] + alone
        rows = [_markdown_row(entry, lang) for entry in entries]
        blocks.append(f"## {indicator_label(table.indicator, lang)}")
        blocks.append(pipe_table([word(name, lang) for name in head], rows, right={0, 2, 3, 4}))
    if comparison.conflicts:
        blocks.append(f"## {word('conflicts', lang)}")
        blocks.append("\n".join(f"- {escaped(_conflict(entry, lang))}" for entry in comparison.conflicts))
    if comparison.left_out:
        told = "; ".join(escaped(title) for title in comparison.left_out)
        blocks.append(f"{word('left_out', lang)}: {told}")
    return "\n\n".join(blocks) + "\n"


def _markdown_row(entry: Entry, lang: Lang) -> tuple[str, ...]:
    value = escaped(statement_value(entry.row, lang))
    if entry.row.aspect != "level":
        value = f"{aspect_label(entry.row.aspect, lang)} {value}"
    if entry.href:
        value = f"[{value}](<{_address(entry.href)}>)"
    remarks = [f"≠ {label('marks', mark, lang)}" for mark in entry.marks]
    remarks += [f"✗ {word('conflict', lang)}"] if entry.conflict else []
    span = entry.basis.span
    return (
        str(entry.rank or ""),
        escaped(entry.region),
        value,
        escaped(statement_value(entry.growth, lang)) if entry.growth else "",
        escaped(statement_value(entry.completion, lang)) if entry.completion else "",
        span.label(lang) if span else label("marks", "unknown-period", lang),
        escaped(entry.basis.scope_text()),
        ", ".join(remarks),
    )


def _address(href: str) -> str:
    return line(href).replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
