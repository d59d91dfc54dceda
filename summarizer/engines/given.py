"""Reads a page from answers that a model gave elsewhere: `summarizer run PAGE --answer FILE`."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Article
from summarizer.engines.base import Reading
from summarizer.llm.manual import DEFAULT_PROMPT, read_given_answers
from summarizer.llm.promotion import with_promoted
from summarizer.llm.prompts import load_prompts
from summarizer.llm.wire import WIRE_VERSIONS
from summarizer.report import Run


class GivenAnswers:
    """An answer to `summarizer prompt`, and its corrections, in that order.

    Where the answer is faulty, the explanations hold the message to send to the model next, and so does
    `repair` after `read`.
    """

    name = "given"

    def __init__(self, texts: Sequence[str], *, prompt: str = DEFAULT_PROMPT) -> None:
        self._texts = texts
        self._prompt = prompt
        self.repair: str | None = None

    async def read(self, article: Article) -> Reading:
        """Read one article.

        Raises:
            AnswerError: there is no draft in the answer; its hint is the message to send to the model.
        """
        given = read_given_answers(article, self._texts, prompt=self._prompt)
        self.repair = given.repair
        wire = WIRE_VERSIONS[load_prompts(self._prompt).wire]
        run = Run(engine=self.name, prompt=self._prompt, schema=wire, attempts=len(self._texts))
        notes = (given.repair,) if given.repair else ()
        understood = with_promoted(article, (row.figure for row in given.draft.statements))
        return Reading(
            given.draft, run, given.findings, notes, article=understood if understood is not article else None
        )
