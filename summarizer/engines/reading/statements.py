"""All rows of an article: every quantity is read in turn, each with what the rows before it leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.article import Article, Figure
from summarizer.engines.reading.assignments import Assignments, part_of_plan
from summarizer.engines.reading.backrefs import POINTED_AT, taken_up
from summarizer.engines.reading.clauses import JOINTS, Layout, nearest
from summarizer.engines.reading.counts import read_count
from summarizer.engines.reading.inheritance import Topics, last_size, merged, taken_over
from summarizer.engines.reading.modifiers import after_figure, before_noun, destination, who_acts
from summarizer.engines.reading.moods import level_aspect
from summarizer.engines.reading.owners import Owners
from summarizer.engines.reading.ownsums import is_own_sum
from summarizer.engines.reading.pairs import paired_subject
from summarizer.engines.reading.ratios import aspect_of, read_ratio
from summarizer.engines.reading.rows import History, Row, Verdict
from summarizer.engines.reading.scopes import (
    base_year,
    find_event,
    find_scope,
    group_of,
    item_of_list,
    owner_of_bracket,
    pace_of,
    period_of,
    planned_year,
    same_size,
    stage_of_funds,
    widest,
)
from summarizer.engines.reading.sums import read_sum
from summarizer.engines.reading.windows import RATIOS, Window, open_window, quantities_of

_DEFINITE = re.compile(r"(?:这|该|上述|此次|本次|签约的|上报[^，]{0,2}的)$")
_AMONG = re.compile(r"[^，。；,;、]{0,10}?(?:项目|企业)(?:中|里|当中)")
_JUST_COUNTED = re.compile(r"个?[^，。；,;、\d]{0,6}项目(?:均|都|全部)")
_ALL_OF_THEM = re.compile(r"[，。；\n,;][两三四五六七八九十]个项目(?:共|均|都|全部|总|合计)")
_NEWLY = re.compile(r"新设立?|新增设?|增设|新建立|新成立|新聘|新组建")
_DONE_BY_PEOPLE = ("outreach.", "enterprises.contacted", "teams.people")


@dataclass(slots=True)
class Reader:
    """The reading of one article's quantities; `owned` are figures that belong to named projects."""

    article: Article
    layout: Layout
    thresholds: frozenset[int] = frozenset()
    owned: frozenset[int] = frozenset()
    events: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    owners: Owners | None = None
    times: list[Figure] = field(default_factory=list[Figure])
    begins: list[int] = field(default_factory=list[int])
    topics: Topics | None = None
    assignments: Assignments | None = None

    def rows(self) -> list[Row]:
        """Every row, in the order of the text, each figure at most once."""
        quantities = quantities_of(self.article.figures)
        thresholds = [figure for figure in quantities if figure.id in self.thresholds]
        skipped = {figure.id for figure in thresholds} | self.owned
        transparent = skipped | {figure.id for figure in quantities if _looked_through(figure)}
        self.times = [figure for figure in self.article.figures if figure.kind in ("date", "period")]
        self.begins = [figure.span.start for figure in self.times]
        self.topics = Topics(self.layout)
        self.assignments = Assignments.of(self.layout, self.article.title)
        history = History()
        window: Window | None = None
        for place, figure in enumerate(quantities):
            if figure.id in skipped:
                continue
            number = self.layout.clause_at(figure.span.start)
            window = open_window(self.layout, number, place, quantities, transparent, window)
            whole = taken_up(self.layout, window, history)
            if whole:
                verdict = Verdict(whole.indicator, "level", POINTED_AT)
            else:
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
            if whole:
                row.scope, row.region = whole.scope, whole.region
            history.rows.append(row)
        _mark_additions(history.rows, self.layout.body)
        return without_repeats(history.rows, self.layout)

    def _judge(
        self, window: Window, history: History, quantities: Sequence[Figure], transparent: set[int]
    ) -> Verdict | None:
        figure = window.figure
        paired = None
        if self.layout.in_turn:
            paired = paired_subject(self.layout, window, history, quantities, transparent)
        if figure.kind in RATIOS:
            if paired is None:
                return read_ratio(self.layout, window, history)
            aspect, falls, word = aspect_of(window, history)
            if aspect == "level" and not paired.indicator.endswith((".rate", "other")):
                aspect = "share"
            return Verdict(paired.indicator, aspect, f"{paired.why}·{word}", falls)
        verdict = paired or self._read_level(window, history)
        if verdict is None:
            return None
        if verdict.aspect != "level":
            return verdict
        aspect, falls, word = level_aspect(self.layout, window)
        if aspect == "level" and self._is_planned(window, verdict, history):
            aspect = "target"
        last = history.rows[-1] if history.rows and window.left_text.strip() in JOINTS else None
        if aspect == "level" and last and last.aspect == "change" and last.clause == window.number:
            aspect, falls = "change", last.falls
        why = f"{verdict.why}·{word}" if word else verdict.why
        return Verdict(verdict.indicator, aspect, why, falls)

    def _follows_target(self, window: Window, verdict: Verdict, history: History) -> bool:
        """The investment of projects that are only planned is planned as well."""
        row = history.last(sentence=window.clause.sentence)
        return (
            row is not None
            and row.aspect == "target"
            and row.is_project_count
            and verdict.indicator == f"{row.stage}.investment"
            and not any(cue.kind in ("complete", "stage") or cue.text == "已" for cue in window.left)
        )

    def _is_planned(self, window: Window, verdict: Verdict, history: History) -> bool:
        """Whether a quantity that no word beside it plans is planned by what it stands under."""
        asked = self.assignments is not None and self.assignments.asks(self.layout, window, verdict)
        return (
            asked
            or self._follows_target(window, verdict, history)
            or part_of_plan(self.layout, window, verdict, history)
        )

    def _read_level(self, window: Window, history: History) -> Verdict | None:
        if window.figure.kind == "count":
            return read_count(self.layout, window, history)
        if window.figure.kind == "money":
            if is_own_sum(self.layout, window, self.owned):
                return None
            return read_sum(self.layout, window, history)
        return self._read_measure(window)

    def _read_measure(self, window: Window) -> Verdict | None:
        """Physical quantities are results only where a noun of results owns them."""
        cue = nearest(window.left, "money", "head")
        return Verdict("other", "level", cue.text) if cue else None

    def _narrow(self, row: Row, window: Window, history: History, thresholds: list[Figure]) -> None:
        """Fill in what narrows the row: scope, place and time."""
        own = self._own_scope(row, window, thresholds)
        topic = self.topics.at(window) if self.topics else []
        if topic and row.indicator != "funds_in_place":
            topic = [phrase for phrase in topic if not phrase.endswith("建项目")]
        if same_size(window):
            own += last_size(row, history)
        scopes = merged(merged(own, taken_over(self.layout, row, own, window, history)), topic)
        row.region = self.owners.owner(window) if self.owners else None
        if row.region:
            scopes = [phrase for phrase in scopes if phrase not in row.region]
        row.scope = "；".join(dict.fromkeys(scopes)) if scopes else None
        row.period = period_of(self.layout, window, self.times, self.begins)

    def _own_scope(self, row: Row, window: Window, thresholds: list[Figure]) -> list[str]:
        """What the words around the figure itself narrow it by."""
        scopes = find_scope(self.layout, window, thresholds)
        event = find_event(self.layout, self.events, window) if self.events else None
        base = base_year(self.layout, window) if row.aspect in ("growth", "change") else None
        bracket = owner_of_bracket(self.layout, window) if window.clause.depth else None
        who = who_acts(self.layout, window) if row.indicator.startswith(_DONE_BY_PEOPLE) else None
        mentions = self.owners.mentions if self.owners else ()
        nouns = before_noun(self.layout, window.start, window, mentions)
        right = after_figure(self.layout, window, row.indicator)
        if row.aspect == "change":
            scopes += [pace] if (pace := pace_of(window)) else []
        elif row.aspect == "target":
            scopes += [year] if (year := planned_year(self.layout, window)) else []
        elif row.indicator == "funds_in_place" or row.indicator.endswith(".rate"):
            scopes += [stage] if (stage := stage_of_funds(window)) else []
        if window.figure.kind == "money" and (group := group_of(self.layout, window)):
            scopes.append(group)
        item = item_of_list(self.layout, window) if self.layout.in_turn else None
        if item:
            scopes, nouns = [item], []
        where = destination(window, row.indicator)
        found = [event, *scopes, base, bracket, who, where, *nouns, right]
        return widest([phrase for phrase in found if phrase])


def _mark_additions(rows: list[Row], body: str) -> None:
    """`新设立2个代表处，代表处达到11个`: what is new before a total of the same thing is a change."""
    for place, row in enumerate(rows):
        if (
            row.aspect != "level"
            or row.stage
            or row.indicator in ("other", "foreign_funds", "funds_in_place")
        ):
            continue
        lead = body[max(0, row.figure.span.start - 16) : row.figure.span.start]
        if not _NEWLY.search(lead):
            continue
        for other in rows[place + 1 :]:
            if other.sentence != row.sentence:
                break
            total = body[max(0, other.figure.span.start - 6) : other.figure.span.start]
            if other.figure.kind != "count":
                continue
            if other.indicator == row.indicator and re.search(r"达到?|总数|累计|增至|增加到", total):
                row.aspect = "change"


def _looked_through(figure: Figure) -> bool:
    """`六大产业集群`, `前三位`, `前五年`: an attribute that does not part what stands on its two sides."""
    return figure.measure in ("大", "年", "省") or (figure.kind == "rank" and figure.surface.startswith("前"))


def without_repeats(rows: list[Row], layout: Layout) -> list[Row]:
    """Leave out a row that only repeats another (a title's rounded figure, `2910个项目中`)."""
    kept: list[Row] = []
    seen: dict[tuple[str, str, object, str], list[Row]] = {}
    for row in rows:
        if row.why == POINTED_AT:
            continue
        key = (row.indicator, row.aspect, row.figure.value, row.figure.unit)
        earlier = seen.setdefault(key, [])
        if any(_repeats(row, other, layout) for other in earlier) or _restates(row, kept, layout):
            continue
        earlier.append(row)
        kept.append(row)
    return [row for row in kept if not _rounded_in_title(row, kept, layout)]


def _repeats(row: Row, earlier: Row, layout: Layout) -> bool:
    if earlier.paragraph != row.paragraph and layout.is_heading(earlier.paragraph):
        return True
    if row.sentence == earlier.sentence and (row.scope != earlier.scope or row.why != earlier.why):
        return False
    if row.paragraph == earlier.paragraph and (row.scope, row.region) != (earlier.scope, earlier.region):
        return False
    digits = len([mark for mark in str(row.figure.value).strip("0") if mark.isdigit()])
    if row.figure.kind == "count" and row.figure.value is not None and row.figure.value >= 10:
        digits = max(digits, 2)
    if digits == 2 and earlier.paragraph != row.paragraph:
        return row.region == earlier.region and not _apart(row.scope, earlier.scope)
    return digits >= 3 or bool(_AMONG.match(layout.body, row.figure.span.end))


def _apart(scope: str | None, other: str | None) -> bool:
    """Whether two scopes are of two things: both say something, and they have little in common."""
    one, two = set(scope or ""), set(other or "")
    return bool(one and two) and 3 * len(one & two) < 2 * min(len(one), len(two))


def _restates(row: Row, kept: list[Row], layout: Layout) -> bool:
    """`本次27个项目`, `2910个项目中`, `三个项目共…`: a count given before, whatever is said of it now."""
    if not row.is_project_count or row.aspect != "level":
        return False
    start, end = row.figure.span
    taken_up = _DEFINITE.search(layout.body[max(0, start - 6) : start]) or _AMONG.match(layout.body, end)
    if not taken_up and not _ALL_OF_THEM.match(layout.body, max(0, start - 1)):
        aside = kept and layout.clauses[row.clause].depth and _JUST_COUNTED.match(layout.body, end)
        last = kept[-1] if aside else None
        return bool(last and last.sentence == row.sentence and last.figure.value == row.figure.value)
    return any(other.is_project_count and other.figure.value == row.figure.value for other in kept)


def _rounded_in_title(row: Row, rows: list[Row], layout: Layout) -> bool:
    """A heading gives a round figure (`近12亿元`) of what the text gives exactly."""
    value = row.figure.value
    if value is None or not value or row.paragraph > 1 or not layout.is_heading(row.paragraph):
        return False
    if not (row.figure.approx or row.figure.bound or len(str(value.normalize().as_tuple().digits)) <= 2):
        return False
    return any(
        other is not row
        and (other.indicator, other.aspect) == (row.indicator, row.aspect)
        and other.paragraph > row.paragraph
        and other.figure.value is not None
        and abs(other.figure.value - value) * 20 <= value
        for other in rows
    )
