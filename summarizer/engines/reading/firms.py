"""Projects that a list calls by their firms: `新建项目3个。其中甲有限公司，投资2亿元；乙厂，投资3000万元`."""

from __future__ import annotations

import re

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
_END = re.compile(r"[。\n]")
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
