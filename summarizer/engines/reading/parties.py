"""Projects told by who makes them: `甲公司与某县签约某项目`, `甲集团拟在某地建设某园`, `甲园落户某县`."""

from __future__ import annotations

import re

from summarizer.engines.reading import names
from summarizer.engines.reading.projectbook import ProjectBook
from summarizer.patterns import LazyPattern

_BUILDS_IN = LazyPattern(
    r"(?:比如|例如|如)?[，,]?([一-鿿A-Za-z·]{2,20}?)?(?:就|将|计划|拟|已|也|准备|有意)*在([一-鿿]{2,10}?)"
    r"(?:投资)?(?:建设|建立|打造|兴建|新建|投建)(?:的|了)?"
)
_SIGN_WITH = re.compile(
    r"(?P<one>[^，。；,;]{2,34}?)(?:和|与|同)(?P<other>[^，。；,;]{2,34}?)(?:就|正式|成功|共同|现场|达成|合作|双方|在[^，。；,;]{2,12}?)*"
    r"(?:签约|签订|签署|合作建设|共建|合作)(?:了|的)?(?=[^，。；,;]{4,})"
)
_GOVERNMENT = LazyPattern(
    r"政府|管委会|人民政府|招商局|[省市县区旗州盟镇乡]$|开发区|经开区|高新区|新区|园区|我[省市县区]|双方|部门"
)
_LANDS_IN = re.compile(
    r"(?:落子|落户|牵手|花落|入驻|落地|签约|落定|选址)(?:于|在)?([^仪在的了到，。；,;、\s]{2,10}?(?:市|县|区|旗|州|盟|镇|新城))"
    r"(?=[，。；,;、…！!\s]|$)"
)
_FIRM = r"[一-鿿A-Za-z（）()·]{2,24}?(?:公司|集团|股份|控股)"
_A_FIRM = LazyPattern(rf"(?:^|[，,。；;])(?:目前|近日|日前)?({_FIRM})(?:已|正|也)*(?:与|和|同)")
_WITH_A_FIRM = LazyPattern(rf"(?:与|和|同)({_FIRM})(?=$|[签达就成，,])")
_AGREED = LazyPattern(
    r"就(?:投资|合作|共同|联合)*(?:建设|共建|开发|打造|兴建|实施)(?!项目)(?=[^，。；]{4,30}?(?:达成|签|进行))"
)
_TOGETHER = re.compile(
    r"(?:双方)?(?:将|拟)?(?:共同|合作|携手|联合|合力)(?:投资)?(?:建设|打造|共建|开发|兴建)"
)
_LANDING = re.compile(r"落[子户地定]|牵手|花落|入驻|签约|选址")
_NO_INVESTOR = LazyPattern(
    r"[市县区省州盟旗镇乡]$|我|全|各|该|这|企业$|政府|部门|项目|同时|今年|去年|近年|目前|先后|其中|重点"
)
_NO_DEAL = re.compile(r"企业|客商|公司$|项目$|一批|许多|多个|我|他|们|\d|仪式|活动|会议")
_BEFORE_LANDING = re.compile(r"(?:等|已|正式|成功|顺利|先后|签约|相继|陆续|也|将|均)+$")
_SIGNED_NAME = LazyPattern(r"(?:园区|城|村|小区|厂|馆|店|街区|港|仓库|市场|协议)$")
_BUILDING = re.compile(r"在[一-鿿]{2,12}?(?:建设|建立|打造|兴建|新建|投建)")
_DEALING = re.compile(r"签|合作|共[建同]|携手|联合|就[投合共联建开打兴实]")


def find_by_parties(book: ProjectBook) -> None:
    """Every project that its parties introduce."""
    holding, clauses = book.layout.holding, book.layout.clauses
    landing, companies = holding(_LANDING), holding(names.COMPANY)
    built, agreed = holding(_BUILDING), holding(_DEALING)
    for number in sorted(landing | companies | built | agreed):
        start, end = clauses[number].start, clauses[number].end
        if end - start < 8:
            continue
        if number in built:
            _built_in(book, start, end)
        if number in agreed:
            _signed_with(book, start, end)
            _agreed_on(book, start, end)
        if number in landing:
            _lands_in(book, start, end)
        if number in companies:
            _brought_by_company(book, start, end)


def _built_in(book: ProjectBook, start: int, end: int) -> None:
    """`某某集团在某地投资建设某某项目`."""
    match = _BUILDS_IN.match(book.body, start, end)
    if not match:
        return
    investor = match.group(1) or _firm_before(book, start)
    if not investor or _NO_INVESTOR.search(investor):
        return
    first, last = names.read_forward(book.body, match.end())
    if not names.ends_in_head(book.body[first:last]):
        return
    project = book.add(first, min(last, end), "在…建设", short=names.is_company(investor))
    if project:
        project.investor = project.investor or investor
        project.location = match.group(2)


def _firm_before(book: ProjectBook, at: int) -> str | None:
    """The company that a sentence is about (`甲集团与某县签约，拟在某镇建设…`)."""
    start, _ = book.layout.sentence_around(at)
    found = _A_FIRM.findall(book.body[start:at]) or _WITH_A_FIRM.findall(book.body[start:at])
    return names.trim_front(found[-1]) if found else None


def _signed_with(book: ProjectBook, start: int, end: int) -> None:
    """`甲公司和某县政府签约某某项目`, `某县与甲公司签订的某某项目合同`."""
    match = _SIGN_WITH.match(book.body, start, end)
    if not match:
        return
    parties = [names.trim_front(match["one"]), match["other"]]
    investors = [party for party in parties if names.is_company(party) or not _GOVERNMENT.search(party)]
    places = [party for party in parties if _GOVERNMENT.search(party)]
    if len(investors) != 1 or not places or "、" in investors[0]:
        return
    first, last = names.read_forward(book.body, match.end())
    name = book.body[first:last]
    if not names.ends_in_head(name) and not (
        len(name) >= 6 and _SIGNED_NAME.search(name) and not name.endswith("协议")
    ):
        return
    project = book.add(first, min(last, end), "签约双方", short=True)
    investor = re.sub(r"(?:再次|正式|成功|现场|共同|分别|先后)+$", "", investors[0])
    if project and 2 <= len(investor) <= 30:
        project.investor = project.investor or investor
        place = re.sub(r"(?:人民)?政府|管委会", "", places[0])
        if not place.startswith(("该", "我", "双方")):
            project.location = project.location or place


def _agreed_on(book: ProjectBook, start: int, end: int) -> None:
    """`与某某集团就建设某某园达成合作意向`, `签署协议，共同打造某某产业园`."""
    body = book.body
    match = _AGREED.search(body, start, end) or _TOGETHER.match(body, start, end)
    if not match or (match.re is _TOGETHER and "签" not in body[max(0, start - 20) : start]):
        return
    first, last = names.read_forward(body, match.end())
    if last <= end and names.is_thing(body[first:last]) and body[last : last + 1] != "、":
        firm = _firm_before(book, match.start())
        project = book.add(first, last, match.group(), short=bool(firm))
        if project:
            project.investor = project.investor or firm


def _lands_in(book: ProjectBook, start: int, end: int) -> None:
    """`某某产业园牵手某某市`."""
    body = book.body
    match = _LANDS_IN.search(body, start, end)
    if not match or match.start() - start < 4:
        return
    lead = _BEFORE_LANDING.sub("", body[start : match.start()])
    text = names.trim_front(lead)
    if 5 <= len(text) <= 24 and not _NO_DEAL.search(text):
        project = book.add(start + len(lead) - len(text), start + len(lead), match.group())
        if project:
            project.location = project.location or match.group(1)


def _brought_by_company(book: ProjectBook, start: int, end: int) -> None:
    """`引进了甲有限公司年产5万吨铝型材，乙有限公司…`."""
    text = names.trim_front(book.body[start:end])
    company, name = names.split_investor(text)
    if not company or not names.is_company(company) or not names.is_product(name):
        return
    sentence, _ = book.layout.sentence_around(start)
    if re.search(r"引进了?|签约了?|招引了?|引入了?", book.body[sentence : start + 12]):
        begin = end - len(text)
        stop = end - len(name) + (names.read_forward(name, 0)[1] or len(name))
        book.add(begin, min(stop, end), "引进")
