"""`summarizer run`: formats, streams, exit codes, and what it says to bad input."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from command_line import CommandLine

from summarizer.schema import json_schema

PAGE = "b-yaan-2024"


@pytest.fixture
def page(own_pages: Path) -> Path:
    return own_pages / PAGE / "raw.txt"


def test_json_is_one_valid_report_on_standard_output(summarizer: CommandLine, page: Path) -> None:
    result = summarizer("run", page, "--engine", "offline")
    report = json.loads(result.out)
    jsonschema.validate(report, json_schema("report"))
    assert result.code == 0
    assert result.err == ""
    assert report["article"]["path"] == str(page)
    assert report["run"]["engine"] == "offline"
    assert report["run"]["seconds"] > 0


def test_every_number_of_a_report_stands_in_the_body(summarizer: CommandLine, own_pages: Path) -> None:
    pages = sorted(own_pages.glob("*/raw.txt"))
    result = summarizer("run", *pages, "--format", "jsonl", "--engine", "offline")
    reports = [json.loads(line) for line in result.out.splitlines()]
    assert len(reports) == len(pages)
    for report in reports:
        body = report["article"]["body"]
        for row in (*report["figures"], *report["statements"]):
            start, end = row["span"]
            assert body[start:end] == row["surface"]
        figures = {figure["id"] for figure in report["figures"]}
        assert {row["figure"] for row in report["statements"]} <= figures
        said = set(re.findall(r"\d+(?:\.\d+)?", report["headline"] + report["summary"]))
        assert said <= set(re.findall(r"\d+(?:\.\d+)?", body.replace(",", "") + body)), (
            "prose has only the page's numbers"
        )


def test_auto_reads_offline_where_no_model_is_configured_and_says_so(
    summarizer: CommandLine, page: Path
) -> None:
    report = json.loads(summarizer("run", page).out)
    assert (report["run"]["engine"], report["run"]["model"]) == ("offline", None)


def test_standard_input_is_a_page(summarizer: CommandLine, page: Path) -> None:
    from_file = json.loads(summarizer("run", page, "--engine", "offline").out)
    from_stdin = json.loads(summarizer("run", "-", "--engine", "offline", stdin=page.read_bytes()).out)
    assert from_stdin["article"]["path"] is None
    assert from_stdin["statements"] == from_file["statements"]


@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_terminal_report_fits_its_width(summarizer: CommandLine, page: Path, width: int) -> None:
    from rich.cells import cell_len

    result = summarizer("run", page, "--engine", "offline", "--format", "terminal", "--width", width)
    assert max(cell_len(line) for line in result.out.splitlines()) <= width
    assert "44.89亿元" in result.out
    assert "\x1b" not in result.out, "no colours where nobody looks"


def test_markdown_and_html_hold_the_figures(summarizer: CommandLine, page: Path) -> None:
    for format in ("markdown", "html"):
        assert "44.89亿元" in summarizer("run", page, "--engine", "offline", "--format", format).out


def test_output_takes_the_format_from_the_ending(summarizer: CommandLine, page: Path, tmp_path: Path) -> None:
    result = summarizer("run", page, "--engine", "offline", "--output", tmp_path / "report.html")
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / "report.html").read_text("utf-8").lstrip().lower().startswith("<!doctype html>")


def test_several_pages_go_to_a_folder_without_overwriting(
    summarizer: CommandLine, own_pages: Path, tmp_path: Path
) -> None:
    pages = sorted(own_pages.glob("b-*/raw.txt"))
    summarizer("run", *pages, "--engine", "offline", "--format", "json", "--output", tmp_path)
    assert len(list(tmp_path.glob("*.json"))) == len(pages)


def test_a_page_that_fails_does_not_stop_the_others(
    summarizer: CommandLine, page: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = summarizer(
        "run", empty, page, tmp_path / "missing.txt", "--engine", "offline", "--format", "jsonl"
    )
    assert result.code == 1
    assert len(result.out.splitlines()) == 1
    assert len(result.err.splitlines()) == 2


BAD_PAGES: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": "  \n\t　\n".encode(),
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "furniture.txt": "首页 | 新闻 | 视频\n上一篇：没有了\n版权所有 京ICP备00000000号\n".encode(),
}


@pytest.mark.parametrize("name", BAD_PAGES)
def test_a_bad_page_gets_one_line_that_says_what_to_do(
    summarizer: CommandLine, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(BAD_PAGES[name])
    result = summarizer("run", file, "--engine", "offline")
    assert (result.code, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1
    assert name in result.err
    assert re.search(r"\(.+\)", result.err), "a hint in brackets"


def test_missing_file_folder_and_huge_file_are_told_apart(
    summarizer: CommandLine, tmp_path: Path, page: Path
) -> None:
    huge = tmp_path / "huge.txt"
    huge.write_bytes(page.read_bytes() * 8000)
    assert huge.stat().st_size > 20_000_000
    for path, said in (("nowhere.txt", "does not exist"), (tmp_path, "batch"), (huge, "--max-size")):
        result = summarizer("run", path, "--engine", "offline")
        assert result.code == 1
        assert said in result.err
        assert len(result.err.splitlines()) == 1


def test_a_model_without_a_key_is_a_matter_of_configuration(summarizer: CommandLine, page: Path) -> None:
    result = summarizer("run", page, "--engine", "llm")
    assert result.code == 3
    assert len(result.err.splitlines()) == 1
    assert "OPENAI_API_KEY" in result.err


def test_an_endpoint_out_of_reach_is_a_matter_of_configuration(summarizer: CommandLine, page: Path) -> None:
    result = summarizer(
        "run", page, "--engine", "llm", "--base-url", "http://127.0.0.1:9/v1", "--model", "any"
    )
    assert result.code == 3
    assert "127.0.0.1:9" in result.err
    assert len(result.err.splitlines()) == 1


def test_wrong_usage_is_status_2(summarizer: CommandLine, page: Path) -> None:
    assert summarizer("run").code == 2
    assert summarizer("run", page, "--format", "pdf").code == 2
    assert summarizer("run", page, page, "--format", "html").code == 2


def test_fail_on_turns_findings_into_status_4(summarizer: CommandLine, page: Path) -> None:
    report = json.loads(summarizer("run", page, "--engine", "offline").out)
    levels = {finding["severity"] for finding in report["findings"]}
    assert summarizer("run", page, "--engine", "offline", "--fail-on", "error").code == (
        4 if "error" in levels else 0
    )
    wrong = "安徽省今年上半年新签约项目100个，其中省外项目60个，省内项目30个。"
    broken = f"某市招商引资工作情况\n{wrong}全市到位资金10亿元，占全年任务20亿元的70%。\n"
    result = summarizer("run", "-", "--engine", "offline", "--fail-on", "error", stdin=broken.encode())
    assert result.code == 4
    assert json.loads(result.out)["findings"]


def test_explain_says_on_stderr_why_rows_read_so(summarizer: CommandLine, page: Path) -> None:
    result = summarizer("run", page, "--engine", "offline", "--explain")
    json.loads(result.out)
    assert len(result.err.splitlines()) >= 5


def test_figures_of_the_terminal_link_to_the_evidence_page(
    summarizer: CommandLine, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    evidence = tmp_path / "evidence.html"
    result = summarizer("run", page, "--engine", "offline", "-f", "terminal", "--evidence", evidence)
    linked = set(re.findall(rf"\x1b]8;[^;]*;{re.escape(evidence.as_uri())}#(f\d+)", result.out))
    assert linked
    text = evidence.read_text("utf-8")
    assert all(f'id="{place}"' in text for place in linked)
    assert summarizer("run", page, "-o", tmp_path / "r.md", "--evidence", evidence).code == 2
