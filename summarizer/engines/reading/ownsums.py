"""Sums that a single deal, firm or project brings along, which are no result of the page as a whole."""

from __future__ import annotations

import re

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_LABEL = LazyPattern(r"(?:投资|投资额|总额|金额|投入|投资规模|投资总额|总投)[^，。；,;\d]{0,5}$")
_PART_END = re.compile(r"[。；;\n！？!?]")
_FIRM = LazyPattern(r"(?:公司|集团|厂|合作社|银行|商会|实业|客商|老板|先生|女士)")
_SEVERAL = LazyPattern(
    r"分别|先后|共(?!同)|(?:公司|集团|企业|银行)(?:等|[、和及])|等[^，。；,;]{0,6}(?:企业|公司|集团|单位|客商)|多家|累计|全[省市县区州]"
    r"|[几两三四五六七八九十\d]+[家个户项位名]"
)
_DEALS = LazyPattern(r"签|合作|协议|投资|建设|兴建|新建|建成|入驻|落户|意向")
_ENTRY = LazyPattern(
    r"(?:^|[\n。；;])\s*(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]+[）)])?([^，。；：,;:\s\d（）()]{3,20})[：:]"
    r"(?:项目)?(?:计划|预计|拟|概算)?(?:总投资额?|投资额?|投资总额)(?:约|为|达|近)?$"
)
_NO_NAME = LazyPattern(
    r"其中|项目$|情况|方面|目标|任务|资金|[个项]数|签约|开工|投产|在建|储备|续建|招商|合计|总计|产业$|数据|规模|成效|类$"
    r"|[省市县区州旗镇乡]$"
)
_OF_ONE = LazyPattern(
    r"的(?!一批|[^，。；,;]{0,6}(?:系列|多个|各类|几个|[两三四五六七八九十]个))[^，。；,;、\d]{2,24}?"
    r"(?:项目|基地|产业园|生产线|综合体|厂|中心)"
)
_INVESTED = LazyPattern(r"(?:投资|投资额|总投资)(?:约|达|近|超过?)?$")
_COUNTED = LazyPattern(
    r"的[^，。；,;、]{2,16}?项目(?:共|有|达)?\d"
    r"|的[^，。；,;、\d]{3,20}(?:、[^，。；,;、\d]{3,20})+等(?:[2-9]|\d\d|[两三四五六七八九十])个[^，。；,;、]{0,8}项目"
)
_THIS_YEAR = LazyPattern(
    r"(?:今年|年内|本年|当年|上半年|下半年|全年|目前|现)[^，。；,;\d]{0,4}(?:计划)?(?:完成|已完成|累计)?投[资入][^，。；,;\d]{0,3}$"
)


def is_own_sum(layout: Layout, window: Window, owned: frozenset[int]) -> bool:
    """Whether a sum of investment is one named firm's or project's own.

    `某地与甲公司签订协议，投资额8亿元`, `甲纺织：总投资2亿元`, `总投资5亿元，今年计划投资1亿元` after a sum
    in `owned`.
    """
    begin = window.figure.span.start
    if window.right_text.startswith("的") and _INVESTED.search(window.left_text):
        end = window.figure.span.end
        return bool(_OF_ONE.match(layout.body, end)) and not _COUNTED.match(layout.body, end)
    if not _LABEL.search(window.left_text[-16:] or _before(layout, begin)):
        return False
    return _goes_on(layout, window, owned) or _is_entry(layout, begin) or _is_deal(layout, window)


def _before(layout: Layout, begin: int) -> str:
    return layout.body[max(0, begin - 12) : begin]


def _goes_on(layout: Layout, window: Window, owned: frozenset[int]) -> bool:
    """What is spent this year on a project whose whole sum was just given."""
    clauses = layout.clauses
    figures = [
        figure
        for clause in clauses[max(0, window.number - 3) : window.number + 1]
        if clause.sentence == window.clause.sentence
        for figure in clause.figures
        if figure.kind in ("money", "count") and figure.span.end <= window.figure.span.start
    ]
    return bool(figures) and figures[-1].id in owned and bool(_THIS_YEAR.search(window.left_text))


def _is_entry(layout: Layout, begin: int) -> bool:
    """An entry of a list: a name, a colon, and its sum."""
    text = layout.body[max(0, begin - 40) : begin]
    match = _ENTRY.search(text) if ":" in text or "：" in text else None
    return match is not None and not _NO_NAME.search(match.group(1))


def _is_deal(layout: Layout, window: Window) -> bool:
    """One firm in the stretch since the last full stop or semicolon, what it does, and no count."""
    begin = window.figure.span.start
    text = layout.body[window.sentence_start : begin]
    text = _PART_END.split(text)[-1]
    firms = _FIRM.findall(text)
    if not firms or not _DEALS.search(text) or _SEVERAL.search(text):
        return False
    start = begin - len(text)
    return not any(
        figure.kind == "count" and start <= figure.span.start
        for clause in layout.clauses[max(0, window.number - 5) : window.number + 1]
        for figure in clause.figures
        if figure.span.end <= begin
    )
