"""Articles that go on in keywords and figures, a line each: result sheets, outlines, tables without rules."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Span
from summarizer.cleaning.furniture.lines import Line
from summarizer.cleaning.furniture.rules import Verdict, is_furniture
from summarizer.patterns import LazyPattern

_AMOUNT = LazyPattern(
    r"\d\s*(亿|万|千|百)?(元|美元|个|项|家|户|次|场|批|名|人|亩|吨|%|倍|位|个百分点)|第[一二三四五六七八九十\d]+位"
)
_LONGEST_MEAN = 13.0
_LEAST_SHARE = 0.5
_LEAST_AMOUNTS = 2
_LEAST_LINES = 3
_REACH = 80


def is_outline(lines: Sequence[Line]) -> bool:
    """Whether lines are figures with their names, not headlines: short, and most with an amount.

    Headlines of other pages carry amounts too, but are sentences in small and longer than that.
    """
    if len(lines) < _LEAST_LINES or sum(map(len, lines)) > _LONGEST_MEAN * len(lines):
        return False
    amounts = sum(_AMOUNT.search(line.text) is not None for line in lines)
    headings = sum(line.shape == "heading" for line in lines)
    return amounts >= _LEAST_AMOUNTS and amounts + headings >= _LEAST_SHARE * len(lines)


def with_outlines(lines: Sequence[Line], verdicts: Sequence[Verdict | None], core: Span) -> Span:
    """The article with the outline right above its first paragraph or right below its last."""
    start, end = core
    above: Sequence[Line] = ()
    first = start
    while first > 0 and start - first < _REACH and not is_furniture(verdicts[first - 1]):
        first -= 1
    for top in (first, first + 1):  # the first of these lines may be the title
        if is_outline(lines[top:start]):
            start, above = top, lines[top:start]
            break
    last = end
    while last < len(lines) and last - end < _REACH and not is_furniture(verdicts[last]):
        last += 1
    below = lines[end:last]
    if is_outline(below) or (above and below and is_outline([*above, *below])):
        end = last
    return Span(start, end)
