"""Charts: only values that the page itself sets against each other, to scale, named apart."""

from __future__ import annotations

import pytest
from reports import OWN_PAGES, report_of

from summarizer.report import CompletionRelation
from summarizer.views.charts import Chart, charts

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())


def kinds(page: str, kind: str) -> list[Chart]:
    return [chart for chart in charts(report_of(page)) if chart.kind == kind]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bars_are_to_scale_and_told_apart(page: str, lang: str) -> None:
    for chart in charts(report_of(page), "en" if lang == "en" else "zh"):
        assert all(0 <= bar.fraction <= 1 for bar in chart.bars)
        assert len({bar.label for bar in chart.bars}) == len(chart.bars)
        assert all(bar.value in chart.caption for bar in chart.bars)


def test_parts_are_fractions_of_their_total() -> None:
    chart = kinds("a-xixiu-nd", "parts")[0]
    assert [round(bar.fraction, 4) for bar in chart.bars] == [0.3974, 0.359, 0.2436]
    assert sum(bar.fraction for bar in chart.bars) == pytest.approx(1)


def test_a_sum_of_a_level_and_its_change_is_no_whole_of_parts() -> None:
    titles = [chart.title for chart in kinds("b-anhui-2019", "parts")]
    assert titles
    assert not [title for title in titles if "3350" in title]


def test_targets_share_one_scale_on_which_the_goal_stands() -> None:
    bars = kinds("b-haibei-2013", "targets")[0].bars
    # 115.56% of its target is the longest bar; all goals stand at the same place.
    assert bars[0].fraction == 1
    assert {round(bar.goal or 0, 4) for bar in bars} == {round(1 / 1.1556, 4)}
    assert bars[1].fraction == pytest.approx(0.563 / 1.1556)


def test_a_target_that_the_page_leaves_out_is_the_implied_one() -> None:
    report = report_of("b-haibei-2013")
    relation = next(one for one in report.relations if isinstance(one, CompletionRelation))
    report.relations = [
        relation.model_copy(update={"target": None, "implied": report.figures[relation.target - 1].value})  # type: ignore[operator]
    ]
    assert "577800万元 / 50亿元" in charts(report)[0].bars[0].value


def test_a_sum_that_fails_is_not_drawn() -> None:
    report = report_of("a-xixiu-nd")
    for relation in report.relations:
        relation.holds = False
    assert not [chart for chart in charts(report) if chart.kind == "parts"]


def test_projects_are_drawn_the_largest_first_and_one_currency_only() -> None:
    report = report_of("c-linyi-2021")
    for number, project in enumerate(report.projects):
        project.amount = None if number == 0 else (number * 100_000_000)  # type: ignore[assignment]
    report.projects[1].currency = "USD"
    chart = next(chart for chart in charts(report) if chart.kind == "projects")
    assert [bar.label for bar in chart.bars] == [one.name for one in reversed(report.projects[2:])]
    assert chart.bars[0].fraction == 1
