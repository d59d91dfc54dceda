"""Figures written without a numeral at their head: 过半, 翻番, 榜首, 数百家."""

from __future__ import annotations

from decimal import Decimal

from summarizer.figures.bounds import bound_before
from summarizer.figures.composition import compose
from summarizer.figures.found import Found, distractor
from summarizer.figures.tokens import read_number

_SEVERAL = ("数十", "数百", "数千", "数万", "数亿", "几十", "几百", "几千", "几万", "几亿")
_HALVES = ("一半", "一大半", "半数", "过半", "近半", "大半")
_FIRSTS = ("首位", "榜首", "之首", "居首", "魁首")
SPECIAL_WORDS = frozenset(
    (*_SEVERAL, *_HALVES, *_FIRSTS, "半年", "半个月", "半个多月", "翻番", "翻倍", "双过半")
)

_HALF = Decimal("0.5")
_FIFTY = Decimal(50)


def read_special(text: str, at: int, word: str) -> Found | None:
    """The figure that `word` makes at `at`, or None where it means something else."""
    end = at + len(word)
    if word == "双过半":
        return distractor(at, end, "word")
    if word in _SEVERAL:
        return _several(text, at)
    if word in _HALVES:
        if word == "大半" and text.startswith(("天", "年", "夜", "辈子"), end):
            return distractor(at, end, "word")
        if word == "半数" and text.startswith("以上", end):
            return Found(at, end, "percent", "percent", _FIFTY, None, True, "at_least", "半")
        if word in ("过半", "近半", "大半") and text.startswith(("数", "年", "个", "天", "小时"), end):
            return None
        bound = "more_than" if word in ("过半", "大半") else None
        begin = at + 1 if word in ("过半", "近半") else at
        approx, low = bound_before(text, at, round_number=True)
        return Found(
            begin,
            end,
            "percent",
            "percent",
            _FIFTY,
            None,
            word not in ("半数", "一半") or approx,
            bound or low,
            "半",
        )
    if word in _FIRSTS:
        if text.startswith(("度", "要", "问", "诊"), end) or text[max(0, at - 2) : at].endswith(
            ("在", "放", "摆")
        ):
            return distractor(at, end, "word")
        return Found(at, end, "rank", "rank", Decimal(1))
    if word in ("翻番", "翻倍"):
        return Found(at, end, "multiple", "times", Decimal(2), measure=word[1])
    if word.startswith("半"):
        if text.startswith(("报", "度"), end):
            return distractor(at, end + 1, "word")
        approx, bound = bound_before(text, at, round_number=False)
        return Found(at, end, "quantity", "other", _HALF, None, approx or "多" in word, bound, word[1:])
    return None


def _several(text: str, at: int) -> Found | None:
    """数百家, 几十个: the multiplier is the value, at the least."""
    number = read_number(text, at + 1)
    if number is None or number.value is None:
        return None
    found = compose(text, at + 1, number._replace(approx=True))
    if found.kind == "distractor":
        return found._replace(begin=at)
    return found._replace(begin=at, approx=True)
