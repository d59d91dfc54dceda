"""The numbers that relations are made of: a figure, what it says, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.article import Figure
from summarizer.verification.claims import Claim
from summarizer.verification.passages import Passages, Place
from summarizer.verification.values import resolve_value, words_before
from summarizer.verification.wording import any_of, rules

_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "半": 0.5,
}
_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
_THRESHOLD = re.compile(
    r"(?P<over>超过|超|过|逾|达到|高于)?(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九十百两]+)?"
    r"(?P<scale>亿|千万|百万|万)(?:美|欧|日|港)?元(?P<above>以上|及以上|（含）以上|\(含\)以上)?"
)
_CHANGED = re.compile(r"(净增|增加|多出|多了|减少|净减|少了|增长|下降)了?$")
_EMPTY_CLAUSE = 4
_NO_TERMS = frozenset({"date", "period", "distractor"})
_MOVED, _COMPARED = re.compile(r"[增减升降长多少翻]"), re.compile(r"[比较同与]")
_SET_AGAINST = re.compile(r"[比较]")
_OF_PLAN = re.compile(r"占[^，。；]{0,8}(?:计划|任务|目标)(?!总?投资|企业|客商|市场)[^，。；]*的$")
_NOT_TARGETS = re.compile(r"计划总?投资|总?投资计划|目标(?=企业|客商|客户|市场)|重点任务")


class Term(NamedTuple):
    """A figure as a term of arithmetic.

    `id` is the figure's number, `at` where it starts in the body; `row` tells whether a row of the
    report gives it its meaning, or only the wording; `threshold` is the least size of what is counted
    (10亿元以上), in base units; `earlier` marks a value of the period before, `label` the words between
    the figure and the one before it.
    """

    figure: Figure
    value: Decimal
    unit: str
    indicator: str | None
    aspect: str
    scope: str
    region: str | None
    place: Place
    label: str
    row: bool
    id: int
    at: int
    threshold: Decimal | None = None
    earlier: bool = False
    project: bool = False

    @property
    def stage(self) -> str:
        """The stage of its indicator (signed), or the indicator itself."""
        return (self.indicator or "").split(".")[0]


def build_terms(
    figures: Sequence[Figure], passages: Passages, claims: Iterable[Claim], amounts: Iterable[int] = ()
) -> list[Term]:
    """All figures with a value as terms: by their rows, else as the wording has it, in text order."""
    rows: dict[int, Claim] = {}
    for claim in claims:
        if claim.indicator and claim.aspect:
            rows.setdefault(claim.figure.id, claim)
    projects = set(amounts)
    title = passages.title
    terms: list[Term] = []
    value_end = 0
    for figure in figures:
        if figure.kind in _NO_TERMS:
            continue
        # The words before a figure: back to the last one with a value, no further than its sentence.
        start = passages.sentences[bisect_right(passages.sentences, figure.span.start) - 1]
        if value_end > start:
            start = value_end
        if figure.bound is None:
            value_end = figure.span.end
        if figure.value is None:
            continue
        row = rows.get(figure.id)
        if row is None and (figure.bound == "at_least" or figure.span.end <= title.end):
            continue  # 亿元以上 describes what is counted; a title repeats the body
        label = passages.body[start : figure.span.start]
        terms.append(_term(figure, passages, row, label, project=figure.id in projects))
    return terms


def _term(figure: Figure, passages: Passages, row: Claim | None, label: str, *, project: bool) -> Term:
    scope = row.scope if row else ""
    aspect = (row.aspect if row else None) or _aspect(figure, passages, project)
    value, unit = resolve_value(
        figure, aspect, row is not None and row.value < 0, words_before(passages.body, figure)
    )
    return Term(
        figure=figure,
        value=value,
        unit=unit,
        indicator=row.indicator if row else None,
        aspect=aspect,
        scope=scope,
        region=row.region if row else None,
        place=passages.place(figure.span.start),
        label=label,
        row=row is not None,
        id=figure.id,
        at=figure.span.start,
        threshold=threshold(label) or (scope_threshold(scope) if scope else None),
        earlier=_is_earlier(figure, passages, scope),
        project=project,
    )


def _aspect(figure: Figure, passages: Passages, project: bool) -> str:
    if figure.kind == "rank":
        return "rank"
    if figure.kind == "point":
        return "change"
    if project:
        return "level"
    return aspect_by_wording(figure, passages) or "level"


@cache
def _aspect_cues() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, list[str]] = rules()["aspect_words"]
    owner = {word: aspect for aspect in ("growth", "share", "completion") for word in table[aspect]}
    return any_of(list(owner)), owner


@cache
def _target_cues() -> re.Pattern[str]:
    return any_of(rules()["aspect_words"]["target"])


def aspect_by_wording(figure: Figure, passages: Passages) -> str | None:
    """The aspect that the nearest words give a figure, None where they give none."""
    clause = passages.clause(figure.span.start)
    before = passages.lead(figure)
    if figure.kind in ("percent", "multiple"):
        if len(before) <= _EMPTY_CLAUSE and clause.start > passages.part(figure.span.start).start:
            earlier = passages.clause(clause.start - 1)  # 比例更高，达到129.82%
            before = passages.body[earlier.start : figure.span.start]
        cues, owner = _aspect_cues()
        found = [owner[word] for word in cues.findall(before)]
        if "completion" in found and found[-1] == "share":
            return "completion"  # 占年度任务的60%
        if found and found[-1] == "share" and _OF_PLAN.search(before):
            return "completion"  # 占计划到位资金的80%
        if found:
            # 完成年度任务…增长3%: the last word; 占全年计划20亿元的56%: the target named first.
            return "completion" if "completion" in found and "growth" not in found else found[-1]
        after = cues.search(passages.body, figure.span.end, min(clause.end, figure.span.end + 6))
        return owner[after.group()] if after else None
    if _CHANGED.search(before):
        return "change"
    near = before[-8:] + passages.body[figure.span.end : min(clause.end, figure.span.end + 5)]
    planned = _target_cues().search(_NOT_TARGETS.sub("", near))
    return "target" if planned and "完成" not in before[-4:] else None


@cache
def _earlier_cues() -> re.Pattern[str]:
    return any_of(rules()["earlier"]["words"])


def _is_earlier(figure: Figure, passages: Passages, scope: str) -> bool:
    """上年同期的2976个, but not 比上年同期增加374个."""
    if scope and _names_earlier(scope):
        return True
    before = passages.lead(figure)
    if not _earlier_cues().search(before):
        return False
    cue = list(_earlier_cues().finditer(before))[-1]
    between = before[cue.end() :]
    led = before[max(0, cue.start() - 2) : cue.start()]
    return len(between) <= 6 and not _MOVED.search(between) and not _COMPARED.search(led)


@lru_cache(maxsize=4096)
def _names_earlier(scope: str) -> bool:
    return bool(_earlier_cues().search(scope)) and not _SET_AGAINST.search(scope)


def threshold(text: str) -> Decimal | None:
    """The least size a text sets (10亿元以上 → 1000000000), the last one named; None where it sets none."""
    least = None
    if "元" not in text:
        return None
    for match in _THRESHOLD.finditer(text):
        if match["over"] or match["above"]:
            least = Decimal(_SCALES[match["scale"]]) * _small_number(match["number"] or "1")
    return least


@lru_cache(maxsize=4096)
def scope_threshold(scope: str) -> Decimal | None:
    """The threshold a scope names."""
    return threshold(scope)


def _small_number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text)
    total, last = Decimal(0), Decimal(0)
    for character in text:
        if character in "十百":
            total += (last or 1) * (10 if character == "十" else 100)
            last = Decimal(0)
        else:
            last = Decimal(str(_DIGITS[character]))
    return total + last
