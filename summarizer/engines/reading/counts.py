"""What a count counts: projects of a stage, enterprises, events, trips, people, and the rest."""

from __future__ import annotations

import re

from summarizer.engines.reading.clauses import Layout, first, nearest
from summarizer.engines.reading.enterprises import read_enterprises
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.people import PEOPLE, TIMES, read_people, visits
from summarizer.engines.reading.rows import History, Verdict
from summarizer.engines.reading.stages import MIXED, find_stage, is_mixed
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

# Which heads a measure word can count; a measure that is not listed counts none of ours.
MEASURES: dict[str, tuple[str, ...]] = {
    "个": ("project", "enterprise", "team", "office", "event", "policy", "other"),
    "项": ("project", "policy", "event", "other"),
    "宗": ("project",),
    "单": ("project",),
    "笔": ("project",),
    "件": ("policy", "project", "other"),
    "家": ("enterprise", "office", "other"),
    "户": ("enterprise", "other"),
    "家次": ("enterprise",),
    "户次": ("enterprise",),
    "场": ("event",),
    "场次": ("event",),
    "次": ("trip", "event"),
    "次数": ("trip", "event"),
    "批次": ("trip", "event", "enterprise"),
    "批": ("trip", "event", "enterprise", "project"),
    "趟": ("trip",),
    "轮": ("trip", "event"),
    "期": ("event",),
    "届": ("event",),
    "支": ("team",),
    "人次": ("other",),
    "条": ("policy", "other"),
    "份": ("policy", "project"),
    "张": ("policy",),
    "部": ("policy",),
    "套": ("policy",),
    "处": ("office",),
    "大": ("policy", "event", "team", "other"),
    "清单": ("policy",),
    "图谱": ("policy",),
    "": ("project", "enterprise"),
}
_INDICATORS = {
    "event": "events.held",
    "trip": "outreach.trips",
    "team": "teams.count",
    "office": "offices",
    "envoy": "envoys",
    "policy": "policies",
}
_NOUN_STOPS = re.compile(r"[，。；、：:;,（）()！？\n]")
_NOT_A_NOUN = LazyPattern(
    r"^(?:的|左右|以上|以内|增长|同比|占|达|是|为|在|来自|出自|位于|分布|集中|已|均|都|全部|当年|计划|总投资|投资|协议|签约|合同"
    r"|落|投|新|上|下|开|竣|比(?:上|去|同|年|前|20|[\u4e00-\u9fff]{2,4}[多少增减])|较|与|和|及|约|超|近|总|到|就|也|却|只|有|由|等|贡献|涉及|纳入|列入|实|完|因|将|可|被|分(?!会场)|涵盖|覆盖|包括|获|组成|组建|参加|参与|形成|赴|抽|派|入(?:驻|园|选|围|库))"
)
_GAP_VERBS = re.compile("组成|组建|形成|[与为赴到向]|用于|投入|开展|参加|负责|前往|来自|参与|进行|共同|联合")
_PLACES = re.compile(r"(?:省|市|县|区|州|盟|旗|村|镇|乡|国家)(?:[（(市区县州、，,。]|$)")
_PLACES_THAT_ACT = LazyPattern(
    r"[^，。；,;、的项企]{0,4}(?:[省市县州盟旗]|市辖区|县区|乡镇|园区|开发区)"
    r"(?:共|合计|累计|新?引进|新?签约|完成|实现|开工|到位|落地)"
)
_AND_TIMES = re.compile(r"[（(]次[）)]$")
_COUNTING = re.compile(r"(?:共|共计|合计|共有|总数|达|达到|为|有|约|近|超|超过)?\s*$")
_SLOGAN = re.compile(r"[“‘\"][^”’\"，。；]{0,4}$")
_WENT_TO = LazyPattern(
    r"招商(?:对接|洽谈|拜访)$|(?:赴|前往|奔赴)[^，。；,;]{2,30}?(?:招商|考察|对接|洽谈|拜访|推介)[^，。；,;]{0,4}$"
)
_OTHER_STEP = LazyPattern(
    r"个?项目(?:正在?|已|完成|进入|办理|开展|抓紧)+[^，。；,;]{0,8}(?:前期|手续|立项|备案|审批|选址|征地|环评|规划设计)[^，。；,;]{0,6}$"
)
_STEP_BEFORE = LazyPattern(r"(?:前期|手续|审批|选址)(?:工作|阶段|手续)?的?(?:招商)?项目(?:共|有|达|为)?$")
_NAMES_FOLLOW = LazyPattern(r"[，。,：:]?\s*(?:分别(?:是|为)|包括|即)[:：]?[^，。；,;]{2,40}?项目")
_INTERESTED = LazyPattern(r"(?:投资|合作|赴[^，。；,;]{1,6})意向(?:共|达|约|近)?$")
_INTENTS = re.compile(r"(?:意向|协议|合同|订单)(?:书)?(?:共|达|为|约|近|超过?)?$")
_SUM_OF_ITEMS = re.compile(r"^[一-鿿]{2,}")


def read_count(layout: Layout, window: Window, history: History) -> Verdict | None:
    """The indicator of a count, or None for a number that says nothing about promotion."""
    if _is_slogan(window):
        return None
    measure = window.figure.measure or ""
    if measure.endswith((")", "）")):
        measure = _AND_TIMES.sub("", measure)
    if measure == "位" or window.right_text.startswith(("位次", "名次")):
        moved = nearest(window.left, "up", "down")
        row = history.last(sentence=window.clause.sentence)
        if moved and row and moved.end >= window.figure.span.start - 2:
            return Verdict(row.indicator, "change", moved.text, moved.kind == "down")
    if measure in ("个", "项", "份") and _INTERESTED.search(window.left_text):
        return Verdict("reserve.projects", "level", "意向")
    if measure in ("清单", "图谱"):
        return Verdict("policies", "level", measure)
    visit = visits(window, measure)
    if visit:
        return visit
    if measure in PEOPLE:
        return read_people(layout, window, measure)
    allowed = MEASURES.get(measure)
    if allowed is None:
        return _unlisted(window)
    if _PLACES_THAT_ACT.match(window.right_text):
        return Verdict("other", "level", window.right_text[:6])
    head = _head_beside(window, allowed) or _head_after(window, allowed)
    if head is None and _unknown_noun_after(window):
        return Verdict("other", "level", window.right_text[:6])
    if head is None:
        head = _head_before(window, allowed)
    if head and head.value == "other" and not (measure == "支" and "招商" in head.text):
        return Verdict("other", "level", head.text)
    if measure in TIMES and (_went_out(window) or _WENT_TO.search(window.left_text)):
        return Verdict("outreach.trips", "level", measure)
    kind = (
        head.value if head and head.value != "other" else _kind_by_measure(window, history, measure, allowed)
    )
    if kind is None and measure in ("个", "项") and _names_follow(layout, window):
        kind = "project"
    if kind is None:
        return None
    why = head.text if head else measure
    return _verdict(layout, window, history, kind, why)


def _verdict(layout: Layout, window: Window, history: History, kind: str, why: str) -> Verdict | None:
    if kind == "project":
        funded = _by_funds(window, history)
        if funded:
            return funded
        if is_mixed(layout, window):
            return Verdict("other", "level", MIXED)
        staged = any(cue.kind == "stage" for cue in window.left)
        if _STEP_BEFORE.search(window.left_text) or (not staged and _OTHER_STEP.match(window.right_text)):
            return Verdict("other", "level", why)
        stage = find_stage(layout, window, history)
        if stage is None:
            return Verdict("signed.projects", "level", why) if "招商" in layout.body else None
        return Verdict(f"{stage[0]}.projects", "level", f"{why}·{stage[1]}")
    if kind == "enterprise":
        return read_enterprises(layout, window, history, why)
    if kind == "office" and window.left_text.rstrip("分别").endswith(("与", "和", "同")):
        return Verdict("other", "level", why)
    return Verdict(_INDICATORS[kind], "level", why)


def _head_beside(window: Window, allowed: tuple[str, ...]) -> Cue | None:
    """The noun right before its count (`抽调干部60名驻点招商`): what follows is another matter."""
    head = window.left[-1] if window.left and window.left[-1].kind == "head" else None
    if head is None or head.value not in allowed or head.value == "other":
        return None
    after = window.right[0] if window.right else None
    if after and after.kind == "head" and after.value in allowed and after.start == window.figure.span.end:
        return None
    return head if _COUNTING.match(window.left_text[head.end - window.start :]) else None


def _head_after(window: Window, allowed: tuple[str, ...]) -> Cue | None:
    """The head of the noun phrase that begins at the figure (`25个亿元以上工业项目`)."""
    start = window.bound_end or window.figure.span.end
    cues = [cue for cue in window.right if cue.start >= start]
    heads = [cue for cue in cues if cue.kind == "head"]
    if not heads:
        return None
    gap = window.right_text[start - window.figure.span.end : heads[0].start - window.figure.span.end]
    if len(gap) > 16 or _NOUN_STOPS.search(gap) or _GAP_VERBS.search(gap):
        return None
    if any(_is_verb(cue, heads[0]) for cue in cues):
        return None
    start = window.figure.span.end
    head = heads[0]
    if head.value == "enterprise" and window.right_text[head.end - start :].startswith(("代表", "负责人")):
        return head
    for cue in heads[1:]:
        if cue.start - head.end > 2 or window.right_text[head.end - start : cue.start - start] not in (
            "",
            "的",
            "类",
        ):
            break
        head = cue
    return head if head.value in allowed else Cue(head.start, head.end, "head", "other", head.text)


def _is_verb(cue: Cue, head: Cue) -> bool:
    return cue.start < head.start and cue.kind in ("act", "money", "up", "down", "share", "complete", "rank")


def _unknown_noun_after(window: Window) -> bool:
    if _PLACES.match(window.right_text):
        return True
    text = _NOUN_STOPS.split(window.right_text)[0].lstrip("“‘’”\"' ")
    if not _SUM_OF_ITEMS.match(text) or _NOT_A_NOUN.match(text):
        return False
    return not (window.right and window.right[0].start - window.figure.span.end <= 1)


def _head_before(window: Window, allowed: tuple[str, ...]) -> Cue | None:
    for cues in (window.left, window.clause_left):
        for cue in reversed(cues):
            if cue.kind != "head" or cue.value not in allowed:
                continue
            if cue.value == "other" and any(
                other.kind == "goal" and other.start == cue.end for other in cues
            ):
                continue
            if cue.value == "policy" and window.figure.span.start - cue.end > 6:
                continue
            return cue
    return None


def _went_out(window: Window) -> bool:
    """`先后赴某地开展招商活动12次`: an activity held away from home is a trip."""
    trip = nearest([cue for cue in window.left if cue.value == "trip"], "head")
    return trip is not None and not any(cue.kind == "act" for cue in window.left if cue.start > trip.end)


def _is_slogan(window: Window) -> bool:
    """A Chinese numeral inside quotation marks is a slogan (`“三张清单”`), not a count."""
    return bool(_SLOGAN.search(window.left_text)) and not any(
        mark.isdecimal() and mark.isascii() for mark in window.figure.surface
    )


def _by_funds(window: Window, history: History) -> Verdict | None:
    """Projects counted by the money they brought: of foreign funds, or of nothing in the vocabulary."""
    label = nearest(window.left, "money", "stage")
    if label is None or label.kind != "money":
        return None
    if label.text in (
        "实际投资",
        "实际到资",
        "到资",
        "入资",
        "到位资金",
        "实际到位",
        "到位",
        "实际使用外资",
        "实际利用外资",
    ):
        row = history.last_of("foreign_funds", "funds_in_place")
        foreign = label.value == "foreign_funds" or (row is not None and row.indicator == "foreign_funds")
        return Verdict("foreign_funds" if foreign else "other", "level", label.text)
    return None


def _names_follow(layout: Layout, window: Window) -> bool:
    """`共6个，分别是某某项目…`: what is counted is told by the names after it."""
    return bool(_NAMES_FOLLOW.match(layout.body, window.figure.span.end))


def _kind_by_measure(window: Window, history: History, measure: str, allowed: tuple[str, ...]) -> str | None:
    """What a bare count counts: what the row before counts, else what the measure is made for."""
    if measure in ("个", "项", "份") and _INTENTS.search(window.left_text) and "project" in allowed:
        return "project"
    row = history.last_level(window.clause.sentence)
    wanted = ("project",) if measure in ("个", "项", "") else allowed
    head = nearest([cue for cue in window.back if cue.value in wanted], "head")
    if head and head.value != "other":
        return head.value
    if row:
        for kind, name in (
            ("project", ".projects"),
            ("enterprise", "enterprises"),
            ("event", "events"),
            ("trip", "outreach"),
            ("team", "teams.count"),
            ("office", "offices"),
        ):
            if row.figure.measure in ("人次", "位", "名"):
                break
            if kind in allowed and (row.indicator.startswith(name) or row.indicator.endswith(name)):
                return kind
    if measure in ("家", "户"):
        return "enterprise"
    if measure == "支":
        return "team"
    if measure in ("场", "场次"):
        return "event"
    if measure in ("个", "项", "宗", "") and (window.bounded or window.sum_follows):
        return "project"
    if measure in ("个", "项", "宗", "") and (
        nearest(window.left, "stage")
        or any(r.is_project_count for r in history.rows if r.paragraph == window.clause.paragraph)
    ):
        return "project"
    return None


def _unlisted(window: Window) -> Verdict | None:
    """Measures that count none of ours: a result all the same where a noun of results is near."""
    head = nearest(window.left, "head", "money") or first(window.right, "head")
    return Verdict("other", "level", head.text) if head else None
