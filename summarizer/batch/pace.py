"""How fast to ask: adaptive concurrency, shared pauses, rates, budgets, and a circuit breaker.

The limit on requests in flight starts small and doubles with every round of good answers (slow
start), until a good part of the answers is 429: then it halves and grows by one a round. A single 429
among good answers holds back its own request only. Trouble on the endpoint's side (5xx, resets) stops
growth only. The limit grows only while most of it is used.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from summarizer.errors import SummarizerError

USED_ENOUGH = 0.8
"""Share of the limit that must be in flight for a good answer to raise it."""


CROWDED = 0.25
"""Share of 429 among the latest answers from which the limit is halved."""

SHUT = 0.5
"""Share of 429 among the latest answers from which everyone waits as long as the endpoint asks."""

LONG_WAIT = 5.0
"""Seconds of Retry-After that everyone waits, however few were told so."""


class BudgetSpentError(SummarizerError):
    """A budget of money, tokens or time is spent: stop, with everything finished kept."""


class EndpointDownError(SummarizerError):
    """The endpoint has failed so often in a row that going on makes no sense."""


@dataclass(frozen=True, slots=True)
class PaceConfig:
    """What bounds a batch.

    Attributes:
        concurrency: requests in flight at most.
        start: requests in flight at first.
        requests_per_minute, tokens_per_minute: rates to keep to, None for none.
        max_cost: US dollars; max_tokens: tokens in and out; max_seconds: wall time.
        breaker: failures in a row, with no good answer between, that open the circuit.
        breaker_wait: seconds the circuit stays open at first; doubled at every failed probe.
        breaker_patience: seconds without a good answer after which the batch gives up.

    Raises:
        ValueError: a bound makes no sense.
    """

    concurrency: int = 32
    start: int = 20
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    max_cost: float | None = None
    max_tokens: int | None = None
    max_seconds: float | None = None
    breaker: int = 20
    breaker_wait: float = 2.0
    breaker_patience: float = 300.0

    def __post_init__(self) -> None:
        if self.concurrency < 1 or self.start < 1 or self.breaker < 1:
            raise ValueError("concurrency, start and breaker are at least 1")
        for name in ("requests_per_minute", "tokens_per_minute", "max_cost", "max_tokens", "max_seconds"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ValueError(f"{name} is above 0")


@dataclass(slots=True)
class _Bucket:
    """A rate: so much a minute, with bursts of a second's worth."""

    per_minute: float
    level: float = 0.0
    at: float = 0.0

    def delay(self, amount: float, now: float) -> float:
        """Take an amount and say how long to wait before using it."""
        per_second = self.per_minute / 60
        self.level = max(0.0, self.level - (now - self.at) * per_second)
        self.at = now
        self.level += amount
        return max(0.0, (self.level - max(per_second, amount)) / per_second)


@dataclass(slots=True)
class Pace:
    """Admits requests one by one and learns from their answers.

    Use as `async with pace.slot(): …` around each request, and tell it what came of it with
    `succeeded`, `limited` or `troubled`.
    """

    config: PaceConfig = field(default_factory=PaceConfig)
    clock: Callable[[], float] = time.monotonic
    limit: float = field(init=False)
    in_flight: int = field(init=False, default=0)
    cost: float = field(init=False, default=0.0)
    tokens: int = field(init=False, default=0)
    failures_in_a_row: int = field(init=False, default=0)
    pauses: int = field(init=False, default=0)
    _slow_start_until: float = field(init=False)
    _waiting: deque[asyncio.Future[None]] = field(init=False, default_factory=deque[asyncio.Future[None]])
    _paused_until: float = field(init=False, default=0.0)
    _latest: deque[bool] = field(init=False, default_factory=deque[bool])
    _halved_at: float = field(init=False, default=-1e9)
    _began: float = field(init=False)
    _last_good: float = field(init=False)
    _probe_wait: float = field(init=False, default=0.0)
    _requests: _Bucket | None = field(init=False, default=None)
    _token_rate: _Bucket | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.limit = float(min(self.config.start, self.config.concurrency))
        self._slow_start_until = float(self.config.concurrency)
        self._began = self._last_good = self.clock()
        if self.config.requests_per_minute:
            self._requests = _Bucket(self.config.requests_per_minute, at=self._began)
        if self.config.tokens_per_minute:
            self._token_rate = _Bucket(self.config.tokens_per_minute, at=self._began)

    @asynccontextmanager
    async def slot(self, tokens: int = 0) -> AsyncGenerator[None]:
        """Wait for leave to send one request, and hold it.

        Args:
            tokens: what the request is expected to take, for a rate in tokens.

        Raises:
            BudgetSpentError: money, tokens or time have run out.
            EndpointDownError: no good answer for longer than the patience.
        """
        await self._enter()
        try:
            await self._wait_turn(tokens)
            yield
        finally:
            self._leave()

    async def _enter(self) -> None:
        while self.in_flight >= int(self.limit):
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        self.in_flight += 1

    def _leave(self) -> None:
        self.in_flight -= 1
        self._admit()

    def _admit(self) -> None:
        free = int(self.limit) - self.in_flight
        while free > 0 and self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1

    async def _wait_turn(self, tokens: int) -> None:
        now = self.clock()
        delay = self._requests.delay(1, now) if self._requests else 0.0
        if self._token_rate and tokens:
            delay = max(delay, self._token_rate.delay(tokens, now))
        if delay:
            await asyncio.sleep(delay)
        while (wait := self._paused_until - self.clock()) > 0:
            self.check_budgets()
            await asyncio.sleep(min(wait, 1.0))
        self.check_budgets()

    def check_budgets(self) -> None:
        """Stop where a budget is spent or patience has run out.

        Raises:
            BudgetSpentError: money, tokens or time have run out.
            EndpointDownError: no good answer for longer than the patience.
        """
        config, now = self.config, self.clock()
        if config.max_cost is not None and self.cost >= config.max_cost:
            raise BudgetSpentError(f"the budget of ${config.max_cost:g} is spent (${self.cost:.4f})")
        if config.max_tokens is not None and self.tokens >= config.max_tokens:
            raise BudgetSpentError(f"the budget of {config.max_tokens} tokens is spent ({self.tokens})")
        if config.max_seconds is not None and now - self._began >= config.max_seconds:
            raise BudgetSpentError(f"the time of {config.max_seconds:g} s is over")
        silent = now - self._last_good
        if self.failures_in_a_row >= config.breaker and silent >= config.breaker_patience:
            raise EndpointDownError(
                f"the endpoint has not answered for {silent:.0f} s",
                hint="run again later: it goes on where it was",
            )

    def succeeded(self, *, tokens: int = 0, cost: float = 0.0) -> None:
        """A good answer: count it, and grow if the limit is in use."""
        self.tokens += tokens
        self.cost += cost
        self.failures_in_a_row = 0
        self._probe_wait = 0.0
        self._last_good = self.clock()
        self._note(limited=False)
        if self.in_flight >= USED_ENOUGH * int(self.limit):
            step = 1.0 if self.limit < self._slow_start_until else 1.0 / self.limit
            self.limit = min(self.limit + step, float(self.config.concurrency))
            self._admit()

    def limited(self, retry_after: float | None = None) -> None:
        """The endpoint said 429 to one request, which waits by itself as long as it was told.

        Args:
            retry_after: seconds the endpoint asks to wait.
        """
        now = self.clock()
        wait = retry_after if retry_after is not None else 1.0
        share = self._note(limited=True)
        if share >= CROWDED and now - self._halved_at > max(wait, 1.0):
            self._halved_at = now
            self.limit = max(1.0, self.limit / 2)
            self._slow_start_until = self.limit
        if share >= SHUT or wait >= LONG_WAIT:
            self._pause(now + wait)

    def _note(self, *, limited: bool) -> float:
        """Remember an answer; the share of 429 among a round of the latest."""
        self._latest.append(limited)
        while len(self._latest) > max(8, int(self.limit)):
            self._latest.popleft()
        return sum(self._latest) / max(8, len(self._latest))

    def troubled(self) -> None:
        """The endpoint failed (5xx, reset, time-out): no growth, and after many in a row a pause."""
        self.failures_in_a_row += 1
        if self.failures_in_a_row >= self.config.breaker:
            self._probe_wait = min(max(self.config.breaker_wait, 2 * self._probe_wait), 60.0)
            self.limit = 1.0
            self._slow_start_until = float(self.config.concurrency)
            self._pause(self.clock() + self._probe_wait)

    def _pause(self, until: float) -> None:
        if until > self._paused_until:
            self._paused_until = until
            self.pauses += 1

    @property
    def paused_for(self) -> float:
        """Seconds until requests go out again, 0 when they do."""
        return max(0.0, self._paused_until - self.clock())
