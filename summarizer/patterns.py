"""Regular expressions that are compiled when they are first used.

Compiling takes a millisecond or more where an expression names the Chinese characters or lists many
words, and most pages never need most expressions.
"""

from __future__ import annotations

import re
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
