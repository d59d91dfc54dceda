"""One page through all of it: bytes, article, draft, report.

`prepare` is everything before a reader, `summarize` the whole way. A page is given as bytes (as it
was scraped), as text, or as a path.
"""

from __future__ import annotations

import asyncio
import dataclasses
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.article import Article
from summarizer.cleaning import clean
from summarizer.errors import ConfigurationError, EngineError, InputError
from summarizer.figures import annotate

if TYPE_CHECKING:
    from summarizer.engines.base import Engine, Reading
    from summarizer.report import Report, Statement
    from summarizer.settings import Settings

MAX_PAGE_BYTES = 10_000_000
"""Pages above this are refused unless the caller raises the limit: no news page is that long."""


def load_page(path: str | Path, *, max_bytes: int = MAX_PAGE_BYTES) -> bytes:
    """Read a page from a file, or from standard input for `-`.

    Raises:
        InputError: it is missing, a folder, unreadable, or larger than `max_bytes`.
    """
    if str(path) == "-":
        return _checked(sys.stdin.buffer.read(max_bytes + 1), "standard input", max_bytes)
    file = Path(path)
    if file.is_dir():
        raise InputError(f"{path} is a folder", hint=f"read a folder with: summarizer batch {path} --out DIR")
    try:
        with file.open("rb") as stream:
            return _checked(stream.read(max_bytes + 1), str(path), max_bytes)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist", hint="check the path") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", hint="check its permissions") from None


def _checked(data: bytes, name: str, max_bytes: int) -> bytes:
    if len(data) > max_bytes:
        raise InputError(
            f"{name} is larger than {max_bytes / 1e6:g} MB, too large for a news page",
            hint="split it, or raise the limit with --max-size",
        )
    return data


def prepare(page: bytes | str, *, path: str | None = None) -> Article:
    """Clean a page and number its figures: what a reader gets.

    Raises:
        InputError: the page is empty, binary, or holds no article.
    """
    return annotate(clean(page, path=path))


async def read_article(
    article: Article,
    engine: Engine,
    *,
    fallback: Engine | None = None,
    explain: Callable[[str], None] | None = None,
) -> Report:
    """Have an engine read a prepared article, and verify what it says.

    Args:
        article: a page from `prepare`.
        engine: the reader.
        fallback: reads the page where `engine` fails on it; the report then says so.
        explain: is given a line for each row that says why it reads so.

    Raises:
        EngineError: the engine failed and there is no fallback.
        ConfigurationError: the engine cannot work with its settings.
    """
    began = time.perf_counter()
    try:
        reading = await engine.read(article)
    except EngineError as error:
        if fallback is None:
            raise
        reading = _after_failure(await fallback.read(article), engine, error)
    if explain:
        for line in reading.explanations:
            explain(line)
    report = verified(article, reading)
    if explain:
        for row in report.statements:
            if row.confidence in ("high", "low"):
                explain(f"[{row.figure}] {row.surface}: {row.confidence} confidence, {_why(row)}")
    report.run.seconds = round(time.perf_counter() - began, 4)
    return report


def _why(row: Statement) -> str:
    """What a row's confidence rests on."""
    if row.confidence == "low":
        return "a finding disputes it" if row.status == "disputed" else "the two readings differ"
    return "arithmetic confirms it" if row.status == "confirmed" else "both readings agree"


def verified(article: Article, reading: Reading) -> Report:
    """The report of a reading: of the article as the reader numbered it, where it promoted figures."""
    from summarizer.verification import make_report

    return make_report(reading.article or article, reading)


def _after_failure(reading: Reading, engine: Engine, error: EngineError) -> Reading:
    from summarizer.engines.base import usage_of
    from summarizer.report import Finding

    who = "the model" if engine.name == "auto" else engine.name
    message = f"{who} failed ({error.message}); read by {reading.run.engine} instead"
    finding = Finding(rule="engine-fallback", severity="warning", message=message)
    spent = {"attempts": error.calls, "usage": usage_of(error), "cost": error.cost}
    run = reading.run.model_copy(update=spent)
    return dataclasses.replace(reading, run=run, findings=(finding, *reading.findings))


def choose_engine(name: str = "auto", **settings: object) -> tuple[Engine, Engine | None]:
    """The engine of that name and, for `auto`, the one that steps in where it fails on a page.

    `auto` is the language model where one is configured (the rules where its reading of a page is much
    poorer than theirs) and the offline rules where none is; `hybrid` reads by the rules and asks the model
    about what they leave open.

    Raises:
        ConfigurationError: the name is unknown, or a model is asked for and none is configured.
    """
    from summarizer.engines.offline import OfflineEngine

    if name == "offline":
        return OfflineEngine(), None
    if name not in ("auto", "llm", "hybrid"):
        raise ConfigurationError(f"unknown engine: {name}", hint="choose auto, offline, llm or hybrid")
    from summarizer.engines.auto import AutoEngine
    from summarizer.engines.hybrid import HybridEngine
    from summarizer.engines.llm import LlmEngine
    from summarizer.settings import load_settings

    loaded = load_settings(**settings)
    if name == "hybrid":
        return HybridEngine(loaded), None
    if name == "llm":
        return LlmEngine(loaded), None
    return (AutoEngine(loaded), OfflineEngine()) if loaded.model_configured else (OfflineEngine(), None)


def asked_by(engine: str) -> Callable[[Article], Sequence[int]] | None:
    """The figures of a page that `hybrid` asks a model about; None for engines that ask about whole pages."""
    if engine != "hybrid":
        return None
    from summarizer.engines.hybrid import unsure
    from summarizer.engines.offline import read_offline

    return lambda article: unsure(article, read_offline(article).draft)


def model_settings(engine: str, flags: dict[str, Any]) -> Settings | None:
    """The settings of the model to ask, None where the offline rules read.

    Raises:
        ConfigurationError: a model is asked for and none is configured.
    """
    if engine == "offline":
        return None
    from summarizer.settings import load_settings

    settings = load_settings(**flags)
    if settings.model_configured:
        return settings
    if engine in ("llm", "hybrid"):
        raise ConfigurationError(
            "no language model is configured",
            hint="set OPENAI_API_KEY, or SUMMARIZER_BASE_URL and a model, or use --engine offline",
        )
    return None


async def asummarize(page: bytes | str | Path, *, engine: Engine | str = "auto") -> Report:
    """Read one page into a verified report.

    Args:
        page: the page's bytes or text, or the path of its file.
        engine: `auto`, `offline`, `llm`, `hybrid`, or an engine of your own.

    Raises:
        InputError: the page cannot be read, or holds no article.
        ConfigurationError: no key, unknown engine, endpoint out of reach.
        EngineError: the engine failed on this page.
    """
    path = str(page) if isinstance(page, Path) else None
    data = load_page(page) if isinstance(page, Path) else page
    reader, fallback = choose_engine(engine) if isinstance(engine, str) else (engine, None)
    return await read_article(prepare(data, path=path), reader, fallback=fallback)


def summarize(page: bytes | str | Path, *, engine: Engine | str = "auto") -> Report:
    """`asummarize` for code that is not async. Same arguments, same errors."""
    reports: list[Report] = []

    async def summarize_one() -> None:
        # The report goes beside the task: asyncio.run spells out a task's result while it cleans up.
        reports.append(await asummarize(page, engine=engine))

    asyncio.run(summarize_one())
    return reports[0]
