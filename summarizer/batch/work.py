"""What worker processes do with pages: everything that takes the processor rather than the network."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from pathlib import Path

from summarizer.article import Article
from summarizer.batch.files import OutputError, write_report
from summarizer.batch.outcomes import Outcome, Task, failed, finished
from summarizer.engines.base import Engine, Reading
from summarizer.pipeline import prepare, read_article, verified
from summarizer.report import Report, Run


def prepare_task(task: Task) -> Article:
    """Clean a page and number its figures.

    Raises:
        InputError: the page is empty, binary, or holds no article.
    """
    return dataclasses.replace(prepare(task.data, path=task.name), id=task.id)


def store_reading(
    folder: Path, target: str, article: Article, reading: Reading, seconds: float, *, cross_read: bool
) -> Run:
    """Verify a reading and write its report; gives what the report says of its making.

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
    return _store(folder, target, report)


def _store(folder: Path, target: str, report: Report) -> Run:
    write_report(folder, target, report.model_dump_json())
    return report.run


def read_offline(folder: Path, tasks: list[Task]) -> list[Outcome]:
    """Read pages by the rules and write their reports.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    from summarizer.engines.offline import OfflineEngine

    return asyncio.run(_read_all(folder, tasks, OfflineEngine()))


async def _read_all(folder: Path, tasks: list[Task], engine: Engine) -> list[Outcome]:
    return [await _read_one(folder, task, engine) for task in tasks]


async def _read_one(folder: Path, task: Task, engine: Engine) -> Outcome:
    began = time.perf_counter()
    try:
        report = await read_article(prepare_task(task), engine)
        return finished(task, _store(folder, task.target, report), time.perf_counter() - began)
    except OutputError:
        raise
    except Exception as error:
        return failed(task, error, time.perf_counter() - began)
