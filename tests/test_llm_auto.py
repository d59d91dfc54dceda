"""How far a row can be relied on, and `auto`: the model's reading, or the rules' where it falls short."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from llm_pages import BODY, article_of, read, row, settings_for, sound
from rich.console import Console
from servers import completion, scripted

from summarizer.batch.bounds import PaceConfig
from summarizer.batch.journal import Journal
from summarizer.batch.plan import make_plan
from summarizer.batch.runner import Runner
from summarizer.batch.sources import open_sources
from summarizer.engines.auto import FELL_SHORT, AutoEngine
from summarizer.engines.base import Reading
from summarizer.engines.cross import compare_rows
from summarizer.engines.offline import OfflineEngine, read_offline
from summarizer.pipeline import choose_engine, read_article
from summarizer.report import DraftStatement, Finding, Report
from summarizer.verification import make_report
from summarizer.views import tables
from summarizer.views.terminal import render


def auto(url: str, **more: Any) -> Reading:
    async def run() -> Reading:
        engine = AutoEngine(settings_for(url, **{"cross_read": True, **more}))
        try:
            return await engine.read(article_of())
        finally:
            await engine.close()

    return asyncio.run(run())


def confidences(report: Report) -> dict[str, str | None]:
    return {one.surface: one.confidence for one in report.statements}


def report_of_two_readings() -> Report:
    """The model reads 1306.52亿元 otherwise than the rules, and everything else as they do."""
    answer = sound(rows=[row(2), row(3, "landed.investment"), *sound()["rows"][2:]])
    with scripted(completion(answer)) as server:
        reading = read(server.url, cross_read=True)
    return make_report(article_of(), reading)


# --- confidence ---------------------------------------------------------------------------------


def test_two_readings_that_agree_raise_a_rows_confidence_and_two_that_differ_lower_it() -> None:
    told = confidences(report_of_two_readings())
    assert told["178个"] == "high"
    assert told["1306.52亿元"] == "low"


def test_one_reading_alone_is_medium() -> None:
    with scripted(completion(sound())) as server:
        report = make_report(article_of(), read(server.url))
    assert set(confidences(report).values()) == {"medium"}
    assert set(confidences(make_report(article_of(), read_offline(article_of()))).values()) == {"medium"}


def test_arithmetic_gives_high_confidence_and_a_contradiction_low() -> None:
    body = "云州市招商引资\n云州市新签约项目100个，其中工业项目60个，农业项目40个。"
    report = make_report(article_of(body), read_offline(article_of(body)))
    assert confidences(report)["100个"] == "high"
    assert {one.status for one in report.statements} == {"confirmed"}
    error = Finding(rule="composed", severity="error", message="wrong", figures=[1])
    reading = read_offline(article_of(body))
    disputed = make_report(article_of(body), replace(reading, findings=(error,)))
    assert confidences(disputed) == {"100个": "low", "60个": "high", "40个": "high"}


def test_confidence_stands_in_json_and_in_tables() -> None:
    report = report_of_two_readings()
    assert '"confidence":"low"' in report.model_dump_json()
    named = [column.name for column in tables.TABLES["statements"]]
    cells = [dict(zip(named, row, strict=True)) for name, row in tables.rows(report) if name == "statements"]
    assert {cell["surface"]: cell["confidence"] for cell in cells} == confidences(report)


def test_a_report_of_before_reads_with_no_confidence() -> None:
    report = report_of_two_readings()
    data = report.model_dump(mode="json")
    for one in data["statements"]:
        del one["confidence"]
    assert {one.confidence for one in Report.model_validate(data).statements} == {None}


def shown(report: Report) -> str:
    out = StringIO()
    render(report, Console(file=out, width=100, no_color=True), lang="en")
    return out.getvalue()


def test_the_terminal_tells_confidence_where_the_signs_of_rows_do_not() -> None:
    assert "low 1" in shown(report_of_two_readings())
    assert "confidence" not in shown(make_report(article_of(), read_offline(article_of())))


def test_explaining_says_what_a_rows_confidence_rests_on() -> None:
    lines: list[str] = []
    answer = sound(rows=[row(2), row(3, "landed.investment"), *sound()["rows"][2:]])
    with scripted(completion(answer)) as server:
        engine = AutoEngine(settings_for(server.url, cross_read=True))
        asyncio.run(read_article(article_of(), engine, explain=lines.append))
    assert "[2] 178个: high confidence, both readings agree" in lines
    assert "[3] 1306.52亿元: low confidence, the two readings differ" in lines


# --- auto ---------------------------------------------------------------------------------------


def test_auto_is_the_model_where_it_reads_well() -> None:
    with scripted(completion(sound())) as server:
        reading = auto(server.url)
    assert reading.run.engine == "llm"
    assert FELL_SHORT not in {finding.rule for finding in reading.findings}


def poor_answers() -> list[dict[str, Any]]:
    """Next to nothing read, and everything read wrongly."""
    wrong = [
        row(2, "policies"),
        row(3, "tax_revenue"),
        row(7, "events"),
        row(9, "enterprises.invited"),
    ]
    return [sound(rows=[row(2)]), sound(rows=wrong)]


@pytest.mark.parametrize("answer", poor_answers())
def test_where_the_model_falls_short_the_rules_stand_and_the_report_says_so(answer: dict[str, Any]) -> None:
    with scripted(completion(answer)) as server:
        reading = auto(server.url, max_calls=1)
    rules = read_offline(article_of())
    assert reading.draft == rules.draft
    (told,) = [finding for finding in reading.findings if finding.rule == FELL_SHORT]
    assert "composed-model" in told.message and "rules" in told.message
    run = reading.run
    assert (run.engine, run.attempts, run.usage.input) == ("offline", 1, 100), "what was spent is told"


def test_a_model_is_left_alone_where_nothing_is_compared() -> None:
    with scripted(completion(poor_answers()[0])) as server:
        reading = auto(server.url, cross_read=False, max_calls=1)
    assert reading.run.engine == "llm"


def test_auto_needs_a_model_only_where_one_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, fallback = choose_engine("auto", base_url="http://127.0.0.1:9/v1", model="none")
    assert isinstance(engine, AutoEngine) and fallback is not None and fallback.name == "offline"
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    engine, fallback = choose_engine("auto")
    assert (engine.name, fallback) == ("offline", None)


def rows_of(*meanings: str) -> list[DraftStatement]:
    return [
        DraftStatement(figure=number, indicator=name, aspect="level")
        for number, name in enumerate(meanings, 1)
        if name
    ]


@pytest.mark.parametrize(
    ("model", "rules", "short"),
    [
        (["signed.projects"], ["signed.projects"] * 4, True),
        (["signed.projects"] * 2, ["signed.projects"] * 4, False),
        ([], ["signed.projects"] * 2, False),
        (["other"] * 4, ["signed.projects"] * 4, True),
        (["policies"] * 4, ["signed.projects"] * 4, True),
        (["policies"] * 2 + ["signed.projects"] * 2, ["signed.projects"] * 4, False),
        (["policies"] * 4, [], False),
        (["signed.projects"] * 9, ["signed.projects"] * 2, False),
    ],
)
def test_much_poorer_is_half_the_rows_or_most_of_them_otherwise(
    model: list[str], rules: list[str], short: bool
) -> None:
    assert bool(compare_rows(rows_of(*model), rows_of(*rules)).shortcoming) is short


def test_what_a_failed_model_cost_is_told_beside_the_rules_reading() -> None:
    with scripted(completion("不会")) as server:
        engine = AutoEngine(settings_for(server.url, cross_read=True))
        report = asyncio.run(read_article(article_of(), engine, fallback=OfflineEngine()))
    run = report.run
    assert (run.engine, run.attempts, run.usage.input, run.usage.output) == ("offline", 2, 200, 40)
    (told,) = [finding for finding in report.findings if finding.rule == "engine-fallback"]
    assert told.message.startswith("the model failed")


def test_a_batch_by_auto_keeps_the_rules_reading_too(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "page.txt").write_text(BODY, "utf-8")
    with scripted(completion(sound(rows=[row(2)]))) as server, Journal(tmp_path / "out") as journal:
        settings = settings_for(server.url, cross_read=True, max_calls=1)
        plan = make_plan(settings, tmp_path / "out", PaceConfig(concurrency=1), 1, engine="auto")
        runner = Runner(journal, tmp_path / "out", plan.executor, fingerprint=plan.fingerprint)
        progress = asyncio.run(runner.run(open_sources([str(pages)])))
    assert (progress.done, progress.calls) == (1, 1)
    (file,) = (tmp_path / "out").rglob("page*.json")
    report = Report.model_validate_json(file.read_text("utf-8"))
    assert report.run.engine == "offline"
    assert FELL_SHORT in {finding.rule for finding in report.findings}
