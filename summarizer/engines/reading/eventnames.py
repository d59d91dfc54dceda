"""Names of fairs, promotion meetings and signing ceremonies."""

from __future__ import annotations

import re

from summarizer.patterns import LazyPattern

_ENDING = re.compile(
    r"贸易洽谈会|洽谈会|推介会|投洽会|青洽会|兰洽会|西洽会|厦洽会|进博会|博览会|交易会|展示会|发布会|恳谈会|签约仪式|丝博会"
    r"|对接会|推进会|招商引资大会(?!战)|招商大会(?!战)|数博会|酒博会|广交会|高交会|服贸会|中博会|东盟博览会|环湖赛"
)
_SHORT = re.compile(r"[青兰西厦投进丝数酒广高服中].{1,2}$")
_STOP = LazyPattern(
    r"[^，。；：、,;:\s（）()《》!！?？]*(?:参加了?|举办了?|举行了?|召开了?|开展了?|借助|围绕|把握|承办了?|抓住|利用|通过|组织|获悉|现场|迎来|即将|带队|届时"
    r"|在|是|了|与|及|以|为|从|的|等|将|对|把|就|中(?!国|部|华|外|博|东|西)|上(?!海)|暨|由|办起|摆在|贯彻落实|和(?!浩特|田|平|林|静|谐|县))"
)
_GENERIC = LazyPattern(
    r"(?:本届|此次|这次|该|本次|专场|全[省市县区州]|我[省市县区州]|各类|系列|多场|一场|首场)*(?:招商|项目|投资|专题|大型|重点|重大|集中|现场|经贸|产业|活动)*"
    r"(?:推介会|签约仪式|洽谈会|对接会|发布会|推进会|恳谈会|展示会|博览会|交易会)$"
)
_SOURCE = re.compile(r"上?(?:获悉|了解到|透露|通报|介绍|宣布)")
_ARTICLE = re.compile(r"^[一两][场次届个]")
_REACH = 30


def event_spans(body: str) -> list[tuple[int, int]]:
    """Where events are named, from left to right; a bare `推介会` names none."""
    found: list[tuple[int, int]] = []
    for match in _ENDING.finditer(body):
        lead = body[max(0, match.start() - _REACH) : match.start()]
        for mark in "，。；：、,;:（）()《》!！?？\n“”":
            lead = lead[lead.rfind(mark) + 1 :]
        stop = _STOP.match(lead)
        if stop:
            lead = lead[stop.end() :]
        lead = _ARTICLE.sub("", lead.lstrip(" 　"))
        start = match.start() - len(lead)
        name = body[start : match.end()]
        if found and start < found[-1][1]:
            continue
        if _SOURCE.match(body, match.end()):
            continue
        if (len(name) >= 5 or _SHORT.match(name)) and not _GENERIC.match(name):
            found.append((start, match.end()))
    return found
