"""Draft and article become a report, and every number of it right, or marked.

`make_report` turns a reading into a report; `verify` checks a report, ours or another program's,
against its page; `verify_collection` looks across pages. `to_json`, `to_sarif` and `to_text` show
what `verify` found. Names are loaded when they are first used: making a report asks for none of what
reads the reports of other programs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.verification.collection import CollectionFinding, verify_collection
    from summarizer.verification.foreign import FieldMap
    from summarizer.verification.output import to_json, to_sarif, to_text
    from summarizer.verification.own import article_of
    from summarizer.verification.reporting import make_report
    from summarizer.verification.severity import at_or_above
    from summarizer.verification.verifying import LocatedFinding, Verification, verify

__all__ = [
    "CollectionFinding",
    "FieldMap",
    "LocatedFinding",
    "Verification",
    "article_of",
    "at_or_above",
    "make_report",
    "to_json",
    "to_sarif",
    "to_text",
    "verify",
    "verify_collection",
]

_HOMES = {
    "CollectionFinding": "collection",
    "FieldMap": "foreign",
    "LocatedFinding": "verifying",
    "Verification": "verifying",
    "article_of": "own",
    "at_or_above": "severity",
    "make_report": "reporting",
    "to_json": "output",
    "to_sarif": "output",
    "to_text": "output",
    "verify": "verifying",
    "verify_collection": "collection",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        value = getattr(import_module(f"summarizer.verification.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'summarizer.verification' has no attribute {name!r}")
