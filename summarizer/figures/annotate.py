"""An article's figures, tied to the page's own offsets, and the period the article reports on."""

from __future__ import annotations

from dataclasses import replace

from summarizer.article import Article
from summarizer.figures.finder import find_figures
from summarizer.figures.periods import main_period


def annotate(article: Article) -> Article:
    """The same article with its figures, and with its period where the text gives one."""
    trace = article.text
    figures = tuple(
        replace(figure, raw_span=trace.raw_span(figure.span.start, figure.span.end))
        for figure in find_figures(trace.text, published=article.published)
    )
    period = article.period or main_period(figures, trace.text, article.published)
    return replace(article, figures=figures, period=period)
