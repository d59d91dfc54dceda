"""Signs: what pipelines do to white space, widths, entities and marks, undone step by step.

Each step takes traced text and gives traced text; a step that changes more than width says where.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.article import Certainty, Edit, Span, TracedText
from summarizer.patterns import LazyPattern

DOUBLED = "doubled-punctuation"
INDENT = "question-indent"
MARKUP = "html-left"
TORN = "torn-number"
INVISIBLE = "invisible-characters"


class Repaired(NamedTuple):
    """A text after a step, and the places in the page where the step changed more than width."""

    text: TracedText
    places: list[Span]
    kind: str
    certainty: Certainty = "certain"


_BREAKS = LazyPattern("[\r\u2028\u2029\u0085\v\f](?:(?<=\r)\n)?")
_UNSEEN = "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_INVISIBLE = LazyPattern(f"[{_UNSEEN}]+|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")
_MAY_BE_INVISIBLE = LazyPattern(f"[{_UNSEEN}\u200d]")
_ENTITY = LazyPattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|&nbsp;?")
_TAG = LazyPattern(
    r"</?(?:p|br|div|span|strong|b|i|em|u|a|font|img|table|tbody|tr|td|th|ul|ol|li|h[1-6]|section|center|o:p)"
    r"(?:\s[^<>\n]{0,300})?/?>|<!--[^\n]{0,300}?-->|^/?(?:p|div|span)>|</?(?:p|div|span)$",
    re.IGNORECASE | re.MULTILINE,
)
_TORN_TAG_ENDS = ("p>", "P>", "v>", "V>", "n>", "N>")
_BLOCK_TAG = LazyPattern(r"</?(?:p|br|div|tr|li|h[1-6]|section)\b|/?(?:p|div)>", re.IGNORECASE)
_DOUBLED = LazyPattern(
    r"(?P<comma>[，,](?:[ \t]?[，,])+)(?![，,])"
    r"|(?P<stop>[，,、；;][ \t]?[。！？；]|(?<!。)。[ \t]?。(?!。))"
    r"|(?P<other>(?<![！？；：:])([！？；：:])[ \t]?\4(?!\4))"
)
_MAY_BE_DOUBLED = LazyPattern("[,，。] ?[,，。]")
_SURELY_DOUBLED = (",,", "，，", ",，", "，,", "。。", ",。", "，。", ", ,", ", 。", "， ，", "。 。")
_DOUBLED_LEAST = 3
_SPACE_BEFORE_MARK = LazyPattern(r" (?<=[^\s\x00-\x7f] )(?=[。！？，；])")
_INDENT = LazyPattern(r"^[ \t\u3000]*((?:\?\?){1,4})(?=[^\s?])", re.MULTILINE)
_INDENTS_LEAST = 2
_WHOLE_INDENT = 4
_STRAY_AT_END = LazyPattern(r"(?<=[。！”；…])\?+[ \t]*$", re.MULTILINE)
_LONE_QUESTION = LazyPattern(r"\?")
_ASKS = LazyPattern(
    r"[吗呢么嘛谁何哪啥几吧怎难岂]|多少|是否|能否|可否|会不会|是不是|有没有|能不能|为什|什么|嗎|麼|誰|幾|豈|難"
)
_SENTENCE = LazyPattern(r"[^。！？!?；\n]*$")
_UNIT = "(?:[亿億万萬]|元|[%％](?![0-9])|[个個]百分[点點]|倍|[个個])"
_TORN = LazyPattern(
    rf"(?<=[0-9])(?P<point>[.．])[ \t]*(?P<a>\n[ \t\u3000]*)(?=[0-9]+{_UNIT})"
    rf"|(?<=[0-9])(?P<b>[ \t]*\n[ \t\u3000]*)(?=[.．][0-9]+{_UNIT})"
    r"|(?<=[0-9])(?P<c>[ \t]*\n[ \t\u3000]*)(?=(?:[亿億万萬]|[%％](?![0-9])|[个個]百分[点點]))"
)
_BREAK_BEFORE_FIGURE = LazyPattern(r"\n[ \t\u3000]*[0-9.．亿億万萬%％个個]")
# A wrapped line of prose that ends in a figure, and a line that begins with the rest of it.
_REST = rf"[ \t]*\n[ \t\u3000]*(?=[0-9]+(?:[.．][0-9]+)?{_UNIT})"
_WRAPPED = LazyPattern(
    "|".join(
        rf"(?<=[^\n。！？]{{12}}[\u4e00-\u9fff][0-9]{{{digits}}})(?P<{name}>{_REST})"
        for digits, name in ((1, "a"), (2, "b"), (3, "c"))
    )
)
_WIDTHS = {
    chr(code): chr(code - 0xFEE0)
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE = LazyPattern("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_WIDE_POINT = LazyPattern(r"(?<=[0-9])[．](?=[0-9])")


def _apply(text: TracedText, edits: list[Edit], kind: str, certainty: Certainty = "certain") -> Repaired:
    if not edits:
        return Repaired(text, [], kind, certainty)
    places = [text.raw_span(edit.start, edit.end) for edit in edits]
    return Repaired(text.edit(edits), places, kind, certainty)


def unify_breaks(text: TracedText) -> TracedText:
    """One kind of line break."""
    if not _BREAKS.search(text.text):
        return text
    return text.edit(Edit(m.start(), m.end(), "\n") for m in _BREAKS.finditer(text.text))


def drop_invisible(text: TracedText) -> Repaired:
    """Drop what no reader sees: zero-width and control characters."""
    if not _MAY_BE_INVISIBLE.search(text.text):
        return Repaired(text, [], INVISIBLE)
    return _apply(text, [Edit(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text.text)], INVISIBLE)


def resolve_markup(text: TracedText) -> Repaired:
    """Resolve entities and drop tags, whole or torn, that text extraction left behind."""
    edits = [*_entities(text.text), *_tags(text.text)]
    edits.sort()
    apart = [edit for n, edit in enumerate(edits) if n == 0 or edits[n - 1].end <= edit.start]
    return _apply(text, apart, MARKUP)


def _entities(text: str) -> Iterator[Edit]:
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        sign = html.unescape(match[0]).replace("\xa0", " ")
        if sign != match[0] and len(sign) <= 2:
            yield Edit(match.start(), match.end(), sign)


def _tags(text: str) -> Iterator[Edit]:
    if "<" not in text and not any(end in text for end in _TORN_TAG_ENDS):
        return
    for match in _TAG.finditer(text):
        yield Edit(match.start(), match.end(), "\n" if _BLOCK_TAG.match(match[0]) else "")


def join_torn_numbers(text: TracedText) -> tuple[Repaired, Repaired]:
    """Join numbers that a line end tore in two: certain at a point or unit, else guessed."""
    certain = _apply(text, list(_breaks_in_numbers(_TORN, text.text)), TORN)
    wrapped = list(_breaks_in_numbers(_WRAPPED, certain.text.text))
    return certain, _apply(certain.text, wrapped, TORN, "guessed")


def _breaks_in_numbers(pattern: LazyPattern, text: str) -> Iterator[Edit]:
    done = 0
    for line_end in _BREAK_BEFORE_FIGURE.finditer(text):
        start = line_end.start()
        if not text[max(start - 3, 0) : start].rstrip(" \t")[-1:].isascii():
            continue
        match = pattern.search(text, max(start - 3, 0), line_end.end() + 24)
        if match and match.end() > done:  # of several line ends in short lines all may show the same break
            done = match.end()
            yield Edit(*match.span(match.lastgroup or 0), "")


def single_marks(text: TracedText) -> Repaired:
    """`,,` → `,`, `,。` → `。`, on pages that double marks throughout; emphasis (`！！`) is no damage."""
    if not _MAY_BE_DOUBLED.search(text.text) or sum(map(text.text.count, _SURELY_DOUBLED)) < _DOUBLED_LEAST:
        return Repaired(text, [], DOUBLED)
    found = list(_DOUBLED.finditer(text.text))
    if sum(match["other"] is None for match in found) < _DOUBLED_LEAST:
        return Repaired(text, [], DOUBLED)
    return _apply(text, [Edit(m.start(), m.end(), m[0][-1]) for m in found], DOUBLED)


def close_up_marks(text: TracedText) -> TracedText:
    """Drop the space that the damaging tool put before a mark."""
    return text.edit((m.start(), m.end(), "") for m in _SPACE_BEFORE_MARK.finditer(text.text))


def drop_indents(text: TracedText) -> tuple[Repaired, Repaired]:
    """`????` that stands for an indent, and on such pages single `?` that stand for a space."""
    if "??" not in text.text:
        return Repaired(text, [], INDENT), Repaired(text, [], INDENT)
    indents = [Edit(m.start(1), m.end(1), "") for m in _INDENT.finditer(text.text)]
    if len(indents) < _INDENTS_LEAST and not any(edit.end - edit.start >= _WHOLE_INDENT for edit in indents):
        indents = []
    repaired = _apply(text, indents, INDENT)
    if not indents:
        return repaired, Repaired(text, [], INDENT)
    strays = [Edit(m.start(), m.end(), "") for m in _STRAY_AT_END.finditer(repaired.text.text)]
    without = _apply(repaired.text, strays, INDENT)
    spaces = list(_spaces_lost(without.text.text))
    return repaired._replace(text=without.text, places=repaired.places + without.places), _apply(
        without.text, spaces, INDENT, "guessed"
    )


def _spaces_lost(text: str) -> Iterator[Edit]:
    """Question marks in mid-line after words that do not ask."""
    for match in _LONE_QUESTION.finditer(text):
        after = text[match.end() : match.end() + 1]
        sentence = _SENTENCE.search(text, max(0, match.start() - 80), match.start())
        if not after or after in "\n”’》）)?？！!" or sentence is None or not sentence[0]:
            continue
        if not _ASKS.search(sentence[0]) and not sentence[0].isascii():
            yield Edit(match.start(), match.end(), " ")


def half_width(text: TracedText) -> TracedText:
    """Digits and letters in half width, the point between digits too; other signs stay as they are."""
    if not _WIDE.search(text.text):
        return text
    narrow = text.text
    for wide, plain in _WIDTHS.items():
        if wide in narrow:
            narrow = narrow.replace(wide, plain)
    return text.with_text(_WIDE_POINT.sub(".", narrow))
