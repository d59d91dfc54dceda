"""Verified, structured reports from Chinese news pages on investment promotion.

The public face: `summarize` and `asummarize` read one page into a `Report`; `clean` gives its
`Article`; `find_figures` the quantities of a text; `verify` checks a report against its article.
"""

from __future__ import annotations

__version__ = "0.1.0"
