"""What a reader copied must stand in the body: names, phrases, regions, and numbers in its prose."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.article import Article, Figure, Region
from summarizer.report import Finding

_PLACEHOLDER = re.compile(r"\{\s*(\d+)\s*\}")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，．]*[0-9０-９]|[0-9０-９]")
_REGION_ENDINGS = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗",
    "地区", "新区", "省", "市", "州", "盟", "县", "区", "旗",
)  # fmt: skip
MIN_NAME_SHARE = 0.6
"""Of a name that does not stand in the body as given, this much must stand there in one piece."""


def longest_piece(body: str, name: str) -> str:
    """The longest run of a name that stands in the body."""
    best = ""
    for start in range(len(name)):
        while start + len(best) < len(name) and name[start : start + len(best) + 1] in body:
            best = name[start : start + len(best) + 1]
    return best


def stands_in_pieces(body: str, text: str, shortest: int = 2) -> bool:
    """Whether a text is made of pieces, none shorter than `shortest`, that all stand in the body."""
    while text:
        size = len(text)
        while size >= shortest and text[:size] not in body:
            size -= 1
        if size < shortest:
            return False
        text = text[size:]
    return True


def fill_template(template: str, article: Article, what: str) -> tuple[str, str, list[Finding]]:
    """Put figures into a template.

    Returns:
        The text, the template without what could not be filled, and findings: figures that do not
        exist are removed, and so are numbers of the template's own that do not stand in the body.
    """
    findings: list[Finding] = []
    pieces = _PLACEHOLDER.split(template)
    filled = pieces.copy()
    for at in range(1, len(pieces), 2):
        figure = article.figure(int(pieces[at]))
        if figure is None:
            message = f"{what} refers to figure {int(pieces[at])}, which the article does not have"
            findings.append(Finding(rule="unknown-figure", severity="warning", message=message))
        pieces[at] = f"{{{figure.id}}}" if figure else ""
        filled[at] = figure.surface if figure else ""
    for at in range(0, len(pieces), 2):
        if _NUMBER.search(pieces[at]):
            pieces[at] = filled[at] = _without_own_numbers(pieces[at], article.body, what, findings)
    return "".join(filled), "".join(pieces), findings


def _without_own_numbers(text: str, body: str, what: str, findings: list[Finding]) -> str:
    def check(match: re.Match[str]) -> str:
        # The next character keeps 500强 apart from 500亿元.
        around = text[max(0, match.start() - 1) : match.end() + 1]
        if around in body or text[match.start() : match.end() + 1] in body:
            return match.group()
        message = f"{what} has a number of its own that is not in the body: {match.group()}"
        findings.append(Finding(rule="number-not-in-body", severity="error", message=message))
        return ""

    return _NUMBER.sub(check, text)


@lru_cache(maxsize=4096)
def region_stem(name: str) -> str:
    """A region's name without its ending: 海北 of 海北州; short names stay whole."""
    for ending in _REGION_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name


def stands_as_region(name: str, body: str) -> bool:
    """Whether a region's name, or its stem, stands in the body."""
    return name in body or region_stem(name) in body


@lru_cache(maxsize=4096)
def canonical_region(name: str, province: str | None) -> Region | None:
    """The division of that name, the one in `province` first; None where it is unknown."""
    try:
        from summarizer.regions import lookup_region
    except ImportError:
        return None
    return lookup_region(name, province=province) or (lookup_region(name) if province else None)


def own_numbers_stand(text: str, body: str) -> bool:
    """Whether all numbers written in a phrase stand in the body."""
    return all(match.group() in body for match in _NUMBER.finditer(text))


def figure_text(figure: Figure) -> str:
    """How messages name a figure."""
    return f"{figure.surface} (figure {figure.id})"
