"""A comparison as one HTML page: the overview of region by indicator, then each indicator as bars."""

from __future__ import annotations

from summarizer.views.compare import Comparison
from summarizer.views.html import rendered, safe_address
from summarizer.views.labels import Lang


def comparison_to_html(comparison: Comparison, *, lang: Lang = "zh") -> str:
    """The page, self-contained like the evidence pages that its values link to.

    Args:
        comparison: what `compare` made, its addresses relative to where the page will lie.
        lang: language of the labels.
    """
    return rendered("compare", lang, comparison=comparison, safe_address=safe_address)
