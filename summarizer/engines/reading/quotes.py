"""Phrases copied from the body: events, policies, industries, measures taken, outlook."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from summarizer.article import Article
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import raw_reading
from summarizer.patterns import LazyPattern
from summarizer.report import DraftEvent

_TITLE = re.compile(r"《([^《》\n]{4,60})》")
_POLICY_WORDS = LazyPattern(
    r"办法|意见|方案|措施|规划|计划|条例|政策|细则|清单|行动|规定|通知|若干|规则|指引|目录|指南"
)
_OUTLOOK_FIRST = re.compile(
    r"(?:下一步|接下来|今后|未来|下半年|新的一年|明年|据了解，今后|踏上|二季度|三季度|四季度|今年(?:还|将|要|全市?将))"
)
_OUTLOOK = re.compile(
    r"下一步|今后一段时间|新征程|将(?:进一步|继续|持续|深入|聚焦|围绕|抢抓|开展|抓紧|坚持|举办|始终)"
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


def events(
    layout: Layout, article: Article, spans: list[tuple[int, int]], limit: int = 8
) -> list[DraftEvent]:
    """The events named in the body, each once, with the date beside it."""
    found: dict[str, DraftEvent] = {}
    for start, end in spans:
        name = layout.body[start:end]
        if name.startswith(("本届", "本次", "此次", "这次")) or any(
            name in other or other in name for other in found
        ):
            continue
        found[name] = DraftEvent(name=name, date=_date_beside(layout, article, start))
        if len(found) == limit:
            break
    return list(found.values())


def _date_beside(layout: Layout, article: Article, start: int) -> int | None:
    begin, end = layout.sentence_around(start)
    dates = [f for f in article.figures if f.kind == "date" and begin <= f.span.start < end]
    return min(dates, key=lambda figure: abs(figure.span.start - start)).id if dates else None


def outlook(layout: Layout, limit: int = 4) -> list[str]:
    """Sentences that say what comes next, from the later half of the body."""
    return _sentences(layout, limit, start=len(layout.body) // 3)


def measures(layout: Layout, taken: list[str], limit: int = 6) -> list[str]:
    """Clauses that say what was done to attract and serve investors."""
    found: list[str] = []
    body = layout.body
    for clause in layout.clauses:
        if clause.figures or clause.end - clause.start < 8:
            continue
        text = body[clause.start : clause.end].strip()
        if 8 <= len(text) <= 40 and _MEASURE.match(text):
            if text in found or any(text in sentence for sentence in taken):
                continue
            found.append(text)
            if len(found) == limit:
                break
    return found


def _sentences(layout: Layout, limit: int, start: int) -> list[str]:
    body = layout.body
    found: list[str] = []
    edges = [*layout.sentence_starts, len(body)]
    for begin, end in pairwise(edges):
        if begin < start:
            continue
        text = body[begin:end].strip()
        if 12 <= len(text) <= 200 and (_OUTLOOK_FIRST.match(text) or _OUTLOOK.search(text)):
            found.append(text)
            if len(found) == limit:
                break
    return found
