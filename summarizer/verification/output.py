"""A verification as JSON, SARIF or text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from summarizer.article import Article
from summarizer.verification.verifying import LocatedFinding, Verification
from summarizer.verification.wording import rules

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def to_json(verification: Verification) -> dict[str, Any]:
    """A JSON value: findings, relations, coverage, rows."""
    return {
        "findings": [finding.model_dump(mode="json") for finding in verification.findings],
        "relations": [relation.model_dump(mode="json") for relation in verification.relations],
        "coverage": [asdict(item) for item in verification.coverage],
        "rows": [asdict(row) for row in verification.rows],
    }


def to_text(verification: Verification) -> str:
    """One line a finding, the gravest first, and a count at the end."""
    order = list(_LEVELS)
    findings = sorted(verification.findings, key=lambda finding: order.index(finding.severity))
    lines = [_line(finding) for finding in findings]
    grounded = sum(row.figure is not None for row in verification.rows)
    counts = ", ".join(f"{sum(finding.severity == level for finding in findings)} {level}" for level in order)
    holding = sum(relation.holds for relation in verification.relations)
    lines.append(
        f"{grounded} of {len(verification.rows)} rows in the source; "
        f"{holding} of {len(verification.relations)} relations hold; findings: {counts}"
    )
    return "\n".join(lines) + "\n"


def _line(finding: LocatedFinding) -> str:
    where = f" {finding.row}" if finding.row else ""
    return f"{finding.severity}{where}: {finding.message} [{finding.rule}]"


def to_sarif(verification: Verification, article: Article, *, version: str = "") -> dict[str, Any]:
    """A SARIF 2.1.0 log whose locations are characters of the page as decoded.

    A finding about a figure points at it; the row of the report is given as a logical location.
    """
    used = list(dict.fromkeys(finding.rule for finding in verification.findings))
    help_texts: dict[str, str] = rules()["rule_help"]
    driver: dict[str, Any] = {
        "name": "summarizer",
        "rules": [{"id": rule, "shortDescription": {"text": help_texts.get(rule, rule)}} for rule in used],
    }
    if version:
        driver["version"] = version
    results = [_result(finding, article, used) for finding in verification.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: LocatedFinding, article: Article, used: list[str]) -> dict[str, Any]:
    uri = (article.path or article.id).replace("\\", "/")
    figures = [figure for number in finding.figures if (figure := article.figure(number))]
    locations: list[dict[str, Any]] = []
    for figure in figures or [None]:
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
        if figure is not None:
            start, end = figure.raw_span
            snippet = {"text": article.page[start:end]}
            physical["region"] = {"charOffset": start, "charLength": end - start, "snippet": snippet}
        location: dict[str, Any] = {"physicalLocation": physical}
        if finding.row:
            location["logicalLocations"] = [{"fullyQualifiedName": finding.row, "kind": "value"}]
        locations.append(location)
    return {
        "ruleId": finding.rule,
        "ruleIndex": used.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": locations,
    }
