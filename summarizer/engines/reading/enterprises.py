"""What was done with the enterprises that a count counts."""

from __future__ import annotations

import re

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.rows import History, Row, Verdict
from summarizer.engines.reading.stages import PARTITION
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_VISIT = LazyPattern(r"来[^，。；,;、]{0,8}?(?:考察|洽谈|调研|参观|对接|投资考察)")
_GROWN = re.compile(r"规[上模]|限上|限额|上市|高新技术|专精特新|小巨人|瞪羚|四上|科技型|个体|市场主体|民营")


def read_enterprises(layout: Layout, window: Window, history: History, why: str) -> Verdict:
    """The indicator of a count of enterprises; what only grew here (`新增规上企业`) is none of ours."""
    act = enterprise_act(window)
    if act and act[1] == "培育":
        return Verdict("other", "level", why)
    if act and act[1] == "新增" and _GROWN.search(window.left_text[-16:] + window.right_text[:12]):
        return Verdict("other", "level", why)
    if act:
        return Verdict(f"enterprises.{act[0]}", "level", f"{why}·{act[1]}")
    row = history.last_level(window.clause.sentence, back=0)
    if "其中" in window.left_text:
        rows = [r for r in reversed(history.rows[-6:]) if r.sentence == window.clause.sentence]
        row = next((r for r in rows if r.indicator.startswith("enterprises.")), row)
    if row and row.indicator.startswith("enterprises."):
        return Verdict(row.indicator, "level", f"{why}·{row.figure.surface}")
    whole = _whole_parted(layout, window, history)
    return (
        Verdict(whole.indicator, "level", f"{why}·{whole.figure.surface}")
        if whole
        else Verdict("other", "level", why)
    )


def _whole_parted(layout: Layout, window: Window, history: History) -> Row | None:
    """The enterprises counted before in the paragraph, where the sentence says by what it parts them."""
    if not PARTITION.search(layout.body, window.sentence_start, window.figure.span.start):
        return None
    for row in reversed(history.rows):
        if row.paragraph != window.clause.paragraph:
            return None
        if row.indicator.startswith("enterprises.") and row.aspect == "level":
            return row
    return None


def enterprise_act(window: Window) -> tuple[str, str] | None:
    """What was done with enterprises: introduced, contacted or invited."""
    visit = _VISIT.search(window.left_text) or _VISIT.search(window.right_text)
    if visit:
        return "invited", visit.group()
    chunk_start = window.start + max(window.left_text.rfind(mark) + 1 for mark in "、，")
    chunk = [cue for cue in window.left if cue.start >= chunk_start]
    for cues in (chunk, window.left, window.rest, window.back):
        for cue in cues:
            name = _act(cue)
            if name:
                return name, cue.text
    return None


def _act(cue: Cue) -> str | None:
    if cue.kind == "act":
        return {"contact": "contacted", "invite": "invited", "introduce": "introduced"}[cue.value]
    if cue.kind == "stage" and cue.value in ("signed", "registered", "landed"):
        return "introduced"
    if cue.kind == "stage" and cue.text.startswith("洽谈"):
        return "contacted"
    return None
