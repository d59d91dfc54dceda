"""Who published a page, when, and whose news it is: read from its furniture before that is forgotten.

What a label says (来源：…) counts before what stands beside the date, that before what the article's
own first and last sentences say (本报讯, 据…报道), and that before the owner of the copyright.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer.article import Region, Span, TracedText
from summarizer.cleaning.damage import undo_damage
from summarizer.cleaning.dates import dates_in
from summarizer.cleaning.furniture.lines import Line, fold, shape_of
from summarizer.cleaning.furniture.rules import judge
from summarizer.cleaning.furniture.strip import FurnitureResult, PageLine, Place
from summarizer.cleaning.furniture.titles import bare_title, pair_set, shared_words
from summarizer.cleaning.script import simplify
from summarizer.patterns import LazyPattern
from summarizer.regions import main_region

if TYPE_CHECKING:
    from summarizer.cleaning.pages_html import HtmlPage

_LISTED = frozenset({"dated headline of a list", "headline of a list", "headline under a list's heading"})
_NOT_OURS = _LISTED | {
    "welcome or date line of the site",
    "disclaimer",
    "previous and next article",
    "related headlines",
}

_SOURCE = LazyPattern(
    r"(?:(?:文章|信息|新闻|稿件|内容|本文|消息|图文|数据)?来\s*源(?:于)?|稿源|转载?自|出处|摘自|原载|首发)\s*[:|丨]\s*"
    r"[“\"]?([^\s|,。;:()\[\]【】“”\"]{2,28})"
)
_MAY_BE_SOURCE = LazyPattern(r"[源于稿自处载发]\s*[:|丨]")
_NEXT_LABEL = LazyPattern(
    r"((责任)?编辑|责编|作者|记者|通讯员|(发布|更新)?(时间|日期)|发布(人|者|单位)|浏览|点击|阅读|评论|查看|人气|分享|打印|"
    r"字[号体])(次数|量|数)?(?=[:|\d(\[【]|$).*$|\d{4}[-年/.].*$"
)
_NOBODY = LazyPattern(
    r"^(本站|本网|本报|本台|本刊|原创|网络|互联网|未知|佚名|不详|转载|综合|其[他它]|admin|管理员|网站|小编|编辑|自媒体|"
    r"作者|无|暂无|中心|责任|微信|公众号|网友|本院|本局|站点|官方)(网?站|原创|发布|整理|转载|稿|投稿|内容|编辑|公众号|网)?$"
)
_MEDIA = (
    r"[\u4e00-\u9fffA-Za-z·]{2,16}?(?:日报|晚报|早报|晨报|时报|商报|都市报|经济报|经贸报|观察报|导报|快报|周报|报社|报业|"
    r"新闻网|在线|新华社|中新社|通讯社|电视台|广播电台|融媒体中心|融媒|传媒|报|网|台|客户端|新闻)"
)
_DATELINE = LazyPattern(
    rf"^\W*据?\s*(?:记者从)?(?P<paper>{_MEDIA})社?(?:全媒体|融媒体)?(?:[\u4e00-\u9fff]{{0,8}}\d{{1,2}}月\d{{1,2}}日[\u4e00-\u9fff]{{0,6}}?)?(?:报道|消息|讯|电)"
)
_DATELINE_OURS = LazyPattern(
    rf"^\W*本[报网台刊社][^(]{{0,20}}[讯电]\s*\((?P<paper>{_MEDIA})社?(?:全媒体|融媒体?|见习|实习|特约|首席)*(?:记者|通讯员)"
)
_AGENCY = LazyPattern(r"^\W*(?P<paper>新华社|中新社|新华网|人民网|中新网|央视网|央广网)[^。]{0,24}[讯电]")
_MAY_BE_DATELINE = LazyPattern("[讯电]|报道|消息|记者|通讯员")
_CREDIT = LazyPattern(
    rf"\(\s*(?P<paper>{_MEDIA})社?(?:\s|全媒体|融媒体?|见习|实习|特约|首席)*(?:记者|通讯员)[^)]*\)\W*$"
)
_OWNER = (
    LazyPattern(r"注明.{0,6}来源\s*[:为]?\s*[\"“”:]*\s*(?P<owner>[^\s\"“”,。:()]{2,20})[\"“”]"),
    LazyPattern(r"^\W*(?P<owner>[\u4e00-\u9fffA-Za-z]{2,16}?)版权(?:与|及)?(?:免责)?声明"),
    LazyPattern(r"版权(?:均)?归属?于?(?P<owner>[\u4e00-\u9fff]{3,16}?)(?:及|和|所有|,|。|$)"),
    LazyPattern(
        r"[Cc]opyright[^\u4e00-\u9fff]{0,40}(?P<owner>[\u4e00-\u9fff]{3,16}?)\s*(?:版权所有|版权|[Aa]ll|\(|,|。|\s|$)"
    ),
    LazyPattern(r"(?P<owner>[\u4e00-\u9fff]{3,16}?)\s*版权所有"),
    LazyPattern(r"版权所有\s*[:©]?\s*(?P<owner>[\u4e00-\u9fff]{3,16})"),
)
_OWNED = ("版权", "注明", "opyright")
_NO_OWNER = LazyPattern(
    r"^(本|未经|如|凡|版权|所有|网站|作者|备案|及|不得|请|保留|转载|相关|原作者|违者|技术|主办|承办)"
)
_SITE = LazyPattern(
    r"^([\u4e00-\u9fffA-Za-z·]{2,12}(?:网|在线|日报|晚报|热线|新闻|资讯|频道|之窗|信息港))\s*(?:>|»|-|›|→)"
)
_NEWSPAPER = LazyPattern(
    r"(日报|晚报|早报|晨报|时报|商报|观察|在线|网|新闻|报|社|台|发布|财经|融媒|资讯|之声|热线|信息港|客户端|时讯)$"
)
_TOKEN = LazyPattern(r"[\u4e00-\u9fffA-Za-z·]{3,14}")
_BUTTON = LazyPattern(
    r"(来源|作者|编辑|责编|时间|日期|星期.|阅读|浏览|点击|评论|字[号体]|打印|关闭|收藏|分享|微信|微博|查看|访问|人气|扫码|空间|"
    r"更多|纠错|首页|正文)(本页|本文|窗口|次数|量|数)?$|^(发布|发表|更新)"
)

_DATE_LABEL = LazyPattern(
    r"(发布|发表|刊发|上传|发稿)(时间|日期|于)?\s*[:|]?|(?<![\u4e00-\u9fff])(时间|日期)\s*[:|]"
)
_WEAK_DATE_LABEL = LazyPattern(r"(更新|录入|添加|创建|生成|成文|发文|编辑|修改)(时间|日期)?\s*[:|]?")
_CLOCK = LazyPattern(r"\d{1,2}:\d\d")

_AUTHOR_LABEL = LazyPattern(r"作\s*者\s*[:|]\s*((?:[^\s|:,。;()]{2,12}\s?){1,4})")
_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[\s、,]+[\u4e00-\u9fff·]{2,4}){0,3}"
_SPACES = LazyPattern(r"[\s、,]+")
_REPORTERS = LazyPattern(r"\([^()]*(?:记者|通讯员)[^()]*\)")
_REPORTER = LazyPattern(rf"(?:记者|通讯员)\s*[:/]?\s*({_NAMES})(?=[\s)。,、:]|通讯员|$)")
_ROLE = LazyPattern(r"(本站|本报|本网|见习|实习|全媒体|融媒体)?(记者|通讯员|作者|编辑|实习生)\s*")
_BYLINE = LazyPattern(
    rf"^[□■○●\s]*(?:本报|本网|全媒体|融媒体?)*(?:记者|通讯员)\s*[:/]?\s*(?P<names>{_NAMES})\s*(?:/文)?$"
)
_CLOSING = frozenset({"source line", "editors and proof-readers"})
_DATED = frozenset({"date, source and counts", "page tools", "share buttons"})
_FIRST_LINES = 3
_LAST_LINES = 2
_EDGE = 5000
_STAMP_LONGEST = 120
_LEAST_SHARED = 0.15
_OPENING = 20_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it does not say.

    `published` is the day of publication, `region` whose news the page is.
    """

    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    region: Region | None = None


def extract_metadata(furniture: FurnitureResult, *, html: HtmlPage | None = None) -> Metadata:
    """Read a page's metadata.

    Args:
        furniture: the repaired page, taken apart.
        html: the HTML page it came from, if it did; it fills what the text leaves open.
    """
    body = furniture.body.text
    if not body:
        return Metadata()
    first, last = _edges(body)
    lines = [line for line in _all_lines(furniture, html) if line.reason not in _NOT_OURS]
    title = furniture.title or (
        _markup_title(html.title, furniture.body.text) if html and html.title else None
    )
    source = _source(lines, first, last) or (html.site if html else None)
    published = _published(lines) or (html.published if html else None)
    author = _author(lines, first, last) or (html.author if html else None)
    return Metadata(title, source, author, published, main_region(title, body, source))


def _edges(body: str) -> tuple[list[str], list[str]]:
    """The body's first and last paragraphs, folded; a large body is not taken apart for them."""
    first = fold(_start(body, _FIRST_LINES + 1))
    last = fold(_start(body[::-1], _LAST_LINES)[::-1])
    return [line for line in first.splitlines() if line], [line for line in last.splitlines() if line]


def _start(body: str, paragraphs: int) -> str:
    """As much of a text as holds so many paragraphs."""
    at = 0
    while paragraphs and 0 <= at < len(body):
        end = body.find("\n", at)
        paragraphs -= end != at
        at = end + 1 if end >= 0 else -1
    return body[:at] if at >= 0 else body


def _markup_title(title: str, body: str) -> str | None:
    """What the markup gives as title, unless it speaks of something else: 新闻中心_某网."""
    words = bare_title(simplify(TracedText.of(fold(title))).text)
    return words if shared_words(words, pair_set(fold(body[:_OPENING]))) >= _LEAST_SHARED else None


def _all_lines(furniture: FurnitureResult, html: HtmlPage | None) -> Iterator[PageLine]:
    """The page's lines from top to bottom, with those an HTML extractor left aside."""
    yield from _set_aside(html.before if html else (), "head")
    lines = furniture.lines
    if len(lines) <= 2 * _EDGE:
        yield from lines
    else:  # what a page says of itself stands near its ends
        yield from lines[:_EDGE]
        yield from lines[-_EDGE:]
    yield from _set_aside(html.after if html else (), "tail")


def _set_aside(words: tuple[str, ...], place: Place) -> Iterator[PageLine]:
    for line in simplify(undo_damage(TracedText.of("\n".join(words))).text).text.split("\n") if words else ():
        folded = fold(line).strip()
        verdict = judge(Line(0, len(folded), folded, shape_of(folded)))
        if folded:
            yield PageLine(
                folded, Span(0, 0), place, verdict.reason if verdict else "", verdict.score if verdict else 0
            )


def _source(lines: list[PageLine], first: list[str], last: list[str]) -> str | None:
    for line in lines:
        if line.place not in ("body", "title") and line.reason not in ("disclaimer", "copyright"):
            for match in _SOURCE.finditer(line.text) if _may_name_source(line.text) else ():
                if name := _name(match[1]):
                    return name
    return _beside_date(lines) or _in_article(first, last) or _owner(lines)


def _may_name_source(words: str) -> bool:
    return _MAY_BE_SOURCE.search(words) is not None


def _name(words: str) -> str | None:
    """A publisher's name out of what follows a label; None where it names nobody."""
    words = _NEXT_LABEL.sub("", words).strip(" -—·〓?《》“”\"'<>*")
    words = words.removesuffix("社") if words.endswith("报社") else words
    return words if len(words) >= 2 and not _NOBODY.match(words) and not words.isdigit() else None


def _beside_date(lines: list[PageLine]) -> str | None:
    for line in lines:
        dated = line.place == "head" and line.reason in _DATED
        stamped = line.place == "tail" and len(line.text) <= _STAMP_LONGEST
        days = dates_in(line.text) if dated or stamped else []
        if not days or (stamped and days[0].start > 0):
            continue
        for token in _TOKEN.findall(line.text):
            if not _BUTTON.search(token) and _NEWSPAPER.search(token) and (name := _name(token)):
                return name
    return None


def _in_article(first: list[str], last: list[str]) -> str | None:
    for paragraph in first[:_FIRST_LINES]:
        start = paragraph[:80]
        for pattern in (_DATELINE_OURS, _AGENCY, _DATELINE) if _MAY_BE_DATELINE.search(start) else ():
            match = pattern.search(start)
            if (
                match
                and not match["paper"].startswith(("本", "记者", "该"))
                and (name := _name(match["paper"]))
            ):
                return name
    for paragraph in last[-_LAST_LINES:]:
        if (match := _CREDIT.search(paragraph[-60:])) and (name := _name(match["paper"])):
            return name
    return None


def _owner(lines: list[PageLine]) -> str | None:
    tail = [
        line.text
        for line in lines
        if line.place in ("tail", "head") and any(word in line.text for word in _OWNED)
    ]
    for pattern in _OWNER:
        for words in tail:
            if (
                (match := pattern.search(words))
                and not _NO_OWNER.match(match["owner"])
                and (name := _name(match["owner"]))
            ):
                return name
    for line in lines:
        if line.place == "head" and (match := _SITE.match(line.text)) and (name := _name(match[1])):
            return name
    return None


def _published(lines: list[PageLine]) -> date | None:
    """The likeliest of the page's dates: a labelled one first, one with a clock before one without."""
    best: tuple[int, date] | None = None
    for line in lines:
        for found in dates_in(line.text) if line.place not in ("body", "title") else ():
            rank = _date_rank(line, found.start)
            if rank and (best is None or rank > best[0]):
                best = (rank, found.day)
    if best is not None:
        return best[1]
    signed = [line.text for line in lines if line.place == "body"][-3:]
    for words in reversed(signed):
        if len(words) <= 20 and (days := dates_in(words)):
            return days[0].day
    return None


def _date_rank(line: PageLine, at: int) -> int:
    before = line.text[max(0, at - 8) : at]
    if _DATE_LABEL.search(before):
        return 5 if line.place == "head" else 4
    if line.place != "head" and len(line.text) > 60:
        return 0
    if _WEAK_DATE_LABEL.search(before):
        return 2
    if line.place == "head":
        return 4 if _CLOCK.search(line.text) or _SOURCE.search(line.text) else 3
    return 1 if line.reason in _CLOSING or _SOURCE.search(line.text) else 0


def _author(lines: list[PageLine], first: list[str], last: list[str]) -> str | None:
    for line in lines:
        if line.place in ("body", "title") or "者" not in line.text:
            continue
        if match := _AUTHOR_LABEL.search(line.text):
            names = _NEXT_LABEL.sub("", _ROLE.sub("", match[1])).strip()
            if names and not _NOBODY.match(names):
                return _SPACES.sub(" ", names)
    ends = [*first[: _FIRST_LINES + 1], *last[-_LAST_LINES:]]
    if not any("记者" in paragraph or "通讯员" in paragraph for paragraph in ends):
        return None
    for paragraph in ends:
        if match := _BYLINE.match(paragraph):
            return _SPACES.sub(" ", match["names"])
    for words in [*(p[:80] for p in first[:_FIRST_LINES]), *(p[-60:] for p in last[-_LAST_LINES:])]:
        bracket = _REPORTERS.search(words)
        if bracket and (match := _REPORTER.search(bracket[0])):
            return _SPACES.sub(" ", match[1]).strip()
    return None
