"""Findings in the reader's language: what kind of doubt, the sum that shows it, what was noted."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.report import Finding, Report, Severity
from summarizer.views.arithmetic import Sum, written_out
from summarizer.views.labels import Lang, label
from summarizer.views.rows import UNCOVERED, figures_by_id
from summarizer.views.safe import line

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Told:
    """One finding for people.

    Attributes:
        severity: `error`, `warning` or `info`.
        title: the rule in words.
        sum: the arithmetic that fails, where the finding is about one of the report's relations.
        message: what the checker noted, in its own words.
        figures: numbers of the figures concerned.
    """

    severity: Severity
    title: str
    sum: Sum | None
    message: str
    figures: tuple[int, ...]


def told(report: Report, lang: Lang = "zh") -> list[Told]:
    """All findings but the uncovered figures (they have a list of their own), the gravest first."""
    shown = [one for one in report.findings if one.rule != UNCOVERED]
    return [_told(one, report, lang) for one in sorted(shown, key=lambda one: _ORDER[one.severity])]


def _told(finding: Finding, report: Report, lang: Lang) -> Told:
    title = label("rules", line(finding.rule), lang)
    failing = (
        relation
        for relation in report.relations
        if not relation.holds and sorted(relation.figures) == sorted(finding.figures)
    )
    relation = next(failing, None)
    written = written_out(relation, figures_by_id(report), lang) if relation else None
    return Told(finding.severity, title, written, line(finding.message), tuple(finding.figures))
