"""Drafts of the parts of a long page, joined into one without double rows."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.llm.prose import LONGEST
from summarizer.llm.wire import LISTS
from summarizer.report import Draft

MOST_PHRASES = 12


def merge_drafts(drafts: Sequence[Draft]) -> Draft:
    """One draft of a page's parts, in their order; all parts share one numbering of figures.

    The headline is the first part's, the summary all parts' as far as it stays short.
    """
    if len(drafts) == 1:
        return drafts[0]
    merged = Draft(headline="", summary="")
    for draft in drafts:
        merged.headline = merged.headline or draft.headline
        if len(merged.summary) + len(draft.summary) <= LONGEST["summary"]:
            merged.summary += draft.summary
        merged.region = merged.region or draft.region
        merged.period = merged.period or draft.period
        merged.statements += [row for row in draft.statements if row not in merged.statements]
        _join_projects(merged, draft)
        names = {event.name for event in merged.events}
        merged.events += [event for event in draft.events if event.name not in names]
        for name in LISTS:
            phrases: list[str] = getattr(merged, name)
            phrases += [phrase for phrase in getattr(draft, name) if phrase not in phrases]
            del phrases[MOST_PHRASES:]
    return merged


def _join_projects(merged: Draft, draft: Draft) -> None:
    """Add projects; one named again fills what is still open in the first."""
    known = {project.name: project for project in merged.projects}
    for project in draft.projects:
        first = known.get(project.name)
        if first is None or (first.amount and project.amount and first.amount != project.amount):
            merged.projects.append(project)
            continue
        first.amount = first.amount or project.amount
        first.investor = first.investor or project.investor
        first.location = first.location or project.location
        first.capacity = first.capacity or project.capacity
