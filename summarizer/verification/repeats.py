"""The same figure given twice: by a reader, or by the page itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.article import Article, Figure
from summarizer.patterns import LazyPattern
from summarizer.report import Finding, Statement
from summarizer.verification.grounding import figure_text
from summarizer.verification.passages import Passages
from summarizer.verification.slips import same_but_for_a_slip

_REFERS_BACK = LazyPattern(r"[\u4e00-\u9fff]{0,8}?(?:项目|企业|资金|活动)?(?:中|当中|里)(?:[，,、]|其中|$)")
_TELLING_DIGITS = 3


def without_repeats(
    rows: Sequence[Statement], article: Article, passages: Passages
) -> tuple[list[Statement], list[Finding]]:
    """Each fact once: rows of one figure are one row, and so are rows of a figure the page restates.

    A page restates a figure in its title, by referring back (46个项目中), or by writing the same long
    number for the same thing again. The row with the fuller scope stays, at the first place in the
    body.
    """
    kept: list[Statement] = []
    findings: list[Finding] = []
    meant: dict[tuple[str, str, str | None], list[int]] = {}
    for row in rows:
        alike = meant.setdefault((row.indicator, row.aspect, row.region), [])
        same = next((number for number in alike if _same(kept[number], row, article, passages)), None)
        if same is None:
            alike.append(len(kept))
            kept.append(row)
            continue
        first = kept[same]
        rule = "repeated-row" if first.figure == row.figure else "restated-figure"
        message = f"{row.surface} was given twice as {row.indicator} {row.aspect}"
        figures = sorted({first.figure, row.figure})
        findings.append(Finding(rule=rule, severity="info", message=message, figures=figures))
        kept[same] = _merged(first, row, passages)
    return kept, findings


def _same(first: Statement, row: Statement, article: Article, passages: Passages) -> bool:
    """Whether two rows of one indicator, aspect and region are the same fact."""
    if first.figure == row.figure:
        return True
    if (first.value, first.unit) != (row.value, row.unit):
        return False
    scopes = {first.scope or "", row.scope or ""}
    if len(scopes) > 1 and "" not in scopes:
        return False
    if first.span[1] <= passages.title.end or _REFERS_BACK.match(article.body, row.span[1], row.span[1] + 14):
        return True
    telling = sum(character.isdigit() for character in row.surface) >= _TELLING_DIGITS
    return len(scopes) == 1 and telling and first.surface == row.surface


def _merged(first: Statement, row: Statement, passages: Passages) -> Statement:
    place = row if first.span[1] <= passages.title.end else first
    fuller = max(first, row, key=lambda one: len(one.scope or ""))
    return place.model_copy(update={"scope": fuller.scope})


def title_findings(article: Article, passages: Passages) -> list[Finding]:
    """Figures of the title that the body gives otherwise, by what looks like a slip."""
    return list(_against_title(article, passages))


def _against_title(article: Article, passages: Passages) -> Iterator[Finding]:
    end = passages.title.end
    valued = [figure for figure in article.figures if figure.value is not None]
    body = [figure for figure in valued if figure.span.start >= end]
    for figure in valued:
        if figure.span.end > end or any(_equal(figure, other) for other in body):
            continue
        other = next((other for other in body if same_but_for_a_slip(figure, other)), None)
        if other is not None:
            message = f"the title says {figure_text(figure)}, the body {figure_text(other)}"
            numbers = [figure.id, other.id]
            yield Finding(rule="restated-differently", severity="warning", message=message, figures=numbers)


def _equal(left: Figure, right: Figure) -> bool:
    return (left.value, left.unit) == (right.value, right.unit)
