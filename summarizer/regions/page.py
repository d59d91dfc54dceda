"""Whose news a page is: weigh the places it names by where they stand and by what the page calls home."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from summarizer.article import Region, RegionLevel
from summarizer.patterns import LazyPattern
from summarizer.regions.finder import RegionMention, find_regions_in, lookup_region
from summarizer.regions.gazetteer import entries_of

_HOME = LazyPattern(r"[全我](省|市|州|盟|县|旗|区)|全(?:市|县|区)上下|(自治区|自治州|开发区|高新区|新区)上下")
_TITLE_WEIGHT = 6.0
_LEAD_WEIGHT = 3.0
_LEAD_LENGTH = 160
_LONGEST = 50_000
_SOURCE_WEIGHT = 2.0
_ORGANISATION_WEIGHT = 0.25
_CHILD_WEIGHT = 0.25
_SIBLINGS = 3
_SIBLING_WEIGHT = 0.6
_QUALIFIER_WEIGHT = 0.2
_TRAVEL = re.compile(r"(?:赴|前往|来自|走进|奔赴|远赴|对接|辗转|亮相|落户)[^。；]{0,20}$")
_TRAVEL_WEIGHT = 0.3
# What a place is the origin, the stage or a part of the name of: 福建籍客商, 在南昌开幕, 黄浦江畔, 南京路.
_OF_OTHERS = LazyPattern(r"籍|客商|商人|企业家|商会|会馆|[路江河湖]|大[道街]|[一二三]路|地区|等地")
_NATIVES = re.compile(r"籍(?:在外|成功人士|人士|乡贤)")
_STAGE = LazyPattern(r"[^，。；]{0,10}?(?:举行|举办|召开|开幕|开展|亮相|落幕|闭幕)")
_HOLDS = LazyPattern(r"在[一-鿿]{0,3}$")

# Which levels a page means when it says 全市, 我州 and so on.
_FITS: dict[str, frozenset[RegionLevel]] = {
    "省": frozenset({"province"}),
    "市": frozenset({"prefecture", "county"}),
    "州": frozenset({"prefecture"}),
    "盟": frozenset({"prefecture"}),
    "县": frozenset({"county"}),
    "旗": frozenset({"county"}),
    "区": frozenset({"district", "zone"}),
}


def main_region(title: str | None, body: str, source: str | None = None) -> Region | None:
    """The division that a page reports on.

    Names in the title and the first sentences weigh more than others, names inside the names of
    firms less; a name whose level fits what the page calls its own (全市, 我州, 全区) is preferred.

    Args:
        title: the page's title, where it has one.
        body: the clean body.
        source: who published it; 晋中日报 speaks for 晋中市.

    Returns:
        The division with its province, or None where the page names none.
    """
    body = body[:_LONGEST]
    text, mentions = find_regions_in([part for part in (title, body, source) if part])
    head = len(title) + 1 if title else 0
    tail = len(text) - len(source) if source else len(text)
    if title and body.startswith(title):
        body_start = head
        head += len(title)
    else:
        body_start = head
    weights: defaultdict[Region, float] = defaultdict(float)
    own = False
    mentions = _of_the_county([m for m in mentions if _can_be_home(m.region)])
    for mention, following in zip_longest(mentions, mentions[1:]):
        weight = _weight(mention, body_start, head, tail)
        share = 1.0 if weight in (_SOURCE_WEIGHT, _TITLE_WEIGHT) else _share(text, mention)
        own = own or share == 1.0 or bool(_NATIVES.match(text, mention.span.end))
        weight *= share
        if following is not None and text[mention.span.end : following.span.start] in ("", "·", "•"):
            # 平顶山市郏县: the first name only says which 郏县.
            weight *= _QUALIFIER_WEIGHT
        weights[mention.region] += weight
    if not own:
        return None
    _lift_parents(weights)
    home = Counter(
        next(filter(None, match.groups())) for match in _HOME.finditer(text) if any(match.groups())
    )
    return max(weights, key=lambda region: weights[region] * _fit(region, home))


def _of_the_county(mentions: list[RegionMention]) -> list[RegionMention]:
    """A short name means the county of that name (衡阳 on a page of 衡阳县) where the city is never named."""
    full = {m.surface: m.region for m in mentions if m.surface == m.region.name}
    counties = {name[:-1]: region for name, region in full.items() if name.endswith("县")}
    return [
        replace(m, region=counties[m.surface]) if m.surface in counties and m.region.name not in full else m
        for m in mentions
    ]


def _can_be_home(region: Region) -> bool:
    """An industrial park is part of a place, a development zone or new area is one."""
    if region.level == "zone":
        return not region.name.endswith(("园区", "园", "城"))
    return region.province is not None


def _weight(mention: RegionMention, body_start: int, head: int, tail: int) -> float:
    at = mention.span.start
    if at >= tail:
        return _SOURCE_WEIGHT
    if at < body_start:
        return _TITLE_WEIGHT
    return 1.0 + (_LEAD_WEIGHT if at < head + _LEAD_LENGTH else 0.0)


def _share(text: str, mention: RegionMention) -> float:
    """How much a name says of whose news it is: little in the name of a firm, of a river, or of a stage."""
    start, end = mention.span
    if mention.organisation or _OF_OTHERS.match(text, end):
        return _ORGANISATION_WEIGHT
    staged = _HOLDS.search(text, max(0, start - 4), start) and _STAGE.match(text, end)
    return _TRAVEL_WEIGHT if staged or _TRAVEL.search(text, max(0, start - 24), start) else 1.0


def _lift_parents(weights: defaultdict[Region, float]) -> None:
    """A city's districts speak for the city too: a little, or more where several of them are named."""
    children: defaultdict[Region, list[float]] = defaultdict(list)
    for region, weight in weights.items():
        for parent in _parents(region):
            children[parent].append(weight)
    for parent, theirs in children.items():
        several = len(theirs) >= _SIBLINGS and parent.level == "prefecture"
        weights[parent] += sum(theirs) * (_SIBLING_WEIGHT if several else _CHILD_WEIGHT)


@lru_cache(maxsize=4096)
def _parents(region: Region) -> tuple[Region, ...]:
    if region.level in (None, "province") or region.province is None:
        return ()
    if region.level == "zone":
        city = lookup_region(region.name[:2], province=region.province)
        return (city,) if city and city.level == "prefecture" else ()
    names = next(
        (
            e.division.parents
            for e in entries_of(region.name)
            if e.division.region.province == region.province
        ),
        (region.province,),
    )
    found = (lookup_region(name, province=region.province) for name in names)
    return tuple(parent for parent in found if parent)


def _fit(region: Region, home: Counter[str]) -> float:
    """How well a region's level fits the page's own words for home."""
    if not home:
        return 1.0
    fits = _FITS
    total = sum(home.values())
    score = 0.0
    for word, count in home.items():
        levels = fits.get(word[-1], frozenset[RegionLevel]())
        autonomous = word == "区" and region.level == "province" and region.name.endswith("自治区")
        abroad = word == "省" and not region.name.endswith(("省", "自治区"))
        municipality = word == "市" and region.level == "province" and region.name.endswith("市")
        exact = region.level == "county" and word == "市" and not region.name.endswith("市")
        if (region.level in levels and not exact and not abroad) or autonomous or municipality:
            score += count / total
    return 0.3 + 2.0 * score
