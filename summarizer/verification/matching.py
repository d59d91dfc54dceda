"""Which figure of the page a row speaks of, and whether it says the same number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.article import Article, Figure
from summarizer.verification.foreign import ForeignRow
from summarizer.verification.values import resolve_value, words_before

_LEADS = re.compile(
    r"^(?:近|约|超过?|逾|达到?|共计?|总计|合计|为|大约|将近|超出|至少|同比(?:增长|下降)|增长|下降|[-+−])\s*"
)
_SPACES = re.compile(r"[\s,，]")


@dataclass(frozen=True, slots=True)
class Match:
    """The figures a row can speak of, best first; `problem` is a rule and a message where none can be."""

    candidates: tuple[Figure, ...] = ()
    problem: tuple[str, str] | None = None


class FigureIndex:
    """The figures of an article by surface and by value."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.figures = [figure for figure in article.figures if figure.value is not None]
        self._by_surface: dict[str, list[Figure]] = {}
        self._by_value: dict[Decimal, list[Figure]] = {}
        for figure in self.figures:
            self._by_surface.setdefault(plain(figure.surface), []).append(figure)
            for value in _values(figure, words_before(article.body, figure)):
                self._by_value.setdefault(value, []).append(figure)

    def match(self, row: ForeignRow) -> Match:
        """Find a row's figures: by its place, by its surface, by its value."""
        if row.surface is not None:
            found = self._surface(row)
            if not found:
                return Match(problem=("surface-not-in-source", f"{row.surface} is not in the source"))
            return self._agreeing(row, found)
        if row.value is None:
            return Match()
        found = self._by_value.get(abs(row.value).normalize(), [])
        if not found:
            return Match(problem=("value-not-in-source", f"{row.value} is no figure of the source"))
        return self._agreeing(row, found)

    def _surface(self, row: ForeignRow) -> list[Figure]:
        surface = plain(row.surface or "")
        found = self._by_surface.get(surface) or self._by_surface.get(
            plain(_LEADS.sub("", row.surface or ""))
        )
        found = found or []
        placed = self._placed(row)
        if placed is not None and placed in found:
            return [placed]
        return found

    def _placed(self, row: ForeignRow) -> Figure | None:
        """The figure where a report of this program says that it stands."""
        if row.span is not None:
            return next((figure for figure in self.figures if tuple(figure.span) == row.span), None)
        return self.article.figure(row.figure) if row.figure is not None else None

    def _agreeing(self, row: ForeignRow, found: Sequence[Figure]) -> Match:
        """Those of the figures that have the row's value and unit."""
        placed = self._placed(row)
        if placed is not None and placed not in found:
            message = f"{row.surface or row.value} is not what stands at its place: {placed.surface}"
            return Match(problem=("figure-against-place", message))
        body = self.article.body
        valued = [
            figure
            for figure in found
            if row.value is None or _has_value(figure, row, words_before(body, figure))
        ]
        if not valued:
            shown = f"{row.surface} is {found[0].value}, not {row.value}"
            return Match(tuple(found), ("value-against-surface", shown))
        united = [figure for figure in valued if row.unit is None or _has_unit(figure, row)]
        if not united:
            shown = f"{valued[0].surface} is in {valued[0].unit}, not in {row.unit}"
            return Match(tuple(valued), ("unit-against-source", shown))
        return Match(tuple(united))

    def alike(self, row: ForeignRow) -> Figure | None:
        """The figure a wrong number was most likely copied from: a digit, a swap or a unit away."""
        digits = _digits(row.surface or str(row.value))
        best = (3, None)
        for figure in self.figures:
            distance = _distance(digits, _digits(figure.surface))
            if distance < best[0]:
                best = (distance, figure)
        return best[1]


def plain(surface: str) -> str:
    """A surface without spaces, separators and width."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", surface)).replace("%", "％")


def _values(figure: Figure, before: str) -> Iterator[Decimal]:
    """All values a row may give a figure: as it stands, and as a percentage."""
    seen: set[Decimal] = set()
    for aspect in ("level", "completion", "growth"):
        value = abs(resolve_value(figure, aspect, before=before)[0]).normalize()
        if value not in seen:
            seen.add(value)
            yield value
    if figure.upper is not None:
        yield figure.upper.normalize()


def _has_value(figure: Figure, row: ForeignRow, before: str) -> bool:
    value = abs(row.value or Decimal(0)).normalize()
    if row.aspect is not None:
        return abs(resolve_value(figure, row.aspect, before=before)[0]).normalize() == value
    return value in set(_values(figure, before))


def _has_unit(figure: Figure, row: ForeignRow) -> bool:
    units = {
        resolve_value(figure, aspect)[1] for aspect in ((row.aspect,) if row.aspect else ("level", "growth"))
    }
    return row.unit in units or row.unit == figure.unit


def _digits(text: str) -> str:
    return re.sub(r"[^0-9一二三四五六七八九十百千]", "", unicodedata.normalize("NFKC", text))


def _distance(left: str, right: str) -> int:
    """0 for the same digits, 1 for one other or two swapped, 9 for anything else."""
    if left == right:
        return 0
    if len(left) != len(right) or len(left) < 2:
        return 9
    differing = [at for at in range(len(left)) if left[at] != right[at]]
    if len(differing) == 1:
        return 1
    swapped = len(differing) == 2 and sorted(left) == sorted(right)
    return 1 if swapped else 9
