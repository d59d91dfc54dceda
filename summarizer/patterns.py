"""Regular expressions that are compiled when they are first used.

Compiling takes a millisecond or more where an expression names the Chinese characters or lists many
words, and most pages never need most expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class LazyPattern:
    """Stands for a compiled expression; the same methods, bound once it is compiled."""

    def __init__(self, expression: str, flags: int = 0) -> None:
        self.pattern = expression
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self.pattern, self._flags)

    @cached_property
    def search(self):
        """Like `re.Pattern.search`."""
        return self.compiled.search

    @cached_property
    def match(self):
        """Like `re.Pattern.match`."""
        return self.compiled.match

    @cached_property
    def sub(self):
        """Like `re.Pattern.sub`."""
        return self.compiled.sub

    @cached_property
    def finditer(self):
        """Like `re.Pattern.finditer`."""
        return self.compiled.finditer

    @cached_property
    def findall(self):
        """Like `re.Pattern.findall`."""
        return self.compiled.findall

    @cached_property
    def split(self):
        """Like `re.Pattern.split`."""
        return self.compiled.split


_BEGINNING = re.compile(r"(?:(?P<inside>\[[^^\]][^\]]*\]|\\d|[^\\\[(?*+{.^$])(?![?*]|\{0))|(?P<group>\(\?:)")


def beginnings(expression: str) -> str:
    """The characters that an expression can begin with, as the inside of a character class.

    Many alternatives that begin with different characters are tried one by one at every place of a text;
    behind `(?=[…])` they are tried only where one can begin.

    Args:
        expression: alternatives that each begin with a character, a class, or a group of such.

    Raises:
        ValueError: One begins otherwise.
    """
    found: list[str] = []
    for alternative in _alternatives(expression):
        first = _BEGINNING.match(alternative)
        if first is None:
            raise ValueError(f"not known how this begins: {alternative}")
        found.append(beginnings(_group(alternative)) if first["group"] else first["inside"].strip("[]"))
    return "".join(found)


def _alternatives(expression: str) -> Iterator[str]:
    """What the outermost bars of an expression part."""
    start = 0
    for at, depth in _depths(expression):
        if expression[at] == "|" and depth == 0:
            yield expression[start:at]
            start = at + 1
    yield expression[start:]


def _group(expression: str) -> str:
    """What the group holds that an expression begins with; it must not be optional."""
    end = next(at for at, depth in _depths(expression) if expression[at] == ")" and depth == 0)
    if expression[end + 1 : end + 2] in ("?", "*") or expression.startswith("{0", end + 1):
        raise ValueError(f"an optional beginning: {expression}")
    return expression[len("(?:") : end]


def _depths(expression: str) -> Iterator[tuple[int, int]]:
    """The marks of an expression outside its classes, each with how many groups are open after it."""
    depth = 0
    for mark in re.finditer(r"\\.|\[[^\]]*\]|[()|]", expression):
        depth += {"(": 1, ")": -1}.get(mark.group(), 0)
        yield mark.start(), depth
