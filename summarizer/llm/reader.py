"""Pages through one model: how it is asked, and what a page comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.article import Article, Span
from summarizer.errors import EngineError
from summarizer.llm.budget import Ledger, Limits
from summarizer.llm.capabilities import Capabilities
from summarizer.llm.client import Client, Message
from summarizer.llm.merging import merge_drafts
from summarizer.llm.modes import request_parts, system_message, weaker
from summarizer.llm.page import Page
from summarizer.llm.presentation import parts_of
from summarizer.llm.prompts import Prompts
from summarizer.llm.repair import complete_prose
from summarizer.llm.transport import TooLongError, UnsupportedRequestError
from summarizer.report import Draft, Finding


@dataclass(slots=True)
class PageReading:
    """A page's draft, what it cost, and what the user should know."""

    draft: Draft
    ledger: Ledger
    findings: list[Finding]
    capabilities: Capabilities


class PageReader:
    """Reads pages through one client with one version of the prompts."""

    def __init__(
        self, client: Client, prompts: Prompts, capabilities: Capabilities, limits: Limits | None = None
    ) -> None:
        self.client = client
        self.prompts = prompts
        self.capabilities = capabilities
        self.limits = limits or Limits()
        self.learned = False
        """Whether the endpoint turned out to need something else than `capabilities` said at first."""

    async def read(self, article: Article) -> PageReading:
        """Read one page.

        Raises:
            EngineError: no draft could be made; it says what was spent.
            ConfigurationError: the endpoint cannot be used with these settings.
        """
        parts = parts_of(article, self.limits.part_characters)
        if len(parts) > self.limits.max_parts:
            raise TooLongError(
                f"the page has {len(article.body)} characters, more than {self.limits.max_parts} parts",
                hint="raise max_parts, or use --engine offline",
            )
        page = Page(self, article, Ledger(), [])
        try:
            drafts = [draft for span in parts for draft in await page.read_part(span)]
        except EngineError as error:
            page.ledger.settle(error)
            raise
        draft = merge_drafts(drafts)
        complete_prose(draft, article, {})
        return PageReading(draft, page.ledger, page.findings, self.capabilities)

    async def label(self, article: Article, numbers: Sequence[int]) -> PageReading:
        """Ask about some figures alone, with the sentences they stand in: one call.

        Raises:
            EngineError: the call failed, or its answer could not be read.
            ConfigurationError: the endpoint cannot be used with these settings.
        """
        page = Page(self, article, Ledger(), [])
        try:
            draft = await page.label(numbers)
        except EngineError as error:
            page.ledger.settle(error)
            raise
        return PageReading(draft, page.ledger, page.findings, self.capabilities)

    def request(self, article: Article, span: Span | None = None) -> tuple[list[Message], dict[str, Any]]:
        """The first request for a page: its messages and everything beside them."""
        messages = self.messages(self.prompts.article_message(article, span))
        return messages, self.request_parts(self.output_limit(article, span))

    def label_request(self, article: Article, numbers: Sequence[int]) -> tuple[list[Message], dict[str, Any]]:
        """The request about some figures alone: its messages and everything beside them."""
        messages = self.messages(self.prompts.label_message(article, numbers))
        return messages, self.request_parts(self.label_limit(numbers))

    def messages(self, said: str) -> list[Message]:
        """The chat that begins with this: the mode's system message, and what is said to the model."""
        system = system_message(self.prompts, self.capabilities.mode)
        return [{"role": "system", "content": system}, {"role": "user", "content": said}]

    def label_limit(self, numbers: Sequence[int]) -> int:
        """The output that naming these figures may need."""
        return self.limits.max_output_tokens or 400 + 60 * len(numbers)

    def request_parts(self, limit: int) -> dict[str, Any]:
        """Everything of a request beside model and messages."""
        parts = self.capabilities.parts(limit=limit, temperature=self.limits.temperature)
        return {**parts, **request_parts(self.capabilities.mode, self.prompts.wire)}

    def output_limit(self, article: Article, span: Span | None = None) -> int:
        """The output a reading of this part may need, from its figures and length."""
        if self.limits.max_output_tokens:
            return self.limits.max_output_tokens
        start, end = span or Span(0, len(article.body))
        figures = sum(start <= figure.span.start < end for figure in article.figures)
        return min(16_000, 900 + 60 * figures + (end - start) // 2)

    def adapt(self, error: UnsupportedRequestError) -> bool:
        """Leave out of the request what the endpoint does not know; False where nothing is left."""
        known = self.capabilities
        if error.feature == "temperature" and known.temperature:
            known.temperature = False
        elif error.feature == "max_tokens" and known.limit:
            known.limit = "max_completion_tokens" if known.limit == "max_tokens" else ""
        else:
            mode = weaker(known.mode)
            if mode is None or known.source == "settings":
                return False
            known.mode = mode
        self.learned = True
        return True
