"""The names a program imports, used as the README uses them."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

import summarizer
from summarizer import errors

SENTENCE = "某市招商引资快报\n今年一季度，某市新签约招商引资项目12个，总投资34.5亿元，同比增长6.7%。\n"


def test_summarize_takes_text_bytes_and_paths(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(SENTENCE, "utf-8")
    reports = [summarizer.summarize(given, engine="offline") for given in (SENTENCE, SENTENCE.encode(), page)]
    assert reports[0].statements
    assert all(report.statements == reports[0].statements for report in reports)
    assert [report.article.path for report in reports] == [None, None, str(page)]


def test_asummarize_is_the_same_for_async_code() -> None:
    report = asyncio.run(summarizer.asummarize(SENTENCE, engine="offline"))
    rows = {(row.indicator, row.aspect): row.value for row in report.statements}
    assert rows[("signed.projects", "level")] == 12
    assert rows[("signed.investment", "level")] == Decimal("3450000000")


def test_find_figures_needs_no_page() -> None:
    money, percent = summarizer.find_figures("到位资金63.9亿元，占106.5%")
    assert (money.surface, money.value, money.unit) == ("63.9亿元", Decimal("6390000000"), "CNY")
    assert (percent.surface, percent.value, percent.unit) == ("106.5%", Decimal("106.5"), "percent")


def test_clean_gives_an_article_that_knows_where_its_text_stands() -> None:
    article = summarizer.clean(SENTENCE.encode())
    start = article.body.index("34.5亿元")
    raw = article.text.raw_span(start, start + 6)
    assert article.page[raw.start : raw.end] == "34.5亿元"


def test_a_report_survives_its_own_json() -> None:
    report = summarizer.summarize(SENTENCE, engine="offline")
    again = summarizer.Report.model_validate_json(report.model_dump_json())
    assert again == report


def test_an_engine_of_ones_own_is_an_object_with_a_name_and_read() -> None:
    from summarizer.engines.base import Reading
    from summarizer.report import Draft, DraftStatement, Run

    class First:
        name = "first"

        async def read(self, article: summarizer.Article) -> Reading:
            money = next(figure for figure in article.figures if figure.kind == "money")
            row = DraftStatement(figure=money.id, indicator="signed.investment", aspect="level")
            draft = Draft(headline=f"签约{{{money.id}}}", summary="", statements=[row])
            return Reading(draft, Run(engine=self.name))

    report = summarizer.summarize(SENTENCE, engine=First())
    assert report.headline == "签约34.5亿元"
    assert [row.value for row in report.statements] == [3450000000]


@pytest.mark.parametrize("page", ["", b"", b"\x00\x01\x02" * 100])
def test_a_page_that_is_none_raises_input_error(page: str | bytes) -> None:
    with pytest.raises(errors.InputError) as caught:
        summarizer.summarize(page, engine="offline")
    assert caught.value.hint


def test_an_unknown_engine_is_a_configuration_error() -> None:
    with pytest.raises(errors.ConfigurationError, match="unknown engine"):
        summarizer.summarize(SENTENCE, engine="oracle")


def test_every_public_name_is_there() -> None:
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
