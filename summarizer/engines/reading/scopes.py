"""What narrows a figure (`亿元以上`, `省外`, an event, last year), and whose it is."""

from __future__ import annotations

import re

from summarizer.article import Figure
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.windows import Window

_SCOPES = re.compile(
    r"(?:国内|国)?[（(](?:省|区|市|县|州|盟)外[）)]|(?:省|市|县|区|州|盟|境|国|域)[外内](?!各)|外向型产业|"
    r"第?[一二三]产业?(?=[^业])|制造业|服务业|工业|农业|央企国企|央企|国企|民营企业|500强|上市公司|"
    r"上年同期|去年同期|上一年|上年|当月|台资|港资|增资|合同外资|协议外资|重点(?=项目)|战略性新兴产业"
)
_EVENT = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+届)?[^，。；,;：、\s“”《》的在上是]{0,16}?(?:洽谈会|推介会|投洽会|青洽会|兰洽会|进博会|博览会|交易会|投资贸易洽谈会|展示会|发布会|恳谈会|签约仪式|丝博会|西洽会|厦洽会|东盟博览会|庆阳行)"
)
_THRESHOLD_TAIL = re.compile(r"^(?:[（(]含[^）)]{0,6}[）)])?(?:及|或)?(?:以上|以下|级)?")


def find_scope(layout: Layout, window: Window, thresholds: list[Figure]) -> list[str]:
    """The narrowing phrases of a figure's clause and of the figure-free clauses before it."""
    body = layout.body
    begin = window.back[0].start if window.back else window.clause.start
    found: list[str] = []
    for figure in thresholds:
        near = window.start <= figure.span.start < window.figure.span.end + len(window.right_text)
        if near or (begin <= figure.span.start < window.start and window.start == window.clause.start):
            found.append(threshold_text(body, figure))
    text = body[window.start : window.figure.span.start]
    found += [match.group() for match in _SCOPES.finditer(text)]
    return list(dict.fromkeys(found))


def find_event(layout: Layout, window: Window) -> str | None:
    """The event named last in the sentence before the figure."""
    start, _ = layout.sentence_span(window.number)
    text = layout.body[start : window.figure.span.start]
    event = None
    for match in _EVENT.finditer(text):
        event = match.group()
    return event


def threshold_text(body: str, figure: Figure) -> str:
    """A threshold as written, with its 以上 or its 超过."""
    start, end = figure.span
    end += len(_THRESHOLD_TAIL.match(body[end : end + 10]).group())  # pyright: ignore[reportOptionalMemberAccess]
    before = re.search(r"(?:超过|不低于|大于|超|过)$", body[max(0, start - 3) : start])
    return (before.group() if before else "") + body[start:end]
