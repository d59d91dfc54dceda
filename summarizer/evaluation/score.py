"""A report against its gold annotation.

A statement is right when indicator, aspect and value (to 1e-6, in base units) equal those of a gold
statement not yet matched; `other` is left out on both sides. A project is right when its amount
equals and one name contains the other or they share at least half of their characters. A relation
is right when its type and the multiset of its figures' values are equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import Any, TypeVar

from summarizer.evaluation.gold import GoldPage
from summarizer.figures import find_figures
from summarizer.report import Project, Report, Statement, Usage

TOLERANCE = Decimal("1e-6")

SCORED_RELATIONS = frozenset({"sum", "share", "completion", "nested"})
"""Types that annotations list; growth and average are found besides."""

Mine = TypeVar("Mine")
Theirs = TypeVar("Theirs")
RelationKey = tuple[str, tuple[Decimal | str, ...]]


@dataclass(slots=True)
class Tally:
    """Right, extra and missed rows, and what follows from their counts."""

    right: int = 0
    extra: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])

    def add(self, other: Tally) -> None:
        """Take another page's tally into this one."""
        self.right += other.right
        self.extra += other.extra
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Share of predicted rows that are right; 1 where nothing was predicted."""
        found = self.right + len(self.extra)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of gold rows that were found; 1 where there are none."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + len(self.extra) + len(self.missed)
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class PageScore:
    """All scores of one page.

    `clean` is the similarity of the body to gold's, white space and punctuation width aside;
    `furniture_left` the furniture strings that stand in the body; `metadata` says for each field
    that gold gives whether it is right; `regions` and `scopes` count the right statements whose region
    and scope are right too; `ungrounded` the rows whose surface is not in the body; `engine` says what
    read the page in the end, `calls` and `usage` what that took of a model.
    """

    name: str
    composed: bool
    clean: float
    furniture_left: list[str]
    metadata: dict[str, bool]
    figures: Tally
    statements: Tally
    regions: Tally
    scopes: Tally
    projects: Tally
    relations: Tally
    ungrounded: list[str]
    engine: str = ""
    calls: int = 0
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0


def score_page(report: Report, page: GoldPage) -> PageScore:
    """Score one report."""
    body = report.article.body
    statements, regions, scopes = _score_statements(report.statements, page.rows("statements"))
    return PageScore(
        name=page.name,
        composed=page.composed,
        clean=similarity(body, page.body),
        furniture_left=[line for line in page.furniture if line in body],
        metadata=_score_metadata(report, page.gold),
        figures=_score_figures(report, page.rows("statements")),
        statements=statements,
        regions=regions,
        scopes=scopes,
        projects=_score_projects(report.projects, page.rows("projects")),
        relations=_score_relations(report, page.rows("relations")),
        ungrounded=[row.surface for row in report.statements if row.surface not in body],
        engine=report.run.engine,
        calls=report.run.attempts,
        usage=report.run.usage,
        seconds=report.run.seconds,
    )


def similarity(text: str, reference: str) -> float:
    """How alike two texts are, from 0 to 1, white space and punctuation width aside."""
    left, right = (re.sub(r"\s+", "", unicodedata.normalize("NFKC", part)) for part in (text, reference))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _score_metadata(report: Report, gold: dict[str, Any]) -> dict[str, bool]:
    article = report.article
    result: dict[str, bool] = {}
    for name in ("title", "source"):
        if gold.get(name):
            result[name] = similarity(getattr(article, name) or "", gold[name]) > 0.999
    if gold.get("published"):
        result["published"] = bool(article.published) and str(article.published) == gold["published"]
    theirs: dict[str, Any] = gold.get("region") or {}
    if theirs.get("name"):
        ours = article.region
        result["region"] = bool(ours) and (ours.name, ours.province) == (theirs["name"], theirs["province"])
    period: dict[str, Any] = gold.get("period") or {}
    if period.get("end"):
        result["period"] = bool(article.period) and str(article.period.end) == period["end"]
    return result


def _close(left: Decimal | None, right: Any) -> bool:
    if left is None or right is None:
        return left is None and right is None
    return abs(left - Decimal(str(right))) <= TOLERANCE


def _match(
    found: Iterable[Mine],
    wanted: Iterable[Theirs],
    same: Callable[[Mine, Theirs], bool],
    show_found: Callable[[Mine], str],
    show_wanted: Callable[[Theirs], str],
) -> Tally:
    return _pair(found, wanted, same, show_found, show_wanted)[0]


def _pair(
    found: Iterable[Mine],
    wanted: Iterable[Theirs],
    same: Callable[[Mine, Theirs], bool],
    show_found: Callable[[Mine], str],
    show_wanted: Callable[[Theirs], str],
) -> tuple[Tally, list[tuple[Mine, Theirs]]]:
    """Match each found row with the first wanted one that is the same and not yet taken."""
    tally = Tally()
    pairs: list[tuple[Mine, Theirs]] = []
    left = list(wanted)
    for mine in found:
        hit = next((number for number, theirs in enumerate(left) if same(mine, theirs)), None)
        if hit is None:
            tally.extra.append(show_found(mine))
        else:
            pairs.append((mine, left.pop(hit)))
            tally.right += 1
    tally.missed = [show_wanted(theirs) for theirs in left]
    return tally, pairs


def _score_statements(found: list[Statement], wanted: list[dict[str, Any]]) -> tuple[Tally, Tally, Tally]:
    """Rows, and among the right ones those whose region and whose scope are right too."""
    rows, pairs = _pair(
        [row for row in found if row.indicator != "other"],
        [row for row in wanted if row["indicator"] != "other"],
        lambda mine, gold: (
            (mine.indicator, mine.aspect) == (gold["indicator"], gold["aspect"])
            and _close(mine.value, gold["value"])
        ),
        lambda mine: f"{mine.indicator} {mine.aspect} {mine.value} {mine.surface}",
        lambda gold: f"{gold['indicator']} {gold['aspect']} {gold['value']} {gold['surface']}",
    )
    regions, scopes = Tally(), Tally()
    for mine, gold in pairs:
        _judge(regions, mine, gold, mine.region, gold.get("region"), mine.region == gold.get("region"))
        same = same_scope(mine.scope, gold.get("scope"))
        _judge(scopes, mine, gold, mine.scope, gold.get("scope"), same)
    return rows, regions, scopes


def _judge(
    tally: Tally, mine: Statement, gold: dict[str, Any], ours: str | None, theirs: str | None, right: bool
) -> None:
    if right:
        tally.right += 1
    else:
        tally.missed.append(f"{mine.surface} {gold['indicator']}: {theirs} (found {ours})")


def same_scope(left: str | None, right: str | None) -> bool:
    """Both are missing, or they share at least half of the characters of the shorter one."""
    if not left or not right:
        return not left and not right
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared >= min(len(left), len(right))


def _score_projects(found: list[Project], wanted: list[dict[str, Any]]) -> Tally:
    return _match(
        found,
        wanted,
        lambda mine, gold: _close(mine.amount, gold["amount"]) and same_name(mine.name, gold["name"]),
        lambda mine: f"{mine.name} {mine.amount}",
        lambda gold: f"{gold['name']} {gold['amount']}",
    )


def same_name(left: str, right: str) -> bool:
    """One name contains the other, or they share at least half of their characters."""
    if left in right or right in left:
        return True
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared >= max(len(left), len(right))


def _score_figures(report: Report, wanted: list[dict[str, Any]]) -> Tally:
    """Gold surfaces against the figures found in the body, each surface once."""
    surfaces = {figure.surface for figure in report.figures if figure.kind != "distractor"}
    tally = Tally()
    for surface in dict.fromkeys(str(row["surface"]) for row in wanted):
        if surface in surfaces:
            tally.right += 1
        else:
            tally.missed.append(surface)
    return tally


def _score_relations(report: Report, wanted: list[dict[str, Any]]) -> Tally:
    values = {
        figure.id: figure.surface if figure.value is None else figure.value for figure in report.figures
    }
    return _match(
        [
            (relation.type, _sorted(values[number] for number in relation.figures))
            for relation in report.relations
            if relation.type in SCORED_RELATIONS
        ],
        [_gold_key(relation) for relation in wanted],
        lambda mine, theirs: mine == theirs,
        _show_relation,
        _show_relation,
    )


_TERMS = ("parts", "total", "part", "whole", "percent", "actual", "target", "values")


def _gold_key(relation: dict[str, Any]) -> RelationKey:
    surfaces: list[str] = []
    for name in _TERMS:
        term = relation.get(name)
        surfaces += term if isinstance(term, list) else [term] if term is not None else []
    return relation["type"], _sorted(_surface_value(surface) for surface in surfaces)


@cache
def _surface_value(surface: str) -> Decimal | str:
    """A gold surface's value, as the figure finder reads it alone; the surface where it reads none."""
    text = surface.replace(" ", "")
    found = [figure.value for figure in find_figures(text) if figure.value is not None]
    return found[0] if len(found) == 1 else surface


def _sorted(values: Iterable[Decimal | str]) -> tuple[Decimal | str, ...]:
    return tuple(sorted(values, key=lambda value: (isinstance(value, str), str(value))))


def _show_relation(key: RelationKey) -> str:
    return f"{key[0]} {' '.join(str(value) for value in key[1])}"
