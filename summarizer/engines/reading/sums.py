"""What a sum of money is: investment of projects of a stage, funds in place, foreign funds."""

from __future__ import annotations

from summarizer.engines.reading.clauses import Layout, nearest
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.rows import History, Row, Verdict
from summarizer.engines.reading.stages import MIXED, find_stage
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_PROMOTED = LazyPattern(
    r"招商(?:引资)?(?:总额|额|资金|金额)?(?:达|完成|实现|共|约|超|近|为|了|到)*[^，。；,;]{0,4}$"
)
_AIM = LazyPattern(
    r"(?:力争|确保|争取)[^，。；,;]{0,6}(?:全年|今年|年内)[^，。；,;]{0,4}引资|任务[^，。；,;]{0,6}引资"
)
_PROMOTION_GOAL = LazyPattern(r"的?(?:年度|全年)?招商(?:引资)?(?:工作)?(?:任务|目标|指标)")
_ONLY_DONE = LazyPattern(
    r"^(?:其中)?(?:[一-鿿]{2,8}?[省市县区州盟旗镇乡]|全[省市县区州盟]|\d*[-—~至]?\d*月份?)*(?:共|累计|已|共计)*(?:完成|实现|达到?)了?(?:约|近|超)?$"
)
_PLACE_DONE = LazyPattern(
    r"^(?:其中[，,]?)?[一-鿿]{2,7}?[省市县区州盟旗镇乡](?:共|累计|已|共计)*(?:完成|实现|达到?)了?(?:约|近|超)?$"
)
VAGUE = frozenset({"投资", "资金", "投入", "总额", "金额", "总金额", "资金额", "资金总额"})
_MODIFIER = LazyPattern(
    r"(?:奖补|奖励|扶持|补助|补贴|专项|财政|引导|贴息|流动|周转|纾困|债券|信贷|政策|工作|配套|固定资产的)$"
)
_AGREED = ("协议", "合同", "拟", "约定")
_OTHER_QUANTITY = LazyPattern(r"[一-鿿](?:额|产量|产值|收入|利润|税|销售)[^，。；,;]{0,6}$")
_BARE = frozenset({"到资", "到资额", "到位", "到位额", "实际到位", "实际到资", "到账", "落袋", "实际投资"})
_OUTSIDE = LazyPattern(r"(?:省|市|县|区|州|盟|境|国|域|旗)外")


def read_sum(layout: Layout, window: Window, history: History) -> Verdict | None:
    """The indicator of a sum of money, or None where nothing says what it is."""
    if history.last(sentence=window.clause.sentence) is None and _PROMOTION_GOAL.match(window.right_text):
        return Verdict("funds_in_place", "level", "招商引资")
    label = money_label(window)
    if label is None:
        return _unlabelled(layout, window, history)
    if label.text in VAGUE and label.text != "投资":
        return _vague(layout, window, history, label)
    return by_label(layout, window, history, label)


def _vague(layout: Layout, window: Window, history: History, label: Cue) -> Verdict | None:
    """`资金` alone: of what the clause or the row before speaks of; brought from outside it is in place."""
    if _is_special(window, label):
        return Verdict("other", "level", label.text)
    if _OUTSIDE.search(window.left_text) and any(cue.kind == "stage" for cue in window.left):
        return Verdict("funds_in_place", "level", label.text)
    if any(cue.kind == "stage" for cue in window.left):
        return by_label(layout, window, history, label)
    named = next((c for c in reversed(window.back) if c.kind == "money" and c.text not in VAGUE), None)
    if named:
        return by_label(layout, window, history, named)
    row = history.last(sentence=window.clause.sentence)
    if row and (row.is_money or (row.indicator == "other" and row.figure.kind == "money")):
        return Verdict(row.indicator, "level", row.figure.surface)
    return by_label(layout, window, history, label)


def _is_special(window: Window, label: Cue) -> bool:
    """`奖补资金`, `专项资金`: money of a kind that is not ours."""
    kind = _MODIFIER.search(window.left_text[: max(0, label.start - window.start)])
    return kind is not None and not any(cue.end == label.start for cue in window.left)


def by_label(layout: Layout, window: Window, history: History, label: Cue) -> Verdict | None:
    """The indicator that a label of money names."""
    foreign_money = window.figure.kind == "money" and window.figure.unit == "USD"
    value = label.value
    if value == "other":
        return Verdict("other", "level", label.text)
    if value == "registered":
        return Verdict("registered.investment", "level", label.text)
    if value == "funds_in_place" and layout.body[max(0, label.start - 2) : label.start] in (
        "合同",
        "协议",
        "意向",
    ):
        return Verdict("signed.investment", "level", label.text)
    if value == "funds_in_place":
        row = history.last_of("foreign_funds", "funds_in_place")
        bare = window.figure.kind != "money" or label.text in _BARE
        only_foreign = history.last_of("funds_in_place") is None
        is_foreign = foreign_money or (
            bare
            and row is not None
            and row.indicator == "foreign_funds"
            and (only_foreign or row.clause == window.number or row.sentence == window.clause.sentence)
        )
        return Verdict("foreign_funds" if is_foreign else value, "level", label.text)
    if value == "foreign_funds":
        return Verdict(value, "level", label.text)
    if value == "signed" and label.text == "引资" and _AIM.search(window.left_text):
        return Verdict("funds_in_place", "level", label.text)
    if value == "signed":
        row = history.last(sentence=window.clause.sentence)
        if (
            row
            and row.is_project_count
            and row.stage
            and label.text.startswith(_AGREED)
            and "外资" not in label.text
        ):
            return Verdict(f"{row.stage}.investment", "level", f"{label.text}·{row.figure.surface}")
        return Verdict("signed.investment", "level", label.text)
    row = history.last(paragraph=window.clause.paragraph)
    if label.text == "投资" and (foreign_money or window.figure.kind != "money"):
        row = row or (history.rows[-1] if history.rows else None)
        if row and row.indicator == "foreign_funds":
            return Verdict("foreign_funds", "level", label.text)
        if window.figure.kind != "money" and not any(cue.kind == "stage" for cue in window.clause_left):
            return Verdict("other", "level", label.text)
    whole = history.last(sentence=window.clause.sentence)
    if whole and whole.why == MIXED:
        return Verdict("other", "level", MIXED)
    stage = find_stage(layout, window, history)
    spent = "完成投资" in label.text and not any(
        cue.kind == "stage" for cue in window.clause_left + window.back
    )
    if spent and history.last_stage(sentence=window.clause.sentence) is None:
        return Verdict("funds_in_place", "level", label.text)
    name, why = stage or ("signed", "")
    return Verdict(f"{name}.investment", "level", f"{label.text}·{why}")


def money_label(window: Window) -> Cue | None:
    """The label of a sum: before it, right after it, or in the clauses before."""
    label = _last_label(window.left)
    after = _label_after(window)
    if label and not (label.text in VAGUE and after and after.text not in VAGUE):
        return label
    if after is None and _OTHER_QUANTITY.search(window.left_text):
        return None
    return after or _last_label(window.back)


def _last_label(cues: list[Cue]) -> Cue | None:
    found: Cue | None = None
    for cue in reversed(cues):
        if cue.kind != "money":
            continue
        if found is None:
            found = cue
        elif found.text in VAGUE and cue.text not in VAGUE and found.start - cue.end <= 4:
            return cue
        else:
            break
    return found


def _label_after(window: Window) -> Cue | None:
    end = window.figure.span.end
    best: Cue | None = None
    for cue in window.right:
        if cue.kind == "money" and cue.start - end <= 6 and (best is None or best.text in VAGUE):
            best = cue
    return best


def _unlabelled(layout: Layout, window: Window, history: History) -> Verdict | None:
    row = history.last(sentence=window.clause.sentence) or _row_listed_from(layout, window, history)
    if _PROMOTED.search(window.left_text):
        return Verdict("funds_in_place", "level", "招商引资")
    stage = nearest(window.left, "stage")
    if stage:
        return Verdict(f"{stage.value}.investment", "level", stage.text)
    topic = (_label_of_topic(layout, window) or _label_of_heading(layout, window)) if row is None else None
    if topic:
        return by_label(layout, window, history, topic)
    carried = _carried(window, history) if row is None else None
    if carried:
        return Verdict(carried.indicator, "level", carried.figure.surface)
    if row is None:
        if not any(cue.kind in ("goal", "complete") for cue in window.left):
            return None
        row = _last_money(window, history)
        return Verdict(row.indicator, "level", row.figure.surface) if row else None
    if row.indicator == "other" and any(cue.kind in ("goal", "complete") for cue in window.left):
        row = _last_money(window, history) or row
    if row.is_money:
        return Verdict(row.indicator, "level", row.figure.surface)
    if row.stage:
        return Verdict(f"{row.stage}.investment", "level", row.figure.surface)
    return Verdict("other", "level", row.figure.surface) if row.indicator == "other" else None


def _label_of_topic(layout: Layout, window: Window) -> Cue | None:
    """The label that the sentence before, itself without figures, sets for the sums of this one."""
    sentence = window.clause.sentence
    first = next(
        n for n in range(window.number, -1, -1) if n == 0 or layout.clauses[n - 1].sentence != sentence
    )
    label: Cue | None = None
    for clause in reversed(layout.clauses[max(0, first - 4) : first]):
        if clause.sentence != sentence - 1 or clause.paragraph != window.clause.paragraph:
            break
        if any(figure.kind in ("money", "count", "percent") for figure in clause.figures):
            return None
        labels = [c for c in layout.cues.within(clause.start, clause.end) if c.kind == "money"]
        label = label or next((cue for cue in reversed(labels) if cue.text not in VAGUE), None)
    return label


def _label_of_heading(layout: Layout, window: Window) -> Cue | None:
    """The label that the heading over a paragraph gives to what is only `完成` in it."""
    number = window.clause.paragraph - 1
    if number < 0 or not layout.is_heading(number) or not _ONLY_DONE.search(window.left_text):
        return None
    labels = [cue for cue in layout.cues.within(*layout.paragraphs[number]) if cue.kind == "money"]
    return labels[-1] if labels and labels[-1].text not in VAGUE else None


def _carried(window: Window, history: History) -> Row | None:
    """The sum of the sentence before, where the next place only `完成` its own (`青山县完成20亿元`)."""
    row = history.last_level(window.clause.sentence, back=1)
    if row is None or not _PLACE_DONE.search(window.left_text) or row.paragraph != window.clause.paragraph:
        return None
    return row if row.is_money and row.figure.kind == "money" else None


def _last_money(window: Window, history: History) -> Row | None:
    """The paragraph's latest row in money: what a bare target belongs to."""
    for row in reversed(history.rows):
        if row.paragraph != window.clause.paragraph:
            return None
        if row.is_money and row.figure.kind == "money":
            return row
    return None


def _row_listed_from(layout: Layout, window: Window, history: History) -> Row | None:
    """The row that a list of sums goes on from: the sentence before ended in that quantity."""
    if window.left_text.strip() and not layout.body[: window.figure.span.start].endswith(("（", "(")):
        return None
    row = history.last(paragraph=window.clause.paragraph)
    if row and row.sentence == window.clause.sentence - 1 and row.is_money:
        return row
    return None
