"""`verify`, `compare`, `export`, `prompt`: what is done with reports."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from command_line import CommandLine


@pytest.fixture
def reports(summarizer: CommandLine, own_pages: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    pages = [own_pages / name / "raw.txt" for name in ("b-yaan-2024", "b-haibei-2013", "a-xixiu-nd")]
    assert summarizer("run", *pages, "--engine", "offline", "-f", "json", "-o", folder).code == 0
    return folder


def test_a_true_report_verifies(summarizer: CommandLine, own_pages: Path, tmp_path: Path) -> None:
    page = own_pages / "b-yaan-2024" / "raw.txt"
    report = tmp_path / "report.json"
    summarizer("run", page, "--engine", "offline", "-o", report)
    result = summarizer("verify", report, "--article", page, "--fail-on", "error")
    assert result.code == 0
    assert "0 error" in result.out


def test_a_changed_digit_is_found(summarizer: CommandLine, own_pages: Path, tmp_path: Path) -> None:
    page = own_pages / "b-yaan-2024" / "raw.txt"
    report = tmp_path / "report.json"
    summarizer("run", page, "--engine", "offline", "-o", report)
    data = json.loads(report.read_text("utf-8"))
    row = next(row for row in data["statements"] if row["surface"] == "44.89亿元")
    row |= {"surface": "44.98亿元", "value": 4498000000}
    report.write_text(json.dumps(data), "utf-8")
    result = summarizer("verify", report, "--article", page, "--fail-on", "error", "--format", "json")
    assert result.code == 4
    assert any("44.98" in finding["message"] for finding in json.loads(result.out)["findings"])


def test_a_report_of_another_program_needs_its_page(summarizer: CommandLine, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.json"
    foreign.write_text('[{"amount": "34.5亿元"}]', "utf-8")
    page = tmp_path / "page.txt"
    page.write_text(
        "某市招商引资快报\n今年一季度，某市签约项目12个，总投资34.5亿元，同比增长6.7%。\n", "utf-8"
    )
    assert "--article" in summarizer("verify", foreign).err
    assert summarizer("verify", foreign, "--article", page, "--fail-on", "error").code == 0
    foreign.write_text('[{"amount": "35.4亿元"}]', "utf-8")
    assert summarizer("verify", foreign, "--article", page, "--fail-on", "error").code == 4


def test_sarif_names_the_tool_and_the_rules(summarizer: CommandLine, reports: Path) -> None:
    log = json.loads(summarizer("verify", next(reports.glob("*.json")), "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["tool"]["driver"]["name"] == "summarizer"


def test_a_folder_is_checked_across_its_reports(summarizer: CommandLine, reports: Path) -> None:
    result = summarizer("verify", reports)
    assert result.code == 0
    assert "3 reports" in result.out


def test_compare_sets_regions_side_by_side(summarizer: CommandLine, reports: Path, tmp_path: Path) -> None:
    out = summarizer("compare", reports, "--format", "terminal", "--width", 100).out
    assert "雅安市" in out
    assert "海北藏族自治州" in out
    rows = list(csv.DictReader(summarizer("compare", reports).out.splitlines()))
    assert {"雅安市", "海北藏族自治州"} <= {row["region"] for row in rows}
    assert summarizer("compare", reports, "-o", tmp_path / "c.html").code == 0
    assert "雅安市" in (tmp_path / "c.html").read_text("utf-8")


def test_export_writes_tables_and_evidence(summarizer: CommandLine, reports: Path, tmp_path: Path) -> None:
    assert summarizer("export", reports, "--to", "sqlite", "-o", tmp_path / "t.sqlite").code == 0
    with sqlite3.connect(tmp_path / "t.sqlite") as db:
        (count,) = db.execute("SELECT count(*) FROM statements").fetchone()
    expected = sum(len(json.loads(path.read_text("utf-8"))["statements"]) for path in reports.glob("*.json"))
    assert count == expected
    summarizer("export", reports, "--to", "html", "-o", tmp_path / "evidence")
    index = (tmp_path / "evidence" / "index.html").read_text("utf-8")
    linked = [path.name for path in (tmp_path / "evidence").glob("*.html") if path.name != "index.html"]
    assert len(linked) == 3
    assert all(name in index for name in linked)


def test_export_of_nothing_says_so(summarizer: CommandLine, tmp_path: Path) -> None:
    result = summarizer("export", tmp_path, "--to", "csv", "-o", tmp_path / "tables")
    assert result.code == 1
    assert "no report" in result.err


def test_prompt_and_answer_go_together(summarizer: CommandLine, own_pages: Path, tmp_path: Path) -> None:
    page = own_pages / "b-yaan-2024" / "raw.txt"
    request = json.loads(summarizer("prompt", page, "--format", "json").out)
    assert "44.89亿元" in request["messages"][1]["content"]
    numbered = request["messages"][1]["content"]
    number = int(numbered.split("44.89亿元{")[1].split("}")[0])
    answer = tmp_path / "answer.json"
    rows = [[number, "funds_in_place", "level"]]
    answer.write_text(
        json.dumps({"rows": rows, "headline": f"到位资金{{{number}}}", "summary": f"到位资金{{{number}}}。"}),
        "utf-8",
    )
    report = json.loads(summarizer("run", page, "--answer", answer).out)
    assert report["headline"] == "到位资金44.89亿元"
    assert [row["surface"] for row in report["statements"]] == ["44.89亿元"]
    assert report["run"]["engine"] == "given"
