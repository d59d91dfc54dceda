"""Where a document sets tasks: the figures there are planned, though no verb of theirs says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.rows import History, Verdict
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_TASKS = re.compile("任务|目标|计划|考核|方案")
_TASK_HEADING = LazyPattern(
    r"\s*[一二三四五六七八九十（(\d][^。：:，；\n]{1,18}(?:目标|任务|计划|打算|安排|思路)"
)
_SETS_TASKS = LazyPattern(
    r"(?:(?:任务|目标|指标)[^，。；]{0,10}(?:安排|分解|下达|考核|计划|方案|通知|意见|办法|责任书)|(?:任务|目标)书"
    r"|工作计划|行动计划|年度计划|(?:工作|行动|实施)方案|考核(?:办法|方案|意见|细则))[^，。；]{0,6}$"
)
_LOOKS_BACK = LazyPattern(r"完成|进展|情况|总结|通报|汇报|回顾|实现|超额|过半|冲刺|提前|圆满|启动|召开|举行")
_YEAR = re.compile(r"(20\d\d)年")
_GOES_ON = LazyPattern(
    r"\s*(?:新?(?:签约|引进|开工|投产|竣工|落地|储备|谋划|建成|到位)|洽谈|实施|利用外资|外出招商|举办)(?!以来|仪式|活动现场)"
)
_MARKS = (
    LazyPattern(r"\s*[一二三四五六七八九十]+[、.．]"),
    LazyPattern(r"\s*[（(][一二三四五六七八九十]+[）)]"),
    LazyPattern(r"\s*(?:\d{1,2}[、.．]|[（(]\d{1,2}[）)])(?!\d)"),
)
_TASK_SECTION = LazyPattern(
    r"[^。：:，,；;\n]{0,14}(?:目标|任务|工作计划|年计划|打算|工作安排|工作思路)(?:任务|分解|安排|要求)?(?:[。：:\s]|$)"
)
_HAPPENED = LazyPattern(
    r"已|完成了|实现了|引进了|截至|截止|目前|当前|累计|上半年|以来|实际(?:完成|引进|签约|开工|落地|竣工|招引|达)|(?<![比较])(?:去年|上年|前年|近年|近几年)"
    r"|[一二三1-3]季度|\d+\s*[-—~～至到]\s*\d+月|前[一二三四五六七八九十\d]+个?月|本次|此次|现场|其间|期间"
)
_REACH = 12
_ACTIVE = ("enterprises.", "outreach.", "events.")


@dataclass(frozen=True, slots=True)
class Assignments:
    """The paragraphs of a page that set tasks; `whole` where the page's title says that it does."""

    sections: frozenset[int]
    whole: bool
    year: int = 0

    @classmethod
    def of(cls, layout: Layout, title: str | None) -> Assignments:
        """Look through title and headings."""
        title = (title or layout.body[slice(*layout.paragraphs[0])]).strip()
        whole = bool(_TASKS.search(title) and _SETS_TASKS.search(title) and not _LOOKS_BACK.search(title))
        body = layout.body
        headed = any(_TASK_HEADING.match(body, start) for start, _ in layout.paragraphs)
        sections = _task_paragraphs(layout) if headed else ()
        year = _YEAR.search(title)
        return cls(frozenset(sections), whole, int(year[1]) if year else 0)

    def asks(self, layout: Layout, window: Window, verdict: Verdict) -> bool:
        """Whether a quantity is one that the document asks for, not one that it reports."""
        stage = verdict.indicator.partition(".")[2] in ("projects", "investment")
        money = verdict.indicator in ("funds_in_place", "foreign_funds")
        if window.clause.paragraph in self.sections:
            asked = stage or money or verdict.indicator.startswith(_ACTIVE)
        else:
            asked = self.whole and (stage or money)
        if not asked:
            return False
        start, end = window.sentence_start, window.figure.span.start
        if any(int(year) < self.year for year in _YEAR.findall(layout.body[start:end])):
            return False
        return not _HAPPENED.search(layout.body, start, end)


def part_of_plan(layout: Layout, window: Window, verdict: Verdict, history: History) -> bool:
    """`计划引资60亿元，其中省外40亿元`: the parts of what is planned are planned as well.

    Not where the plan only stands beside what was reached (`到位30亿元（目标50亿元），其中…`).
    """
    last = history.last()
    sentence = window.clause.sentence
    if last is None or last.aspect != "target" or sentence - last.sentence > 1:
        return False
    if _goes_on(layout, window, history):
        return True
    parted = layout.body.rfind("其中", layout.sentence_starts[last.sentence], window.figure.span.start)
    if parted < 0 or _HAPPENED.search(layout.body, parted, window.figure.span.start):
        return False
    near = [row for row in history.rows[-_REACH:] if row.sentence >= sentence - 1]
    if any(row.indicator == last.indicator and row.aspect != "target" for row in near):
        return False
    if verdict.indicator.endswith(".projects"):
        counts = [row.aspect for row in near if row.is_project_count]
        return bool(counts) and all(aspect == "target" for aspect in counts)
    return verdict.indicator in {row.indicator for row in near} or last.figure.span.start > parted


def _goes_on(layout: Layout, window: Window, history: History) -> bool:
    """`确保签约项目40个。开工20个以上，投产10个`: a sentence without a subject goes on with the plan."""
    start, end = window.sentence_start, window.figure.span.start
    if not _GOES_ON.match(layout.body, start) or _HAPPENED.search(layout.body, start, end):
        return False
    paragraph = [row for row in history.rows if row.paragraph == window.clause.paragraph]
    before = [row.aspect for row in paragraph if row.sentence >= window.clause.sentence - 1]
    return bool(before) and all(aspect == "target" for aspect in before)


def _task_paragraphs(layout: Layout) -> list[int]:
    """The paragraphs under a heading such as `二、明确招商任务`, up to the next heading of its rank."""
    found: list[int] = []
    open_rank: int | None = None
    for number, (start, end) in enumerate(layout.paragraphs):
        rank, after = _rank(layout.body, start)
        if rank is not None:
            heading = _TASK_SECTION.match(layout.body, after, end)
            if heading and not _LOOKS_BACK.search(heading.group()):
                open_rank = rank if open_rank is None else min(rank, open_rank)
            elif open_rank is not None and rank <= open_rank:
                open_rank = None
        if open_rank is not None:
            found.append(number)
    return found


def _rank(body: str, start: int) -> tuple[int | None, int]:
    """The rank of the numbering a paragraph begins with, and where the words after it begin."""
    for rank, mark in enumerate(_MARKS):
        match = mark.match(body, start)
        if match:
            return rank, match.end()
    return None, start
