"""A body that is printed twice: find the second copy and drop the worse one of the two."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from summarizer.article import Span
from summarizer.cleaning.furniture.lines import Line
from summarizer.patterns import LazyPattern

_SIGNS = LazyPattern(r"[^\w〓\n]+")
_ANCHOR = 24
_EDGE = 10
_LEAST_SHARE = 0.3
_LEAST_INSIDE = 0.7
_SHORT = 8
_BLOCK = 500
_MANY = 20_000
_SLOTS = 1 << 22


def find_repeat(lines: Sequence[Line]) -> Span | None:
    """The lines `[start, end)` of the copy to drop, or None where nothing is printed twice.

    Two copies may be damaged differently: paragraphs are paired by how they begin or end. Of two
    copies the one with fewer lost characters stays, the first where both are alike.
    """
    twins = _pair(lines)
    numbers = array("I", (n for n, twin in enumerate(twins) if twin >= 0))
    if not numbers:
        return None
    prose = sum(len(line) for line in lines if line.shape == "prose")
    doubled = sum(len(lines[second]) for second in numbers if lines[second].shape == "prose")
    if doubled < _LEAST_SHARE * prose or doubled < _ANCHOR:
        return None
    run = _second_copy(lines, twins, numbers)
    if run is None:
        return None
    first = Span(twins[run.start], twins[run.end - 1] + 1)
    if first.end > run.start:
        return None
    return first if _lost(lines, first) > _lost(lines, run) else run


def _pair(lines: Sequence[Line]) -> Sequence[int]:
    """For each line the line before that it repeats, -1 for a new one."""
    seen: dict[str, int] = {}
    twins = array("i", (-1,)) * len(lines)
    again = _come_again(lines) if len(lines) > _MANY else None
    for number, keys in _all_keys(lines):
        if again is not None:
            keys = [key for key in keys if again[hash(key) % _SLOTS]]
        for key in keys:
            twin = seen.get(key)
            if twin is not None and _alike(lines[twin], lines[number]):
                twins[number] = twin
                break
        else:
            for key in keys:
                seen.setdefault(key, number)
    return twins


def _all_keys(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[str]]]:
    """What lines are known by: their words, how they begin and how they end.

    Many lines at a time are rid of their signs, for speed.
    """
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        words = _SIGNS.sub("", "\n".join(line.text for line in block)).split("\n")
        for number, (line, own) in enumerate(zip(block, words, strict=True), start):
            if len(line) < _SHORT:
                continue
            yield (
                number,
                (own, "^" + own[:_EDGE], own[-_EDGE:] + "$") if len(own) >= _ANCHOR else (own,),
            )


def _come_again(lines: Sequence[Line]) -> bytearray:
    """By the hash of a key, whether it may come more than once: a large page keeps no others."""
    seen, again = bytearray(_SLOTS), bytearray(_SLOTS)
    for _, keys in _all_keys(lines):
        for key in keys:
            slot = hash(key) % _SLOTS
            again[slot] |= seen[slot]
            seen[slot] = 1
    return again


def _alike(one: Line, other: Line) -> bool:
    return abs(len(one) - len(other)) <= 0.1 * max(len(one), len(other)) + 2


def _same(one: Line, other: Line) -> bool:
    """One paragraph alone proves nothing unless it is the same to the letter, or torn."""
    return one.text == other.text or any(mark in one.text + other.text for mark in "〓�")


def _second_copy(lines: Sequence[Line], twins: Sequence[int], numbers: Sequence[int]) -> Span | None:
    """The longest run of lines whose twins stand in the same order, before the run."""
    best: Span | None = None
    best_size = 0
    at = 0
    while at < len(numbers):
        end = at + 1
        while end < len(numbers) and twins[numbers[end]] > twins[numbers[end - 1]]:
            end += 1
        run = Span(numbers[at], numbers[end - 1] + 1)
        inside = sum(len(lines[n]) for n in range(run.start, run.end))
        doubled = sum(len(lines[n]) for n in numbers[at:end])
        prose = [n for n in numbers[at:end] if lines[n].shape == "prose"]
        sure = len(prose) > 1 or any(_same(lines[n], lines[twins[n]]) for n in prose)
        if sure and doubled > best_size and doubled >= _LEAST_INSIDE * inside:
            best, best_size = run, doubled
        at = end
    return best


def _lost(lines: Sequence[Line], span: Span) -> int:
    return sum(lines[n].text.count("〓") + lines[n].text.count("�") for n in range(span.start, span.end))


def repeated_within(text: str) -> int | None:
    """Where a line starts over and prints itself again; None where it does not."""
    if len(text) < 4 * _ANCHOR:
        return None
    again = text.find(text[:_ANCHOR], len(text) // 3)
    if again < 0 or text[:again].strip() != text[again:].strip():
        return None
    return again
