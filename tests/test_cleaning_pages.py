"""Whole pages, through the public face."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

import pytest
from damage import Damage, damage_text
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_cleaning_damage import BODIES, share_right, squeezed

from summarizer.article import Article
from summarizer.cleaning import clean
from summarizer.errors import SummarizerError

FUZZ = int(os.environ.get("SUMMARIZER_FUZZ_EXAMPLES", "150"))
FIXTURES = Path(__file__).parent / "fixtures" / "corpus"
PAGES = {path.parent.name: path.read_bytes() for path in sorted(FIXTURES.glob("*/raw.txt"))}
DAMAGED = "a-eerduosi-2022"
REAL = ("hohhot-2023", "xining-2017", "jinzhong-2022", "tongliao-2022", "qingyang-2023")


def check(article: Article) -> None:
    """What holds for every article."""
    starts = list(article.text.starts)
    assert starts == sorted(starts)
    for found in article.repairs:
        assert article.body[found.span.start : found.span.end] == found.after
        assert found.before in article.page
    for removed in article.removed:
        assert 0 <= removed.raw_span.start <= removed.raw_span.end <= len(article.page)


@pytest.mark.parametrize("name", PAGES)
def test_our_own_pages_come_back(name: str) -> None:
    article = clean(PAGES[name], path=name)
    check(article)
    assert article.path == name
    assert article.id == hashlib.sha256(PAGES[name]).hexdigest()[:16]
    assert share_right(squeezed(BODIES[name]), squeezed(article.body)) >= 0.99


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL)
def test_real_pages_come_back(name: str, corpus: Path) -> None:
    article = clean((corpus / name / "raw.txt").read_bytes())
    check(article)
    body = (corpus / name / "body.txt").read_text(encoding="utf-8")
    assert share_right(squeezed(body), squeezed(article.body)) >= 0.998


def test_the_tags_name_the_damage() -> None:
    tags = {name: set(clean(data).damage) for name, data in PAGES.items()}
    assert {"pinyin-annotation", "byte-shift"} <= tags[DAMAGED]
    assert "pinyin-annotation" in tags["a-guangzhou-2019"]
    assert "doubled-punctuation" in tags["a-shizuishan-2009"]
    assert "double-body" in tags["a-xixiu-nd"]
    assert "question-indent" in tags["b-anhui-2019"]
    assert "gb18030" in tags["b-guigang-2016"]
    assert "html-left" in tags["b-haibei-2013"]
    assert tags["b-hubei-2021"] == {"furniture"}


def test_repairs_tell_what_the_page_had_and_what_the_body_has() -> None:
    article = clean(PAGES[DAMAGED])
    shown = {(found.before, found.after, found.certainty) for found in article.repairs}
    assert ("場(chǎng)", "场", "certain") in shown
    assert any(certainty == "guessed" and "。" in after for _, after, certainty in shown)


def test_a_damaged_html_page_is_repaired_too() -> None:
    body = BODIES["c-chongchuan-2023"]
    lines = damage_text(body, Damage(1)).splitlines()
    page = "<html><head><title>網頁</title></head><body><article>{}</article></body></html>".format(
        "".join(f"<p>{line}</p>" for line in lines)
    )
    article = clean(page.encode("utf-8"))
    check(article)
    assert share_right(squeezed(body), squeezed(article.body)) >= 0.98


@settings(max_examples=FUZZ, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300))
@example(b"?")
@example("?\u3002".encode())
@example(b"\xef\xbb\xbf<html>")
@example("項(xiàng)".encode() * 5 + b"?xi)?!?")
def test_any_bytes_give_an_article_or_our_own_error(data: bytes) -> None:
    try:
        check(clean(data))
    except SummarizerError:
        return


@settings(max_examples=FUZZ, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(PAGES)), st.integers(0, 2**32))
def test_broken_pages_give_an_article_or_our_own_error(name: str, seed: int) -> None:
    chance = random.Random(seed)
    page = PAGES[name]
    start = chance.randrange(len(page))
    data = bytearray(page[start : start + chance.randrange(3000)])
    for _ in range(chance.randrange(20)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        check(clean(bytes(data)))
    except SummarizerError:
        return
