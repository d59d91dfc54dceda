"""The prose of an answer: figures stand in it as `{n}` alone."""

from __future__ import annotations

import re

from summarizer.article import Article, Figure
from summarizer.llm.faults import Fault

_MARK = re.compile(r"[{｛]\s*(\d+)\s*\??\s*[}｝]", re.ASCII)
_NO_BRACES = str.maketrans("", "", "{}｛｝")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_YEAR = re.compile(r"\d{4}年(?:度|以来)?")
_WORDLESS = {"date", "period", "distractor"}

LONGEST = {"headline": 120, "summary": 1_200}
"""Characters a template may have."""


def tidy(template: str, article: Article) -> str:
    """A template in the form the report keeps: plain marks, and no unit written again after one.

    A figure's surface holds its unit; models still write `{12}个` for 178个.
    """
    template = " ".join(template.split()) if "\n" in template else template.strip()
    parts: list[str] = []
    at = 0
    for match in _MARK.finditer(template):
        if match.start() < at:
            continue
        parts += (template[at : match.start()], f"{{{int(match[1])}}}")
        at = match.end()
        figure = article.figure(int(match[1]))
        if figure:
            at += _repeated_unit(figure, template[at:])
    parts.append(template[at:])
    return "".join(part if _MARK.fullmatch(part) else part.translate(_NO_BRACES) for part in parts)


def _repeated_unit(figure: Figure, following: str) -> int:
    unit = re.sub(r"^[\d.,，％%]*", "", figure.surface)
    tail = figure.surface[-1] if figure.surface[-1] in "%％" else unit
    for length in range(len(tail), 0, -1):
        if following.startswith(tail[-length:]) and not tail[-length:].isdigit():
            return length
    return 0


def cited(template: str) -> list[int]:
    """The figures a template refers to, in order."""
    return [int(match[1]) for match in _MARK.finditer(template)]


def check_prose(part: str, template: object, article: Article) -> list[Fault]:
    """What is wrong with a headline or summary: nothing, or one fault a cause."""
    if not isinstance(template, str) or not template.strip():
        return [Fault("no-prose", part, outcome="rebuilt")]
    faults: list[Fault] = []
    if len(template) > LONGEST[part]:
        faults.append(Fault("too-long", part, raw=template[:200], outcome="rebuilt"))
    faults += [
        Fault("unknown-figure", part, str(number), raw=template, outcome="rebuilt")
        for number in cited(template)
        if article.figure(number) is None
    ]
    rest = _MARK.sub("\n", template)
    if digits := re.findall(r"[\d.,%％]*\d[\d.,%％]*\w?|[①-⓿½-⅟Ⅰ-ↈ]", rest):
        faults.append(Fault("digit-in-prose", part, digits[0], raw=template, outcome="rebuilt"))
    elif numeral := _spelled_figure(rest):
        faults.append(Fault("numeral-in-prose", part, numeral, raw=template, outcome="rebuilt"))
    if not _is_chinese(_MARK.sub("", template)):
        faults.append(Fault("wrong-language", part, raw=template, outcome="rebuilt"))
    return faults


def _spelled_figure(text: str) -> str | None:
    """A quantity written in Chinese numerals, outside marks."""
    from summarizer.figures import find_figures

    return next((figure.surface for figure in find_figures(text) if figure.kind not in _WORDLESS), None)


def _is_chinese(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters == 0 or len(_HAN.findall(text)) * 2 >= letters


def salvage(part: str, template: object, article: Article) -> str:
    """The sentences of a faulty template that are faultless; empty where none is."""
    if not isinstance(template, str):
        return ""
    kept: list[str] = []
    length = 0
    for sentence in _SENTENCE.findall(template):
        if not sentence.strip() or check_prose(part, sentence, article):
            continue
        length += len(sentence)
        if length > LONGEST[part]:
            break
        kept.append(sentence)
    return "".join(kept).strip()


def template_of(text: str, start: int, article: Article) -> str:
    """A stretch of the body that begins at `start`, with its figures as marks."""
    parts: list[str] = []
    at = 0
    for figure in article.figures:
        begin, end = figure.span.start - start, figure.span.end - start
        if begin >= at and end <= len(text):
            parts += (text[at:begin], f"{{{figure.id}}}")
            at = end
    return ("".join(parts) + text[at:]).replace("\n", " ").strip()


def rebuilt_headline(article: Article) -> str:
    """A headline of the page's own words: its title, without its years if need be, else a sound line.

    Empty where every line holds a number that is no figure.
    """
    title = (article.title or "").strip()
    at = article.body.find(title) if title else -1
    titles = [template_of(title, at, article)] if at >= 0 else [title]
    titles += [_YEAR.sub("", template).strip() for template in titles]
    short = (line.strip() for line in article.body.split("\n"))
    lines = [line for line in short if 0 < len(line) <= LONGEST["headline"]][:5]
    return next((line for line in [*titles, *lines] if not check_prose("headline", line, article)), "")


def rebuilt_summary(article: Article, numbers: list[int]) -> str:
    """A summary from the body's own sentences that hold the figures read, the first few of them."""
    from summarizer.llm.presentation import sentence_at

    chosen: list[str] = []
    until = -1
    for number in numbers:
        figure = article.figure(number)
        if figure is None or figure.span.start < until:
            continue
        sentence = sentence_at(article.body, figure.span)
        until = sentence.end
        template = template_of(article.body[sentence.start : sentence.end], sentence.start, article)
        if not check_prose("summary", template, article):
            chosen.append(template)
        if len(chosen) == 3:
            break
    return "".join(chosen)
