"""The report of one page, from its article and a reading of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.article import Article
from summarizer.engines.base import AGREEMENT, DISAGREEMENT, Reading
from summarizer.report import AnyRelation, FigureRecord, Finding, Report, Statement
from summarizer.verification.building import Builder
from summarizer.verification.claims import statement_claim
from summarizer.verification.coverage import IN_NAME, uncovered_figures, uncovered_findings
from summarizer.verification.fitness import Surroundings
from summarizer.verification.grounding import fill_template
from summarizer.verification.meaning import check_claims
from summarizer.verification.passages import Passages
from summarizer.verification.projects import check_projects
from summarizer.verification.records import article_record
from summarizer.verification.relations import find_relations
from summarizer.verification.repeats import title_findings

_CONFIRMING = ("sum", "share", "completion", "growth", "average")


def make_report(article: Article, reading: Reading) -> Report:
    """Verify a reading and fill in its figures.

    Pure and deterministic: the same article and reading give the same report. Rows that name figures
    which do not exist or have no value are left out, and so is copied text that does not stand in the
    body; a finding tells of each.
    """
    draft = reading.draft
    passages = Passages(article.body, article.figures)
    builder = Builder(article, passages)
    headline, _, headline_findings = fill_template(draft.headline, article, "headline")
    summary, template, summary_findings = fill_template(draft.summary, article, "summary")
    statements = builder.statements(draft.statements)
    projects = builder.projects(draft.projects)
    events = builder.events(draft.events)
    quotes = [
        builder.quotes(part) for part in (draft.policies, draft.industries, draft.measures, draft.outlook)
    ]
    around = Surroundings(passages, article.figures)
    claims = [statement_claim(row, article.figures[row.figure - 1]) for row in statements]
    amounts = [project.figure for project in projects if project.figure is not None]
    relations, relation_findings = find_relations(article, passages, claims, amounts)
    findings = [
        *reading.findings,
        *headline_findings,
        *summary_findings,
        *builder.findings,
        *check_claims(claims, article, around),
        *check_projects(projects, statements, article.body),
        *relation_findings,
        *title_findings(article, passages),
    ]
    covered = [row.figure for row in statements]
    covered += amounts
    covered += [row.capacity for row in draft.projects if row.capacity is not None]
    names = [project.span for project in projects if project.span is not None]
    missing = uncovered_figures(article.figures, covered, names, passages.title, article.body)
    findings += uncovered_findings(article.figures, [item for item in missing if item.weight > IN_NAME])
    return Report(
        article=article_record(article, reading),
        headline=headline,
        summary=summary,
        summary_template=template,
        figures=[FigureRecord.of(figure) for figure in article.figures],
        statements=with_status(statements, relations, findings),
        projects=projects,
        events=events,
        policies=quotes[0],
        industries=quotes[1],
        measures=quotes[2],
        outlook=quotes[3],
        relations=list(relations),
        findings=findings,
        run=reading.run,
    )


def with_status(
    rows: Sequence[Statement], relations: Iterable[AnyRelation], findings: Iterable[Finding]
) -> list[Statement]:
    """Rows with status (disputed by an error, confirmed by arithmetic, else grounded) and confidence."""
    holding = [relation for relation in relations if relation.holds and relation.type in _CONFIRMING]
    confirmed = {number for relation in holding for number in relation.figures}
    disputed: set[int] = set()
    agreed: set[int] = set()
    differing: set[int] = set()
    for finding in findings:
        if finding.severity == "error":
            disputed.update(finding.figures)
        elif finding.rule == AGREEMENT:
            agreed.update(finding.figures)
        elif finding.rule == DISAGREEMENT:
            differing.update(finding.figures)
    result: list[Statement] = []
    for row in rows:
        number = row.figure
        status = "disputed" if number in disputed else "confirmed" if number in confirmed else "grounded"
        confidence = "high" if number in confirmed or number in agreed else "medium"
        if number in disputed or number in differing:
            confidence = "low"
        if (row.status, row.confidence) != (status, confidence):
            row = Statement.unchecked(**{**row.__dict__, "status": status, "confidence": confidence})
        result.append(row)
    return result
