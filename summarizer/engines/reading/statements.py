"""All rows of an article: every quantity is read in turn, each with what the rows before it leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article import Article, Figure
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.counts import read_count
from summarizer.engines.reading.moods import level_aspect
from summarizer.engines.reading.pairs import paired_subject
from summarizer.engines.reading.ratios import aspect_of, read_ratio
from summarizer.engines.reading.rows import History, Row, Verdict
from summarizer.engines.reading.scopes import find_event, find_scope
from summarizer.engines.reading.sums import read_sum
from summarizer.engines.reading.windows import Window, is_quantity, is_threshold, open_window

_RATIOS = frozenset({"percent", "point", "multiple", "rank"})


@dataclass(slots=True)
class Reader:
    """The reading of one article's quantities; `owned` are figures that belong to named projects."""

    article: Article
    layout: Layout
    owned: frozenset[int] = frozenset()

    def rows(self) -> list[Row]:
        """Every row, in the order of the text, each figure at most once."""
        quantities = [figure for figure in self.article.figures if is_quantity(figure)]
        body = self.layout.body
        thresholds = [figure for figure in quantities if is_threshold(figure, body)]
        transparent = {figure.id for figure in thresholds} | self.owned
        history = History()
        for place, figure in enumerate(quantities):
            if figure.id in transparent:
                continue
            number = self.layout.clause_at(figure.span.start)
            window = open_window(self.layout, number, place, quantities, transparent)
            verdict = self._judge(window, history, quantities, transparent)
            if verdict is None:
                continue
            row = Row(
                figure=figure,
                indicator=verdict.indicator,
                aspect=verdict.aspect,
                falls=verdict.falls,
                sentence=window.clause.sentence,
                paragraph=window.clause.paragraph,
                clause=number,
                why=verdict.why,
            )
            self._narrow(row, window, history, thresholds)
            history.rows.append(row)
        return without_repeats(history.rows, self.layout)

    def _judge(
        self, window: Window, history: History, quantities: Sequence[Figure], transparent: set[int]
    ) -> Verdict | None:
        figure = window.figure
        paired = paired_subject(self.layout, window, history, quantities, transparent)
        if figure.kind in _RATIOS:
            if paired is None:
                return read_ratio(self.layout, window, history)
            aspect, falls, word = aspect_of(window, history)
            return Verdict(paired.indicator, aspect, f"{paired.why}·{word}", falls)
        verdict = paired or self._read_level(window, history)
        if verdict is None:
            return None
        aspect, falls, word = level_aspect(self.layout, window)
        why = f"{verdict.why}·{word}" if word else verdict.why
        return Verdict(verdict.indicator, aspect, why, falls)

    def _read_level(self, window: Window, history: History) -> Verdict | None:
        if window.figure.kind == "count":
            return read_count(self.layout, window, history)
        if window.figure.kind == "money":
            return read_sum(self.layout, window, history)
        return self._read_measure(window)

    def _read_measure(self, window: Window) -> Verdict | None:
        """Physical quantities are results only where a noun of results owns them."""
        cue = next((cue for cue in reversed(window.left) if cue.kind in ("money", "head")), None)
        return Verdict("other", "level", cue.text) if cue else None

    def _narrow(self, row: Row, window: Window, history: History, thresholds: list[Figure]) -> None:
        scopes = find_scope(self.layout, window, thresholds)
        event = find_event(self.layout, window)
        if event:
            scopes.insert(0, event)
        before = history.last(sentence=row.sentence)
        if not scopes and before and before.scope and before.indicator != "other":
            row.scope = before.scope
        elif scopes:
            row.scope = "；".join(dict.fromkeys(scopes))


def without_repeats(rows: list[Row], layout: Layout) -> list[Row]:
    """Leave out a row that only repeats an earlier one (a title's figure, `2910个项目中`)."""
    kept: list[Row] = []
    seen: dict[tuple[str, str, object, str], list[Row]] = {}
    for row in rows:
        key = (row.indicator, row.aspect, row.figure.value, row.figure.unit)
        earlier = seen.setdefault(key, [])
        if any(_repeats(row, other, layout) for other in earlier):
            continue
        earlier.append(row)
        kept.append(row)
    return kept


def _repeats(row: Row, earlier: Row, layout: Layout) -> bool:
    if earlier.paragraph != row.paragraph and (
        earlier.paragraph == 0 or layout.is_heading(earlier.paragraph)
    ):
        return True
    digits = len([mark for mark in str(row.figure.value).strip("0") if mark.isdigit()])
    if digits >= 3:
        return True
    end = row.figure.span.end
    if "项目中" in layout.body[end : end + 10]:
        return True
    return row.scope == earlier.scope and row.sentence != earlier.sentence and row.region == earlier.region
