"""The page's own title, and the lines between it and the first paragraph that belong to the article."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from operator import add

from summarizer.article import Span
from summarizer.cleaning.furniture.lines import Line
from summarizer.cleaning.furniture.rules import Verdict, is_furniture
from summarizer.patterns import LazyPattern

_REACH = 60
_SHORTEST = 7
_LONGEST = 70
_LONGEST_LINE = 120
_LEAST_SHARED = 0.3
_LEAST_RANK = 0.3
_NEAR_BEST = 0.72
_AT_DATE_LINE = 0.2
_AT_ARTICLE = 0.15
_OVER_DEK = 0.3
_NAME = 10
_DATE_LINES = frozenset({"date, source and counts", "breadcrumb", "index card of the document"})
_SITE_SUFFIX = LazyPattern(
    r"\s*[-_|–—]{1,2}\s*[^-_|–—]{2,16}(网|新闻|频道|门户|政府|在线|日报|晚报|客户端|平台|中心|资讯|首页|局|委|办|要闻|动态|经济|财经)"
    r"(\s*[-_|–—]{1,2}\s*[^-_|–—]{2,20})*$"
)
_ORIGINAL = LazyPattern(r"^原?标题\s*[:|]\s*(?=\S{7})")
_ROLE = LazyPattern(r"\s*\((主题|副题|主标题|正题)\)$")
_OFFICE = LazyPattern(
    r"^[\u4e00-\u9fff]{0,12}(人民政府|投资促进|招商|经济合作|商务|发展(和|与)?改革|工业和信息化|统计|政务|新闻|信息|门户)"
    r"[\u4e00-\u9fff]{0,8}(局|中心|委员会|厅|委|办公室|网站?|平台|频道|栏目)$"
)
_OFFICE_ENDS = "局心会厅委室网站台道目"
_DEK = LazyPattern(r"^(——|--|—)\s*\S")
_BYLINE = LazyPattern(
    r"^[□■○●\s(]*(本报|本网|本台|[\u4e00-\u9fff]{2,8}(报|社|台|网))?(全媒体|融媒体?|见习)?(记者|通讯员|特约记者)[\s:]"
)
_NUMBERED = LazyPattern(r"^([一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")
VOCABULARY = 20_000
"""How many characters of an article lines are compared with."""
_FEW = 4
_HAN = LazyPattern(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first paragraph: the title's line, and the lines that stay under it.

    `span` is the title's own place in the step's input, without a label before or a site's name behind.
    """

    title: int | None
    kept: tuple[int, ...]
    span: Span | None = None


def find_head(lines: Sequence[Line], verdicts: Sequence[Verdict | None], first: int, prose: str) -> Head:
    """Find the title above line `first`.

    A title is a line of words that shares its words with the article, which a breadcrumb, a site's
    name or another page's headline does not.

    Args:
        lines: all lines of the page.
        verdicts: what the rules say of each.
        first: the first line of the article's run of prose.
        prose: the article's text, folded.
    """
    possible = [
        number
        for number in range(max(0, first - _REACH), first)
        if _is_labelled(lines[number])
        or (not is_furniture(verdicts[number]) and _could_be_title(lines[number]))
    ]
    # A few lines are looked up in the text itself; for many it pays to list its pairs.
    pairs = prose[:VOCABULARY] if len(possible) <= _FEW else pair_set(prose)
    places = _places(lines, verdicts, first)
    candidates: dict[int, float] = {}
    for number in possible:
        rank = _rank(bare_title(lines[number].text), pairs, places.get(number, 0.0))
        if rank >= _LEAST_RANK:
            candidates[number] = rank
    if not candidates:
        near = [n for n in range(max(0, first - 3), first) if not is_furniture(verdicts[n])]
        return Head(None, tuple(n for n in near if _opens_article(lines[n])))
    best = max(candidates.values())
    title = next(n for n, rank in candidates.items() if rank >= best * _NEAR_BEST)
    words = bare_title(lines[title].text)
    start = lines[title].start + lines[title].text.index(words)
    kept = _kept_under(lines, verdicts, title + 1, first, pairs, words)
    return Head(title, kept, Span(start, start + len(words)))


def _is_dated(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.reason in _DATE_LINES


def _opens_article(line: Line) -> bool:
    """A dek, a salutation or a numbered sub-title needs no title above it."""
    return bool(_DEK.match(line.text) or _NUMBERED.match(line.text)) or (
        line.shape == "lead-in" and len(line) > 5
    )


def bare_title(line: str) -> str:
    """A headline without a label before it and without the site's name that a browser title carries.

    A line too long for a headline is given back as it is.
    """
    if len(line) > _LONGEST_LINE:
        return line
    words = _ORIGINAL.sub("", line)
    words = _ROLE.sub("", words)
    bare = words.partition("_")[0].rstrip()  # no headline has a `_` of its own
    if len(bare) >= _SHORTEST:
        words = bare
    cut = _SITE_SUFFIX.search(words)
    return words[: cut.start()] if cut and cut.start() >= _SHORTEST else words


def _places(lines: Sequence[Line], verdicts: Sequence[Verdict | None], first: int) -> dict[int, float]:
    """Titles stand at the date line, or right above the first paragraph."""
    bonus: dict[int, float] = {}
    for number in range(max(0, first - _REACH), first):
        beside = [verdicts[n] for n in (number - 1, number + 1) if 0 <= n < first]
        if any(_is_dated(v) for v in beside):
            bonus[number] = _AT_DATE_LINE
        elif number + 2 < first and len(lines[number + 1]) <= _NAME and _is_dated(verdicts[number + 2]):
            bonus[number] = _AT_ARTICLE
    bare = [
        n
        for n in range(max(0, first - 6), first)
        if not is_furniture(verdicts[n]) and lines[n].shape != "label"
    ]
    deks = [n for n in bare if _DEK.match(lines[n].text)]
    if deks and deks[0] - 1 in bare:
        bonus[deks[0] - 1] = bonus.get(deks[0] - 1, 0.0) + _OVER_DEK
    elif bare:
        bonus[bare[-1]] = bonus.get(bare[-1], 0.0) + _AT_ARTICLE
    return bonus


def _is_labelled(line: Line) -> bool:
    return len(line) <= _LONGEST_LINE and _ORIGINAL.match(line.text) is not None


def _could_be_title(line: Line) -> bool:
    words = line.text
    if line.shape not in ("headline", "heading", "teaser") or not _SHORTEST <= len(words) <= _LONGEST:
        return False
    if _DEK.match(words) or _BYLINE.match(words) or (words[-1] in _OFFICE_ENDS and _OFFICE.match(words)):
        return False
    return sum(map(len, _HAN.findall(words))) >= 5


def _rank(text: str, pairs: Container[str], place: float) -> float:
    shared = shared_words(text, pairs)
    return shared + place if shared + place >= _LEAST_RANK and shared > 0.08 else 0.0


def pair_set(text: str) -> set[str]:
    """All pairs of neighbouring characters at the beginning of a text."""
    start = text[:VOCABULARY]
    return set(map(add, start, start[1:]))


def shared_words(text: str, pairs: Container[str]) -> float:
    """How many of a line's pairs of Chinese characters stand in the article too, from 0 to 1."""
    own = [pair for words in _HAN.findall(text) for pair in map(add, words, words[1:])]
    return sum(pair in pairs for pair in own) / len(own) if own else 0.0


def _kept_under(
    lines: Sequence[Line],
    verdicts: Sequence[Verdict | None],
    start: int,
    first: int,
    pairs: Container[str],
    title: str,
) -> tuple[int, ...]:
    """Deks, sub-titles, salutations and by-lines between title and first paragraph."""
    kept: list[int] = []
    for number in range(start, first):
        line = lines[number]
        if is_furniture(verdicts[number]) or bare_title(line.text) == title:
            continue
        words = line.shape in ("headline", "heading") and shared_words(line.text, pairs) >= _LEAST_SHARED
        near = number >= first - 3
        if (
            _DEK.match(line.text)
            or line.shape in ("prose", "lead-in")
            or (near and _BYLINE.match(line.text))
            or words
        ):
            kept.append(number)
    return tuple(kept)
