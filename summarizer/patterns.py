"""Regular expressions that are compiled when they are first used.

Compiling takes a millisecond or more where an expression names the Chinese characters or lists many
words, and most pages never need most expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class LazyPattern:
    """Stands for a compiled expression; the same methods, bound once it is compiled.

    A `guarded` one is tried only where one of its alternatives can begin; see `beginnings`.
    """

    def __init__(self, expression: str, flags: int = 0, *, guarded: bool = False) -> None:
        self.pattern = expression
        self._flags = flags
        self._guarded = guarded

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        guard = f"(?=[{beginnings(self.pattern)}])" if self._guarded else ""
        return re.compile(f"{guard}(?:{self.pattern})" if guard else self.pattern, self._flags)

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


_ONE = re.compile(r"(?:\[[^^\]][^\]]*\]|\\d|[^\\\[()?*+{.^$])(?!\*|\{0)")
_OPTIONAL = ("?", "*", "{0")


def beginnings(expression: str) -> str:
    """The characters that an expression can begin with, as the inside of a character class.

    Many alternatives that begin with different characters are tried one by one at every place of a text;
    behind `(?=[…])` they are tried only where one can begin.

    Args:
        expression: alternatives that each begin with a character, a class, or a group of such; what
            stands before that may be optional, or look behind.

    Raises:
        ValueError: One begins otherwise.
    """
    found: list[str] = []
    for alternative in _alternatives(expression):
        rest = alternative
        while True:
            first = _ONE.match(rest)
            end = first.end() if first else _group_end(rest)
            if first:
                found.append(first.group().removeprefix("[").removesuffix("]"))
            elif rest.startswith("(?:"):
                found.append(beginnings(rest[len("(?:") : end - 1]))
            elif not rest.startswith(("(?<=", "(?<!")):
                raise ValueError(f"not known how this begins: {alternative}")
            looks_behind, rest = rest.startswith("(?<"), rest[end:]
            if not looks_behind and not rest.startswith(_OPTIONAL):
                break
            rest = rest.removeprefix("?")
    return "".join(found)


def _alternatives(expression: str) -> Iterator[str]:
    """What the outermost bars of an expression part."""
    start = 0
    for at, depth in _depths(expression):
        if expression[at] == "|" and depth == 0:
            yield expression[start:at]
            start = at + 1
    yield expression[start:]


def _group_end(expression: str) -> int:
    """Where the group closes that an expression begins with; 0 where it begins with none."""
    closing = (at for at, depth in _depths(expression) if expression[at] == ")" and depth == 0)
    return next(closing) + 1 if expression.startswith("(") else 0


def _depths(expression: str) -> Iterator[tuple[int, int]]:
    """The marks of an expression outside its classes, each with how many groups are open after it."""
    depth = 0
    for mark in re.finditer(r"\\.|\[[^\]]*\]|[()|]", expression):
        depth += {"(": 1, ")": -1}.get(mark.group(), 0)
        yield mark.start(), depth
