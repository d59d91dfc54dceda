"""What a percentage, a multiple, a step in points or a rank says, and of which indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.reading.backrefs import part_of_a_whole
from summarizer.engines.reading.clauses import JOINTS, Layout, first, nearest
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.rows import History, Row, Verdict
from summarizer.engines.reading.stages import find_stage
from summarizer.engines.reading.sums import VAGUE, by_label
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_ASPECTS = ("up", "down", "complete", "share", "goal", "rate")
_COUNT_NOUNS = frozenset({"个数", "项目数", "项目个数", "签约数", "签约个数"})
_QUANTITY_NOUN = LazyPattern(
    r"[一-鿿]{1,8}(?:量|率|额|值|面积|人次|人数|户数|价格|收入|周转|度|指数|里程|总数)(?![一-鿿]*?率)"
)
_EACH_BOUND = re.compile(r"(?:均|都)(?:达到?(?:或|和|及)者?)?(?:大于|超过|高于|在|不低于|超)$")
_BARE_ASPECT = re.compile(r"\s*(?:增速|增幅|总量|数量|规模|位次|降幅)")
_AHEAD = LazyPattern(
    r"(?:超[过出]?|快于|高于|领先)(?:于)?(?:时间|时序|序时|目标|计划)?进度(?:目标|要求)?[^，。；,;]{0,2}$"
)
_BEHIND = LazyPattern(
    r"(?:欠|落后|低于|慢于|滞后)(?:于)?(?:时间|时序|序时|目标|计划)?进度(?:目标|要求)?[^，。；,;]{0,2}$"
)
_TIMES_OF = LazyPattern(r"(?:是|为|相当于|达到)[^，。；,;]{0,16}的$")
_SIGN_BEFORE = LazyPattern(
    r"(?:比|较)[^，。；,;]{1,14}(高|多|增|快|涨|升|低|少|减|慢|降|跌)(?:出|了|加|幅)?$|(涨|升|增|降|减|跌)(?:了|幅)?$"
)
_FALLING = frozenset("低少减慢降跌")
_OF_CHANGE = LazyPattern(
    r"(降幅|跌幅|减幅|增幅|增速|涨幅)[^，。；,;]{0,14}(收窄|缩小|回落|放缓|扩大|加快|回升|提高)了?[^，。；,;]{0,2}$"
)
_GOAL_ONLY = LazyPattern(
    r"^[，,；;（(\s]*(?:[省市县区州]?下达)?(?:年度|全年)?(?:目标|任务|计划|指标)(?:任务|值|数)?(?:占比|比例|比重)?[为是:：]?$"
)
_BARE = re.compile(r"(?:分别|依次)?(?:为|是|达到?)?[\d.%％、和]*$")
_LESS = frozenset({"收窄", "缩小", "回落", "放缓"})


def aspect_of(window: Window, history: History) -> tuple[str, bool, str]:
    """The aspect of a percentage, whether it falls, and the word that says so."""
    figure = window.figure
    if figure.kind == "rank":
        return "rank", False, figure.surface
    before = window.left_text
    steps = _OF_CHANGE.search(before) if figure.kind == "point" else None
    if steps:
        fell = steps.group(1) in ("降幅", "跌幅", "减幅")
        return "change", fell != (steps.group(2) in _LESS), steps.group()
    last = history.rows[-1] if history.rows and figure.kind == "point" else None
    if last and last.clause == window.number and last.aspect == "change" and before.strip() in JOINTS:
        return "change", last.falls, last.figure.surface
    sign = _SIGN_BEFORE.search(before)
    if sign:
        letter = sign.group(1) or sign.group(2)
        return ("change" if figure.kind == "point" else "growth"), letter in _FALLING, letter
    pace = _AHEAD.search(before) or _BEHIND.search(before)
    if pace and figure.kind in ("percent", "point"):
        return "change", bool(_BEHIND.search(before)), pace.group()
    cue = _aspect_cue(window)
    if figure.kind == "point":
        return "change", bool(cue and cue.kind == "down"), cue.text if cue else figure.surface
    if figure.kind == "multiple" and "番" in figure.surface:
        return "growth", False, figure.surface
    if cue is None:
        return _aspect_without_cue(window, history)
    if cue.kind in ("up", "down"):
        return "growth", cue.kind == "down", cue.text
    if cue.kind == "goal" and _is_goal_itself(window, history):
        return "target", False, cue.text
    if cue.kind in ("complete", "goal"):
        return "completion", False, cue.text
    if cue.kind == "rate":
        return "level", False, cue.text
    return "share", False, cue.text


def _is_goal_itself(window: Window, history: History) -> bool:
    """`占比62%（目标60%）`: what a percentage just given was to be."""
    row = history.last(sentence=window.clause.sentence)
    if row is None or row.figure.kind != "percent" or row.aspect not in ("level", "share"):
        return False
    return bool(_GOAL_ONLY.match(window.left_text))


def _aspect_cue(window: Window) -> Cue | None:
    """The nearest aspect cue before the figure; a target makes a share of it a completion."""
    for cues in (window.left, window.clause_left, window.back):
        chosen: Cue | None = None
        for cue in reversed(cues):
            if cue.kind not in _ASPECTS:
                continue
            if chosen is None:
                chosen = cue
                if cue.kind != "share":
                    break
            elif cue.kind == "goal":
                return cue
        if chosen and chosen.kind == "share":
            after = [cue for cue in cues if cue.kind == "goal" and cue.start > chosen.start]
            return after[0] if after else chosen
        if chosen:
            return chosen
    return None


def _aspect_without_cue(window: Window, history: History) -> tuple[str, bool, str]:
    row = history.last(sentence=window.clause.sentence)
    if row and row.aspect in ("growth", "share", "completion") and row.clause == window.number:
        return row.aspect, row.falls, row.figure.surface
    if any(cue.kind == "complete" for cue in window.right) or any(cue.kind == "goal" for cue in window.right):
        return "completion", False, window.right_text[:6]
    if window.right_text.startswith("的") or "来自" in window.right_text:
        return "share", False, window.right_text[:6]
    if window.figure.kind == "multiple" and _TIMES_OF.search(window.left_text):
        return "growth", False, window.left_text[-6:]
    if row and row.aspect in ("growth", "share", "completion"):
        return row.aspect, row.falls, row.figure.surface
    return "level", False, window.figure.surface


def read_ratio(layout: Layout, window: Window, history: History) -> Verdict | None:
    """What a percentage, multiple, point or rank says."""
    if _names_others(layout, window):
        return None
    aspect, falls, word = aspect_of(window, history)
    rate = nearest(window.left, "rate") or nearest(window.back, "rate")
    if aspect == "level":
        if rate:
            indicator = rate_indicator(rate)
            return Verdict(indicator, "level" if indicator.endswith(".rate") else "share", rate.text)
        rate = rate_before(layout, window)
        if rate:
            return Verdict(
                rate_indicator(rate), "level" if rate.value != "funds_in_place" else "share", rate.text
            )
        return Verdict("other", "level", word)
    if rate and _after_rate(window, rate):
        return Verdict(rate_indicator(rate), aspect, f"{rate.text}·{word}", falls)
    subject = _subject(layout, window, history, aspect)
    if subject is None:
        return None
    return Verdict(subject.indicator, aspect, f"{subject.why}·{word}", falls)


def rate_indicator(rate: Cue) -> str:
    """The indicator of a rate: a stage has one of its own, money in place is a share of what was agreed."""
    return rate.value if rate.value == "funds_in_place" else f"{rate.value}.rate"


def rate_before(layout: Layout, window: Window) -> Cue | None:
    """The rate of the clause before, for bare percentages in a list (`…开工率均超过30%，分别为51%、40%`)."""
    if window.number == 0 or not _BARE.match(layout.body[window.clause.start : window.figure.span.start]):
        return None
    before = layout.clauses[window.number - 1]
    if before.sentence != window.clause.sentence:
        return None
    return nearest(layout.cues.within(before.start, before.end), "rate")


def _names_others(layout: Layout, window: Window) -> bool:
    """`排名前五的产业链`, `甲、乙、丙居前三位`, `均大于10%`: a bound on several, not a result of the page."""
    if window.figure.kind == "rank" and window.figure.surface.startswith("前"):
        before = layout.body[window.clause.start : window.figure.span.start]
        return window.right_text.startswith(("的", "位的")) or "、" in before
    if window.figure.surface == "半" and window.left_text.endswith("过"):
        return True
    return window.figure.kind == "percent" and bool(_EACH_BOUND.search(window.left_text))


def _after_rate(window: Window, rate: Cue) -> bool:
    """Whether a rate (`开工率`) is the subject of this figure's own stretch."""
    return rate in window.left


def _subject(layout: Layout, window: Window, history: History, aspect: str) -> Verdict | None:
    """Whose percentage: the quantity named last in its clause or before it, or the last row's."""
    own = window.left
    if aspect == "share" and not any(cue.kind in ("money", "head", "rate") for cue in window.left):
        part = part_of_a_whole(window, history)
        if part:
            return Verdict(part.indicator, "level", part.figure.surface)
    if aspect == "share":
        mark = first(window.left, "share")
        own = [cue for cue in window.left if mark is None or cue.start < mark.start]
        whole = [
            cue
            for cue in window.left
            if mark and cue.start > mark.start and cue.kind == "money" and cue.text not in VAGUE
        ]
        last = history.rows[-1] if history.rows else None
        goes_on = last is not None and last.is_money and last.clause == window.number - 1
        own = own if goes_on and not own else whole or own
    named = subject_in(layout, window, history, own)
    if named:
        return named
    if window.right_text.startswith("的"):
        named = subject_in(layout, window, history, window.right)
        if named:
            return named
    told = next((cue for cue in window.left if cue.kind in _ASPECTS), None)
    stop = told.start if told else window.figure.span.start
    unknown = _QUANTITY_NOUN.search(layout.body[window.start : stop])
    if unknown and not any(
        word in unknown.group()
        for word in ("总量", "数量", "个数", "额度", "总额", "年度", "季度", "进度", "金额")
    ):
        return Verdict("other", "level", unknown.group())
    if window.start == window.clause.start:
        named = subject_in(layout, window, history, window.back, strict=True)
        if named:
            return named
    row = _ratio_before(window, history) or _row_before(window, history)
    apart = window.clause.start > 0 and layout.body[window.clause.start - 1] in "；;。\n"
    back_to_main = aspect == "completion" or (apart and _BARE_ASPECT.match(window.left_text))
    level = history.last_level(window.clause.sentence)
    if level and level.indicator == "other" and aspect == "completion":
        back_to_main = False
    if back_to_main and (row is None or row.indicator == "other"):
        row = next(
            (
                r
                for r in reversed(history.rows)
                if r.paragraph == window.clause.paragraph
                and r.indicator != "other"
                and r.aspect in ("level", "target")
            ),
            row,
        )
    return Verdict(row.indicator, "level", row.figure.surface) if row else None


def _ratio_before(window: Window, history: History) -> Row | None:
    """Points are the difference of a ratio: of the one given just before them."""
    row = history.last(sentence=window.clause.sentence) if window.figure.kind == "point" else None
    return row if row and row.figure.kind == "percent" else None


def _row_before(window: Window, history: History) -> Row | None:
    row = history.last(sentence=window.clause.sentence)
    if row and row.figure.measure == "省":
        row = None
    if row:
        if row.aspect in ("level", "target") or row.clause == window.number:
            return row
        level = history.last_level(window.clause.sentence)
        return level if level and level.indicator != "other" else row
    return history.last_level(window.clause.sentence, back=1) or history.last(
        paragraph=window.clause.paragraph
    )


def subject_in(
    layout: Layout, window: Window, history: History, cues: Sequence[Cue], *, strict: bool = False
) -> Verdict | None:
    """The quantity that these cues name last; `strict` wants its own name, not just `项目`."""
    for cue in reversed(cues):
        if cue.kind == "rate":
            return Verdict(rate_indicator(cue), "level", cue.text)
        if cue.kind == "money":
            return by_label(layout, window, history, cue)
        if cue.kind == "head":
            counted = cue.text in _COUNT_NOUNS or any(
                other.kind == "share" and 0 <= other.start - cue.end <= 2 for other in cues
            )
            if cue.value == "project" and (not strict or counted):
                stage = find_stage(layout, window, history)
                return Verdict(f"{stage[0]}.projects", "level", f"{cue.text}·{stage[1]}") if stage else None
            if (
                cue.value == "other"
                and not strict
                and cue.text in ("考核", "考评", "总分", "评价", "综合考核", "营商环境", "指标")
                and not any(other.kind == "goal" and other.start == cue.end for other in cues)
            ):
                return Verdict("other", "level", cue.text)
    return None
