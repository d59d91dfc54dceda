"""Whole pages: our own articles in the furniture of many kinds of sites, and the fixture pages."""

from __future__ import annotations

import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import TracedText
from summarizer.cleaning.furniture import strip_furniture
from summarizer.cleaning.metadata import extract_metadata
from tests.pages import LAYOUTS, ComposedPage, compose

SIGNS = (
    "签约项目亿元。，：:；“”（）()【】 \n\t>|/·-—…0123456789来源编辑关键词相关阅读上一篇图版权所有第页年月日"
)
SIGNS = "签约项目亿元。，：:；“”（）()【】 \n\t>|/·-—…0123456789来源编辑关键词阅读上一篇图版权所有第页年月日"
SEEDS = int(os.environ.get("SUMMARIZER_PAGE_SEEDS", "140"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lines_of(text: str) -> list[str]:
    return [squeeze(line) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def pages() -> list[ComposedPage]:
    return [compose(seed) for seed in range(SEEDS)]


def test_furniture_goes_and_the_article_stays(pages: list[ComposedPage]) -> None:
    left: list[str] = []
    lost: list[str] = []
    furniture = body = 0
    for page in pages:
        kept = Counter(lines_of(strip_furniture(TracedText.of(page.text)).body.text))
        article = lines_of("\n".join(page.body))
        furniture += len(page.furniture)
        body += len(article)
        lost += [line for line in article if line not in kept]
        left += [line for line in lines_of("\n".join(page.furniture)) if line in kept and line not in article]
    assert len(left) <= 0.001 * furniture, left
    assert len(lost) <= 0.005 * body, lost


def test_titles_are_found(pages: list[ComposedPage]) -> None:
    wrong = []
    for page in pages:
        title = strip_furniture(TracedText.of(page.text)).title
        if squeeze(title or "") != squeeze(page.title or ""):
            wrong.append((page.layout, title, page.title))
    assert len(wrong) <= 0.02 * len(pages), wrong


def test_sources_and_dates_are_found(pages: list[ComposedPage]) -> None:
    wrong = []
    asked = 0
    for page in pages:
        metadata = extract_metadata(strip_furniture(TracedText.of(page.text)))
        for expected, found in ((page.source, metadata.source), (page.published, metadata.published)):
            if expected is not None:
                asked += 1
                if expected != found:
                    wrong.append((page.layout, expected, found))
    assert asked > len(pages)
    assert len(wrong) <= 0.02 * asked, wrong


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout(layout: str) -> None:
    """One page of each layout without interruptions comes out line for line."""
    page = next(p for seed in range(50) if not _interrupted(p := compose(seed, layout)))
    assert lines_of(strip_furniture(TracedText.of(page.text)).body.text) == lines_of("\n".join(page.body))


def _interrupted(page: ComposedPage) -> bool:
    lines = lines_of(page.text)
    body = lines_of("\n".join(page.body[1 if page.title else 0 :]))
    first = lines.index(body[0])
    return lines[first : first + len(body)] != body


def test_every_line_is_accounted_for(pages: list[ComposedPage]) -> None:
    for page in pages[:40]:
        result = strip_furniture(TracedText.of(page.text))
        spans = sorted(line.raw_span for line in result.lines)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        outside = page.text
        for span in reversed(spans):
            outside = outside[: span.start] + outside[span.end :]
        assert not outside.strip()
        assert len(result.removed) + sum(line.place in ("title", "body") for line in result.lines) == len(
            result.lines
        )
        assert all(line.reason and 0 < line.score <= 1 for line in result.removed)


def test_body_characters_know_their_place(pages: list[ComposedPage]) -> None:
    for page in pages[:40]:
        body = strip_furniture(TracedText.of(page.text)).body
        assert all(one <= other for one, other in pairwise(body.starts))
        for at, char in enumerate(body.text):
            if char != "\n":
                assert page.text[body.starts[at] : body.ends[at]] == char


def test_fixture_pages_come_out_as_annotated(own_pages: Path) -> None:
    """Pages without damage need no other step; of the damaged ones, the other tests speak."""
    done = 0
    for folder in sorted(own_pages.iterdir()):
        raw = (folder / "raw.txt").read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030")
        if "(g" in text or "????" in text or ",," in text or "&nbsp;" in text:
            continue
        result = strip_furniture(TracedText.of(text))
        assert lines_of(result.body.text) == lines_of((folder / "body.txt").read_text("utf-8")), folder.name
        done += 1
    assert done >= 4


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=SIGNS,
        max_size=400,
    )
)
def test_any_text_is_taken_apart(text: str) -> None:
    traced = TracedText.of(text)
    result = strip_furniture(traced)
    extract_metadata(result)
    assert sum(line.place in ("title", "body") for line in result.lines) + len(result.removed) == len(
        result.lines
    )
    for at, char in enumerate(result.body.text):
        if char != "\n":
            assert text[result.body.starts[at] : result.body.ends[at]] == char
