"""How grave findings are."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.report import Finding, Severity

_ORDER: tuple[Severity, ...] = ("info", "warning", "error")


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among findings; None where there are none."""
    found = {finding.severity for finding in findings}
    return next((level for level in reversed(_ORDER) if level in found), None)


def at_or_above(findings: Iterable[Finding], level: Severity) -> bool:
    """Whether any finding is at least this grave: what `--fail-on` asks."""
    return any(_ORDER.index(finding.severity) >= _ORDER.index(level) for finding in findings)
