"""Whose a sum is: the project named before it, several of them, or the whole list."""

from __future__ import annotations

import re

from summarizer.article import Figure
from summarizer.engines.reading import names
from summarizer.engines.reading.clauses import Clause
from summarizer.engines.reading.evidence import is_particular
from summarizer.engines.reading.projectbook import NamedProject, ProjectBook
from summarizer.patterns import LazyPattern

_SPENT = LazyPattern(r"(?:完成|累计|已)[^，。；,;]{0,4}投[资入][^，。；,;]{0,3}$")
_SHARED = re.compile(r"(?:投资额?|总投资额?|投资总额|投资规模)(?:均|都|各)(?:为|达|约)*$")
_OTHER_THING = LazyPattern(
    r"占地|用地|面积|产值|税收|销售|收入|产能|注册资|^(?:其中)?(?:项目)?[一二三四五首]期(?!项目|扩建|工程|改)|平均"
)
_SUBJECTLESS = re.compile(
    r"(?:(?:由|位于|占地)[^，。,]{1,26}[，,]){0,2}(?:该|本)?(?:项目)?(?:计划|预计|拟)?(?:总投资额?|投资额?|投资总额)(?:约|为|达|近|超过?|[:：])*"
)
_PART = LazyPattern(r"(?:其中)?[，,]?(?:项目)?(?:[一二三四首]期|已?累计完成|已?完成投资|固定资产|设备)")
_LABEL = re.compile(r"(?:计划|预计|拟)?(?:总投资额?|投资额?|投资规模)(?:约|为|达|近|超过?|[:：])*$")
_APART = re.compile(r"[（(]|[^；;]*[；;]")
_MARK = LazyPattern(r"[，。；,;\n]")
_BACKWARD = ("项目", "该项目", "本项目", "此项目")
_EACH_SUM = re.compile(r"投资[^，。；,;]{0,3}分别(?:为|达|是)?(?:约|近|超)?\Z")
_REFERS_BACK = re.compile(r"(?:该|此|这个|后者|上述)")
_REFERS = re.compile(
    r"(?:该|此|这个|本|整个|上述)?项目(?:总|计划|预计|估算|拟|投资|概算|由)|(?:计划|预计|估算|概算)?总投资|计划投资"
)


def attach_money(book: ProjectBook) -> None:
    """Give projects the sums that stand after them, shared ones, and ones said twice."""
    for project in list(book.found):
        if project.amount is None:
            _taken_up_again(book, project)
    book.found.sort(key=lambda project: project.span)
    for figure in book.money:
        _sums_after_names(book, figure)
    for figure in book.money:
        _money_after(book, figure)
    for figure in book.money:
        _shared_money(book, figure)
    sums = {project.amount.value: project for project in book.found if project.amount}
    for figure in book.money:
        project = sums.get(figure.value)
        if project and book.is_labelled(figure):
            project.owned.add(figure.id)


def _money_after(book: ProjectBook, figure: Figure) -> None:
    """`某某项目，总投资20亿元`, `某某项目(投资20亿元)`, `该项目计划投资20亿元`."""
    if book.is_owned(figure) or _in_brackets(book, figure):
        return
    if not book.is_labelled(figure):
        _right_before(book, figure)
        return
    if book.body[figure.span.end : figure.span.end + 1] == "的":
        return
    number = book.layout.clause_at(figure.span.start)
    clause = book.layout.clauses[number]
    near = [project for project in book.found if 0 <= figure.span.start - project.span[1] < 120]
    if near and _is_part(book, near[-1], figure, number):
        near[-1].owned.add(figure.id)
        return
    earlier = [f.span.end for f in clause.figures if f.span.end <= figure.span.start]
    named = [project.span[1] for project in near if project.span[1] > clause.start]
    if _OTHER_THING.search(book.body[max([clause.start, *earlier, *named]) : figure.span.start]):
        return
    if near and _closes_list(book, near[-1], figure):
        return
    if near and _speaks_of(book, near[-1], figure, number):
        if _SPENT.search(book.body[clause.start : figure.span.start]):
            near[-1].owned.add(figure.id)
        else:
            near[-1].take(figure)
        return
    if _SPENT.search(book.body[clause.start : figure.span.start]):
        return
    _headed_before(book, figure, number)


def _taken_up_again(book: ProjectBook, project: NamedProject) -> None:
    """Enter every other mention of a name: the sum is often told only where it is taken up again."""
    core = project.name.removesuffix("项目")
    at = book.body.find(core) if len(core) >= 4 else -1
    while at >= 0:
        stop = at + len(core)
        stop += 2 if book.body.startswith("项目", stop) else 0
        if not any(other.span[0] < stop and at < other.span[1] for other in book.found):
            again = NamedProject(project.name, project.investor, (at, stop), why=project.why)
            book.found.append(again)
        at = book.body.find(core, stop)


def _sums_after_names(book: ProjectBook, figure: Figure) -> None:
    """`甲、乙项目，总投资分别是9亿元、4亿元`: names first, as many sums after, in order."""
    lead = book.body[max(0, figure.span.start - 12) : figure.span.start]
    if "分别" not in lead or book.is_owned(figure) or not _EACH_SUM.search(lead):
        return
    sums = book.sums_from(figure)
    start, _ = book.layout.sentence_around(figure.span.start)
    listed = [p for p in book.found if start <= p.span[0] and p.span[1] <= figure.span.start]
    if len(sums) < 2 or len(listed) != len(sums) or any(p.amount for p in listed):
        return
    for project, amount in zip(listed, sums, strict=True):
        project.take(amount)


def _closes_list(book: ProjectBook, project: NamedProject, figure: Figure) -> bool:
    """Whether a sum after a list of names (`甲、乙和丙项目，总投资9亿元`) is that of them all.

    A list is told by a pause right before or after the name nearest to the sum, unless that name is
    taken up again (`该项目总投资`).
    """
    clause = book.layout.clause_around(project.span[0])
    if _APART.match(book.body, project.span[1], figure.span.start):
        return False
    before = names.without_number(book.body[clause.start : project.span[0]].rstrip())
    if figure.span.start < clause.end or _REFERS_BACK.match(book.body, _clause_start(book, figure)):
        return False
    after = book.body[project.span[1] : clause.end]
    return before.endswith(("、", "和", "及", "与")) or after.startswith("、")


def _clause_start(book: ProjectBook, figure: Figure) -> int:
    return book.layout.clause_around(figure.span.start).start


def _is_part(book: ProjectBook, project: NamedProject, figure: Figure, number: int) -> bool:
    """Whether a sum is only a part of the project's own, told in the same sentence (`其中一期3亿元`)."""
    amount = project.amount
    if (
        amount is None
        or amount.value is None
        or figure.value is None
        or amount.span.start > figure.span.start
    ):
        return False
    start, _ = book.layout.sentence_span(number)
    clause = book.layout.clauses[number]
    part = _PART.match(book.body, clause.start, figure.span.start)
    others = [f for f in book.money if amount.span.end <= f.span.start < figure.span.start]
    return bool(part) and start <= project.span[0] and not others and figure.value < amount.value


def _speaks_of(book: ProjectBook, project: NamedProject, figure: Figure, number: int) -> bool:
    begin, _ = book.layout.sentence_span(number)
    end = project.span[1]
    if any(
        0 <= other.span[0] - figure.span.end <= 2
        and not _MARK.search(book.body, figure.span.end, other.span[0])
        for other in book.found
    ):
        return False
    referred = _REFERS.match(book.body, book.layout.clauses[number].start)
    if "等" in book.body[end : figure.span.start] or (not referred and end < begin):
        return False
    return not book.counts_between(end, figure.span.start) and not book.money_between(end, figure.span.start)


def _headed_before(book: ProjectBook, figure: Figure, number: int) -> None:
    """A name that nothing but the sum after it gives away."""
    clauses = book.layout.clauses
    for back in range(number, max(-1, number - 4), -1):
        clause = clauses[back]
        if clause.sentence < clauses[number].sentence:
            _titled_by(book, clause, figure, number)
            return
        stop = min(clause.end, figure.span.start)
        if any(book.counts_projects(f) and f.span.end <= stop for f in clause.figures):
            return
        text = book.body[clause.start : stop]
        heads = _whole_thing(text) or [head_end for _, head_end in names.heads_in(text)]
        for head_end in reversed(heads):
            last = clause.start + head_end
            if "等" in book.body[last : figure.span.start] or book.body.startswith("区", last):
                return
            text = names.trim_front(book.body[clause.start : last]).split("、")[-1]
            if text in _BACKWARD and back:
                break
            if names.is_name(text) and not names.is_bare(text):
                book.add(last - len(text), last, "项目…投资", figure)
            return


def _whole_thing(text: str) -> list[int]:
    """Where a name without a head ends that is all a clause holds before its sum (`第二水厂投资3亿元`)."""
    text = _LABEL.sub("", text)
    _, name = names.split_builder(text)
    _, stop = names.read_forward(text, len(text) - len(name))
    return [stop] if stop == len(text) and names.is_thing(text) else []


def _right_before(book: ProjectBook, figure: Figure) -> None:
    """`甲项目28亿元，乙项目16亿元`: a clause that is nothing but a name and its sum."""
    clause = book.layout.clause_around(figure.span.start)
    text = book.body[clause.start : figure.span.start]
    if book.body[figure.span.end : clause.end].strip() or not text.rstrip().endswith("项目"):
        return
    name = names.trim_front(text.rstrip())
    if is_particular(name) and names.read_forward(name, 0)[1] == len(name):
        last = clause.start + len(text.rstrip())
        book.add(last - len(name), last, "项目+金额", figure)


def _titled_by(book: ProjectBook, title: Clause, figure: Figure, number: int) -> None:
    """`一是甲项目。总投资6亿元…`: a name that is a sentence by itself, and a sum without a subject."""
    start, _ = book.layout.sentence_span(number)
    if not _SUBJECTLESS.fullmatch(book.body[start : figure.span.start].strip()):
        return
    begin, _ = book.layout.sentence_around(title.start)
    text = book.body[begin : title.end].rstrip()
    name = names.trim_title(text)
    if len(name) <= 36 and names.ends_in_head(name) and names.is_name(name) and not names.is_bare(name):
        last = begin + len(text)
        book.add(last - len(name), last, "标题", figure)


def _in_brackets(book: ProjectBook, figure: Figure) -> bool:
    """Give a bare sum in brackets right after a name (`甲项目（6亿元）`) to it; whether there is one."""
    body = book.body
    if body[figure.span.start - 1 : figure.span.start] not in ("（", "("):
        return False
    if body[figure.span.end : figure.span.end + 1] not in ("）", ")"):
        return False
    for project in book.found:
        if project.span[1] == figure.span.start - 1:
            project.take(figure)
            return True
    return False


def _shared_money(book: ProjectBook, figure: Figure) -> None:
    """`甲项目、乙项目签约，投资额均为10亿元`."""
    if not _SHARED.search(book.body[max(0, figure.span.start - 14) : figure.span.start]):
        return
    start, _ = book.layout.sentence_around(figure.span.start)
    for project in book.found:
        if start <= project.span[0] < figure.span.start and project.amount in (None, figure):
            project.amount = figure
            project.owned.add(figure.id)
