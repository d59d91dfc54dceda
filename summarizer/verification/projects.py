"""Whether named projects fit what the page says of all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.report import Finding, Project, Statement
from summarizer.verification.scopes import is_generic

_TOTAL = re.compile("[总共额]|累计|合计")


def check_projects(
    projects: Sequence[Project], statements: Sequence[Statement], body: str = ""
) -> list[Finding]:
    """Named projects whose amount is more than all that was signed on the page.

    With the body at hand, only what is called a total (总投资, 共, 金额) is taken for all.
    """
    findings: list[Finding] = []
    for project in projects:
        totals = [
            row.value
            for row in statements
            if row.indicator == "signed.investment"
            and row.aspect == "level"
            and row.unit == project.currency
            and is_generic(row.scope or "")
            and (not body or _TOTAL.search(body, max(0, row.span.start - 8), row.span.start))
        ]
        if (
            project.amount is not None
            and project.status == "signed"
            and totals
            and project.amount > max(totals)
        ):
            message = f"{project.name} is larger than all investment signed on the page"
            figures = [project.figure] if project.figure is not None else []
            findings.append(
                Finding(rule="project-above-total", severity="warning", message=message, figures=figures)
            )
    return findings
