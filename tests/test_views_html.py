"""The evidence page and the index as documents: complete, self-contained, nothing of a page run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from reports import OWN_PAGES, report_of
from test_views_terminal import HOSTILE, hostile_report

from summarizer.article import Span
from summarizer.report import RepairRecord
from summarizer.views.html import to_html, to_index

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())


class Reader(HTMLParser):
    """Every element with its attributes, and the text inside the article's paragraphs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self._body = self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._body = self._body or ("class", "body") in attrs
        if tag == "p" and self._body:
            self._inside = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"
        self._body = self._body and tag != "div"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.paragraphs[-1] += data

    def having(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.elements if name in attributes]


@pytest.mark.parametrize("page", PAGES)
def test_the_article_stands_there_character_by_character(page: str) -> None:
    report = report_of(page)
    body = report.article.body
    at = body.index("项目", 3)
    report.article.repairs = [
        RepairRecord(
            span=Span(at - 2, at + 1), before="?qǐng)x", after=body[at - 2 : at + 1], certainty="certain"
        ),
        RepairRecord(span=Span(*report.figures[0].span), before="1", after="1", certainty="guessed"),
    ]
    assert Reader(to_html(report)).paragraphs == body.split("\n")


@pytest.mark.parametrize("page", PAGES)
def test_every_row_leads_to_its_figure_in_the_article(page: str) -> None:
    report = report_of(page)
    document = Reader(to_html(report))
    ids = [attributes["id"] for attributes in document.having("id")]
    assert len(ids) == len(set(ids))
    assert {f"f{row.figure}" for row in report.statements} <= set(ids)
    rows = [one for one in document.having("data-f") if (one.get("class") or "").startswith("row ")]
    assert len(rows) >= len(report.statements)


def test_nothing_is_asked_of_a_network() -> None:
    for text in (
        to_html(report_of("a-anshan-2021"), page="x"),
        to_index([(report_of("a-anshan-2021"), "a.html")]),
    ):
        document = Reader(text)
        assert not [one for one in document.having("src") if one]
        assert not re.search(r"url\(|@import|https?://", text)
        policy = next(one["content"] for one in document.having("http-equiv"))
        assert "default-src 'none'" in str(policy)
        assert "unsafe" not in str(policy)


def test_markup_of_a_page_is_text() -> None:
    report = hostile_report()
    attack = '<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} " onclick="x'
    report.article.title = report.headline = report.statements[0].scope = attack
    report.article.body = attack + report.article.body[len(attack) :]
    report.article.damage = [attack]
    report.run.model = attack
    for text in (to_html(report, page=attack + HOSTILE), to_index([(report, attack)])):
        tags = [tag for tag, _ in Reader(text).elements]
        assert tags.count("script") == 1
        assert "img" not in tags
        assert not Reader(text).having("onclick")
        assert not Reader(text).having("onerror")
        assert "49" not in text.split("<body")[1] or "{{ 7*7 }}" in text
        assert not set(text) & set("\x07\x1b\x9b\u202e\x00\r")


def test_repairs_show_what_stood_before() -> None:
    report = report_of("a-anshan-2021")
    at = report.article.body.index("鞍山")
    report.article.repairs = [
        RepairRecord(span=Span(at, at + 2), before="鞍(ān)山<b>", after="鞍山", certainty="guessed")
    ]
    found = Reader(to_html(report)).having("data-before")
    assert [one["data-before"] for one in found] == ["鞍(ān)山<b>"]
    assert "推测" in str(found[0]["title"])


def test_wrong_spans_do_not_break_the_page() -> None:
    report = report_of("a-anshan-2021")
    end = len(report.article.body)
    report.figures[0].span = Span(end + 5, end + 9)
    report.figures[1].span = report.figures[2].span
    report.article.repairs = [
        RepairRecord(span=Span(end - 1, end + 3), before="", after="", certainty="lost")
    ]
    assert Reader(to_html(report)).paragraphs == report.article.body.split("\n")


def test_the_original_page_is_there_when_given_and_marks_its_figures() -> None:
    report = report_of("a-anshan-2021")
    without, having = to_html(report), to_html(report, page=report.article.body)
    assert "<details" not in without
    assert having.count("<mark ") == len(report.figures)


def test_charts_have_text_alternatives() -> None:
    charts = [
        one
        for one in Reader(to_html(report_of("b-haibei-2013"))).having("aria-label")
        if one.get("role") == "img"
    ]
    assert any("10.33亿元 / 20亿元 · 51.65%" in str(one["aria-label"]) for one in charts)


def test_uncovered_figures_are_marked() -> None:
    report = report_of("b-anhui-2019")
    marked = [one for one in Reader(to_html(report)).having("id") if "uncovered" in str(one.get("class"))]
    assert len(marked) == 3


def test_the_index_lists_every_report_with_its_values() -> None:
    reports = [(report_of(page), f"{page}.html") for page in PAGES]
    text = to_index(reports)
    links = [one["href"] for one in Reader(text).having("href")]
    assert links == [f"{page}.html" for page in PAGES]
    assert "56.3359亿元" in text
    assert "javascript:" not in to_index([(reports[0][0], "javascript:alert(1)")])


def test_english_labels_keep_names_and_surfaces() -> None:
    text = to_html(report_of("a-anshan-2021"), lang="en")
    assert '<html lang="en">' in text
    assert "Statements" in text
    assert "CNY 24.43 bn" in text
    assert "244.3亿元" in text
    assert "鞍山市" in text
