"""An article's figures, tied to the page's own offsets, and the period the article reports on."""

from __future__ import annotations

from dataclasses import replace

from summarizer.article import Article
from summarizer.figures.finder import numbered, scan
from summarizer.figures.periods import main_period


def annotate(article: Article) -> Article:
    """The same article with its figures, and with its period where the text gives one."""
    trace = article.text
    figures = numbered(trace.text, scan(trace.text, article.published), trace.raw_span)
    period = article.period or main_period(figures, trace.text, article.published)
    return replace(article, figures=figures, period=period)
