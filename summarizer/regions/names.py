"""Names of divisions by themselves: what each one can mean, before any text is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from summarizer.article import Region
from summarizer.regions.gazetteer import Division, Entry, entries_of, usage


class Name(NamedTuple):
    """What is known of a name before any text is read.

    Attributes:
        surface, entries: the name, and the divisions that go by it.
        speaks_for: full names that the name alone names beyond doubt: its division and those above.
        strict, common: it counts only after a division above it; it is a common word too.
        full: its entries under a full name.
        top: the province or prefecture it is a short name of, where it is no common word.
    """

    surface: str
    entries: tuple[Entry, ...]
    speaks_for: tuple[str, ...]
    strict: bool
    common: bool
    full: tuple[Entry, ...]
    top: Division | None


@cache
def known_name(surface: str) -> Name:
    """What is known of a name of the gazetteer."""
    entries, rules = entries_of(surface), usage()
    tops = [entry for entry in entries if _is_top(entry)]
    common = surface in rules.common_words
    return Name(
        surface,
        entries,
        _speaks_for(surface, entries),
        surface in rules.strict,
        common,
        tuple(entry for entry in entries if entry.full),
        highest(tops) if tops and not common else None,
    )


def _is_top(entry: Entry) -> bool:
    return entry.division.region.level in ("province", "prefecture")


def _speaks_for(surface: str, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    entry, *others = entries
    region = entry.division.region
    if any(other.division.region.province != region.province for other in others):
        return ()
    rules = usage()
    doubtful = not entry.full and (not _is_top(entry) or surface in rules.common_words)
    return () if surface in rules.strict or doubtful else (region.name, *entry.division.parents)


def highest(entries: Iterable[Entry]) -> Division:
    """Of several divisions of one name, the one of the highest level; without a province among equals."""
    order = ("province", "prefecture", "county", "district")
    ranked = sorted(entries, key=lambda e: (not e.full, order.index(e.division.region.level or "district")))
    best = ranked[0].division
    rivals = [e for e in ranked if e.full == ranked[0].full and e.division.region.level == best.region.level]
    if len({e.division.region.province for e in rivals}) > 1:
        return Division(Region(best.region.name, None, best.region.level))
    return best
