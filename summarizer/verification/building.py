"""A draft and its article become a report: every number filled in by code, everything copied found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.article import Article, Figure, Span
from summarizer.report import (
    DraftEvent,
    DraftProject,
    DraftStatement,
    Event,
    Finding,
    PeriodRecord,
    Project,
    Quote,
    Severity,
    Statement,
)
from summarizer.standing import locate, stands
from summarizer.verification.grounding import (
    MIN_NAME_SHARE,
    canonical_region,
    figure_text,
    longest_piece,
    own_numbers_stand,
    stands_as_region,
    stands_in_pieces,
)
from summarizer.verification.passages import Passages
from summarizer.verification.records import period_record
from summarizer.verification.repeats import without_repeats
from summarizer.verification.values import resolve_value, words_before
from summarizer.verification.wording import says_fall

_JOINED = re.compile(r"[;；]|^\s|\s$")
_COMPARED = ("比", "较", "同", "与", "跟", "由", "和", "于")


def _dates_others(figure: Figure, body: str) -> bool:
    """Whether a date or period says when: what a growth is compared with (比去年同期) does not."""
    if figure.kind not in ("date", "period") or figure.end is None:
        return False
    compared = body.startswith(_COMPARED, max(0, figure.span.start - 1), figure.span.start)
    return not compared and "同期" not in figure.surface and not body.startswith("同期", figure.span.end)


@dataclass(slots=True)
class Builder:
    """Turns the rows of one draft into rows of a report, and keeps what it had to leave out."""

    article: Article
    passages: Passages
    findings: list[Finding] = field(default_factory=list[Finding])
    dated: list[Figure] = field(init=False)

    def __post_init__(self) -> None:
        self.dated = [figure for figure in self.article.figures if _dates_others(figure, self.article.body)]

    def note(self, rule: str, severity: Severity, message: str, *figures: int) -> None:
        """Add a finding."""
        self.findings.append(Finding(rule=rule, severity=severity, message=message, figures=list(figures)))

    def _unknown(self, what: str, number: int) -> None:
        self.note("unknown-figure", "warning", f"{what} names figure {number}, which does not exist")

    # --- statements ---

    def statements(self, rows: Sequence[DraftStatement]) -> list[Statement]:
        """All rows that name a figure with a value, each once, in the order of the text."""
        built = [row for row in map(self._statement, rows) if row is not None]
        kept, findings = without_repeats(sorted(built, key=lambda row: row.span), self.article, self.passages)
        self.findings += findings
        return kept

    def _statement(self, row: DraftStatement) -> Statement | None:
        figure = self.article.figure(row.figure)
        if figure is None:
            self._unknown(f"row {row.indicator} {row.aspect}", row.figure)
            return None
        if figure.value is None:
            label = f"{row.indicator} {row.aspect}"
            message = f"row {label} names {figure_text(figure)}, which is no quantity ({figure.kind})"
            self.note("valueless-figure", "warning", message, figure.id)
            return None
        value, unit = resolve_value(
            figure, row.aspect, self._falls(row, figure), words_before(self.article.body, figure)
        )
        return Statement.unchecked(
            indicator=row.indicator,
            aspect=row.aspect,
            value=value,
            unit=unit,
            surface=figure.surface,
            figure=figure.id,
            span=figure.span,
            region=self._region(row.region, figure),
            scope=self._scope(row.scope, figure),
            period=self._period(row.period, figure),
            approx=figure.approx,
            status="grounded",
            confidence="medium",
        )

    def _falls(self, row: DraftStatement, figure: Figure) -> bool:
        if row.aspect not in ("growth", "change"):
            return False
        wording = says_fall(self.passages, figure)
        explicit = figure.value is not None and figure.value < 0
        if wording is None or wording == row.falls or explicit:
            return row.falls
        said = "a fall" if wording else "a rise"
        message = f"{figure_text(figure)} is worded as {said}; its sign was set from the wording"
        self.note("sign-corrected", "info", message, figure.id)
        return wording

    def _region(self, name: str | None, figure: Figure) -> str | None:
        page = self.article.region
        if not name:
            return page.name if page else None
        if page and name == page.name:
            return name
        known = canonical_region(name, page.province if page else None)
        body = self.article.body
        if not stands_as_region(name, body) and not (known and stands_as_region(known.name, body)):
            message = (
                f"region {name} of {figure_text(figure)} is not in the body; the page's region stands instead"
            )
            self.note("region-not-in-body", "warning", message, figure.id)
            return page.name if page else None
        return known.name if known else name

    def _scope(self, scope: str | None, figure: Figure) -> str | None:
        if not scope:
            return None
        if scope in self.article.body and not _JOINED.search(scope):
            return scope
        parts = [part.strip() for part in scope.replace(";", "；").split("；")]
        kept = [part for part in parts if part and self._scope_stands(part)]
        for part in parts:
            if part and part not in kept:
                message = f"scope “{part}” of {figure_text(figure)} is not in the body; left out"
                self.note("scope-not-in-body", "info", message, figure.id)
        return "；".join(dict.fromkeys(kept)) or None

    def _scope_stands(self, part: str) -> bool:
        body = self.article.body
        if stands(body, part):
            return True
        # A scope may be put together from words that stand apart; its numbers may not.
        letters = [character for character in part if character.isalnum()]
        inside = sum(character in body for character in letters)
        return own_numbers_stand(part, body) and inside >= 0.8 * len(letters)

    def _period(self, number: int | None, figure: Figure) -> PeriodRecord | None:
        if number is not None:
            named = self.article.figure(number)
            if named is not None and named.kind in ("date", "period"):
                return period_record(named)
            message = f"figure {number}, given as the period of {figure_text(figure)}, is no date or period"
            self.note("bad-period", "info", message, figure.id)
        nearby = self._period_before(figure)
        if nearby:
            return period_record(nearby)
        return PeriodRecord.of(self.article.period)

    def _period_before(self, figure: Figure) -> Figure | None:
        """The last date or period before a figure in its sentence."""
        at = bisect_left(self.dated, figure.span, key=lambda dated: dated.span) - 1
        start = self.passages.sentence(figure.span.start).start
        return self.dated[at] if at >= 0 and self.dated[at].span.start >= start else None

    # --- everything else that is named ---

    def projects(self, rows: Sequence[DraftProject]) -> list[Project]:
        """All projects whose name stands in the body, each once."""
        built: dict[tuple[str, int | None], Project] = {}
        for row in rows:
            project = self._project(row)
            if project is not None:
                built.setdefault((project.name, project.figure), project)
        return list(built.values())

    def _project(self, row: DraftProject) -> Project | None:
        figure = self._amount(row)
        capacity = self.article.figure(row.capacity) if row.capacity is not None else None
        if row.capacity is not None and capacity is None:
            self._unknown(row.name, row.capacity)
        name, span = self._name(row.name, figure.span.start if figure else 0)
        if span is None:
            return None
        return Project(
            name=name,
            investor=self._copied(row.investor, "investor", name),
            amount=figure.value if figure else None,
            currency=figure.unit if figure else "CNY",
            figure=figure.id if figure else None,
            status=row.status,
            location=self._location(row.location, name),
            capacity=capacity.surface if capacity else None,
            span=span,
        )

    def _amount(self, row: DraftProject) -> Figure | None:
        if row.amount is None:
            return None
        figure = self.article.figure(row.amount)
        if figure is None:
            self._unknown(row.name, row.amount)
        elif figure.kind != "money" or figure.value is None:
            message = f"the amount of {row.name} is {figure_text(figure)}, which is no money; left out"
            self.note("amount-not-money", "warning", message, figure.id)
            figure = None
        return figure

    def _name(self, name: str, near: int) -> tuple[str, Span | None]:
        span = locate(self.article.body, name, near)
        if span:
            return name, span
        piece = longest_piece(self.article.body, name)
        if len(piece) >= max(4, MIN_NAME_SHARE * len(name)):
            self.note("name-shortened", "info", f"“{name}” is not in the body; “{piece}” is")
            return piece, locate(self.article.body, piece, near)
        self.note("name-not-in-body", "warning", f"“{name}” is not in the body; left out")
        return name, None

    def _copied(self, text: str | None, what: str, name: str) -> str | None:
        if not text or stands(self.article.body, text):
            return text or None
        self.note("name-not-in-body", "info", f"{what} “{text}” of {name} is not in the body; left out")
        return None

    def _location(self, place: str | None, name: str) -> str | None:
        # 郏县黄道镇 may stand apart: 郏县 in one sentence, 黄道镇 in another.
        if place and stands_in_pieces(self.article.body, place):
            return place
        return self._copied(place, "location", name)

    def events(self, rows: Sequence[DraftEvent]) -> list[Event]:
        """All events whose name stands in the body, each once."""
        built: dict[str, Event] = {}
        for row in rows:
            name, span = self._name(row.name, 0)
            if span is not None and name not in built:
                when = self.article.figure(row.date) if row.date is not None else None
                dated = when if when is not None and when.kind in ("date", "period") else None
                built[name] = Event(
                    name=name,
                    date=PeriodRecord(text=dated.surface, start=dated.start, end=dated.end)
                    if dated
                    else None,
                    place=self._copied(row.place, "place", name),
                    span=span,
                )
        return list(built.values())

    def quotes(self, phrases: Sequence[str]) -> list[Quote]:
        """All phrases that stand in the body, each once."""
        built: dict[str, Quote] = {}
        for phrase in phrases:
            span = locate(self.article.body, phrase)
            if span is None:
                self.note("phrase-not-in-body", "info", f"“{phrase}” is not in the body; left out")
            else:
                built.setdefault(phrase, Quote(text=phrase, span=span))
        return list(built.values())
