"""Whether a name that no sum vouches for is a project's: it must name one thing that can be built."""

from __future__ import annotations

import re
from functools import cache

from summarizer.engines.reading import names
from summarizer.engines.reading.firms import LISTED
from summarizer.engines.reading.lexicon import raw_reading
from summarizer.engines.reading.projectbook import NamedProject, ProjectBook
from summarizer.engines.reading.statuses import status_of
from summarizer.patterns import LazyPattern

ANNOUNCED = "项目有"
"""Why an item of a list is a project that begins with `项目包括` or `项目分别是`."""

_NO_THING = LazyPattern(
    r"(?:局|委|厅|办|股份|企业|公司|集团|街道|区域|乡镇|专班|会|小组|办公室|协会|商会|联合会|工商联|党委|政府|管委会|指挥部|法院|部门|单位|领导|干部|代表团|考察团"
    r"|(?:政务|便民|行政|招商|促进|审批|会议|新闻|融媒体|公共资源|项目)[^，。]{0,4}中心"
    r"|仪式|大会|推介会|对接会|推进会|座谈会|现场会|发布会|洽谈会|博览会|论坛|活动|会议|大赛|培训班|(?<![环细调])节"
    r"|书记|[省市县区州盟旗镇乡]长|主任|部长|局长|主席|常委|秘书长|专员|董事长|总经理|总裁"
    r"|工作|机制|理念|抓手|引擎|行动|政策|清单|模式|格局|布局|环境|目标|任务|水平|氛围|举措|措施|方式|形式|渠道|体系|动力|力度|成效|态势)$"
)
_DOING = LazyPattern(
    r"(?:共同|积极|不断|全面|合力|全力|持续|来自|建立|坚持|强化|加强|(?:继续|进一步)?推动|推进|促成|促进|助力|实现|加大|带动|鼓励|吸引|争取|确保|帮助|协调|解决|提升|优化|完善|深化|聚焦|紧盯|瞄准|围绕|坚持|突出|强调|要求|见证|参加|出席"
    r"|支持|拓展|壮大|做强|做大|培育|承接|盯紧|抢抓|狠抓|抢占|形成|发展|对接|洽谈|考察|拜访|走访)"
)
_MEASURED = LazyPattern(
    r"\d(?:\.\d+)?万?(?:吨|千瓦|兆瓦|GW|MW|平方米|亩|台|套|辆|片|米|千米|公里|件|只|头|羽|枚|根|块|条|Ah|伏|级)|\d代",
    re.I,
)
_PLANNED = re.compile(r"谋划|策划|包装|储备|推出|推介|编制")
_MARKED = LazyPattern(r"[一二三四]期|[A-Z]{2,}|[“”]|项目$|[省市县区州](?!场|区|域)|第[一二三四]")
_AIMED_AT = LazyPattern(r"围绕|聚焦|紧盯|瞄准|盯紧|主攻|重点(?:是|发展|招引|面向)|着眼")
_MARKS = LazyPattern(r"[\s（）()、,.“”\-—+和与及的]")


@cache
def _common_pattern() -> re.Pattern[str]:
    raw = raw_reading()["projects"]
    words = {*raw["generic"], *raw["heads"], *raw["industries"], *raw["trades"]}
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def is_particular(name: str) -> bool:
    """Whether a name holds more than words for trades, places of trade and kinds of projects."""
    return len(_MARKS.sub("", _common_pattern().sub("", name))) >= 2


def is_marked(name: str) -> bool:
    """Whether a name shows that one certain thing is meant: whose it is, how much of it, which part."""
    return bool(names.split_investor(name)[0] or _MEASURED.search(name) or _MARKED.search(name))


def _stands_alone(name: str) -> bool:
    return name.endswith("项目") or is_particular(name)


def earns_its_place(book: ProjectBook, project: NamedProject) -> bool:
    """Whether a project without a sum is one: particular, a thing, and told to be on its way."""
    name = project.name
    if project.why == LISTED:
        return True
    if _NO_THING.search(name):
        return False
    if project.amount:
        return project.why != "投资…建设" or bool(project.investor) or _stands_alone(name)
    if _DOING.match(name):
        return False
    start, end = book.layout.sentence_around(project.span[0])
    sentence = book.body[start:end]
    clause = book.layout.clause_around(project.span[0])
    aim = _AIMED_AT.search(book.body, clause.start, project.span[0])
    if aim and status_of("", book.body[aim.end() : clause.end], "") in ("", "reserve", "negotiating"):
        return False
    if _PLANNED.search(book.body, clause.start, project.span[0]) and not is_marked(name):
        return False
    if status_of("", sentence, "") == "" and "项目" not in sentence:
        return False
    if project.why == ANNOUNCED and len(name) >= 6 and names.ends_in_head(name):
        return True
    return bool(project.investor or project.capacity or _MEASURED.search(name)) or is_particular(name)
