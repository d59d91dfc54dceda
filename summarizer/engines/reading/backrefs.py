"""Figures that point back: `这56个项目中` names the whole that parts follow, `占比62.5%` what it is of."""

from __future__ import annotations

from decimal import Decimal

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.rows import History, Row
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_AS_A_SUBJECT = LazyPattern(
    r"[^，。；,;、\d]{0,8}?(?:项目|企业)(?:涵盖|涉及|覆盖|分布|主要|集中|包括|计划|预计|协议|合同|总?投资|均为|都是|大多|类型)"
)
_POINTS_BACK = LazyPattern(
    r"(?:(?:^|[在从，。；\n])(?:全部|所有)?(?:的)?|[这该]|上述|以上|[已新][^，。；,;]{0,4}的)$"
)
_AS_A_WHOLE = LazyPattern(
    r"[^，。；,;、\d]{0,12}?(?:(?:项目|企业|公司|机构)(?:当中|之中|[中里](?![标心国央外部小型]))|[中里][，,])"
)
POINTED_AT = "前文同数"
"""Why a figure that only repeats an earlier one is read as it was."""
_QUANTITIES = frozenset({"count", "money"})
_REACH = 12


def taken_up(layout: Layout, window: Window, history: History) -> Row | None:
    """The earlier row that a figure repeats to name the whole of what follows (`在这27个项目中，…`)."""
    figure = window.figure
    if figure.kind != "count":
        return None
    start, end = figure.span
    opens = not layout.body[window.sentence_start : start].strip()
    whole = _AS_A_WHOLE.match(layout.body, end) and _POINTS_BACK.search(layout.body, max(0, start - 6), start)
    if not whole and not (opens and _AS_A_SUBJECT.match(layout.body, end)):
        return None
    return next(
        (
            row
            for row in reversed(history.rows)
            if row.aspect == "level"
            and row.figure.kind == "count"
            and row.figure.value == figure.value
            and (row.is_project_count or row.indicator.startswith("enterprises."))
            and row.sentence < window.clause.sentence
        ),
        None,
    )


def whole_in_front(row: Row, rows: list[Row]) -> Row | None:
    """The row that the sentence of a row begins with as the whole of its parts."""
    first = next((other for other in rows if other.sentence == row.sentence), None)
    if first is None or first.indicator != row.indicator or first.figure.kind != "count":
        return None
    return first if first.why == POINTED_AT else None


def part_of_a_whole(window: Window, history: History) -> Row | None:
    """The quantity just before a bare share whose part of an earlier whole is that share.

    Of the count and the sum that stand before `占比62.5%` it is the one for which the division comes
    out, to the last digit printed; None where neither does, or both.
    """
    percent = window.figure.value
    if window.figure.kind != "percent" or not percent:
        return None
    parts: list[Row] = []
    for row in reversed(history.rows):
        if row.sentence != window.clause.sentence or row.aspect != "level" or len(parts) == 2:
            break
        if row.figure.kind in _QUANTITIES and row.indicator != "other":
            parts.append(row)
    if len(parts) < 2 or parts[0].indicator == parts[1].indicator:
        return None
    fitting = [row for row in parts if any(_divides(row, whole, percent) for whole in _wholes(row, history))]
    return fitting[0] if len(fitting) == 1 else None


def _wholes(row: Row, history: History) -> list[Row]:
    """The latest earlier quantities of which a row may be a part."""
    found = [
        other
        for other in history.rows
        if other.figure.id < row.figure.id
        and (other.indicator, other.aspect, other.figure.unit) == (row.indicator, row.aspect, row.figure.unit)
    ]
    return found[-_REACH:]


def _divides(part: Row, whole: Row, percent: Decimal) -> bool:
    """Whether part of whole is a percentage, rounded or cut off at its last digit."""
    above, below = part.figure.value, whole.figure.value
    if above is None or not below or above > below:
        return False
    step = Decimal(1).scaleb(min(0, int(percent.as_tuple().exponent)))
    return -step / 2 <= above * 100 / below - percent < step
