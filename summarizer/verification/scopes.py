"""What a scope narrows: words that say nothing, and scopes that add to others."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summarizer.verification.wording import any_of, rules


@cache
def _generic() -> re.Pattern[str]:
    return any_of(rules()["generic"]["scope"])


@lru_cache(maxsize=4096)
def is_generic(scope: str) -> bool:
    """Whether a scope narrows nothing."""
    return not re.sub(r"[\s；;、，,的]", "", _generic().sub("", scope))


def narrows(scope: str, wider: str) -> bool:
    """Whether a scope is a wider one with something added."""
    if scope == wider:
        return False
    kept = [part for part in re.split(r"[；;，,]", wider) if not is_generic(part)]
    return all(within(part, scope) for part in kept)


def within(part: str, scope: str) -> bool:
    """All characters of a part, in order, in the scope."""
    rest = iter(scope)
    return all(character in rest for character in part)


@lru_cache(maxsize=4096)
def telling_parts(scope: str) -> tuple[str, ...]:
    """The parts of a scope that narrow something."""
    return tuple(part for part in re.split(r"[；;，,、\s]", scope) if part and not is_generic(part))
