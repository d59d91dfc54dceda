"""`run --dry-run`: what a run would send and cost, asking nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CommandLine
from llm_pages import BODY
from servers import problem, scripted

UNCLEAR = "云州市招商引资工作综述\n云州市新签约项目178个。\n招商引资工作中，智慧菜篮子达36个。"


@pytest.fixture
def summarizer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "page.txt").write_text(BODY, "utf-8")
    (tmp_path / "unclear.txt").write_text(UNCLEAR, "utf-8")
    return CommandLine(monkeypatch, capsys)


def test_a_dry_run_tells_calls_tokens_and_cost_and_asks_nobody(summarizer: CommandLine) -> None:
    with scripted(problem(500, "must not be asked")) as server:
        at = ("--base-url", server.url, "--model", "gpt-4o-mini")
        told = summarizer("run", "page.txt", "unclear.txt", "--engine", "llm", "--dry-run", "-f", "json", *at)
        lines = summarizer("run", "page.txt", "--engine", "llm", "--dry-run", *at)
    assert not server.requests
    result = json.loads(told.out)
    first, second = result["pages"]
    total = result["total"]
    assert (first["calls"], first["most_calls"], total["calls"]) == (1, 2, 2)
    assert total["input"] == first["input"] + second["input"] and first["output"] > second["output"]
    assert "page.txt: 1 call (at most 2)" in lines.out and "no price known" in lines.out
    assert lines.out.count("\n") == 1


def test_a_known_price_is_told(summarizer: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    told = summarizer(
        "run", "page.txt", "--engine", "llm", "--dry-run", "-f", "json", "--model", "gpt-4o-mini"
    )
    total = json.loads(told.out)["total"]
    assert 0 < total["cost"] < total["highest_cost"]


def test_hybrid_would_ask_only_about_open_figures(summarizer: CommandLine) -> None:
    at = ("--base-url", "http://127.0.0.1:9/v1", "--model", "none", "--dry-run", "-f", "json")
    told = summarizer("run", "page.txt", "unclear.txt", "--engine", "hybrid", *at)
    whole = summarizer("run", "page.txt", "unclear.txt", "--engine", "llm", *at)
    assert [page["calls"] for page in json.loads(told.out)["pages"]] == [0, 1]
    assert json.loads(told.out)["total"]["input"] < json.loads(whole.out)["total"]["input"]


def test_a_batch_by_hybrid_would_ask_only_about_open_figures(summarizer: CommandLine) -> None:
    at = ("--out", "out", "--base-url", "http://127.0.0.1:9/v1", "--model", "none", "--dry-run")
    told = summarizer("batch", "page.txt", "unclear.txt", "--engine", "hybrid", *at).out
    whole = summarizer("batch", "page.txt", "unclear.txt", "--engine", "llm", *at).out
    assert [line.split()[-1] for line in told.splitlines() if line.startswith("requests")] == ["1"]
    assert [line.split()[-1] for line in whole.splitlines() if line.startswith("requests")] == ["2"]


def test_without_a_model_nothing_is_asked(summarizer: CommandLine) -> None:
    assert "no model is asked" in summarizer("run", "page.txt", "--dry-run").out
    refused = summarizer("run", "page.txt", "--engine", "llm", "--dry-run")
    assert refused.code == 3 and "no language model" in refused.err
