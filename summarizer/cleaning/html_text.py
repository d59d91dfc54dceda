"""The visible text of an HTML page, every character with its place in the source."""

from __future__ import annotations

import html
import re
from array import array

from summarizer.article import TracedText
from summarizer.patterns import LazyPattern

_OPAQUE = ("script", "style", "noscript", "template", "head", "svg", "iframe", "select")
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"}
    | {"tt", "u", "var", "wbr", "o:p"}
)
_CELL = frozenset({"td", "th"})
_TAG = LazyPattern(r"</?([a-zA-Z][\w:-]*)")
_ENTITY = LazyPattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_PLAIN = LazyPattern(r"[^<&]+")
_PAGE = LazyPattern(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_BLOCKS = LazyPattern(r"</(?:div|table|article|section|tr|ul|main)\s*>", re.IGNORECASE)
_OPENED = LazyPattern(r"<(?:div|table|article|section|tr|ul|main)[\s>]", re.IGNORECASE)
_LOOK = 200_000
_LEAST_BLOCKS = 3


def is_html(page: str) -> bool:
    """Whether a page is HTML, not text in which a few tags were left."""
    start = page[:_LOOK]
    blocks = min(len(_BLOCKS.findall(start)), len(_OPENED.findall(start)))
    if blocks >= _LEAST_BLOCKS:
        return True
    return (blocks >= 1 or "</p" in start.lower()) and _PAGE.search(start) is not None


class _Writer:
    """Text under way, with the source range of every character."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: array[int] = array("I")
        self.ends: array[int] = array("I")
        self.last = "\n"

    def plain(self, text: str, at: int) -> None:
        self.parts.append(text)
        self.starts.extend(range(at, at + len(text)))
        self.ends.extend(range(at + 1, at + len(text) + 1))
        self.last = text[-1]

    def spanning(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))
        self.last = text[-1]

    def done(self) -> TracedText:
        return TracedText("".join(self.parts), self.starts, self.ends)


def visible_text(page: str) -> TracedText:
    """What a reader sees: tags and scripts out, entities read, a line per block, a tab per table cell.

    Runs in time proportional to the page, whatever its nesting. A character that comes from an
    entity spans the whole entity; line breaks and tabs span the tag they come from.
    """
    out = _Writer()
    unclosed: set[str] = set()
    at, size = 0, len(page)
    while at < size:
        sign = page[at]
        if sign == "<":
            at = _markup(page, at, out, unclosed)
        elif sign == "&":
            entity = _ENTITY.match(page, at)
            end = entity.end() if entity else at + 1
            words = html.unescape(page[at:end])
            if words == page[at:end]:
                out.plain(words, at)
            elif words:
                out.spanning(words, at, end)
            at = end
        else:
            match = _PLAIN.match(page, at)
            end = match.end() if match else at + 1
            out.plain(page[at:end].replace("\r", " ").replace("\n", " "), at)
            at = end
    return out.done()


def _markup(page: str, at: int, out: _Writer, unclosed: set[str]) -> int:
    """Read what begins with `<`; returns where it ends. What never closes is looked for only once."""
    if page.startswith("<!--", at):
        return _skip_to(page, at, "-->", unclosed, at + 4)
    if page.startswith(("<!", "<?"), at):
        return _skip_to(page, at, ">", unclosed, at + 2)
    tag = _TAG.match(page, at)
    if tag is None:
        out.plain("<", at)
        return at + 1
    name = tag[1].lower()
    end = _skip_to(page, at, ">", unclosed, tag.end())
    if name in _OPAQUE and not page.startswith("</", at):
        close = _find_close(page, end, name, unclosed)
        if close is not None:
            return close
    if name in _CELL and not page.startswith("</", at):
        if out.last != "\n":
            out.spanning("\t", at, end)
    elif name not in _INLINE and name not in _CELL and out.last != "\n":
        out.spanning("\n", at, end)
    return end


def _skip_to(page: str, at: int, mark: str, unclosed: set[str], otherwise: int) -> int:
    if mark in unclosed:
        return otherwise
    found = page.find(mark, at)
    if found < 0:
        unclosed.add(mark)
        return otherwise
    return found + len(mark)


def _find_close(page: str, at: int, name: str, unclosed: set[str]) -> int | None:
    if name in unclosed:
        return None
    close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(page, at)
    if close is None:
        unclosed.add(name)
        return None
    return close.end()
