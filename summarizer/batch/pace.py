"""How fast to ask: adaptive concurrency, shared pauses, rates, budgets, and a circuit breaker.

A single 429 among good answers holds back its own request only; many of them, or a long wait, hold
back everyone. Budgets are looked at before a page is begun, never in the middle of one: what is paid
for half a page would be lost.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from summarizer.batch.bounds import (
    GO_ON,
    BudgetSpentError,
    EndpointDownError,
    PaceConfig,
    Spent,
    StoppedError,
)
from summarizer.batch.limit import Limit
from summarizer.batch.rates import Bucket
from summarizer.errors import SummarizerError
from summarizer.report import Usage

SHUT = 0.8
"""Share of 429 among the latest answers from which everyone waits as long as the endpoint asks."""

LONG_WAIT = 5.0
"""Seconds of Retry-After that everyone waits, however few were told so."""

WAITS_IN_A_ROW = 5
"""Waits asked for without a good answer between, after which the batch gives up."""

_page: ContextVar[Spent | None] = ContextVar("page", default=None)


@dataclass(slots=True)
class Pace:
    """Admits pages and requests one by one and learns from the answers.

    `async with pace.page() as spent:` stands around a page, `async with pace.slot():` around each of
    its requests; `succeeded`, `limited` or `troubled` tell what came of a request.
    """

    config: PaceConfig = field(default_factory=PaceConfig)
    clock: Callable[[], float] = time.monotonic
    in_flight: int = field(init=False, default=0)
    calls: int = field(init=False, default=0)
    good: int = field(init=False, default=0)
    cost: float = field(init=False, default=0.0)
    tokens: int = field(init=False, default=0)
    failures_in_a_row: int = field(init=False, default=0)
    pauses: int = field(init=False, default=0)
    pages_under_way: int = field(init=False, default=0)
    pages_over: int = field(init=False, default=0)
    _limit: Limit = field(init=False)
    _growing: asyncio.TimerHandle | None = field(init=False, default=None)
    _waiting: deque[asyncio.Future[None]] = field(init=False, default_factory=deque[asyncio.Future[None]])
    _page_over: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _closed: SummarizerError | None = field(init=False, default=None)
    _draining: bool = field(init=False, default=False)
    _paused_until: float = field(init=False, default=0.0)
    _waits_in_a_row: int = field(init=False, default=0)
    _began: float = field(init=False)
    _last_good: float = field(init=False)
    _probe_wait: float = field(init=False, default=0.0)
    _requests: Bucket | None = field(init=False, default=None)
    _token_rate: Bucket | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._limit = Limit(self.config.first, self.config.concurrency)
        self._began = self._last_good = self.clock()
        if self.config.requests_per_minute:
            self._requests = Bucket(self.config.requests_per_minute, at=self._began)
        if self.config.tokens_per_minute:
            self._token_rate = Bucket(self.config.tokens_per_minute, at=self._began)

    @property
    def limit(self) -> int:
        """Requests that may be in flight now."""
        return int(self._limit)

    # --- pages ------------------------------------------------------------------------------------

    @asynccontextmanager
    async def page(self) -> AsyncGenerator[Spent]:
        """Begin a page if the budgets allow it; gives what is spent on it as that comes in.

        Raises:
            BudgetSpentError: money, tokens or time have run out.
        """
        while self._must_wait():
            self._page_over.clear()
            await self._page_over.wait()
        self.check_budgets()
        spent = Spent()
        self.pages_under_way += 1
        token = _page.set(spent)
        try:
            yield spent
        finally:
            _page.reset(token)
            self.pages_under_way -= 1
            self.pages_over += spent.calls > 0
            self._page_over.set()

    def _must_wait(self) -> bool:
        """Whether pages under way may yet use up the budget, or teach what a page takes."""
        return self.pages_under_way > 0 and self.config.forbids(
            self.cost, self.tokens, self.pages_over, self.pages_under_way
        )

    def check_budgets(self) -> None:
        """Stop where another page, taking what the average took, would go beyond a budget.

        Raises:
            BudgetSpentError: money, tokens or time have run out.
        """
        self.config.check(self.cost, self.tokens, self.pages_over, self.clock() - self._began)

    def _time_is_over(self) -> bool:
        most = self.config.max_seconds
        return most is not None and self.clock() - self._began >= most

    # --- requests ---------------------------------------------------------------------------------

    @asynccontextmanager
    async def slot(self) -> AsyncGenerator[None]:
        """Wait for leave to send one request, and hold it.

        Raises:
            EndpointDownError: no good answer for longer than the patience.
            SummarizerError: what `close` was given.
        """
        await self._enter()
        try:
            await self._keep_rates()
            self._check_endpoint()
            yield
        finally:
            self._leave()

    def close(self, error: SummarizerError) -> None:
        """Send no more requests: everyone who asks for a slot gets this error."""
        self._closed = self._closed or error
        self._wake_all()

    def drain(self) -> None:
        """Finish the pages that something was paid for; the others get `StoppedError`."""
        self._draining = True
        self._wake_all()

    def _wake_all(self) -> None:
        for turn in self._waiting:
            if not turn.done():
                turn.set_result(None)
        self._waiting.clear()

    async def _enter(self) -> None:
        """Wait while all slots are taken or a pause holds; after a pause few go ahead of the rest."""
        while True:
            self._check_endpoint()
            if self.in_flight >= self.limit:
                await self._turn()
            elif wait := self.paused_for:
                await asyncio.sleep(min(wait, 0.5))
            else:
                break
        self.in_flight += 1

    async def _turn(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._grow_later()
        try:
            await turn
        except asyncio.CancelledError:
            self._admit()
            raise

    def _grow_later(self) -> None:
        """Let one more go ahead after a while, unless something is refused till then."""
        seconds = self._limit.grows_after
        if seconds is not None and self._growing is None and self._waiting:
            self._growing = asyncio.get_running_loop().call_later(seconds, self._grow)

    def _grow(self) -> None:
        self._growing = None
        if self._limit.grows_after is not None and not self.paused_for:
            self._limit.grow()
            self._admit()
        self._grow_later()

    def _leave(self) -> None:
        self.in_flight -= 1
        self._admit()

    def _admit(self) -> None:
        free = self.limit - self.in_flight
        while free > 0 and self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1

    async def _keep_rates(self) -> None:
        now = self.clock()
        delay = self._requests.delay(1, now) if self._requests else 0.0
        if self._token_rate:
            delay = max(delay, self._token_rate.delay(self._tokens_of_a_request, now))
        if delay:
            await asyncio.sleep(delay)

    @property
    def _tokens_of_a_request(self) -> float:
        return self.tokens / self.good if self.good else 0.0

    def _check_endpoint(self) -> None:
        if self._closed:
            raise self._closed
        page = _page.get()
        if page and not page.answers:
            if self._draining:
                raise StoppedError("stopped before it was read", hint=GO_ON)
            if self._time_is_over():
                raise BudgetSpentError(f"the time of {self.config.max_seconds:g} s is over", hint=GO_ON)
        silent = self.clock() - max(self._last_good, self._paused_until if self._waits_in_a_row else 0.0)
        if self.failures_in_a_row >= self.config.breaker and silent >= self.config.breaker_patience:
            raise EndpointDownError(f"the endpoint has not answered for {silent:.0f} s", hint=GO_ON)
        if self._waits_in_a_row > WAITS_IN_A_ROW:
            raise EndpointDownError(
                f"the endpoint has asked to wait {self._waits_in_a_row} times in a row", hint=GO_ON
            )

    # --- what came of them ------------------------------------------------------------------------

    def succeeded(self, usage: Usage, cost: float = 0.0) -> None:
        """A good answer: count it, and grow if the limit is in use.

        Args:
            usage: its tokens.
            cost: its price in US dollars.
        """
        tokens = usage.input + usage.output
        if self._token_rate:
            self._token_rate.correct(tokens - self._tokens_of_a_request)
        self._count(usage, cost)
        self.good += 1
        self.tokens += tokens
        self.cost += cost
        self.failures_in_a_row = self._waits_in_a_row = 0
        self._probe_wait = 0.0
        self._last_good = self.clock()
        self._limit.answered(self.in_flight)
        self._admit()

    def limited(self, retry_after: float | None = None) -> None:
        """The endpoint said 429 to one request, which waits by itself as long as it was told.

        Args:
            retry_after: seconds the endpoint asks to wait.
        """
        self._count()
        now = self.clock()
        wait = retry_after if retry_after is not None else 1.0
        share = self._limit.refused(now, wait, self.in_flight)
        if share >= SHUT or wait >= LONG_WAIT:
            if not self.paused_for:
                self._waits_in_a_row += 1
            self._pause(now + wait)

    def troubled(self) -> None:
        """The endpoint failed (5xx, reset, time-out): no growth, and after many in a row a pause."""
        self._count()
        self.failures_in_a_row += 1
        self._limit.troubled()
        if self.failures_in_a_row >= self.config.breaker and not self.paused_for:
            self._probe_wait = min(max(self.config.breaker_wait, 2 * self._probe_wait), 60.0)
            self._limit.collapse()
            self._pause(self.clock() + self._probe_wait)

    def _count(self, usage: Usage | None = None, cost: float = 0.0) -> None:
        self.calls += 1
        spent = _page.get()
        if spent is None:
            return
        spent.calls += 1
        spent.cost += cost
        if usage:
            spent.answers += 1
            spent.input_tokens += usage.input
            spent.output_tokens += usage.output

    def _pause(self, until: float) -> None:
        if until > self._paused_until:
            self._paused_until = until
            self.pauses += 1

    @property
    def is_open(self) -> bool:
        """Whether the circuit is open: the endpoint fails whoever asks, or everyone waits."""
        return self.failures_in_a_row >= self.config.breaker or self.paused_for > 0

    @property
    def paused_for(self) -> float:
        """Seconds until requests go out again, 0 when they do."""
        return max(0.0, self._paused_until - self.clock())
