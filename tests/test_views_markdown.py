"""Markdown: footnoted figures, nothing of the page interpreted."""

from __future__ import annotations

import re

import pytest
from reports import OWN_PAGES, report_of
from test_views_terminal import hostile_report

from summarizer.views.markdown import to_markdown

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())


@pytest.mark.parametrize("page", PAGES)
def test_every_footnote_is_defined_once_and_holds_its_figure_in_its_sentence(page: str) -> None:
    report = report_of(page)
    text = to_markdown(report)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    assert used == set(notes)
    assert {str(row.figure) for row in report.statements} <= used
    body = re.sub(r"\s", "", report.article.body)
    for number, note in notes.items():
        figure = report.figures[int(number) - 1]
        plain = re.sub(r"\s", "", re.sub(r"\\(.)", r"\1", note.replace("**", "")))
        assert figure.surface in plain
        assert plain in body


def test_tables_have_as_many_cells_in_every_row() -> None:
    text = to_markdown(report_of("b-anhui-2019"))
    tables = re.findall(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE)
    assert tables
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}) == 1


def test_markup_of_a_page_is_escaped() -> None:
    report = hostile_report()
    report.headline = report.summary = report.summary_template = (
        "# 标题 <script>x</script> [a](b) | `c` **d**"
    )
    report.statements[1].scope = "a|b\n# c"
    text = to_markdown(report)
    assert "<script>" not in text.replace("\\<", "")
    assert "\\[a\\](b) \\| \\`c\\` \\*\\*d\\*\\*" in text
    assert "a\\|b \\# c" in text
    assert not set(text) & set("\x07\x1b\x9b\u202e\r\x00")


def test_english_puts_the_surface_beside_its_rendering() -> None:
    text = to_markdown(report_of("a-anshan-2021"), lang="en")
    assert re.search(r"CNY 24\.43 bn \(244\.3亿元\)\[\^\d+\]", text)
    assert "## Statements" in text


def test_the_failing_sum_is_told() -> None:
    assert "36.92% ≠ 36.91% ✗" in to_markdown(report_of("a-xixiu-nd"))
