"""The lines of a page, and what shape each one has before anyone asks what it says."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args, overload

from summarizer.cleaning.furniture.meta import meta_run
from summarizer.patterns import LazyPattern

Shape = Literal["prose", "lead-in", "heading", "headline", "teaser", "row", "label"]
"""`prose` has sentences; `lead-in` ends in a colon; `heading` is numbered or bracketed; `headline` is
a line of words without an end; `teaser` is cut off by dots; `row` is a row of a table; `label` is a few
characters."""

_SHAPES: tuple[Shape, ...] = get_args(Shape)

CutTail = Callable[[str, int, int], int | None]
"""Where furniture begins that hangs on a paragraph, between two offsets of the text."""

_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "\u3000": " ",
    "\xa0": " ",
    "\u200b": " ",
    "\ufeff": " ",
}

_WIDE = LazyPattern("[\uff01-\uff5e\u3000\xa0\u200b\ufeff]")
_SENTENCE_END = LazyPattern(r"[。!?;…][\"”’')》】〉]*$")
_HEADING = LazyPattern(
    r"^(第[一二三四五六七八九十]{1,3}[章节部]|[一二三四五六七八九十]{1,3}(、|[.是])|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)](?!\d)|0\d\s*\S|[①-⑳]|"
    r"【[^】]{2,24}】$|[●■◆◎★▍▎□])"
)
_TEASER = LazyPattern(r"(\.{2,}|…+)\s*[-—\]>】)]*$|[\[【(](详细|全文|阅读全文|查看详情|更多)[\])】]$")
_ROW = LazyPattern(r"^[^\t]{1,40}(\t[^\t]{0,40})+$|^\S{1,20}(\s{2,}\S{1,20}){2,}$")
_AFTER_SENTENCE = "。!?;…\"”’')》】〉"
_AFTER_DOTS = ".…-—]>】)"
_LEFTOVER = LazyPattern(r"(\s*\d{1,5}(?=\s))?[\s?]*")  # a counter without its label, a lost indent
_TAIL_LEAST = 40
_PARAGRAPH_TAIL = 240
_LABEL = 5
_LONG = 60
_HEADLINE = 24
_HEAD_REACH = 200
_WRAP_LEAST = 4
_LARGE_PAGE = 1_000_000


@dataclass(slots=True)
class Line:
    """A line of the page, or a part of one where a page runs several together.

    `start` and `end` are offsets in the step's input, white space left out; `text` is what stands there,
    folded to half-width for matching, character for character.
    """

    start: int
    end: int
    text: str
    shape: Shape
    joined: bool = False

    def __len__(self) -> int:
        return self.end - self.start


class PackedLines(Sequence[Line]):
    """The lines of a large page, kept as numbers; each is made when it is asked for."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._starts: array[int] = array("I")
        self._ends: array[int] = array("I")
        self._shapes = bytearray()
        self._joined = bytearray()

    def append(self, line: Line) -> None:
        """Add one below the others."""
        self._starts.append(line.start)
        self._ends.append(line.end)
        self._shapes.append(_SHAPES.index(line.shape))
        self._joined.append(line.joined)

    def only(self, numbers: Iterable[int]) -> PackedLines:
        """Some of them."""
        some = PackedLines(self._page)
        for n in numbers:
            some._starts.append(self._starts[n])
            some._ends.append(self._ends[n])
            some._shapes.append(self._shapes[n])
            some._joined.append(self._joined[n])
        return some

    def __setitem__(self, number: int, line: Line) -> None:
        self._starts[number], self._ends[number] = line.start, line.end
        self._shapes[number] = _SHAPES.index(line.shape)
        self._joined[number] = line.joined

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Line]:
        page = self._page
        for start, end, shape, joined in zip(
            self._starts, self._ends, self._shapes, self._joined, strict=True
        ):
            yield Line(start, end, page[start:end], _SHAPES[shape], joined != 0)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        start, end = self._starts[index], self._ends[index]
        return Line(start, end, self._page[start:end], _SHAPES[self._shapes[index]], self._joined[index] != 0)


Lines: TypeAlias = list[Line] | PackedLines


def pick(lines: Sequence[Line], numbers: Iterable[int]) -> Lines:
    """Some of a page's lines."""
    return lines.only(numbers) if isinstance(lines, PackedLines) else [lines[n] for n in numbers]


def fold(text: str) -> str:
    """Full-width ASCII to half-width and odd spaces to plain ones, length kept."""
    at = 0
    while found := _WIDE.search(text, at):  # `translate` would ask for every character
        at, wide = found.end(), found[0]
        del found  # it holds the text
        text = text.replace(wide, _FOLD[wide])
    return text


def shape_of(text: str) -> Shape:
    """What shape a folded line has."""
    size = len(text)
    if ("\t" in text or "  " in text) and size < 300 and any(map(str.isdigit, text)) and _ROW.match(text):
        return "row"
    if size <= _LABEL:
        return "heading" if size > 2 and _HEADING.match(text) else "label"
    last = text[-1]
    if size < 110 and last in _AFTER_DOTS and _TEASER.search(text) and not text.endswith("……"):
        return "teaser"
    if size >= 10 and "。" in text:
        return "prose"
    if (size >= 40 or text.endswith((";", "……"))) and last in _AFTER_SENTENCE and _SENTENCE_END.search(text):
        return "prose"
    if size >= _LONG and text.count(",") + text.count("、") + text.count(";") >= 2:
        return "prose"
    if last == ":":
        return "lead-in"
    if _HEADING.match(text):
        return "heading"
    return "headline"


def split_lines(text: str, cut_tail: CutTail) -> Lines:
    """Cut a page into lines, and lines that run several things together into their parts.

    Args:
        text: the page, folded.
        cut_tail: finds what hangs on the end of a paragraph without belonging to it.
    """
    lines: Lines = PackedLines(text) if len(text) > _LARGE_PAGE else []
    at, size = 0, len(text)
    while at <= size:
        end = text.find("\n", at)
        end = size if end < 0 else end
        words = text[at:end].strip()
        if words:
            start = at if len(words) == end - at else text.index(words, at)
            if len(words) > _HEADLINE:
                for part in _parts(text, start, start + len(words), cut_tail):
                    lines.append(part)
            else:
                lines.append(Line(start, start + len(words), words, shape_of(words)))
        at = end + 1
    _unwrap(lines)
    return lines


def _line(text: str, start: int, end: int) -> Line:
    words = text[start:end].strip()
    if len(words) < end - start:
        start = text.index(words, start)
    return Line(start, start + len(words), words, shape_of(words))


def _parts(text: str, start: int, end: int, cut_tail: CutTail) -> Iterator[Line]:
    """Headline, date line and article in one line; an editor's name after the last sentence."""
    if run := meta_run(text, start, min(end, start + _HEAD_REACH)):
        before, after = run.start - start, end - run.end
        headed = before > _LABEL and after <= _LABEL
        if text.find("。", start, run.start) < 0 and (headed or after > _LONG):
            if before > _LABEL:
                yield _line(text, start, run.start)
            yield _line(text, run.start, end if headed else run.end)
            leftover = _LEFTOVER.match(text, run.end, end)
            start = end if headed or not leftover else leftover.end()
            start += len(text[start:end]) - len(text[start:end].lstrip())
    if end - start > _TAIL_LEAST:
        cut = cut_tail(text, max(start + 20, end - _PARAGRAPH_TAIL), end)
        if cut is not None and 20 < cut - start < end - start:
            yield _line(text, start, cut)
            yield _line(text, cut, end)
            return
    if start < end:
        yield _line(text, start, end)


def _unwrap(lines: Lines) -> None:
    """Mark the lines that a fixed line width cut off: their paragraph goes on in the next line."""
    widths = Counter(len(line) for line in lines if len(line) >= 18) if len(lines) >= _WRAP_LEAST else None
    if not widths:
        return
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    if count < _WRAP_LEAST:
        return
    near = with_stops = longer = 0
    for line in lines:
        size = len(line)
        if width - 1 <= size <= width + 1:
            near += 1
            with_stops += "。" in line.text or "," in line.text
        elif size > width + 3:
            longer += 1
    if longer * 4 > near or with_stops * 10 < near * 7:
        return
    for n in range(len(lines) - 1):
        line, following = lines[n], lines[n + 1]
        full = width - 2 <= len(line) <= width + 1
        if full and not _SENTENCE_END.search(line.text) and not _HEADING.match(following.text):
            line.joined = True
            line.shape = "prose"
            if following.shape in ("headline", "label"):
                following.shape = "prose"
            lines[n], lines[n + 1] = line, following
