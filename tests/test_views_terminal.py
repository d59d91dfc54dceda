"""The report in the terminal: aligned, complete, safe, at any width."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from reports import OWN_PAGES, report_of
from rich.cells import cell_len
from rich.console import Console

from summarizer.report import Finding, PeriodRecord, Project, Quote, Report, Usage
from summarizer.views.terminal import render

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())
HOSTILE = "[red]红[/red] \x1b]0;owned\x07\x1b[2J\x9b31m \u202e12亿\u202c {1} \r\x00 [/] [link=x]"


def shown(report: Report, width: int = 100, lang: str = "zh", **options: object) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, **options)  # type: ignore[arg-type]
    render(report, console, lang="en" if lang == "en" else "zh")
    return stream.getvalue()


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("page", PAGES)
def test_no_line_is_wider_than_the_terminal(page: str, width: int) -> None:
    for lang in ("zh", "en"):
        lines = shown(report_of(page), width, lang).splitlines()
        assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("page", PAGES)
def test_every_value_scope_and_project_is_whole_at_every_width(page: str, width: int) -> None:
    report = report_of(page)
    text = flat(shown(report, width))
    for row in report.statements:
        assert flat(row.surface) in text
    for project in report.projects:
        # A name may be folded inside its cell: its characters still stand there in order.
        assert re.search(".*?".join(map(re.escape, flat(project.name))), text)


def test_columns_line_up_under_wide_characters() -> None:
    lines = shown(report_of("a-anshan-2021"), 80).splitlines()
    rows = [line for line in lines if line.startswith("·  ")]
    ends = {cell_len(line[: line.index(value) + len(value)]) for line in rows for value in _values(line)}
    assert len(rows) > 8
    assert len(ends) == 1


def _values(line: str) -> list[str]:
    return re.findall(r"(?:数值|增长|目标)\s+(\S+)", line)[:1]


def test_a_movement_shows_its_direction_and_an_approximate_value_its_mark() -> None:
    text = shown(report_of("b-anhui-2019"), 100)
    assert "↓1.2%" in text
    assert "~↓两成多" in text
    assert "↑翻一番" in text


def test_sums_are_written_out_and_failing_ones_marked() -> None:
    text = shown(report_of("a-xixiu-nd"), 100)
    assert "31个 + 28个 + 19个 = 78个 ✓" in text
    assert "20.7991亿元 ÷ 56.3359亿元 = 36.92% ≠ 36.91% ✗" in text


def test_statuses_are_counted_in_words_so_that_colour_is_not_needed() -> None:
    report = report_of("a-xixiu-nd")
    wrong = sum(row.status == "disputed" for row in report.statements)
    assert wrong
    assert f"存疑 {wrong}" in shown(report, 80)


def test_rows_of_two_regions_stand_under_their_names() -> None:
    report = report_of("a-anshan-2021")
    report.statements[3].region = "海城市"
    text = shown(report, 80)
    assert text.index("鞍山市", text.index("口径")) < text.index("海城市")


def test_a_wide_terminal_shows_the_words_around_a_figure() -> None:
    report = report_of("a-anshan-2021")
    assert "签约201个" in flat(shown(report, 140)).replace("…", "")
    assert "全年洽谈推进重点项目651个" in shown(report, 140)


def test_english_has_english_units_beside_the_surface() -> None:
    text = shown(report_of("a-anshan-2021"), 120, "en")
    assert "CNY 24.43 bn" in text
    assert "244.3亿元" in text
    assert "funds in place" in text
    assert "signed projects" in text


def test_no_colour_and_no_escape_without_a_terminal() -> None:
    assert "\x1b" not in shown(report_of("a-anshan-2021"))


def test_no_color_is_heeded_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = shown(report_of("a-anshan-2021"), force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = shown(report_of("a-anshan-2021"), force_terminal=True)
    assert re.search("\x1b\\[[0-9;]*3[0-7]m", coloured)
    assert not re.search("\x1b\\[[0-9;]*3[0-7]m", plain)


def test_evidence_makes_links_of_figures() -> None:
    report = report_of("a-anshan-2021")
    stream = io.StringIO()
    console = Console(file=stream, width=100, force_terminal=True)
    render(report, console, evidence="file:///reports/anshan.html")
    assert f"file:///reports/anshan.html#f{report.statements[0].figure}" in stream.getvalue()


def hostile_report() -> Report:
    report = report_of("c-linyi-2021")
    report.article.title = report.article.source = HOSTILE
    report.headline = report.summary = report.summary_template = HOSTILE
    for row in report.statements:
        row.scope = row.region = HOSTILE
    report.statements[0].surface = HOSTILE
    report.projects.append(
        Project(
            name=HOSTILE,
            investor=HOSTILE,
            amount=None,
            currency="CNY",
            figure=999,
            status="signed",
            location=HOSTILE,
            capacity=HOSTILE,
            span=None,
        )
    )
    report.findings.append(Finding(rule=HOSTILE, severity="error", message=HOSTILE, figures=[999, 1]))
    report.policies.append(Quote(text=HOSTILE, span=None))
    report.run.model = HOSTILE
    report.article.damage.append(HOSTILE)
    return report


@pytest.mark.parametrize("width", [60, 140])
def test_markup_and_escapes_of_a_page_are_shown_as_text(width: int) -> None:
    for lang in ("zh", "en"):
        text = shown(hostile_report(), width, lang, force_terminal=True, color_system=None, no_color=True)
        assert "[red]红[/red]" in text
        assert "␛]0;owned␇␛[2J" in flat(text)
        assert not set(text) & set("\x07\x9b\u202e\u202c\r\x00")
        assert "\x1b[2J" not in text
        assert "\x1b]0" not in text


def test_cost_tokens_and_model_stand_in_the_footer() -> None:
    report = report_of("a-anshan-2021")
    report.run.model, report.run.cost = "some-model", 0.00123
    report.run.usage = Usage(input=12345, output=678, cached=1000)
    footer = flat(shown(report, 120).rpartition("─")[2])
    assert "some-model" in footer
    assert "12,345" in footer
    assert "$0.0012" in footer
    assert "页面杂项" in footer


def test_an_empty_report_says_so() -> None:
    report = report_of("a-anshan-2021")
    report.statements.clear()
    report.projects.clear()
    report.relations.clear()
    assert "没有读出招商数据" in shown(report)
    assert "No statement" in shown(report, 80, "en")


def test_a_period_is_shown_where_it_is_not_the_page_s_own() -> None:
    report = report_of("a-anshan-2021")
    report.article.period = PeriodRecord(text="今年1至4月")
    report.statements[0].period = PeriodRecord(text="1至4月")
    assert "时期" not in shown(report, 100)
    report.statements[1].period = PeriodRecord(text="4月", start=date(2020, 4, 1), end=date(2020, 4, 30))
    text = shown(report, 100)
    assert "时期" in text
    assert "4月" in next(line for line in text.splitlines() if "201个" in line and "亿元以上" in line)
