"""True readings of annotated pages: what a reader without fault would hand to verification.

Every gold row becomes a draft row that names a figure. The figures are the ones found in the body,
put right where gold says otherwise, so that verification is measured and not the finder.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from summarizer.article import Article, Figure, Period, Region, Span, TracedText
from summarizer.engines.base import Reading
from summarizer.report import Draft, DraftProject, DraftStatement, Run


def load(folder: Path) -> tuple[str, dict[str, Any]]:
    body = (folder / "body.txt").read_text("utf-8").rstrip("\n")
    return body, json.loads((folder / "gold.json").read_text("utf-8"), parse_float=Decimal)


def true_article(folder: Path) -> Article:
    """The clean page with all gold figures among its own."""
    return _read(folder)[0]


def true_reading(folder: Path) -> tuple[Article, Reading]:
    """The clean page and the draft that gold would write."""
    article, rows, projects, gold = _read(folder)
    region = (gold.get("region") or {}).get("name")
    statements = [
        DraftStatement(
            figure=number,
            indicator=row["indicator"],
            aspect=row["aspect"],
            falls=Decimal(str(row["value"])) < 0,
            region=row.get("region") if row.get("region") != region else None,
            scope=row.get("scope"),
        )
        for row, number in rows
    ]
    named = [
        DraftProject(
            name=row["name"],
            investor=row.get("investor"),
            amount=number,
            status=row["status"],
            location=row.get("location"),
        )
        for row, number in projects
    ]
    draft = Draft(headline=article.title or "", summary="", statements=statements, projects=named)
    return article, Reading(draft, Run(engine="gold"))


def _read(
    folder: Path,
) -> tuple[Article, list[tuple[dict[str, Any], int]], list[tuple[dict[str, Any], int | None]], dict]:
    body, gold = load(folder)
    rows = gold.get("statements") or []
    projects = gold.get("projects") or []
    spans = place_rows(body, rows)
    amounts = [_place_amount(body, row) for row in projects]
    figures = _merge(body, [(s, r) for s, r in zip(spans, rows, strict=True)], amounts, projects, gold)
    number = {figure.span: figure.id for figure in figures}
    region, period = gold.get("region"), gold.get("period")
    article = Article(
        id=folder.name,
        path=None,
        page=body,
        text=TracedText.of(body),
        encoding="utf-8",
        title=gold.get("title"),
        source=gold.get("source"),
        published=date.fromisoformat(gold["published"]) if gold.get("published") else None,
        region=Region(region["name"], region["province"], region["level"]) if region else None,
        period=Period(period["text"], None, date.fromisoformat(period["end"]) if period.get("end") else None)
        if period
        else None,
        figures=figures,
    )
    return (
        article,
        [(row, number[span]) for row, span in zip(rows, spans, strict=True)],
        [(row, number[span] if span else None) for row, span in zip(projects, amounts, strict=True)],
        gold,
    )


def _merge(
    body: str,
    rows: list[tuple[Span, dict[str, Any]]],
    amounts: list[Span | None],
    projects: list[dict[str, Any]],
    gold: dict[str, Any],
) -> tuple[Figure, ...]:
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    found = {figure.span: figure for figure in _found(body, published)}
    wanted = {span: _gold_figure(body, span, row, found.get(span)) for span, row in rows}
    for span, row in zip(amounts, projects, strict=True):
        if span is not None and span not in wanted:
            wanted[span] = found.get(span) or _money(body, span, row)
    free = [
        figure
        for figure in found.values()
        if not any(figure.span.start < span.end and span.start < figure.span.end for span in wanted)
    ]
    everything = sorted([*wanted.values(), *free], key=lambda figure: figure.span)
    return tuple(replace(figure, id=number) for number, figure in enumerate(everything, 1))


def _found(body: str, published: date | None) -> tuple[Figure, ...]:
    try:
        from summarizer.figures import find_figures
    except ImportError:
        return ()
    return find_figures(body, published=published)


_KINDS = {"percent": "percent", "count": "count", "rank": "rank", "other": "quantity"}


def _gold_figure(body: str, span: Span, row: dict[str, Any], found: Figure | None) -> Figure:
    if found is not None and found.value is not None:
        return replace(found, approx=bool(row.get("approx")))
    surface = body[span.start : span.end]
    value, unit = abs(Decimal(str(row["value"]))), row["unit"]
    kind = "money" if unit in ("CNY", "USD") else _KINDS[unit]
    if "百分点" in surface:
        kind = "point"
    if "倍" in surface or "番" in surface:
        kind, unit = "multiple", "times"
        value = value / 100 if "倍" in surface else value / 100 + 1
    return Figure(0, surface, span, span, value, unit, bool(row.get("approx")), kind, measure=surface[-1])


def _money(body: str, span: Span, row: dict[str, Any]) -> Figure:
    surface = body[span.start : span.end]
    return Figure(
        0, surface, span, span, Decimal(str(row["amount"])), row.get("currency") or "CNY", False, "money"
    )


def occurrences(body: str, surface: str) -> list[Span]:
    """Where a surface stands as a figure of its own, not inside a longer number."""
    digit = "0-9０-９.%％一二三四五六七八九十百千万亿"
    before = rf"(?<![{digit}])(?<!\d,)" if surface[0] in "0123456789一二三四五六七八九十两百" else ""
    after = r"(?![0-9.])" if surface[-1].isdigit() else ""
    return [Span(*match.span()) for match in re.finditer(before + re.escape(surface) + after, body)]


def place_rows(body: str, rows: list[dict[str, Any]]) -> list[Span]:
    """Each gold row at the place it speaks of: rows follow the text, scopes and regions stand near."""
    chosen: dict[int, Span] = {}
    taken: set[Span] = set()
    options = [occurrences(body, row["surface"]) for row in rows]
    for number in sorted(range(len(rows)), key=lambda at: (len(options[at]), at)):
        free = [span for span in options[number] if span not in taken] or options[number]
        near = [chosen[other].start for other in (number - 1, number + 1) if other in chosen]
        span = min(free, key=lambda span: _cost(body, span, rows[number], near))
        chosen[number] = span
        taken.add(span)
    return [chosen[number] for number in range(len(rows))]


def _cost(body: str, span: Span, row: dict[str, Any], near: list[int]) -> float:
    title = len(body.split("\n", 1)[0])
    context = body[max(0, span.start - 40) : span.end + 15]
    scope = set(row.get("scope") or "") - set("；，,亿元以上")
    shared = sum(character in context for character in scope) / (len(scope) or 1)
    distance = min((abs(span.start - at) for at in near), default=span.start / 10)
    return distance / 100 - 2 * shared + (3 if span.end <= title < 60 else 0)


def _place_amount(body: str, row: dict[str, Any]) -> Span | None:
    if row.get("amount") is None:
        return None
    amount = Decimal(str(row["amount"])) / 10**8
    surface = f"{amount.normalize():f}亿{'美元' if row.get('currency') == 'USD' else '元'}"
    spans = occurrences(body, surface)
    name = body.find(row["name"])
    if name < 0:
        name = max((body.find(row["name"][-k:]) for k in (10, 8, 6, 4)), default=0)
    return min(spans, key=lambda span: abs(span.end - name)) if spans else None
