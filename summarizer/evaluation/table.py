"""An evaluation as rich tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from summarizer.evaluation.corpus import KINDS, Evaluation, Kind, Summary
from summarizer.evaluation.score import PageScore, Tally

_WEAK = 0.85


def render(evaluation: Evaluation, console: Console, *, detail: bool = False) -> None:
    """Print scores a page and a group; with `detail` every missed and extra row."""
    console.print(_table(evaluation))
    for line in _readers(evaluation):
        console.print(line)
    for name, reason in evaluation.failures.items():
        console.print(Text(f"{name}: {reason}", style="red"))
    if detail:
        for score in evaluation.scores:
            for line in _details(score):
                console.print(line)


def _readers(evaluation: Evaluation) -> Iterator[Text]:
    """Which readers read how many pages, and what that took of a model."""
    by_reader = Counter(score.engine for score in evaluation.scores)
    if set(by_reader) - {evaluation.engine}:
        yield Text(", ".join(f"{count} pages read by {name}" for name, count in by_reader.items()))
    summary = evaluation.groups()["all"]
    if summary.calls:
        used = summary.usage
        yield Text(f"{summary.calls} calls, {used.input:,} tokens in, {used.output:,} out")


def _table(evaluation: Evaluation) -> Table:
    table = Table(
        title=f"engine {evaluation.engine}",
        caption="F1 (precision/recall); regions and scopes: right ones of the right statements;"
        " metadata: right fields of those gold gives",
    )
    table.add_column("page", no_wrap=True)
    for heading in (
        "clean",
        "furniture",
        "metadata",
        "figures",
        "statements",
        "regions",
        "scopes",
        "projects",
        "relations",
    ):
        table.add_column(heading, justify="right")
    for score in evaluation.scores:
        table.add_row(*_page_cells(score))
    table.add_section()
    for name, summary in evaluation.groups().items():
        table.add_row(*_group_cells(name, summary), style="bold")
    return table


def _page_cells(score: PageScore) -> list[RenderableType]:
    wrong = [name for name, right in score.metadata.items() if not right]
    return [
        score.name,
        _graded(score.clean, 0.99, places=4),
        Text(str(len(score.furniture_left)), style="red" if score.furniture_left else ""),
        Text(", ".join(wrong), style="red")
        if wrong
        else Text(f"{len(score.metadata)}/{len(score.metadata)}"),
        _graded(score.figures.recall, 0.995),
        *(_cell(kind, getattr(score, kind)) for kind in KINDS if kind != "figures"),
    ]


def _group_cells(name: str, summary: Summary) -> list[RenderableType]:
    right = sum(good for good, _ in summary.metadata.values())
    total = sum(total for _, total in summary.metadata.values())
    return [
        f"{name} ({summary.pages})",
        _graded(summary.clean_mean, 0.99, places=4),
        str(summary.furniture_left),
        f"{right}/{total}",
        _graded(summary.tallies["figures"].recall, 0.995),
        *(_cell(kind, summary.tallies[kind], parts=True) for kind in KINDS if kind != "figures"),
    ]


def _graded(value: float, good: float, *, places: int = 3) -> Text:
    return Text(f"{value:.{places}f}", style="" if value >= good else "yellow")


def _cell(kind: Kind, tally: Tally, *, parts: bool = False) -> Text:
    if kind not in ("regions", "scopes"):
        return _f1(tally, parts=parts)
    return _graded(tally.recall, 0.85) if tally.right or tally.missed else Text("–", style="dim")


def _f1(tally: Tally, *, parts: bool = False) -> Text:
    if not (tally.right or tally.extra or tally.missed):
        return Text("–", style="dim")
    text = Text(f"{tally.f1:.3f}", style="" if tally.f1 >= _WEAK else "yellow")
    return text.append(f"\n{tally.precision:.2f}/{tally.recall:.2f}", style="dim") if parts else text


def _details(score: PageScore) -> Iterator[Text]:
    marks = [
        *(("missed", "red", kind, row) for kind in KINDS for row in sorted(getattr(score, kind).missed)),
        *(("extra", "yellow", kind, row) for kind in KINDS for row in sorted(getattr(score, kind).extra)),
        *(("left", "red", "furniture", line) for line in score.furniture_left),
        *(("wrong", "red", "metadata", name) for name, right in score.metadata.items() if not right),
    ]
    if marks:
        yield Text(score.name, style="bold")
    for what, style, kind, row in marks:
        yield Text.assemble("  ", (f"{what:<7}", style), f"{kind:<11}", row)
