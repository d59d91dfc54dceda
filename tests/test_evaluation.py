"""Scores mean what they say: a perfect report scores 1, and each fault costs what it should."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from summarizer.evaluation.gold import GoldPage, load_corpus, load_page
from summarizer.evaluation.score import PageScore, Tally, same_name, same_scope, score_page, similarity
from summarizer.pipeline import summarize
from summarizer.report import Report, Statement


@pytest.fixture(scope="module")
def page() -> GoldPage:
    return load_page(Path(__file__).parent / "fixtures" / "corpus" / "b-yaan-2024")


@pytest.fixture(scope="module")
def report(page: GoldPage) -> Report:
    return summarize(page.raw, engine="offline")


def with_rows(report: Report, rows: list[Statement]) -> Report:
    return report.model_copy(update={"statements": rows})


def gold_rows(report: Report, page: GoldPage) -> list[Statement]:
    """The annotation's rows as a report would carry them."""
    figures = {figure.surface: figure for figure in report.figures}
    return [
        Statement(
            indicator=row["indicator"],
            aspect=row["aspect"],
            value=Decimal(str(row["value"])),
            unit=row["unit"],
            surface=row["surface"],
            figure=figures[row["surface"]].id,
            span=figures[row["surface"]].span,
            region=row["region"],
            scope=row["scope"],
            period=None,
            approx=row["approx"],
            status="grounded",
        )
        for row in page.rows("statements")
    ]


def score(report: Report, page: GoldPage, rows: list[Statement]) -> PageScore:
    return score_page(with_rows(report, rows), page)


def test_the_annotation_itself_scores_one(report: Report, page: GoldPage) -> None:
    perfect = score(report, page, gold_rows(report, page))
    assert (perfect.statements.f1, perfect.regions.recall, perfect.scopes.recall) == (1, 1, 1)
    assert perfect.clean > 0.99


def test_a_missed_and_an_extra_row_each_cost(report: Report, page: GoldPage) -> None:
    rows = gold_rows(report, page)
    missed = score(report, page, rows[1:]).statements
    assert (len(missed.missed), missed.extra) == (1, [])
    doubled = score(report, page, [*rows, rows[0]]).statements
    assert (doubled.missed, len(doubled.extra)) == ([], 1)


@pytest.mark.parametrize(
    "change",
    [
        {"indicator": "landed.projects"},
        {"aspect": "target"},
        {"value": Decimal("44.89")},
        {"value": Decimal("-9.86")},
    ],
)
def test_a_row_is_right_only_with_indicator_aspect_and_value(
    report: Report, page: GoldPage, change: dict[str, object]
) -> None:
    rows = gold_rows(report, page)
    rows[0] = rows[0].model_copy(update=change)
    tally = score(report, page, rows).statements
    assert (len(tally.missed), len(tally.extra)) == (1, 1)


def test_region_and_scope_are_counted_among_right_rows_only(report: Report, page: GoldPage) -> None:
    rows = gold_rows(report, page)
    rows[0] = rows[0].model_copy(update={"region": "成都市", "scope": "台资"})
    result = score(report, page, rows)
    assert result.statements.f1 == 1
    assert (len(result.regions.missed), len(result.scopes.missed)) == (1, 1)


def test_other_is_left_out_on_both_sides(report: Report, page: GoldPage) -> None:
    rows = gold_rows(report, page)
    rows.append(rows[0].model_copy(update={"indicator": "other"}))
    assert score(report, page, rows).statements.f1 == 1


def test_a_surface_that_is_not_in_the_body_is_counted(report: Report, page: GoldPage) -> None:
    rows = gold_rows(report, page)
    rows[0] = rows[0].model_copy(update={"surface": "99.99亿元"})
    assert score(report, page, rows).ungrounded == ["99.99亿元"]


def test_similarity_puts_white_space_and_width_aside_and_nothing_else() -> None:
    assert similarity("签约，178 个\n", "签约,178个") == 1
    assert similarity("签约178个", "签约179个") < 1


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("数据中心项目", "上海某某数据中心项目", True),
        ("光伏电站", "养殖基地", False),
        ("甲乙丙丁", "甲乙戊己", True),
    ],
)
def test_names_are_the_same_by_containment_or_half_their_characters(
    left: str, right: str, same: bool
) -> None:
    assert same_name(left, right) is same


def test_scopes_are_the_same_by_half_the_shorter_ones_characters() -> None:
    assert same_scope("亿元以上；省外", "亿元以上")
    assert same_scope(None, None)
    assert not same_scope("省外", None)
    assert not same_scope("第三产业", "亿元以上")


def test_an_empty_tally_is_perfect() -> None:
    assert (Tally().f1, Tally().precision, Tally().recall) == (1, 1, 1)


def test_our_own_pages_are_all_loaded(own_pages: Path) -> None:
    pages = load_corpus(own_pages)
    assert len(pages) == 14
    assert all(page.composed for page in pages)
