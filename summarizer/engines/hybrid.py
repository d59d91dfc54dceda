"""Rules first, the model for the rest: the fewest tokens a page.

The offline reader reads the page. Only figures it is unsure of go to the model, in one call, with the
sentences they stand in: figures that look like results and got no row, and rows it could not name.
A page without such figures costs nothing. Where the model fails, the rules' draft stands.
"""

from __future__ import annotations

from summarizer.article import Article
from summarizer.engines.base import UNTOLD, Reading, usage_of
from summarizer.engines.llm import ModelAndRules
from summarizer.engines.offline import read_offline
from summarizer.engines.reading.windows import is_threshold
from summarizer.errors import EngineError
from summarizer.llm.checking import cited_figures
from summarizer.llm.promotion import with_promoted
from summarizer.llm.repair import looks_like_result
from summarizer.report import Draft, DraftStatement, Finding, Run


class HybridEngine(ModelAndRules):
    """Reads by rules, and asks a model about what the rules leave open. Arguments as for `LlmEngine`."""

    name = "hybrid"

    async def read(self, article: Article) -> Reading:
        """Read one article; see `Engine.read` for errors. A model that fails is a finding, not an error."""
        rules = read_offline(article)
        open_figures = unsure(article, rules.draft)
        run = Run(engine=self.name, prompt=self.settings.prompt)
        if not open_figures:
            return Reading(rules.draft, run, rules.findings, rules.explanations)
        reader = self._llm.reader
        try:
            answered = await reader.label(article, open_figures)
        except EngineError as error:
            failed = Finding(
                rule="hybrid.model-failed",
                severity="warning",
                message=f"the model could not be asked about {len(open_figures)} figures: {error.message}",
                figures=open_figures,
            )
            run.attempts, run.usage = error.calls, usage_of(error)
            run.cost = self._llm.cost(run.usage)
            return Reading(rules.draft, run, (failed, *rules.findings), rules.explanations)
        run = self._llm.finished(answered.ledger, self.name)
        draft, lines = joined(rules.draft, answered.draft, set(open_figures))
        findings = (*rules.findings, *answered.findings)
        understood = with_promoted(article, (row.figure for row in draft.statements))
        explained = (*rules.explanations, *lines)
        return Reading(
            draft, run, findings, explained, article=understood if understood is not article else None
        )


def unsure(article: Article, draft: Draft) -> list[int]:
    """The figures whose meaning the rules leave open.

    Figures that look like results and have no row, or one the rules could not name. A threshold is none of
    them: 10亿元 in 10亿元以上的项目 is understood, and names a class.
    """
    named = cited_figures(draft) - {row.figure for row in draft.statements if row.indicator == UNTOLD}
    return [
        figure.id
        for figure in article.figures
        if figure.id not in named
        and looks_like_result(article, figure)
        and not is_threshold(figure, article.body)
    ]


def joined(rules: Draft, model: Draft, open_figures: set[int]) -> tuple[Draft, list[str]]:
    """The rules' draft with the model's rows for open figures, and a line for each of them."""
    draft = rules.model_copy(deep=True)
    told = {
        row.figure: row for row in model.statements if row.figure in open_figures and row.indicator != UNTOLD
    }
    replaced: list[DraftStatement] = [row for row in draft.statements if row.figure not in told]
    draft.statements = sorted([*replaced, *told.values()], key=lambda row: row.figure)
    names = {project.name for project in draft.projects}
    spent = {project.amount for project in draft.projects}
    draft.projects += [
        project
        for project in model.projects
        if project.amount in open_figures - spent and project.name not in names
    ]
    return draft, [f"[{row.figure}] → {row.indicator}.{row.aspect}: the model" for row in told.values()]
