"""Where the article stands in the page: the run of lines that holds the most prose.

Every line has a weight: prose weighs what it is long, headlines weigh against, and a line that ends
articles (an editor's name, a copyright notice) weighs against as much prose as it would take to
believe that the article goes on below it. The article is the run of lines with the greatest sum.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Span
from summarizer.cleaning.furniture.lines import Line
from summarizer.cleaning.furniture.rules import Verdict, is_furniture

_PROSE_MOST = 300.0
_WEIGHTS = {"heading": 1.0, "lead-in": 5.0, "label": -4.0, "headline": -12.0, "teaser": -14.0, "row": -1.0}
_FURNITURE = -14.0


def weigh(line: Line, verdict: Verdict | None) -> float:
    """What a line says for being inside the article (positive) or outside (negative)."""
    if is_furniture(verdict):
        return _FURNITURE - verdict.ends
    if line.shape == "prose":
        return min(float(len(line)), _PROSE_MOST)
    return _WEIGHTS[line.shape]


def find_core(lines: Sequence[Line], verdicts: Sequence[Verdict | None]) -> Span | None:
    """The run of lines `[start, end)` that is the article, from prose to prose; None without prose."""
    best = Span(0, 0)
    best_sum = 0.0
    start = 0
    total = 0.0
    for number, (line, verdict) in enumerate(zip(lines, verdicts, strict=True)):
        total += weigh(line, verdict)
        if total <= 0:
            start, total = number + 1, 0.0
        elif total > best_sum and line.shape == "prose":
            best, best_sum = Span(start, number + 1), total
    if best_sum <= 0:
        return None
    first = next(n for n in range(best.start, best.end) if lines[n].shape in ("prose", "lead-in", "heading"))
    return Span(first, best.end)
