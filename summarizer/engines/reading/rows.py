"""A row in the making, and what later figures may inherit from the rows before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.article import Figure


@dataclass(slots=True)
class Row:
    """What one figure was read to mean; `why` names the cues that said so."""

    figure: Figure
    indicator: str
    aspect: str
    falls: bool
    sentence: int
    paragraph: int
    clause: int
    why: str
    scope: str | None = None
    region: str | None = None
    period: int | None = None

    @property
    def stage(self) -> str | None:
        """The stage of a `STAGE.MEASURE` indicator."""
        return _stage_of(self.indicator)

    @property
    def is_project_count(self) -> bool:
        """Whether the row counts projects."""
        return self.indicator.endswith(".projects")

    @property
    def is_money(self) -> bool:
        """Whether the row's indicator is counted in money."""
        return self.indicator.endswith(".investment") or self.indicator in ("funds_in_place", "foreign_funds")


@lru_cache(maxsize=256)
def _stage_of(indicator: str) -> str | None:
    stage, dot, measure = indicator.partition(".")
    return stage if dot and measure in ("projects", "investment", "rate") else None


@dataclass(slots=True)
class Verdict:
    """What a figure means, before it becomes a row."""

    indicator: str
    aspect: str
    why: str
    falls: bool = False


@dataclass(slots=True)
class History:
    """The rows read so far, in the order of the text."""

    rows: list[Row] = field(default_factory=list[Row])

    def last(self, *, sentence: int | None = None, paragraph: int | None = None) -> Row | None:
        """The latest row, optionally only of this sentence or paragraph."""
        if not self.rows:
            return None
        row = self.rows[-1]
        if sentence is not None and row.sentence != sentence:
            return None
        if paragraph is not None and row.paragraph != paragraph:
            return None
        return row

    def last_level(self, sentence: int, back: int = 0) -> Row | None:
        """The latest row that gives a quantity itself, in this sentence or up to `back` before it."""
        for row in reversed(self.rows):
            if row.sentence < sentence - back:
                return None
            if row.aspect in ("level", "target"):
                return row
        return None

    def last_stage(self, *, sentence: int | None = None, paragraph: int | None = None) -> Row | None:
        """The latest row about projects of a stage."""
        for row in reversed(self.rows):
            if sentence is not None and row.sentence != sentence:
                return None
            if paragraph is not None and row.paragraph != paragraph:
                return None
            if row.is_project_count:
                return row
            if row.indicator.endswith(".rate"):
                continue
            if row.stage and row.indicator not in ("registered.investment", "signed.investment"):
                return row
            if row.indicator == "signed.investment":
                earlier = next(
                    (r for r in reversed(self.rows) if r.sentence == row.sentence and r.is_project_count),
                    None,
                )
                return earlier or row
        return None

    def last_of(self, *indicators: str, paragraph: int | None = None) -> Row | None:
        """The latest row of one of these indicators."""
        for row in reversed(self.rows):
            if paragraph is not None and row.paragraph != paragraph:
                return None
            if row.indicator in indicators:
                return row
        return None

    def last_distinct(self, count: int, sentence: int, before: int) -> list[Row]:
        """The latest rows of `count` different indicators before a figure, at most a sentence back."""
        found: list[Row] = []
        seen: set[str] = set()
        for row in reversed(self.rows):
            if row.sentence < sentence - 1 or len(found) == count:
                break
            if row.figure.id < before and row.indicator not in seen and row.indicator != "other":
                seen.add(row.indicator)
                found.append(row)
        return found[::-1] if len(found) == count else []
