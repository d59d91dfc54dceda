"""Reports as tidy tables: one fact a row, one meaning a column, names that stay.

`TABLES` is the contract: what a table holds, in which order, of which type, and what it means. A
column may be added at the end of a table in a minor version; none is renamed or dropped before a
major one. `docs/tables.md` is written from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from summarizer.report import (
    AnyRelation,
    AverageRelation,
    CompletionRelation,
    GrowthRelation,
    NestedRelation,
    PeriodRecord,
    Report,
    ShareRelation,
    SumRelation,
)

Cell = str | int | bool | Decimal | date | None
Kind = Literal["text", "integer", "decimal", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the type of its cells, what it says. Any cell may be empty but a key's."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that is small enough to be held: its name, header, types and rows."""

    name: str
    header: list[str]
    kinds: list[Kind]
    rows: list[tuple[Cell, ...]]


def columns_of(*rows: tuple[str, Kind, str]) -> tuple[Column, ...]:
    """Columns from (name, type, meaning)."""
    return tuple(Column(*row) for row in rows)


_KEY: tuple[tuple[str, Kind, str], ...] = (
    ("article", "text", "identifier of the article; the key that joins all tables"),
    ("row", "integer", "place in the report's own list, from 1"),
)
_PERIOD: tuple[tuple[str, Kind, str], ...] = (
    ("period", "text", "the period as worded"),
    ("period_start", "date", "its first day, where known"),
    ("period_end", "date", "its last day, where known"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": columns_of(
        _KEY[0],
        ("path", "text", "where the page came from"),
        ("title", "text", "title of the article"),
        ("source", "text", "who published it"),
        ("author", "text", "who wrote it"),
        ("published", "date", "day of publication"),
        ("region", "text", "administrative division it reports on"),
        ("province", "text", "province of that division"),
        ("level", "text", "level of that division"),
        *_PERIOD,
        ("headline", "text", "headline of the report"),
        ("summary", "text", "summary of the report"),
        ("encoding", "text", "encoding of the page"),
        ("damage", "text", "damage found on the page, tags joined by a space"),
        ("repairs", "integer", "number of repairs"),
        ("characters", "integer", "length of the cleaned body"),
        ("engine", "text", "what read the article"),
        ("model", "text", "the language model, where one was used"),
        ("input_tokens", "integer", "tokens sent"),
        ("output_tokens", "integer", "tokens received"),
        ("cost", "decimal", "US dollars, where known"),
        ("schema_version", "text", "version of the report's schema"),
    ),
    "statements": columns_of(
        *_KEY,
        ("indicator", "text", "what is counted (see the vocabulary)"),
        ("aspect", "text", "level, target, completion, growth, change, share or rank"),
        ("value", "decimal", "exact value in base units"),
        ("unit", "text", "ISO 4217 code, percent, count, rank or other"),
        ("surface", "text", "as the article writes it"),
        ("figure", "integer", "number of the figure in the article"),
        ("start", "integer", "first character of the figure in the body"),
        ("end", "integer", "character after its last"),
        ("region", "text", "whose figure; empty: the article's region"),
        ("scope", "text", "what narrows it"),
        *_PERIOD,
        ("approx", "boolean", "the article gives it as approximate"),
        ("status", "text", "confirmed, grounded or disputed"),
        ("confidence", "text", "high, medium or low; empty where it was not judged"),
    ),
    "projects": columns_of(
        *_KEY,
        ("name", "text", "name of the project"),
        ("investor", "text", "who invests"),
        ("amount", "decimal", "investment in base units of the currency"),
        ("currency", "text", "ISO 4217 code"),
        ("figure", "integer", "number of the amount's figure"),
        ("status", "text", "stage of the project"),
        ("location", "text", "where it stands"),
        ("capacity", "text", "what it will make or hold"),
        ("start", "integer", "first character of the name in the body"),
        ("end", "integer", "character after its last"),
    ),
    "relations": columns_of(
        *_KEY,
        ("type", "text", "sum, share, completion, nested, growth or average"),
        ("holds", "boolean", "whether the figures agree within their printed precision"),
        ("computed", "decimal", "what the other terms give"),
        ("margin", "decimal", "distance from what is printed"),
        ("implied", "decimal", "value of a term the article leaves out"),
    ),
    "relation_terms": columns_of(
        _KEY[0],
        ("relation", "integer", "row of the relation"),
        ("role", "text", "part, total, whole, percent, actual, target, value, …; figure: takes part"),
        ("position", "integer", "place among the terms of that role, from 1"),
        ("figure", "integer", "number of the figure"),
    ),
    "findings": columns_of(
        *_KEY,
        ("rule", "text", "stable identifier of the rule"),
        ("severity", "text", "error, warning or info"),
        ("message", "text", "what was noted"),
        ("figures", "text", "numbers of the figures concerned, joined by a space"),
    ),
    "figures": columns_of(
        _KEY[0],
        ("figure", "integer", "number of the figure in the article"),
        ("surface", "text", "as the article writes it"),
        ("start", "integer", "first character in the body"),
        ("end", "integer", "character after its last"),
        ("value", "decimal", "exact value in base units; of a range, the lower end"),
        ("upper", "decimal", "upper end of a range"),
        ("unit", "text", "unit of the value"),
        ("kind", "text", "money, count, percent, date, distractor, …"),
        ("approx", "boolean", "the article gives it as approximate"),
        ("bound", "text", "at_least, more_than, at_most or less_than, for thresholds"),
        ("measure", "text", "measure word or physical unit"),
        ("first_day", "date", "first day of a date or period"),
        ("last_day", "date", "last day of a date or period"),
    ),
}


def rows(report: Report) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """All rows of one report: the table's name and the cells in the order of its columns."""
    key = report.article.id
    yield "articles", _article(report)
    for number, one in enumerate(report.statements, 1):
        place = (one.figure, *one.span, one.region, one.scope, *_period(one.period), one.approx)
        verdict = (one.status, one.confidence)
        cells = (key, number, one.indicator, one.aspect, one.value, one.unit, one.surface, *place, *verdict)
        yield "statements", cells
    for number, one in enumerate(report.projects, 1):
        place = (one.location, one.capacity, *(one.span or (None, None)))
        cells = (
            key,
            number,
            one.name,
            one.investor,
            one.amount,
            one.currency,
            one.figure,
            one.status,
            *place,
        )
        yield "projects", cells
    for number, one in enumerate(report.relations, 1):
        yield "relations", (key, number, one.type, one.holds, one.computed, one.margin, one.implied)
        for role, figures in _terms(one):
            for position, figure in enumerate(figures, 1):
                yield "relation_terms", (key, number, role, position, figure)
    for number, one in enumerate(report.findings, 1):
        named = " ".join(map(str, one.figures))
        yield "findings", (key, number, one.rule, one.severity, one.message, named)
    for one in report.figures:
        value = (one.value, one.upper, one.unit, one.kind, one.approx, one.bound, one.measure)
        yield "figures", (key, one.id, one.surface, *one.span, *value, one.start, one.end)


def _article(report: Report) -> tuple[Cell, ...]:
    article, run = report.article, report.run
    region = article.region
    return (
        article.id,
        article.path,
        article.title,
        article.source,
        article.author,
        article.published,
        region.name if region else None,
        region.province if region else None,
        region.level if region else None,
        *_period(article.period),
        report.headline,
        report.summary,
        article.encoding,
        " ".join(article.damage),
        len(article.repairs),
        len(article.body),
        run.engine,
        run.model,
        run.usage.input,
        run.usage.output,
        Decimal(repr(run.cost)) if run.cost is not None else None,
        report.schema_version,
    )


def _period(period: PeriodRecord | None) -> tuple[Cell, Cell, Cell]:
    return (period.text, period.start, period.end) if period else (None, None, None)


def _terms(relation: AnyRelation) -> list[tuple[str, list[int]]]:
    """The terms by role, and all taking part (`figure`) as the report lists them."""
    match relation:
        case SumRelation():
            named = [("part", relation.parts), ("total", [relation.total])]
        case ShareRelation():
            named = [("part", [relation.part]), ("whole", [relation.whole]), ("percent", [relation.percent])]
        case CompletionRelation():
            named = [("actual", [relation.actual]), ("target", [relation.target])]
            named.append(("percent", [relation.percent]))
        case NestedRelation():
            named = [("value", relation.values)]
        case GrowthRelation():
            named = [("current", [relation.current]), ("previous", [relation.previous])]
            named.append(("percent", [relation.percent]))
        case AverageRelation():
            named = [("total", [relation.total]), ("count", [relation.count])]
            named.append(("average", [relation.average]))
    known = [(role, [figure for figure in figures if figure is not None]) for role, figures in named]
    return [*known, ("figure", relation.figures)]


def documentation() -> str:
    """The tables as Markdown, for `docs/tables.md`."""
    parts = ["# Tables", "", _INTRODUCTION]
    for table, columns in TABLES.items():
        parts += ["", f"## {table}", "", "| column | type | meaning |", "|---|---|---|"]
        parts += [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in columns]
    return "\n".join([*parts, ""])


_INTRODUCTION = """\
`summarizer export` writes reports as these tables. `article` joins them; names and types are stable:
a minor version may add a column at the end of a table, only a major one renames or drops any.

| | CSV | XLSX | Parquet | SQLite |
|---|---|---|---|---|
| place | a folder, a file a table | one file, a sheet a table | a folder, a file a table | one file |
| text | UTF-8 with a byte order mark | shared by the sheet | string | TEXT |
| integer | digits | number | int64 | INTEGER |
| decimal | plain digits | number, 15 digits | decimal(38, 12) | NUMERIC |
| boolean | `true`, `false` | TRUE, FALSE | bool | 1, 0 |
| date | ISO 8601 | date | date32 | TEXT, ISO 8601 |
| empty | nothing | empty cell | null | NULL |

Decimals are exact in CSV, to twelve places in Parquet, to fifteen digits elsewhere (SQLite keeps longer
ones as text). In CSV, a text that a spreadsheet would take for a formula (it begins with `=`, `+`,
`-`, `@`, a tab or a return) or that begins with an apostrophe has one apostrophe put before it: take
one leading apostrophe off to have the text. CSV and XLSX go on in a second file or sheet
(`statements-2.csv`, `statements 2`) where a table has more rows than a spreadsheet can hold.

Signed investment by province, from the Parquet files:

```sh
duckdb -c "SELECT province, sum(value) / 1e8 AS yi_yuan FROM 'tables/statements.parquet' \\
JOIN 'tables/articles.parquet' USING (article) WHERE indicator = 'signed.investment' \\
AND aspect = 'level' AND unit = 'CNY' AND scope IS NULL GROUP BY province ORDER BY yi_yuan DESC"
```"""
