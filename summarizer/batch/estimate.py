"""What a batch would take, without asking anyone: `--dry-run`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Article
from summarizer.batch.journal import Journal
from summarizer.batch.outcomes import Task
from summarizer.batch.runner import page_id
from summarizer.batch.sources import PageRef
from summarizer.batch.work import prepare_task
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from summarizer.settings import Settings

SAMPLE = 200
"""Pages that are cleaned and counted; the rest is taken to be like them."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to come: pages, and for a model requests, tokens and US dollars.

    `cost` and `highest_cost` (if every page needs all the calls it may have) are None where no price
    is known. `unreadable` counts pages of the sample that hold no article.
    """

    pages: int
    done: int
    copies: int
    sampled: int
    unreadable: int
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    highest_cost: float | None = None


def forecast(
    pages: Iterable[PageRef],
    journal: Journal | None,
    settings: Settings | None,
    asked: Callable[[Article], Sequence[int]] | None = None,
) -> Forecast:
    """Look through the pages and estimate what those not yet done would take.

    Args:
        pages: the source.
        journal: what is done already, None where nothing is.
        settings: the model's, None for the offline rules.
        asked: the figures of a page that alone are asked about; whole pages are read where it is None.
    """
    seen: set[str] = set()
    sample: list[Article] = []
    done = copies = new = unreadable = 0
    for page in pages:
        try:
            data = page.load()
        except SummarizerError:
            unreadable += 1
            continue
        task = Task(page_id(data), page.name, data, "")
        if task.id in seen:
            copies += 1
            continue
        seen.add(task.id)
        if journal and journal.get(task.id):
            done += 1
            continue
        new += 1
        if settings is not None and len(sample) < SAMPLE:
            try:
                sample.append(prepare_task(task))
            except SummarizerError:
                unreadable += 1
    if settings is None or not sample:
        return Forecast(new, done, copies, len(sample), unreadable)
    from summarizer.llm.estimate import estimate

    told = estimate(sample, settings, asked)
    scale = new / len(sample)
    return Forecast(
        new,
        done,
        copies,
        len(sample),
        unreadable,
        round(told.calls * scale),
        round(told.input * scale),
        round(told.output * scale),
        None if told.cost is None else told.cost * scale,
        None if told.highest_cost is None else told.highest_cost * scale,
    )
