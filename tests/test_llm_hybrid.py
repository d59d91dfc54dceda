"""Rules and model together: what is asked, what is taken, and what both say of one figure."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from llm_pages import article_of, read, row, settings_for, sound
from servers import completion, problem, scripted

from summarizer.engines.base import Reading
from summarizer.engines.cross import compare
from summarizer.engines.hybrid import HybridEngine, unsure
from summarizer.engines.offline import read_offline
from summarizer.errors import ConfigurationError
from summarizer.llm.local import LocalClient
from summarizer.report import Draft, DraftStatement

# The rules cannot name 36个 (智慧菜篮子 stands in no vocabulary); everything else is plain.
UNCLEAR = """云州市招商引资工作综述
今年以来，云州市新签约项目178个，协议总投资1306.52亿元。
招商引资工作中，智慧菜篮子达36个。"""


def hybrid(url: str, body: str = UNCLEAR, **more: Any) -> Reading:
    async def run() -> Reading:
        engine = HybridEngine(settings_for(url, **more))
        try:
            return await engine.read(article_of(body))
        finally:
            await engine.close()

    return asyncio.run(run())


def open_figure() -> int:
    article = article_of(UNCLEAR)
    (number,) = unsure(article, read_offline(article).draft)
    assert article.figures[number - 1].surface == "36个"
    return number


def test_only_open_figures_go_to_the_model_and_only_they_are_taken() -> None:
    number = open_figure()
    rows = [row(number, "policies"), row(1, "landed.projects")]
    with scripted(completion({"rows": rows})) as server:
        reading = hybrid(server.url)
    (request,) = server.requests
    asked = request["messages"][1]["content"]
    assert f"36个{{{number}}}" in asked and "1306.52亿元" not in asked
    meanings = {item.figure: item.indicator for item in reading.draft.statements}
    assert meanings[number] == "policies"
    assert "landed.projects" not in meanings.values(), "the rules' own rows stand"
    assert (reading.run.engine, reading.run.attempts) == ("hybrid", 1)


def test_a_page_the_rules_are_sure_of_costs_nothing() -> None:
    with scripted(problem(500, "must not be asked")) as server:
        reading = hybrid(server.url, "云州市招商引资\n截至7月20日，云州市新签约项目178个。")
    assert not server.requests
    assert [item.indicator for item in reading.draft.statements] == ["signed.projects"]
    assert reading.run.attempts == 0


@pytest.mark.parametrize("step", [problem(500, "oops"), completion("不会"), completion("")])
def test_a_model_that_fails_leaves_the_rules_draft(step: Any) -> None:
    with scripted(step) as server:
        reading = hybrid(server.url, tries=1)
    rules = read_offline(article_of(UNCLEAR)).draft
    assert reading.draft == rules
    assert [finding.rule for finding in reading.findings] == ["hybrid.model-failed"]


def statement(figure: int, indicator: str, aspect: str = "level") -> DraftStatement:
    return DraftStatement(figure=figure, indicator=indicator, aspect=aspect)


def test_agreement_and_disagreement_are_told_apart() -> None:
    model = Draft(
        headline="",
        summary="",
        statements=[
            statement(2, "signed.projects"),
            statement(3, "landed.investment"),
            statement(4, "other", "growth"),
            statement(7, "enterprises.invited"),
        ],
    )
    rules = Draft(
        headline="",
        summary="",
        statements=[
            statement(2, "signed.projects"),
            statement(3, "signed.investment"),
            statement(4, "signed.investment", "growth"),
        ],
    )
    compared = compare(model, rules)
    assert compared.agreed == (2,)
    assert [(one.figure, other.indicator) for one, other in compared.disputed] == [(3, "signed.investment")]
    told = compared.findings(article_of())
    assert [finding.rule for finding in told] == ["cross.agreement", "cross.disagreement"]
    assert "landed.investment" in told[1].message and "signed.investment" in told[1].message


def test_the_engine_reports_both_readings() -> None:
    answer = sound(rows=[row(2), row(3, "landed.investment"), *sound()["rows"][2:]])
    with scripted(completion(answer)) as server:
        reading = read(server.url, cross_read=True)
    disputed = [finding for finding in reading.findings if finding.rule == "cross.disagreement"]
    assert [finding.figures for finding in disputed] == [[3]]
    assert any(finding.rule == "cross.agreement" for finding in reading.findings)


def test_a_missing_model_file_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="does not exist"):
        LocalClient(tmp_path / "none.gguf")


def test_a_file_that_is_no_model_is_a_configuration_error(tmp_path: Path) -> None:
    file = tmp_path / "text.gguf"
    file.write_text("not a model")
    with pytest.raises(ConfigurationError):
        asyncio.run(LocalClient(file).ask([{"role": "user", "content": "hi"}], {}))
