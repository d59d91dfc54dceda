"""Scores stay where they are, or rise."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path

import pytest

from summarizer.engines.offline import OfflineEngine
from summarizer.evaluation.corpus import Summary, evaluate
from summarizer.evaluation.gold import load_corpus

FLOORS = tomllib.loads((Path(__file__).parent / "fixtures" / "scores.toml").read_text("utf-8"))
TOLERANCE = 0.005


def measured(summary: Summary) -> dict[str, float]:
    right = sum(good for good, _ in summary.metadata.values())
    given = sum(total for _, total in summary.metadata.values())
    tallies = summary.tallies
    return {
        "clean_mean": summary.clean_mean,
        "clean_least": summary.clean_least,
        "metadata": right / given,
        **{kind: tallies[kind].f1 for kind in ("statements", "projects", "relations")},
        **{kind: tallies[kind].recall for kind in ("regions", "scopes", "figures")},
    }


def check(folder: Path, floors: dict[str, float]) -> None:
    result = asyncio.run(evaluate(load_corpus(folder), OfflineEngine()))
    summary = result.groups()["all"]
    assert result.failures == {}
    assert summary.furniture_left == 0
    assert summary.ungrounded == 0
    scores = measured(summary)
    fallen = {
        name: (scores[name], floor) for name, floor in floors.items() if scores[name] < floor - TOLERANCE
    }
    assert not fallen, f"fell below the floor: {fallen}"


def test_our_own_pages_score_as_before(own_pages: Path) -> None:
    check(own_pages, FLOORS["own_pages"])


@pytest.mark.corpus
def test_the_reference_corpus_scores_as_before(corpus: Path) -> None:
    check(corpus, FLOORS["reference_corpus"])


def test_a_floor_that_is_not_met_is_noticed(own_pages: Path) -> None:
    with pytest.raises(AssertionError, match="scopes"):
        check(own_pages, {"scopes": 1.1})
