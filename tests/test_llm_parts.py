"""The parts of the reader that decide: marks, parts of long pages, parsing, waits, prices, presets."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llm_pages import SOUND, article_of, read, row, settings_for, sound
from servers import Step, closed_port, completion, problem, scripted, tool_call

from summarizer.article import Span
from summarizer.engines.given import GivenAnswers
from summarizer.errors import AnswerError, ConfigurationError, EmptyAnswerError
from summarizer.llm.answers import parse_answer, repeats_itself, without_tail
from summarizer.llm.cache import AnswerCache
from summarizer.llm.capabilities import capabilities_of
from summarizer.llm.checking import check_answer
from summarizer.llm.client import Answer
from summarizer.llm.doctor import check
from summarizer.llm.manual import manual_requests, read_given_answers
from summarizer.llm.merging import merge_drafts
from summarizer.llm.presentation import halves, is_shown, marked_text, parts_of
from summarizer.llm.pricing import cost_of
from summarizer.llm.prompts import load_prompts
from summarizer.llm.prose import tidy
from summarizer.llm.rows import figure_number
from summarizer.llm.transport import duration, retry_floor
from summarizer.llm.wire import WIRE_VERSIONS, to_wire
from summarizer.report import Draft, DraftStatement, Usage
from summarizer.verification import make_report

# --- what is sent -------------------------------------------------------------------------------


def test_marks_stand_after_their_figures_and_the_text_is_whole() -> None:
    article = article_of()
    shown = marked_text(article)
    assert "下一步，" in shown, "a word that merely holds a numeral is not marked"
    for figure in filter(is_shown, article.figures):
        question = "?" if figure.kind == "distractor" else ""
        assert f"{figure.surface}{{{figure.id}{question}}}" in shown
        shown = shown.replace(f"{{{figure.id}{question}}}", "", 1)
    assert shown == article.body


def test_parts_cover_a_long_page_at_line_ends_under_one_numbering() -> None:
    article = article_of("\n".join(f"云州市{'甲' * at}区签约项目{at + 100}个。" for at in range(40)))
    parts = parts_of(article, 200)
    assert len(parts) > 2
    joined = "".join(marked_text(article, part) + "\n" for part in parts)
    assert joined.strip() == marked_text(article)
    assert all(part.end - part.start <= 200 for part in parts)


def test_halves_never_cut_a_line() -> None:
    article = article_of("第一行没有数字\n第二行签约5个。")
    assert halves(article, Span(0, len(article.body))) == [Span(0, 7), Span(7, len(article.body))]
    assert halves(article, Span(8, len(article.body))) == [Span(8, len(article.body))]


@pytest.mark.parametrize("version", ["read-1", "read-1-objects"])
def test_every_prompt_version_is_whole_and_its_system_part_stable(version: str) -> None:
    prompts = load_prompts(version)
    assert "$" not in prompts.system
    assert "signed" in prompts.system and "funds_in_place" in prompts.system
    assert load_prompts(version) is prompts


def test_an_unknown_prompt_version_is_a_configuration_error() -> None:
    for name in ("read-0", "", "../schemas"):
        with pytest.raises(ConfigurationError):
            load_prompts(name)


@pytest.mark.parametrize("wire", WIRE_VERSIONS)
def test_what_a_draft_says_survives_the_wire(wire: Any) -> None:
    article = article_of()
    draft = check_answer(SOUND, article).draft
    assert check_answer(json.loads(json.dumps(to_wire(draft, wire))), article).draft == draft


def test_a_long_page_is_read_in_parts_and_merged_without_double_rows() -> None:
    def answer(request: dict[str, Any]) -> Step:
        text = request["messages"][1]["content"]
        rows = [item for item in SOUND["rows"] if f"{{{item['f']}}}" in text]
        return completion(sound(rows=rows, projects=SOUND["projects"] if "{11}" in text else []))

    filler = "。".join(["招商引资工作稳步推进"] * 40) + "。"
    body = article_of().body.replace("全市走访", filler + "\n全市走访")
    with scripted(answer) as server:
        reading = read(server.url, article=article_of(body), part_characters=500)
    assert len(server.requests) >= 2
    assert [item.figure for item in reading.draft.statements] == [2, 3, 4, 5, 7, 8, 9, 10]
    assert len(reading.draft.projects) == 1
    assert reading.draft.events[0].name == "云州市投资合作推介会"


def test_a_page_beyond_the_set_size_says_so() -> None:
    from summarizer.errors import EngineError

    article = article_of("\n".join(["云州市签约项目5个，" + "好" * 300] * 20))
    with scripted(completion(SOUND)) as server, pytest.raises(EngineError, match="characters"):
        read(server.url, article=article, part_characters=500, max_parts=3)
    assert not server.requests


def test_merging_keeps_each_row_once() -> None:
    one = DraftStatement(figure=1, indicator="signed.projects", aspect="level")
    two = DraftStatement(figure=2, indicator="signed.projects", aspect="level")
    merged = merge_drafts(
        [
            Draft(headline="甲", summary="子", statements=[one], industries=["风电"]),
            Draft(headline="乙", summary="丑", statements=[one, two], industries=["风电", "光伏"]),
        ]
    )
    assert (merged.headline, merged.summary) == ("甲", "子丑")
    assert merged.statements == [one, two]
    assert merged.industries == ["风电", "光伏"]


# --- what comes back ----------------------------------------------------------------------------


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_but_never_fails(text: str) -> None:
    parsed = parse_answer(text)
    assert parsed.value is None or isinstance(parsed.value, dict)
    if parsed.value is not None:
        check_answer(parsed.value, article_of("签约5个。"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 40) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
_PARTS = ["rows", "statements", "projects", "events", "headline", "summary", "period", "region", "measures"]


@given(st.dictionaries(st.sampled_from(_PARTS), _JSON))
def test_any_object_gives_a_draft_that_cites_only_figures_of_the_page(answer: dict[str, Any]) -> None:
    article = _ARTICLE
    draft = check_answer(answer, article).draft
    numbers = [item.figure for item in draft.statements]
    assert all(article.figure(number) is not None for number in numbers)


_ARTICLE = article_of()


@given(st.integers(0, len(json.dumps(SOUND))))
def test_an_answer_cut_anywhere_says_nothing_that_the_whole_one_did_not(cut: int) -> None:
    whole = check_answer(SOUND, _ARTICLE).draft
    value = parse_answer(json.dumps(SOUND)[:cut]).value
    if not value:
        return
    part = check_answer(without_tail(value), _ARTICLE).draft
    assert all(item in whole.statements for item in part.statements)
    assert all(item in whole.projects for item in part.projects)
    assert part.period in (None, whole.period)


@pytest.mark.parametrize(
    ("written", "number"),
    [(12, 12), ("12", 12), ("{12}", 12), ("{12?}", 12), (12.0, 12), ("#12", 12), ("[12]", 12)]
    + [(wrong, None) for wrong in (True, None, "", "12.5", 12.5, "twelve", "12亿", [12], float("nan"))],
)
def test_figure_numbers_however_written(written: object, number: int | None) -> None:
    assert figure_number(written) == number


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("签约{2}个", "签约{2}"),
        ("签约{2}个项目", "签约{2}项目"),
        ("投资{3}亿元人民币", "投资{3}人民币"),
        ("投资{3}元", "投资{3}"),
        ("增长{4}%", "增长{4}"),
        ("增长｛4｝", "增长{4}"),
        ("走访{6?}企业", "走访{6}企业"),
        ("签约{ 2 }，再{x}", "签约{2}，再x"),
    ],
)
def test_templates_are_tidied(written: str, kept: str) -> None:
    assert tidy(written, _ARTICLE) == kept


def test_a_model_that_goes_in_circles_is_noticed() -> None:
    assert repeats_itself('{"rows":[' + '[3489,"new.rate","drop","mjbzwvhkx"],' * 9)
    assert not repeats_itself(json.dumps(SOUND, ensure_ascii=False))


def test_a_number_set_aside_for_want_of_a_unit_can_be_promoted_by_a_row_alone() -> None:
    body = "云州市招商引资\n全市新签约项目总数 1350 ，走访500强企业26家。"
    article = article_of(body)
    kinds = {figure.surface: (figure.id, figure.kind) for figure in article.figures}
    (bare, _), (list_, _) = kinds["1350"], kinds["500强"]
    assert kinds["1350"][1] == kinds["500强"][1] == "distractor"
    answer = sound(rows=[row(bare), row(list_, "enterprises.contacted")], projects=[], events=[], period=None)
    with scripted(completion(answer)) as server:
        reading = read(server.url, article=article)
    assert [item.figure for item in reading.draft.statements] == [bare]
    report = make_report(reading.article or article, reading)
    assert [(item.value, item.surface) for item in report.statements] == [(1350, "1350")]
    assert article.figures[bare - 1].kind == "distractor", "the page's own figures are not changed in place"


# --- waiting, prices, presets -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "floor"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT"}, 30.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6m0s"}, 360.0),
        ({"x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "6m0s"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({}, None),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(headers: dict[str, str], floor: float | None) -> None:
    assert retry_floor(headers, now=datetime(2026, 10, 21, 7, 28, tzinfo=UTC)) == floor


def test_durations() -> None:
    assert [duration(text) for text in ("1m30s", "200ms", "1.5s", "2h", "4", "?")] == [
        90,
        0.2,
        1.5,
        7200,
        4,
        0,
    ]


def test_prices_are_known_or_none() -> None:
    usage = Usage(input=1_000_000, output=100_000)
    assert cost_of(usage, "gpt-4.1-mini", "https://api.openai.com/v1") == pytest.approx(0.56)
    assert cost_of(usage, "gpt-4.1-mini", "http://127.0.0.1:8000/v1") is None
    assert cost_of(usage, "no-such-model", "https://api.openai.com/v1") is None
    assert cost_of(Usage(), "gpt-4.1-mini", "https://api.openai.com/v1") == 0.0


def test_cached_tokens_cost_less() -> None:
    plain = cost_of(Usage(input=10_000, output=0), "gpt-4.1-mini", "https://api.openai.com/v1")
    cached = cost_of(Usage(input=10_000, output=0, cached=8_000), "gpt-4.1-mini", "https://api.openai.com/v1")
    assert plain and cached and cached < plain


def test_capabilities_come_from_settings_then_memory_then_preset(tmp_path: Path) -> None:
    named = settings_for("http://127.0.0.1:1/v1", tmp_path, mode="tools")
    assert (capabilities_of(named).mode, capabilities_of(named).source) == ("tools", "settings")
    unknown = settings_for("http://127.0.0.1:1/v1", tmp_path, mode="auto")
    assert capabilities_of(unknown).source == "assumed"
    preset = settings_for("https://api.deepseek.com", tmp_path, mode="auto")
    assert (capabilities_of(preset).mode, capabilities_of(preset).source) == ("json_object", "provider")
    (tmp_path / "endpoints.json").write_text("{torn", "utf-8")
    assert capabilities_of(unknown).source == "assumed"


# --- cache --------------------------------------------------------------------------------------


def test_a_cache_lets_go_of_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path, megabytes=1)
    for number in range(20):
        cache.put(str(number), Answer("x" * 100_000))
    kept = [number for number in range(20) if cache.get(str(number))]
    assert kept and kept[-1] == 19 and 0 not in kept
    assert sum(len(cache.get(str(number)).text) for number in kept) <= 1_000_000  # type: ignore[union-attr]


def write_at_once(folder: Path, code: str) -> None:
    """Run `code` in three processes; it finds the folder, and a name of its own, in `sys.argv`."""
    head = "import sys; from pathlib import Path; from summarizer.llm.cache import AnswerCache;"
    head += "from summarizer.llm.client import Answer\n"
    writers = [subprocess.Popen([sys.executable, "-c", head + code, str(folder), name]) for name in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]


def test_processes_share_a_cache(tmp_path: Path) -> None:
    code = (
        "cache = AnswerCache(Path(sys.argv[1]))\n"
        "for n in range(40): cache.put(sys.argv[2] + str(n), Answer('answer ' + sys.argv[2] + str(n)))"
    )
    write_at_once(tmp_path, code)
    cache = AnswerCache(tmp_path)
    for name in "abc":
        for number in range(40):
            answer = cache.get(f"{name}{number}")
            assert answer is not None and answer.text == f"answer {name}{number}"


def test_the_file_of_several_writers_stays_within_its_limit(tmp_path: Path) -> None:
    code = (
        "cache = AnswerCache(Path(sys.argv[1]), megabytes=2)\n"
        "for n in range(150): cache.put(sys.argv[2] + str(n), Answer('x' * 20_000))"
    )
    write_at_once(tmp_path, code)
    assert (tmp_path / "answers.sqlite").stat().st_size < 2_500_000
    cache = AnswerCache(tmp_path)
    assert any(cache.get(f"{name}149") for name in "abc")
    assert not all(cache.get(f"{name}0") for name in "abc")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_cache_is_used_across_a_fork(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    cache.put("before", Answer("told"))
    child = os.fork()
    if child == 0:
        cache.put("forked", Answer("told too"))
        os._exit(0 if cache.get("before") else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert cache.get("forked") and cache.get("before")


# --- doctor and by hand -------------------------------------------------------------------------


def levels(findings: list[Any]) -> dict[str, str]:
    return {finding.name: finding.level for finding in findings}


def test_doctor_finds_the_strongest_mode_and_remembers_it(tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> Step:
        if request.get("response_format", {}).get("type") == "json_schema":
            return completion("云州市，编号十二")  # takes the schema and ignores it
        if "tools" in request:
            return tool_call({"place": "云州市", "figure": 12})
        return problem(400, "unknown response_format")

    with scripted(answer) as server:
        settings = settings_for(server.url, tmp_path, mode="auto")
        findings = check(settings)
    assert levels(findings) == {"endpoint": "ok", "model": "ok", "mode": "ok"}
    assert "tools" in findings[-1].message and "json_schema: not kept to" in findings[-1].message
    assert (capabilities_of(settings).mode, capabilities_of(settings).source) == ("tools", "remembered")


def test_doctor_says_when_the_model_is_not_listed(tmp_path: Path) -> None:
    with scripted(completion({"place": "云州市", "figure": 12}), models=["other"]) as server:
        findings = check(settings_for(server.url, tmp_path))
    assert levels(findings)["model"] == "warning"
    assert "other" in findings[1].message


def test_doctor_says_when_nothing_answers(tmp_path: Path) -> None:
    findings = check(settings_for(f"http://127.0.0.1:{closed_port()}/v1", tmp_path))
    assert levels(findings) == {"endpoint": "error"}


def test_the_request_by_hand_is_the_one_a_run_sends() -> None:
    article = article_of()
    with scripted(completion(SOUND)) as server:
        read(server.url, article=article)
    (made,) = manual_requests(article)
    request = json.loads(made.as_json())
    assert request["messages"] == server.requests[0]["messages"]
    assert request["response_format"] == server.requests[0]["response_format"]
    assert "178个{2}" in made.as_text() and '"additionalProperties"' in made.as_text()


def test_an_answer_by_hand_gives_the_same_draft_and_the_same_repair_message() -> None:
    article = article_of()
    faulty = sound(rows=[*SOUND["rows"][:-1], row(99, "landed.projects", "drop")])
    with scripted(completion(faulty), completion({"rows": [row(10, "landed.projects", "drop")]})) as server:
        reading = read(server.url, article=article)
    first = read_given_answers(article, [json.dumps(faulty)])
    assert first.repair == server.requests[1]["messages"][1]["content"]
    engine = GivenAnswers([json.dumps(faulty), '{"rows": [[10, "landed.projects", "drop"]]}'])
    given_reading = asyncio.run(engine.read(article))
    assert given_reading.draft == reading.draft
    assert engine.repair is None


def test_an_answer_by_hand_that_cannot_be_read_says_what_to_send() -> None:
    with pytest.raises(AnswerError) as raised:
        read_given_answers(article_of(), ["对不起"])
    assert "JSON" in raised.value.hint
    with pytest.raises(EmptyAnswerError):
        read_given_answers(article_of(), ["  "])
    with pytest.raises(EmptyAnswerError):
        read_given_answers(article_of(), [])


# --- imports ------------------------------------------------------------------------------------


def test_importing_the_reader_loads_no_heavy_library() -> None:
    code = (
        "import sys, summarizer.engines.llm, summarizer.llm.client, summarizer.llm.doctor;"
        "heavy = {'openai', 'instructor', 'pydantic_settings', 'httpx2', 'genai_prices', 'json_repair'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
