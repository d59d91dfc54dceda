"""Which stage of a project's life a figure belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.rows import History, Row
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_OF_PROJECTS = re.compile(r"[^，。；,;、]{0,10}?(?:项目|个数|工程)")
_SETS_TOPIC = re.compile(r"(?:活动|仪式|大会)(?:在|现场|，|,|上)|[^，。；,;、]{0,10}?(?:项目|个数|工程)")
PARTITION = re.compile(
    r"按[^，。；,;]{1,12}(?:划分|分|来看|看)|从[^，。；,;]{1,14}(?:来看|看|分)|分[^，。；,;]{1,6}看"
)
_TO_A_PLACE = LazyPattern(r"(?:落户|落地|入驻|花落)(?:于|在|到)?(?![我本该全])[一-鿿]{2,}")
_THREE_BATCHES = re.compile(r"三个一批[^。；;\d]{0,16}\Z")
_REACH = 12
_SIGNS = frozenset({"签订", "签署", "签约", "达成", "已签", "新签", "签了"})
_INTENT_REACHED = re.compile(r"了?[^，。；,;、]{0,8}意向(?!性?(?:协议|合同))")
MIXED = "几个阶段"
"""Why a count or sum of projects of several stages is of none of them."""
_OFFERED = LazyPattern(r"(?:推介|发布|推出|宣介)(?!会|活动|招商会|平台)了?[^，。；,;、]{0,8}$")
_SHARED = LazyPattern(
    r"的[^，。；,;、\d]{3,20}(?:、[^，。；,;、\d]{3,20})+等(?=\d+个|[两三四五六七八九十]个)"
)
_ATTRIBUTE = re.compile(r"(?:招商)?项目[^，。；,;、]{0,4}(?:已|完成|均|全部|实现|正式|顺利|进行)")
_ENDS = re.compile(r"(?:手续|登记|建设|生产|注册|落户|见效|运营)?(?:了)?$")
_AGREEMENT = re.compile(r"协议|合同")
_MET = LazyPattern(
    r"^个?(?:项目|意向).{0,16}?(?:进行|开展|达成)?了?[^，。；,;]{0,4}(?:对接|洽谈|接洽)了?$"
    r"|^个?[^，。；,;]{0,6}项目[^，。；,;]{0,4}达成[^，。；,;]{0,6}意向"
)

Named = tuple[str, str]
"""A stage and the words that tell it."""


def stage_of_cues(cues: Sequence[Cue], body: str) -> Cue | None:
    """The stage named last; new and continuing named together are the implemented ones."""
    stages = [cue for cue in cues if cue.kind == "stage"]
    if not stages:
        return None
    last = stages[-1]
    if len(stages) > 1:
        before = stages[-2]
        if {before.value, last.value} == {"new", "continuing"} and last.start - before.end <= 6:
            return Cue(before.start, last.end, "stage", "implemented", body[before.start : last.end])
        if (
            before.value == "signed"
            and last.value in ("registered", "landed")
            and last.start - before.end <= 1
        ):
            return before
    return last


def find_stage(layout: Layout, window: Window, history: History) -> Named | None:
    """The stage of a count or sum of projects and the words that tell it, or None.

    Looked for in this order: just before the figure; in its own noun phrase; in the predicate after it;
    in the clauses before; in the rows of the sentence; in the clause that follows; in the paragraph,
    its heading, and the page.
    """
    body = layout.body
    named = stage_of_cues(window.left, body)
    after = _predicate(window)
    if named and named.text == "达成" and _only_intended(window, named, after):
        return "reserve", "意向"
    if named:
        signs = next((cue for cue in window.left if cue.text in _SIGNS), None)
        if named.value == "reserve" and signs and _AGREEMENT.search(_beside(layout, window)):
            named = signs
        if named.value == "signed" and _of_implemented(layout, window, history):
            return "new", named.text
        return named.value, named.text
    shared = _SHARED.match(body, window.figure.span.end) if window.figure.kind == "money" else None
    told = stage_of_cues(layout.cues.within(shared.end(), window.clause.end), body) if shared else None
    if told:
        return _reached(told, body)
    if window.figure.kind == "count" and _OFFERED.search(window.left_text[-16:]):
        return "reserve", "推介"
    if after and _OF_PROJECTS.match(body, after.end):
        return _reached(after, body)
    if any(cue.kind == "act" and cue.value == "contact" for cue in window.left):
        return "reserve", "对接"
    if after is None and window.figure.kind == "count" and _MET.search(window.right_text):
        return "reserve", "对接"
    if after and not (_TO_A_PLACE.match(body, after.start) and history.last_stage()):
        return _reached(after, body)
    named = _topic(layout, window)
    if named:
        return named.value, named.text
    row = _summed_up(window, history) or history.last_stage(sentence=window.clause.sentence)
    if row and row.clause == window.number:
        return _of_row(row)
    brought = history.last(sentence=window.clause.sentence)
    if window.figure.kind == "money" and brought and brought.indicator == "enterprises.introduced":
        return "signed", brought.figure.surface
    return (
        _whole_of_partition(layout, window, history)
        or (_of_row(row) if row else None)
        or _stage_ahead(layout, window)
        or inherited_stage(layout, window, history)
    )


def _reached(told: Cue, body: str) -> Named:
    """The stage of a predicate; what only intentions were reached for (`达成合作意向`) is in reserve."""
    if told.text == "达成" and _INTENT_REACHED.match(body, told.end):
        return "reserve", "意向"
    return told.value, told.text


def _only_intended(window: Window, named: Cue, after: Cue | None) -> bool:
    if after is None:
        return "意向" in window.left_text[named.end - window.start :]
    return after.text == "意向"


def is_mixed(layout: Layout, window: Window) -> bool:
    """Whether projects of several stages are counted as one (`56个项目集中签约、开工、投产`, `三个一批`)."""
    stages = [cue for cue in window.rest if cue.kind == "stage"]
    for one, other in pairwise(stages):
        if layout.body[one.end : other.start] == "、" and one.value != other.value:
            return True
    return bool(_THREE_BATCHES.search(layout.body, window.sentence_start, window.figure.span.start))


def _predicate(window: Window) -> Cue | None:
    """The first stage named after a figure: what was done comes before what came of it (`签约落地`)."""
    stages = [cue for cue in window.right if cue.kind == "stage"]
    if len(stages) > 1 and stages[0].text == "达成" and stages[1].value == "reserve":
        return stages[1]
    if len(stages) > 1 and window.figure.span.end + len(window.right_text) == window.clause.end:
        told = window.right_text[stages[0].end - window.figure.span.end :]
        if _ATTRIBUTE.match(told) and _ENDS.match(told[stages[1].end - stages[0].end :]):
            return stages[1]
    return stages[0] if stages else None


def _beside(layout: Layout, window: Window) -> str:
    start, end = window.figure.span
    return layout.body[max(window.start, start - 12) : start] + layout.body[end : end + 6]


def _of_implemented(layout: Layout, window: Window, history: History) -> bool:
    """`实施项目9个，其中新引进1个，续建8个`: what is new beside the continuing ones of all implemented."""
    row = history.last_stage(sentence=window.clause.sentence)
    if row is None or row.stage != "implemented" or window.figure.kind != "count":
        return False
    following = layout.body[window.figure.span.end : window.figure.span.end + 6]
    return "续建" in following or "结转" in following


def _summed_up(window: Window, history: History) -> Row | None:
    """The whole that a count fills up together with the parts before it: it is of the whole's stage."""
    counts = [
        row
        for row in history.rows[-_REACH:]
        if row.sentence == window.clause.sentence and row.is_project_count and row.aspect == "level"
    ]
    if len(counts) < 2 or window.figure.kind != "count":
        return None
    parts = sum(row.figure.value or 0 for row in counts[1:]) + (window.figure.value or 0)
    return counts[0] if parts == counts[0].figure.value else None


def _of_row(row: Row) -> Named:
    return str(row.stage), row.figure.surface


def _topic(layout: Layout, window: Window) -> Cue | None:
    """The stage that a clause before sets as the topic: of projects, or a short clause by itself."""
    stages = [
        cue
        for cue in window.back
        if cue.kind == "stage" and (_SETS_TOPIC.match(layout.body, cue.end) or _is_short(layout, cue))
    ]
    return stage_of_cues(stages, layout.body)


def _is_short(layout: Layout, cue: Cue) -> bool:
    clause = layout.clause_around(cue.start)
    return clause.end - clause.start <= 12


def _whole_of_partition(layout: Layout, window: Window, history: History) -> Named | None:
    """`按资金来源划分，…`: the parts are of the paragraph's whole, not of the part named last."""
    start, _ = layout.sentence_span(window.number)
    marks = list(PARTITION.finditer(layout.body, start, window.figure.span.start))
    if not marks:
        return None
    latest = history.last_stage(sentence=window.clause.sentence)
    if latest and latest.figure.span.start > marks[-1].end():
        return _of_row(latest)
    for row in history.rows:
        if row.paragraph == window.clause.paragraph and row.stage and row.is_project_count:
            return _of_row(row)
    return None


def _stage_ahead(layout: Layout, window: Window) -> Named | None:
    """A clause right after may name the sum that belongs to the count (`…项目9个，签约金额…`)."""
    clauses = layout.clauses
    following = window.number + 1
    if window.figure.kind != "count":
        return None
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


def inherited_stage(layout: Layout, window: Window, history: History) -> Named | None:
    """The stage of the paragraph, its heading, or the page's first row."""
    row = history.last_stage(paragraph=window.clause.paragraph)
    if row:
        return _of_row(row)
    mentioned = _mentioned(layout, window)
    if mentioned:
        return mentioned
    heading = heading_stage(layout, window.clause.paragraph)
    if heading:
        return heading
    for row in history.rows:
        if row.stage and row.indicator != "registered.investment":
            return _of_row(row)
    return None


def _mentioned(layout: Layout, window: Window) -> Named | None:
    """The stage of projects that the paragraph spoke of last before the figure."""
    start = layout.paragraphs[window.clause.paragraph][0]
    for cue in reversed(layout.cues.within(start, window.figure.span.start)):
        if cue.kind == "stage" and _OF_PROJECTS.match(layout.body, cue.end):
            return cue.value, cue.text
    return None


def heading_stage(layout: Layout, paragraph: int) -> Named | None:
    """The stage that the heading over a paragraph names."""
    number = paragraph - 1
    if number < 0 or not layout.is_heading(number):
        return None
    begin, end = layout.paragraphs[number]
    cue = stage_of_cues(layout.cues.within(begin, end), layout.body)
    return (cue.value, cue.text) if cue else None
