"""Projects that a list calls by their firms: `新建项目3个。其中甲有限公司，投资2亿元；乙厂，投资3000万元`."""

from __future__ import annotations

import re

from summarizer.article import Figure
from summarizer.engines.reading import names
from summarizer.engines.reading.projectbook import ProjectBook
from summarizer.patterns import LazyPattern

LISTED = "企业名单"
"""Why such a project is one: nothing but the count before it says that its firm stands for it."""

_COUNTED = re.compile(
    r"项目\s*(?:\d+|[两三四五六七八九十]+)\s*[个项][^，。；\n]{0,6}[。:：，,]\s*(?=其中|分别|主要|[^，。；\n]{4,30}[，,])"
)
_FIRM = LazyPattern(
    r"\s*(?:其中|分别是|分别为|主要有)?[，,:：]?([一-鿿A-Za-z（）()·]{3,28}?(?:公司|厂|集团|合作社))[，,](?=[^；;。\n]{0,24}(?:投资|占地|建筑面积))"
)
_SET_UP = LazyPattern(
    r"(?:设立|成立|新设|组建)了?(?P<firms>[^，。；,;、和与及的]{4,30}?公司(?:[、和及][^，。；,;、和与及的]{4,30}?公司)*)"
    r"[，,](?:计划|预计)?(?:总投资额?|投资总额|投资额|总投资总额)(?:分别)?(?:为|达|约)*$"
)
_END = re.compile(r"[。\n]")
_ONE_FIRM = re.compile(r"[^、和及]+公司")
_REACH = 110
_NEXT = re.compile(r"[；;]")
_LINE = LazyPattern(r"(?:^|[，,])([^，,；;\d]{2,16}?(?:生产线|项目|基地))(?=\s*\d|[，,；;。]|$)")


def find_listed_firms(book: ProjectBook) -> None:
    """Every project of a counted list whose items are firms with what they invest."""
    body = book.body
    for match in _COUNTED.finditer(body):
        stop = _END.search(body, match.end())
        end = stop.start() if stop else len(body)
        start = match.end()
        while start < end:
            mark = _NEXT.search(body, start, end)
            close = mark.start() if mark else end
            _firm_in(book, start, close)
            start = close + 1
    if "立" in body:
        for figure in book.money:
            _set_up_with(book, figure)


def _firm_in(book: ProjectBook, start: int, end: int) -> None:
    """One item: the firm stands for its project, unless the item names what it builds."""
    match = _FIRM.match(book.body, start, end)
    if not match:
        return
    sums = [f for f in book.money if start <= f.span.start < end and book.is_labelled(f)]
    amount = sums[0] if sums else None
    line = _LINE.search(book.body, match.end(1), end)
    if line is None:
        book.add(*match.span(1), LISTED, amount, firm=True)
        return
    name = names.trim_front(line.group(1))
    project = book.add(line.end(1) - len(name), line.end(1), LISTED, amount)
    if project:
        project.investor = project.investor or match.group(1)


def _set_up_with(book: ProjectBook, figure: Figure) -> None:
    """`某集团设立甲有限公司和乙有限公司，投资总额分别为3亿元和2亿元`: each firm with its sum, in order."""
    start = max(0, figure.span.start - _REACH)
    set_up = book.body.find("立", start, figure.span.start) >= 0
    match = _SET_UP.search(book.body, start, figure.span.start) if set_up else None
    if not match:
        return
    firms = list(_ONE_FIRM.finditer(book.body, *match.span("firms")))
    sums = book.sums_from(figure)
    if len(sums) != len(firms):
        return
    for firm, amount in zip(firms, sums, strict=True):
        book.add(*firm.span(), LISTED, amount, firm=True)
