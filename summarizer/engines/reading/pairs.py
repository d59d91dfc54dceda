"""`分别`, `依次`: figures listed in the order of the things that own them."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Figure
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.ratios import rate_before, rate_indicator, subject_in
from summarizer.engines.reading.rows import History, Verdict
from summarizer.engines.reading.windows import RATIOS, Window
from summarizer.patterns import LazyPattern

_FUNCTION_WORDS = LazyPattern(
    r"(?:比|较|同|与)[^，。；,;]{1,10}(?:相比|比)|(?:比|较)(?:上年|去年|上届|上期|20\d\d年|前年|同期|上年同期|去年同期)|(?:比|较)[^，。；,;]{2,8}$|同比|环比|截至[^，,]{1,8}[底末日]|截止[^，,]{1,8}[底末日]|已|完成|为|达到?|也|还|均|则|又|就|都"
    r"|[“”‘’\"\s]|占|增长|下降|增幅|降幅|增速|两者|二者|三者|前两者|总量|数量|同期"
)
_SUBJECT = LazyPattern(r"[一-鿿]{3,}")


def paired_subject(
    layout: Layout, window: Window, history: History, quantities: Sequence[Figure], transparent: set[int]
) -> Verdict | None:
    """The indicator that falls to this figure in a list introduced by `分别`; None where there is none."""
    clause = window.clause
    begin, end = clause.start, window.figure.span.start
    if layout.told_in_turn(begin, end) < 0:
        return None
    marks = [cue for cue in layout.cues.within(clause.start, window.figure.span.start) if cue.kind == "each"]
    marks = [cue for cue in marks if cue.text not in ("各", "均")]
    if not marks:
        return None
    mark = marks[-1]
    group = [
        figure
        for figure in quantities
        if mark.end <= figure.span.start < clause.end and figure.id not in transparent
    ]
    place = next((at for at, figure in enumerate(group) if figure.id == window.figure.id), None)
    if place is None or len(group) < 2:
        return None
    owners = _owners(layout.cues.within(clause.start, mark.start), len(group))
    if len(owners) == len(group):
        named = _verdict(layout, window, history, owners[place])
        if named:
            return named
    stages = [cue for cue in layout.cues.within(clause.start, mark.start) if cue.kind == "stage"]
    if len(stages) == len(group) and window.figure.kind == "count":
        return Verdict(f"{stages[place].value}.projects", "level", stages[place].text)
    if len(stages) == len(group) and owners and window.figure.kind == "money":
        return Verdict(f"{stages[place].value}.investment", "level", stages[place].text)
    bare = not _SUBJECT.search(_FUNCTION_WORDS.sub("", layout.body[clause.start : mark.start]))
    if window.figure.kind in RATIOS and len(owners) < 2 and not _names_quantity(owners) and bare:
        named = _owners(window.back, len(group))
        if named and _names_quantity(named[-1:]) and named[-1].value != "other":
            owner = named[place] if len(named) == len(group) else named[-1]
            return _verdict(layout, window, history, owner)
        rate = rate_before(layout, window)
        if rate:
            return Verdict(rate_indicator(rate), "level", rate.text)
        latest = history.last_level(clause.sentence)
        if latest and latest.indicator == "other" and latest.figure.id < group[0].id:
            return Verdict("other", "level", latest.figure.surface)
        part = max(layout.body.rfind(mark, 0, clause.start) for mark in "；;。\n")
        rows = [row for row in history.rows[-8:] if row.figure.span.start > part and row.aspect == "level"]
        if len(rows) == len(group) and len({row.clause for row in rows}) == len(rows):
            return Verdict(rows[place].indicator, "level", rows[place].figure.surface)
        rows = history.last_distinct(len(group), clause.sentence, group[0].id)
        if len(rows) == len(group):
            return Verdict(rows[place].indicator, "level", rows[place].figure.surface)
    return None


def _owners(cues: Sequence[Cue], wanted: int) -> list[Cue]:
    """Names of quantities before the mark: rates where there are enough, else money labels and heads too."""
    rates = [cue for cue in cues if cue.kind == "rate"]
    if len(rates) == wanted:
        return rates
    return [
        cue
        for cue in cues
        if cue.kind in ("money", "rate") or (cue.kind == "head" and cue.value in ("project", "enterprise"))
    ]


def _names_quantity(owners: Sequence[Cue]) -> bool:
    return any(cue.kind in ("money", "rate") for cue in owners)


def _verdict(layout: Layout, window: Window, history: History, owner: Cue) -> Verdict | None:
    upto = layout.cues.within(window.clause.start, owner.end)
    shifted = Window(
        figure=window.figure,
        number=window.number,
        clause=window.clause,
        sentence_start=window.sentence_start,
        start=window.clause.start,
        left_text=layout.body[window.clause.start : owner.end],
        left=upto,
        clause_left=upto,
        back=window.back,
        right_text="",
        right=[],
        rest=[],
    )
    return subject_in(layout, shifted, history, [owner])
