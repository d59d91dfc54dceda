"""What a sum of money is: investment of projects of a stage, funds in place, foreign funds."""

from __future__ import annotations

import re

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.rows import History, Verdict
from summarizer.engines.reading.stages import find_stage
from summarizer.engines.reading.windows import Window

_PROMOTED = re.compile(r"招商引资(?:总额|额|资金|金额)?(?:达|完成|实现|共|约|超|近|为|了|到)*[^，。；]{0,4}$")
_VAGUE = frozenset({"投资", "资金", "投入", "总额", "金额", "总金额"})


def read_sum(layout: Layout, window: Window, history: History) -> Verdict | None:
    """The indicator of a sum of money, or None where nothing says what it is."""
    label = money_label(window)
    if label is None:
        return _unlabelled(layout, window, history)
    return by_label(layout, window, history, label)


def by_label(layout: Layout, window: Window, history: History, label: Cue) -> Verdict | None:
    """The indicator that a label of money names."""
    foreign_money = window.figure.kind == "money" and window.figure.unit == "USD"
    value = label.value
    if value == "other":
        return Verdict("other", "level", label.text)
    if value == "registered":
        return Verdict("registered.investment", "level", label.text)
    if value == "funds_in_place":
        row = history.last_of("foreign_funds", "funds_in_place")
        is_foreign = foreign_money or (
            window.figure.kind != "money" and row is not None and row.indicator == "foreign_funds"
        )
        return Verdict("foreign_funds" if is_foreign else value, "level", label.text)
    if value == "foreign_funds":
        return Verdict(value, "level", label.text)
    if value == "signed":
        return Verdict("signed.investment", "level", label.text)
    row = history.last(paragraph=window.clause.paragraph)
    if foreign_money and label.text == "投资" and row and row.indicator == "foreign_funds":
        return Verdict("foreign_funds", "level", label.text)
    stage = find_stage(layout, window, history)
    if stage is None:
        return None
    return Verdict(f"{stage[0]}.investment", "level", f"{label.text}·{stage[1]}")


def money_label(window: Window) -> Cue | None:
    """The label of a sum: before it, right after it, or in the clauses before."""
    label = _last_label(window.left)
    after = _label_after(window)
    if label and not (label.text in _VAGUE and after and after.text not in _VAGUE):
        return label
    return after or _last_label(window.back)


def _last_label(cues: list[Cue]) -> Cue | None:
    found: Cue | None = None
    for cue in reversed(cues):
        if cue.kind != "money":
            continue
        if found is None:
            found = cue
        elif found.text in _VAGUE and cue.text not in _VAGUE and found.start - cue.end <= 4:
            return cue
        else:
            break
    return found


def _label_after(window: Window) -> Cue | None:
    end = window.figure.span.end
    best: Cue | None = None
    for cue in window.right:
        if cue.kind == "money" and cue.start - end <= 6 and (best is None or best.text in _VAGUE):
            best = cue
    return best


def _unlabelled(layout: Layout, window: Window, history: History) -> Verdict | None:
    row = history.last(sentence=window.clause.sentence)
    if _PROMOTED.search(window.left_text):
        return Verdict("funds_in_place", "level", "招商引资")
    stage = next((cue for cue in reversed(window.left) if cue.kind == "stage"), None)
    if stage:
        return Verdict(f"{stage.value}.investment", "level", stage.text)
    if row is None:
        return None
    if row.is_money:
        return Verdict(row.indicator, "level", row.figure.surface)
    if row.stage:
        return Verdict(f"{row.stage}.investment", "level", row.figure.surface)
    return Verdict("other", "level", row.figure.surface) if row.indicator == "other" else None
