"""A row of an answer: read whatever way it is written, checked alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from summarizer.article import Article, Figure
from summarizer.llm.copied import standing_region, standing_scope
from summarizer.llm.faults import Fault
from summarizer.llm.promotion import promoted
from summarizer.llm.wire import item_from_wire
from summarizer.report import DraftStatement
from summarizer.vocabulary import vocabulary

_NUMBER = re.compile(r"\s*[{#\[(（]?\s*(\d{1,6})\s*\??\s*[}\])）]?\s*", re.ASCII)
DATES = ("date", "period")
_RATIOS = ("percent", "multiple")

_KINDS_OF_ASPECT: dict[str, tuple[str, ...]] = {
    "completion": _RATIOS,
    "share": _RATIOS,
    "growth": _RATIOS,
    "rank": ("rank",),
}
_KINDS_OF_UNIT: dict[str, tuple[str, ...]] = {
    "count": ("count",),
    "money": ("money",),
    "percent": _RATIOS,
}


def read_row(raw: object, article: Article) -> tuple[DraftStatement | None, list[Fault]]:
    """A row, or what is wrong with it; both where only its scope is."""
    row = item_from_wire("rows", raw)
    if row is None:
        return None, [Fault("not-a-row", "row", raw=raw)]
    number = figure_number(row.get("figure"))
    fault = row_fault(row, number, article)
    region = text_of(row.get("region"))
    standing = standing_region(article, region) if region else None
    if fault is None and region and standing is None:
        fault = Fault("not-in-body", "row", region, figures=(number or 0,))
    if fault:
        return None, [replace(fault, raw=raw)]
    scope = text_of(row.get("scope"))
    statement = DraftStatement(
        figure=cast(int, number),
        indicator=row["indicator"],
        aspect=row["aspect"],
        falls=row["falls"],
        region=standing,
        scope=standing_scope(article, scope) if scope else None,
        period=figure_of(row.get("period"), article, DATES),
    )
    if not scope or statement.scope is not None:
        return statement, []
    cites, outcome = (statement.figure,), "left out"
    fault = Fault("not-in-body", "scope", scope, raw=raw, asks=False, figures=cites, outcome=outcome)
    return statement, [fault]


def row_fault(row: Mapping[str, Any], number: int | None, article: Article) -> Fault | None:
    """What is wrong with a row's figure, indicator or aspect, apart from what is copied."""
    if number is None:
        return Fault("no-figure", "row")
    figure = article.figure(number)
    if figure is None:
        return Fault("unknown-figure", "row", str(number))
    indicator, aspect = row.get("indicator"), row.get("aspect")
    if indicator not in vocabulary().indicators:
        return Fault("unknown-indicator", "row", str(indicator), figures=(number,))
    if aspect not in vocabulary().aspects:
        return Fault("unknown-aspect", "row", str(aspect), figures=(number,))
    if figure.kind in DATES:
        return Fault("not-a-quantity", "row", str(number), figures=(number,))
    if not fits(figure, str(indicator), str(aspect)):
        detail = f"{indicator} {aspect}"
        return Fault("unit-mismatch", "row", str(number), detail, figures=(number,))
    return None


def fits(figure: Figure, indicator: str, aspect: str) -> bool:
    """Whether a figure of this kind can be this aspect of this indicator.

    A distractor is looked at as what it could be: a model may say that it is a result after all.
    """
    figure = promoted(figure)
    if figure.kind == "distractor":
        return False
    if allowed := _KINDS_OF_ASPECT.get(aspect):
        return figure.kind in allowed
    unit = vocabulary().indicators[indicator].unit
    allowed = _KINDS_OF_UNIT.get(unit)
    if allowed is None:
        return True
    if aspect == "change":
        return figure.kind in (*allowed, "point")
    return figure.kind in allowed


def figure_number(value: object) -> int | None:
    """A figure's number however it is written: 12, 12.0, "12", "{12}"; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def figure_of(value: object, article: Article, kinds: tuple[str, ...]) -> int | None:
    """The number of a figure of one of these kinds; None where it is not."""
    number = figure_number(value)
    figure = article.figure(number) if number is not None else None
    return figure.id if figure and figure.kind in kinds else None


def text_of(value: object) -> str | None:
    """A text without white space around it; None where it is none or empty."""
    return value.strip() or None if isinstance(value, str) else None
