"""Run an engine over an annotated corpus and add up its scores."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Literal

from summarizer.engines.base import Engine
from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.evaluation.gold import GoldPage
from summarizer.evaluation.score import PageScore, Tally, score_page
from summarizer.pipeline import prepare, read_article
from summarizer.report import Usage

Kind = Literal["statements", "regions", "scopes", "projects", "relations", "figures"]
KINDS: tuple[Kind, ...] = ("statements", "regions", "scopes", "projects", "relations", "figures")


@dataclass(frozen=True, slots=True)
class Summary:
    """Scores of a group of pages: rows added up, bodies averaged."""

    pages: int
    clean_mean: float
    clean_least: float
    furniture_left: int
    metadata: dict[str, tuple[int, int]]
    tallies: dict[Kind, Tally]
    ungrounded: int
    calls: int
    usage: Usage
    seconds: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every page's scores, and the pages that failed with the reason."""

    engine: str
    scores: list[PageScore]
    failures: dict[str, str]

    def groups(self) -> dict[str, Summary]:
        """Summaries of all pages and, where the corpus has both, of scraped and composed ones."""
        groups = {"all": summarize_scores(self.scores)}
        scraped = [score for score in self.scores if not score.composed]
        composed = [score for score in self.scores if score.composed]
        if scraped and composed:
            groups |= {"scraped": summarize_scores(scraped), "composed": summarize_scores(composed)}
        return groups


async def evaluate(
    pages: Iterable[GoldPage],
    engine: Engine,
    *,
    fallback: Engine | None = None,
    progress: Callable[[PageScore], None] | None = None,
) -> Evaluation:
    """Read every page from its raw bytes and score the report.

    Args:
        pages: the corpus.
        engine: the reader.
        fallback: reads the pages that `engine` fails on.
        progress: is told of every page's scores.

    Raises:
        ConfigurationError: the engine cannot work with its settings.
    """
    scores: list[PageScore] = []
    failures: dict[str, str] = {}
    for page in pages:
        began = time.perf_counter()
        try:
            report = await read_article(prepare(page.raw, path=page.name), engine, fallback=fallback)
        except ConfigurationError:
            raise
        except SummarizerError as error:
            failures[page.name] = str(error)
            continue
        score = score_page(report, page)
        score.seconds = time.perf_counter() - began
        scores.append(score)
        if progress:
            progress(score)
    return Evaluation(engine.name, scores, failures)


def summarize_scores(scores: list[PageScore]) -> Summary:
    """Add up the scores of some pages."""
    metadata: dict[str, tuple[int, int]] = {}
    tallies: dict[Kind, Tally] = {kind: Tally() for kind in KINDS}
    for score in scores:
        for name, right in score.metadata.items():
            good, total = metadata.get(name, (0, 0))
            metadata[name] = (good + right, total + 1)
        for kind in KINDS:
            tallies[kind].add(getattr(score, kind))
    return Summary(
        pages=len(scores),
        clean_mean=fmean([score.clean for score in scores]) if scores else 0.0,
        clean_least=min([score.clean for score in scores], default=0.0),
        furniture_left=sum(len(score.furniture_left) for score in scores),
        metadata=metadata,
        tallies=tallies,
        ungrounded=sum(len(score.ungrounded) for score in scores),
        calls=sum(score.calls for score in scores),
        usage=Usage(
            input=sum(score.usage.input for score in scores),
            output=sum(score.usage.output for score in scores),
            cached=sum(score.usage.cached for score in scores),
        ),
        seconds=sum(score.seconds for score in scores),
    )


def as_json(evaluation: Evaluation, *, detail: bool = False) -> dict[str, Any]:
    """The evaluation as plain data.

    Args:
        evaluation: what was measured.
        detail: list missed and extra rows, and leave the seconds out: the same byte for byte from run
            to run, so that two of them can be compared line by line.
    """
    groups = evaluation.groups().items()
    return {
        "engine": evaluation.engine,
        "groups": {name: _summary_json(summary, detail=detail) for name, summary in groups},
        "pages": [_page_json(score, detail=detail) for score in evaluation.scores],
        "failures": evaluation.failures,
    }


def _summary_json(summary: Summary, *, detail: bool) -> dict[str, Any]:
    return {
        "pages": summary.pages,
        "clean": {"mean": round(summary.clean_mean, 5), "least": round(summary.clean_least, 5)},
        "furniture_left": summary.furniture_left,
        "metadata": {name: {"right": good, "of": total} for name, (good, total) in summary.metadata.items()},
        **{kind: _tally_json(tally, detail=False) for kind, tally in summary.tallies.items()},
        "ungrounded": summary.ungrounded,
        "calls": summary.calls,
        "usage": summary.usage.model_dump(),
        **_seconds(summary.seconds, detail=detail),
    }


def _page_json(score: PageScore, *, detail: bool) -> dict[str, Any]:
    return {
        "name": score.name,
        "clean": round(score.clean, 5),
        "furniture_left": score.furniture_left,
        "metadata": score.metadata,
        **{kind: _tally_json(getattr(score, kind), detail=detail) for kind in KINDS},
        "ungrounded": score.ungrounded,
        "engine": score.engine,
        "calls": score.calls,
        **_seconds(score.seconds, detail=detail),
    }


def _seconds(seconds: float, *, detail: bool) -> dict[str, float]:
    return {} if detail else {"seconds": round(seconds, 3)}


def _tally_json(tally: Tally, *, detail: bool) -> dict[str, Any]:
    counts: dict[str, Any] = {
        "right": tally.right,
        "extra": len(tally.extra),
        "missed": len(tally.missed),
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
    }
    if detail:
        counts |= {"extra_rows": sorted(tally.extra), "missed_rows": sorted(tally.missed)}
    return counts
