"""Comparison: what may be set beside what, and what is marked."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reports import OWN_PAGES, report_of
from rich.cells import cell_len
from rich.console import Console

from summarizer.report import PeriodRecord, RegionRecord, Report
from summarizer.views.compare import Comparison, compare
from summarizer.views.compare_files import COLUMNS, comparison_to_csv, comparison_to_xlsx
from summarizer.views.compare_html import comparison_to_html
from summarizer.views.compare_text import comparison_to_markdown, render_comparison
from summarizer.views.spans import YearSpan, span_of

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())


def report(
    region: str, value: int, *, months: tuple[int, int] = (1, 12), year: int = 2023, scope: str | None = None
) -> Report:
    """A page of one row: this many signed projects in these months."""
    made = report_of("b-yaan-2024")
    row = next(one for one in made.statements if one.indicator == "signed.projects")
    made.statements = [
        row.model_copy(update={"value": Decimal(value), "surface": f"{value}个", "scope": scope})
    ]
    made.statements[0].region = None
    last = date(year + months[1] // 12, months[1] % 12 + 1, 1).toordinal() - 1
    made.article.id = f"{region}-{value}-{year}-{months}-{scope}"
    made.article.region = RegionRecord(name=region, province="某省")
    made.article.period = PeriodRecord(text="x", start=date(year, months[0], 1), end=date.fromordinal(last))
    return made


def compared(*reports: Report) -> Comparison:
    return compare(
        (one, f"{one.article.region.name}.html" if one.article.region else None) for one in reports
    )


def marks(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {entry.region: entry.marks for entry in comparison.tables[0].entries}


def test_values_on_one_basis_are_ranked_beside_each_other() -> None:
    comparison = compared(report("甲市", 30), report("乙市", 50), report("丙市", 50), report("丁市", 10))
    reference = comparison.tables[0].reference
    assert reference is not None
    assert [(one.region, one.rank) for one in reference.entries] == [
        ("乙市", 1),
        ("丙市", 1),
        ("甲市", 3),
        ("丁市", 4),
    ]


def test_a_quarter_never_stands_beside_a_year_unmarked() -> None:
    comparison = compared(report("甲市", 30), report("乙市", 50), report("丙市", 20, months=(1, 3)))
    assert marks(comparison) == {"乙市": (), "甲市": (), "丙市": ("period",)}
    assert len(comparison.tables[0].groups) == 2


def test_another_year_another_scope_and_an_unknown_period_are_marked() -> None:
    unknown = report("丁市", 9)
    assert unknown.article.period is not None
    unknown.article.period.start = unknown.article.period.end = None
    comparison = compared(
        report("甲市", 30),
        report("乙市", 50),
        report("丙市", 20, year=2022),
        report("戊市", 20, scope="省外"),
        unknown,
    )
    found = marks(comparison)
    assert (found["丙市"], found["戊市"], found["丁市"]) == (("year",), ("scope",), ("unknown-period",))


def test_unknown_periods_are_never_ranked_together() -> None:
    pages = [report("甲市", 30), report("乙市", 50)]
    for page in pages:
        page.article.period = None
    table = compared(*pages).tables[0]
    assert table.reference is None
    assert [entry.rank for entry in table.entries] == [None, None]
    assert all("unknown-period" in entry.marks for entry in table.entries)


def test_scopes_are_sets_so_that_their_order_does_not_matter() -> None:
    comparison = compared(
        report("甲市", 3, scope="省外；亿元以上"), report("乙市", 5, scope="亿元以上；省外")
    )
    assert comparison.tables[0].reference is not None


def test_pages_that_disagree_about_one_region_are_told() -> None:
    other = report("甲市", 31)
    comparison = compared(report("甲市", 30), other, report("乙市", 5))
    assert {entry.row.value for entry in comparison.conflicts} == {Decimal(30), Decimal(31)}
    assert not compared(report("甲市", 30), report("甲市", 30), report("乙市", 5)).conflicts
    assert not compared(report("甲市", 30), report("甲市", 9, months=(1, 3)), report("乙市", 5)).conflicts


def test_money_may_be_rounded_but_not_different() -> None:
    pages = [report("甲市", 10_000_000_000), report("甲市", 10_020_000_000), report("乙市", 5)]
    for page in pages:
        page.statements[0].unit = "CNY"
        page.statements[0].indicator = "signed.investment"
    assert not compared(*pages).conflicts
    pages[1].statements[0].value = Decimal(11_000_000_000)
    assert len(compared(*pages).conflicts) == 2


def test_currencies_are_kept_apart() -> None:
    pages = [report("甲市", 30), report("乙市", 50), report("丙市", 40)]
    for page, unit in zip(pages, ("CNY", "CNY", "USD"), strict=True):
        page.statements[0].indicator = "signed.investment"
        page.statements[0].unit = unit
    assert marks(compared(*pages))["丙市"] == ("unit",)


def test_a_page_without_a_region_is_named_not_lost() -> None:
    lost = report("甲市", 3)
    lost.article.region = None
    lost.article.title = "没有地区的一页"
    comparison = compared(lost, report("乙市", 5), report("丙市", 6))
    assert comparison.left_out == ("没有地区的一页",)
    assert "没有地区的一页" in comparison_to_html(comparison)


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (None, "2023-03-31", "2023年1–3月", "Jan–Mar 2023"),
        ("2023-01-01", "2023-12-31", "2023年", "2023"),
        ("2023-04-01", "2023-04-30", "2023年4月", "Apr 2023"),
        (None, "2023-07-20", "2023年至7月20日", "1 Jan – 20 Jul 2023"),
        ("2022-12-19", "2022-12-20", "2022年12月19日–20日", "19 Dec – 20 Dec 2022"),
        ("2023-01-30", "2023-01-30", "2023年1月30日", "30 Jan 2023"),
        ("2022-07-01", "2023-06-30", "2022-07-01–2023-06-30", "1 Jul 2022 – 30 Jun 2023"),
    ],
)
def test_spans_have_names(start: str | None, end: str, zh: str, en: str) -> None:
    record = PeriodRecord(text="", start=start and date.fromisoformat(start), end=date.fromisoformat(end))  # type: ignore[arg-type]
    span = span_of(record)
    assert span is not None
    assert (span.label("zh"), span.label("en")) == (zh, en)


def test_the_end_of_february_is_one_in_every_year() -> None:
    leap = YearSpan(date(2024, 1, 1), date(2024, 2, 29))
    plain = YearSpan(date(2023, 1, 1), date(2023, 2, 28))
    assert leap.part == plain.part != YearSpan(date(2023, 1, 1), date(2023, 2, 27)).part


def all_pages() -> Comparison:
    return compare((report_of(page), f"{page}.html") for page in PAGES)


def test_on_the_shipped_pages_every_entry_outside_the_reference_is_marked() -> None:
    comparison = all_pages()
    assert len(comparison.sources) == len(PAGES)
    for table in comparison.tables:
        first = table.groups[0]
        for group in table.groups:
            for entry in group.entries:
                assert entry.basis == group.basis
                assert bool(entry.marks) == (group is not first or group.basis.span is None)
                if group.basis.span and first.basis.span and group.basis.span != first.basis.span:
                    assert {"period", "year"} & set(entry.marks)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_terminal_shows_every_main_entry_and_keeps_its_width(width: int) -> None:
    comparison = all_pages()
    for lang in ("zh", "en"):
        stream = io.StringIO()
        render_comparison(comparison, Console(file=stream, width=width), lang="en" if lang == "en" else "zh")
        text = stream.getvalue()
        assert max(cell_len(line) for line in text.splitlines()) <= width
        flat = re.sub(r"\s", "", text)
        for table in comparison.tables:
            groups, alone = comparison.shown(table)
            for entry in [*alone, *(one for group in groups for one in group.entries)]:
                assert entry.region in flat


def test_every_value_links_to_its_evidence() -> None:
    comparison = compared(report("甲市", 30), report("乙市", 50))
    number = comparison.tables[0].entries[0].row.figure
    assert f'href="乙市.html#f{number}"' in comparison_to_html(comparison)
    assert f"](<乙市.html#f{number}>)" in comparison_to_markdown(comparison)


def test_csv_holds_every_entry_with_its_marks() -> None:
    comparison = compared(
        report("甲市", 30), report("乙市", 50), report("丙市", 20, months=(1, 3), scope="=省外")
    )
    rows = list(csv.DictReader(io.StringIO(comparison_to_csv(comparison))))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [(row["region"], row["rank"], row["marks"]) for row in rows] == [
        ("乙市", "1", ""),
        ("甲市", "2", ""),
        ("丙市", "", "period scope"),
    ]
    assert rows[2]["scope"] == "'=省外"


def test_the_workbook_has_an_overview_and_all_entries(tmp_path: Path) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    comparison = all_pages()
    comparison_to_xlsx(comparison, tmp_path / "compare.xlsx")
    overview, entries = openpyxl.load_workbook(tmp_path / "compare.xlsx").worksheets
    assert overview.max_row == len(PAGES) + 1
    assert entries.max_row == sum(len(table.entries) for table in comparison.tables) + 1
    assert overview.freeze_panes == "C2"


def test_markup_in_names_is_text() -> None:
    bad = report("<script>x</script>|市", 30)
    bad.article.title = "[x](javascript:1)"
    comparison = compared(bad, report("乙市", 50))
    assert "<script>x" not in comparison_to_html(comparison)
    assert "<script>" not in comparison_to_markdown(comparison).replace("\\<", "")
