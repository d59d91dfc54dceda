"""What a figure takes over from the figures and sentences before it: the rest of its scope."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.engines.reading.backrefs import whole_in_front
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.rows import History, Row
from summarizer.engines.reading.scopes import is_threshold_phrase, narrowing_words
from summarizer.engines.reading.windows import RATIOS, Window
from summarizer.patterns import LazyPattern

GENERIC = "招商引资"
_PRIOR = re.compile(r"上年|去年|上一年|上届|前一年")
_BASE = re.compile(r"^比20\d\d年")
_CLASSES = (
    ("threshold", re.compile(r"[元亿万](?:以上|以下|级|$)|超|不低于|以上|以下")),
    ("time", re.compile(r"当月|^\d+月|上年|去年|上一年|上届|^比?20\d\d年$")),
    ("event", re.compile(r"会$|行$|仪式$")),
    ("origin", re.compile(r"[省市县区州盟境国域][)）]?[外内]|台资|港资|内资|外资|外商|来自|地区|沿线")),
    ("who", re.compile(r"领导|部门|旗县|县区|主官|负责人")),
    ("average", re.compile(r"平均")),
    ("industry", re.compile(r"产业|[^产就创]业(?:类)?$|一产|二产|三产|类$|500强|上市公司|[央国]企")),
)
_SENTENCE_MARK = re.compile(r"[。！？!?]")
_STAGES = frozenset({"履约", "在谈", "落实执行"})
_NUMBER = re.compile(r"\d{2,}")
_BUILDING = re.compile(r"(?:新建|续建|在建)项目")
_SOLD = frozenset({"growth", "completion", "share", "change", "rank", "target"})
_STAGES_OF_FUNDS = {
    "new": r"新建",
    "continuing": r"续建",
    "under_construction": r"在建",
    "commissioned": r"投产|竣工",
}
_OWN_ALONE = re.compile(r"(?:目标|重点)(?:企业|客商)$|新建.{1,3}续建$|落实执行$")
_BARE_FUNDS = re.compile(r"[；;](?:其)?到位资金")
_PARTS_OF = LazyPattern(
    r"[^，。；,;：:]{0,2}(?:其中|(?:按|从|分)[^，。；,;]{1,14}(?:来看|看|划分|分))[，,：:]?"
)
_FRAME = re.compile(r"[^，。；,;]{0,10}[中里][，,]")
_GOES_ON = re.compile(r"(?:完成|已|达到?|增加到|增至|实现)了?$")
_ALREADY = re.compile(r"[，,]\s*(?:(?:现|目前)?已|(?:现|目前)有?)[^，。；,;]{0,6}$")
_ACTIVE = ("outreach.", "enterprises.", "events.", "teams.")


@lru_cache(maxsize=4096)
def scope_class(phrase: str) -> str:
    """The dimension a phrase narrows by; two phrases of one dimension exclude each other."""
    return next((name for name, pattern in _CLASSES if pattern.search(phrase)), "kind")


def parts_of(scope: str | None) -> list[str]:
    """The phrases of a scope."""
    return scope.split("；") if scope else []


def merged(own: list[str], taken: list[str]) -> list[str]:
    """Own phrases, and those taken over that narrow by something else."""
    if not taken:
        return own
    classes = {scope_class(phrase) for phrase in own}
    text = "".join(own)
    phrases = own + [phrase for phrase in taken if scope_class(phrase) not in classes and phrase not in text]
    return [phrase for phrase in phrases if phrase != GENERIC] or phrases


@dataclass(slots=True)
class Topics:
    """What the sentences without figures say a paragraph is about."""

    layout: Layout
    paragraph: int = -1
    phrases: list[str] = field(default_factory=list[str])
    read_to: int = 0

    def at(self, window: Window) -> list[str]:
        """The topic that holds where a figure stands."""
        number = window.clause.paragraph
        begin, _ = self.layout.paragraphs[number]
        if number != self.paragraph:
            self.paragraph, self.phrases, self.read_to = number, [], begin
        start = window.sentence_start
        if start > self.read_to:
            begin = self.read_to
            if begin > self.layout.paragraphs[number][0]:
                begin = self.layout.sentence_starts[self._after(begin)]
            lead = self.layout.body[begin:start]
            last = next((one for one in reversed(_SENTENCE_MARK.split(lead)) if one.strip()), None)
            if last is not None and not _NUMBER.search(last):
                words = [word for word in narrowing_words(last[:24]) if word not in _STAGES]
                self.phrases = words or _BUILDING.findall(last[:24])
        self.read_to = max(self.read_to, window.figure.span.end)
        return self.phrases

    def _after(self, position: int) -> int:
        """The number of the first sentence that begins after a position."""
        starts = self.layout.sentence_starts
        return min(bisect_right(starts, position), len(starts) - 1)


def taken_over(layout: Layout, row: Row, own: list[str], window: Window, history: History) -> list[str]:
    """The phrases that the row a figure goes on with hands down to it."""
    before = _predecessor(layout, row, window, history)
    if before is None:
        return []
    phrases = [
        phrase
        for phrase in parts_of(before.scope)
        if not _PRIOR.search(phrase)
        and not (_BASE.match(phrase) and row.aspect != "growth")
        and not (phrase == GENERIC and not row.stage)
        and not _OWN_ALONE.match(phrase)
    ]
    stage = _stage_of_funds(layout, row, before)
    if stage and scope_class(stage) not in {scope_class(phrase) for phrase in own}:
        phrases.append(stage)
    return phrases


def last_size(row: Row, history: History) -> list[str]:
    """The threshold named last in a row's paragraph."""
    for other in reversed(history.rows):
        if other.paragraph != row.paragraph:
            break
        sizes = [phrase for phrase in parts_of(other.scope) if is_threshold_phrase(phrase)]
        if sizes:
            return sizes
    return []


def _stage_of_funds(layout: Layout, row: Row, before: Row) -> str | None:
    """`续建项目75个，到位资金…`: the funds are those of these projects."""
    pattern = _STAGES_OF_FUNDS.get(before.stage or "")
    if row.indicator != "funds_in_place" or not pattern:
        return None
    start = layout.sentence_starts[before.sentence]
    last = next(reversed(list(re.finditer(pattern, layout.body[start : before.figure.span.end + 8]))), None)
    return f"{last.group()}项目" if last else None


def _predecessor(layout: Layout, row: Row, window: Window, history: History) -> Row | None:
    """The earlier row whose scope goes on: the level of a ratio, the whole of a part, the count of a sum."""
    paragraph = row.paragraph
    rows = [r for r in history.rows[-12:] if r.paragraph == paragraph and r.indicator != "other"]
    if not window.clause.depth:
        rows = [other for other in rows if not layout.clauses[other.clause].depth] or rows
    if not rows:
        return None
    last = rows[-1]
    if row.aspect in _SOLD or row.figure.kind in RATIOS:
        return _level_of(row, rows)
    between = layout.body[last.figure.span.end : row.figure.span.start]
    whole = whole_in_front(row, rows) if row.is_project_count else None
    if whole:
        return whole
    if window.clause.depth and last.sentence == row.sentence:
        return last
    if "其中" in between and row.sentence - last.sentence <= 1:
        return _whole_of(row, rows, layout.body.rfind("其中", 0, row.figure.span.start))
    if last.sentence != row.sentence:
        return _whole_of_parts(layout, row, window, history) if row.sentence - last.sentence == 1 else None
    if "；" in between or ";" in between:
        whole = _whole_of_parts(layout, row, window, history)
        if whole:
            return whole
        bare = row.indicator == "funds_in_place" and _BARE_FUNDS.search(between)
        return last if bare and last.stage in _STAGES_OF_FUNDS and last.is_project_count else None
    if row.is_project_count and last.is_project_count and _ALREADY.search(between):
        part = layout.body.rfind("其中", window.sentence_start, last.figure.span.start)
        apart = re.search("[；;]", layout.body[part : last.figure.span.start]) if part >= 0 else True
        return last if apart else _whole_of(row, rows, part)
    if last.indicator == row.indicator and (len(between) <= 8 or _GOES_ON.search(between)):
        return last
    if row.figure.kind == "money":
        whole = _whole_without_sum(layout, row, rows) if last.is_project_count else None
        if whole:
            return whole
        return last if last.is_project_count or last.is_money or last.aspect != "level" else None
    if row.indicator.startswith(_ACTIVE) and last.indicator.startswith(_ACTIVE):
        return last
    return None


def _level_of(row: Row, rows: list[Row]) -> Row | None:
    """The latest quantity of the same indicator, else of the same sentence."""
    for other in reversed(rows):
        if row.sentence - other.sentence > 1:
            break
        if other.indicator == row.indicator and other.aspect in ("level", "target"):
            if other.scope and _PRIOR.search(other.scope):
                continue
            return other
    last = rows[-1]
    same = last.sentence == row.sentence and row.stage is not None and last.stage == row.stage
    return last if same else None


def _whole_without_sum(layout: Layout, row: Row, rows: list[Row]) -> Row | None:
    """`项目19个，其中亿元以上11个，合同额…`: the sum is the whole's where the whole has none yet."""
    last = rows[-1]
    clause = layout.clauses[last.clause]
    if layout.body.find("其中", clause.start, last.figure.span.start) < 0 or len(rows) < 2:
        return None
    whole = rows[-2]
    framed = _FRAME.match(layout.body, whole.figure.span.end)
    beside = (
        whole.is_project_count
        and not framed
        and whole.sentence == last.sentence
        and last.clause - whole.clause <= 1
    )
    return whole if beside and row.clause == last.clause + 1 else None


def _whole_of_parts(layout: Layout, row: Row, window: Window, history: History) -> Row | None:
    """The whole that a sentence of parts (`分产业看，…；…`) parts."""
    start = window.sentence_start
    if not _PARTS_OF.match(layout.body, start):
        return None
    return _whole_of(row, _no_parts(layout, history, row.paragraph), start)


def _no_parts(layout: Layout, history: History, paragraph: int) -> list[Row]:
    """A paragraph's rows that no `其中` before them in their sentence makes parts."""
    starts, body = layout.sentence_starts, layout.body
    return [
        row
        for row in history.rows
        if row.paragraph == paragraph
        and row.indicator != "other"
        and body.find("其中", starts[row.sentence], row.figure.span.start) < 0
    ]


def _whole_of(row: Row, rows: list[Row], place: int) -> Row | None:
    """The row before the word that tells parts (`其中`, `按产业分`), that is no part itself."""
    for other in reversed(rows):
        if (
            other.figure.span.start < place
            and other.figure.kind in ("count", "money")
            and (other.is_project_count or row.figure.kind == "money")
        ):
            return other
    return None
