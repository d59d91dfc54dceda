"""Large pages keep offsets and lines packed; they must read as small ones do.

The sizes from which pages count as large are lowered here: a page of that size takes seconds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from damage import Damage, damage_text

from summarizer import traced
from summarizer.cleaning import clean
from summarizer.cleaning.furniture import lines

FIXTURES = Path(__file__).parent / "fixtures" / "corpus"
PAGES = {path.parent.name: path.read_bytes() for path in sorted(FIXTURES.glob("*/raw.txt"))}
BODIES = {path.parent.name: path.read_text("utf-8") for path in sorted(FIXTURES.glob("*/body.txt"))}


def told(page: bytes | str) -> tuple[object, ...]:
    article = clean(page)
    text = article.text
    return (
        *(text.text, list(text.starts), list(text.ends), tuple(article.repairs), tuple(article.removed)),
        *(article.title, article.source, article.published, article.damage),
    )


def packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traced, "_LONG", 10)
    monkeypatch.setattr(lines, "_LARGE_PAGE", 10)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_cleaned_the_same_packed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(PAGES[name])
    packed(monkeypatch)
    assert isinstance(traced.TracedText.of("a text of some length").starts, traced.Offsets)
    assert told(PAGES[name]) == plain


def test_damaged_wrapped_and_doubled_pages_are_cleaned_the_same_packed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = [damage_text(body, Damage(3, spaces=True, doubled=True)) for body in list(BODIES.values())[:3]]
    body = next(iter(BODIES.values()))
    pages.append("\n".join(body[at : at + 30] for at in range(0, len(body), 30)))
    pages.append(f"{body}\n{body}")
    plain = [told(page) for page in pages]
    packed(monkeypatch)
    assert [told(page) for page in pages] == plain
