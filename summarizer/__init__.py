"""Verified, structured reports from Chinese news pages on investment promotion.

The public face: `summarize` and `asummarize` read one page into a `Report`; `clean` gives its
`Article`; `find_figures` the quantities of a text; `verify` checks a report against its article.
Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.article import Article, Figure
    from summarizer.cleaning import clean
    from summarizer.errors import SummarizerError
    from summarizer.figures import find_figures
    from summarizer.pipeline import asummarize, summarize
    from summarizer.report import Draft, Report
    from summarizer.settings import Settings
    from summarizer.verification import verify

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Draft",
    "Figure",
    "Report",
    "Settings",
    "SummarizerError",
    "asummarize",
    "clean",
    "find_figures",
    "summarize",
    "verify",
]

_HOMES = {
    "Article": "article",
    "Figure": "article",
    "Draft": "report",
    "Report": "report",
    "Settings": "settings",
    "SummarizerError": "errors",
    "asummarize": "pipeline",
    "summarize": "pipeline",
    "clean": "cleaning",
    "find_figures": "figures",
    "verify": "verification",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"summarizer.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
