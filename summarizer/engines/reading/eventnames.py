"""Names of fairs, promotion meetings and signing ceremonies."""

from __future__ import annotations

import re

from summarizer.patterns import LazyPattern

# Every alternative begins with a character of its own, so that what lies between is passed over quickly.
_ENDING = re.compile(
    r"贸易洽谈会|洽谈会|推介会|洽会(?<=[一-鿿]洽会)|博会(?<=[一-鿿]博会)|博览会|交易会|展示会|发布会|恳谈会"
    r"|签约仪式|对接会|推进会|招商引资大会(?!战)|招商大会(?!战)|广交会|高交会|服贸会|环湖赛"
)
_SHORT_ENDING = 2
_SHORT = re.compile(r"[^进开召].{1,2}$")
_STOP = LazyPattern(
    r"[^，。；：、,;:\s（）()《》!！?？]*(?:参加了?|举办了?|举行了?|召开了?|开展了?|借助|围绕|把握|承办了?|抓住|利用|通过|组织|获悉|现场|迎来|即将|带队|届时"
    r"|在|是|了|与|及|以|为|从|的|等|将|对|把|就|(?<!集)中(?!国|部|华|外|博|东|西)|上(?!海)|暨|由|办起|摆在|贯彻落实|和(?!浩特|田|平|林|静|谐|县))"
)
_GENERIC = LazyPattern(
    r"(?:本届|此次|这次|该|本次|专场|全[省市县区州]|我[省市县区州]|各类|系列|多场|一场|首场)*(?:招商|项目|投资|专题|大型|重点|重大|集中|现场|经贸|产业|活动)*"
    r"(?:推介会|签约仪式|洽谈会|对接会|发布会|推进会|恳谈会|展示会|博览会|交易会)$"
)
_SOURCE = re.compile(r"上?(?:获悉|了解到|透露|通报|介绍|宣布)")
_ARTICLE = re.compile(r"^[一两][场次届个]")
_REACH = 30


def is_generic(name: str) -> bool:
    """Whether an event is spoken of without its name (`推介会`, `集中签约仪式`)."""
    return bool(_GENERIC.match(name))


def spoken_events(body: str) -> list[tuple[int, int]]:
    """Where events are spoken of, with their names or without, from left to right."""
    found: list[tuple[int, int]] = []
    for match in _ENDING.finditer(body):
        begin, end = match.span()
        if end - begin == _SHORT_ENDING:
            begin -= 1
        lead = body[max(0, begin - _REACH) : begin]
        for mark in "，。；：、,;:（）()《》!！?？\n“”":
            lead = lead[lead.rfind(mark) + 1 :]
        stop = _STOP.match(lead)
        if stop:
            lead = lead[stop.end() :]
        lead = _ARTICLE.sub("", lead.lstrip(" 　"))
        start = begin - len(lead)
        name = body[start:end]
        if found and start < found[-1][1]:
            continue
        if _SOURCE.match(body, end):
            continue
        if len(name) >= 5 or _SHORT.match(name) or _GENERIC.match(name):
            found.append((start, end))
    return found
