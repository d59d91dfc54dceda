"""Parts that make up a total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from summarizer.report import ShareRelation, SumRelation
from summarizer.verification.failing import failing_columns, failing_parts
from summarizer.verification.fits import fit_sum
from summarizer.verification.found import Found
from summarizer.verification.nesting import is_generic, narrows
from summarizer.verification.precision import Fit, Interval, fit_print, printed_place
from summarizer.verification.terms import Term
from summarizer.verification.wording import any_of, rules

_MAX_PARTS, _MAX_LISTED = 6, 24
_LONG_LIST = 5
_LEAD = 30
_TELLING = 500
"""A total this many times its last digit's worth is hardly met by chance."""


def find_sums(terms: Sequence[Term], body: str) -> list[Found]:
    """All totals with parts that add up, and those that should and do not."""
    found: list[Found] = []
    alike: dict[tuple[str, str], list[Term]] = {}
    for term in terms:
        if term.aspect == "level" and not (term.earlier or term.project or term.figure.approx):
            alike.setdefault((term.unit, term.figure.kind), []).append(term)
    for total in terms:
        if _may_be_total(total):
            kin = alike.get((total.unit, total.figure.kind), [])
            members = [term for term in kin if _may_be_part(term, total)]
            partitions = list(_partitions(total, members, body))
            used = {part.id for parts in partitions for part in parts}
            left = [term for term in members if term.id not in used]
            partitions += failing_parts(total, left, body)
            found += [_found(total, parts) for parts in partitions]
    columns = failing_columns([one.relation for one in found], terms)
    return found + [_found(total, parts) for total, parts in columns] + _changes(terms)


def _may_be_total(term: Term) -> bool:
    return (
        term.aspect == "level"
        and term.unit not in ("percent", "rank")
        and not (term.figure.approx or term.earlier or term.project)
        and term.value > 1
    )


def _may_be_part(term: Term, total: Term) -> bool:
    if term is total or term.value <= 0:
        return False
    if term.threshold is not None and term.threshold != total.threshold:
        return False
    return _same_family(term, total)


def _same_family(part: Term, total: Term) -> bool:
    if part.indicator is None or total.indicator is None or total.indicator == "other":
        near = part.place.sentence == total.place.sentence
        return near and part.indicator in (None, total.indicator, "other")
    if part.indicator == total.indicator:
        return True
    table = rules()["stages"]
    both_projects = part.indicator.endswith(".projects") and total.indicator.endswith(".projects")
    return both_projects and total.stage in table["wholes"] and part.stage in table["parts"]


def _partitions(total: Term, members: Sequence[Term], body: str) -> Iterator[list[Term]]:
    """Runs of neighbours that add up: right behind the total, behind another such run, or beyond chance."""
    members = [term for term in members if term.value < total.value]
    after = [term for term in members if term.at > total.at]
    start = 0
    while start < len(after):
        run = next(
            (
                after[start : start + size]
                for size in range(2, _most_parts(after, start) + 1)
                if _adds_up(total, after[start : start + size])
                and _belongs(
                    total,
                    after[start : start + size],
                    body,
                    adjacent=start == 0 or _follows(after, start) or _whole_list(after, start, size),
                )
            ),
            None,
        )
        if run:
            yield run
            start += len(run)
        else:
            start += 1
    yield from _parts_first(total, [term for term in members if term.at < total.at], body)


def _whole_list(after: Sequence[Term], start: int, size: int) -> bool:
    """A long list that fills its sentence and adds up exactly needs no total beside it."""
    sentence = after[start].place.sentence
    listed = sum(term.place.sentence == sentence for term in after)
    return listed == size >= _LONG_LIST and after[start + size - 1].place.sentence == sentence


def _most_parts(after: Sequence[Term], start: int) -> int:
    """A list within one sentence may be long; apart, many numbers soon add up to anything."""
    listed = 0
    for term in after[start : start + _MAX_LISTED]:
        if term.place.sentence != after[start].place.sentence:
            break
        listed += 1
    return max(listed, min(_MAX_PARTS, len(after) - start))


def _follows(after: Sequence[Term], start: int) -> bool:
    return after[start - 1].place.sentence == after[start].place.sentence


def _parts_first(total: Term, before: Sequence[Term], body: str) -> Iterator[list[Term]]:
    """新建30个，续建20个，共50个: only within one sentence, and the total must say so."""
    near = [term for term in before if term.place.sentence == total.place.sentence]
    says_so = re.search(r"[共总]|合计", total.label)
    for size in range(2, min(_MAX_PARTS, len(near)) + 1):
        parts = near[-size:]
        if says_so and _adds_up(total, parts) and _differ(parts, body):
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


_BEFORE_IN_LIST = re.compile(r"\d[个项家户宗][^，、。；,;]{0,4}[，、,][^，、。；,;]{0,12}$")
_SMALL, _LARGE = re.compile(r"(?<!自治)[区县旗镇乡]$"), re.compile(r"[省市州盟区县旗]$")


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
    return re.sub(r"[\d.,，]", "", text)


def _found(total: Term, parts: Sequence[Term]) -> Found:
    fit = fit_sum(total, parts)
    relation = SumRelation(
        figures=sorted({total.id, *(part.id for part in parts)}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        parts=[part.id for part in parts],
        total=total.id,
    )
    return Found(relation, True, fit)


def _changes(terms: Sequence[Term]) -> list[Found]:
    """由上年同期的2976个增加到3350个，净增374个: earlier value and change make the later one."""
    found: list[Found] = []
    for change in terms:
        if change.aspect != "change" or change.unit in ("percent", "rank"):
            continue
        near = [
            term
            for term in terms
            if term.aspect == "level"
            and term.place.sentence == change.place.sentence
            and (term.unit, term.indicator) == (change.unit, change.indicator)
        ]
        earlier = [term for term in near if term.earlier]
        current = [term for term in near if not term.earlier and term.at < change.at]
        if earlier and current:
            total, part = (current[-1], earlier[-1]) if change.value > 0 else (earlier[-1], current[-1])
            found.append(_changed(total, part, change))
    return found


def _changed(total: Term, part: Term, change: Term) -> Found:
    computed = part.value + abs(change.value)
    half = printed_place(change.figure) / 2 + printed_place(part.figure) / 2
    inner = Decimal(0) if total.figure.kind == "count" else half
    spread = Interval(computed - inner, computed + inner)
    fit = fit_print(computed, spread, total.value, printed_place(total.figure))
    if total.figure.kind == "count" and computed != total.value:
        fit = Fit(computed, computed - total.value, "no")
    relation = SumRelation(
        figures=sorted({total.id, part.id, change.id}),
        holds=fit.holds,
        computed=fit.computed,
        margin=fit.margin,
        parts=[part.id, change.id],
        total=total.id,
    )
    return Found(relation, True, fit)


def share_sums(
    sums: Iterable[Found], shares: Iterable[Found], terms: Sequence[Term]
) -> list[tuple[Found, bool]]:
    """Shares of parts that make up a whole: they add up to 100, but for rounding.

    Returns:
        The sum of the shares of each partition, and whether it holds. Two shares must meet exactly
        (rounding one up rounds the other down); more may miss by less than half a digit each.
    """
    by_id = {term.id: term for term in terms}
    by_whole: dict[int, dict[int, ShareRelation]] = {}
    for share in shares:
        relation = share.relation
        if isinstance(relation, ShareRelation) and relation.whole is not None and relation.part is not None:
            by_whole.setdefault(relation.whole, {})[relation.part] = relation
    result: list[tuple[Found, bool]] = []
    for found in sums:
        relation = found.relation
        if not isinstance(relation, SumRelation) or relation.total is None or not relation.holds:
            continue
        given = by_whole.get(relation.total, {})
        if all(part in given for part in relation.parts):
            percents = [by_id[given[part].percent or 0] for part in relation.parts]
            result.append(_hundred(percents))
    return result


def _hundred(percents: Sequence[Term]) -> tuple[Found, bool]:
    computed = sum((term.value for term in percents), Decimal(0))
    margin = computed - 100
    slack = sum((printed_place(term.figure) / 2 for term in percents), Decimal(0))
    holds = margin == 0 or abs(margin) < slack
    relation = SumRelation(
        figures=sorted(term.id for term in percents),
        holds=holds,
        computed=computed,
        margin=margin,
        implied=Decimal(100),
        parts=[term.id for term in percents],
        total=None,
    )
    return Found(relation, True), holds
