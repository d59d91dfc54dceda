"""The rules of `data/furniture.toml`, and what they say of one line."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeGuard

from summarizer.cleaning.furniture.lines import Line, Shape
from summarizer.cleaning.furniture.meta import meta_share
from summarizer.patterns import LazyPattern
from summarizer.resources import data_path

THRESHOLD = 0.5
"""A line with at least this score is furniture."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the fields mean what `data/furniture.toml` says."""

    reason: str
    words: tuple[str, ...]
    pattern: LazyPattern
    score: float
    longest: int
    prose: bool = False
    ends: int = 0
    edge: bool = False
    section: bool = False
    interrupts: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a line: why it is furniture, how surely, and what follows from it."""

    reason: str
    score: float
    ends: int = 0
    edge: bool = False
    section: bool = False


def is_furniture(verdict: Verdict | None) -> TypeGuard[Verdict]:
    """Whether the rules are sure enough of a line."""
    return verdict is not None and verdict.score >= THRESHOLD


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, and by the first character of words, the words and the rules they are of."""

    rules: tuple[Rule, ...]
    index: dict[str, tuple[tuple[str, int], ...]]
    for_long_lines: tuple[int, ...]
    inline_words: tuple[str, ...]
    inline_tail: LazyPattern
    inline_inner: LazyPattern


_NAVIGATION = Verdict("navigation", 0.9, edge=True)
_DATE_ALONE = Verdict("date, source and counts", 0.9)
_SYMBOLS = Verdict("only signs or digits", 0.8)
_LISTED = Verdict("dated headline of a list", 0.75)
_BULLET = Verdict("headline of a list", 0.6)

_LONG_LINE = 100
_PROSE_LEAST = 30
_META_LONGEST = 240
_META_LEAST = 0.6
_LIST_LONGEST = 80
_NAV_SPLIT = LazyPattern(r"[|｜·•>/\s]+")
_WORDLESS = LazyPattern(r"^[\W_\d]*$")
_LIST_DATE = LazyPattern(
    r"^.{6,60}[\s\[(\]](?:(?:19|20)\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*(?:\d\d:\d\d(?::\d\d)?)?[\])]?$"
)
# What hangs on a paragraph has a label's sign, or ends like a button.
_MAY_HANG = LazyPattern(r"[:|/丨]|[印闭错藏部】\]口页文\s]\Z")
_BULLETED = LazyPattern(r"^[·•‧∙▪►▶»>◇・]\s*\S")


@cache
def rule_book() -> RuleBook:
    """The rules, read once."""
    raw = tomllib.loads(data_path("furniture.toml").read_text("utf-8"))
    rules = tuple(
        Rule(
            reason=r["reason"],
            words=tuple(r["words"]),
            pattern=LazyPattern(r["pattern"]),
            score=r["score"],
            longest=r["longest"],
            prose=r.get("prose", False),
            ends=r.get("ends", 0),
            edge=r.get("edge", False),
            section=r.get("section", False),
            interrupts=r.get("interrupts", False),
        )
        for r in raw["rule"]
    )
    index: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, rule in enumerate(rules):
        for word in rule.words:
            index[word[0]].append((word, number))
    return RuleBook(
        rules,
        {head: tuple(words) for head, words in index.items()},
        tuple(number for number, rule in enumerate(rules) if rule.longest > _LONG_LINE),
        tuple(raw["inline"]["words"]),
        LazyPattern(raw["inline"]["tail"]),
        LazyPattern(raw["inline"]["inner"]),
    )


def inline_tail(text: str, start: int, end: int) -> int | None:
    """Where furniture begins that hangs on the end of a paragraph."""
    book = rule_book()
    last = text[start:end]
    if not _MAY_HANG.search(last) or not any(word in last for word in book.inline_words):
        return None
    found = book.inline_tail.search(text, start, end)
    return found.start() if found else None


def judge(line: Line) -> Verdict | None:
    """What the rules say of a line, or None where none applies."""
    text = line.text
    return _judge(text, line.shape) if len(text) <= _LONG_LINE else _judge_anew(text, line.shape)


@lru_cache(maxsize=4096)
def _judge(text: str, shape: Shape) -> Verdict | None:
    return _judge_anew(text, shape)


@lru_cache(maxsize=1024)
def _verdict(reason: str, score: float, ends: int, edge: bool, section: bool) -> Verdict:
    """A large page has a verdict a line, and few that differ."""
    return Verdict(reason, score, ends, edge, section)


def _judge_anew(text: str, shape: Shape) -> Verdict | None:
    if _WORDLESS.match(text):
        return _DATE_ALONE if meta_share(text) else _SYMBOLS
    best = _by_words(text, shape)
    if shape == "prose":
        return best
    share = meta_share(text) if len(text) <= _META_LONGEST and not _BULLETED.match(text) else 0.0
    if share >= _META_LEAST and (best is None or best.score < share):
        ends, section = (best.ends, best.section) if best else (0, False)
        return _verdict("date, source and counts", round(0.35 + 0.6 * share, 2), ends, False, section)
    if best is not None:
        return best
    if _is_navigation(text):
        return _NAVIGATION
    if shape in ("headline", "teaser") and len(text) <= _LIST_LONGEST:
        if _LIST_DATE.match(text):
            return _LISTED
        if _BULLETED.match(text):
            return _BULLET
    return None


def _by_words(text: str, shape: Shape) -> Verdict | None:
    book = rule_book()
    size = len(text)
    numbers: Iterable[int]
    if size > _LONG_LINE:
        numbers = (n for n in book.for_long_lines if any(word in text for word in book.rules[n].words))
    else:
        firsts = book.index.keys() & set(text)
        numbers = sorted({n for first in firsts for word, n in book.index[first] if word in text})
    matched: list[tuple[float, Rule]] = []
    for number in numbers:
        rule = book.rules[number]
        if size <= rule.longest and rule.pattern.search(text):
            halved = shape == "prose" and not rule.prose and size >= _PROSE_LEAST
            matched.append((round(rule.score / 2, 2) if halved else rule.score, rule))
    if not matched:
        return None
    score, rule = max(matched, key=lambda match: match[0])
    ends = 0 if score < THRESHOLD or any(r.interrupts for _, r in matched) else rule.ends
    return _verdict(rule.reason, score, ends, rule.edge, rule.section)


def _is_navigation(text: str) -> bool:
    """首页 时政 国内 国际: four or more short words side by side."""
    if len(text) > 200:
        return False
    tokens = [token for token in _NAV_SPLIT.split(text) if token]
    if len(tokens) < 4:
        return False
    return sum(len(token) <= 6 for token in tokens) >= 0.8 * len(tokens) and not any(
        c.isdigit() for c in text
    )
