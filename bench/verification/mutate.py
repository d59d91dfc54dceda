"""Seeded faults put into true reports: what a language model does to numbers when nobody looks."""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from summarizer.article import Article
from summarizer.verification.passages import Passages
from summarizer.vocabulary import vocabulary

KINDS = (
    "digit altered",
    "digits swapped",
    "unit 万/亿",
    "currency",
    "figures swapped",
    "percent and value swapped",
    "sign flipped",
    "indicator changed",
    "aspect changed",
    "region changed",
    "row invented",
    "row dropped",
)
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PERCENT_ASPECTS = ("growth", "completion", "share")
_FORMS = ("written", "value", "both")
_AMOUNT_ASPECTS = ("level", "target", "change")


@dataclass(slots=True)
class Page:
    """A page, its true report as JSON, and what the report's rows quote."""

    article: Article
    report: dict[str, Any]
    quotes: list[str]


@dataclass(slots=True)
class Fault:
    """A report with one fault in it: `rows` were touched, `figure` is what detection must name."""

    kind: str
    page: Page
    report: dict[str, Any]
    rows: tuple[int, ...]
    figure: int | None = None
    quote: str = ""


def quotes_of(article: Article, report: dict[str, Any]) -> list[str]:
    """The clause around each row's figure, as a model would quote it."""
    passages = Passages(article.body, article.figures)
    spans = [passages.clause(row["span"][0]) for row in report["statements"]]
    return [article.body[span.start : span.end].strip() for span in spans]


def faults(pages: list[Page], kind: str, count: int, seed: int, regions: list[str]) -> list[Fault]:
    """`count` faults of a kind, drawn over all pages (fewer where the pages do not have so many)."""
    chance = random.Random(f"{kind} {seed}")
    made: list[Fault] = []
    seen: set[str] = set()
    for _ in range(count * 60):
        if len(made) == count:
            break
        page = chance.choice(pages)
        fault = _MAKERS[kind](page, chance, regions)
        key = "" if fault is None else f"{page.article.id} {fault.rows} {fault.report['statements']}"
        if fault is not None and key not in seen:
            seen.add(key)
            made.append(fault)
    return made


def _copy(page: Page) -> dict[str, Any]:
    return copy.deepcopy(page.report)


def _row(page: Page, chance: random.Random) -> tuple[dict[str, Any], int, dict[str, Any]]:
    report = _copy(page)
    number = chance.randrange(len(report["statements"]))
    return report, number, report["statements"][number]


def _rewritten(
    page: Page, number: int, report: dict[str, Any], kind: str, surface: str, factor: Decimal
) -> Fault:
    row = report["statements"][number]
    old = row["surface"]
    value = Decimal(str(row["value"])) * factor
    row["surface"] = surface
    row["value"] = int(value) if value == value.to_integral_value() else float(value)
    quote = page.quotes[number].replace(old, surface, 1)
    return Fault(kind, page, report, (number,), row["figure"], quote)


def _with_numeral(
    page: Page, number: int, report: dict[str, Any], kind: str, old: str, new: str
) -> Fault | None:
    before, after = (Decimal(text.replace(",", "")) for text in (old, new))
    row = report["statements"][number]
    surface = row["surface"].replace(old, new, 1)
    if not before or before == after or (new[0] == "0" and new[:2] != "0."):
        return None
    return _rewritten(page, number, report, kind, surface, after / before)


def _digit(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    match = _NUMERAL.search(row["surface"])
    if match is None:
        return None
    old = match.group()
    at = chance.choice([place for place, digit in enumerate(old) if digit.isdigit()])
    digit = chance.choice([other for other in "0123456789" if other != old[at]])
    return _with_numeral(page, number, report, "digit altered", old, old[:at] + digit + old[at + 1 :])


def _digits(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    match = _NUMERAL.search(row["surface"])
    old = match.group() if match else ""
    pairs = [at for at in range(len(old) - 1) if old[at : at + 2].isdigit() and old[at] != old[at + 1]]
    if not pairs:
        return None
    at = chance.choice(pairs)
    new = old[:at] + old[at + 1] + old[at] + old[at + 2 :]
    return _with_numeral(page, number, report, "digits swapped", old, new)


def _written(fault: Fault, form: str, before: dict[str, Any]) -> Fault:
    """The fault in the number as written only, in the value only, or in both."""
    row = fault.report["statements"][fault.rows[0]]
    if form == "written":
        row["value"], row["unit"] = before["value"], before["unit"]
    elif form == "value":
        row["surface"] = before["surface"]
        fault.quote = fault.page.quotes[fault.rows[0]]
    return fault


def _unit(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    before, surface = dict(row), row["surface"]
    if "元" not in surface or "万亿" in surface or not ("亿" in surface) ^ ("万" in surface):
        return None
    new = surface.replace("亿", "万") if "亿" in surface else surface.replace("万", "亿")
    factor = 1 / Decimal(10_000) if "亿" in surface else Decimal(10_000)
    fault = _rewritten(page, number, report, "unit 万/亿", new, factor)
    return _written(fault, chance.choice(_FORMS), before)


def _currency(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    before = dict(row)
    if row["unit"] not in ("CNY", "USD"):
        return None
    to_dollars = row["unit"] == "CNY"
    row["unit"] = "USD" if to_dollars else "CNY"
    surface = row["surface"].replace("元", "美元") if to_dollars else row["surface"].replace("美元", "元")
    fault = _rewritten(page, number, report, "currency", surface, Decimal(1))
    return _written(fault, chance.choice(_FORMS), before)


_FIGURE_FIELDS = ("value", "unit", "surface", "figure", "span", "approx")


def _exchange(page: Page, chance: random.Random, kind: str, *, same_unit: bool) -> Fault | None:
    report, left, one = _row(page, chance)
    right = chance.randrange(len(report["statements"]))
    other = report["statements"][right]
    if left == right or (one["unit"] == other["unit"]) != same_unit:
        return None
    if abs(one["value"]) == abs(other["value"]) or one["surface"] == other["surface"]:
        return None
    if not same_unit and "percent" not in (one["unit"], other["unit"]):
        return None
    for name in _FIGURE_FIELDS:
        one[name], other[name] = other[name], one[name]
    return Fault(kind, page, report, (left, right), None, page.quotes[right])


def _figures(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    return _exchange(page, chance, "figures swapped", same_unit=True)


def _percent(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    return _exchange(page, chance, "percent and value swapped", same_unit=False)


def _sign(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    if row["aspect"] not in ("growth", "change"):
        return None
    row["value"] = -row["value"]
    if row["value"] < 0 and chance.random() < 0.5:
        row["surface"] = "-" + row["surface"]
    return Fault("sign flipped", page, report, (number,), row["figure"], page.quotes[number])


def _indicator(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    terms = vocabulary().indicators
    if row["indicator"] == "other":
        return None
    unit = terms[row["indicator"]].unit
    row["indicator"] = chance.choice(
        [t.id for t in terms.values() if t.unit == unit and t.id != row["indicator"]]
    )
    return Fault("indicator changed", page, report, (number,), row["figure"], page.quotes[number])


def _aspect(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    aspects = _PERCENT_ASPECTS if row["unit"] == "percent" else _AMOUNT_ASPECTS
    if row["aspect"] not in aspects:
        return None
    row["aspect"] = chance.choice([aspect for aspect in aspects if aspect != row["aspect"]])
    return Fault("aspect changed", page, report, (number,), row["figure"], page.quotes[number])


def _region(page: Page, chance: random.Random, regions: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    here = {r["region"] for r in report["statements"] if r["region"]} - {row["region"]}
    elsewhere = [name for name in regions if name != row["region"]]
    row["region"] = chance.choice(sorted(here) if here and chance.random() < 0.5 else elsewhere)
    return Fault("region changed", page, report, (number,), row["figure"], page.quotes[number])


def _invented(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    new = copy.deepcopy(row)
    digits = f"{chance.randint(2, 999)}"
    if row["unit"] in ("CNY", "USD"):
        digits += f".{chance.randint(1, 99)}"
        surface = digits + ("亿元" if row["unit"] == "CNY" else "亿美元")
        value = Decimal(digits) * 10**8
    elif row["unit"] == "percent":
        digits = f"{chance.randint(1, 150)}.{chance.randint(1, 9)}"
        surface, value = digits + "%", Decimal(digits)
    elif row["unit"] == "count":
        surface, value = digits + "个", Decimal(digits)
    else:
        return None
    if surface in page.article.body:
        return None
    new |= {"surface": surface, "value": float(value), "figure": 0, "span": [0, 0]}
    report["statements"].append(new)
    quote = page.quotes[number].replace(row["surface"], surface, 1)
    return Fault("row invented", page, report, (len(report["statements"]) - 1,), None, quote)


def _dropped(page: Page, chance: random.Random, _: list[str]) -> Fault | None:
    report, number, row = _row(page, chance)
    del report["statements"][number]
    return Fault("row dropped", page, report, (), row["figure"], "")


_MAKERS = dict(
    zip(
        KINDS,
        (
            _digit,
            _digits,
            _unit,
            _currency,
            _figures,
            _percent,
            _sign,
            _indicator,
            _aspect,
            _region,
            _invented,
            _dropped,
        ),
        strict=True,
    )
)
