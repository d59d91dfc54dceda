"""What is asked a second time, and how the second answer joins the first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from summarizer.article import Article, Figure, Span
from summarizer.llm.checking import Checked, cited_figures
from summarizer.llm.faults import Fault
from summarizer.llm.presentation import sentence_at
from summarizer.llm.prose import rebuilt_headline, rebuilt_summary, salvage
from summarizer.report import Draft
from summarizer.vocabulary import vocabulary

_RESULT_KINDS = frozenset({"money", "count", "percent", "point", "multiple", "rank"})
_PROSE = ("headline", "summary")
WORTH_OFFERING = 0.2
"""A call is spent on figures nobody cited where they are at least this share of those that look
like results, and at least two; fewer are offered only where a call is made anyway."""


@cache
def _cue_words() -> re.Pattern[str]:
    """Words of the vocabulary's meanings: a figure beside one of them looks like a result."""
    words: set[str] = {"项目", "资金", "投资", "企业", "招商"}
    for term in vocabulary().indicators.values():
        if term.id != "other":
            words |= {word for word in re.split(r"[、（）的]", term.meaning) if 1 < len(word) < 6}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


_CLASS = re.compile(r"[十百千万亿]+[^\d一二三四五六七八九]*")
"""A size without a number of its own: 亿元 in 亿元以上项目 names a class of projects."""
_IN_WORDS = 10
"""Counts up to here that are spelled out mostly number the text's own things: 两期, 四项, 八个方面."""


def looks_like_result(article: Article, figure: Figure) -> bool:
    """Whether a figure stands in a sentence about investment promotion and can be its result."""
    if figure.kind not in _RESULT_KINDS or _CLASS.fullmatch(figure.surface):
        return False
    in_words = figure.kind == "count" and not any(map(str.isdigit, figure.surface))
    if in_words and figure.value is not None and figure.value <= _IN_WORDS:
        return False
    sentence = sentence_at(article.body, figure.span)
    return bool(_cue_words().search(article.body[sentence.start : sentence.end]))


def uncited(article: Article, draft: Draft, span: Span | None = None) -> list[int]:
    """Figures that look like results and that no row or project cites, within a part of the page."""
    start, end = span or Span(0, len(article.body))
    taken = cited_figures(draft)
    return [
        figure.id
        for figure in article.figures
        if figure.id not in taken
        and start <= figure.span.start
        and figure.span.end <= end
        and looks_like_result(article, figure)
    ]


def worth_a_call(missing: list[int], draft: Draft) -> bool:
    """Whether so many figures were passed over that asking about them is worth a call."""
    return len(missing) >= 2 and len(missing) >= WORTH_OFFERING * (len(missing) + len(cited_figures(draft)))


def merge_repair(first: Checked, second: Checked) -> Checked:
    """Join a second answer to the first: it may only fill what was asked.

    A part of the second answer is taken where the first has nothing sound in its place; faults of
    the first that were answered soundly are settled, all others stay.
    """
    draft = first.draft.model_copy(deep=True)
    taken = cited_figures(draft)
    before = frozenset(taken)
    for row in second.draft.statements:
        if row.figure not in taken and row not in draft.statements:
            draft.statements.append(row)
    named = {project.name for project in draft.projects}
    for project in second.draft.projects:
        if project.name not in named:
            draft.projects.append(project)
        else:
            _complete_project(draft, project.name, project.amount, project.investor)
    names = {event.name for event in draft.events}
    draft.events += [event for event in second.draft.events if event.name not in names]
    for part in _PROSE:
        if not getattr(draft, part):
            setattr(draft, part, getattr(second.draft, part))
    draft.statements.sort(key=lambda row: row.figure)
    return Checked(draft, [fault for fault in first.faults if not _settled(fault, draft, before, second)])


def _complete_project(draft: Draft, name: str, amount: int | None, investor: str | None) -> None:
    for project in draft.projects:
        if project.name == name:
            project.amount = project.amount or amount
            project.investor = project.investor or investor


def _settled(fault: Fault, draft: Draft, before: frozenset[int], second: Checked) -> bool:
    """Whether the merged draft holds something sound and new where the fault was."""
    if fault.part in _PROSE:
        return bool(getattr(draft, fault.part))
    answered = {
        "row": second.draft.statements,
        "project": second.draft.projects,
        "event": second.draft.events,
    }
    if fault.part in answered and not fault.figures:
        again = any((other.part, other.rule) == (fault.part, fault.rule) for other in second.faults)
        return bool(answered[fault.part]) and not again
    if fault.part == "row":
        return bool(set(fault.figures) & (cited_figures(draft) - before))
    if fault.part == "amount":
        name = cast("list[Any]", fault.raw or [None])[0]
        return any(
            project.amount for project in draft.projects if name and project.name in (name, str(name).strip())
        )
    return False


def complete_prose(draft: Draft, article: Article, answer: Mapping[str, Any]) -> None:
    """Fill a headline or summary that stayed faulty: what is sound of it, else the page's own words."""
    if not draft.headline:
        draft.headline = salvage("headline", answer.get("headline"), article) or rebuilt_headline(article)
    if not draft.summary:
        read = sorted(row.figure for row in draft.statements)
        results = [figure.id for figure in article.figures if looks_like_result(article, figure)]
        draft.summary = salvage("summary", answer.get("summary"), article) or rebuilt_summary(
            article, read or results
        )
