"""What stands around a figure: the cues of its own stretch, of its clause, and of the clauses before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article import Figure
from summarizer.engines.reading.clauses import Clause, Layout
from summarizer.engines.reading.lexicon import Cue
from summarizer.patterns import LazyPattern

RATIOS = frozenset({"percent", "point", "multiple", "rank"})
"""The kinds of figures that say something of another quantity."""
_TIME_KINDS = frozenset({"date", "period", "distractor"})
_BOUND_AFTER = re.compile(r"(?:及|或|\(含\)|（含）)?(?:以上|以下|以内)|级(?:以上)?|\+")
_BOUNDED_NOUN = LazyPattern(
    r"(?:的|之间的)?(?:、|和|及|或|[（(]含[^）)]{1,8}[）)])?"
    r"(?:[^，。；,;、,;\n]{0,14}?(?:项目|企业|工程|园区|产业|集群|大户|的有|有|共|达|的)|\s*$|[\d一二三四五六七八九十两]|[、和及])"
)
_SUM_FOLLOWS = re.compile(r"[，,、]\s*(?:计划|协议|合同|预计)?(?:总投资|投资|签约金额|签约额|引资)")
_PAUSES = frozenset("，,、")
_DIGITS = frozenset("0123456789一二两三四五六七八九")
_OF_PROJECTS = re.compile(r"(?:级|的)?(?:投资|产业|工业|重大|大)?项目")
_BRACKET_BOUND = re.compile(r"[（(]不?含$")
_RANGE_OF_PROJECTS = re.compile(r"(?:之间)?(?:[（(][^）)]{1,10}[）)])?(?:之间)?的?[^，。；,;、]{0,6}项目")
_SIZE_THEN_COUNT = re.compile(r"(?:以上|级)?的?[^，。；,;、\d]{0,6}?项目(?:达|有|共|为)?\d+[个项]")
_COUNT_THEN_SIZE = re.compile(r"\d[个项](?:总?投资)?(?:超|过|近|达|约)*\Z")
_SIZED = LazyPattern(r"(?:级|以上)?(?:至[^，。；,;、]{1,8}元)?(?:以上)?的?[^，。；,;、\d]{0,8}项目")
_INVESTED = re.compile(r"(?:总?投资|额|资金|计划|投入)(?:约|近|超|达|为)*\Z")
_EACH_BOUND = LazyPattern(r"(?:均|都|全部|每个|单个|单体)[^，。；,;]{0,8}$")


@dataclass(slots=True)
class Window:
    """One figure in its place; `sentence_start` is where its sentence begins.

    `left` are the cues between the figure before it (or the clause's beginning) and itself,
    `clause_left` those from the clause's beginning, `back` those of the figure-free clauses just
    before, in the same sentence, and `right` those up to the next figure, mark or end of clause.
    """

    figure: Figure
    number: int
    clause: Clause
    sentence_start: int
    start: int
    left_text: str
    left: list[Cue]
    clause_left: list[Cue]
    back: list[Cue]
    right_text: str
    right: list[Cue]
    rest: list[Cue]
    bounded: bool = False
    bound_end: int = 0
    sum_follows: bool = False


def quantities_of(figures: Sequence[Figure]) -> list[Figure]:
    """Those figures that count or measure something (dates, periods and distractors do not)."""
    return [figure for figure in figures if figure.kind not in _TIME_KINDS]


def thresholds(figures: Sequence[Figure], body: str) -> frozenset[int]:
    """The numbers of the sums that only narrow what is counted."""
    return frozenset(
        {f.id for f in figures if (f.kind == "money" or f.kind == "count") and is_threshold(f, body)}
    )


def is_threshold(figure: Figure, body: str) -> bool:
    """Whether a sum of money only narrows what is counted (`亿元以上`, `投资超5000万元的项目`)."""
    if figure.kind != "money" and not (
        figure.kind == "count" and figure.surface.endswith(("万", "亿", "项"))
    ):
        return False
    after = body[figure.span.end : figure.span.end + 24]
    if body.find("平均", max(0, figure.span.start - 12), figure.span.start) >= 0:
        return False
    if figure.surface.endswith("项"):
        return after.startswith("目") and figure.value is not None and figure.value >= 10_000_000
    if after.startswith("大关"):
        return True
    if _BRACKET_BOUND.search(body, max(0, figure.span.start - 4), figure.span.start):
        return True
    if "项目" in after and _is_of_projects(figure, body, after):
        return True
    match = _BOUND_AFTER.match(after)
    if match:
        after = after[match.end() :]
    elif figure.bound is None and not _BOUND_AFTER.search(figure.surface):
        return False
    if figure.surface.endswith("级"):
        return True
    before = body[max(0, figure.span.start - 12) : figure.span.start]
    if _EACH_BOUND.search(before):
        return True
    return bool(after) and after[0] not in "，。；,;）)\n" and bool(_BOUNDED_NOUN.match(after))


def _is_of_projects(figure: Figure, body: str, after: str) -> bool:
    """Whether a bare sum says how large the counted projects are (`五亿元项目1个`, `1个50亿元的项目`)."""
    if figure.upper is not None and _RANGE_OF_PROJECTS.match(after):
        return True
    if not any(mark in _DIGITS for mark in figure.surface) and _OF_PROJECTS.match(after):
        return True
    if _SIZE_THEN_COUNT.match(after):
        return not _INVESTED.search(body, max(0, figure.span.start - 8), figure.span.start)
    counted = _COUNT_THEN_SIZE.search(body, max(0, figure.span.start - 10), figure.span.start)
    return bool(counted) and bool(_SIZED.match(after))


def open_window(
    layout: Layout,
    number: int,
    place: int,
    quantities: Sequence[Figure],
    transparent: set[int],
    last: Window | None = None,
) -> Window:
    """The window of the `place`-th quantity; figures in `transparent` are looked through.

    `last` is the window of a quantity before it, which in the same clause has the same clauses before.
    """
    body = layout.body
    figure = quantities[place]
    clause = layout.clauses[number]
    start = clause.start
    bounded = False
    for at in range(place - 1, -1, -1):
        other = quantities[at]
        if other.span.end <= clause.start:
            break
        if other.id not in transparent:
            start = other.span.end
            break
        bounded = bounded or other.kind == "money"
    stop = clause.end
    bound_end = 0
    for at in range(place + 1, len(quantities)):
        other = quantities[at]
        if other.span.start >= stop:
            break
        if other.id not in transparent:
            stop = other.span.start
            break
        if other.kind == "money":
            bound_end = other.span.end
    begin, end = figure.span
    pause = body.find("、", end, stop)
    right_text = body[end : pause if pause >= 0 else stop]
    within = layout.cues.within
    left, rest = within(start, begin), within(end, stop)
    return Window(
        figure=figure,
        number=number,
        clause=clause,
        sentence_start=layout.sentence_starts[clause.sentence],
        start=start,
        left_text=body[start:begin],
        left=left,
        clause_left=left if start == clause.start else within(clause.start, begin),
        back=last.back if last and last.number == number else _clauses_before(layout, number, transparent),
        right_text=right_text,
        right=[cue for cue in rest if cue.end <= pause] if pause >= 0 else rest,
        rest=rest,
        bounded=bounded,
        bound_end=bound_end,
        sum_follows=body[end : end + 1] in _PAUSES and bool(_SUM_FOLLOWS.match(body, end)),
    )


def _parts(figures: Sequence[Figure], transparent: set[int]) -> bool:
    """Whether a quantity among some figures parts what stands on its two sides."""
    return not transparent.issuperset([figure.id for figure in figures if figure.kind not in _TIME_KINDS])


def _clauses_before(layout: Layout, number: int, transparent: set[int]) -> list[Cue]:
    clause = layout.clauses[number]
    at = number
    while at > 0:
        before = layout.clauses[at - 1]
        if before.sentence != clause.sentence or layout.body[before.end] in "；;":
            break
        if before.figures and _parts(before.figures, transparent):
            break
        at -= 1
    return layout.cues.within(layout.clauses[at].start, clause.start) if at < number else []
