"""What worker processes do with pages: everything that takes the processor rather than the network."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import pickle
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.article import Article
from summarizer.batch.files import write_report
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


def report_text(article: Article, reading: Reading, seconds: float) -> str:
    """Verify a reading; the report as JSON.

    Args:
        article: what was read.
        reading: what the reader made of it.
        seconds: how long it took.
    """
    report = verified(article, reading)
    report.run.seconds = round(seconds, 4)
    return report.model_dump_json()


def compared_with_rules(article: Article, reading: Reading) -> Reading:
    """The reading with what the rules say to its rows, as a reader adds it that asks by itself."""
    from summarizer.engines.cross import compare
    from summarizer.engines.offline import read_offline as read_by_rules

    told = compare(reading.draft, read_by_rules(article).draft).findings(article)
    return dataclasses.replace(reading, findings=(*reading.findings, *told))


def read_offline(folder: Path, tasks: list[Task]) -> list[Outcome]:
    """Read pages by the rules and write their reports; the disk syncs one while the next is read.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    with ThreadPoolExecutor(1) as disk:
        begun = [(task, *_read_by_rules(folder, task, disk)) for task in tasks]
        return [_written(task, seconds, writing) for task, seconds, writing in begun]


def _read_by_rules(folder: Path, task: Task, disk: Executor) -> tuple[float, Future[None] | Exception]:
    """How many seconds it took, and the writing of its report, or why there is none."""
    from summarizer.engines.offline import read_offline as read_by_rules

    began = time.perf_counter()
    try:
        article = prepare_task(task)
        text = report_text(article, read_by_rules(article), time.perf_counter() - began)
    except Exception as error:
        return time.perf_counter() - began, error
    return time.perf_counter() - began, disk.submit(write_report, folder, task.target, text)


def _written(task: Task, seconds: float, writing: Future[None] | Exception) -> Outcome:
    if isinstance(writing, Exception):
        return failed(task, writing, seconds)
    writing.result()
    return finished(task, seconds)


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
    text = report_text(article, reading, time.perf_counter() - began)
    await asyncio.to_thread(write_report, folder, task.target, text)


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
