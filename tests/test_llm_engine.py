"""The language-model engine against a scripted server: what it sends, what it makes of answers."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from llm_pages import BODY, SOUND, article_of, read, row, settings_for, sound
from servers import Step, closed_port, completion, problem, scripted, tool_call

from summarizer.engines.llm import LlmEngine
from summarizer.errors import (
    AnswerError,
    ConfigurationError,
    EmptyAnswerError,
    RefusedAnswerError,
    TransportError,
    TruncatedAnswerError,
)
from summarizer.llm.checking import check_answer
from summarizer.llm.wire import to_wire


def rules(reading: Any) -> set[str]:
    return {finding.rule for finding in reading.findings}


def figures_of(reading: Any) -> list[int]:
    return [statement.figure for statement in reading.draft.statements]


def test_a_sound_answer_becomes_a_draft_in_one_call() -> None:
    with scripted(completion(SOUND)) as server:
        reading = read(server.url)
    assert len(server.requests) == 1
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    fall = reading.draft.statements[-1]
    assert (fall.aspect, fall.falls) == ("growth", True)
    assert reading.draft.projects[0].amount == 11
    assert reading.draft.summary == SOUND["summary"]
    assert not reading.findings
    run = reading.run
    assert (run.engine, run.model, run.prompt, run.schema_, run.attempts) == (
        "llm",
        "composed-model",
        "read-1",
        "tuples-1",
        1,
    )
    assert (run.usage.input, run.usage.output) == (100, 20)


def test_the_request_shows_the_page_with_numbered_figures_and_a_strict_schema() -> None:
    with scripted(completion(SOUND)) as server:
        read(server.url)
    request = server.requests[0]
    system, user = request["messages"]
    assert "178个{2}" in user["content"] and "500强{6?}" in user["content"]
    assert "云州" not in system["content"]
    schema = request["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert_strict(schema["schema"])


def assert_strict(schema: Any) -> None:
    """Every object closed, every property required: what strict endpoints demand."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
        for value in schema.values():
            assert_strict(value)
    elif isinstance(schema, list):
        for value in schema:
            assert_strict(value)


def test_tools_mode_reads_the_arguments_of_the_call() -> None:
    with scripted(tool_call(SOUND)) as server:
        reading = read(server.url, mode="tools")
    function = server.requests[0]["tools"][0]["function"]
    assert function["strict"] is True
    assert_strict(function["parameters"])
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]


def test_rows_as_objects_let_an_endpoint_hold_the_model_to_the_vocabulary() -> None:
    with scripted(completion(SOUND)) as server:
        reading = read(server.url, prompt="read-1-objects")
    schema = server.requests[0]["response_format"]["json_schema"]["schema"]
    assert_strict(schema)
    row_schema = schema["properties"]["rows"]["items"]["properties"]
    assert "signed.projects" in row_schema["i"]["enum"] and "drop" in row_schema["a"]["enum"]
    assert (reading.run.prompt, reading.run.schema_) == ("read-1-objects", "objects-1")
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]


def test_rows_as_tuples_are_read_as_well() -> None:
    article = article_of()
    tuples = to_wire(check_answer(SOUND, article).draft, "tuples")
    with scripted(completion(tuples)) as server:
        reading = read(server.url)
    assert reading.draft == check_answer(SOUND, article).draft
    assert not reading.findings


def test_hooks_of_instructor_hear_every_request() -> None:
    from instructor.core.hooks import Hooks

    heard: list[str] = []
    hooks = Hooks()
    hooks.on("completion:kwargs", lambda *_, **kwargs: heard.append(f"asks {kwargs['model']}"))
    hooks.on("completion:response", lambda response: heard.append(response.object))
    hooks.on("completion:error", lambda error: heard.append(type(error).__name__))
    with scripted(problem(500, "oops"), completion(SOUND)) as server:
        engine = LlmEngine(settings_for(server.url), hooks=hooks)
        asyncio.run(engine.read(article_of()))
    asks = "asks composed-model"
    assert heard == [asks, "TransportError", asks, "chat.completion"]


@pytest.mark.parametrize("mode", ["json_object", "markdown", "json_object_schema"])
def test_the_other_modes_give_the_same_draft(mode: str) -> None:
    with scripted(completion("```json\n" + json.dumps(SOUND) + "\n```")) as server:
        reading = read(server.url, mode=mode)
    in_prompt = '"additionalProperties"' in server.requests[0]["messages"][0]["content"]
    assert in_prompt == (mode != "json_object_schema")
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]


def test_an_unknown_figure_is_refused_and_asked_again_once() -> None:
    faulty = sound(rows=[*SOUND["rows"][:-1], row(99, "landed.projects", "drop")])
    with scripted(completion(faulty), completion({"rows": [row(10, "landed.projects", "drop")]})) as server:
        reading = read(server.url)
    assert len(server.requests) == 2
    said = server.requests[1]["messages"][1]["content"]
    assert "文中没有编号 99" in said
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert reading.run.attempts == 2
    assert (reading.run.usage.input, reading.run.usage.output) == (200, 40)


def test_a_repair_sends_only_what_was_wrong() -> None:
    faulty = sound(headline="云州市新签约178个项目")
    with scripted(completion(faulty), completion({"headline": "云州市新签约项目{2}"})) as server:
        reading = read(server.url)
    first, second = (request["messages"] for request in server.requests)
    assert second[0] == first[0], "the stable part stays the same, so that prompt caches hit"
    assert len(second) == 2
    assert "1306.52" in first[1]["content"]
    assert "178个项目" in second[1]["content"]
    assert reading.draft.headline == "云州市新签约项目{2}"
    assert not reading.findings


@pytest.mark.parametrize(
    ("prose", "rule"),
    [
        ("云州市签约178个项目。", "llm.digit-in-prose"),
        ("云州市签约１７８个项目。", "llm.digit-in-prose"),
        ("云州市签约一百七十八个项目。", "llm.numeral-in-prose"),
        ("云州市签约{77}。", "llm.unknown-figure"),
        ("Yunzhou signed many new projects this year.", "llm.wrong-language"),
        ("", "llm.no-prose"),
        (None, "llm.no-prose"),
    ],
)
def test_faulty_prose_is_rebuilt_from_the_page_when_repair_is_refused(prose: Any, rule: str) -> None:
    faulty = sound(summary=prose)
    with scripted(completion(faulty)) as server:
        reading = read(server.url)
    assert len(server.requests) == 2
    assert rule in rules(reading)
    summary = reading.draft.summary
    assert summary and "{2}" in summary
    assert not re.search(r"\d", re.sub(r"\{\d+\}", "", summary))


def test_sound_sentences_of_faulty_prose_are_kept() -> None:
    faulty = sound(summary="云州市新签约项目{2}。总投资1306亿元。落地项目{9}。")
    with scripted(completion(faulty)) as server:
        reading = read(server.url)
    assert reading.draft.summary == "云州市新签约项目{2}。落地项目{9}。"


def test_a_unit_written_again_after_a_mark_falls_away_without_a_call() -> None:
    with scripted(completion(sound(summary="云州市新签约{2}个项目，增长{4}%，总投资{3}亿元。"))) as server:
        reading = read(server.url)
    assert len(server.requests) == 1
    assert reading.draft.summary == "云州市新签约{2}项目，增长{4}，总投资{3}。"


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (row(99), "llm.unknown-figure"),
        (row(None), "llm.no-figure"),
        (row(0), "llm.unknown-figure"),
        (row(-1), "llm.unknown-figure"),
        (row("many"), "llm.no-figure"),
        (row(True), "llm.no-figure"),
        (row(2.5), "llm.no-figure"),
        (row(1), "llm.not-a-quantity"),
        (row(3, "signed.projects"), "llm.unit-mismatch"),
        (row(2, "signed.investment"), "llm.unit-mismatch"),
        (row(2, "signed.projects", "growth"), "llm.unit-mismatch"),
        (row(6, "enterprises.contacted"), "llm.unit-mismatch"),
        (row(2, "signed.things"), "llm.unknown-indicator"),
        (row(2, "signed.projects", "maximum"), "llm.unknown-aspect"),
        (row(2, r="北京市"), "llm.not-in-body"),
        ("row", "llm.not-a-row"),
    ],
)
def test_a_faulty_row_that_stays_faulty_is_dropped_with_a_finding(bad: Any, rule: str) -> None:
    figure = bad["f"] if isinstance(bad, dict) else None
    rows = [item for item in SOUND["rows"] if item["f"] not in (2, figure)]
    with scripted(completion(sound(rows=[*rows, bad]))) as server:
        reading = read(server.url)
    assert len(server.requests) == 2, "asked again once, and only once"
    assert figures_of(reading) == [item["f"] for item in rows]
    assert rule in rules(reading)


def test_a_faulty_row_beside_a_sound_one_for_the_same_figure_costs_no_call() -> None:
    with scripted(completion(sound(rows=[*SOUND["rows"], row(2, "signed.investment")]))) as server:
        reading = read(server.url)
    assert len(server.requests) == 1
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert "llm.unit-mismatch" in rules(reading)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": "并不存在的项目"}, "llm.not-in-body"),
        ({"name": None}, "llm.not-in-body"),
        ({"status": "dreamt"}, "llm.unknown-status"),
        ({"amount": 2}, "llm.not-money"),
        ({"amount": 55}, "llm.unknown-figure"),
        ({"investor": "某某有限公司"}, "llm.not-in-body"),
    ],
)
def test_a_faulty_project_never_carries_what_is_not_in_the_page(change: dict[str, Any], rule: str) -> None:
    project = {**SOUND["projects"][0], **change}
    with scripted(completion(sound(projects=[project]))) as server:
        reading = read(server.url)
    assert len(server.requests) == 2
    assert rule in rules(reading)
    for kept in reading.draft.projects:
        assert kept.name in BODY
        assert kept.amount in (None, 11)
        assert kept.investor is None or kept.investor in BODY


def test_a_refusal_to_repair_keeps_what_was_sound() -> None:
    faulty = sound(rows=[*SOUND["rows"][:3], row(99)])
    with scripted(completion(faulty), completion(None, refusal="I cannot help with that")) as server:
        reading = read(server.url)
    assert figures_of(reading) == [2, 3, 4]
    assert {"llm.repair-refused", "llm.unknown-figure"} <= rules(reading)


def test_figures_passed_over_are_offered_once() -> None:
    short = sound(rows=SOUND["rows"][:2])
    more = {"rows": SOUND["rows"][2:], "projects": []}
    with scripted(completion(short), completion(more)) as server:
        reading = read(server.url)
    assert "26家{7}" in server.requests[1]["messages"][1]["content"]
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert not reading.findings


# --- wrapping that costs no call ----------------------------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: f'<think>{{12}} 先看看 {{"rows": []}}</think>\n{text}',
        lambda text: f"好的，结果如下：\n```json\n{text}\n```\n以上。",
        lambda text: "\ufeff  " + text,
        lambda text: text[:-1] + ",}",
        lambda text: text.replace('"', "'"),
        lambda text: text.replace('"period": 1', '"period": NaN'),
        lambda text: f"[{text}]",
        lambda text: text[:-1] + ', "rows": [], "note": {"a": 1}}',
        lambda text: text.replace('"f"', "f").replace('"i"', "i"),
        lambda text: text.replace('"f"', '"figure"').replace('"i"', '"indicator"').replace('"a"', '"aspect"'),
        lambda text: re.sub(r'"f": (\d+)', r'"f": "{\1}"', text),
        lambda text: text.replace("null", "None"),
    ],
    ids=[
        "think",
        "fence",
        "bom",
        "trailing-comma",
        "single-quotes",
        "nan",
        "list-around",
        "duplicate-and-unknown-keys",
        "bare-keys",
        "long-keys",
        "figures-as-text",
        "python-none",
    ],
)
def test_odd_wrapping_is_read_without_another_call(wrap: Any) -> None:
    with scripted(completion(wrap(json.dumps(SOUND, ensure_ascii=False)))) as server:
        reading = read(server.url)
    assert len(server.requests) == 1
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]


# --- answers of no use --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "error", "calls"),
    [
        (completion("我不会写 JSON。"), AnswerError, 2),
        (completion(""), EmptyAnswerError, 2),
        (completion(None), EmptyAnswerError, 2),
        (completion("<think>一直在想"), EmptyAnswerError, 2),
        (
            Step({"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": []}),
            EmptyAnswerError,
            2,
        ),
        (completion(None, refusal="No."), RefusedAnswerError, 1),
        (completion("", finish="content_filter"), RefusedAnswerError, 1),
        (completion("嗯", finish="length"), TruncatedAnswerError, 2),
    ],
)
def test_an_answer_of_no_use_is_an_error_of_its_own(step: Step, error: type[AnswerError], calls: int) -> None:
    with scripted(step) as server, pytest.raises(error) as raised:
        read(server.url, article=article_of("云州市新签约项目178个。"))
    assert len(server.requests) == calls
    assert raised.value.calls == calls
    assert raised.value.hint


def test_an_empty_answer_is_asked_again() -> None:
    with scripted(completion(""), completion(SOUND)) as server:
        assert figures_of(read(server.url)) == [2, 3, 4, 5, 7, 8, 9, 10]


def test_a_truncated_answer_is_asked_again_with_a_higher_limit() -> None:
    text = json.dumps(SOUND)
    with scripted(completion(text[:300], finish="length"), completion(SOUND)) as server:
        reading = read(server.url)
    low, high = (request["max_tokens"] for request in server.requests)
    assert high > 2 * low
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]


def test_what_was_whole_in_a_truncated_answer_is_kept() -> None:
    text = json.dumps(SOUND)
    cut = text.index('{"f": 5') + 7
    with scripted(completion(text[:cut], finish="length")) as server:
        reading = read(server.url, max_output_tokens=200)
    assert figures_of(reading) == [2, 3, 4], "the row that was cut off is not among them"
    assert reading.draft.headline
    assert len(server.requests) == 2


# --- transport ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "calls"),
    [
        (problem(401, "Incorrect API key provided: sk-test-0123456789abcdef"), 1),
        (problem(403, "forbidden"), 1),
        (problem(404, "The model `composed-model` does not exist", code="model_not_found"), 1),
        (problem(429, "You exceeded your current quota", code="insufficient_quota"), 1),
        (Step("<html><body>Welcome to nginx</body></html>", content_type="text/html"), 1),
    ],
)
def test_wrong_settings_are_told_at_once(step: Step, calls: int) -> None:
    with scripted(step) as server, pytest.raises(ConfigurationError) as raised:
        read(server.url)
    assert len(server.requests) == calls
    assert "sk-test" not in str(raised.value) and raised.value.hint


def test_an_unreachable_endpoint_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError, match="cannot reach"):
        read(f"http://127.0.0.1:{closed_port()}/v1")


@pytest.mark.parametrize(
    "step",
    [
        problem(429, "slow down", retry_after="0.3"),
        problem(500, "oops"),
        problem(503, "overloaded"),
        problem(408, "timeout"),
        problem(409, "conflict"),
        Step(reset=True),
        Step('{"id": "x", "cho', cut=True),
        Step("{not json"),
        Step({"error": {"message": "upstream failed", "code": 502}}),
    ],
    ids=["429", "500", "503", "408", "409", "reset", "incomplete", "not-json", "error-in-200"],
)
def test_a_passing_fault_is_tried_again(step: Step) -> None:
    with scripted(step, completion(SOUND)) as server:
        reading = read(server.url)
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert reading.run.attempts == len(server.requests) == 2


def test_retry_after_is_a_floor() -> None:
    with scripted(problem(429, "slow down", retry_after="0.6"), completion(SOUND)) as server:
        read(server.url)
    assert server.times[1] - server.times[0] >= 0.6


def test_a_server_that_asks_for_too_long_a_wait_is_given_up() -> None:
    with (
        scripted(problem(429, "slow down", retry_after="3600")) as server,
        pytest.raises(TransportError) as raised,
    ):
        read(server.url)
    assert len(server.requests) == 1
    assert raised.value.calls == 1


def test_a_fault_that_stays_ends_as_a_transport_error_after_the_tries() -> None:
    with (
        scripted(problem(500, "key sk-test-0123456789abcdef leaked")) as server,
        pytest.raises(TransportError) as raised,
    ):
        read(server.url, tries=2)
    assert len(server.requests) == raised.value.calls == 2
    assert "sk-test" not in str(raised.value)


def test_a_slow_drip_ends_at_the_total_time_out() -> None:
    slow = completion(SOUND)
    slow.drip = 0.05
    began = time.monotonic()
    with scripted(slow) as server, pytest.raises(TransportError, match="within"):
        read(server.url, tries=1, total_timeout=0.7, read_timeout=0.5)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_that_does_not_know_a_mode_is_asked_in_the_next(status: int, tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> Step:
        if request.get("response_format", {}).get("type") == "json_schema" or "tools" in request:
            return problem(status, "response_format / tools are not supported by this model")
        return completion(SOUND)

    with scripted(answer) as server:
        first = read(server.url, tmp_path, mode="auto")
        spent = len(server.requests)
        second = read(server.url, tmp_path, mode="auto")
    assert figures_of(first) == figures_of(second) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert spent == 3
    assert len(server.requests) == spent + 1, "what was found out is remembered"


def test_a_limit_or_temperature_the_endpoint_does_not_know_is_left_out(tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> Step:
        if "max_tokens" in request:
            return problem(400, "Unsupported parameter: 'max_tokens', use 'max_completion_tokens'")
        if "temperature" in request:
            return problem(400, "'temperature' does not support 0.0 with this model")
        return completion(SOUND)

    with scripted(answer) as server:
        reading = read(server.url, tmp_path, mode="auto")
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert "max_completion_tokens" in server.requests[-1]


def test_a_page_too_long_for_the_model_is_read_in_parts() -> None:
    def answer(request: dict[str, Any]) -> Step:
        text = request["messages"][1]["content"]
        if "178个{2}" in text and "12亿元{11}" in text:
            return problem(400, "maximum context length exceeded", code="context_length_exceeded")
        keep = [item for item in SOUND["rows"] if f"{{{item['f']}}}" in text]
        projects = SOUND["projects"] if "{11}" in text else []
        return completion(sound(rows=keep, projects=projects))

    with scripted(answer) as server:
        reading = read(server.url)
    assert figures_of(reading) == [2, 3, 4, 5, 7, 8, 9, 10]
    assert len(reading.draft.projects) == 1


# --- cache --------------------------------------------------------------------------------------


def test_the_same_page_is_not_paid_for_twice(tmp_path: Path) -> None:
    with scripted(completion(SOUND)) as server:
        first = read(server.url, tmp_path, cache=True)
        again = read(server.url, tmp_path, cache=True)
        assert len(server.requests) == 1
        assert again.draft == first.draft
        assert (again.run.attempts, again.run.usage.input, again.run.cost) == (0, 0, 0.0)
        read(server.url, tmp_path, cache=True, refresh=True)
        assert len(server.requests) == 2
        read(server.url, tmp_path, cache=True, temperature=0.5)
        assert len(server.requests) == 3


def test_a_faulty_cache_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"this is no database" * 100)
    with scripted(completion(SOUND)) as server:
        assert figures_of(read(server.url, tmp_path, cache=True)) == [2, 3, 4, 5, 7, 8, 9, 10]


def test_pages_read_in_loops_of_their_own_leave_no_noise() -> None:
    code = (
        "import asyncio, gc, sys; from llm_pages import *; from servers import *\n"
        "with scripted(completion(SOUND)) as server:\n"
        "    engine = LlmEngine(settings_for(server.url))\n"
        "    for _ in range(3): asyncio.run(engine.read(article_of()))\n"
        "    del engine; gc.collect(); asyncio.run(asyncio.sleep(0.05)); gc.collect()\n"
        "    print(len(server.requests))"
    )
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("3", "")
