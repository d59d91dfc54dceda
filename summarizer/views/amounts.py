"""How a number is shown: as the page writes it, with a sign where its aspect has one."""

from __future__ import annotations

from decimal import Decimal

from summarizer.report import FigureRecord, Project, Statement
from summarizer.views.english import english_amount, trimmed
from summarizer.views.labels import Lang
from summarizer.views.safe import line

_UNITS_ZH = {"CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元"}
_SIGNED = {"growth", "change"}


def amount(value: Decimal, unit: str, lang: Lang = "zh", *, places: int = 4) -> str:
    """A computed value for people: 140亿元 or CNY 14 bn; at most `places` decimals of its scale."""
    if unit == "percent":
        return f"{trimmed(value, places)}%"
    if lang == "en":
        return english_amount(value, unit, places=places)
    if unit == "times":
        return f"{trimmed(value, places)}倍"
    if unit == "rank":
        return f"第{trimmed(value)}位"
    name = _UNITS_ZH.get(unit, unit if len(unit) == 3 and unit.isupper() else "")
    for scale, word in ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if name and abs(value) >= scale:
            return f"{_digits(value / scale, places)}{word}{name}"
    return f"{_digits(value, places)}{name}"


def statement_value(row: Statement, lang: Lang = "zh") -> str:
    """The value of a row: its surface, `~` before an approximate one, an arrow for a rise or fall."""
    if lang == "zh":
        shown = line(row.surface) or amount(abs(row.value), row.unit)
    elif row.aspect == "change" and row.unit == "percent":
        shown = f"{trimmed(abs(row.value))} pts"
    else:
        shown = english_amount(abs(row.value), row.unit)
    return f"{_approx(row.approx)}{arrow(row)}{shown}"


def arrow(row: Statement) -> str:
    """`↑` or `↓` where the aspect is a movement, else nothing."""
    if row.aspect not in _SIGNED or not row.value:
        return ""
    return "↑" if row.value > 0 else "↓"


def project_amount(project: Project, figures: dict[int, FigureRecord], lang: Lang = "zh") -> str:
    """What a project costs, as written where the page writes it; empty where it does not say."""
    figure = figures.get(project.figure) if project.figure is not None else None
    approx = _approx(figure is not None and figure.approx)
    if lang == "zh" and figure is not None:
        return approx + line(figure.surface)
    return (
        approx + amount(project.amount, project.currency, lang, places=2)
        if project.amount is not None
        else ""
    )


def figure_value(figure: FigureRecord, lang: Lang = "zh", *, places: int = 2) -> str:
    """A figure for people: as written in Chinese, in English units (to `places` decimals) in English."""
    if lang == "zh" or figure.value is None:
        return line(figure.surface)
    unit = "times" if figure.kind == "multiple" else figure.unit
    low = english_amount(figure.value, unit, places=places)
    if figure.upper is None:
        return low
    return f"{low} to {english_amount(figure.upper, unit, places=places)}"


def _approx(approx: bool) -> str:
    return "~" if approx else ""


def _digits(value: Decimal, places: int) -> str:
    return trimmed(value, places).replace(",", "")
