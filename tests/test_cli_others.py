"""`clean`, `figures`, `schema`, `eval`, `doctor` and the root command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from command_line import CommandLine

from summarizer import __version__


@pytest.fixture
def damaged(own_pages: Path) -> Path:
    return own_pages / "a-eerduosi-2022" / "raw.txt"


def test_clean_prints_the_body_alone(summarizer: CommandLine, damaged: Path) -> None:
    result = summarizer("clean", damaged)
    assert result.code == 0
    assert "签约项目25个，协议总额402.33亿元" in result.out.replace(",", "，")
    assert "責任編輯" not in result.out


def test_clean_as_json_tells_of_damage_and_repairs(summarizer: CommandLine, damaged: Path) -> None:
    article = json.loads(summarizer("clean", damaged, "--format", "json").out)
    assert article["region"]["name"] == "鄂尔多斯市"
    assert article["published"] == "2022-12-22"
    assert article["repairs"]
    assert any("pinyin" in tag for tag in article["damage"])


def test_clean_explain_shows_what_was_dropped(summarizer: CommandLine, damaged: Path) -> None:
    result = summarizer("clean", damaged, "--explain", "--width", 100)
    assert "暖城观察" in result.out


def test_figures_as_json_have_exact_places(summarizer: CommandLine, damaged: Path) -> None:
    body = summarizer("clean", damaged).out
    figures = json.loads(summarizer("figures", damaged).out)
    found = {figure["surface"]: figure for figure in figures}
    assert found["402.33亿元"]["value"] == 40233000000
    for figure in figures:
        start, end = figure["span"]
        assert body[start:end] == figure["surface"]


def test_figures_on_a_terminal_show_text_and_table(summarizer: CommandLine, damaged: Path) -> None:
    out = summarizer("figures", damaged, "--format", "terminal", "--width", 100).out
    assert out.count("402.33亿元") >= 2


@pytest.mark.parametrize("model", ["report", "draft"])
def test_schema_prints_a_json_schema(summarizer: CommandLine, model: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(summarizer("schema", model).out))


def test_eval_scores_our_own_pages(summarizer: CommandLine, own_pages: Path) -> None:
    told = summarizer("eval", own_pages, "--engine", "offline", "--detail").out
    scores = json.loads(told)
    assert scores["groups"]["all"]["pages"] == 14
    assert scores["groups"]["all"]["ungrounded"] == 0
    assert scores["failures"] == {}
    again = summarizer("eval", own_pages, "--engine", "offline", "--detail").out
    assert told == again, "the same from run to run, byte for byte"
    brief = json.loads(summarizer("eval", own_pages, "--engine", "offline").out)
    assert brief["groups"]["all"]["seconds"] > 0


def test_eval_shows_a_table_with_missed_rows(summarizer: CommandLine, own_pages: Path) -> None:
    out = summarizer(
        "eval", own_pages, "--engine", "offline", "--format", "terminal", "--detail", "--width", 140
    ).out
    assert "b-anhui-2019" in out
    assert "statements" in out


def test_eval_of_a_folder_without_pages_says_so(summarizer: CommandLine, tmp_path: Path) -> None:
    result = summarizer("eval", tmp_path)
    assert result.code == 1
    assert "no annotated page" in result.err


def test_doctor_is_content_without_a_model(summarizer: CommandLine) -> None:
    result = summarizer("doctor")
    assert result.code == 0
    assert "instructor" in result.out
    assert "✗" not in result.out


def test_doctor_tells_of_an_endpoint_out_of_reach(summarizer: CommandLine) -> None:
    result = summarizer("doctor", "--base-url", "http://127.0.0.1:9/v1", "--model", "any")
    assert result.code == 3
    assert "127.0.0.1:9" in result.out


def test_version_and_help(summarizer: CommandLine) -> None:
    assert summarizer("--version").out.strip() == f"summarizer {__version__}"
    assert "run" in summarizer("--help").out


HEAVY = ("openai", "instructor", "pydantic_settings", "opencc", "trafilatura", "genai_prices", "pydantic")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['summarizer', '--help']\n"
        "from summarizer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_an_offline_run_imports_no_model_client(own_pages: Path) -> None:
    page = own_pages / "b-yaan-2024" / "raw.txt"
    code = (
        f"import sys; sys.argv = ['summarizer', 'run', {str(page)!r}, '--engine', 'offline']\n"
        "from summarizer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('openai', 'instructor', 'pydantic_settings', 'trafilatura')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_output_to_a_reader_that_left_is_no_error(own_pages: Path) -> None:
    pages = " ".join(str(path) for path in own_pages.glob("*/raw.txt"))
    command = f"{sys.executable} -c 'from summarizer.cli import main; main()' run {pages} --engine offline"
    done = subprocess.run(
        f"{command} | head -c 10",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr
