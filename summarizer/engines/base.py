"""What a reader is: something that turns an article with numbered figures into a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from summarizer.article import Article
from summarizer.errors import EngineError
from summarizer.report import Draft, Finding, Run, Usage

UNTOLD = "other"
"""The indicator of a row whose meaning is none of the vocabulary's."""
AGREEMENT = "cross.agreement"
"""The finding that names the figures two readings read alike."""
DISAGREEMENT = "cross.disagreement"
"""The finding of a figure that two readings read differently."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft, how it was made, and what the reader itself wants the user to know.

    `explanations` are lines for `--explain`: which cue gave which row its meaning. `article` is the
    article as the reader understood it, where that differs: a number the finder set aside for want of a
    unit may turn out to be a count.
    """

    draft: Draft
    run: Run
    findings: tuple[Finding, ...] = ()
    explanations: tuple[str, ...] = ()
    article: Article | None = None


def usage_of(error: EngineError) -> Usage:
    """The tokens spent on a page that could not be read."""
    read, written, kept = error.tokens
    return Usage(input=read, output=written, cached=kept)


class Engine(Protocol):
    """A reader. `read` may await a network; a reader that does not simply returns."""

    @property
    def name(self) -> str:
        """`offline`, `llm`, …: what `run.engine` will say."""
        ...

    async def read(self, article: Article) -> Reading:
        """Read one article.

        Raises:
            EngineError: no draft could be made; the page may still be read by another engine.
            ConfigurationError: no page can be read with these settings.
        """
        ...
