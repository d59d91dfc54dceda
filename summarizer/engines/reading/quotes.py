"""Phrases copied from the body: events, policies, industries, measures taken, outlook."""

from __future__ import annotations

import re
from functools import cache

from summarizer.article import Article, Figure
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import raw_reading
from summarizer.report import DraftEvent

_TITLE = re.compile(r"《([^《》\n]{4,60})》")
_POLICY_WORDS = re.compile(
    r"办法|意见|方案|措施|规划|计划|条例|政策|细则|清单|行动|规定|通知|若干|规则|指引|目录|指南"
)
_EVENT_NAME = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}[届次])?[一-鿿A-Za-z\d·—\-“”]{0,24}?"
    r"(?:贸易洽谈会|洽谈会|推介会|投洽会|青洽会|兰洽会|西洽会|厦洽会|进博会|博览会|交易会|展示会|发布会|恳谈会|签约仪式|丝博会|东盟博览会|对接会|推进会|项目工作会|招商引资大会|招商大会|环湖赛|数博会|酒博会|广交会|高交会|服贸会)"
)
_EVENT_LEAD = re.compile(
    r"^.*(?:参加了?|举办了?|举行了?|召开了?|召开的|举办的|举行的|开展了?|借助|围绕|把握|承办了?|抓住|利用|通过|组织|在|是|了|与|和|及|以|为|从|的|等|将|对|把|就|中|上|由|办起|获悉|现场|迎来|即将|摆在[^的]*的)"
)
_OUTLOOK = re.compile(
    r"^(?:下一步|接下来|今后|未来|下半年|新的一年|明年|据了解，今后|眼下|踏上|二季度|三季度|四季度|今年)|下一步|今后一段时间|新征程|将(?:进一步|继续|持续|深入|聚焦|围绕|抢抓|开展|抓紧|坚持|举办|始终)"
)
_MEASURE = re.compile(
    r"^(?:实行|推行|建立|制定|出台|落实|优化|强化|深入开展|开展|坚持|完善|健全|创新|深化|组建|设立|开通|推出|打造|明确|聚焦|瞄准|紧盯|实施|成立|加强|调整|加大|全面提升|提供|编制|分别建立|对[^，,。]{2,16}实行)"
)


@cache
def _industry_pattern() -> re.Pattern[str]:
    words = sorted(raw_reading()["projects"]["industries"], key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words if len(word) >= 3))


def policies(body: str) -> list[str]:
    """Titles of policy papers in《》, as they stand."""
    found = [match.group() for match in _TITLE.finditer(body) if _POLICY_WORDS.search(match.group(1))]
    return list(dict.fromkeys(found))


def industries(body: str, limit: int = 12) -> list[str]:
    """Industries that the body names, in the order of their first mention."""
    found: list[str] = []
    for match in _industry_pattern().finditer(body):
        if match.group() not in found:
            found.append(match.group())
            if len(found) == limit:
                break
    return found


def events(layout: Layout, article: Article, limit: int = 8) -> list[DraftEvent]:
    """Fairs, promotion meetings and signing ceremonies that the body names, with the date beside them."""
    body = layout.body
    found: dict[str, DraftEvent] = {}
    for match in _EVENT_NAME.finditer(body):
        name = match.group()
        lead = _EVENT_LEAD.match(name[:-3])
        if lead:
            name = name[lead.end() :]
        name = name.strip("“”")
        if len(name) < 5 and not re.search(r"[青兰西厦进]..$", name):
            continue
        if re.match(r"(?:专场)?(?:招商|项目)?(?:推介会|签约仪式|洽谈会|对接会|发布会|推进会)$", name):
            continue
        if name in found or any(name in other for other in found):
            continue
        start = match.end() - len(name)
        found[name] = DraftEvent(name=name, date=_date_beside(layout, article, start))
        if len(found) == limit:
            break
    return list(found.values())


def _date_beside(layout: Layout, article: Article, start: int) -> int | None:
    begin, end = layout.sentence_span(layout.clause_at(start))
    dates = [f for f in article.figures if f.kind == "date" and begin <= f.span.start < end]
    return min(dates, key=lambda figure: abs(figure.span.start - start)).id if dates else None


def outlook(layout: Layout, limit: int = 4) -> list[str]:
    """Sentences that say what comes next, from the later half of the body."""
    return _sentences(layout, _OUTLOOK, limit, start=len(layout.body) // 3)


def measures(layout: Layout, taken: list[str], limit: int = 6) -> list[str]:
    """Clauses that say what was done to attract and serve investors."""
    found: list[str] = []
    body = layout.body
    for clause in layout.clauses:
        text = body[clause.start : clause.end].strip()
        if 8 <= len(text) <= 40 and _MEASURE.match(text) and not clause.figures:
            if text in found or any(text in sentence for sentence in taken):
                continue
            found.append(text)
            if len(found) == limit:
                break
    return found


def _sentences(layout: Layout, pattern: re.Pattern[str], limit: int, start: int) -> list[str]:
    body = layout.body
    found: list[str] = []
    edges = [*layout.sentence_starts, len(body)]
    for begin, end in zip(edges, edges[1:], strict=False):
        if begin < start:
            continue
        text = body[begin:end].strip()
        if 12 <= len(text) <= 200 and pattern.search(text):
            found.append(text)
            if len(found) == limit:
                break
    return found


def periods(figures: tuple[Figure, ...]) -> list[Figure]:
    """The dates and periods among the figures."""
    return [figure for figure in figures if figure.kind in ("date", "period")]
