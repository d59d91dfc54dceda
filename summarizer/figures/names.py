"""Numbers that are no quantities: names, codes, labels, fixed phrases, the time of day."""

from __future__ import annotations

import re

from summarizer.figures.found import Found, distractor
from summarizer.figures.tables import tables
from summarizer.figures.tokens import SPACES, Number
from summarizer.figures.units import unit_after
from summarizer.patterns import LazyPattern

_PHONE = LazyPattern(
    r"(?:\(?0[0-9]{2,3}\)?[-—－ ]?[0-9]{7,8}|400[-—－ ]?[0-9]{3,4}[-—－ ]?[0-9]{3,4}|1[3-9][0-9]{9})(?![0-9])"
)
_CODE = re.compile(r"[0-9]+(?:[-./·][0-9A-Za-z]+)*")
_FORMULA = LazyPattern(r"[0-9一二三N]+(?:\s?[+＋]\s?(?:[0-9]+|[NXnx]|一|二|三))+")
_LETTER_NAME = re.compile(r"[0-9]+(?:\.[0-9]+)?[A-Za-z]+[0-9]*")
_CLOCK = LazyPattern(
    r"[0-9一二三四五六七八九十两]{1,3}(?:[点时](?:[0-9一二三四五六七八九十]{1,3}分?|半|整|许|钟)?|[:：][0-5][0-9](?:[:：][0-5][0-9])?)"
)
_NOT_CLOCK = LazyPattern(
    r"点(?:要求|意见|建议|希望|理由|体会|原因|措施|经验|做法|位|[0-9]?%)|时(?:代|间|期|光|空|速)"
)
_HOTLINE = re.compile(r"(?:[0-9]{3,8})(?=(?:便民|政务|服务|企业|政府|投诉|咨询|营商环境)?(?:热线|电话|平台))")
_DOCUMENT = LazyPattern(r"[〔\[【（(](?:19|20)[0-9]{2}[〕\]】）)]\s?[0-9]+\s?号?")
_LICENCE_BEFORE = LazyPattern(
    r"(?:电话|热线|传真|手机|邮编|备案|许可证|编号|证号|代码|ICP[备证]|公网安备|QQ|转|微信号|帐号|账号)[：:号为是\s]*$"
)
_LIST_MARK = LazyPattern(
    r"(?:[0-9]{1,2}(?:[.．、](?![0-9])|[)）]|(?=\s))|[一二三四五六七八九十]{1,3}(?:[、是]|[)）]))"
)
_DOTTED = re.compile(r"[0-9]{1,2}·[0-9]{1,2}(?![0-9])")
_DOTTED_DATE = re.compile(r"(?:19|20)[0-9]{2}[.．](?:0?[1-9]|1[0-2])[.．][0-9]{1,2}")
_BRACKETS = frozenset("〔[【（(")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_PUNCTUATION_BEFORE_MARK = frozenset("\n（(。；;：: \u3000") | {""}


def phrase_at(text: str, at: int, done: int) -> Found | None:
    """A fixed phrase around the numeral at `at` (进一步, 第一时间), not reaching back before `done`."""
    phrases = tables().phrases
    leading = phrases.get(text[at : at + 2], ())
    closing = phrases.get(text[at - 1 : at + 1], ()) if at else ()
    if leading or closing:
        for phrase in (*leading, *closing):
            begin = at - phrase.offset
            if begin >= done and text.startswith(phrase.word, begin):
                return distractor(begin, begin + len(phrase.word), phrase.reason)
    return None


_HOTLINE_FIRST = frozenset("便政服企投咨营热电平")
_LICENCE_LAST = frozenset("话线真机编案证号码备转：:为是") | SPACES
# Beside what characters Arabic digits may be part of a name, code or label at all.
_BEFORE = _LETTERS | _BRACKETS | _PUNCTUATION_BEFORE_MARK | _LICENCE_LAST | frozenset("-－·+＋")
_AFTER = _LETTERS | _HOTLINE_FIRST | frozenset("+＋·.．点时:：") | {""}


def name_around(text: str, at: int, number: Number, done: int) -> Found | None:
    """A name, code or label that the number belongs to."""
    before = text[at - 1] if at else ""
    after = text[number.end] if number.end < len(text) else ""
    if number.chinese:
        return _chinese_name(text, at, number, before, after)
    if before not in _BEFORE and after not in _AFTER and not _begins_like_code(text, at, number.end - at):
        return None
    return (
        _joined_name(text, at, number, before, after)
        or _code(text, at, number, before, after, done)
        or _label(text, at, number, before, after)
    )


def _begins_like_code(text: str, at: int, length: int) -> bool:
    """Whether digits may be a telephone number or a label by their beginning."""
    first = text[at]
    return first == "0" or (first in "14" and (length >= 11 or text.startswith("400", at)))


def _joined_name(text: str, at: int, number: Number, before: str, after: str) -> Found | None:
    """Digits joined to letters or to each other by signs: G60, A3-0718, 5+2, 9·8."""
    if before in _LETTERS or (at > 1 and before in "-－·" and text[at - 2] in _LETTERS):
        code = _CODE.match(text, at)
        stop = code.end() if code else number.end
        while stop < len(text) and text[stop] in _LETTERS:
            stop += 1
        return distractor(at, stop, "name")
    if after in "+＋" and (formula := _FORMULA.match(text, at)):
        return distractor(at, formula.end(), "formula")
    if at > 1 and before in "+＋" and text[at - 2] in "NnXx白":
        return distractor(at, number.end, "formula")
    if after == "·" and (dotted := _DOTTED.match(text, at)):
        return distractor(at, dotted.end(), "name")
    return None


def _code(text: str, at: int, number: Number, before: str, after: str, done: int) -> Found | None:
    """Telephone numbers, document numbers, licences, versions."""
    if (
        not number.power
        and text[at] in "014"
        and (phone := _PHONE.match(text, at))
        and not unit_after(text, phone.end(), number)
    ):
        return distractor(at, phone.end(), "phone number")
    if before in _BRACKETS and (document := _DOCUMENT.match(text, at - 1)):
        return distractor(max(at - 1, done), document.end(), "document number")
    digits = number.end - at
    dotted = after in ".．" and text[number.end + 1 : number.end + 2].isdigit()
    licence = digits >= 3 and before in _LICENCE_LAST and _LICENCE_BEFORE.search(text, max(0, at - 8), at)
    if licence or (dotted and not _DOTTED_DATE.match(text, at)):
        code = _CODE.match(text, at)
        return distractor(at, code.end() if code else number.end, "code")
    if digits >= 3 and after in _HOTLINE_FIRST and (hotline := _HOTLINE.match(text, at)):
        return distractor(at, hotline.end(), "hotline")
    return None


def _label(text: str, at: int, number: Number, before: str, after: str) -> Found | None:
    """The time of day, list markers, numbers with a leading zero, and 5G or 4A."""
    digits = number.end - at
    if number.power == 0 and digits <= 2 and (clock := _clock(text, at, after)):
        return clock
    if digits <= 2 and before in _PUNCTUATION_BEFORE_MARK and (mark := _list_mark(text, at, before)):
        return mark
    if text[at] == "0" and digits > 1 and after not in "月日时." and "." not in text[at : number.end]:
        stop = number.end + (1 if after == "后" else 0)
        return distractor(at, stop, "age group" if after == "后" else "label")
    if after in _LETTERS and number.power == 0:
        return _letter_name(text, at, number)
    return None


def _letter_name(text: str, at: int, number: Number) -> Found | None:
    """5G, 4A, 3D: letters straight after digits that are no unit of measurement."""
    match = _LETTER_NAME.match(text, at)
    if match is None:
        return None
    letters = text[number.end : match.end()]
    units = tables().units
    known = units.get(text[number.end : number.end + 2]) or units.get(letters[0], ())
    if any(unit.word == letters for unit in known) and letters not in ("G", "D", "K", "A", "B"):
        return None
    if any(text.startswith(unit.word, number.end) and not unit.word.isalpha() for unit in known):
        return None
    return distractor(at, match.end(), "name")


def _chinese_name(text: str, at: int, number: Number, before: str, after: str) -> Found | None:
    if (
        after in "点时"
        and number.value is not None
        and number.value <= 24
        and (clock := _clock(text, at, after))
    ):
        return clock
    if before in _PUNCTUATION_BEFORE_MARK and (mark := _list_mark(text, at, before)):
        return mark
    if before == "其" and text[at - 1 : at + 1] in ("其一", "其二", "其三", "其四"):
        return distractor(at - 1, number.end, "list marker")
    if before == "周" or (before == "期" and text[at - 2 : at] == "星期"):
        return distractor(at, number.end, "weekday")
    if before in _LETTERS and number.end - at == 1:
        return distractor(at, number.end, "name")
    return None


def _clock(text: str, at: int, after: str) -> Found | None:
    if after not in "点时:：":
        return None
    if _NOT_CLOCK.match(text, at + 1) or _NOT_CLOCK.match(text, at + 2):
        return None
    match = _CLOCK.match(text, at)
    return distractor(at, match.end(), "time of day") if match else None


def _list_mark(text: str, at: int, before: str) -> Found | None:
    match = _LIST_MARK.match(text, at)
    if match is None:
        return None
    closing = text[match.end() - 1]
    if closing in ")）":
        if before not in "（(":
            return None
    elif closing == "是":
        if before and before in "（(":
            return None
    elif before in "（(：: " and before:
        return None
    stop = match.end()
    return distractor(at, stop - 1 if closing in ")）" else stop, "list marker")
