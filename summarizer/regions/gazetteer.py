"""The divisions of China and the names they go by: `data/divisions.txt`, laid out for quick look-up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from summarizer.article import Region, RegionLevel
from summarizer.resources import data_path

_LEVELS: dict[str, RegionLevel] = {"1": "province", "2": "prefecture", "3": "county", "4": "district"}


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

    common_words: frozenset[str]
    strict: frozenset[str]
    not_before: dict[str, str]
    not_after: dict[str, str]
    zone_suffixes: tuple[str, ...]
    known_zones: dict[str, str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, with an index by their first two characters; the divisions themselves stay text.

    Attributes:
        names: every surface form, with the numbers of the divisions that go by it as the file has them.
        heads: first two characters to the lengths of the names that begin so, longest first.
        divisions: a line of the file each.
    """

    names: dict[str, str]
    heads: dict[str, tuple[int, ...]]
    divisions: list[str]


@cache
def usage() -> Usage:
    """The usage notes, read once."""
    raw = tomllib.loads(data_path("regions.toml").read_text("utf-8"))
    return Usage(
        common_words=frozenset(raw["common_words"]),
        strict=frozenset(raw["strict"]),
        not_before=raw["not_before"],
        not_after=raw["not_after"],
        zone_suffixes=tuple(raw["zones"]["suffixes"]),
        known_zones=raw["zones"]["known"],
    )


@cache
def gazetteer() -> Gazetteer:
    """All names of all divisions; read on first use."""
    table = data_path("divisions.txt").read_text("utf-8")
    divisions, _, rows = table.partition("\n\n")
    names: dict[str, str] = {}
    heads: dict[str, tuple[int, ...]] = {}
    for row in rows.splitlines():
        name, _, numbers = row.partition(" ")
        names[name] = numbers
        length, known = len(name), heads.get(name[:2], ())
        if length not in known:
            heads[name[:2]] = tuple(sorted((*known, length), reverse=True)) if known else (length,)
    return Gazetteer(names, heads, [line for line in divisions.split("\n") if line[0] != "#"])


@cache
def entries_of(name: str) -> tuple[Entry, ...]:
    """The divisions that go by a name, those it names in full first; none where no division does."""
    numbers = gazetteer().names.get(name)
    if numbers is None:
        return ()
    return tuple(
        Entry(_division(int(number.removesuffix("-"))), not number.endswith("-"))
        for number in numbers.split(" ")
    )


@cache
def _division(number: int) -> Division:
    level, _, path = gazetteer().divisions[number].partition(" ")
    *parents, name = path.split("/")
    return Division(Region(name, parents[0] if parents else name, _LEVELS[level]), tuple(parents))
