"""What a row says of a figure, whoever made the row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from summarizer.article import Figure
from summarizer.report import Statement


class Claim(NamedTuple):
    """A row and the figure of the page it speaks of.

    A row of another program's report may leave all but the figure open. `row` is where it stands in
    its report, as a JSON pointer; `project` marks the amount of a named project.
    """

    figure: Figure
    value: Decimal
    unit: str
    indicator: str | None = None
    aspect: str | None = None
    scope: str = ""
    region: str | None = None
    start: date | None = None
    end: date | None = None
    row: str | None = None
    project: bool = False


def statement_claim(row: Statement, figure: Figure) -> Claim:
    """What a statement says of its figure."""
    return Claim(
        figure=figure,
        value=row.value,
        unit=row.unit,
        indicator=row.indicator,
        aspect=row.aspect,
        scope=row.scope or "",
        region=row.region,
        start=row.period.start if row.period else None,
        end=row.period.end if row.period else None,
    )
