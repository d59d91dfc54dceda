"""Projects told by their money or their parties: `投资20亿元的某项目`, `甲公司与某县签约某项目`."""

from __future__ import annotations

import re

from summarizer.article import Figure
from summarizer.engines.reading import names
from summarizer.engines.reading.projectbook import AND, ProjectBook

_THEN_NAME = re.compile(
    r"\s*(?:人民币)?(?:[、，,]?(?:占地|用地|建筑面积|规划面积|年产|年加工|年处理|年产值|总规模|一期)[^，。；,;、的]{1,18}){0,2}"
    r"(的|(?=[一-鿿A-Za-z\d“])(?!建设|生产(?!线|基地)|从事|新建|兴建|打造|实施|布局|建立|开发|扩建|创办|设立|投建|改建|改造|在|用于|于|以上|以下|左右|人民币))"
)
_INVESTS = re.compile(
    r"^(?:元)?[，,]?(?:人民币)?(?:在[^，。；,;]{2,20}?)?(?:投资)?"
    r"(?:建设|新建|兴建|打造|实施|布局|建立|开发|扩建|创办|设立|投建|改建|改造|兴办|建(?![设成造]))(?:的|了)?"
)
_PRODUCES = re.compile(r"^(?:元)?[，,]?(?:主要)?(?:生产|从事|研发生产)(?:的|了)?")
_BUILT_THERE = re.compile(
    r"[^，。；,;、的\d]{2,16}?(?:投资|出资)(?:建设|新建|兴建|开发|打造)(?:的)?(?=[^，。；,;、]{3,})"
)
_MORE_PRODUCTS = re.compile(r"[、和及][^，。；,;：:、\d]{1,14}?项目(?=[，。；,;\n]|$|[落签已正开投建即将])")
_INVESTING = re.compile(r"(?:计划|拟|将|总|分别|预计)*(?:投资|斥资|投入)(?:约|近|超)?\s*$")
_BUILDS_IN = re.compile(
    r"(?:比如|例如|如)?[，,]?([一-鿿A-Za-z·]{2,20}?)(?:就|将|计划|拟|已|也)?在([一-鿿]{2,10}?)(?:投资)?(?:建设|打造|兴建|新建|投建)(?:的|了)?"
)
_SIGN_WITH = re.compile(
    r"(?P<one>[^，。；,;]{2,34}?)(?:和|与|同)(?P<other>[^，。；,;]{2,34}?)(?:就|正式|成功|共同|现场|达成|合作|双方|在[^，。；,;]{2,12}?)*"
    r"(?:签约|签订|签署|合作建设|共建|合作)(?:了|的)?(?=[^，。；,;]{4,})"
)
_GOVERNMENT = re.compile(
    r"政府|管委会|人民政府|招商局|[省市县区旗州盟镇乡]$|开发区|经开区|高新区|新区|园区|我[省市县区]|双方|部门"
)
_LANDS_IN = re.compile(
    r"(?:落子|落户|牵手|花落|入驻|落地|签约|落定|选址)(?:于|在)?([^仪在的了到，。；,;、\s]{2,10}?(?:市|县|区|旗|州|盟|镇|新城))"
    r"(?=[，。；,;、…！!\s]|$)"
)
_AGREED = re.compile(
    r"就(?:投资|合作|共同|联合)*(?:建设|共建|开发|打造|兴建|实施)(?!项目)(?=[^，。；]{4,30}?(?:达成|签|进行))"
)
_TOGETHER = re.compile(
    r"(?:双方)?(?:将|拟)?(?:共同|合作|携手|联合|合力)(?:投资)?(?:建设|打造|共建|开发|兴建)"
)
_LANDING = re.compile(r"落[子户地定]|牵手|花落|入驻|签约|选址")
_NO_INVESTOR = re.compile(
    r"[市县区省州盟旗镇乡]$|我|全|各|该|这|企业$|政府|部门|项目|同时|今年|去年|近年|目前|先后|其中|重点"
)
_NO_DEAL = re.compile(r"企业|客商|公司$|项目$|一批|许多|多个|我|他|们|\d|仪式|活动|会议")
_BEFORE_LANDING = re.compile(r"(?:等|已|正式|成功|顺利|先后|签约|相继|陆续|也|将|均)+$")
_SIGNED_NAME = re.compile(r"(?:园区|城|村|小区|厂|馆|店|街区|港|仓库|市场|协议)$")
_NEXT_SUM = re.compile(r"[、和](?:计划|预计|协议)?(?:总投资|投资)额?约?\d|等[^，。；,;]{0,8}项目")
_COMPANY_INVESTS = re.compile(
    r"([^，。；,;、：:]{2,28}?(?:公司|集团|股份|控股))(?:计划|拟|将|预计|共同)*(?:总)?投资(?:约|近|超)?\s*$"
)
_RANKED = re.compile(
    r"^(?:世界|中国|全球|国内|民营企业)*\d*强(?:企业)?|^(?:行业|国内|全球)*(?:龙头|领军)(?:企业)?"
)
_SPAN_OF_TIME = re.compile(r"(?:期间|以来|时期|年度?|[”’\"])$")


def find_deals(book: ProjectBook) -> None:
    """Every project that its money or its parties introduce."""
    for figure in book.money:
        _sums_in_order(book, figure)
    for figure in book.figures:
        if figure.kind == "money":
            _money_before(book, figure)
    for figure in book.money:
        _invested_in(book, figure)
    landing, companies = book.layout.holding(_LANDING), book.layout.holding(names.COMPANY)
    for number, clause in enumerate(book.layout.clauses):
        if clause.end - clause.start < 8:
            continue
        text = book.body[clause.start : clause.end]
        if "在" in text and ("建" in text or "打造" in text):
            _built_in(book, clause.start, clause.end)
        if "签" in text or "合作" in text or "共建" in text:
            _signed_with(book, clause.start, clause.end)
        if "就" in text or "共同" in text or "合作" in text or "携手" in text or "联合" in text:
            _agreed_on(book, clause.start, clause.end)
        if number in landing:
            _lands_in(book, clause.start, clause.end)
        if number in companies:
            _brought_by_company(book, clause.start, clause.end)


def _money_before(book: ProjectBook, figure: Figure) -> None:
    """`投资20亿元的某某项目`, `总投资20亿元某某项目`."""
    match = _THEN_NAME.match(book.body, figure.span.end)
    if not match or book.is_owned(figure):
        return
    if not book.is_labelled(figure) and not _follows_item(book, figure):
        return
    built = _BUILT_THERE.match(book.body, match.end()) if match.group(1) else None
    start, stop = names.read_forward(book.body, built.end() if built else match.end())
    if match.group(1) or book.body[start:stop].endswith("项目") or _listed_next(book, stop):
        project = book.add(start, stop, "投资…的", figure)
        if project and project.investor is None and match.group(1):
            project.investor = _company_before(book, figure)


def _company_before(book: ProjectBook, figure: Figure) -> str | None:
    """The company right before a sum (`某某有限公司投资12亿元的…`), a list's earlier items left out."""
    clause = book.layout.clauses[book.layout.clause_at(figure.span.start)]
    match = _COMPANY_INVESTS.search(book.body[clause.start : figure.span.start])
    return _RANKED.sub("", names.trim_front(match.group(1))) or None if match else None


def _follows_item(book: ProjectBook, figure: Figure) -> bool:
    """Whether a sum opens a later item of a list (`投资6亿元的甲、12亿元的乙等项目`)."""
    before = figure.span.start - 1
    return book.body[before : before + 1] in ("、", "和") and any(
        project.amount and project.span[1] == before for project in book.found
    )


def _listed_next(book: ProjectBook, stop: int) -> bool:
    """Whether a list of projects goes on with another sum (`总投资8亿元甲、总投资6亿元乙等项目`) or ends."""
    return bool(_NEXT_SUM.match(book.body, stop))


def _sums_in_order(book: ProjectBook, figure: Figure) -> None:
    """`总投资分别为11亿元、6亿元的甲项目和乙项目`: sums first, their projects after, in order."""
    if not book.body[: figure.span.start].endswith(("分别为", "分别达", "分别")):
        return
    sums = book.sums_from(figure)
    at = sums[-1].span.end
    if len(sums) < 2 or book.body[at : at + 1] != "的":
        return
    stop = at
    for amount in sums:
        start, stop = names.read_forward(book.body, stop + 1)
        book.add(start, stop, "分别为…的", amount)
        if book.body[stop : stop + 1] not in AND:
            return


def _invested_in(book: ProjectBook, figure: Figure) -> None:
    """`某某集团投资20亿元建设某某项目`."""
    body = book.body
    after = body[figure.span.end : figure.span.end + 36]
    match = _INVESTS.match(after)
    produces = None if match else _PRODUCES.match(after)
    match = match or produces
    clause = book.layout.clauses[book.layout.clause_at(figure.span.start)]
    lead = body[clause.start : figure.span.start]
    investing = _INVESTING.search(lead)
    if not match or not investing:
        return
    start, stop = names.read_forward(body, figure.span.end + match.end())
    if produces:
        more = None if names.ends_in_head(body[start:stop]) else _MORE_PRODUCTS.match(body, stop)
        stop = more.end() if more else stop
        if not body[start:stop].endswith("项目"):
            return
    if "分别" in lead[-8:]:
        _invested_each(book, figure, lead.split("分别")[0], start, stop)
        return
    investor = names.trim_front(lead[: investing.start()])
    if names.ends_in_head(investor):
        return
    if not investor and not produces and _has_subject(book, figure):
        return
    project = book.add(start, stop, "投资…建设", figure, short=names.is_company(investor))
    if (
        project
        and project.investor is None
        and 2 <= len(investor) <= 28
        and not _SPAN_OF_TIME.search(investor)
    ):
        project.investor = investor


def _has_subject(book: ProjectBook, figure: Figure) -> bool:
    """Whether the clause before names a project whose own sum this is (`甲项目：投资3亿元，建设…`)."""
    number = book.layout.clause_at(figure.span.start)
    before, clause = book.layout.clauses[number - 1], book.layout.clauses[number]
    text = names.trim_front(book.body[before.start : before.end].rstrip())
    joined = number > 0 and before.sentence == clause.sentence and book.body[before.end] in "：:，,"
    return joined and names.ends_in_head(text) and names.is_name(text)


def _invested_each(book: ProjectBook, figure: Figure, lead: str, start: int, stop: int) -> None:
    """`甲、乙分别投资50亿元建设丙生产线和丁生产线`: each owner one, in order, of the same sum."""
    owners = re.split(r"[、和与]", lead)
    spans = [(start, stop)]
    while book.body[stop : stop + 1] in ("和", "、", "与", "及") and len(spans) < len(owners):
        start, stop = names.read_forward(book.body, stop + 1)
        spans.append((start, stop))
    for place, (first, last) in enumerate(spans):
        project = book.add(first, last, "分别投资", figure)
        if project and len(owners) == len(spans):
            project.investor = project.investor or names.trim_front(owners[place])


def _built_in(book: ProjectBook, start: int, end: int) -> None:
    """`某某集团在某地投资建设某某项目`."""
    match = _BUILDS_IN.match(book.body, start, end)
    if not match or _NO_INVESTOR.search(match.group(1)):
        return
    first, last = names.read_forward(book.body, match.end())
    if not names.ends_in_head(book.body[first:last]):
        return
    project = book.add(first, min(last, end), "在…建设")
    if project:
        project.investor = project.investor or match.group(1)
        project.location = match.group(2)


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
        book.add(first, last, match.group())


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
    sentence, _ = book.layout.sentence_span(book.layout.clause_at(start))
    if re.search(r"引进了?|签约了?|招引了?|引入了?", book.body[sentence : start + 12]):
        begin = end - len(text)
        stop = end - len(name) + (names.read_forward(name, 0)[1] or len(name))
        book.add(begin, min(stop, end), "引进")
