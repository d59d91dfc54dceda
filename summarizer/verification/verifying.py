"""Check a report against its page: ours, or one that any other program made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.article import Article, Figure, Span
from summarizer.report import AnyRelation, Finding, Report, Severity
from summarizer.standing import locate
from summarizer.verification.claims import Claim
from summarizer.verification.coverage import Uncovered, uncovered_figures, uncovered_findings
from summarizer.verification.fitness import Surroundings
from summarizer.verification.foreign import FieldMap, ForeignRow, rows_of
from summarizer.verification.grounding import canonical_region
from summarizer.verification.matching import FigureIndex, Match
from summarizer.verification.meaning import check_claims
from summarizer.verification.own import is_own, own_rows
from summarizer.verification.passages import Passages
from summarizer.verification.relations import find_relations
from summarizer.verification.repeats import title_findings
from summarizer.verification.severity import worst
from summarizer.verification.swaps import row_cost
from summarizer.verification.values import resolve_value, words_before


class LocatedFinding(Finding):
    """A finding and the row of the report it is about, as a JSON pointer (null: about the page)."""

    row: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of the report, and the figure of the page that it speaks of (None: it has none)."""

    pointer: str
    said: str
    figure: int | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found.

    Attributes:
        findings: what is wrong or doubtful, the rows' first, then the page's own errors, then figures
            that no row mentions.
        relations: the arithmetic between the figures of the page.
        coverage: figures that no row mentions, the weightiest first.
        rows: every row that claims a number.
    """

    findings: list[LocatedFinding]
    relations: list[AnyRelation]
    coverage: list[Uncovered]
    rows: list[CheckedRow] = field(default_factory=list[CheckedRow])

    def worst(self) -> Severity | None:
        """The gravest severity among the findings; None where there are none."""
        return worst(self.findings)


def verify(
    report: Report | Mapping[str, Any] | Sequence[Any],
    article: Article,
    mapping: FieldMap | Mapping[str, Any] | None = None,
) -> Verification:
    """Check a report against the page it was made from.

    Args:
        report: a `Report`, its JSON, or any other JSON value with numbers: values, surfaces and quotes
            are found by their keys.
        article: the page, with its figures.
        mapping: where the report keeps things, if its keys do not say so; see `FieldMap`.

    Returns:
        Findings: numbers that are not in the source or say something else there are errors, and so is
        arithmetic of the page that fails; what the words around a figure speak against is a warning;
        figures that no row mentions are info.
    """
    fields = FieldMap(**mapping) if isinstance(mapping, Mapping) else mapping
    data = report.model_dump(mode="json") if isinstance(report, Report) else report
    rows = own_rows(data) if fields is None and is_own(data) else rows_of(data, fields)
    return _Check(article).run(rows)


class _Check:
    """One check of one report."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.passages = Passages(article.body, article.figures)
        self.around = Surroundings(self.passages, article.figures)
        self.index = FigureIndex(article)
        self.findings: list[LocatedFinding] = []
        self.claims: list[Claim] = []
        self.covered: set[int] = set()
        self.checked: dict[str, CheckedRow] = {}

    def run(self, rows: Sequence[ForeignRow]) -> Verification:
        """Check all rows, then the page."""
        matched: list[tuple[ForeignRow, Match]] = []
        for row in rows:
            if row.prose is not None:
                self._prose(row, row.prose)
            else:
                matched.append((row, self._match(row)))
        chosen = self._chosen(matched)
        for number, (row, match) in enumerate(matched):
            self._row(row, match, chosen.get(number))
        self.claims.sort(key=lambda claim: claim.figure.span)
        self._twice()
        by_figure: dict[int, str | None] = {claim.figure.id: claim.row for claim in self.claims}
        meaning = [claim for claim in self.claims if not claim.project]
        for finding in check_claims(meaning, self.article, self.around):
            row = next((by_figure[number] for number in finding.figures if number in by_figure), None)
            self.findings.append(LocatedFinding(**finding.model_dump(), row=row))
        amounts = [claim.figure.id for claim in self.claims if claim.project]
        relations, broken = find_relations(self.article, self.passages, meaning, amounts)
        missing = uncovered_figures(
            self.article.figures, self.covered, self._names(rows), self.passages.title, self.article.body
        )
        restated = title_findings(self.article, self.passages)
        page = [*broken, *restated, *uncovered_findings(self.article.figures, missing)]
        self.findings += [LocatedFinding(**finding.model_dump()) for finding in page]
        ordered = [self.checked[row.pointer] for row in rows if row.pointer in self.checked]
        return Verification(self.findings, relations, missing, ordered)

    def _names(self, rows: Sequence[ForeignRow]) -> list[Span]:
        """Where the named projects stand: figures in their names are nobody's results."""
        spans = [locate(self.article.body, row.label) for row in rows if row.project and row.label]
        return [span for span in spans if span is not None]

    def _note(self, rule: str, severity: Severity, message: str, row: ForeignRow, *figures: Figure) -> None:
        numbers = [figure.id for figure in figures]
        self.findings.append(
            LocatedFinding(rule=rule, severity=severity, message=message, figures=numbers, row=row.pointer)
        )

    def _prose(self, row: ForeignRow, text: str) -> None:
        """Every quantity in prose must be one of the page."""
        from summarizer.figures import find_figures

        for figure in find_figures(text, published=self.article.published):
            if figure.value is None or figure.kind == "distractor":
                continue
            inner = ForeignRow(row.pointer, value=figure.value, surface=figure.surface)
            match = self.index.match(inner)
            if match.problem and figure.surface not in self.article.body:
                # The same amount may be put otherwise: 577800万元 as 57.78亿元.
                match = self.index.match(ForeignRow(row.pointer, value=figure.value, unit=figure.unit))
                if match.problem:
                    message = f"{figure.surface}, in {row.pointer}, is not in the source"
                    self._note("prose-not-in-source", "error", message, row)

    def _match(self, row: ForeignRow) -> Match:
        if row.quote is None:
            return self.index.match(row)
        span = locate(self.article.body, row.quote)
        if span is None:
            message = f"the quote “{row.quote[:40]}” is not in the source"
            self._note("quote-not-in-source", "error", message, row)
        if row.value is None and row.surface is None:
            return self._quoted(row, span)
        match = self.index.match(row)
        inside = [figure for figure in match.candidates if span is not None and _within(figure.span, span)]
        return Match(tuple(inside), match.problem) if inside else match

    def _quoted(self, row: ForeignRow, span: Span | None) -> Match:
        """A row that is nothing but a quote mentions the figures inside it."""
        inside = [figure for figure in self.index.figures if span is not None and _within(figure.span, span)]
        self.covered |= {figure.id for figure in inside}
        if span is None:
            self._prose(row, row.quote or "")
        return Match(tuple(inside[:1]) if len(inside) == 1 else ())

    def _row(self, row: ForeignRow, match: Match, figure: Figure | None) -> None:
        if row.value is None and row.surface is None and row.quote is None:
            return  # a project without an amount claims no number
        said = row.surface or (str(row.value) if row.value is not None else row.quote or "")
        if match.problem:
            rule, message = match.problem
            like = self.index.alike(row) if figure is None else None
            if like is not None:
                message += f"; the nearest figure of the source is {like.surface}"
            self._note(rule, "error", message, row, *([figure] if figure else []))
        self.checked[row.pointer] = CheckedRow(row.pointer, said, figure.id if figure else None)
        if figure is None:
            return
        self.covered.add(figure.id)
        self.claims.append(self._claim(row, figure))

    def _chosen(self, matched: Sequence[tuple[ForeignRow, Match]]) -> dict[int, Figure]:
        """A figure for each row that has any: the best fitting pairs first, no figure twice if it can be."""
        pairs = [
            (self._cost(row, figure) if len(match.candidates) > 1 else 0.0, number, figure.id)
            for number, (row, match) in enumerate(matched)
            for figure in match.candidates
        ]
        chosen: dict[int, int] = {}
        taken: set[int] = set()
        shared = sorted(pairs)
        for _, number, figure in shared:
            if number not in chosen and figure not in taken:
                chosen[number] = figure
                taken.add(figure)
        for _, number, figure in shared:
            chosen.setdefault(number, figure)
        return {number: self.article.figures[figure - 1] for number, figure in chosen.items()}

    def _cost(self, row: ForeignRow, figure: Figure) -> float:
        title = 20.0 if figure.span.end <= self.passages.title.end else 0.0
        label = self.around.to_scope(row.label, figure) if row.label and not row.indicator else 0.0
        return row_cost(self._claim(row, figure), figure, self.article, self.around) + title + label

    def _claim(self, row: ForeignRow, figure: Figure) -> Claim:
        aspect = row.aspect
        value, unit = resolve_value(
            figure,
            aspect or self.around.wording_aspect(figure) or "level",
            before=words_before(self.article.body, figure),
        )
        region = row.region
        if region:
            page = self.article.region
            known = canonical_region(region, page.province if page else None)
            region = known.name if known else region
        return Claim(
            figure=figure,
            value=row.value if row.value is not None else value,
            unit=row.unit or unit,
            indicator=row.indicator,
            aspect=aspect,
            scope=row.scope,
            region=region,
            row=row.pointer,
            project=row.project,
        )

    def _fit(self, claim: Claim) -> float:
        return row_cost(claim, claim.figure, self.article, self.around)

    def _twice(self) -> None:
        """One figure cannot be two different things."""
        by_figure: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if not claim.project and (claim.indicator or claim.aspect):
                by_figure[claim.figure.id].append(claim)
        for claims in by_figure.values():
            meanings = {(claim.indicator, claim.aspect, claim.scope, claim.region) for claim in claims}
            if len(meanings) > 1:
                # The row that fits worst is the one to look at.
                claims.sort(key=self._fit)
                first = claims[0]
                shown = " and ".join(
                    sorted(" ".join(part for part in meaning if part) for meaning in meanings)
                )
                self.findings.append(
                    LocatedFinding(
                        rule="figure-claimed-twice",
                        severity="warning",
                        message=f"{first.figure.surface} is given as {shown}",
                        figures=[first.figure.id],
                        row=claims[-1].row,
                    )
                )


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
