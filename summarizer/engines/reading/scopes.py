"""What narrows a figure (`亿元以上`, `省外`, an event, last year), and whose it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from summarizer.article import Figure
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.eventnames import is_generic
from summarizer.engines.reading.names import is_industry
from summarizer.engines.reading.windows import RATIOS, Window
from summarizer.patterns import LazyPattern, beginnings

# Words that a name of their own stands before: the only ones whose beginning is any character.
_LED = (
    "|[一-鿿]{0,6}(?:制造业|服务业|加工业|建筑业|零售业|餐饮业|金融业)",
    "|[一-鿿]{2,6}旅游",
    "|[一-鿿]{2,4}(?:经济区|片区|专班)",
    "|[一-鿿]{2,6}(?:示范区|试验区|经济带|城市群)",
    "|(?<=来自)[一-鿿]{2,6}(?=的)",
)
_LED_WORDS = re.compile(
    "制造业|服务业|加工业|建筑业|零售业|餐饮业|金融业|旅游|经济区|片区|专班|示范区|试验区|经济带|城市群|来自"
)
_SCOPES = re.compile(
    r"(?:国内|国)?[（(](?:省|区|市|县|州|盟)外[）)]|(?:国内)?(?<![全我该各本])(?:省|市|县|区|州|盟|境|国|域)[外内](?![各企出贸事商])|内外资(?:合计)?|第[一二三四五六七八九十]+批(?!次)|(?:合同|协议|其[他它](?:新开工|新签约|新建)?)(?=项目)|外向型产业|(?:实际到位|引进)?(?:国内|市外|省外)?内资|外商直接投资|外商投资(?=企业)|\d{1,2}月(?:份)?当月|(?<=单看)\d{1,2}月份?|一带一路|"
    r"第[一二三]产业|[一二三]产(?!业)"
    f"{_LED[0]}"
    r"|工业|农业|央企国企|央企|国企|民营企业|500强|上市公司|新建(?:、|和|加上|与|及)续建|固投项目|(?:产业|合同|协议|意向|框架|工业|农业|服务业"
    f"{_LED[1]}"
    r"|加工)类|平均|目标企业|集中(?:签约|开工|竣工|投产)|场外签约|现场签约|履约|在谈(?=项目)|框架协议|落实执行|(?:香港|澳门|台湾|欧美日?|日韩|美国|日本|韩国|新加坡|德国)(?=(?:实际)?(?:到资|外资|投资额))|(?:香港|澳门|台湾|欧美日?|日韩|美国|日本|韩国|新加坡|德国)(?=实际)|上年同期|去年同期|上一年|上年|上届|当月|台资|港资|增资|合同外资|协议外资|重点(?=项目)|战略性新兴产业"
    r"|(?:东部|中部|西部|东北|西北|沿海|欧美|[东南北]疆)地区"
    f"{_LED[2]}{_LED[3]}{_LED[4]}"
)


@cache
def _unled_scopes() -> re.Pattern[str]:
    """`_SCOPES` for a text without `_LED_WORDS`: a look at one character passes over most places."""
    expression = _SCOPES.pattern
    for led in _LED:
        expression = expression.replace(led, "")
    return re.compile(f"(?=[{beginnings(expression)}])(?:{expression})")


# Every match of `_SCOPES` holds one of these, at most so many characters after its beginning: most texts
# hold none, which is quickly seen.
_LONGEST_LEAD = 8
_NARROWING = re.compile(
    "外|内|当月|单看|一带|产|业|企|强|公司|续建|固投|类|平均|约|在谈|框架|执行|香港|澳门|台湾|欧美|日韩|美国|日本|韩国|新加坡|德国"
    "|上年|上一年|上届|同期|台资|港资|增资|重点|区|专班|来自|批|合同|协议|其他|其它|集中|履约|现场|经济带|城市群"
)
_WHOSE = re.compile(
    r"^.*(?:新设立?|半年|实施|引进|签约|来自|^自|我[省市县区州]|全[省市县区州国]|其中|的|看|是|有|和|及)(?=.{2})"
)
_LAST_YEAR = re.compile(r"上年|去年|上一年|上届")
_BASE_YEAR = re.compile(r"(?:比|较|同|以|前的)(20\d\d年)")
_INDUSTRY_BEFORE = re.compile(r"([一-鿿、和与及]{2,20}?)(?:等)?(?:产业|类)?(?:合作|投资)?项目[^项目]{0,6}$")
_BASE_OF_COMPARISON = re.compile(r"(?:比|较|同|与|和|超|跟|由|从)$")
_COMPARES = re.compile(r"(?:比|较|同|与|超)(?:上年|去年|上一年|上届)|增加|减少|多出|净增")
_OTHER_BASE = re.compile(r"同比|上年|去年|环比|目标|任务")
_IS = re.compile(r"是|为")
_BEFORE_BRACKET = LazyPattern(r"(?:^|[，。；：:,;）)、]|(?<=[）)])、)((?:[一-鿿]|(?<=[一-鿿])、){2,20})$")
_FIELD = re.compile(r"全[省市县区国州盟旗]")
_COUNTED = frozenset({"count", "money", "percent", "point", "multiple"})
_TOPIC_END = re.compile(r"(?:看|方面|中|里|当中|来说|来讲)$")
_TOPIC_START = 8
_FIELD_ENDS = frozenset({"方面", "领域", "板块"})
_FIELD_OF_WORK = LazyPattern(r"^(?:在)?([一-鿿、]{2,12}?)(?:方面|领域|板块)$")
_OWN_WORK = re.compile(
    r"招商|引资|签约|项目|资金|工作|建设|落地|开工|指标|进度|总量|增速|内资|外资|履约|活动|其他|同时|此外|目标"
)
_PACE = LazyPattern(
    r"(?:超[过出]?|快于|高于|领先|欠|落后|低于|慢于|滞后)于?(?:时间|时序|序时|目标|计划)?进度(?:目标)?"
)
_OF_YEAR = LazyPattern(r"(?:今年|明年|全年|年内|20\d\d年)(?![1-9一二三四五六七八九十]|上半|下半|以来|度)")
_GOAL_MET = re.compile(r"完成|占|盘子|相当于|同比|下达|任务数|目标数|(?:目标|任务)[（(]?$")
_STAGE_OF_FUNDS = LazyPattern(
    r"((?:新签约?|新引进|新开工|新建|续建|结转|在建|已?投产|竣工|入园)(?:(?:和|、|与|及)(?:新签约?|新引进|新开工|新建|续建|结转|在建))?"
    r"(?:外资)?项目)(?:的|中[，,]|[一-鿿]{0,6}(?=到位|进资|到资|入资))[^，。；,;]*(?:到位|进资|到资|入资|率)"
)
_GROUP = LazyPattern(
    r"(?:^|[，,；;。：])(?:其中)?\d+个([一-鿿]{0,8}?(?:开发区|县[（(]市[）)]区|县区|园区|产业|行业|集群|市州|乡镇))"
    r"[，,]?(?!增速)[^\d，。；,;]{2,16}$"
)
_THRESHOLD_BEFORE = re.compile(r"(?:超过|不低于|大于|超|过)$")
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
    narrowing = [
        phrase
        for phrase in narrowing_words(text)
        if not (_LAST_YEAR.match(phrase) and (window.figure.kind in RATIOS or _COMPARES.search(text)))
    ]
    if not narrowing and window.start == window.clause.start:
        narrowing = _topic_clauses(layout, window)
    found += narrowing
    if window.figure.kind == "rank":
        found += _FIELD.findall(text)
    industry = _industry_before(text) if window.figure.kind == "count" and "项目" in text else None
    if industry:
        found.append(industry)
    return widest(found)


def pace_of(window: Window) -> str | None:
    """What a lead or lag is counted from (`超序时进度3个百分点`)."""
    match = _PACE.search(window.left_text)
    return match.group() if match else None


def planned_year(layout: Layout, window: Window) -> str | None:
    """The year that a plan is for (`今年力争…`); a target that a result is held against has none."""
    text = layout.body[window.sentence_start : window.figure.span.start]
    if _GOAL_MET.search(window.left_text):
        return None
    years = _OF_YEAR.findall(text)
    return years[-1] if years else None


def stage_of_funds(window: Window) -> str | None:
    """The projects that funds came to (`续建项目到位资金…`)."""
    match = _STAGE_OF_FUNDS.search(window.left_text) if "项目" in window.left_text else None
    return match.group(1) if match else None


def group_of(layout: Layout, window: Window) -> str | None:
    """The counted group that a sum is of (`10个省级开发区，到位外资…`)."""
    text = layout.body[max(0, window.figure.span.start - 44) : window.figure.span.start]
    match = _GROUP.search(text) if "个" in text else None
    return match.group(1) if match else None


def widest(phrases: list[str]) -> list[str]:
    """Phrases, each once, without those that a longer one of them holds."""
    if len(phrases) < 2:
        return phrases
    return [
        phrase
        for phrase in dict.fromkeys(phrases)
        if not any(phrase in other for other in phrases if other != phrase)
    ]


def narrowing_words(text: str) -> list[str]:
    """The words of a text that narrow whatever they stand before."""
    first = _NARROWING.search(text)
    if first is None:
        return []
    begin = max(0, first.start() - _LONGEST_LEAD)
    pattern = _SCOPES if _LED_WORDS.search(text) else _unled_scopes()
    return [phrase for match in pattern.finditer(text, begin) if (phrase := _WHOSE.sub("", match.group()))]


def base_year(layout: Layout, window: Window) -> str | None:
    """The year a growth is counted from, where it is not simply the year before (`比2019年`)."""
    start = window.sentence_start
    found = next(reversed(list(_BASE_YEAR.finditer(layout.body, start, window.figure.span.start))), None)
    if found is None or _OTHER_BASE.search(layout.body, found.end(), window.figure.span.start):
        return None
    return f"比{found.group(1)}"


def owner_of_bracket(layout: Layout, window: Window) -> str | None:
    """The name a bracket with figures belongs to (`金融业（到位资金3亿元，增长5%）`)."""
    body = layout.body
    opening = max(body.rfind("（", 0, window.figure.span.start), body.rfind("(", 0, window.figure.span.start))
    match = _BEFORE_BRACKET.search(body, max(0, opening - 24), opening) if opening > 0 else None
    return _IS.split(match.group(1))[-1].strip("、") or None if match else None


def _topic_clauses(layout: Layout, window: Window) -> list[str]:
    """Narrowing words of the nearest clause without figures that says what is spoken of."""
    at = window.number - 1
    while at >= 0 and all(figure.kind not in _COUNTED for figure in layout.clauses[at].figures):
        clause = layout.clauses[at]
        if clause.sentence != window.clause.sentence or layout.body[clause.end] in "；;":
            break
        text = layout.body[clause.start : clause.end]
        field = _FIELD_OF_WORK.match(text) if text[-2:] in _FIELD_ENDS else None
        if field and not _OWN_WORK.search(field.group(1)):
            return [field.group(1)]
        words = [word for word in narrowing_words(text) if not _LAST_YEAR.match(word)]
        if words and (_TOPIC_END.search(text) or text.find(words[0]) <= _TOPIC_START):
            return words
        at -= 1
    return []


def _industry_before(text: str) -> str | None:
    """The industry whose projects are counted (`新型建材项目6个`)."""
    match = _INDUSTRY_BEFORE.search(text)
    if match is None:
        return None
    words = match.group(1)
    for at in range(len(words) - 1):
        if is_industry(words[at:]):
            return words[at:]
    return None


def period_of(layout: Layout, window: Window, times: list[Figure], begins: list[int]) -> int | None:
    """The date or period named last in the sentence before the figure, not one it is compared with."""
    start = window.sentence_start
    before = bisect_left(begins, window.figure.span.start)
    for figure in times[before - 1 :: -1] if before else ():
        if figure.span.start < start:
            return None
        if not _BASE_OF_COMPARISON.search(layout.body[max(0, figure.span.start - 1) : figure.span.start]):
            return figure.id
    return None


_THIS = ("本届", "此次", "这次", "本次")
_SINCE = LazyPattern(r"今年|去年|截至|累计|以来|上半年|季度|目前")


def find_event(layout: Layout, events: list[tuple[int, int]], window: Window) -> str | None:
    """The event named last in the sentence before the figure."""
    start = window.sentence_start
    place = bisect_left(events, (window.figure.span.start, 0)) - 1
    if place < 0 or events[place][0] < start:
        return None
    begin, end = events[place]
    if (
        "；" in layout.body[end : window.figure.span.start]
        or ";" in layout.body[end : window.figure.span.start]
    ):
        return None
    name = layout.body[begin:end]
    if not is_generic(name) and not name.startswith(_THIS):
        return name
    if not is_generic(name):
        full = [layout.body[slice(*span)] for span in events]
        return next((one for one in full if one.startswith("第") and one[-3:] == name[-3:]), name)
    if _SINCE.search(layout.body, end, window.figure.span.start):
        return None
    for span in reversed(events[:place]):
        named = layout.body[slice(*span)]
        if not is_generic(named):
            return named
    return name


def threshold_text(body: str, figure: Figure) -> str:
    """A threshold as written, with its 以上 or its 超过."""
    start, end = figure.span
    end += len(_THRESHOLD_TAIL.match(body[end : end + 10]).group())  # pyright: ignore[reportOptionalMemberAccess]
    before = _THRESHOLD_BEFORE.search(body[max(0, start - 3) : start])
    return (before.group() if before else "") + body[start:end]


_SAME_SIZE = re.compile(r"[这该此][一个]?(?:量级|规模|体量|档次)")
_ITEMS = LazyPattern(
    r"(?:^|[，,。；;：:\s的])((?:[一-鿿]{2,12}、)*[一-鿿]{2,12}(?:和|与|及|、)[一-鿿]{2,12}?)(?=[两二三四五六七八九十]个|到位|投资|签约|项目|引资|合同|实际|利用|[，,]|齐|$)"
)


def same_size(window: Window) -> bool:
    """Whether a figure speaks of projects of the size named before (`这一量级的项目`)."""
    return bool(_SAME_SIZE.search(window.left_text)) if window.left_text else False


def is_threshold_phrase(phrase: str) -> bool:
    """Whether a scope's phrase is a threshold of size."""
    return phrase.endswith(("以上", "以下")) or phrase.startswith(("超", "不低于"))


def item_of_list(layout: Layout, window: Window) -> str | None:
    """The item a figure belongs to in `甲业、乙业到位资金分别下降3%和4%`."""
    start, end = window.sentence_start, window.figure.span.start
    word = layout.told_in_turn(start, end)
    if word < 0:
        return None
    clause = layout.clause_around(word)
    figures = [figure for figure in clause.figures if figure.span.start >= word + 2]
    if window.figure not in figures:
        return None
    for match in reversed(list(_ITEMS.finditer(layout.body, start, word))):
        items = [item for item in re.split("[、和与及]", match.group(1)) if item]
        if len(items) == len(figures) and any(is_industry(item) or _SCOPES.search(item) for item in items):
            return items[figures.index(window.figure)]
    return None
