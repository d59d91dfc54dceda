"""Put the judgements together: from a repaired page to its article and everything removed from it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from summarizer.article import RemovedLine, Span, TracedText
from summarizer.cleaning.furniture.core import find_core
from summarizer.cleaning.furniture.endings import (
    closes,
    closing_end,
    last_words,
    opening,
    resumed,
)
from summarizer.cleaning.furniture.lines import Line, Lines, fold, pick, split_lines
from summarizer.cleaning.furniture.outlines import is_outline, with_outlines
from summarizer.cleaning.furniture.pages import (
    IN_BODY,
    IN_TITLE,
    Fate,
    PageLine,
    PageLines,
    Place,
    RemovedLines,
)
from summarizer.cleaning.furniture.repeats import find_repeat, repeated_within
from summarizer.cleaning.furniture.rules import Verdict, inline_tail, is_furniture, judge, rule_book
from summarizer.cleaning.furniture.titles import bare_title, find_head, pair_set, shared_words

_LIST_LEAST = 3
_SHORT = 6
_LIST_SHARED = 0.4


@dataclass(frozen=True, slots=True)
class FurnitureResult:
    """What a page is made of.

    Attributes:
        body: the article, title line first where it has one, a paragraph a line; empty where the
            page holds no article.
        title: the title as it stands in the body, or None.
        removed: what went, from top to bottom, with reason and score.
        lines: every line of the page with its place, for metadata and for `--explain`.
        damage: `double-body` where the page printed its body twice, `furniture` where lines went.
    """

    body: TracedText
    title: str | None
    removed: Sequence[RemovedLine]
    lines: Sequence[PageLine]
    damage: tuple[str, ...] = ()


@dataclass(slots=True)
class _Page:
    """Lines and judgements while they are being made; `fates` say why lines go."""

    source: TracedText
    folded: str
    lines: Lines
    verdicts: list[Verdict | None] = field(default_factory=list[Verdict | None])
    fates: list[Fate | None] = field(default_factory=list[Fate | None])
    copy: Span | None = None
    repeated: bool = False
    same_fates: dict[Fate, Fate] = field(default_factory=dict[Fate, Fate])

    def __post_init__(self) -> None:
        self.fates = [None] * len(self.lines)

    def goes(self, number: int, fate: Fate) -> None:
        """Note why a line goes; lines of one fate share it."""
        self.fates[number] = self.same_fates.setdefault(fate, fate)


def strip_furniture(text: TracedText) -> FurnitureResult:
    """Find the article in a repaired, simplified page.

    Args:
        text: the page after damage repair and script conversion; its offsets are kept.

    Returns:
        The article and what was removed; an empty body where no line of the page is prose.
    """
    folded = fold(text.text)
    page = _Page(text, folded, split_lines(folded, inline_tail))
    _drop_copies(page)
    left: Sequence[int] = range(len(page.lines))
    lines = page.lines
    if page.copy:
        left = array("I", chain(left[: page.copy.start], left[page.copy.end :]))
        lines = pick(lines, left)
    verdicts = [judge(line) for line in lines]
    core = find_core(lines, verdicts)
    if core is None:
        return _without_article(page, left, verdicts)
    core = with_outlines(lines, verdicts, resumed(lines, verdicts, core))
    core = Span(core.start, last_words(lines, verdicts, core))
    core = Span(core.start, closing_end(lines, verdicts, core.end))
    prose = opening(lines, core)
    head = find_head(lines, verdicts, core.start, prose)
    kept = bytearray(len(lines))
    for n in (*head.kept, *range(core.start, core.end)):
        kept[n] = True
    for n, why in _inside(lines, verdicts, core, prose).items():
        kept[n] = False
        page.goes(left[n], ("inside", *why))
    title_line = head.title
    if title_line is not None:
        title = bare_title(lines[title_line].text)
        for n in range(core.start, core.end):
            if kept[n] and lines[n].shape != "prose" and bare_title(lines[n].text) == title:
                kept[n] = False
                page.goes(left[n], ("inside", "title printed again", 0.9))
    for n in range(len(lines)):
        if kept[n]:
            page.fates[left[n]] = IN_BODY
        elif n != title_line and page.fates[left[n]] is None:
            page.goes(left[n], _outside(lines[n], verdicts[n], "head" if n < core.start else "tail"))
    if title_line is not None:
        page.fates[left[title_line]] = IN_TITLE
    return _result(page, head.span)


def _drop_copies(page: _Page) -> None:
    run = find_repeat(page.lines)
    if run is not None:
        page.copy, page.repeated = run, True
        for n in range(*run):
            page.goes(n, ("inside", "body printed twice", 0.95))
    for number, line in enumerate(page.lines):
        again = repeated_within(line.text)
        if again is not None:
            line.text = line.text[:again].rstrip()
            line.end = line.start + len(line.text)
            page.lines[number] = line
            page.repeated = True


def _inside(
    lines: Sequence[Line], verdicts: Sequence[Verdict | None], core: Span, prose: str
) -> dict[int, tuple[str, float]]:
    """Lines that interrupt the article, with reason and score."""
    gone: dict[int, tuple[str, float]] = {}
    section = False
    for n in range(core.start, core.end):
        line, verdict = lines[n], verdicts[n]
        if is_furniture(verdict) and not verdict.edge and not closes(line.text):
            gone[n] = (verdict.reason, verdict.score)
            section = section or verdict.section
        elif section and line.shape in ("headline", "teaser", "label"):
            gone[n] = ("headline under a list's heading", 0.8)
        else:
            section = False
    gone |= _said_again(lines, core)
    last = max((n for n in range(core.start, core.end) if lines[n].shape == "prose"), default=core.start)
    return gone | _bare_lists(lines, Span(core.start, last + 1), gone, prose)


def _said_again(lines: Sequence[Line], core: Span) -> dict[int, tuple[str, float]]:
    """A line of words that stands between paragraphs more than once is a site's, not the article's."""
    inside = array("I")
    for n in range(core.start, core.end):
        line = lines[n]
        if line.shape == "headline" and len(line) > _SHORT:
            inside.append(n)
    if len(inside) < 2:
        return {}
    counts = Counter(lines[n].text for n in inside)
    return {n: ("line that comes again", 0.7) for n in inside if counts[lines[n].text] > 1}


def _bare_lists(
    lines: Sequence[Line], core: Span, gone: Iterable[int], prose: str
) -> dict[int, tuple[str, float]]:
    """Runs of headlines between paragraphs that share few words with the article around them."""
    found: dict[int, tuple[str, float]] = {}
    taken = set(gone)
    run = array("I")
    pairs: set[str] | None = None
    for n in range(core.start, core.end + 1):
        if n < core.end and n not in taken and lines[n].shape in ("headline", "teaser"):
            run.append(n)
            continue
        if len(run) >= _LIST_LEAST and not is_outline(pick(lines, run)):
            if pairs is None:
                pairs = pair_set(prose)
            shared = sum(shared_words(lines[i].text, pairs) for i in run) / len(run)
            if shared < _LIST_SHARED:
                found |= {
                    i: ("headline among others, foreign to the article", round(1 - shared, 2)) for i in run
                }
        run = array("I")
    return found


def _outside(line: Line, verdict: Verdict | None, place: Place) -> Fate:
    if is_furniture(verdict):
        return (place, verdict.reason, verdict.score)
    where = "above the article" if place == "head" else "below the article"
    score = {"prose": 0.6, "lead-in": 0.65, "heading": 0.65}.get(line.shape, 0.75)
    what = (
        "prose" if line.shape == "prose" else "headline" if line.shape in ("headline", "teaser") else "line"
    )
    return (place, f"{what} {where}", score)


def _without_article(page: _Page, left: Sequence[int], verdicts: Sequence[Verdict | None]) -> FurnitureResult:
    for n, verdict in zip(left, verdicts, strict=True):
        place, reason, score = _outside(page.lines[n], verdict, "head")
        page.goes(n, (place, reason if is_furniture(verdict) else "no prose on the page", score))
    return _result(page, None)


def _result(page: _Page, title_span: Span | None) -> FurnitureResult:
    source = page.source
    parts: list[TracedText] = []
    title_text: str | None = None
    if title_span is not None:
        part = source[title_span.start : title_span.end]
        title_text = part.text
        parts.append(part)
    parts += _paragraphs(page)
    fates = [fate for fate in page.fates if fate is not None]
    gone = ((line, fate) for line, fate in zip(page.lines, fates, strict=True) if fate[1])
    removed = RemovedLines(source, gone)
    lines = PageLines(source, page.lines, fates)
    damage = (("double-body",) if page.repeated else ()) + (("furniture",) if removed else ())
    return FurnitureResult(TracedText.join(parts), title_text, removed, lines, damage)


def _paragraphs(page: _Page) -> list[TracedText]:
    """The lines that stay, wrapped ones put together again, marks of pictures cut out.

    Lines that follow each other in the page too are cut out in one piece, for speed.
    """
    inner = rule_book().inline_inner
    source = page.source
    # Where each begins and ends, and the line ends to leave out in between.
    stretches: list[tuple[int, int, array[int]]] = []
    start = end = -1
    gaps = array("I")
    wrapped = False
    for line, fate in zip(page.lines, page.fates, strict=True):
        if fate is not IN_BODY:
            continue
        if end >= 0 and wrapped:
            gaps.extend((end - start, line.start - start))
        elif end < 0 or gaps or source.text[end : line.start] != "\n":
            if end >= 0:
                stretches.append((start, end, gaps))
            start, gaps = line.start, array("I")
        end = line.end
        wrapped = line.joined
    if end >= 0:
        stretches.append((start, end, gaps))
    paragraphs: list[TracedText] = []
    for start, end, gaps in stretches:
        part, folded = source[start:end], page.folded[start:end]
        if gaps:
            part = part.edit((gaps[n], gaps[n + 1], "") for n in range(0, len(gaps), 2))
            folded = fold(part.text)
        cuts = [(m.start(), m.end(), "") for m in inner.finditer(folded)]
        paragraphs.append(part.edit(cuts) if cuts else part)
    return paragraphs
