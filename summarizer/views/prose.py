"""Headline and summary, cut into words and figures; in English, written from the rows where needed."""

from __future__ import annotations

import re

from summarizer.report import FigureRecord, Report, Statement
from summarizer.views.amounts import figure_value, statement_value
from summarizer.views.labels import Lang, aspect_label, indicator_label, word
from summarizer.views.rows import figures_by_id, grouped, pieces
from summarizer.views.safe import line

Prose = list[tuple[str, int | None]]
"""Text from left to right, each piece with the number of the figure it shows, or None."""

_SLOT = re.compile(r"\{(\d+)\}")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MAIN_ROWS = 6


def title(report: Report, lang: Lang = "zh") -> str:
    """The page's title; the headline where it has none."""
    own = line(report.article.title or "")
    return own or "".join(text for text, _ in headline(report, lang)) or word("untitled", lang)


def headline(report: Report, lang: Lang = "zh") -> Prose:
    """The headline; in English composed from the rows where the report's own is Chinese."""
    if lang == "en" and _chinese(report.headline):
        return _english_headline(report)
    return pieces(line(report.headline), _surfaces(report))


def summary(report: Report, lang: Lang = "zh") -> Prose:
    """The summary, its figures marked; in English composed from the rows where it is Chinese."""
    if lang == "en" and _chinese(_SLOT.sub("", report.summary_template or report.summary)):
        return _english_summary(report)
    figures = figures_by_id(report)
    if lang == "en" and report.summary_template:
        return _filled(report.summary_template, figures, lang)
    filled = _filled(report.summary_template, figures, lang)
    if "".join(text for text, _ in filled) == line(report.summary):
        return filled
    return pieces(line(report.summary), _surfaces(report))


def _filled(template: str, figures: dict[int, FigureRecord], lang: Lang) -> Prose:
    result: Prose = []
    at = 0
    for slot in _SLOT.finditer(template):
        figure = figures.get(int(slot[1]))
        result.append((template[at : slot.start()], None))
        result.append((_named(figure, lang) if figure else slot[0], figure.id if figure else None))
        at = slot.end()
    result.append((template[at:], None))
    safe = [(re.sub(r"\s+", " ", _visible(text)), number) for text, number in result]
    return [part for part in safe if part[0]]


def _visible(text: str) -> str:
    return "\n".join(line(row) if row.strip() else row for row in text.split("\n"))


def _named(figure: FigureRecord, lang: Lang) -> str:
    shown = figure_value(figure, lang)
    if lang == "zh" or shown == figure.surface or _same_digits(shown, figure.surface):
        return shown
    return f"{shown} ({line(figure.surface)})"


def _same_digits(shown: str, surface: str) -> bool:
    """Whether a plain count says the same with and without its measure word: 14 and 14个."""
    return surface.startswith(shown) and not surface[len(shown) :].startswith(tuple("0123456789.,万亿千百"))


def _surfaces(report: Report) -> list[tuple[str, int]]:
    return [(line(figure.surface), figure.id) for figure in report.figures if figure.kind != "distractor"]


def _chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def _english_headline(report: Report) -> Prose:
    place = report.article.region.name if report.article.region else "This page"
    rows = _main_rows(report)
    if not rows:
        return [(f"{place}: no figures on investment promotion were read", None)]
    head = rows[0]
    return [
        (f"{line(place)}: {_phrase(head)} ", None),
        (_valued(head), head.figure),
    ]


def _english_summary(report: Report) -> Prose:
    """One sentence a region: the main rows as label and value, movements in brackets behind them."""
    result: Prose = []
    for group in grouped(report):
        rows = [row for family in group.families for row in family.rows if row.indicator != "other"]
        levels = [row for row in rows if row.aspect in ("level", "target")][:_MAIN_ROWS]
        if not levels:
            continue
        place = line(group.region or "the page")
        result.append((f"{' ' if result else ''}{place}: ", None))
        for number, row in enumerate(levels):
            result.append((f"{'; ' if number else ''}{_phrase(row)} ", None))
            result.append((_valued(row), row.figure))
            result += _movement(row, rows)
        result.append((".", None))
    return result or [("No figures on investment promotion were read.", None)]


def _movement(row: Statement, rows: list[Statement]) -> Prose:
    for other in rows:
        same = (other.indicator, other.region, other.scope) == (row.indicator, row.region, row.scope)
        if same and row.aspect == "level" and other.aspect in ("growth", "completion"):
            ending = " of target" if other.aspect == "completion" else ""
            return [(" (", None), (statement_value(other, "en"), other.figure), (f"{ending})", None)]
    return []


def _main_rows(report: Report) -> list[Statement]:
    rows = [row for group in grouped(report) for part in group.families for row in part.rows]
    levels = [row for row in rows if row.aspect == "level" and row.indicator != "other"]
    money = [row for row in levels if row.indicator.endswith(".investment") or "funds" in row.indicator]
    return money or levels or rows


def _phrase(row: Statement) -> str:
    name = indicator_label(row.indicator, "en")
    words = name if row.aspect == "level" else f"{name}, {aspect_label(row.aspect, 'en')}"
    return f"{words} ({line(row.scope)})" if row.scope else words


def _valued(row: Statement) -> str:
    shown, surface = statement_value(row, "en"), line(row.surface)
    bare = shown.lstrip("~↑↓")
    return shown if bare == surface or _same_digits(bare, surface) else f"{shown} ({surface})"
