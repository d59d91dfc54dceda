"""What evaluation shows for each reader, on the same pages: the table that `auto` is chosen by.

    python bench/llm/engines.py [--corpus DIR] [--pages N] [--readers offline,llm,…] [--write FILE]

`llm`, `hybrid` and `auto` ask the model that the environment configures (`SUMMARIZER_BASE_URL` and so on;
`python tests/real_model.py --run "python bench/llm/engines.py"` starts a small one). A reader whose name
ends in `-composed` gets answers that say what the annotation says, made by code: no model reads like
this, it is what the numbering and the checks let through at best. A page that a reader fails on counts
with all its rows missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotated import OWN, Page, load

from summarizer.engines.auto import FELL_SHORT, AutoEngine
from summarizer.engines.base import Engine
from summarizer.engines.hybrid import HybridEngine
from summarizer.engines.llm import LlmEngine
from summarizer.engines.offline import OfflineEngine
from summarizer.errors import EngineError
from summarizer.evaluation.gold import GoldPage, load_page
from summarizer.evaluation.score import Tally, score_page
from summarizer.llm.client import Answer, Message
from summarizer.llm.wire import to_wire
from summarizer.pipeline import read_article
from summarizer.settings import load_settings

READERS = {"llm": LlmEngine, "hybrid": HybridEngine, "auto": AutoEngine}
COMPOSED = "-composed"
DEFAULT = ("offline", *READERS, *(name + COMPOSED for name in READERS))


class ComposedClient:
    """Answers what a page's annotation says."""

    def __init__(self) -> None:
        self.page: Page | None = None

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """The annotation in the wire's words, with prose that holds no figure."""
        assert self.page
        prose = {"headline": "招商引资稳步推进", "summary": "招商引资稳步推进。"}
        draft = self.page.draft.model_copy(update=prose)
        return Answer(json.dumps(to_wire(draft, "tuples"), ensure_ascii=False))

    async def close(self) -> None:
        """Nothing to close."""


@dataclass
class Result:
    """One reader's scores over all pages."""

    name: str
    statements: Tally = field(default_factory=Tally)
    projects: Tally = field(default_factory=Tally)
    sure: dict[str, Tally] = field(default_factory=dict)
    failed: int = 0
    fell_short: int = 0
    outside: int = 0
    spent: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def cells(self, pages: int) -> list[str]:
        """The row of the table."""
        scores = (self.statements.f1, self.statements.precision, self.statements.recall, self.projects.f1)
        sure = [self.sure.get(level) for level in ("high", "medium", "low")]
        trusted = [f"{t.precision:.2f} of {n}" if t and (n := t.right + len(t.extra)) else "–" for t in sure]
        spent = [f"{self.spent[name] / pages:,.1f}" for name in ("calls", "in", "out")]
        ended = [str(number) for number in (self.outside, self.failed, self.fell_short)]
        return [
            self.name,
            *(f"{s:.3f}" for s in scores),
            *trusted,
            *ended,
            *spent,
            f"{self.seconds / pages:.2f}",
        ]


HEAD = ["reader", "F1", "P", "R", "projects", "P high", "P medium", "P low", "outside", "failed", "by rules"]
HEAD += ["calls", "in", "out", "s"]


async def evaluate(name: str, pages: list[Page]) -> Result:
    """Read all pages with one reader and score the reports."""
    composed = name.endswith(COMPOSED)
    client = ComposedClient() if composed else None
    result, engine = Result(name), reader_of(name.removesuffix(COMPOSED), client)
    fallback = OfflineEngine() if name.startswith("auto") else None
    for page in pages:
        if client:
            client.page = page
        gold = load_page(Path(page.article.path or "").parent)
        began = time.perf_counter()
        try:
            report = await read_article(page.article, engine, fallback=fallback)
        except EngineError as error:
            result.failed += 1
            result.spent["calls"] += error.calls
            result.statements.missed += [str(row) for row in gold.rows("statements")]
            result.projects.missed += [str(row) for row in gold.rows("projects")]
            continue
        finally:
            result.seconds += time.perf_counter() - began
        add(result, report, gold)
    if not isinstance(engine, OfflineEngine):
        await engine.close()  # type: ignore[attr-defined]
    return result


def reader_of(name: str, client: ComposedClient | None) -> Engine:
    if name == "offline":
        return OfflineEngine()
    if client is None:
        return READERS[name](load_settings())
    place = {"base_url": "http://127.0.0.1:9/v1", "model": "composed", "mode": "json_schema"}
    return READERS[name](load_settings(**place, cache=False), client=client)


def add(result: Result, report: Any, gold: GoldPage) -> None:
    """Take one page's report into a reader's scores."""
    score = score_page(report, gold)
    result.statements.add(score.statements)
    result.projects.add(score.projects)
    result.outside += len(score.ungrounded)
    for level in ("high", "medium", "low"):
        rows = [row for row in report.statements if row.confidence == level]
        if rows:
            alone = score_page(report.model_copy(update={"statements": rows}), gold).statements
            result.sure.setdefault(level, Tally()).add(alone)
    result.fell_short += any(one.rule in (FELL_SHORT, "engine-fallback") for one in report.findings)
    run = report.run
    result.spent += Counter({"calls": run.attempts, "in": run.usage.input, "out": run.usage.output})


def table(results: list[Result], pages: int) -> str:
    """All readers as a Markdown table; calls, tokens and seconds a page."""
    rows = [HEAD, ["---"] * len(HEAD), *(result.cells(pages) for result in results)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


async def run(names: list[str], pages: list[Page]) -> list[Result]:
    results: list[Result] = []
    for name in names:
        results.append(await evaluate(name, pages))
        print(table(results[-1:], len(pages)).splitlines()[-1], flush=True)
    return results


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    options.add_argument("--corpus", type=Path, default=OWN)
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--readers", default=",".join(DEFAULT))
    options.add_argument("--write", type=Path, help="write the table to this file too")
    chosen = options.parse_args()
    pages = load(chosen.corpus)[: chosen.pages]
    results = asyncio.run(run(chosen.readers.split(","), pages))
    print(f"\n{len(pages)} pages\n\n{table(results, len(pages))}")
    if chosen.write:
        chosen.write.write_text(table(results, len(pages)), "utf-8")


if __name__ == "__main__":
    main()
