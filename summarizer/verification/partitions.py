"""Neighbouring figures that add up to another one, and whether they belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from summarizer.verification.fits import fit_sum
from summarizer.verification.precision import printed_place
from summarizer.verification.scopes import is_generic, narrows
from summarizer.verification.terms import Term
from summarizer.verification.wording import any_of, rules

_MAX_PARTS, _MAX_LISTED = 6, 24
_LONG_LIST = 5
_LEAD = 30
_TELLING = 500
"""A total this many times its last digit's worth is hardly met by chance."""
_SAYS_TOTAL = re.compile(r"[共总]|合计")
_BEFORE_IN_LIST = re.compile(r"\d[个项家户宗][^，、。；,;]{0,4}[，、,][^，、。；,;]{0,12}$")
_SMALL, _LARGE = re.compile(r"(?<!自治)[区县旗镇乡]$"), re.compile(r"[省市州盟区县旗]$")
_NUMERALS = re.compile(r"[\d.,，]")


def partitions(
    total: Term, members: Sequence[Term], halves: Mapping[int, Decimal], body: str
) -> Iterator[list[Term]]:
    """Runs of neighbours that add up: right behind the total, behind another such run, or beyond chance.

    `halves` is half the worth of the last digit of each term, by its number.
    """
    members = [term for term in members if term.value < total.value]
    after = [term for term in members if term.at > total.at]
    start = 0
    while start < len(after) - 1:
        for size in _likely_sizes(total, after, start, halves):
            run = after[start : start + size]
            adjacent = start == 0 or _follows(after, start) or _whole_list(after, start, size)
            if _adds_up(total, run) and _belongs(total, run, body, adjacent=adjacent):
                yield run
                start += size
                break
        else:
            start += 1
    if len(members) - len(after) > 1:
        yield from _parts_first(total, [term for term in members if term.at < total.at], body)


def _likely_sizes(
    total: Term, after: Sequence[Term], start: int, halves: Mapping[int, Decimal]
) -> Iterator[int]:
    """How many terms from one on come near a total: a quick look before they are weighed.

    A list within one sentence may be long; apart, many numbers soon add up to anything.
    """
    first = after[start]
    sentence, place = first.place.sentence, 2 * halves[total.id]
    computed, slack = first.value, halves[first.id]
    for size, term in enumerate(after[start + 1 : start + _MAX_LISTED], 2):
        if size > _MAX_PARTS and term.place.sentence != sentence:
            return
        computed += term.value
        slack += halves[term.id]
        if computed - slack > total.value + place:
            return
        if computed + slack + place >= total.value:
            yield size


def _whole_list(after: Sequence[Term], start: int, size: int) -> bool:
    """A long list that fills its sentence and adds up exactly needs no total beside it."""
    sentence = after[start].place.sentence
    listed = sum(term.place.sentence == sentence for term in after)
    return listed == size >= _LONG_LIST and after[start + size - 1].place.sentence == sentence


def _follows(after: Sequence[Term], start: int) -> bool:
    return after[start - 1].place.sentence == after[start].place.sentence


def _parts_first(total: Term, before: Sequence[Term], body: str) -> Iterator[list[Term]]:
    """新建30个，续建20个，共50个: only within one sentence, and the total must say so."""
    near = [term for term in before if term.place.sentence == total.place.sentence]
    if len(near) < 2 or not _SAYS_TOTAL.search(total.label):
        return
    for size in range(2, min(_MAX_PARTS, len(near)) + 1):
        parts = near[-size:]
        if _adds_up(total, parts) and _differ(parts, body):
            yield parts
            return


def _adds_up(total: Term, parts: Sequence[Term]) -> bool:
    return fit_sum(total, parts).holds


def _belongs(total: Term, parts: Sequence[Term], body: str, *, adjacent: bool) -> bool:
    if not _differ(parts, body):
        return False
    exact = sum(part.value for part in parts) == total.value
    telling = exact and total.value / printed_place(total.figure) >= _TELLING
    if total.indicator in (None, "other") or any(part.indicator is None for part in parts):
        return adjacent and _announced(total, parts[0], body)
    if telling:
        return True
    if any(_below(part, total) for part in parts):
        return False
    if _elsewhere(total, parts, body) or _peers(total, parts, body):
        return False
    if any(part.scope == total.scope and part.indicator == total.indicator and part.scope for part in parts):
        return False
    together = len({part.place.sentence for part in parts}) == 1
    return adjacent and (together or parts[-1].place.paragraph - total.place.paragraph <= 2)


def _below(part: Term, total: Term) -> bool:
    """What no threshold is said of, in another sentence, is no part of what is above one."""
    return part.threshold != total.threshold and part.place.sentence != total.place.sentence


def _elsewhere(total: Term, parts: Sequence[Term], body: str) -> bool:
    """Parts of another place than the total: neither its city nor its neighbours."""
    regions = [part.region or "" for part in parts if part.region != total.region]
    if len(regions) > len(set(regions)):
        return True
    if not regions or not total.region:
        return False
    if _SMALL.search(total.region) and any(_LARGE.search(region) for region in regions):
        return True
    return bool(_BEFORE_IN_LIST.search(body[max(0, total.at - 24) : total.at]))


def _peers(total: Term, parts: Sequence[Term], body: str) -> bool:
    """轻工3个，农业1个，文旅2个: entries of one list, none of them made of others."""
    if is_generic(total.scope) or _announced(total, parts[0], body):
        return False
    return all(
        part.indicator == total.indicator
        and part.place.sentence == total.place.sentence
        and not narrows(part.scope, total.scope)
        for part in parts
    )


def _announced(total: Term, first: Term, body: str) -> bool:
    """六大园区：…三个，…三个: what stands between says that parts follow."""
    between = body[total.figure.span.end : first.at]
    return total.place.sentence == first.place.sentence and bool(_split_cues().search(between))


@cache
def _split_cues() -> re.Pattern[str]:
    return any_of([*rules()["subsets"]["split"], "：", ":"])


def _differ(parts: Sequence[Term], body: str) -> bool:
    """Parts of one whole are told apart by scope, indicator or wording."""
    marks = {(part.indicator, part.scope, part.region, _words_before(part, body)) for part in parts}
    return len(marks) == len(parts)


def _words_before(part: Term, body: str) -> str:
    """What leads up to a part, numbers aside: 续建项目，实现到位资金."""
    text = body[max(0, part.at - _LEAD) : part.at]
    text = text[max(text.rfind(mark) for mark in "。；;\n") + 1 :]
    return _NUMERALS.sub("", text)
