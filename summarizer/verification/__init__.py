"""Draft and article become a report, and every number of it right, or marked.

`make_report` turns a reading into a report; `verify` checks a report, ours or another program's,
against its page; `verify_collection` looks across pages. `to_json`, `to_sarif` and `to_text` show
what `verify` found.
"""

from __future__ import annotations

from summarizer.verification.collection import CollectionFinding, verify_collection
from summarizer.verification.foreign import FieldMap
from summarizer.verification.output import to_json, to_sarif, to_text
from summarizer.verification.own import article_of
from summarizer.verification.reporting import make_report
from summarizer.verification.verifying import LocatedFinding, Verification, at_or_above, verify

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
