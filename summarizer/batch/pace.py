"""How fast to ask: adaptive concurrency, shared pauses, rates, budgets, and a circuit breaker.

The limit on requests in flight starts small and doubles with every round of good answers (slow
start), until a good part of the answers is 429: then it halves. The first time it comes back quickly to
nearly where it was; halved again soon after, it grows by one a round. It is halved anew only after a
round of good answers: until then it is the same burst. A single 429 among good answers
holds back its own request only. Trouble on the endpoint's side (5xx, resets) stops
growth only. The limit grows only while most of it is used.

Budgets are looked at before a page is begun, never in the middle of one: what is paid for half a page
would be lost.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from summarizer.errors import SummarizerError
from summarizer.report import Usage

USED_ENOUGH = 0.8
"""Share of the limit that must be in flight for a good answer to raise it."""

CROWDED = 0.25
"""Share of 429 among the latest answers from which the limit is halved."""

RECOVERED = 0.9
"""Share of the limit before it was halved up to which it doubles again with each round."""

SOON = 30.0
"""Seconds within which a second halving means that the first was right: then it grows by one a round."""

SHUT = 0.5
"""Share of 429 among the latest answers from which everyone waits as long as the endpoint asks."""

LONG_WAIT = 5.0
"""Seconds of Retry-After that everyone waits, however few were told so."""

WAITS_IN_A_ROW = 5
"""Waits asked for without a good answer between, after which the batch gives up."""


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


_page: ContextVar[Spent | None] = ContextVar("page", default=None)


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

    @property
    def learns_first(self) -> bool:
        """Whether the first page goes alone, to learn what a page takes of a budget or rate."""
        return any((self.max_cost, self.max_tokens, self.tokens_per_minute))


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

    def correct(self, amount: float) -> None:
        """Take a little more, or give some back."""
        self.level = max(0.0, self.level + amount)


@dataclass(slots=True)
class Pace:
    """Admits pages and requests one by one and learns from the answers.

    `async with pace.page() as spent:` stands around a page, `async with pace.slot():` around each of
    its requests; `succeeded`, `limited` or `troubled` tell what came of a request.
    """

    config: PaceConfig = field(default_factory=PaceConfig)
    clock: Callable[[], float] = time.monotonic
    limit: float = field(init=False)
    in_flight: int = field(init=False, default=0)
    calls: int = field(init=False, default=0)
    good: int = field(init=False, default=0)
    cost: float = field(init=False, default=0.0)
    tokens: int = field(init=False, default=0)
    failures_in_a_row: int = field(init=False, default=0)
    pauses: int = field(init=False, default=0)
    pages_under_way: int = field(init=False, default=0)
    pages_over: int = field(init=False, default=0)
    _slow_start_until: float = field(init=False)
    _waiting: deque[asyncio.Future[None]] = field(init=False, default_factory=deque[asyncio.Future[None]])
    _page_over: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _closed: SummarizerError | None = field(init=False, default=None)
    _draining: bool = field(init=False, default=False)
    _paused_until: float = field(init=False, default=0.0)
    _waits_in_a_row: int = field(init=False, default=0)
    _latest: deque[bool] = field(init=False, default_factory=deque[bool])
    _good_at_halving: int | None = field(init=False, default=None)
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
        config = self.config
        if not self.pages_under_way:
            return False
        if not self.pages_over:
            return config.learns_first
        likely = (self.pages_under_way + 1) / self.pages_over
        over_cost = config.max_cost is not None and self.cost * (1 + likely) > config.max_cost
        over_tokens = config.max_tokens is not None and self.tokens * (1 + likely) > config.max_tokens
        return over_cost or over_tokens

    def check_budgets(self) -> None:
        """Stop where another page, taking what the average took, would go beyond a budget.

        Raises:
            BudgetSpentError: money, tokens or time have run out.
        """
        config = self.config
        pages = max(1, self.pages_over)
        if config.max_cost is not None and self.cost + self.cost / pages > config.max_cost:
            raise BudgetSpentError(
                f"the budget of ${config.max_cost:g} is spent (${self.cost:.4f})", hint=_GO_ON
            )
        if config.max_tokens is not None and self.tokens + self.tokens / pages > config.max_tokens:
            raise BudgetSpentError(
                f"the budget of {config.max_tokens:,} tokens is spent ({self.tokens:,})", hint=_GO_ON
            )
        if self._time_is_over():
            raise BudgetSpentError(f"the time of {config.max_seconds:g} s is over", hint=_GO_ON)

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
            if self.in_flight >= int(self.limit):
                await self._turn()
            elif wait := self.paused_for:
                await asyncio.sleep(min(wait, 0.5))
            else:
                break
        self.in_flight += 1

    async def _turn(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            self._admit()
            raise

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
                raise StoppedError("stopped before it was read", hint=_GO_ON)
            if self._time_is_over():
                raise BudgetSpentError(f"the time of {self.config.max_seconds:g} s is over", hint=_GO_ON)
        silent = self.clock() - max(self._last_good, self._paused_until if self._waits_in_a_row else 0.0)
        if self.failures_in_a_row >= self.config.breaker and silent >= self.config.breaker_patience:
            raise EndpointDownError(f"the endpoint has not answered for {silent:.0f} s", hint=_GO_ON)
        if self._waits_in_a_row > WAITS_IN_A_ROW:
            raise EndpointDownError(
                f"the endpoint has asked to wait {self._waits_in_a_row} times in a row", hint=_GO_ON
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
        self._count()
        now = self.clock()
        wait = retry_after if retry_after is not None else 1.0
        share = self._note(limited=True)
        fresh = self._good_at_halving is None or self.good - self._good_at_halving >= int(self.limit)
        if share >= CROWDED and fresh and now - self._halved_at > max(wait, 1.0):
            self._good_at_halving = self.good
            again = now - self._halved_at < SOON
            before, self.limit = self.limit, max(1.0, self.limit / 2)
            self._slow_start_until = self.limit if again else RECOVERED * before
            self._halved_at = now
        if share >= SHUT or wait >= LONG_WAIT:
            if not self.paused_for:
                self._waits_in_a_row += 1
            self._pause(now + wait)

    def _note(self, *, limited: bool) -> float:
        """Remember an answer; the share of 429 in a round of requests.

        A 429 comes back long before the good answers to requests that went out with it, so it is
        measured against as many as are in flight and not against those that have answered.
        """
        self._latest.append(limited)
        while len(self._latest) > max(8, int(self.limit)):
            self._latest.popleft()
        return sum(self._latest) / max(8, int(self.limit))

    def troubled(self) -> None:
        """The endpoint failed (5xx, reset, time-out): no growth, and after many in a row a pause."""
        self._count()
        self.failures_in_a_row += 1
        if self.failures_in_a_row >= self.config.breaker and not self.paused_for:
            self._probe_wait = min(max(self.config.breaker_wait, 2 * self._probe_wait), 60.0)
            self.limit = 1.0
            self._slow_start_until = float(self.config.concurrency)
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


_GO_ON = "run the same command again: it goes on where it was"
