"""An article and its figures, for `clean --explain` and `figures`: what was kept, what was done to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from summarizer.article import Article, Figure, Repair
from summarizer.views.amounts import amount
from summarizer.views.labels import Lang, label, word
from summarizer.views.rows import clause
from summarizer.views.safe import line, plain
from summarizer.views.terminal_style import ACCENT, FIGURE, MUTED, Layout, heading, plain_table, wrapped

_CERTAINTY = {
    "certain": Style(color="green"),
    "guessed": Style(color="yellow"),
    "lost": Style(color="red"),
}
_SHOWN = {"date": MUTED, "period": MUTED, "distractor": Style(dim=True, strike=True)}


def render_cleaning(article: Article, console: Console, *, lang: Lang = "zh") -> None:
    """Print what cleaning found, mended and threw away, then the body with its repairs underlined."""
    for part in _cleaning(article, Layout(console.width, lang)):
        console.print(part)


def render_figures(article: Article, console: Console, *, lang: Lang = "zh") -> None:
    """Print the body with its figures marked and a table that says how each was read."""
    for part in _figures(article, Layout(console.width, lang)):
        console.print(part)


def _cleaning(article: Article, layout: Layout) -> Iterable[RenderableType]:
    lang = layout.lang
    yield _facts(article, lang)
    if article.warnings:
        yield heading(word("warnings", lang), len(article.warnings))
        yield from (Text(f" ! {line(warning)}", style=Style(color="yellow")) for warning in article.warnings)
    if article.repairs:
        yield heading(word("repairs", lang), len(article.repairs))
        yield from _repairs(article, layout)
    if article.removed:
        yield heading(word("removed", lang), len(article.removed))
        table = plain_table()
        table.add_column(word("removed", lang), ratio=2, overflow="fold")
        table.add_column(word("reason", lang), ratio=1, overflow="fold", style=MUTED)
        for removed in article.removed:
            table.add_row(Text(_shortened(removed.text)), Text(line(removed.reason)))
        yield table
    yield heading(word("article", lang), len(article.body))
    styles = [(repair.span.start, repair.span.end, _underlined(repair)) for repair in article.repairs]
    yield from _body(article, styles, layout)


def _underlined(repair: Repair) -> Style:
    return _CERTAINTY[repair.certainty] + Style(underline=True)


def _facts(article: Article, lang: Lang) -> RenderableType:
    region = article.region
    tags = dict.fromkeys(label("damage", tag, lang) for tag in article.damage)
    place = " ".join(dict.fromkeys(filter(None, (region.province, region.name)))) if region else None
    facts = (
        ("title", article.title),
        ("source", article.source),
        ("author", article.author),
        ("published", article.published.isoformat() if article.published else None),
        ("region", place),
        ("period", article.period.text if article.period else None),
        ("encoding", article.encoding),
        ("damage", ", ".join(tags) or word("none", lang)),
    )
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style=ACCENT, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for name, value in facts:
        if value:
            grid.add_row(word(name, lang), Text(line(value)))
    return grid


def _repairs(article: Article, layout: Layout) -> Iterable[RenderableType]:
    """What was guessed or lost, each with its words; then what is certain, like ones together."""
    doubtful = [one for one in article.repairs if one.certainty != "certain"]
    if doubtful:
        table = plain_table()
        table.expand = False
        for name in ("kind", "page", "article"):
            table.add_column(word(name, layout.lang), overflow="fold")
        table.add_column("", no_wrap=True)
        table.add_column("", overflow="fold", style=MUTED)
        for one in doubtful:
            sure = Text(label("certainties", one.certainty, layout.lang), style=_CERTAINTY[one.certainty])
            words = clause(article.body, one.span, 24)
            context = line(f"{words.before}{words.surface}{words.after}")
            kind = label("damage", one.kind, layout.lang)
            table.add_row(Text(kind), Text(line(one.before)), Text(line(one.after)), sure, Text(context))
        yield table
        yield Text()
    counted: dict[str, Counter[str]] = {}
    for one in article.repairs:
        if one.certainty == "certain":
            counted.setdefault(one.kind, Counter())[f"{line(one.before)}→{line(one.after)}"] += 1
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style=ACCENT)
    grid.add_column(ratio=1, overflow="fold")
    for kind, changes in counted.items():
        items = [f"{change} ×{times}" if times > 1 else change for change, times in changes.most_common()]
        name = f"{label('damage', kind, layout.lang)} {changes.total()}"
        grid.add_row(
            name, Text("\n").join(Text(row) for row in _flowed(items, layout.width - cell_len(name) - 4))
        )
    yield Padding(grid, (0, 0, 0, 1))


def _flowed(items: list[str], width: int) -> list[str]:
    """Items on lines, none broken."""
    lines = [""]
    for item in items:
        if lines[-1] and cell_len(lines[-1]) + 3 + cell_len(item) > width:
            lines.append("")
        lines[-1] += f"   {item}" if lines[-1] else item
    return lines


def _figures(article: Article, layout: Layout) -> Iterable[RenderableType]:
    lang = layout.lang
    styles = [
        (one.span.start, one.span.end, _SHOWN.get(one.kind, FIGURE + ACCENT)) for one in article.figures
    ]
    yield from _body(article, styles, layout)
    yield Rule(style=MUTED)
    if not article.figures:
        yield Text(word("none", lang), style=MUTED)
        return
    table = plain_table()
    table.add_column("#", justify="right", no_wrap=True, style=MUTED)
    table.add_column(word("surface", lang), overflow="fold", min_width=10)
    table.add_column(word("kind", lang), no_wrap=True)
    table.add_column(word("value", lang), justify="right", overflow="fold", min_width=10)
    roomy = layout.width >= 90
    last = word("evidence" if roomy else "reason", lang)
    table.add_column(last, ratio=1, overflow="ellipsis" if roomy else "fold", no_wrap=roomy, style=MUTED)
    for figure in article.figures:
        quiet = figure.kind == "distractor"
        words = clause(article.body, figure.span, max(16, (layout.width - 54) // 2)) if roomy else None
        context = line(f"{words.before}{words.surface}{words.after}") if words else ""
        notes = " ".join(filter(None, (figure.reason and f"({figure.reason})", context)))
        table.add_row(
            str(figure.id),
            Text(line(figure.surface), style=MUTED if quiet else FIGURE),
            Text(label("kinds", figure.kind, lang), style=MUTED if quiet else ""),
            Text(_meaning(figure, lang)),
            Text(line(notes)),
        )
    yield table


def _meaning(figure: Figure, lang: Lang) -> str:
    """What code reads in a figure: ≥ 200, 2.9亿元, 2023-01-01 – 2023-03-31."""
    if figure.value is None:
        days = dict.fromkeys(day.isoformat() for day in (figure.start, figure.end) if day)
        return " – ".join(days)
    unit = "times" if figure.kind == "multiple" else figure.unit
    value = amount(figure.value, unit, lang)
    if figure.upper is not None:
        value = f"{value} – {amount(figure.upper, unit, lang)}"
    if figure.unit in ("count", "other") and figure.measure:
        value = f"{value} {line(figure.measure)}"
    sign = label("bounds", figure.bound, lang) + " " if figure.bound else ""
    return f"{'~' if figure.approx and not sign else ''}{sign}{value}"


def _body(article: Article, styles: list[tuple[int, int, Style]], layout: Layout) -> Iterable[RenderableType]:
    """The body, a paragraph after the other, with styles at their spans; control characters visible."""
    at = 0
    for paragraph in article.body.split("\n"):
        text = Text()
        done = at
        end = at + len(paragraph)
        for start, stop, style in sorted(styles, key=lambda one: one[0]):
            low, high = max(start, done), min(stop, end)
            if low < high:
                text.append(plain(article.body[done:low])).append(plain(article.body[low:high]), style=style)
                done = high
        text.append(plain(article.body[done:end]))
        yield from (Padding(row, (0, 0, 0, 1)) for row in wrapped(text, layout.width - 2))
        at = end + 1


def _shortened(text: str, limit: int = 120) -> str:
    shown = line(text)
    return shown if len(shown) <= limit else f"{shown[:limit]}…"
