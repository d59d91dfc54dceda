"""The lines of a page, and what shape each one has before anyone asks what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from summarizer.article import Span
from summarizer.cleaning.furniture.meta import meta_run

Shape = Literal["prose", "lead-in", "heading", "headline", "teaser", "row", "label"]
"""`prose` has sentences; `lead-in` ends in a colon; `heading` is numbered or bracketed; `headline` is
a line of words without an end; `teaser` is cut off by dots; `row` is a row of a table; `label` is a few
characters."""

CutTail = Callable[[str, int, int], int | None]
"""Where furniture begins that hangs on a paragraph, between two offsets of the text."""

_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "\u3000": " ",
    "\xa0": " ",
    "\u200b": " ",
    "\ufeff": " ",
}

_SENTENCE_END = re.compile(r"[。!?;…][\"”’')》】〉]*$")
_HEADING = re.compile(
    r"^(第[一二三四五六七八九十]{1,3}[章节部]|[一二三四五六七八九十]{1,3}(、|[.是])|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)](?!\d)|0\d\s*\S|[①-⑳]|"
    r"【[^】]{2,24}】$|[●■◆◎★▍▎□])"
)
_TEASER = re.compile(r"(\.{2,}|…+)\s*[-—\]>】)]*$|[\[【(](详细|全文|阅读全文|查看详情|更多)[\])】]$")
_ROW = re.compile(r"^[^\t]{1,40}(\t[^\t]{0,40})+$|^\S{1,20}(\s{2,}\S{1,20}){2,}$")
_LEFTOVER = re.compile(r"(\s*\d{1,5}(?=\s))?[\s?]*")  # a counter without its label, a lost indent
_TAIL_LEAST = 40
_PARAGRAPH_TAIL = 240
_LABEL = 5
_LONG = 60
_HEADLINE = 24
_HEAD_REACH = 200
_WRAP_LEAST = 4


@dataclass(slots=True)
class Line:
    """A line of the page, or a part of one where a page runs several together.

    `start` and `end` are offsets in the step's input, white space left out; `page` is that input,
    folded to half-width for matching, character for character.
    """

    start: int
    end: int
    page: str
    shape: Shape
    joined: bool = False

    @property
    def text(self) -> str:
        """The line's own words, folded."""
        return self.page[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


def fold(text: str) -> str:
    """Full-width ASCII to half-width and odd spaces to plain ones, length kept."""
    for wide, plain in _FOLD.items():  # far quicker than `translate`, which asks for every character
        if wide in text:
            text = text.replace(wide, plain)
    return text


def shape_of(text: str) -> Shape:
    """What shape a folded line has."""
    size = len(text)
    if ("\t" in text or "  " in text) and size < 300 and any(map(str.isdigit, text)) and _ROW.match(text):
        return "row"
    if size <= _LABEL:
        return "heading" if size > 2 and _HEADING.match(text) else "label"
    if size < 110 and _TEASER.search(text) and not text.endswith("……"):
        return "teaser"
    sentences = "。" in text
    if size >= 10 and sentences:
        return "prose"
    if _SENTENCE_END.search(text) and (size >= 40 or text.endswith((";", "……"))):
        return "prose"
    if size >= _LONG and text.count(",") + text.count("、") + text.count(";") >= 2:
        return "prose"
    if text.endswith(":"):
        return "lead-in"
    if _HEADING.match(text):
        return "heading"
    return "headline"


def split_lines(text: str, spans: Iterator[Span], cut_tail: CutTail) -> list[Line]:
    """Cut a page into lines, and lines that run several things together into their parts.

    Args:
        text: the page, folded.
        spans: its lines.
        cut_tail: finds what hangs on the end of a paragraph without belonging to it.
    """
    lines: list[Line] = []
    for span in spans:
        start, end = _strip(text, span.start, span.end)
        if start < end:
            lines += _parts(text, start, end, cut_tail)
    return _unwrap(lines)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    body = raw.strip()
    start += len(raw) - len(raw.lstrip())
    return start, start + len(body)


def _line(text: str, start: int, end: int) -> Line:
    start, end = _strip(text, start, end)
    words = text[start:end]
    return Line(start, end, text, shape_of(words))


def _parts(text: str, start: int, end: int, cut_tail: CutTail) -> Iterator[Line]:
    """Headline, date line and article in one line; an editor's name after the last sentence."""
    if end - start > _HEADLINE and (run := meta_run(text, start, min(end, start + _HEAD_REACH))):
        before, after = run.start - start, end - run.end
        headed = before > _LABEL and after <= _LABEL
        if text.find("。", start, run.start) < 0 and (headed or after > _LONG):
            if before > _LABEL:
                yield _line(text, start, run.start)
            yield _line(text, run.start, end if headed else run.end)
            leftover = _LEFTOVER.match(text, run.end, end)
            start, _ = _strip(text, end if headed or not leftover else leftover.end(), end)
    if end - start > _TAIL_LEAST:
        cut = cut_tail(text, max(start + 20, end - _PARAGRAPH_TAIL), end)
        if cut is not None and 20 < cut - start < end - start:
            yield _line(text, start, cut)
            yield _line(text, cut, end)
            return
    if start < end:
        yield _line(text, start, end)


def _unwrap(lines: list[Line]) -> list[Line]:
    """Mark the lines that a fixed line width cut off: their paragraph goes on in the next line."""
    widths = Counter(len(line) for line in lines if len(line) >= 18)
    if len(lines) < _WRAP_LEAST or not widths:
        return lines
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    near = [line for line in lines if width - 1 <= len(line) <= width + 1]
    with_stops = sum(1 for line in near if "。" in line.text or "," in line.text)
    longer = sum(1 for line in lines if len(line) > width + 3)
    if count < _WRAP_LEAST or longer * 4 > len(near) or with_stops * 10 < len(near) * 7:
        return lines
    for line, following in pairwise(lines):
        full = width - 2 <= len(line) <= width + 1
        if full and not _SENTENCE_END.search(line.text) and not _HEADING.match(following.text):
            line.joined = True
            line.shape = "prose"
            if following.shape in ("headline", "label"):
                following.shape = "prose"
    return lines
