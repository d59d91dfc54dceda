"""Which stage of a project's life a figure belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.reading.clauses import Layout, is_heading
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.rows import History
from summarizer.engines.reading.windows import Window

_JOINED = re.compile(r"^[^，。；]{0,8}?(?:[、/和与及（(]|加上|以及)[^，。；]{0,6}$")


def stage_of_cues(cues: Sequence[Cue], body: str) -> Cue | None:
    """The stage named last; new and continuing named together are the implemented ones."""
    stages = [cue for cue in cues if cue.kind == "stage"]
    if not stages:
        return None
    last = stages[-1]
    if len(stages) > 1:
        before = stages[-2]
        if {before.value, last.value} == {"new", "continuing"} and len(body[before.end : last.start]) <= 6:
            return Cue(before.start, last.end, "stage", "implemented", body[before.start : last.end])
    return last


def find_stage(layout: Layout, window: Window, history: History) -> tuple[str, str] | None:
    """The stage of a count or sum of projects and the words that tell it, or None.

    Looked for in this order: just before the figure; in its own noun phrase or predicate; in the
    clauses before; in the rows of the sentence; in what follows; in the heading or the paragraph.
    """
    body = layout.body
    named = stage_of_cues(window.left, body)
    if named:
        return named.value, named.text
    after = stage_of_cues([cue for cue in window.right if cue.kind in ("stage", "head")], body)
    if after and _is_modifier(body, window, after):
        return after.value, after.text
    row = history.last_stage(sentence=window.clause.sentence)
    named = stage_of_cues(window.back, body)
    if named:
        return named.value, named.text
    if row and row.clause == window.number:
        return str(row.stage), row.figure.surface
    if after:
        return after.value, after.text
    if row:
        return str(row.stage), row.figure.surface
    return _stage_ahead(layout, window) or inherited_stage(layout, window, history)


def _is_modifier(body: str, window: Window, cue: Cue) -> bool:
    """Whether the stage stands inside the noun phrase that follows (`25个签约项目`)."""
    return body[cue.end : cue.end + 6].lstrip("的").startswith(("项目", "招商", "亿元", "重点", "重大"))


def _stage_ahead(layout: Layout, window: Window) -> tuple[str, str] | None:
    """A clause right after may name the sum that belongs to the count (`…项目9个，签约金额…`)."""
    clauses = layout.clauses
    following = window.number + 1
    if following >= len(clauses) or clauses[following].sentence != window.clause.sentence:
        return None
    clause = clauses[following]
    stop = clause.figures[0].span.start if clause.figures else clause.end
    for cue in layout.cues.within(clause.start, stop):
        if cue.kind == "money" and cue.value == "signed":
            return "signed", cue.text
        if cue.kind == "stage" and cue.value in ("signed", "started", "commissioned"):
            return cue.value, cue.text
    return None


def inherited_stage(layout: Layout, window: Window, history: History) -> tuple[str, str] | None:
    """The stage of the paragraph, its heading, or the page so far."""
    heading = heading_stage(layout, window.clause.paragraph)
    row = history.last_stage(paragraph=window.clause.paragraph)
    if row:
        return str(row.stage), row.figure.surface
    if heading:
        return heading
    row = history.last_stage()
    return (str(row.stage), row.figure.surface) if row else None


def heading_stage(layout: Layout, paragraph: int) -> tuple[str, str] | None:
    """The stage that the heading over a paragraph, or its first sentence, names."""
    start, _ = layout.paragraphs[paragraph]
    opening = layout.body[start : start + 24]
    for number in (paragraph, paragraph - 1):
        if number < 0:
            break
        begin, end = layout.paragraphs[number]
        if number == paragraph:
            end = begin + next((at for at, mark in enumerate(opening) if mark in "。，："), 24)
        elif not is_heading(layout.body[begin:end]):
            break
        cue = stage_of_cues(layout.cues.within(begin, end), layout.body)
        if cue:
            return cue.value, cue.text
    return None
