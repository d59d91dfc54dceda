"""What bounds a batch, what a page has spent, and the errors that say that a bound is reached."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import SummarizerError

GO_ON = "run the same command again: it goes on where it was"


class BudgetSpentError(SummarizerError):
    """A budget of money, tokens or time is spent: stop, with everything finished kept."""


class EndpointDownError(SummarizerError):
    """The endpoint has failed so often in a row that going on makes no sense."""


class StoppedError(SummarizerError):
    """The batch was stopped before anything was paid for this page."""


@dataclass(slots=True)
class Spent:
    """What one page has cost so far, all tries together, whatever came of it."""

    calls: int = 0
    answers: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class PaceConfig:
    """What bounds a batch.

    Attributes:
        concurrency: requests in flight at most.
        start: requests in flight at first; None for half of the most, or 20 if that is more.
        requests_per_minute, tokens_per_minute: rates to keep to, None for none.
        max_cost: US dollars; max_tokens: tokens in and out; max_seconds: wall time.
        breaker: failures in a row, with no good answer between, that open the circuit.
        breaker_wait: seconds the circuit stays open at first; doubled at every failed probe.
        breaker_patience: seconds without a good answer after which the batch gives up.

    Raises:
        ValueError: a bound makes no sense.
    """

    concurrency: int = 32
    start: int | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    max_cost: float | None = None
    max_tokens: int | None = None
    max_seconds: float | None = None
    breaker: int = 20
    breaker_wait: float = 2.0
    breaker_patience: float = 300.0

    def __post_init__(self) -> None:
        if self.concurrency < 1 or self.start == 0 or self.breaker < 1:
            raise ValueError("concurrency, start and breaker are at least 1")
        for name in ("requests_per_minute", "tokens_per_minute", "max_cost", "max_tokens", "max_seconds"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ValueError(f"{name} is above 0")

    @property
    def first(self) -> int:
        """Requests in flight at first."""
        return min(self.start or max(20, self.concurrency // 2), self.concurrency)

    @property
    def learns_first(self) -> bool:
        """Whether the first page goes alone, to learn what a page takes of a budget or rate."""
        return any((self.max_cost, self.max_tokens, self.tokens_per_minute))

    def forbids(self, cost: float, tokens: int, pages_over: int, pages_under_way: int) -> bool:
        """Whether one page more may be too much, while others are under way."""
        if not pages_over:
            return self.learns_first
        likely = (pages_under_way + 1) / pages_over
        over_cost = self.max_cost is not None and cost * (1 + likely) > self.max_cost
        over_tokens = self.max_tokens is not None and tokens * (1 + likely) > self.max_tokens
        return over_cost or over_tokens

    def check(self, cost: float, tokens: int, pages_over: int, seconds: float) -> None:
        """Stop where another page, taking what the average took, would go beyond a budget.

        Raises:
            BudgetSpentError: money, tokens or time have run out.
        """
        pages = max(1, pages_over)
        if self.max_cost is not None and cost + cost / pages > self.max_cost:
            raise BudgetSpentError(f"the budget of ${self.max_cost:g} is spent (${cost:.4f})", hint=GO_ON)
        if self.max_tokens is not None and tokens + tokens / pages > self.max_tokens:
            raise BudgetSpentError(
                f"the budget of {self.max_tokens:,} tokens is spent ({tokens:,})", hint=GO_ON
            )
        if self.max_seconds is not None and seconds >= self.max_seconds:
            raise BudgetSpentError(f"the time of {self.max_seconds:g} s is over", hint=GO_ON)
