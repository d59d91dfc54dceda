"""HTML pages: trafilatura finds the article, and every line of it is traced back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from summarizer.article import TracedText
from summarizer.cleaning.html_text import is_html, visible_text

_SPACES = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"(?<=[!-~])[ \t\r\n\f\v]+(?=[!-~])")
_DOMAIN = re.compile(r"[.](com|cn|net|org)\b")
_LEAST_ARTICLE = 80
_SURROUNDING_LINE = 160


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """An HTML page's article and what the page says of it.

    Attributes:
        text: the article, a paragraph or table row a line, cells apart by tabs; every character with
            its range in the HTML source. Empty where the page shows no text.
        title, site, author, published: as the page's markup gives them; None where it does not.
        before, after: the visible lines above and below the article, for date lines and notices.
        unaligned: lines of the extracted article that could not be traced to the source and were
            left out.
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

    Args:
        page: the page as decoded.

    Returns:
        The article with its metadata, or None where the page is not HTML. Where trafilatura finds no
        article, the whole visible text is handed on.
    """
    if not is_html(page):
        return None
    seen = _Visible(visible_text(page))
    found = _trafilatura(page)
    lines: list[TracedText] = []
    missed: list[str] = []
    if found is not None:
        for cells in _tree_lines(found.body):
            _collect(cells, seen, lines, missed)
    if sum(len(line) for line in lines) < _LEAST_ARTICLE:
        return HtmlPage(_all_lines(seen.text), _title(found), *_facts(found))
    title = _title(found)
    headline = seen.before(title, lines[0].starts[0]) if title and title not in lines[0].text else None
    if headline is not None:
        lines.insert(0, headline)
    before, after = _around(seen.text, lines[0].starts[0], lines[-1].page_end)
    return HtmlPage(TracedText.join(lines), title, *_facts(found), before, after, tuple(missed))


class _Visible:
    """The visible text without white space, for finding what an extractor gives back reformatted."""

    def __init__(self, text: TracedText) -> None:
        self.text = text
        self.squeezed = _SPACES.sub("", text.text)
        self.places = [n for n, c in enumerate(text.text) if not c.isspace()]
        self.at = 0

    def find(self, words: str) -> TracedText | None:
        """Where the words stand next, spaces aside; from the top where they do not stand further on."""
        wanted = _SPACES.sub("", words)
        if not wanted:
            return None
        found = self.squeezed.find(wanted, self.at)
        if found < 0:
            found = self.squeezed.rfind(wanted, 0, self.at)
            if found < 0:
                return None
        else:
            self.at = found + len(wanted)
        return self._cut(found, found + len(wanted))

    def before(self, words: str, source_offset: int) -> TracedText | None:
        """The last place above a source offset where the words stand."""
        wanted = _SPACES.sub("", words)
        found = self.squeezed.rfind(wanted) if wanted else -1
        while found >= 0:
            cut = self._cut(found, found + len(wanted))
            if cut.starts[0] < source_offset:
                return cut
            found = self.squeezed.rfind(wanted, 0, found)
        return None

    def _cut(self, start: int, end: int) -> TracedText:
        part = self.text[self.places[start] : self.places[end - 1] + 1]
        gaps = [
            (m.start(), m.end(), " " if _BETWEEN_WORDS.match(part.text, m.start()) or m[0] != "\n" else "")
            for m in _SPACES.finditer(part.text)
        ]
        return part.edit(gaps) if gaps else part


def _collect(cells: list[str], seen: _Visible, lines: list[TracedText], missed: list[str]) -> None:
    parts: list[TracedText] = []
    for words in cells:
        found = seen.find(words)
        if found is not None:
            parts.append(found)
        else:
            parts += _by_sentences(words, seen, missed)
    last = lines[-1].starts[-1] if lines else -1
    parts = [p for p in parts if p.starts[0] >= last]
    if parts:
        lines.append(TracedText.join(parts, "\t") if len(cells) > 1 else TracedText.join(parts, ""))


def _by_sentences(words: str, seen: _Visible, missed: list[str]) -> Iterator[TracedText]:
    """An extractor that changed one sign of a paragraph need not cost the paragraph."""
    for sentence in re.split(r"(?<=[。！？；])", words):
        if not sentence.strip():
            continue
        found = seen.find(sentence)
        if found is not None:
            yield found
        else:
            missed.append(sentence.strip())


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


def _tree_lines(body: Any) -> Iterator[list[str]]:
    """Every paragraph, heading, list item and table row, as its cells."""
    for element in body:
        if element.tag == "table":
            for row in element.iter("row"):
                cells = [_SPACES.sub(" ", "".join(cell.itertext())).strip() for cell in row.iter("cell")]
                if any(cells):
                    yield [cell for cell in cells if cell]
        elif element.tag in ("list", "quote", "div"):
            if element.text and element.text.strip():
                yield from _broken([element.text])
            yield from _tree_lines(element) if len(element) else ()
            if element.tail and element.tail.strip():
                yield from _broken([element.tail])
        else:
            yield from _broken(_with_breaks(element))


def _with_breaks(element: Any) -> list[str]:
    words: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            words.append("\n")
        else:
            words += child.itertext()
        words.append(child.tail or "")
    words.append(element.tail or "")
    return words


def _broken(words: list[str]) -> Iterator[list[str]]:
    for line in "".join(words).split("\n"):
        if line.strip():
            yield [line.strip()]


def _all_lines(text: TracedText) -> TracedText:
    """The visible text without blank lines."""
    parts = [text[span.start : span.end] for span in text.lines() if text.text[span.start : span.end].strip()]
    return TracedText.join(parts)


def _around(text: TracedText, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Visible lines above source offset `start` and below source offset `end`."""
    before: list[str] = []
    after: list[str] = []
    for span in text.lines():
        words = text.text[span.start : span.end].strip()
        if not words or len(words) > _SURROUNDING_LINE:
            continue
        if text.starts[span.start] < start:
            before.append(words)
        elif text.starts[span.start] >= end:
            after.append(words)
    return tuple(before), tuple(after)


def _title(found: Any | None) -> str | None:
    return (str(found.title).strip() or None) if found is not None and found.title else None


def _facts(found: Any | None) -> tuple[str | None, str | None, date | None]:
    if found is None:
        return None, None, None
    published: date | None = None
    if found.date:
        try:
            published = date.fromisoformat(str(found.date)[:10])
        except ValueError:
            published = None
    site = str(found.sitename or "")
    return (
        None if not site or _DOMAIN.search(site) else site,
        str(found.author) if found.author else None,
        published,
    )
