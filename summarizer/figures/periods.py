"""Which of a text's dates and periods the page reports on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from summarizer.article import Figure, Period
from summarizer.patterns import LazyPattern

_RESULTS = frozenset(("money", "count", "percent", "point", "rank"))
_FADING = 0.65
"""How much less each further result counts: news says first what it is about."""

_COMPARED = re.compile(r"(?:比|较|同|与|跟|由|自|从|照|以)$")
_PLANNED = re.compile(r"(?:将|力争|计划|预计|争取|确保|到|至|于|抓住|即将)[^，。；、,;]{0,3}$")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_NEWS_DAY = LazyPattern(
    r"[^，。；]{0,4}[,，]?[^，。；]{0,8}(?:记者|电\s?[(（]|讯\s?[(（]|获悉|发布|公布|消息|传出)"
)
_NEVER = ("同期", "年底", "年末", "当年", "明年", "后年", "下一年", "次年", "年内", "上年", "上一年")
_QUOTED = re.compile(r"“[^“”\n]{20,}”")


def main_period(figures: Sequence[Figure], body: str, published: date | None = None) -> Period | None:
    """The period that the text's results stand under, as the text words it.

    Every result votes for the last period named before it, the first results most. Periods that are
    compared with (比去年), planned for (将于上半年), or only say when the news was given (7月21日,记者)
    are passed over; so is what is said in longer quotations, unless nothing else has a period.

    Args:
        figures: as `find_figures` returned them for the body.
        body: the text.
        published: its day of publication, if known.

    Returns:
        None where no result stands under a period.
    """
    quoted = [match.span() for match in _QUOTED.finditer(body)]
    votes = _votes(figures, body, published, quoted) or _votes(figures, body, published, [])
    if not votes:
        return None
    scores: dict[date | str, float] = {}
    for figure, weight in votes:
        meaning = _meaning(figure)
        scores[meaning] = scores.get(meaning, 0.0) + weight
    best = max(scores, key=lambda meaning: scores[meaning])
    chosen = next(figure for figure, _ in votes if _meaning(figure) == best)
    if chosen.surface == "全年" or chosen.end is None:
        same = [figure for figure in figures if figure.unit == "date" and _meaning(figure) == best]
        chosen = same[0] if chosen.end else max(same, key=lambda figure: len(figure.surface))
    return Period(chosen.surface, chosen.start, chosen.end)


def _meaning(figure: Figure) -> date | str:
    """What makes two periods the same: the day they end, else their wording."""
    return figure.end or figure.surface.removeprefix("今年").removeprefix("截至")


def _votes(
    figures: Sequence[Figure], body: str, published: date | None, quoted: list[tuple[int, int]]
) -> list[tuple[Figure, float]]:
    """Every period that results stand under, once a result, with the weight of that result.

    A period named after a result of the same sentence (其中4月份当月), or a day inside the period that is
    spoken of, holds to the end of that sentence only.
    """
    votes: list[tuple[Figure, float]] = []
    main: Figure | None = None
    local: Figure | None = None
    sentence_end = 0
    results_in_sentence = False
    weight = 1.0
    quotes = iter(quoted)
    quote = next(quotes, None)
    for figure in figures:
        at = figure.span.start
        while quote is not None and quote[1] <= at:
            quote = next(quotes, None)
        if quote is not None and quote[0] <= at:
            continue
        if at >= sentence_end:
            stop = _SENTENCE_END.search(body, at)
            sentence_end = stop.end() if stop else len(body)
            local, results_in_sentence = None, False
        if figure.kind in ("date", "period"):
            if _reports(figure, body, published, main):
                if main is not None and (results_in_sentence or _inside(figure, main)):
                    local = figure
                else:
                    main, local = figure, None
        elif figure.kind in _RESULTS and figure.bound is None:
            results_in_sentence = True
            if (current := local or main) is not None:
                votes.append((current, weight))
                weight *= _FADING
    return votes


def _inside(figure: Figure, main: Figure) -> bool:
    """Whether a day lies within the period that the text speaks of."""
    if figure.kind != "date" or figure.start is None or main.start is None or main.end is None:
        return False
    return main.start <= figure.start <= main.end and main.start != main.end


def _reports(figure: Figure, body: str, published: date | None, current: Figure | None) -> bool:
    """Whether results that follow the period can be its results."""
    start, end = figure.span
    if figure.surface.endswith(_NEVER) or figure.surface.startswith(("上年", "上一年", "十")):
        return False
    before = body[max(0, start - 6) : start]
    if _COMPARED.search(before) or (_PLANNED.search(before) and not figure.surface.startswith("截")):
        return False
    if figure.kind == "date" and (before.endswith("记者") or _NEWS_DAY.match(body, end)):
        return False
    if published is not None and figure.start is not None and figure.start > published + timedelta(days=1):
        return False
    if figure.surface == "全年" and current is not None:
        return current.end is not None and figure.end == current.end
    return not (figure.surface in ("今年", "下半年") and current is not None)
