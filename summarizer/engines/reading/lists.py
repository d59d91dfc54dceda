"""Projects told by a list: `甲项目、乙基地等项目落地`, `主要项目有甲、乙、丙`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.engines.reading import names
from summarizer.engines.reading.evidence import ANNOUNCED, is_marked, is_particular
from summarizer.engines.reading.projectbook import ProjectBook
from summarizer.engines.reading.statuses import status_of
from summarizer.patterns import LazyPattern

_LIST_END = re.compile(
    r"等(?:(?:离子)?[^，。；,;:：、\n]{0,14}?(?:项目|企业|工程)|(?<=项目等)(?=[，。；,;\n]|$))"
)
_COUNTED_END = re.compile(
    r"[个大](?<=[两三四五六七八九十\d][个大])[^，。；,;:：、\n的]{0,8}?项目(?=[^，。；,;\n中里]|[，。；,;\n]|$)"
)
_OPENS = re.compile(
    r".{0,2}|(?:.{0,30}的|[^在与和对向]{0,6}(?:日|目前|近日|日前|其中|[今去]年|年初"
    r"|[上下]半年|此前|随后|同时|截至\w{0,8}))[，, ]?(?:全[省市县区]\w{0,6}——)?"
)
_GOES_ON = re.compile(r"[也均]?(?:已经?|正在?|目前|现)?(?:完成|办理|进行|进入|进场|选定|开展)")
_BRINGS = LazyPattern(
    r"(?:引进|引入|招引|签约|签[订下署]|落地|落户|开工(?:建设)?|投产|建成|促成|敲定)了?(?:的是|的有)?(?:[^，。；]{0,12}的)?$"
)
_NUMBER = LazyPattern(r"(?<=[一-鿿）)])(?:[两三四五六七八九十]|\d{1,2})\Z")
_LIST_BEGIN = re.compile(
    r"项目\d+个[:：](?=[^，。；,;]{4,}、)|项目(?:主要|还|分别|具体|依次)?(?:包括了?|包含|涉及|有|是|为)[:：]?(?=[^，。；,;、]{4,})|分别(?:是|为)[:：]?(?=[^，。；,;、\d]{4,})|项目[^，。；\n]{0,24}[，,]?分别(?:是|为)[:：]?|项目[^，。；]{0,8}[，,]包括|具体(?:是|有|为|包括)[:：]?|主要(?:是|有|为|包括)[:：]?"
)
_OF_OTHERS = LazyPattern(
    r"等(?:领导|人员|嘉宾|同志|代表|客商|媒体|专家|人士|地|领域|行业|方面|方向|部门|单位|国家|省|市|县|区|城市|园区|乡镇|街道|商会|协会|类|板块|环节|企业|公司|机构|高校|平台"
    r"|[^项]*(?:开展|对接|洽谈|推进|推动|签订|围绕|进行|参与|考察|负责|产业链|集群|活动|机制|领域))"
    r"|.*项目(?:主体|推进|机制|活动|合作|对接|建设的)"
)
_ENDS = "，。；：！？,;:!?\n"
_COUNTED_ON = re.compile(r"\s*(?:共|有|达|为|约)*\d|[中里数库]")
_BUILT_BY = re.compile(
    r"由[^，。；,;]{2,30}?(?:公司|集团|股份|控股|科技|实业)[^，。；,;]{0,4}(?:投资|建设|实施|承建)?"
)
_OTHERS_END = re.compile(
    r"等(?:[^，。；、]{0,6}(?:企业|公司|集团|地)|[省市县区])[^，。；、]{0,6}(?:就|与|和|对|的)"
)
_LED_BY = LazyPattern(
    r"(?:书记|[市县区州盟旗镇乡]长|部长|主任|局长|主席|常委)[^，。；、]{0,6}?(?:带队|率队|一行|调研|督查|考察|察看|实地|走访)"
)
_EXACTLY = LazyPattern(r"(?:\d|[两二三四五六七八九十])[个项大]")
_GATHERS = re.compile(r"集聚|汇聚|聚集|云集|拥有|吸引")
_FACILITY = re.compile(r"项目|基地|园|中心|生产线|综合体|电站|水站|厂|码头|小镇|广场|酒店|新城")


def find_in_lists(book: ProjectBook) -> None:
    """Every project that a list names."""
    body = book.body
    for match in _LIST_END.finditer(body):
        if not _OF_OTHERS.match(match.group()):
            _ended_list(book, match.start(), match.group(), 1)
    for match in _COUNTED_END.finditer(body):
        number = _NUMBER.search(body, max(0, match.start() - 3), match.start())
        if number:
            _ended_list(book, number.start(), match.group(), 2)
    for match in _LIST_BEGIN.finditer(body):
        _begun_list(book, match.end())
    for number in sorted(book.layout.holding(_FACILITY)):
        clause = book.layout.clauses[number]
        if _may_name(body[clause.start : clause.end]):
            _headed_in(book, clause.start, clause.end)


def _ended_list(book: ProjectBook, end: int, tail: str, least: int) -> None:
    """A list that ends at `end`, before `等…项目` or a count of projects, with at least so many items."""
    body = book.body
    start = end
    while start > 0 and body[start - 1] not in _ENDS and end - start < 240:
        start -= 1
    items = list(split_items(body, start, end))
    if len(items) >= least and not _is_quoted(body[start:end]):
        _add_items(book, items, tail)


def _is_quoted(text: str) -> bool:
    """Whether a list stands inside quotation marks: watchwords, not names."""
    return text.endswith(("”", "』")) and 0 <= text.find("“") < text.find("、") and text.count("“") == 1


def _may_name(text: str) -> bool:
    """Whether a clause with a word for a facility can name a project by it: a quick look."""
    at = text.find("项目", 3)
    if at > 0 and text.find("项目", at + 2) > 0:
        return True
    if "的" in text or names.COMPANY.search(text):
        return True
    if at > 0 and _COUNTED_ON.match(text, at + 2):
        return False
    return bool(at > 0 and _GOES_ON.match(text, at + 2)) or _tells_status(text)


def _begun_list(book: ProjectBook, start: int) -> None:
    """A list after its announcement (`项目包括甲基地、乙生产线等`)."""
    body = book.body
    end = start
    while end < len(body) and body[end] not in "。；;\n，,":
        end += 1
    stop = body.rfind("等", start, end)
    items = list(split_items(body, start, stop if stop > start else end))
    items[-1:] = _last_two(body, *items[-1]) if items else []
    if "项目" not in body[max(0, start - 40) : start] and not all(
        body.startswith("项目", last - 2) for _, last in items
    ):
        return
    if len(items) < 2 or any(
        figure.kind == "count" and start <= figure.span.start < end for figure in book.figures
    ):
        return
    _add_items(book, items, ANNOUNCED)


def _add_items(book: ProjectBook, items: list[tuple[int, int]], tail: str) -> None:
    for number in range(len(items) - 1, 0, -1):
        if _OTHERS_END.search(book.body, *items[number]) or _LED_BY.search(book.body, *items[number]):
            items = items[number:]
            break
    texts = [
        names.trim_front(book.body[start:end]) if place == 0 else names.trim_joint(book.body[start:end])
        for place, (start, end) in enumerate(items)
    ]
    if not texts or tail.endswith(("企业", "工程")) or all(names.is_industry(text) for text in texts):
        return
    plain = [text for text in texts if not names.ends_in_head(text)]
    counted = bool(_EXACTLY.search(tail))
    if any(names.is_industry(text) for text in texts) and len(plain) == len(texts) and not counted:
        return
    if tail == "等产业项目" and plain and not any(names.split_investor(text)[0] for text in texts):
        return
    if len(items) == 1 and plain and not names.split_investor(plain[0])[0]:
        return
    kinds = not counted and sum(not is_particular(text) for text in texts) >= 2
    firms = bool(_GATHERS.search(book.body, max(0, items[0][0] - 1), items[0][1]))
    for (_, end), text in zip(items, texts, strict=True):
        unnamed = ("的" in text and not names.split_investor(text)[0]) or (
            (kinds or firms) and not is_marked(text)
        )
        if text in plain and unnamed:
            continue
        book.add(end - len(text), end, tail)


def _headed_in(book: ProjectBook, start: int, end: int) -> None:
    """Names that end in a head: in a list of such, or with an owner before them, or as a subject."""
    body = book.body
    headed: list[tuple[int, int]] = []
    plain: list[tuple[int, int]] = []
    for item in split_items(body, start, end):
        begin, stop = _headed_name(body, *item) if names.has_head(body, *item) else item
        name = body[begin:stop]
        built = names.ends_in_head(name) or (names.split_builder(name)[0] and names.is_thing(name))
        if built and names.is_name(name) and not names.is_bare(name):
            headed.append((begin, stop))
        else:
            plain.append(item)
    projects = [span for span in headed if body[span[1] - 2 : span[1]] == "项目"]
    listed = False
    for first, last in headed:
        why = _reason(book, (first, last), (start, end), projects)
        if why and book.add(first, last, why):
            listed = listed or (first, last) in projects
    if len(projects) >= 2 and listed:
        for first, last in plain:
            begin, stop = _headed_name(body, first, last)
            fits = stop == last and 3 <= stop - begin <= 16 and begin < projects[-1][0]
            if fits and not names.is_industry(body[begin:stop]):
                book.add(begin, stop, "并列")


def _reason(
    book: ProjectBook, name: tuple[int, int], clause: tuple[int, int], projects: list[tuple[int, int]]
) -> str:
    """Why a headed phrase is taken for a project's name; empty where it is not."""
    body = book.body
    (first, last), (start, end) = name, clause
    text = body[first:last]
    around = body[last:end] + body[start:first]
    owner = names.split_builder(text)[0] or names.split_investor(text)[0] or names.owner_of(text)
    if owner and not re.match(r"企业|公司", owner) and (_tells_status(around) or _lists_deals(book, start)):
        return owner
    if len(text) < 6:
        return ""
    if len(projects) >= 2 and name in projects and (_tells_status(around) or "在列" in around):
        return "并列"
    is_subject = _OPENS.fullmatch(body, start, first) and (
        _tells_status(body[last : min(end, last + 12)])
        or _tells_status(body[start:first])
        or bool(_GOES_ON.match(body, last, end))
    )
    if is_subject and text.endswith(("项目", "基地")):
        return "主语"
    return "宾语" if text.endswith("项目") and _BRINGS.search(body, start, first) else ""


def _lists_deals(book: ProjectBook, at: int) -> bool:
    """Whether the sentence lists deals (`签约的有…，落在某县的，是…`)."""
    start, end = book.layout.sentence_around(at)
    sentence = book.body[start:end]
    return _tells_status(sentence) or "项目有" in sentence


def _tells_status(text: str) -> bool:
    return status_of("", text, "") != "" or bool(_BUILT_BY.match(text))


def _headed_name(body: str, first: int, last: int) -> tuple[int, int]:
    """The name inside an item of a list: from after its verb to its last head before the predicate."""
    for _, head_end in names.heads_in(body[first:last]):
        text = names.trim_front(body[first : first + head_end])
        if names.is_name(text) and not names.is_bare(text):
            begin = first + head_end - len(text)
            _, named = names.split_builder(text)
            start, stop = names.read_forward(body, begin + len(text) - len(named))
            return begin if named != text else start, min(stop, last)
    text = names.trim_front(body[first:last])
    begin, stop = names.read_forward(body, last - len(text))
    return begin, min(stop, last)


def split_items(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list joined by 、, with a last 和 or 及 between two named heads."""
    if body.find("、", start, end) < 0 and body.find("“", start, end) < 0:
        yield from _split_last(body, start, end)
        return
    at = start
    depth = 0
    for match in _ITEM_MARKS.finditer(body, start, end):
        place, mark = match.start(), match.group()
        if mark in "（(":
            depth += 1
        elif mark in "）)":
            depth = max(0, depth - 1)
        elif (mark == "、" and not depth) or (mark == "“" and body[place - 1] == "”"):
            yield from _split_last(body, at, place)
            at = place + 1
    yield from _split_last(body, at, end)


def _last_two(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last item of an announced list, parted at a 和 after a building (`甲小镇和乙枢纽`)."""
    for match in _AND.finditer(body, start + 3, end - 3):
        if names.is_thing(body[start : match.start()]) and not body.startswith("项目", end - 2):
            return [(start, match.start()), (match.end(), end)]
    return [(start, end)]


_AND = re.compile(r"以及|和|及")
_ITEM_MARKS = re.compile(r"[、（(）)“]")
_LAST_AND = re.compile(
    r"以及(?<=(?:项目|基地|.园|.线)以及)|和(?<=(?:项目|基地|.园|.线)和)|与(?<=(?:项目|基地|.园|.线)与)|及(?<=(?:项目|基地)及)",
    re.DOTALL,
)


def _split_last(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    match = _LAST_AND.search(body, start, end)
    if match:
        yield start, match.start()
        yield match.end(), end
    elif body[start:end].strip():
        yield start, end
