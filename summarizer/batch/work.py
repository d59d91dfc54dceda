"""What worker processes do with pages: everything that takes the processor rather than the network."""

from __future__ import annotations

import dataclasses
import functools
import pickle
import time
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.article import Article
from summarizer.batch.files import OutputError, write_report
from summarizer.batch.messages import Ask
from summarizer.batch.outcomes import Outcome, Task, failed, finished
from summarizer.engines.base import Engine, Reading
from summarizer.pipeline import prepare, verified

if TYPE_CHECKING:
    from summarizer.llm.client import Answer, Message


def prepare_task(task: Task) -> Article:
    """Clean a page and number its figures.

    Raises:
        InputError: the page is empty, binary, or holds no article.
    """
    return dataclasses.replace(prepare(task.data, path=task.name), id=task.id)


def store_reading(
    folder: Path, target: str, article: Article, reading: Reading, seconds: float, *, cross_read: bool
) -> None:
    """Verify a reading and write its report.

    Args:
        folder: the output folder.
        target: where in it the report goes.
        article: what was read.
        reading: what the reader made of it.
        seconds: how long it took.
        cross_read: compare the rows with those of the rules, as the reader itself would have.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    if cross_read:
        from summarizer.engines.cross import compare
        from summarizer.engines.offline import read_offline as read_by_rules

        compared = compare(reading.draft, read_by_rules(article).draft).findings(article)
        reading = dataclasses.replace(reading, findings=(*reading.findings, *compared))
    report = verified(article, reading)
    report.run.seconds = round(seconds, 4)
    write_report(folder, target, report.model_dump_json())


def read_offline(folder: Path, tasks: list[Task]) -> list[Outcome]:
    """Read pages by the rules and write their reports.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    return [_read_by_rules(folder, task) for task in tasks]


def _read_by_rules(folder: Path, task: Task) -> Outcome:
    from summarizer.engines.offline import read_offline as read_by_rules

    began = time.perf_counter()
    try:
        article = prepare_task(task)
        reading = read_by_rules(article)
        store_reading(folder, task.target, article, reading, time.perf_counter() - began, cross_read=False)
        return finished(task, time.perf_counter() - began)
    except OutputError:
        raise
    except Exception as error:
        return failed(task, error, time.perf_counter() - began)


# --- with a model -----------------------------------------------------------------------------------

_ask: ContextVar[Ask] = ContextVar("ask")


class ForwardingClient:
    """Stands in for the endpoint: what is asked here is asked, and paid for, by the batch itself."""

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """See `summarizer.llm.client.Client.ask`."""
        return await _ask.get()((messages, parts))

    async def close(self) -> None:
        """Nothing to close."""


async def read_page(ask: Ask, folder: Path, task: Task, reader: bytes) -> None:
    """Read a page with a model and write its report; all but the requests themselves is done here.

    Args:
        ask: takes messages and the rest of a request, and gives an `Answer`.
        folder: the output folder.
        task: the page.
        reader: from `packed_reader`.

    Raises:
        InputError: the page is empty, binary, or holds no article.
        EngineError: the model could not read it.
        OutputError: the disk is full, or the folder cannot be written.
    """
    _ask.set(ask)
    began = time.perf_counter()
    article = prepare_task(task)
    reading = await _unpacked_reader(reader).read(article)
    store_reading(folder, task.target, article, reading, time.perf_counter() - began, cross_read=False)


def packed_reader(name: str, settings: object) -> bytes:
    """A reader (`llm`, `hybrid` or `auto`) as it travels to worker processes."""
    return pickle.dumps((name, settings))


@functools.lru_cache(maxsize=1)
def _unpacked_reader(reader: bytes) -> Engine:
    name, settings = pickle.loads(reader)  # noqa: S301 - from the batch itself
    if name == "hybrid":
        from summarizer.engines.hybrid import HybridEngine

        return HybridEngine(settings, client=ForwardingClient())
    if name == "auto":
        from summarizer.engines.auto import AutoEngine

        return AutoEngine(settings, client=ForwardingClient())
    from summarizer.engines.llm import LlmEngine

    return LlmEngine(settings, client=ForwardingClient())
