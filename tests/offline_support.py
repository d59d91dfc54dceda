"""Reading composed sentences: what the tests of the offline reader share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from summarizer.article import Article, Region, TracedText
from summarizer.engines.base import Reading
from summarizer.engines.offline import read_offline
from summarizer.figures import find_figures
from summarizer.verification.values import resolve_value

CITY = Region("明川市", "某省", "prefecture")


def article_of(body: str, region: Region | None = None) -> Article:
    """An article made of a clean body, its figures found."""
    return Article(
        id="composed",
        path=None,
        page=body,
        text=TracedText.of(body),
        encoding="utf-8",
        region=region,
        figures=tuple(find_figures(body, published=date(2024, 7, 20))),
    )


def read(body: str, region: Region | None = None) -> tuple[Article, Reading]:
    """An article and its reading."""
    article = article_of(body, region)
    return article, read_offline(article)


Row = tuple[str, str, Decimal]


def rows(body: str) -> list[Row]:
    """(indicator, aspect, value) of every row but the `other` ones, in the order of the text."""
    article, reading = read(body)
    found: list[Row] = []
    for statement in reading.draft.statements:
        if statement.indicator == "other":
            continue
        figure = article.figure(statement.figure)
        assert figure is not None
        value, _ = resolve_value(figure, statement.aspect, statement.falls)
        found.append((statement.indicator, statement.aspect, value))
    return found


def row(indicator: str, aspect: str, value: Decimal | float | str) -> Row:
    """A row to compare with."""
    return indicator, aspect, Decimal(str(value))
