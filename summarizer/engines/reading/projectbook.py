"""The named projects found so far, and how a new one is entered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.article import Figure
from summarizer.engines.reading import names
from summarizer.engines.reading.clauses import JOINTS, Layout
from summarizer.patterns import LazyPattern

_OWN_MONEY = re.compile(
    r"(?:总投资额?|计划总?投资额?|预计总?投资|概算总?投资|协议总?投资额?|投资总?额|投资规模|投资|总投|斥资|耗资|投入|引资|签约金额"
    r"|签约额|协议金额|合同金额)(?:约为?|达到?|超过?|近|为|共|高达|逾|不低于)*(?:人民币)?\s*$"
)


_SUM_IN_BRACKETS = LazyPattern(r"[（(](?:总投资|投资)?(?:约|近|超)?[\d.]+(?:亿|万)[^（）()]{0,6}[）)]?$")
_CEREMONY = LazyPattern(r"集中[^，。；,;]{0,16}(?:仪式|活动|大会|会)")
_WORKS = re.compile(
    r"(?:增资|扩[建产能]|技改|技术改造|搬迁|改[造建]|[一二三四]期|新建|总部|生产|研发|建设|投资|合作|及|和)*(?:项目|工程|基地)?"
)
_ONLY_DOES = re.compile(r"(?:共同|联合|负责|合作)*(?:投资|出资|建设|承建|开发|运营|实施)+")
_SUM_AT_END = LazyPattern(r"(?<=.{4})(?<![\d.])\s*(?:约|近|超)?[\d.]+(?:亿|万)(?:美|欧)?元$")
_PROJECT_MEASURES = frozenset({"个", "项", "宗", "件", "大", "余个", None})


def _begin(figure: Figure) -> int:
    return figure.span.start


@dataclass(slots=True)
class NamedProject:
    """A named project as read: `span` is its name in the body, `owned` the figures that are its own."""

    name: str
    investor: str | None
    span: tuple[int, int]
    amount: Figure | None = None
    status: str = "signed"
    location: str | None = None
    capacity: Figure | None = None
    owned: set[int] = field(default_factory=set[int])
    why: str = ""

    def take(self, amount: Figure) -> None:
        """Make a sum of money this project's own, unless it has one."""
        if self.amount is None:
            self.amount = amount
            self.owned.add(amount.id)


@dataclass(slots=True)
class ProjectBook:
    """The projects of one article while they are being collected.

    `money` are the sums that may be a project's own: thresholds are left out; `body` is the text.
    """

    layout: Layout
    figures: Sequence[Figure]
    money: list[Figure]
    found: list[NamedProject] = field(default_factory=list[NamedProject])
    body: str = field(init=False)

    def __post_init__(self) -> None:
        self.body = self.layout.body

    def add(
        self,
        start: int,
        end: int,
        why: str,
        amount: Figure | None = None,
        *,
        short: bool = False,
        firm: bool = False,
    ) -> NamedProject | None:
        """Enter the name at `[start, end)`, or give its amount to the project that is already there.

        Returns None where the words name no particular project; `short` lets a bare noun stand for
        one (`酒店`), where a company is its investor; `firm` lets a company stand for its project.
        """
        builder, text = names.split_builder(self.body[start:end])
        start = end - len(text)
        bracket = _SUM_IN_BRACKETS.search(text)
        if bracket:
            end, text = start + bracket.start(), text[: bracket.start()]
        beside = _SUM_AT_END.search(text) if text.endswith("元") else None
        if beside and amount is None:
            amount = next((sum_ for sum_ in self.money if sum_.span.end == end), None)
            end, text = start + beside.start(), text[: beside.start()]
        named = names.is_name(text, vouched=amount is not None) or (short and 2 <= len(text) <= 24)
        if firm:
            named = True
        elif names.is_company(text) or (not amount and _CEREMONY.match(self.body, end)):
            named = False
        inside = amount is None and self.body[end : end + 1] in ("里", "内")
        if not named or inside or _WORKS.fullmatch(text):
            return None
        for other in self.found:
            if other.span[0] < end and start < other.span[1]:
                if amount:
                    other.take(amount)
                return other
        investor, name = (text, text) if firm else names.split_investor(text)
        investor = investor or builder
        if investor and not firm and _ONLY_DOES.fullmatch(name.removeprefix(investor)):
            return None
        if name.startswith(("(", "（")) or _WORKS.fullmatch(name):
            name = text
        project = NamedProject(names.clean_name(name), investor, (start, end), why=why)
        if amount:
            project.take(amount)
        for figure in self.figures[bisect_left(self.figures, start, key=_begin) :]:
            if figure.span.start >= end:
                break
            if figure.span.end <= end:
                project.owned.add(figure.id)
                if project.capacity is None and figure.kind == "quantity":
                    project.capacity = figure
        self.found.append(project)
        return project

    def is_owned(self, figure: Figure) -> bool:
        """Whether a figure belongs to a project already."""
        number = figure.id
        for project in self.found:  # noqa: SIM110
            if number in project.owned:
                return True
        return False

    def is_labelled(self, figure: Figure) -> bool:
        """Whether the words before a sum say that it is invested."""
        return bool(_OWN_MONEY.search(self.body[max(0, figure.span.start - 16) : figure.span.start]))

    def counts_projects(self, figure: Figure) -> bool:
        """Whether a figure counts things that projects are counted by."""
        return figure.kind == "count" and figure.measure in _PROJECT_MEASURES

    def counts_between(self, start: int, end: int) -> bool:
        """Whether projects are counted between two places: what follows is then theirs together."""
        return any(
            start <= figure.span.start < end
            and self.counts_projects(figure)
            and "项目" in self.body[max(0, figure.span.start - 12) : figure.span.end + 12]
            for figure in self.figures
        )

    def sums_from(self, figure: Figure) -> list[Figure]:
        """A sum and those joined to it by 、 or 和."""
        sums = [figure]
        for other in self.money:
            last = sums[-1].span
            if other.span.start > last.start and self.body[last.end : other.span.start] in JOINTS:
                sums.append(other)
        return sums

    def money_between(self, start: int, end: int) -> bool:
        """Whether another sum stands between two places."""
        return any(start <= figure.span.start < end for figure in self.money)
