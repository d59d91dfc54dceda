"""How an article is shown to a model: its text with every figure numbered where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.article import Article, Figure, Span


def marked_text(article: Article, span: Span | None = None) -> str:
    """The body, or the part of it in `span`, with `{12}` after figure 12 and `{13?}` after a distractor
    that holds a digit.

    Braces of the page's own become full-width, so that no text of a page can pass for a mark.
    """
    start, end = span or Span(0, len(article.body))
    body = without_braces(article.body)
    parts: list[str] = []
    at = start
    for figure in article.figures:
        if figure.span.start < start or figure.span.end > end or not is_shown(figure):
            continue
        parts += (body[at : figure.span.end], mark(figure))
        at = figure.span.end
    parts.append(body[at:end])
    return "".join(parts)


def without_braces(text: str) -> str:
    """A text whose braces are full-width: as long as before, and no mark of ours."""
    return text.replace("{", "｛").replace("}", "｝")


def is_shown(figure: Figure) -> bool:
    """Whether a figure gets a mark: all do, save words that merely hold a numeral (一方面, 进一步)."""
    return figure.kind != "distractor" or any(map(str.isdigit, figure.surface))


def mark(figure: Figure) -> str:
    """The mark that stands after a figure."""
    return f"{{{figure.id}?}}" if figure.kind == "distractor" else f"{{{figure.id}}}"


def description(article: Article) -> str:
    """What is known of the page beside its text, on one line."""
    known = [
        ("来源", article.source),
        ("日期", article.published.isoformat() if article.published else None),
        ("地区", article.region.name if article.region else None),
    ]
    return without_braces("；".join(f"{name}：{value}" for name, value in known if value))


def paragraphs(article: Article) -> list[Span]:
    """The spans of the body's lines that hold text."""
    return [line for line in article.text.lines() if article.body[line.start : line.end].strip()]


def parts_of(article: Article, characters: int) -> list[Span]:
    """Cut a long body at line ends into parts of at most about `characters`; a short one is one part.

    A single line longer than that is a part of its own.
    """
    if len(article.body) <= characters:
        return [Span(0, len(article.body))]
    parts: list[Span] = []
    for line in paragraphs(article):
        if parts and line.end - parts[-1].start <= characters:
            parts[-1] = Span(parts[-1].start, line.end)
        else:
            parts.append(line)
    return parts


def halves(article: Article, span: Span) -> list[Span]:
    """Cut a part in two at the line end nearest its middle; a part of one line stays whole."""
    ends = [line.end for line in paragraphs(article) if span.start < line.end < span.end]
    if not ends:
        return [span]
    middle = (span.start + span.end) / 2
    cut = min(ends, key=lambda end: abs(end - middle))
    return [Span(span.start, cut), Span(cut, span.end)]


def sentences_with(article: Article, numbers: Iterable[int]) -> str:
    """The sentences that hold these figures, marked, one a line."""
    spans: list[Span] = []
    for number in sorted(set(numbers)):
        figure = article.figure(number)
        if figure is None:
            continue
        sentence = sentence_at(article.body, figure.span)
        if spans and sentence.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, sentence.end))
        else:
            spans.append(sentence)
    return "\n".join(marked_text(article, span).strip() for span in spans)


def sentence_at(body: str, span: Span) -> Span:
    """The sentence around a span: between 。！？ or line breaks."""
    start = max(body.rfind(stop, 0, span.start) for stop in "。！？\n") + 1
    ends = [found for stop in "。！？\n" if (found := body.find(stop, span.end)) >= 0]
    return Span(start, min(ends, default=len(body) - 1) + 1)
