"""Subsets: a part is never more than its whole, a higher threshold never admits more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from summarizer.report import NestedRelation
from summarizer.verification.found import Found
from summarizer.verification.scopes import is_generic, narrows, within
from summarizer.verification.terms import Term
from summarizer.verification.wording import any_of, rules

_NEXT_CLAUSES = 2
_PHASES = re.compile(r"一期|首期|二期|三期|启动区|先行")


def find_nested(terms: Sequence[Term], body: str) -> list[Found]:
    """All ladders of thresholds, wholes with their parts, funnels and phases among the terms."""
    levels = [term for term in terms if _may_nest(term)]
    kin: dict[_Key, list[Term]] = defaultdict(list)
    for term in levels:
        kin[_key(term)].append(term)
    ladders = _ladders(levels)
    chains = [chain for chain in ladders if len(chain) > 1]
    chains += _tops(ladders, kin)
    chains += _parts(levels, kin, body)
    chains += _funnels(levels)
    chains += _additions(terms)
    chains += _phases(levels)
    return [found for found in (_found(chain) for chain in chains) if found is not None]


def _may_nest(term: Term) -> bool:
    return term.aspect in ("level", "target") and term.unit not in ("percent", "rank") and not term.earlier


_Key: TypeAlias = tuple[str | None, str | None, str, str]


def _key(term: Term) -> _Key:
    return term.indicator, term.region, term.unit, term.aspect


# --- thresholds -------------------------------------------------------------------------------


def _ladders(levels: Sequence[Term]) -> list[list[Term]]:
    """Counts by rising threshold (亿元以上90个，10亿元以上30个), the count below first where it leads on."""
    groups: dict[tuple[object, ...], list[Term]] = defaultdict(list)
    for term in levels:
        if term.threshold is not None and term.indicator not in (None, "other"):
            groups[_key(term)].append(term)
    ladders: list[list[Term]] = []
    for group in groups.values():
        ladder = _one_rung_each(sorted(group, key=lambda term: (term.threshold or 0, -term.value, term.at)))
        ladders.append(_with_head(ladder, levels))
    return ladders


def _one_rung_each(group: Sequence[Term]) -> list[Term]:
    """Of terms with one threshold, keep those whose scope narrows that of the rung before."""
    ladder: list[Term] = []
    for term in group:
        if not ladder or term.threshold != ladder[-1].threshold or narrows(term.scope, ladder[-1].scope):
            ladder.append(term)
    return ladder


def _with_head(ladder: list[Term], levels: Sequence[Term]) -> list[Term]:
    """Put a whole before the ladder: the stage that holds it, or the total of the same sentence."""
    first = ladder[0]
    table = rules()["stages"]
    for term in levels:
        if term.at >= first.at or (term.unit, term.region, term.aspect) != (
            first.unit,
            first.region,
            first.aspect,
        ):
            continue
        holds_stage = (
            term.stage in table["wholes"]
            and first.stage in table["parts"]
            and term.threshold == first.threshold
            and (term.indicator or "").endswith(".projects") == (first.indicator or "").endswith(".projects")
        )
        same_sentence = (
            len(ladder) > 1
            and term.indicator == first.indicator
            and term.threshold is None
            and term.place.sentence == first.place.sentence
        )
        if holds_stage or same_sentence:
            return [term, *ladder]
    return ladder


def _tops(ladders: Sequence[Sequence[Term]], kin: Mapping[_Key, Sequence[Term]]) -> list[list[Term]]:
    """A total without a threshold that stands elsewhere holds the lowest rung."""
    result: list[list[Term]] = []
    for ladder in ladders:
        first = ladder[0]
        if first.threshold is None:
            continue
        alike = kin[_key(first)]
        wholes = [
            term for term in alike if term.threshold is None and term.at < first.at and not term.figure.approx
        ]
        whole = max(wholes, key=lambda term: term.value, default=None)
        if whole is None:
            continue
        # The first of its kind on the page is what later ones are counted from.
        if _is_whole(whole) or (whole.value >= first.value and alike[0] is whole):
            result.append([whole, first])
    return result


# --- scopes -----------------------------------------------------------------------------------


def _is_whole(term: Term) -> bool:
    return is_generic(term.scope) and term.indicator not in (None, "other")


def _parts(levels: Sequence[Term], kin: Mapping[_Key, Sequence[Term]], body: str) -> list[list[Term]]:
    """A row about the whole, and rows of the same indicator about a part of it.

    The whole is the first of its kind on the page and narrowed by nothing, or is named as the whole
    (全市共) in the part's own paragraph; a part has a scope, or words that make it one (其中).
    """
    result: list[list[Term]] = []
    for whole in levels:
        alike = kin[_key(whole)]
        if len(alike) < 2 or whole.threshold is not None:
            continue
        lead = alike[0] is whole and _is_whole(whole)
        if not lead and not _says_whole(whole, body):
            result += [[whole, part] for part in alike if _is_part_beside(part, whole, body)]
            continue
        result += [
            [whole, part]
            for part in alike
            if part is not whole
            and part.threshold is None
            and (not is_generic(part.scope) or _says_part(part))
            and part.value < whole.value
            and (lead or part.place.paragraph == whole.place.paragraph)
            and not _says_whole(part, body)
        ]
    return result


def _is_part_beside(part: Term, whole: Term, body: str) -> bool:
    """Whether a row right after another adds to its scope (`集中开工16个，其中工业项目14个`)."""
    return (
        part.threshold is None
        and whole.at < part.at
        and part.place.sentence == whole.place.sentence
        and part.value < whole.value
        and bool(whole.scope)
        and narrows(part.scope, whole.scope)
        and not _says_whole(part, body)
    )


@cache
def _part_cues() -> re.Pattern[str]:
    return any_of(rules()["subsets"]["part"])


def _says_part(term: Term) -> bool:
    return bool(_part_cues().search(term.label))


@cache
def _whole_cues() -> re.Pattern[str]:
    return any_of(rules()["generic"]["whole"])


def _says_whole(term: Term, body: str) -> bool:
    start = max(0, term.at - 30)
    text = body[start : term.at]
    text = text[max(text.rfind("。"), text.rfind("\n"), text.rfind("；")) + 1 :]
    return bool(_whole_cues().search(text))


def _funnels(levels: Sequence[Term]) -> list[list[Term]]:
    """对接900户，120户签订协议，30户注册: of those contacted, fewer signed, of those fewer came."""
    order: list[str] = rules()["stages"]["funnel"]
    sentences: dict[tuple[int, str | None], list[Term]] = defaultdict(list)
    for term in levels:
        if term.indicator in order:
            sentences[(term.place.sentence, term.figure.measure)].append(term)
    result: list[list[Term]] = []
    for group in sentences.values():
        ranks = [order.index(term.indicator or "") for term in group]
        shared = set(re.split(r"[；;，,]", group[0].scope))
        for before, term in pairwise(group):
            shared &= set(re.split(r"[；;，,]", term.scope))
            if term.place.clause - before.place.clause > _NEXT_CLAUSES:
                shared.clear()
        falling = all(left.value >= right.value for left, right in pairwise(group))
        if len(group) > 1 and ranks[0] < ranks[-1] and ranks == sorted(ranks) and shared and falling:
            result.append(list(group))
    return result


def _additions(terms: Sequence[Term]) -> list[list[Term]]:
    """新设立3个，共达到20个: what was added is among what there is now."""
    result: list[list[Term]] = []
    for change in terms:
        if change.aspect != "change" or change.unit == "percent" or change.value <= 0:
            continue
        near = [
            term
            for term in terms
            if term.aspect == "level"
            and not term.earlier
            and (term.indicator, term.unit, term.region) == (change.indicator, change.unit, change.region)
            and term.place.sentence == change.place.sentence
            and term.threshold == change.threshold
        ]
        later = [term for term in near if term.at > change.at and term.value >= change.value]
        if later and len(near) == 1:
            result.append([later[0], change])
    return result


def _phases(levels: Sequence[Term]) -> list[list[Term]]:
    """项目总投资17.8亿元…一期投资10.5亿元: a phase within its project."""
    result: list[list[Term]] = []
    for part in levels:
        words = part.scope + part.label[-16:]
        if not _PHASES.search(words):
            continue
        wholes = [
            term
            for term in levels
            if term.at < part.at
            and term.place.paragraph == part.place.paragraph
            and _same_measure(term, part)
            and not _PHASES.search(term.scope + term.label[-16:])
            and (term.project or within(term.scope, part.scope))
        ]
        if wholes and wholes[-1].value >= part.value:
            result.append([wholes[-1], part])
    return result


def _same_measure(left: Term, right: Term) -> bool:
    if left.figure.kind == "money":
        return left.unit == right.unit
    return (left.unit, left.figure.kind, left.figure.measure) == (
        right.unit,
        right.figure.kind,
        right.figure.measure,
    )


def _found(chain: Sequence[Term]) -> Found | None:
    holds = all(left.value >= right.value for left, right in pairwise(chain))
    sure = len({term.place.sentence for term in chain}) == 1
    if not holds and not sure:
        return None
    worst = min((left.value - right.value for left, right in pairwise(chain)))
    relation = NestedRelation(
        figures=sorted(term.id for term in chain),
        holds=holds,
        margin=worst,
        values=[term.id for term in chain],
    )
    return Found(relation, sure)


def without_implied(nested: Iterable[Found], others: Iterable[Found]) -> list[Found]:
    """Leave out subsets that a sum or a share already says, and subsets of longer ladders."""
    said = [set(found.relation.figures) for found in others if found.relation.type in ("sum", "share")]
    kept: list[Found] = []
    for found in nested:
        figures = set(found.relation.figures)
        if len(figures) < 2 or any(figures <= other for other in said):
            continue
        if any(figures <= set(other.relation.figures) for other in kept):
            continue
        kept = [other for other in kept if not set(other.relation.figures) < figures]
        kept.append(found)
    return kept
