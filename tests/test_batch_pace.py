"""Pace: what is admitted when, and what answers teach it. A clock of our own stands in for time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from summarizer.batch.bounds import BudgetSpentError, EndpointDownError, PaceConfig, StoppedError
from summarizer.batch.pace import Pace
from summarizer.report import Usage


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def busy(clock: Clock, **settings: object) -> Pace:
    """A pace whose every slot is in use."""
    pace = Pace(PaceConfig(**settings), clock)  # type: ignore[arg-type]
    pace.in_flight = pace.limit
    return pace


def good(pace: Pace) -> Callable[[], None]:
    return lambda: pace.succeeded(Usage())


def fill(pace: Pace, tell: Callable[[], None], times: int) -> None:
    for _ in range(times):
        pace.in_flight = pace.limit
        tell()


def test_starts_small_and_doubles_with_a_round_of_good_answers(clock: Clock) -> None:
    pace = busy(clock, concurrency=256, start=20)
    fill(pace, good(pace), 20)
    assert pace.limit == 40
    fill(pace, good(pace), 40)
    assert pace.limit == 80


def test_never_exceeds_the_configured_concurrency(clock: Clock) -> None:
    pace = busy(clock, concurrency=32, start=20)
    fill(pace, good(pace), 500)
    assert pace.limit == 32


async def in_flight_after(pace: Pace, seconds: float, *, first: Callable[[], None] = lambda: None) -> int:
    """How many of two hundred requests are under way after a while without an answer."""

    async def hold() -> None:
        async with pace.slot():
            await asyncio.sleep(60)

    held = [asyncio.create_task(hold()) for _ in range(200)]
    await asyncio.sleep(0)
    first()
    await asyncio.sleep(seconds)
    reached = pace.in_flight
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)
    return reached


def test_begins_with_half_and_goes_up_by_itself_while_nothing_is_refused() -> None:
    pace = Pace(PaceConfig(concurrency=80))
    assert pace.limit == 40
    assert asyncio.run(in_flight_after(pace, 0.0)) == 40
    pace = Pace(PaceConfig(concurrency=80))
    assert asyncio.run(in_flight_after(pace, 2.0)) == 80, "all of them, before the first answer"


@pytest.mark.parametrize("refusals", [1, 20])
def test_a_crowd_of_429_ends_the_growth_without_answers_and_a_single_one_does_not(refusals: int) -> None:
    pace = Pace(PaceConfig(concurrency=80))

    def refuse() -> None:
        for _ in range(refusals):
            pace.limited(0.0)

    reached = asyncio.run(in_flight_after(pace, 2.0, first=refuse))
    assert reached == (80 if refusals == 1 else 40)
    assert pace.limit == (80 if refusals == 1 else 20)


def test_server_trouble_ends_the_growth_without_answers() -> None:
    pace = Pace(PaceConfig(concurrency=80))
    assert asyncio.run(in_flight_after(pace, 1.0, first=pace.troubled)) == 40


def test_does_not_grow_while_most_of_the_limit_is_unused(clock: Clock) -> None:
    pace = busy(clock, concurrency=256, start=20)
    pace.in_flight = 10
    for _ in range(100):
        pace.succeeded(Usage())
    assert pace.limit == 20


def test_a_single_429_among_good_answers_neither_halves_nor_pauses(clock: Clock) -> None:
    pace = busy(clock, concurrency=20, start=20)
    fill(pace, good(pace), 20)
    pace.limited(1.0)
    assert pace.limit == 20
    assert pace.paused_for == 0


def test_a_crowd_of_429_halves_once_and_holds_everyone_back(clock: Clock) -> None:
    pace = busy(clock, concurrency=40, start=40)
    for _ in range(20):
        pace.limited(2.0)
    assert pace.limit == 20
    assert pace.paused_for == pytest.approx(2.0)


def test_after_a_burst_it_comes_back_quickly_and_after_a_second_one_slowly(clock: Clock) -> None:
    pace = busy(clock, concurrency=40, start=40)
    for _ in range(20):
        pace.limited(1.0)
    assert pace.limit == 20
    fill(pace, good(pace), 16)
    assert pace.limit == 36, "nearly where it was, after one round"
    clock.now += 5
    for _ in range(20):
        pace.limited(1.0)
    assert pace.limit == 36, "no round of good answers since: the same burst"
    fill(pace, good(pace), 44)
    for _ in range(20):
        pace.limited(1.0)
    assert pace.limit == 18
    fill(pace, good(pace), 19)
    assert pace.limit == 19


def test_early_429_are_measured_against_all_that_are_in_flight(clock: Clock) -> None:
    pace = busy(clock, concurrency=40, start=20)
    for _ in range(4):
        pace.limited(1.0)
    assert pace.limit == 20
    assert pace.paused_for == 0


def test_a_long_wait_is_everyones_however_few_were_told(clock: Clock) -> None:
    pace = busy(clock, concurrency=40, start=40)
    fill(pace, good(pace), 40)
    pace.limited(30.0)
    assert pace.paused_for == pytest.approx(30.0)
    assert pace.limit == 40


def test_server_trouble_stops_growth_only(clock: Clock) -> None:
    pace = busy(clock, concurrency=40, start=20)
    for _ in range(5):
        pace.troubled()
    assert pace.limit == 20
    assert pace.paused_for == 0


def test_many_failures_in_a_row_open_the_circuit_for_longer_and_longer(clock: Clock) -> None:
    pace = busy(clock, concurrency=40, breaker=5, breaker_wait=2.0)
    for _ in range(5):
        pace.troubled()
    assert pace.limit == 1
    assert pace.paused_for == pytest.approx(2.0)
    clock.now += 2.0
    pace.troubled()
    assert pace.paused_for == pytest.approx(4.0)
    clock.now += 4.0
    pace.succeeded(Usage())
    assert pace.failures_in_a_row == 0
    fill(pace, good(pace), 3)
    assert pace.limit > 1, "it starts again, slowly"


def test_gives_up_when_the_endpoint_stays_away_beyond_patience(clock: Clock) -> None:
    pace = busy(clock, breaker=3, breaker_patience=60.0)
    for _ in range(3):
        pace.troubled()
    clock.now += 61
    with pytest.raises(EndpointDownError, match="61 s"):
        asyncio.run(ask(pace))


def test_waits_as_long_as_it_is_told_but_not_for_ever(clock: Clock) -> None:
    pace = busy(clock)
    for _ in range(5):
        pace.limited(300.0)
        clock.now += 301
        pace.in_flight = 0
        asyncio.run(ask(pace))
    pace.limited(300.0)
    with pytest.raises(EndpointDownError, match="asked to wait 6 times"):
        asyncio.run(ask(pace))


def test_a_closed_pace_gives_its_error_to_everyone_who_asks() -> None:
    async def main() -> list[BaseException | None]:
        pace = Pace(PaceConfig(concurrency=1, start=1))
        async with pace.slot():
            waiters = [asyncio.create_task(ask(pace)) for _ in range(3)]
            await asyncio.sleep(0)
            pace.close(EndpointDownError("gone"))
        return await asyncio.gather(*waiters, return_exceptions=True)

    assert [type(error) for error in asyncio.run(main())] == [EndpointDownError] * 3


def test_stopping_finishes_what_was_paid_for_and_drops_the_rest() -> None:
    async def main() -> list[str]:
        pace = Pace(PaceConfig(concurrency=4))
        said: list[str] = []

        async def page(name: str, *, paid: bool) -> None:
            async with pace.page():
                if paid:
                    pace.succeeded(Usage(input=1))
                await asyncio.sleep(0)
                try:
                    await ask(pace)
                    said.append(f"{name} finished")
                except StoppedError:
                    said.append(f"{name} dropped")

        pages = [asyncio.create_task(page(name, paid=name == "half")) for name in ("half", "new")]
        await asyncio.sleep(0)
        pace.drain()
        await asyncio.gather(*pages)
        return said

    assert sorted(asyncio.run(main())) == ["half finished", "new dropped"]


async def ask(pace: Pace) -> None:
    async with pace.slot():
        pass


@pytest.mark.parametrize("settings", [{"max_cost": 1.0}, {"max_tokens": 1000}])
def test_no_page_is_begun_that_would_go_beyond_a_budget(settings: dict[str, float]) -> None:
    async def main() -> tuple[int, Pace]:
        pace = Pace(PaceConfig(concurrency=8, **settings))  # type: ignore[arg-type]
        read = 0

        async def work() -> None:
            nonlocal read
            while True:
                async with pace.page():
                    async with pace.slot():
                        await asyncio.sleep(0.001)
                    pace.succeeded(Usage(input=80, output=20), 0.1)
                    read += 1

        ends = await asyncio.gather(*(work() for _ in range(8)), return_exceptions=True)
        assert all(isinstance(end, BudgetSpentError) for end in ends)
        return read, pace

    read, pace = asyncio.run(main())
    assert read in (9, 10)
    assert pace.cost <= 1.0 + 1e-9
    assert pace.tokens <= 1000


def test_what_a_page_costs_is_counted_with_the_page() -> None:
    async def main() -> tuple[int, int, float]:
        pace = Pace()
        async with pace.page() as spent:
            pace.limited(0.1)
            pace.troubled()
            pace.succeeded(Usage(input=3, output=4), 0.5)
        pace.succeeded(Usage(input=100), 1.0)
        return spent.calls, spent.input_tokens + spent.output_tokens, spent.cost

    assert asyncio.run(main()) == (3, 7, 0.5)


def test_stops_when_the_time_is_over(clock: Clock) -> None:
    pace = Pace(PaceConfig(max_seconds=10), clock)
    clock.now += 11
    with pytest.raises(BudgetSpentError, match="10 s"):
        pace.check_budgets()


@pytest.mark.parametrize("bad", [{"concurrency": 0}, {"max_cost": 0}, {"requests_per_minute": -1}])
def test_a_senseless_bound_is_refused_at_once(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"at least 1|above 0"):
        PaceConfig(**bad)  # type: ignore[arg-type]


def test_no_more_than_the_limit_are_in_flight_and_all_get_a_turn() -> None:
    async def main() -> tuple[int, int]:
        pace = Pace(PaceConfig(concurrency=7, start=3))
        most = finished = 0

        async def one() -> None:
            nonlocal most, finished
            async with pace.slot():
                most = max(most, pace.in_flight)
                assert pace.in_flight <= pace.limit
                await asyncio.sleep(0.001)
            pace.succeeded(Usage())
            finished += 1

        await asyncio.gather(*(one() for _ in range(200)))
        assert pace.in_flight == 0
        return most, finished

    most, finished = asyncio.run(main())
    assert finished == 200
    assert most <= 7


def test_a_cancelled_request_gives_its_slot_back() -> None:
    async def main() -> int:
        pace = Pace(PaceConfig(concurrency=1, start=1))

        async def hold() -> None:
            async with pace.slot():
                await asyncio.sleep(60)

        holder = asyncio.create_task(hold())
        waiter = asyncio.create_task(hold())
        await asyncio.sleep(0.01)
        waiter.cancel()
        holder.cancel()
        await asyncio.gather(holder, waiter, return_exceptions=True)
        async with asyncio.timeout(1), pace.slot():
            return pace.in_flight

    assert asyncio.run(main()) == 1


def test_requests_a_minute_are_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def main() -> None:
        monkeypatch.setattr("summarizer.batch.pace.asyncio.sleep", sleep)
        pace = Pace(PaceConfig(requests_per_minute=60), clock)
        for _ in range(5):
            async with pace.slot():
                pass

    asyncio.run(main())
    assert slept == pytest.approx([1.0, 2.0, 3.0, 4.0]), (
        "five at once at one a second: each waits for its second"
    )
