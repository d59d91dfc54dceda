"""The finder on whole pages: nothing of the annotation is missed, and little else is taken for a result."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from summarizer.article import Article, Figure, TracedText
from summarizer.figures import annotate, find_figures, main_period

RESULTS = ("money", "count", "percent", "point", "multiple", "rank", "quantity")


def pages(folder: Path):
    """Body, annotation and day of publication of every page."""
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        published = date.fromisoformat(gold["published"]) if gold["published"] else None
        yield (path.parent / "body.txt").read_text("utf-8"), gold, published


def says(figure: Figure, value: Decimal, aspect: str) -> bool:
    """Whether a figure's own value is what a row of that value and aspect was read from."""
    if figure.value is None:
        return False
    if figure.kind == "multiple":
        return value / 100 in (figure.value, figure.value - 1)
    return figure.value == (abs(value) if aspect in ("growth", "change") else value)


def missed(folder: Path) -> tuple[int, list[str]]:
    total, misses = 0, []
    for body, gold, published in pages(folder):
        figures = find_figures(body, published=published)
        for row in gold["statements"]:
            total += 1
            value = Decimal(str(row["value"]))
            if not any(f.surface == row["surface"] and says(f, value, row["aspect"]) for f in figures):
                misses.append(row["surface"])
    return total, misses


def test_annotated_surfaces_of_our_own_pages(own_pages: Path):
    total, misses = missed(own_pages)
    assert total > 200
    assert len(misses) <= 1, misses


@pytest.mark.corpus
def test_annotated_surfaces_of_the_reference_corpus(corpus: Path):
    total, misses = missed(corpus)
    assert len(misses) / total <= 0.005, misses


@pytest.mark.corpus
def test_periods_of_the_reference_corpus(corpus: Path):
    wrong = []
    for body, gold, published in pages(corpus):
        period = main_period(find_figures(body, published=published), body, published)
        end = period.end.isoformat() if period and period.end else None
        if end != gold["period"]["end"]:
            wrong.append((gold["title"], end))
    assert len(wrong) <= 1, wrong


@pytest.mark.corpus
def test_judged_quantities_hold_almost_all_results(corpus: Path):
    judged = json.loads((Path(__file__).parent.parent / "bench/figures/judged.json").read_text("utf-8"))
    results = strangers = 0
    for path in corpus.glob("*/body.txt"):
        known = {(start, end) for start, end, _ in judged[path.parent.name]}
        for figure in find_figures(path.read_text("utf-8")):
            if figure.kind in RESULTS:
                results += 1
                strangers += tuple(figure.span) not in known
    assert strangers / results <= 0.02


def article(page: str, body: TracedText, published: date | None = None) -> Article:
    return Article(id="a", path=None, page=page, text=body, encoding="utf-8", published=published)


def test_raw_spans_go_through_the_offset_map():
    page = "签约(yuē)25个,投资5億元。"
    body = TracedText.of(page).edit([(2, 7, ""), (page.index("億"), page.index("億") + 1, "亿")])
    (count, money) = annotate(article(page, body)).figures
    assert (count.surface, page[slice(*count.raw_span)]) == ("25个", "25个")
    assert (money.surface, page[slice(*money.raw_span)]) == ("5亿元", "5億元")


def test_annotate_names_the_period_and_keeps_one_that_is_known():
    body = TracedText.of("截至7月18日,签约66个。")
    read = annotate(article(body.text, body, date(2023, 7, 25)))
    assert read.period is not None
    assert (read.period.text, read.period.end) == ("截至7月18日", date(2023, 7, 18))
    assert annotate(replace(read, figures=())).period is read.period


def test_an_empty_body_has_no_figures():
    empty = TracedText("", array("I"), array("I"))
    assert annotate(article("", empty)).figures == ()
