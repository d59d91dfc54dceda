"""Percentages and what they are percentages of: completion, share, growth, rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.verification.completions import completion_of
from summarizer.verification.found import Found
from summarizer.verification.growth import growth_of
from summarizer.verification.shares import rate_of, share_of
from summarizer.verification.terms import Term

_RULES: dict[str, Callable[[Term, Sequence[Term]], Found | None]] = {
    "completion": completion_of,
    "share": share_of,
    "growth": growth_of,
    "level": rate_of,
}


def find_ratios(terms: Sequence[Term]) -> list[Found]:
    """All completions, shares, growths and rates among the terms."""
    found: list[Found] = []
    for term in terms:
        if term.unit == "percent" and term.figure.kind in ("percent", "multiple") and term.aspect in _RULES:
            result = _RULES[term.aspect](term, terms)
            if result is not None:
                found.append(result)
    return found
