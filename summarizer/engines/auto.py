"""The reader `auto`: the model where one is configured, watched over by the rules.

A model far too weak for the task gives a true report that says next to nothing. Where its reading of a
page is much poorer than the rules' own, the rules' reading stands, and the report says so and why.
"""

from __future__ import annotations

from dataclasses import replace

from summarizer.article import Article
from summarizer.engines.base import Reading
from summarizer.engines.cross import compare_rows
from summarizer.engines.llm import ModelAndRules
from summarizer.engines.offline import read_offline
from summarizer.report import Finding

FELL_SHORT = "auto.model-fell-short"
"""The finding of a page whose model's reading was set aside."""


class AutoEngine(ModelAndRules):
    """Reads with a model, and by the rules where the model falls short. Arguments as for `LlmEngine`.

    With `cross_read` off nothing is compared, and the model's reading always stands.
    """

    name = "auto"

    async def read(self, article: Article) -> Reading:
        """Read one article; see `Engine.read` for errors."""
        reading = await self._llm.read_alone(article)
        if not self.settings.cross_read:
            return reading
        rules = read_offline(article)
        compared = compare_rows(reading.draft.statements, rules.draft.statements)
        if compared.shortcoming is None:
            return replace(reading, findings=(*reading.findings, *compared.findings(article)))
        message = f"{reading.run.model} fell short ({compared.shortcoming}); read by the rules instead"
        told = Finding(rule=FELL_SHORT, severity="warning", message=message)
        spent = {"attempts", "usage", "cost"}
        run = rules.run.model_copy(update={name: getattr(reading.run, name) for name in spent})
        return replace(rules, run=run, findings=(told, *rules.findings))
