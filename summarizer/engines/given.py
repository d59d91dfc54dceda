"""The reader of an answer obtained elsewhere: `summarizer run PAGE --answer FILE`."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Article
from summarizer.engines.base import Reading
from summarizer.llm.manual import DEFAULT_PROMPT, read_given_answers
from summarizer.llm.prompts import load_prompts
from summarizer.llm.wire import WIRE_VERSIONS
from summarizer.report import Run


class GivenAnswerEngine:
    """Makes a draft of answers that a person fetched from some model; asks nobody.

    Args:
        texts: the answer and, after it, any corrections of it.
        prompt: the prompt version the answer was given to.
        model: what to say of who answered.

    Attributes:
        repair: after `read`, the message to send to the model next; None where the answer is sound.
    """

    name = "llm"

    def __init__(
        self, texts: Sequence[str], *, prompt: str = DEFAULT_PROMPT, model: str | None = None
    ) -> None:
        self.texts = list(texts)
        self.prompt = prompt
        self.model = model
        self.repair: str | None = None

    async def read(self, article: Article) -> Reading:
        """Read the answers given; see `Engine.read` for errors."""
        given = read_given_answers(article, self.texts, prompt=self.prompt)
        self.repair = given.repair
        wire = WIRE_VERSIONS[load_prompts(self.prompt).wire]
        run = Run(engine=self.name, model=self.model or "by hand", prompt=self.prompt, schema=wire)
        return Reading(given.draft, run, given.findings)
