"""What a page may cost, and what it has cost so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.errors import EngineError
from summarizer.llm.client import Answer
from summarizer.report import Usage


@dataclass(slots=True)
class Limits:
    """What a page may cost: see the settings of the same names."""

    max_calls: int = 2
    max_page_tokens: int = 40_000
    max_output_tokens: int | None = None
    part_characters: int = 6_000
    max_parts: int = 8
    temperature: float | None = 0.0


@dataclass(slots=True)
class Ledger:
    """What a page has cost so far, all attempts together."""

    calls: int = 0
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    model: str | None = None

    def book(self, answer: Answer) -> None:
        """Add one answer."""
        self.calls += 1
        self.requests += answer.requests
        self.usage = Usage(
            input=self.usage.input + answer.usage.input,
            output=self.usage.output + answer.usage.output,
            cached=self.usage.cached + answer.usage.cached,
        )
        self.model = answer.model or self.model

    def settle(self, error: EngineError) -> None:
        """Tell an error what its page has cost."""
        error.calls = self.requests
        error.tokens = (self.usage.input, self.usage.output, self.usage.cached)

    @property
    def tokens(self) -> int:
        """Tokens in and out."""
        return self.usage.input + self.usage.output
