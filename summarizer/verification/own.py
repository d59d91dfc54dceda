"""Reports of this program as JSON: their rows, with the places they name, and their page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeGuard

from summarizer.article import Article, Period, Region, TracedText
from summarizer.report import ArticleRecord, Report
from summarizer.verification.foreign import ForeignRow


def article_of(report: Report | Mapping[str, Any]) -> Article:
    """The page as a report of this program carries it: its body, with the figures found anew.

    For checking a report when the page itself is not at hand; spans then count characters of the body.

    Raises:
        ValueError: the report carries no body.
    """
    from summarizer.figures import find_figures

    data = report.model_dump(mode="json") if isinstance(report, Report) else report
    record = data.get("article")
    if not isinstance(record, Mapping) or not isinstance(record.get("body"), str):  # pyright: ignore[reportUnknownMemberType]
        raise ValueError("the report carries no article body")
    page = ArticleRecord.model_validate(record)
    region, period = page.region, page.period
    return Article(
        id=page.id,
        path=page.path,
        page=page.body,
        text=TracedText.of(page.body),
        encoding=page.encoding,
        title=page.title,
        source=page.source,
        author=page.author,
        published=page.published,
        region=Region(region.name, region.province, region.level) if region else None,
        period=Period(period.text, period.start, period.end) if period else None,
        damage=tuple(page.damage),
        figures=find_figures(page.body, published=page.published),
    )


def is_own(data: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether this is the JSON of a report of this program."""
    return isinstance(data, Mapping) and "schema_version" in data and "statements" in data


def own_rows(data: Mapping[str, Any]) -> list[ForeignRow]:
    """The rows of a report of this program, with the places they name."""
    rows = [ForeignRow(f"/{name}", prose=data[name]) for name in ("headline", "summary") if data.get(name)]
    for number, row in enumerate(data["statements"]):
        rows.append(
            ForeignRow(
                f"/statements/{number}",
                value=_decimal(row.get("value")),
                surface=row.get("surface"),
                unit=row.get("unit"),
                indicator=row.get("indicator"),
                aspect=row.get("aspect"),
                scope=row.get("scope") or "",
                region=row.get("region"),
                figure=row.get("figure"),
                span=_span(row.get("span")),
            )
        )
    for number, row in enumerate(data.get("projects") or []):
        amount = _decimal(row.get("amount"))
        rows.append(
            ForeignRow(
                f"/projects/{number}",
                value=amount,
                unit=row.get("currency") if amount is not None else None,
                figure=row.get("figure"),
                label=row.get("name") or "",
                project=True,
            )
        )
    return rows


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(repr(value) if isinstance(value, float) else str(value))


def _span(value: Any) -> tuple[int, int] | None:
    return (int(value[0]), int(value[1])) if isinstance(value, list | tuple) and len(value) == 2 else None  # pyright: ignore[reportUnknownArgumentType]
