"""Names of projects: where they begin and end, whether they name anything, and whose they are."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summarizer.engines.reading.lexicon import raw_reading
from summarizer.patterns import LazyPattern, beginnings

_OPENING = "“‘\"'《"
_CLOSING = "”’\"'》"
_STOPS = frozenset("，。；：！？,;:!?\n、“”‘’《》")
_PREDICATE = LazyPattern(
    r"落户|落地|入驻|签约|开工|投产|竣工|建成|正式|正在|已[经于在与被]?|将[于在与]?|先后|顺利|成功|即将|有望|花落|落子|牵手|奠基|动工|破土"
    r"|举行|加快|完成|进入|全面|陆续|相继|计划|拟|目前|今年|刚刚|也|均|都(?=[在已是将能要])|就|为|是|由|位于|达成|签[订署]|呈现|进展|这样|主体(?=[封工已结])|初具|的(?:协议|合同)|等(?!离子|级)|当[年天日]|现场|集中|启动|实现|达产"
    r"|占地|预计|总投资|投资(?!公司|集团|运营|控股|发展|管理|产业)|年产值|分别|列入|纳入|主要|成为|从|在(?=[^，,。]{1,10}[签开举投建破动落奠竣达])|于(?=\d)|被|有序|稳步|(?:和|与|及|以及)(?=(?:计划|预计|协议)?总?投资\d)|(?:[两三四五六七八九十]|\d{1,2})[个大](?=[^，。；的]{0,6}项目)|有力|依次|具有|需|仅|不|又|还|以及|及其|并"
)
_CHAIN = re.compile(r"和|与|及|以及")
_JOINT = LazyPattern(
    r"^(?:以及|和(?![邦平谐美信润])|及|与)?(?:总投资|计划投资|投资)?(?:约|近|超)?(?:[\d.]+(?:万|亿)元的?)?(?:位于[^，。；、的]{2,10}的)?"
)
# The last of these is looked for, so that none needs what may stand before it.
_VERB_BEFORE = (
    r"引进了?|引入了?|招引了?|签约了?|签下了?|签订了?|签署了?|敲定了?|实施了?|推动|推进(?!器)|促成|促进(?!中心)|加快|包括|包含|其中|对接|接洽了?|洽谈了?"
    r"|落地了?|落户了?|开工了?|动工|建成了?|建起了?|投产了?|新建|续建|围绕|谋划了?|储备了?(?![库粮油肉]|基地|中心)|打造了?|建设了|了|如(?!东|皋|意)|即|涵盖了?|涉及|有(?!限|色|机)|是|与|以(?!岭|色|上)|由|将|对(?!接)|把|为(?<!华为)|就|在(?!建)|使|让|令|使得|关于|以及|例如|比如|像|"
    r"宣布|促成了?|敲定|年以来|以来|期间|随着|通过|依托|目前|当前|同时|此外|另外|今年|去年|近日|日前|前不久|不久前|参观|考察|督[查导]了?|调研了?|察看了?|走进|走访|合作开展|共同开展|记者在|位于[^，,。]{2,10}的|最[大高多早新快]的|除(?![尘湿臭草雪])|新上|建设中的|总投资|投产的|开工的|签约的|落地的|引进的|建设的|在建的|元的|亿元"
)
_UNNAMED = re.compile(
    r"这|那|该|此|本次|本届|又|另|每|各|某|首个|首批|其|我|他|一[个批大]|[两几多数](?=[余多]?[个项大条家处期批地县市年类])|(?:\d+|[一二三四五六七八九十]+)余?多?[个项]"
    r"|积极|全力|大力|着力|努力|切实|不断|持续|进一步|加强|强化|抓好|抓实|做好|上报|列入|纳入|所有|全部"
)
_MARKS = re.compile(r"[\s\d（）()、,.％%“”\-—+]")
_BARE_CLASS = LazyPattern(r"(?:项目|工程|基地|中心|园区|总部|产业链|示范区|集聚区|产业)$")
_THING = LazyPattern(
    r"(?:[厂店馆院港城园楼桥站场路线库村庄苑湾谷岛塔坝]|工程|[改扩新迁]建|改造|技改|搬迁|扩能|开发|升级|机场|隧道|学校|[一二三四五]期)$"
)
_BUILDER = LazyPattern(
    r"由?([^，。；、,;的\d]{2,28}?)(?:计划|共同|负责)?(?:(?:投资|出资|承建|开发|运营|建设|兴建|兴办|打造)(?!公司|集团|有限|股份))+的(?=.{3})"
)
_LAST_BRACKET = LazyPattern(r"[（(][^（()）]*[）)]?$")
_FIELD_ENDING = re.compile(r"(?:产业链|产业|行业|领域|类|重点|项目|工程|加工业|制造业|等)+$")
_FIELD_LAST = frozenset("链业域类点目程等\n")
_STILL_A_PROJECT = re.compile(r"[^，。；,;、\d公司集团]{1,14}项目")
_SHORT_BRACKET = LazyPattern(r"(?:（([^（）()，。]{1,10})）|\(([^（）()，。]{1,10})\))(?=[一-鿿A-Za-z])")
_MONEY_WORD = re.compile(r"亿|万元|投资")
_OWNED = LazyPattern(r"([一-鿿A-Za-z]{3,12})的(?=[^的]{4,}$)")
_DESCRIPTION = LazyPattern(r"[最第全我该其个高新大好强优]|项目|产业|企业$|亿|以上")
COMPANY = re.compile(r"公司|集团|银行|控股|股份")
_NO_PRODUCT = LazyPattern(
    r"\d|投资|负责人|副?总|董事|代表|主席|在|与|和|及|的|将|已|等|表示|有关|相关|一行|计划|拟|是|为|到|来|创始人|签约|签订|就|也|以|对|从|向|共同|合作"
)
_CLAUSE_WORDS = re.compile(
    r"[好强高广优佳足快深]的(?=[^，。；的]{0,6}项目$)|(?:意义|作用|前景|潜力|优势|水平|效益)的(?=[^的]{0,10}项目$)"
    r"|招商(?:引资)?项目$|举行|举办|召开|吸引|更多|推进会|(?<!合作)(?<!共同)开展|最[大高多好新快]的?|一批|第[一二三四五六七八九十\d]+批|[两三四五六七八九十]大(?:领域|产业|行业|板块|类)|若干|系列项目|领导|包抓|挂包|挂牌督办|元(?:及|\(含\))?以上"
)
_COUNTED = re.compile(r"[\d一二三四五六七八九十]余?多?[个项家]")
_PLACE_OR_TIME = re.compile(
    r"^(?:20\d\d年度?|\d{1,2}[-—–至到~]\d{1,2}月份?|(?:全市)?重点(?:建设)?项目(?=\d)|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|[一-鿿]{2,8}?(?:省|(?<!城)市(?!场)|县|(?<![园社小景厂矿片库湾校街山灌湿牧假范聚发新])区|旗(?!舰)|州|盟|(?<!小)镇|乡(?!村))|[一-鿿]{2,6}(?:经济区|开发区|高新区|经开区|新区)|第?[一二三四]季度|上半年|下半年|全[省市县区州盟]|本[月年市县]|今年|第[一二三四五六七八九十\d]+[次批届期])+"
)
_ENUMERATOR = re.compile(
    r"^(?:—+|\d{1,2}[.、．]|[（(]?[一二三四五六七八九十\d]+[)）、.]|[①-⑳]|[一二三四五六七八九十]是)"
)


@cache
def _before_name() -> re.Pattern[str]:
    return re.compile(f".*(?=[{beginnings(_VERB_BEFORE)}])(?:{_VERB_BEFORE})")


@cache
def _head_pattern() -> re.Pattern[str]:
    heads = sorted(raw_reading()["projects"]["heads"], key=len, reverse=True)
    return re.compile("|".join(heads))


@cache
def _head_endings() -> frozenset[str]:
    return frozenset(head[-1] for head in raw_reading()["projects"]["heads"])


@cache
def _stopping() -> re.Pattern[str]:
    """Where `read_forward` has to look: a mark, a bracket, the beginning of a predicate or of a head."""
    marks = re.escape("".join(_STOPS) + "（()）")
    predicate, heads = _PREDICATE.pattern, _head_pattern().pattern
    first = f"[{marks}{beginnings(predicate)}{beginnings(heads)}]"
    return re.compile(f"(?={first})(?:(?P<mark>[{marks}])|(?P<predicate>{predicate})|{heads})")


@cache
def _generic_pattern() -> re.Pattern[str]:
    raw = raw_reading()["projects"]
    words = sorted({*raw["generic"], *raw["heads"]}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words))


@cache
def _industries() -> frozenset[str]:
    return frozenset(raw_reading()["projects"]["industries"])


@cache
def _investor_pattern() -> re.Pattern[str]:
    raw = raw_reading()["projects"]
    endings = "|".join(raw["investors"])
    known = "|".join(sorted(raw["known_investors"], key=len, reverse=True))
    # State builders number their companies: 中建三局, 中交二航局, 中国电建第八工程局.
    bureau = "第?[一二三四五六七八九十]{1,3}(?:工程|航务?|冶)?(?:局|院)"
    return re.compile(
        rf"^([^，。；,;、]{{2,28}}?(?:{endings})(?!股份|有限|公司|控股|集团|[)）])|(?:{known})(?:集团|公司|{bureau})?)的?(?:投资)?(?:建设)?的?(?=[^，。；,;、的])"
    )


def heads_in(text: str) -> list[tuple[int, int]]:
    """Where nouns that end a project's name stand."""
    return [match.span() for match in _head_pattern().finditer(text)]


def has_head(body: str, start: int, end: int) -> bool:
    """Whether a noun that ends a project's name stands in a part of a text."""
    return _head_pattern().search(body, start, end) is not None


def ends_in_head(name: str) -> bool:
    """Whether a name ends in a noun for projects."""
    if name[-1:] not in _head_endings():
        return False
    return any(match.end() == len(name) for match in _head_pattern().finditer(name))


def is_name(text: str, *, vouched: bool = False) -> bool:
    """Whether a noun phrase names a particular project, beyond generic words and a bare industry.

    A sum of its own vouches for a plain building or trade (`汽车城`, `农贸市场`), but for no bare class.
    """
    if len(text) < 3 or len(text) > 48:
        return False
    told = _tells_one(text)
    return vouched if told is None else told


@lru_cache(maxsize=1024)
def _tells_one(text: str) -> bool | None:
    """Whether a noun phrase names a project; None where only a sum can vouch for it."""
    if _UNNAMED.match(text) or _COUNTED.search(text) or _CLAUSE_WORDS.search(text):
        return False
    place = _PLACE_OR_TIME.match(text)
    text = text[place.end() :] if place else text
    left = _MARKS.sub("", _generic_pattern().sub("", text))
    if len(left) < 2 and (not left or len(text) < 6):
        return False if _BARE_CLASS.search(text) else None
    return not is_industry(text)


def is_industry(text: str) -> bool:
    """Whether a phrase is only a field of industry (with or without 产业, 项目, 领域)."""
    industries = _industries()
    return text in industries or (text[-1:] in _FIELD_LAST and _FIELD_ENDING.sub("", text) in industries)


def read_forward(body: str, start: int) -> tuple[int, int]:
    """The name that begins at `start`: up to its predicate, a mark, or the next item of a list."""
    while start < len(body) and body[start] in _OPENING:
        start += 1
    at, last_head = start, -1
    limit = min(len(body), start + 60)
    while at < limit:
        found = _stopping().search(body, at)
        if found is None or found.start() >= limit:
            at = limit
            break
        at = found.start()
        if found.lastgroup == "mark":
            titled = body[at] in "”》" and body[start - 1 : start] in ("“", "《")
            if titled and (head := _head_pattern().match(body, at + 1)):
                at = last_head = head.end()
                continue
            if body[at] not in "（(" or not _bracket_inside(body, at):
                break
            at = min(limit, body.find("）" if body[at] == "（" else ")", at) + 1)
            continue
        if found.lastgroup == "predicate":
            if at > start + 1:
                break
            found = _head_pattern().match(body, at)
        if found is None:
            at += 1
            continue
        last_head = at = found.end()
        if body[at : at + 1] in "等、" or (_CHAIN.match(body, at) and not _goes_on(body, at, found.group())):
            break
    end = last_head if last_head > 0 and at - last_head <= 1 else at
    return start, end


def _goes_on(body: str, at: int, head: str) -> bool:
    """Whether a name goes on after 及 or 和: its noun for a project is still to come (`工厂及发动机项目`)."""
    return head != "项目" and bool(_STILL_A_PROJECT.match(body, at))


def clean_name(name: str) -> str:
    """A name without stray quotation marks at its ends."""
    name = name.strip('“”‘’"《》… ')
    return f"“{name}" if "”" in name and "“" not in name else name


def is_product(name: str) -> bool:
    """Whether the words after a company's name are what it makes, not what it does or who speaks."""
    return len(name) >= 4 and not _NO_PRODUCT.match(name)


def _bracket_inside(body: str, at: int) -> bool:
    """Whether a bracket belongs to a name: it is short and the name goes on after it."""
    match = _SHORT_BRACKET.match(body, at)
    return bool(match) and not _MONEY_WORD.search(match.group())


def trim_front(text: str) -> str:
    """A name without the verb, preposition or enumerator before it."""
    text = without_number(text)
    match = _before_name().match(_LAST_BRACKET.sub("", text) if "（" in text or "(" in text else text)
    if match and len(text) - match.end() >= 2:
        text = text[match.end() :]
    return text.lstrip('的了由、 “‘"《')


def without_number(text: str) -> str:
    """A text without the number of its place in a list before it."""
    text = text.lstrip(" 　")
    number = _ENUMERATOR.match(text)
    return text[number.end() :] if number else text


def trim_title(text: str) -> str:
    """A heading's name without its number (`一是`, `1.`, `（二）`); empty where it is a clause of prose."""
    bare = without_number(text.strip(" 　"))
    return "" if any(mark in bare for mark in "，。；、:：") else bare


def trim_joint(text: str) -> str:
    """A later item of a list without what joins it to the items before; no verb stands there."""
    return _JOINT.sub("", without_number(text)).lstrip(' “‘"《')


def split_investor(text: str) -> tuple[str | None, str]:
    """The investor before a name (`某某有限公司年产5万吨铝型材`), and the name itself."""
    match = _investor_pattern().match(text)
    if match is None:
        return None, text
    name = text[match.end() :]
    if len(name) < 2 or is_bare(name):
        return (match.group(1), text) if name and is_company(match.group(1)) else (None, text)
    return match.group(1), name


def split_builder(text: str) -> tuple[str | None, str]:
    """Who builds what is named (`由某某公司投资建设的某某园`, `某地客商开发的某某电站`), and its name."""
    match = _BUILDER.match(text) if "的" in text else None
    return (match.group(1), text[match.end() :]) if match else (None, text)


def owner_of(text: str) -> str | None:
    """The owner in `某某国际的某某项目`: a proper name, not a description."""
    match = _OWNED.match(text)
    if match is None or _DESCRIPTION.search(match.group(1)):
        return None
    return match.group(1)


def is_bare(name: str) -> bool:
    """Whether a name is only a head or generic words (`项目`, `总部项目`)."""
    return len(name) <= 4 and not _MARKS.sub("", _generic_pattern().sub("", name))


def is_thing(name: str) -> bool:
    """Whether a name ends in what can be built: a head, a building, a road, works on them."""
    return ends_in_head(name) or bool(_THING.search(name))


def is_company(text: str) -> bool:
    """Whether a phrase is a company's name."""
    return text.endswith(("公司", "集团", "银行", "控股"))
