"""HTML pages: trafilatura finds the article, and every line of it is traced back to the source."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from summarizer.article import TracedText
from summarizer.cleaning.html_text import is_html, visible_text
from summarizer.patterns import LazyPattern

_SPACES = LazyPattern(r"\s+")
_WIDE_GAP = LazyPattern(r"[ \f\v\r\n\xa0\u3000]{2,}")
_DOMAIN = LazyPattern(r"[.](com|cn|net|org)\b")
_LEAST_ARTICLE = 80
_TELLING = 12
_NEAR = 40
_SURROUNDING_LINE = 160
_PARAGRAPH = 40
_MOST_UNPLACED = 0.2


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """An HTML page's article and what the page says of it.

    Attributes:
        text: the article, a paragraph or table row a line, cells apart by tabs; every character with
            its range in the HTML source. Empty where the page shows no text.
        title, site, author, published: as the page's markup gives them; None where it does not.
        before, after: the visible lines left out above the article's end and below it, for date lines
            and notices.
        unaligned: stretches of the extracted article that stand in no line of the page and were left
            out.
    """

    text: TracedText
    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: date | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unaligned: tuple[str, ...] = ()


def extract_html(page: str) -> HtmlPage | None:
    """Take the article out of an HTML page.

    trafilatura says which words are the article; the lines themselves are those of the page's visible
    text, so that paragraphs, table rows and offsets are the page's own.

    Args:
        page: the page as decoded.

    Returns:
        The article with its metadata, or None where the page is not HTML. Where trafilatura finds no
        article, or one whose words stand elsewhere, the whole visible text is handed on.
    """
    if not is_html(page):
        return None
    lines = _lines(visible_text(page))
    found = _trafilatura(page)
    title, site, author, published = _facts(found)
    words = _squeeze("".join(found.body.itertext())) if found is not None else ""
    inside, missed = _article_lines(lines, words)
    unplaced = sum(map(len, missed))
    if sum(len(lines[n]) for n in inside) < _LEAST_ARTICLE or unplaced > _MOST_UNPLACED * len(words):
        return HtmlPage(TracedText.join(lines), title, site, author, published)
    inside = sorted({*inside, *_paragraphs_between(lines, inside), *_title_lines(lines, inside, title)})
    taken = set(inside)
    outside = [
        (n, line.text) for n, line in enumerate(lines) if n not in taken and len(line) <= _SURROUNDING_LINE
    ]
    return HtmlPage(
        TracedText.join([lines[n] for n in inside]),
        title,
        site,
        author,
        published,
        tuple(text for n, text in outside if n < inside[-1]),
        tuple(text for n, text in outside if n > inside[-1]),
        missed,
    )


def _lines(text: TracedText) -> list[TracedText]:
    """The visible lines, white space at their ends cut and inside them made single."""
    lines: list[TracedText] = []
    for span in text.lines():
        raw = text.text[span.start : span.end]
        words = raw.strip()
        if words:
            start = span.start + len(raw) - len(raw.lstrip())
            line = text[start : start + len(words)]
            gaps = [(m.start(), m.end(), " ") for m in _WIDE_GAP.finditer(line.text)]
            lines.append(line.edit(gaps) if gaps else line)
    return lines


def _squeeze(words: str) -> str:
    return _SPACES.sub("", words)


def _article_lines(lines: list[TracedText], article: str) -> tuple[list[int], tuple[str, ...]]:
    """Which lines the extracted article is made of, and what of it stands in no line.

    Both run in the same order, so a line counts where its words come next in the article; a short line
    only where they come at once, since a menu's words may stand in any article.
    """
    inside: list[int] = []
    missed: list[str] = []
    at = 0
    for number, line in enumerate(lines):
        words = _squeeze(line.text)
        found = article.find(words, at)
        if found < 0 or (len(words) < _TELLING and found - at > _NEAR):
            continue
        if found - at > _NEAR:
            missed.append(article[at:found])
        inside.append(number)
        at = found + len(words)
    if len(article) - at > _NEAR:
        missed.append(article[at:])
    return inside, tuple(missed)


def _paragraphs_between(lines: list[TracedText], inside: list[int]) -> list[int]:
    """Paragraphs among the article's lines that the extractor passed over, and those next to its ends."""
    first, last = inside[0], inside[-1]
    while first > 0 and _is_paragraph(lines[first - 1].text):
        first -= 1
    while last + 1 < len(lines) and _is_paragraph(lines[last + 1].text):
        last += 1
    return [n for n in range(first, last + 1) if _is_paragraph(lines[n].text)]


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH and "。" in line


def _title_lines(lines: list[TracedText], inside: list[int], title: str | None) -> list[int]:
    """The line above the article's first paragraph that holds nothing but the title, where it lacks it."""
    wanted = _squeeze(title or "")
    if not wanted or any(_squeeze(lines[n].text) == wanted for n in inside):
        return []
    first = next((n for n in inside if _is_paragraph(lines[n].text)), inside[0])
    return [n for n in range(first - 1, -1, -1) if _squeeze(lines[n].text) == wanted][:1]


def _trafilatura(page: str) -> Any | None:
    """Run trafilatura; what it cannot parse it has no article in."""
    import importlib

    # Neither library carries types.
    errors: Any = importlib.import_module("lxml.etree")
    library: Any = importlib.import_module("trafilatura")
    settings: Any = importlib.import_module("trafilatura.settings")
    config: Any = deepcopy(settings.DEFAULT_CONFIG)
    # The library counts characters for alphabets; Chinese says as much in a third of them.
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_LEAST_ARTICLE)
    config["DEFAULT"]["MIN_OUTPUT_SIZE"] = "1"
    try:
        found: Any = library.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=True, config=config
        )
    except (ValueError, TypeError, AttributeError, RecursionError, errors.LxmlError):
        return None
    return found if found is not None and getattr(found, "body", None) is not None else None


def _facts(found: Any | None) -> tuple[str | None, str | None, str | None, date | None]:
    """Title, site, author and date as the markup gives them."""
    if found is None:
        return None, None, None, None
    published: date | None = None
    if found.date:
        try:
            published = date.fromisoformat(str(found.date)[:10])
        except ValueError:
            published = None
    site = str(found.sitename or "")
    return (
        str(found.title or "").strip() or None,
        None if not site or _DOMAIN.search(site) else site,
        str(found.author) if found.author else None,
        published,
    )
