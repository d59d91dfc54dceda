"""Projects told by their money: `投资20亿元的某项目`, `某某集团投资20亿元建设某项目`."""

from __future__ import annotations

import re

from summarizer.article import Figure
from summarizer.engines.reading import names
from summarizer.engines.reading.clauses import JOINTS
from summarizer.engines.reading.projectbook import ProjectBook
from summarizer.patterns import LazyPattern

_THEN_NAME = re.compile(
    r"\s*(?:人民币)?(?:[、，,]?(?:占地|用地|建筑面积|规划面积|年产|年加工|年处理|年产值|总规模|一期)[^，。；,;、的]{1,18}){0,2}"
    r"(的|(?=[一-鿿A-Za-z\d“])(?!建设|生产(?!线|基地)|从事|新建|兴建|打造|实施|布局|建立|开发|扩建|创办|设立|投建|改建|改造|在|用于|于|以上|以下|左右|人民币))"
)
_INVESTS = re.compile(
    r"^(?:元)?[，,]?(?:人民币)?(?:在[^，。；,;]{2,20}?)?(?:投资)?"
    r"(?:开发建设|建设|新建|兴建|打造|实施|布局|建立|开发|扩建|创办|设立|投建|改建|改造|兴办|建(?![设成造筑]))(?:的|了)?"
)
_PRODUCES = re.compile(r"^(?:元)?[，,]?(?:主要)?(?:生产|从事|研发生产)(?:的|了)?")
_BUILT_THERE = LazyPattern(
    r"[^，。；,;、的\d]{2,16}?(?:投资|出资)(?:建设|新建|兴建|开发|打造)(?:的)?(?=[^，。；,;、]{3,})"
)
_MORE_PRODUCTS = LazyPattern(
    r"[、和及][^，。；,;：:、\d]{1,14}?项目(?=[，。；,;\n、和及与]|$|[落签已正开投建即将])"
)
_INVESTING = re.compile(r"(?:计划|拟|将|总|分别|预计)*(?:投资|斥资|投入)(?:约|近|超)?\s*$")
_LISTS = LazyPattern(r"项目[^，。；]{0,8}[，,]?(?:分别|主要)?(?:包括|有|是|为)[:：]?$")
_OF_SEVERAL = LazyPattern(
    r"(?:、[^，。；,;、\d]{3,20})+等(?:[2-9]|\d\d|[两三四五六七八九十])个[^，。；,;、]{0,8}项目"
)
_NEXT_SUM = LazyPattern(r"[、和](?:计划|预计|协议)?(?:总投资|投资)额?约?\d|等[^，。；,;]{0,8}项目")
_COMPANY_INVESTS = LazyPattern(
    r"([^，。；,;、：:]{2,28}?(?:公司|集团|股份|控股))(?:计划|拟|将|预计|共同)*(?:总)?投资(?:约|近|超)?\s*$"
)
_RANKED = re.compile(
    r"^(?:世界|中国|全球|国内|民营企业)*\d*强(?:企业)?|^(?:行业|国内|全球)*(?:龙头|领军)(?:企业)?"
)
_SPAN_OF_TIME = LazyPattern(r"(?:期间|以来|时期|年度?|[”’\"])$")


def find_deals(book: ProjectBook) -> None:
    """Every project that its money introduces."""
    for figure in book.money:
        _sums_in_order(book, figure)
    for figure in book.figures:
        if figure.kind == "money":
            _money_before(book, figure)
    for figure in book.money:
        _invested_in(book, figure)


def _money_before(book: ProjectBook, figure: Figure) -> None:
    """`投资20亿元的某某项目`, `总投资20亿元某某项目`."""
    match = _THEN_NAME.match(book.body, figure.span.end)
    if not match or book.is_owned(figure):
        return
    if not book.is_labelled(figure) and not _follows_item(book, figure):
        return
    built = _BUILT_THERE.match(book.body, match.end()) if match.group(1) else None
    start, stop = names.read_forward(book.body, built.end() if built else match.end())
    stop = _with_more_products(book, start, stop)
    if match.group(1) and _OF_SEVERAL.match(book.body, stop):
        return
    if match.group(1) or book.body[start:stop].endswith("项目") or _listed_next(book, stop):
        project = book.add(start, stop, "投资…的", figure)
        if project and project.investor is None and match.group(1):
            project.investor = _company_before(book, figure)


def _with_more_products(book: ProjectBook, start: int, stop: int) -> int:
    """Where a name ends that goes on with further products before its head (`甲、乙和丙项目`)."""
    if names.ends_in_head(book.body[start:stop]):
        return stop
    more = _MORE_PRODUCTS.match(book.body, stop)
    return more.end() if more else stop


def _company_before(book: ProjectBook, figure: Figure) -> str | None:
    """The company right before a sum (`某某有限公司投资12亿元的…`), a list's earlier items left out."""
    clause = book.layout.clause_around(figure.span.start)
    match = _COMPANY_INVESTS.search(book.body[clause.start : figure.span.start])
    return _RANKED.sub("", names.trim_front(match.group(1))) or None if match else None


def _follows_item(book: ProjectBook, figure: Figure) -> bool:
    """Whether a sum opens an item of a list (`项目包括5亿元甲项目`, `投资6亿元的甲、12亿元的乙等项目`)."""
    if _LISTS.search(book.body, max(0, figure.span.start - 24), figure.span.start):
        return True
    before = figure.span.start - 1
    return book.body[before : before + 1] in ("、", "和") and any(
        project.amount and project.span[1] == before for project in book.found
    )


def _listed_next(book: ProjectBook, stop: int) -> bool:
    """Whether a list of projects goes on with another sum (`总投资8亿元甲、总投资6亿元乙等项目`) or ends."""
    return bool(_NEXT_SUM.match(book.body, stop))


def _sums_in_order(book: ProjectBook, figure: Figure) -> None:
    """`总投资分别是9亿元、4亿元的甲项目和乙项目`: sums first, their projects after, in order."""
    if not book.body[: figure.span.start].endswith(("分别为", "分别是", "分别达", "分别")):
        return
    sums = book.sums_from(figure)
    at = sums[-1].span.end
    if len(sums) < 2 or book.body[at : at + 1] != "的":
        return
    stop = at
    for amount in sums:
        start, stop = names.read_forward(book.body, stop + 1)
        book.add(start, stop, "分别为…的", amount)
        if book.body[stop : stop + 1] not in JOINTS:
            return


def _invested_in(book: ProjectBook, figure: Figure) -> None:
    """`某某集团投资20亿元建设某某项目`."""
    body = book.body
    after = body[figure.span.end : figure.span.end + 36]
    match = _INVESTS.match(after)
    produces = None if match else _PRODUCES.match(after)
    match = match or produces
    clause = book.layout.clause_around(figure.span.start)
    lead = body[clause.start : figure.span.start]
    investing = _INVESTING.search(lead)
    if not match or not investing:
        return
    start, stop = names.read_forward(body, figure.span.end + match.end())
    if produces:
        stop = _with_more_products(book, start, stop)
        if not body[start:stop].endswith("项目"):
            return
    if "分别" in lead[-8:]:
        _invested_each(book, figure, lead.split("分别")[0], start, stop)
        return
    investor = names.trim_front(lead[: investing.start()])
    if names.ends_in_head(investor):
        return
    if not investor and not produces and _has_subject(book, figure):
        return
    project = book.add(start, stop, "投资…建设", figure, short=names.is_company(investor))
    if (
        project
        and project.investor is None
        and 2 <= len(investor) <= 28
        and not _SPAN_OF_TIME.search(investor)
    ):
        project.investor = investor


def _has_subject(book: ProjectBook, figure: Figure) -> bool:
    """Whether the clause before names a project whose own sum this is (`甲项目：投资3亿元，建设…`)."""
    number = book.layout.clause_at(figure.span.start)
    before, clause = book.layout.clauses[number - 1], book.layout.clauses[number]
    text = names.trim_front(book.body[before.start : before.end].rstrip())
    joined = number > 0 and before.sentence == clause.sentence and book.body[before.end] in "：:，,"
    return joined and names.ends_in_head(text) and names.is_name(text)


def _invested_each(book: ProjectBook, figure: Figure, lead: str, start: int, stop: int) -> None:
    """`甲、乙分别投资50亿元建设丙生产线和丁生产线`: each owner one, in order, of the same sum."""
    owners = re.split(r"[、和与]", lead)
    spans = [(start, stop)]
    while book.body[stop : stop + 1] in JOINTS and len(spans) < len(owners):
        start, stop = names.read_forward(book.body, stop + 1)
        spans.append((start, stop))
    for place, (first, last) in enumerate(spans):
        project = book.add(first, last, "分别投资", figure)
        if project and len(owners) == len(spans):
            project.investor = project.investor or names.trim_front(owners[place])
