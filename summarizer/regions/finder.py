"""Find the places a text names, longest name first, and settle which division each one is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.article import Region, RegionLevel, Span
from summarizer.patterns import LazyPattern
from summarizer.regions.gazetteer import Division, Entry, entries_of, gazetteer, usage
from summarizer.regions.names import Name, highest, known_name

_BY_SUFFIX: dict[str, RegionLevel] = {"县": "county", "市": "county", "区": "district"}

# 市 and 区 begin words of their own: 南山市场 is not a city called 南山.
_AFTER_OLD_NAME = "场民容貌集井面价值域间块分别位"

# A county's two-character name that runs on into a common word: 振兴县域经济.
_AFTER_TWO = "域级乡直"

_ORGANISATIONS = re.compile(
    "公司|集团|银行|大学|学院|研究院|研究所|商会|协会|股份|实业|科技有限|日报|晚报|晨报|都市报|电视台|广播|融媒|新闻网"
)
_REACH = 20  # the longest lead of an organisation's name, and the longest word for one
_ORGANISATION = re.compile(
    r"(?:(?![与和同在到赴由向对为将的是了]|有(?!限))[\u4e00-\u9fffA-Za-z0-9()（）·])"
    rf"{{0,16}}?(?:{_ORGANISATIONS.pattern})"
)

_ZONE_PREFIX = LazyPattern(
    r"(?:^|[^\u4e00-\u9fff]|在|到|于|落户|入驻|进驻|以及|[和与及、])([\u4e00-\u9fff]{2,4})\Z"
)
_INTO = re.compile(r"(落户|入驻|进驻|落地|落子|选址)$")
_BARE_ZONES = frozenset({"经济技术开发区", "高新技术产业开发区", "经开区", "高新区"})
_NO_ZONE_NAME = LazyPattern(
    r"^(落户|入驻|进驻|我|各|全|该|本|某|一|两|三|多|个|国家|省|市|县|级|区|州|旗|这|新|老|建|成|为|的|是|有)|[的个级家各类]$|落户|入驻|进驻|位于|地处|项目|企业|推进|推动|支持|加快|大力|打造|建设|引导|依托|围绕|通过|包括|其中|部分|重点|相关|有关|所有|领导"
)


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A place where a text names a division.

    Attributes:
        span: where the name stands.
        surface: the name as written.
        region: the division; `province` is None where several bear the name and nothing settles it.
        organisation: the name is part of the name of a firm, a paper or a school.
    """

    span: Span
    surface: str
    region: Region
    organisation: bool = False


class Hit(NamedTuple):
    """A place where a name of the gazetteer stands."""

    start: int
    end: int
    name: Name


def find_regions(text: str) -> list[RegionMention]:
    """Find every division that a text names, from left to right, never overlapping.

    A short name counts where it can mean nothing else; a short name that is also a common word, or
    that several divisions bear, counts where the rest of the text names a division above it.

    Args:
        text: simplified Chinese text.
    """
    return _mentions(text, hits_in(text))


def find_regions_in(parts: Sequence[str]) -> tuple[str, list[RegionMention]]:
    """The same for texts that stand under each other, as one; with that text.

    What a page's body names is looked for once, whatever else is read with it.
    """
    hits: list[Hit] = []
    start = 0
    for part in parts:
        hits += [Hit(start + hit.start, start + hit.end, hit.name) for hit in hits_in(part)]
        start += len(part) + 1
    text = "\n".join(parts)
    return text, _mentions(text, hits)


def _mentions(text: str, hits: Sequence[Hit]) -> list[RegionMention]:
    named = Counter(full for hit in hits for full in hit.name.speaks_for)
    mentions: list[RegionMention] = []
    previous: Hit | None = None
    before: Division | None = None
    for hit in hits:
        adjacent = before if previous is not None and previous.end == hit.start else None
        division = _settle(hit, named, adjacent)
        previous, before = hit, division
        if division is not None:
            mentions.append(_mention(text, hit, division))
    return _with_zones(text, mentions)


def lookup_region(name: str, *, province: str | None = None) -> Region | None:
    """Resolve one name, in full or short form.

    Args:
        name: a division's name, such as 呼和浩特, 海北州 or 南通市崇川区 (the last one named counts).
        province: full or short name of the province it must lie in.

    Returns:
        The division; one without a province where several bear the name; None where none does.
    """
    name = name.strip()
    entries = entries_of(name)
    if not entries:
        found = find_regions(name)
        return found[-1].region if found and found[-1].span.end == len(name) else None
    if province:
        entries = tuple(e for e in entries if (e.division.region.province or "").startswith(province[:2]))
    return _as_region(highest(entries), name) if entries else None


@lru_cache(maxsize=8)
def hits_in(text: str) -> tuple[Hit, ...]:
    """Where names of divisions stand in a text, longest first, whatever they mean."""
    return tuple(_hits(text))


def _hits(text: str) -> Iterator[Hit]:
    book = gazetteer()
    names, lengths_of = book.names, book.heads.get
    free = 0
    for match in _beginning().finditer(text):
        at = match.start()
        if at < free:
            continue
        for length in lengths_of(text[at : at + 2], ()):
            surface = text[at : at + length]
            if surface in names and _stands_alone(text, at, surface):
                free = at + length
                yield Hit(at, free, known_name(surface))
                break


@cache
def _beginning() -> re.Pattern[str]:
    """A character that some name begins with, before one that is the second of some name."""
    firsts, seconds = ("".join({head[n] for head in gazetteer().heads}) for n in (0, 1))
    return re.compile(f"[{firsts}](?=[{seconds}])")


def _stands_alone(text: str, at: int, surface: str) -> bool:
    """Refuse a name that a longer word contains by chance."""
    rules = usage()
    before = text[at - 1 : at]
    after = text[at + len(surface) : at + len(surface) + 1]
    if before and before in rules.not_before.get(surface, ""):
        return False
    if after and after in rules.not_after.get(surface, ""):
        return False
    if len(surface) == 2 and surface[-1] in "县区" and after and after in _AFTER_TWO:
        return False
    if surface[-1] not in "市区县" or not after or after not in _AFTER_OLD_NAME:
        return True
    return any(entry.division.region.name == surface for entry in entries_of(surface))


def _settle(hit: Hit, named: Counter[str], adjacent: Division | None) -> Division | None:
    name = hit.name
    if adjacent is not None:
        above = adjacent.region.name
        for entry in name.entries:
            if above in entry.division.parents or above == entry.division.region.name:
                return entry.division
    if name.strict:
        return None
    if name.full:
        return _best(name.full, named, name.surface)
    if name.top is not None:
        return name.top
    supported = [
        e
        for e in name.entries
        if named[e.division.region.name] or (e.division.parents and named[e.division.parents[-1]])
    ]
    if not supported and not name.common:
        supported = [e for e in name.entries if any(named[p] for p in e.division.parents)]
    return _best(supported, named, name.surface) if supported else None


def _best(entries: Sequence[Entry], named: Counter[str], surface: str) -> Division:
    """Of several divisions of one name, the one whose parents the text names most."""
    if len(entries) == 1:
        return entries[0].division
    ranked = sorted(entries, key=lambda e: _support(e, named), reverse=True)
    if _support(ranked[0], named) == _support(ranked[1], named):
        return Division(Region(surface, None, ranked[0].division.region.level))
    return ranked[0].division


def _support(entry: Entry, named: Counter[str]) -> tuple[int, int]:
    parents = entry.division.parents
    return (named[parents[-1]] if parents else 0, sum(named[p] for p in parents))


def _as_region(division: Division, surface: str) -> Region:
    """The division under its full name, or under its old name where the surface is one."""
    region = division.region
    suffix = surface[-1]
    old_name = len(surface) > 2 and suffix in _BY_SUFFIX and not region.name.endswith(suffix)
    if old_name and region.level in ("county", "district") and surface[:-1] == region.name[:-1]:
        return Region(surface, region.province, _BY_SUFFIX[suffix])
    return region


def _mention(text: str, hit: Hit, division: Division) -> RegionMention:
    surface = hit.name.surface
    near = _ORGANISATIONS.search(text, hit.end, hit.end + _REACH)
    inside = near is not None and _ORGANISATION.match(text, hit.end) is not None
    return RegionMention(Span(hit.start, hit.end), surface, _as_region(division, surface), inside)


@cache
def _zone_pattern() -> re.Pattern[str]:
    return re.compile("|".join([*usage().known_zones, *usage().zone_suffixes]))


def _with_zones(text: str, mentions: list[RegionMention]) -> list[RegionMention]:
    """Add development zones and new areas, which no table of divisions holds."""
    by_end = {mention.span.end: mention for mention in mentions}
    zones: list[RegionMention] = []
    for match in _zone_pattern().finditer(text):
        ending = by_end.get(match.end())
        if ending is not None and ending.span.start >= match.start() - 4:
            continue
        zone = _zone(text, match, by_end, mentions)
        if zone is not None:
            zones.append(zone)
    if not zones:
        return mentions
    kept = [m for m in mentions if not any(z.span.start <= m.span.start < z.span.end for z in zones)]
    return sorted([*kept, *zones], key=lambda m: m.span)


def _zone(
    text: str, match: re.Match[str], by_end: dict[int, RegionMention], mentions: list[RegionMention]
) -> RegionMention | None:
    known = usage().known_zones.get(match[0])
    owner = by_end.get(match.start())
    if known or owner:
        start = owner.span.start if owner else match.start()
        province = known or (owner.region.province if owner else None)
    else:
        before = text[max(0, match.start() - 10) : match.start()]
        prefix = _ZONE_PREFIX.search(before)
        name = prefix[1] if prefix else ""
        if not name or _NO_ZONE_NAME.search(name):
            if match[0] not in _BARE_ZONES or not _INTO.search(before):
                return None
            name = ""
        start = match.start() - len(name)
        entries = entries_of(name)
        provinces = {e.division.region.province for e in entries} or {
            m.region.province for m in mentions if not m.organisation
        }
        province = provinces.pop() if len(provinces) == 1 else None
    span = Span(start, match.end())
    surface = text[span.start : span.end]
    return RegionMention(span, surface, Region(surface, province, "zone"))
