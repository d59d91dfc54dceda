"""Charts as bars of block characters; eighths of a cell keep short bars apart."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summarizer.report import Report
from summarizer.views.charts import Bar, charts
from summarizer.views.labels import word
from summarizer.views.terminal_style import ACCENT, MUTED, Layout, heading

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_NARROWEST = 60
_CHARTS_SHOWN = 4


def charts_section(report: Report, layout: Layout) -> Iterable[RenderableType]:
    """All charts of a report; nothing on terminals too narrow for a bar to say anything."""
    drawn = charts(report, layout.lang)[:_CHARTS_SHOWN] if layout.width >= _NARROWEST else []
    if not drawn:
        return
    yield heading(word("charts", layout.lang))
    width = max(10, min(40, layout.width // 3))
    longest = max(cell_len(bar.label) for chart in drawn for bar in chart.bars)
    names = min(longest, max(16, layout.width // 3 - 2))
    for number, chart in enumerate(drawn):
        yield Text(("\n " if number else " ") + chart.title, style=MUTED)
        grid = Table.grid(padding=(0, 1))
        grid.add_column(overflow="fold", width=names)
        grid.add_column(no_wrap=True, width=width)
        grid.add_column(overflow="fold")
        for bar in chart.bars:
            value = Text(bar.value, style=layout.figure_style(bar.figure))
            grid.add_row(Text(bar.label), Text(_drawn(bar, width), style=ACCENT), value)
        yield Padding(grid, (0, 0, 0, 1))


def _drawn(bar: Bar, width: int) -> str:
    """The bar in cells, with `┃` where its target stands (left of the end of a longer bar)."""
    eighths = max(1, round(bar.fraction * width * 8)) if bar.fraction > 0 else 0
    cells = list("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip())
    if bar.goal is None:
        return "".join(cells)
    goal = min(width - 1, max(0, round(bar.goal * width) - 1))
    cells += ["░"] * (goal + 1 - len(cells))
    cells[goal] = "┃"
    return "".join(cells)
