"""Where an article really begins and ends: what belongs to it beyond its run of prose."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Span
from summarizer.cleaning.furniture.lines import Line
from summarizer.cleaning.furniture.rules import Verdict, is_furniture
from summarizer.cleaning.furniture.titles import VOCABULARY, pair_set, shared_words
from summarizer.patterns import LazyPattern

_CREDIT = LazyPattern(
    r"^[(【\[]?\s*(本报|本网|本台|[\u4e00-\u9fff]{2,14})?(全媒体|融媒体?|见习|实习|特约|首席|文字|文/)*"
    r"(记者|通讯员|特约记者|实习生)[\s:/][^。]{2,40}[)】\]]?$"
)
_NAMES_ONLY = LazyPattern(r"^\((?:[\u4e00-\u9fff·]{2,4}[\s、]?){1,4}\)$")
_CONTACT = LazyPattern(r"^\([^)]*联系(人|电话)[^)]*\)$|^联系人\s*:")
_SIGNATURE = LazyPattern(r"^[\u4e00-\u9fff()、\s]{3,40}(局|委|办|府|室|中心|委员会|公司|部|处|组|会|院|厅)$")
_SIGNED_ON = LazyPattern(
    r"^(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二〇零○一九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
_CLOSING = LazyPattern(r"^特此(通报|通知|公告|公示|报告|函告)|^附(件)?\s*[:\d]")
_TAIL_REACH = 4
_RESUME_REACH = 30
_RESUME_LEAST = 30
_RESUME_SHARED = 0.2
_OPENING_SHARED = 0.12
_FINAL = 100
_LAST_LEAST = 12
_LAST_SHARED = 0.25
_LAST_SHARED_AT_END = 0.05
_CLOSERS = ("label", "row")


def closing_end(lines: Sequence[Line], verdicts: Sequence[Verdict | None], end: int) -> int:
    """Take in what closes an article without being prose: credits, signature and date, contact."""
    reach = end
    while reach < len(lines) and lines[reach].shape == "row" and not is_furniture(verdicts[reach]):
        reach += 1
    for n in range(reach, min(len(lines), reach + _TAIL_REACH)):
        text, verdict = lines[n].text, verdicts[n]
        contact = _CONTACT.match(text)
        if is_furniture(verdict) and not contact and not _SIGNED_ON.match(text):
            if verdict.ends:
                break
            continue
        following = lines[n + 1].text if n + 1 < len(lines) else ""
        signature = _SIGNATURE.match(text) and _SIGNED_ON.match(following)
        signed = _SIGNED_ON.match(text) and n > 0 and _SIGNATURE.match(lines[n - 1].text)
        if contact or signature or signed or any(p.match(text) for p in (_CREDIT, _NAMES_ONLY, _CLOSING)):
            reach = n + 1
        else:
            break
    return reach


def resumed(lines: Sequence[Line], verdicts: Sequence[Verdict | None], core: Span) -> Span:
    """Take in paragraphs beyond a list of headlines: those that speak of the same things, and those
    that still stand above the line which ends the article (an editor's name, a previous page).
    """
    prose = opening(lines, core)
    pairs: set[str] | None = None
    first, last, waiting = core.start, core.end - 1, -1
    for n in range(core.start - 1, max(-1, core.start - _RESUME_REACH), -1):
        if _ends_article(verdicts[n]):
            break
        if _is_paragraph(lines[n], verdicts[n]):
            pairs = pairs or pair_set(prose)
            first = n if shared_words(lines[n].text, pairs) >= _OPENING_SHARED else first
    for n in range(core.end, min(len(lines), core.end + _RESUME_REACH)):
        if _ends_article(verdicts[n]):
            last = max(last, waiting)
            break
        if _is_paragraph(lines[n], verdicts[n]):
            waiting = n
            pairs = pairs or pair_set(prose)
            last = n if shared_words(lines[n].text, pairs) >= _RESUME_SHARED else last
    return Span(first, last + 1)


def last_words(lines: Sequence[Line], verdicts: Sequence[Verdict | None], core: Span) -> int:
    """The end of the article with a last paragraph that is short, or has no full stop, below furniture.

    Such a paragraph speaks of the same things as the article, has a comma or a stop as headlines
    rarely do, and stands alone: headlines of other pages come in lists or under a heading. Right above
    the line that ends the article, or at the page's end, it needs little more than that.
    """
    n = core.end
    while n < len(lines) and n < core.end + _TAIL_REACH and is_furniture(verdicts[n]):
        verdict = verdicts[n]
        if verdict is None or verdict.edge or verdict.section or _ends_article(verdict):
            return core.end
        n += 1
    if n >= min(len(lines), core.end + _TAIL_REACH) or not _could_be_last(lines[n]):
        return core.end
    following = n + 1 < len(lines)
    if following and not is_furniture(verdicts[n + 1]) and lines[n + 1].shape not in _CLOSERS:
        return core.end
    least = _LAST_SHARED if following and not _ends_article(verdicts[n + 1]) else _LAST_SHARED_AT_END
    shared = shared_words(lines[n].text, pair_set(opening(lines, core)))
    return n + 1 if shared >= least else core.end


def _could_be_last(line: Line) -> bool:
    if line.shape == "prose":
        return True
    return line.shape == "headline" and len(line) >= _LAST_LEAST and "," in line.text


def opening(lines: Sequence[Line], core: Span) -> str:
    """The first paragraphs, as many as lines are compared with."""
    paragraphs: list[str] = []
    size = 0
    for n in range(core.start, core.end):
        if lines[n].shape == "prose":
            paragraphs.append(lines[n].text)
            size += len(lines[n]) + 1
            if size > VOCABULARY:
                break
    return "\n".join(paragraphs)


def _ends_article(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.ends >= _FINAL


def _is_paragraph(line: Line, verdict: Verdict | None) -> bool:
    return line.shape == "prose" and len(line) >= _RESUME_LEAST and not is_furniture(verdict)


def closes(text: str) -> bool:
    """Whether a line that looks like furniture closes an article: whom to ask, the day it was signed."""
    return bool(_CONTACT.match(text) or _SIGNED_ON.match(text))
