"""Headline and summary: the page's main figures put into sentences, by number.

What stands in a template is the figure's number in braces, fixed wording of the vocabulary, and
phrases copied from the body; a digit of a copied phrase goes in as a figure or the phrase stays out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.article import Article
from summarizer.engines.reading.inheritance import GENERIC, scope_class
from summarizer.engines.reading.lexicon import lexicon, raw_reading
from summarizer.engines.reading.projectbook import NamedProject
from summarizer.engines.reading.rows import Row
from summarizer.engines.reading.sums import VAGUE
from summarizer.vocabulary import raw_vocabulary

# How much an indicator matters on a page: results of signing and of money first.
_WEIGHT = {
    "signed": 10,
    "funds_in_place": 9,
    "foreign_funds": 8.5,
    "implemented": 8,
    "started": 7,
    "landed": 7,
    "commissioned": 6,
    "under_construction": 6,
    "new": 4,
    "continuing": 3.5,
    "reserve": 3,
    "registered": 2,
    "enterprises": 3,
    "events": 2.5,
    "outreach": 2.5,
    "teams": 1,
    "offices": 1,
    "envoys": 1,
    "policies": 1,
}
_PRIOR = re.compile(r"上年|去年|上一年|上届|往年|当月")
_ALL_KINDS = re.compile(r"新建.{1,3}续建$")
_UNFIT = re.compile(r"[\d{}]")
_APPROXIMATION = "近约超逾"
_STATUS_WORDS = {
    "introduced": "引进",
    "signed": "签约",
    "landed": "落地",
    "preparatory": "推进前期工作",
    "planned_start": "拟开工",
    "started": "开工",
    "under_construction": "加快建设",
    "commissioned": "投产",
    "negotiating": "洽谈",
}


@dataclass(slots=True)
class Prose:
    """Writes the templates of one article from its rows and projects."""

    article: Article
    rows: Sequence[Row]
    projects: Sequence[NamedProject]
    region: str | None
    period: int | None
    place: str | None = field(init=False)
    best: list[Row] = field(init=False)
    scopes: dict[int, str | None] = field(default_factory=dict[int, str | None])

    def __post_init__(self) -> None:
        self.place = self._main_place()
        self.best = self._best()

    def headline(self) -> str:
        """One line with the page's one or two most important figures, or its main project."""
        main = self._main(2)
        project = self._main_project()
        if project and not any(row.is_project_count for row in main):
            return project
        if not main:
            return _plain(self.article.title) or f"{self.region or ''}招商引资动态"
        return f"{self._subject}{self._chain(main, ratios=False)}".replace("；", "，")

    def summary(self) -> str:
        """Two or three sentences with the three to six figures that matter most."""
        main = self._main(5)
        sentences: list[str] = []
        lead = f"{{{self.period}}}，" if self.period is not None else ""
        project = self._main_project()
        if project and not any(row.is_project_count for row in main):
            return f"{lead}{project}。"
        if main:
            sentences.append(f"{lead}{self._subject}{self._chain(main)}。")
        parts = self._subsets(main)
        if parts:
            sentences.append(f"其中，{parts}。")
        targets = [row for row in self.rows if row.aspect == "target" and row.region == self.place]
        target = next((row for row in targets if row.stage or row.is_money), None)
        if target:
            sentences.append(f"{self._label(target)}目标为{self._figure(target)}。")
        named = self._named_projects()
        if named:
            sentences.append(named)
        if not sentences:
            return f"{self.region or '该地'}通报招商引资工作情况，未给出可引用的结果数字。"
        return "".join(sentences)

    # --- choosing ---

    def _main(self, limit: int) -> list[Row]:
        """The most important of the best rows, what belongs together side by side."""
        chosen = self.best[:limit]
        first: dict[str, int] = {}
        for at, row in enumerate(chosen):
            first.setdefault(row.stage or row.indicator, at)
        return sorted(chosen, key=lambda row: (first[row.stage or row.indicator], not row.is_project_count))

    def _best(self) -> list[Row]:
        """The largest figure of each indicator, the most important indicators first."""
        place = self.place
        best: dict[str, Row] = {}
        for row in self.rows:
            if row.aspect != "level" or row.indicator == "other" or row.indicator.endswith(".rate"):
                continue
            if row.region != place or (row.is_money and row.figure.kind != "money"):
                continue
            known = best.get(row.indicator)
            if known and self._rank(row) <= self._rank(known):
                continue
            if not (row.scope and _PRIOR.search(row.scope)) and self._scope(row) is not None:
                best[row.indicator] = row
        return sorted(best.values(), key=lambda row: (-self._weight(row), row.figure.id))

    def _main_place(self) -> str | None:
        """Whose figures the prose is about: the page's own, or the one place that has most."""
        owners = [row.region for row in self.rows if row.indicator != "other" and row.aspect == "level"]
        return None if None in owners or not owners else Counter(owners).most_common(1)[0][0]

    @property
    def _subject(self) -> str:
        return self.place or self.region or ""

    def _rank(self, row: Row) -> tuple[bool, float]:
        """Yuan before other money, then the larger: a whole is never less than its parts."""
        return row.figure.unit in ("CNY", "count"), float(row.figure.value or 0)

    def _weight(self, row: Row) -> float:
        weight = _family_weight(row) - min(row.paragraph, 8) * 0.3
        if row.scope:
            weight -= 1.5 if "会" in row.scope else 0.3
        return weight + (3 if row.paragraph == 0 and self.title_end > row.figure.span.start else 0)

    @property
    def title_end(self) -> int:
        """Where the title line ends in the body; 0 where the body has none."""
        title = self.article.title
        return len(title) if title and self.article.body.startswith(title) else 0

    def _subsets(self, main: Sequence[Row]) -> str:
        """Up to two figures that are part of a main one, each with what narrows it."""
        wanted = {row.indicator for row in main[:2] if row.is_project_count}
        place = self.place
        chosen = [
            row
            for row in self.rows
            if row.indicator in wanted and row.aspect == "level" and row not in main and row.region == place
        ]
        told = [(self._scope(row), row) for row in chosen if row.scope and "以上" in row.scope]
        parts = [
            f"{scope}项目{self._figure(row)}" for scope, row in told if scope and not _PRIOR.search(scope)
        ]
        return "，".join(parts[:2])

    # --- wording ---

    def _chain(self, rows: Sequence[Row], *, ratios: bool = True) -> str:
        """Quantities of one family joined by commas, families by semicolons."""
        text = ""
        before: Row | None = None
        for row in rows:
            together = before is not None and row.stage is not None and row.stage == before.stage
            if before is not None:
                text += "，" if together else "；"
            scope = "" if together and before and row.scope == before.scope else self._scope(row) or ""
            label = self._label(row, short=together)
            text += f"{scope}{label}{self._figure(row)}"
            text += self._ratios(row) if ratios else ""
            before = row
        return text

    def _label(self, row: Row, *, short: bool = False) -> str:
        """What a quantity is called: as the page calls it, where that is a name of its own."""
        own = row.why.split("·")[0]
        if not row.is_money or own in VAGUE or lexicon().meanings.get(own, ("", ""))[0] != "money":
            return _wording(row.indicator)
        stage = row.stage
        return f"{_stage_name(stage)}项目{own}" if stage and not short and stage != "signed" else own

    def _figure(self, row: Row) -> str:
        start = row.figure.span.start
        before = self.article.body[start - 1 : start] if row.figure.approx and start else ""
        return f"{before if before and before in _APPROXIMATION else ''}{{{row.figure.id}}}"

    def _ratios(self, row: Row) -> str:
        """Growth and completion that follow a row."""
        text = ""
        place = next((at for at, other in enumerate(self.rows) if other is row), len(self.rows))
        for other in self.rows[place + 1 : place + 4]:
            if other.indicator != row.indicator or other.sentence != row.sentence:
                break
            if other.figure.kind != "percent" or other.region != row.region:
                continue
            if other.aspect == "growth" and "同比" not in text:
                text += f"，{'同比下降' if other.falls else '同比增长'}{{{other.figure.id}}}"
            elif other.aspect == "completion" and "目标" not in text:
                text += f"，完成目标的{{{other.figure.id}}}"
        return text

    def _scope(self, row: Row) -> str | None:
        """A row's scope fit for a template: empty for none, None where it cannot be written."""
        if not row.scope:
            return ""
        number = row.figure.id
        if number not in self.scopes:
            self.scopes[number] = self._written_scope(row, row.scope)
        return self.scopes[number]

    def _written_scope(self, row: Row, scope: str) -> str | None:
        words: list[str] = []
        label = self._label(row)
        for part in scope.split("；"):
            part = _in_prose(part, row, label)
            if not part:
                continue
            fit = self._fit(part)
            if fit is None:
                return None
            words.append(fit)
        words = [word for word in words if word not in label]
        return "".join(sorted(words, key=_scope_order))

    def _fit(self, phrase: str) -> str | None:
        """A phrase with its digits as figures, or None."""
        plain = _plain(phrase)
        if plain:
            return plain
        for figure in self.article.figures:
            if figure.kind == "money" and figure.surface in phrase:
                rest = phrase.replace(figure.surface, "", 1)
                if not _UNFIT.search(rest):
                    return phrase.replace(figure.surface, f"{{{figure.id}}}", 1)
        return None

    # --- projects ---

    def _main_project(self) -> str | None:
        """The page's one big project as a headline."""
        with_money = [project for project in self.projects if project.amount and _plain(project.name)]
        if len(with_money) != 1 or len(self.projects) > 2:
            return None
        project = with_money[0]
        place = _plain(project.location) or self.region or ""
        number = project.amount.id if project.amount else 0
        done = (
            "落户" if project.status in ("signed", "landed", "introduced") else _STATUS_WORDS[project.status]
        )
        investor = (
            _plain(project.investor) if project.investor and project.investor not in project.name else ""
        )
        if done == "落户":
            return f"{investor or ''}{project.name}落户{place}，总投资{{{number}}}"
        return f"{place}{investor or ''}{project.name}{done}，总投资{{{number}}}"

    def _named_projects(self) -> str:
        """One sentence that names up to three projects, the largest first."""
        fit = [
            project for project in self.projects if _plain(project.name) and _plain(project.investor or "无")
        ]
        fit.sort(key=lambda project: -float(project.amount.value or 0) if project.amount else 0.0)
        names: list[str] = []
        for project in fit[:3]:
            investor = project.investor if project.investor and project.investor not in project.name else ""
            money = f"（{{{project.amount.id}}}）" if project.amount and len(fit) > 1 else ""
            names.append(f"{investor}{project.name}{money}")
        if not names:
            return ""
        more = "等" if len(self.projects) > len(names) else ""
        return f"重点项目有{'、'.join(names)}{more}。"


def _in_prose(part: str, row: Row, label: str) -> str | None:
    """A phrase of a scope as it stands before a label, or None where a summary does without it."""
    if part == GENERIC or lexicon().meanings.get(part, ("", ""))[0] == "stage" or _ALL_KINDS.match(part):
        return None
    if not (row.stage or row.is_money) and scope_class(part) not in ("origin", "industry", "event"):
        return None
    return part[:-2] if part.endswith("项目") and "项目" in label else part


def _scope_order(word: str) -> int:
    """An event comes first, then a threshold, then an industry or origin."""
    return 0 if word.endswith("会") else 1 if "上" in word or "超" in word else 2


def _family_weight(row: Row) -> float:
    return _WEIGHT.get(row.stage or row.indicator.split(".")[0], 1)


def _stage_name(stage: str) -> str:
    return raw_vocabulary()["stages"][stage]["zh"]


def _wording(indicator: str) -> str:
    """How an indicator is called in a sentence."""
    own = raw_reading()["wording"].get(indicator)
    if own:
        return own
    stage, _, measure = indicator.partition(".")
    if stage in raw_vocabulary()["stages"]:
        name = _stage_name(stage)
        return {"projects": f"{name}项目", "investment": f"{name}项目投资", "rate": f"{name}率"}[measure]
    return raw_vocabulary()["indicators"][indicator]["zh"]


def _plain(text: str | None) -> str | None:
    """A phrase that may stand in a template: no digit, no brace."""
    if not text or _UNFIT.search(text):
        return None
    return text
