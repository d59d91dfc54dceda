"""The parts of a date line: dates, times, labels with a value, counts and buttons."""

from __future__ import annotations

from summarizer.article import Span
from summarizer.patterns import LazyPattern

DATE = (
    r"(?:19|20)\d\d\s*(?:[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?)"
    r"(?:T(?=\d))?(?:\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?))?"
)
TIME = r"(?:上午|下午|凌晨|晚上?)?\s*\d{1,2}\s*:\s*\d\d(?:\s*:\s*\d\d)?(?:\.\d+)?(?:Z|\+\d\d:?\d\d)?"
LABELS = (
    r"(?:(?:文章|信息|新闻|稿件|内容|本文|消息|图文|数据)?来源|稿源|出处|转载自|转自|作者|记者|通讯员|供稿|"
    r"(?:发布|发表|更新|录入|添加|创建|编辑|上传|成文|生成|发文|刊发|修改)?(?:时间|日期)|发布(?:人|者|单位|机构)?|"
    r"(?:责任)?编辑|责编|审核|校对|(?:点击|阅读|浏览|访问|人气|查看|评论|收藏|点赞|分享|转发)(?:次数|量|数|率)?|"
    r"字[号体](?:大小)?|视力保护色|关键词|栏目|分类|所属栏目|信息分类|分享到?|打印|我要评论|浏览|人气)"
)
_VALUE = r"\s*[:|｜]\s*(?:[\[【(][^\]】)\n]{0,16}[\])】]|[^\s|:,。]{0,24})"
_COUNT = (
    r"(?:阅读|浏览|点击|访问|人气|评论|点赞|收藏|分享|转发|查看|热度|在看|赞)"
    r"(?:量|数|次数)?\s*:?\s*[\[(【]?\s*\d[\d.,]*\s*(?:万\+?|次|k|K|\+|人|条)?[\])】]?"
)
_BUTTON = (
    r"[\[【(]?(?:打印(?:本页|本文|此页)?|关闭(?:窗口|本页)?|分享(?:到|至)?|收藏|我要评论|评论|举报|纠错|复制链接|默认|"
    r"(?:字[号体]|字体大小)\s*:?|特大|超大|大|中|小|T[大中小]|A[+-]?|[+-]|更多|字号|放大|缩小|微信|微博|QQ空间|QQ|"
    r"新浪微博|朋友圈|手机(?:看|版|阅读)|扫码|原创|转载|本站原创|进入|听新闻)[\])】]?"
)
_SEPARATOR = r"[\s|,;·:/\-—_\[\]【】()<>]*"
_TOKEN = rf"(?:{DATE}(?:\s*{TIME})?|{TIME}|{LABELS}{_VALUE}|{_COUNT})"
# How labels and counts end, for a quick first look.
_LABEL_ENDS = "享人位体击到印发号员处对小布数期构核气源率目看稿类编者自色藏览论词读赞辑量问间"
_COUNT_ENDS = "享击发度数气看藏览论读赞量问"
_MAY_BE_ANCHOR = LazyPattern(rf"[{_LABEL_ENDS}\d]\s*:")
_MAY_BE_LABELLED = LazyPattern(rf"[{_LABEL_ENDS}\d]\s*[:|]")
_MAY_BE_COUNT = LazyPattern(rf"[{_COUNT_ENDS}]\s*:?\s*[\[(【]?\s*\d")
_RUN = LazyPattern(
    rf"(?:[(\[【-]?\s*{_TOKEN}(?:{_SEPARATOR}(?:{_TOKEN}|{_BUTTON}(?![\u4e00-\u9fff])))*[)\]】]?)"
)
_ANCHOR = LazyPattern(rf"{DATE}\s*{TIME}|{LABELS}\s*:")
_PIECES = LazyPattern(rf"{_TOKEN}|{_BUTTON}(?![\u4e00-\u9fff])|https?://\S+")
_STRONG = LazyPattern(rf"{DATE}|{TIME}|{LABELS}\s*[:|]|{_COUNT}")
_DAY = LazyPattern(DATE)
_NAME = 7
_RUN_LEAST = 10
_DATE_LINE = 0.7
_REST = LazyPattern(r"[\s|,;·:/\-—_\[\]【】()<>.*~]+")


def meta_run(text: str, start: int, end: int) -> Span | None:
    """The first run of dates, times and labelled values in a stretch of folded text.

    Needed where a page puts headline, date line and article into one line.
    """
    if not _MAY_BE_ANCHOR.search(text, start, end) or not _ANCHOR.search(text, start, end):
        return None
    for run in _RUN.finditer(text, start, end):
        if run.end() - run.start() >= _RUN_LEAST and _ANCHOR.search(text, run.start(), run.end()):
            return Span(run.start(), run.end())
    return None


def meta_share(line: str) -> float:
    """How much of a folded line is dates, labels, counts and buttons, from 0 to 1.

    0 where nothing stands in it that only a date line has. A line with a date and no word longer than
    a name is a date line whatever the names are.
    """
    if not _may_be_strong(line) or not _STRONG.search(line):
        return 0.0
    words = _REST.split(_PIECES.sub(" ", line))
    rest = sum(map(len, words))
    share = 1.0 - rest / max(1, len(_REST.sub("", line)))
    if share < _DATE_LINE and max(map(len, words)) <= _NAME and _DAY.search(line):
        return _DATE_LINE
    return share


def _may_be_strong(line: str) -> bool:
    """Whether it is worth looking for dates, clocks, labels and counts: most lines have none."""
    return (
        "20" in line
        or "19" in line
        or _MAY_BE_LABELLED.search(line) is not None
        or _MAY_BE_COUNT.search(line) is not None
    )
