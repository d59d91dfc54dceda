"""Words before and after a figure that say which projects, enterprises or trips are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern
from summarizer.regions import RegionMention

_NARROWS_NOTHING = LazyPattern(
    r"[省市区县州旗盟](?=上?(?:招商引资)?(?:重点|签约|引进|下达))|[全我本][省市区县州旗盟国](?!外|内|党|委|直|领|主)|我们"
    r"|该[省市区县州旗盟]|其[中余他它]?|此外|另外|同时|目前|截[至止]|本[次届年]|此次|这次|这[一个批]|(?<!公)共[计有]?|总共|合计|累计|总计"
    r"|(?:[今去当本]|20\d\d)年(?!签约)|全年|[上下]半年|年[内底初]|[前第][一二三四]个?季度|[前]?[\d一二三四五六七八九十]+个?月份?|季度|以来|期间"
    r"|已经?|达到?|完成|实现|实际|成功|顺利|先后|陆续|分别|依次|(?<!平)均|(?<![成首])都|就|还|仅|只|(?:约|近|超|多)(?=\d)|左右|当[日天场]|现场|首批"
    r"|新增|新批|新签约?|新引进|新设立?|引进|引入|招引|吸引|签[约订下署]|协议|达成|落地|落户|开工|投产|竣工|建成|投用|实施|推[进动]|铺排|承接"
    r"|组织|开展|举办|举行|召开|参加|赴|到(?![位账资])|前往|邀请|对接|走访|联系|拜访|成立|组建|建立|设立|选派|选聘|聘请|派出|抽调|带头|带队|率队"
    r"|储备|谋划|策划|形成|下达|确定|正在|拥有|有(?![色机限])|为|是|了|的|将|(?<![主重需])要|由|从|把|比|较|同|占|里|后|及其|涉及|属于|获得|带动|贡献"
    r"|(?<=[\d一二三四五六七八九十百千万亿余多几])(?:个|项|家|户|元|万|亿|吨|条|台|套)|以上|以下|列入统计|纳入统计|按|围绕|据|获悉|各[类级项]|一批|上报|申报"
    r"|投资|计划|预计|(?<![高中初])等|会前|推介会|洽谈会|会上",
    guarded=True,
)
_ASKED = re.compile(r"[一-鿿A-Za-z0-9、·“”‘’—\-]{2,18}")
_LINKS = "、和及与或“”‘’的之各"
_EMPTY = LazyPattern(
    r"^(?:招商|引资|项目|企业|资金|投资|产业|一个|全部|所有|上述|重要|情况|工作|规模|数量|个数|金额|占比|比重|新设?|外商|实|年度?|目标|任务|时间|同期|考察|考察活动"
    r"|客商|各地|国内外|相关|主体|落地|签约|活动|全市|不少|许多|大批|多个|正式|优质|优秀|知名|意向|实质性|能够|可以|超过|不低于|增资|量级|规模|体量|平均)$"
)
_ADJECTIVE = re.compile(r"^(?:重点|重大|重要|优质|目标)$")
_PLACE = LazyPattern(r"^[^、和]*(?:[省市县州盟旗]|(?<![片园地新发济域])区)$")
_GENERIC_ENDS = re.compile(r"^(?:招商引资|招商)(?=..)|(?<=..)(?:招商引资|招商)$")
_ARRANGES = LazyPattern(r"调整|充实|加强|强化|建设|推动|组织|要求|选优|配强")
_TRAILING = re.compile(r"(?:合计|共计?|累计|已经?|实际|总|计|共有)+$")
_HEAVY = re.compile(r"^重[点大](?:产业|工业|招商引资|招商)?项目")
_WHERE = LazyPattern(r"(?:赴|前往)([一-鿿、和]{2,20}?)(?:等|招商|考察|开展|学习|举办|举行|拜访|$)")
_POSTED = LazyPattern(r"驻(?!外)((?:(?!代表处|办事处|联络)[一-鿿、和]){2,16})$")
_PERSON = LazyPattern(
    r"(?:^|[，,。；;\s])([一-鿿、（）()]{0,18}?(?:领导班子|领导干部|领导|主官|旗县市?区|县[（(]市?、?区[）)]|县市区|市县区|县区|部门|负责人|一把手|专班|小分队|园区|乡镇|街道|商会))"
)
_HAN = LazyPattern(r"[一-鿿]")
_TEAM_LIKE = ("teams.", "envoys", "events.", "policies", "offices")
_RIGHT_HEADS = frozenset({"head"})
_RIGHT_STOP = LazyPattern(r"[，。；：、,;:()（）\s\d]|[的了在与]")


def before_noun(layout: Layout, start: int, window: Window, mentions: Sequence[RegionMention]) -> list[str]:
    """Attributes before the nouns between `start` and the figure (`数字经济` of `对接数字经济企业`)."""
    body = layout.body
    end = window.figure.span.start
    listed = body.rfind("等", start, end) + 1
    cues = window.left
    if listed or start != window.start:
        start = max(start, listed)
        cues = layout.cues.within(start, end)
    nearest: dict[str, str] = {}
    at = start
    for cue in cues:
        if cue.kind == "head" and cue.value == "other":
            continue
        if cue.kind in ("head", "money", "stage") and cue.start > at and body[cue.end : cue.end + 1] != "区":
            phrase = attribute(body, at, cue.start, mentions)
            if phrase and _ADJECTIVE.match(phrase):
                phrase += cue.text
            if phrase and not (phrase == "招商引资" and cue.kind == "money"):
                nearest[cue.kind] = phrase
        at = cue.end
    return list(nearest.values())


def attribute(body: str, start: int, end: int, mentions: Sequence[RegionMention]) -> str | None:
    """The last stretch of a text that narrows, or None."""
    if end - start < 2:
        return None
    text = body[start:end]
    trailing = _TRAILING.search(text)
    if trailing:
        text, end = text[: trailing.start()], start + trailing.start()
    if text and text[-1] in "的之":
        text, end = text[:-1], end - 1
    last = 0
    for match in _NARROWS_NOTHING.finditer(text):
        last = match.end()
    runs = list(_ASKED.finditer(text, last))
    if not runs or runs[-1].end() != len(text):
        return None
    phrase = _without_place(runs[-1].group(), start + runs[-1].start(), mentions).strip(_LINKS)
    if phrase != "招商引资":
        phrase = _GENERIC_ENDS.sub("", phrase).strip(_LINKS)
    if (
        len(phrase) < 2
        or phrase.endswith("率")
        or _PLACE.search(phrase)
        or _EMPTY.match(phrase)
        or not _HAN.search(phrase)
    ):
        return None
    return phrase


def _without_place(phrase: str, start: int, mentions: Sequence[RegionMention]) -> str:
    """A phrase without the place it begins with: that is whose the figure is."""
    for mention in mentions:
        if mention.span.start >= start + len(phrase):
            break
        if mention.span.start == start and not phrase[mention.span.end - start :].startswith(
            ("经济区", "片区", "、", "籍")
        ):
            return phrase[mention.span.end - start :]
    return phrase


def after_figure(layout: Layout, window: Window, indicator: str) -> str | None:
    """Attributes after a count (`12支专业招商队伍`, `36个重大项目`)."""
    if window.figure.kind != "count" or not window.right:
        return None
    heavy = _HEAVY.match(window.right_text)
    if heavy:
        return heavy.group()
    cue: Cue | None = next((cue for cue in window.right if cue.kind in _RIGHT_HEADS), None)
    if cue is None:
        return None
    body = layout.body
    start = window.figure.span.end
    words = body[start : cue.start]
    if indicator.startswith(_TEAM_LIKE) and words.startswith("的"):
        words = words[1:].replace("在外", "")
        start += 1
    if len(words) > 12 or _RIGHT_STOP.search(words):
        return None
    if indicator.startswith(_TEAM_LIKE):
        return body[start : cue.end]
    words = words.strip(_LINKS + "为是")
    if _ADJECTIVE.match(words):
        return words + cue.text
    return words if len(words) >= 2 and not _EMPTY.match(words) else None


def who_acts(layout: Layout, window: Window) -> str | None:
    """Who travelled, called on enterprises or sent people, where a clause begins with it."""
    found = None
    start = max(window.sentence_start - 1, 0)
    for match in _PERSON.finditer(layout.body, start, window.figure.span.start):
        found = match.group(1)
    return None if found and _ARRANGES.search(found) else found


def destination(window: Window, indicator: str) -> str | None:
    """Where people travelled (`赴甲市、乙市招商`), or where an office is posted (`驻甲省、乙省`)."""
    pattern = _WHERE if indicator == "outreach.trips" else _POSTED if indicator == "offices" else None
    match = pattern.search(window.left_text) if pattern else None
    return match.group(1) if match else None
