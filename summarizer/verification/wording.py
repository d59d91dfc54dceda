"""What the words around a figure say of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from summarizer.article import Figure
from summarizer.resources import data_path
from summarizer.verification.passages import Passages


@cache
def rules() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads(data_path("verification.toml").read_text("utf-8"))


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of alternatives, longest first."""
    return re.compile(alternatives(words))


def alternatives(words: Iterable[str]) -> str:
    """Words as one expression, of those that start alike the longest first.

    A branch for each first character, so that a search looks at few words in each place.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(words), key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(
        re.escape(first) + (f"(?:{'|'.join(found)})" if found != [""] else "")
        for first, found in rests.items()
    )


@cache
def _directions() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    table = rules()["direction"]
    return any_of(table["falls"] + table["rises"]), frozenset(table["falls"]), any_of(table["turned"])


def says_fall(passages: Passages, figure: Figure) -> bool | None:
    """Whether the wording says that this figure is a fall; None where it says neither.

    The nearest word before the figure in its clause decides (降幅分别为0.9和3.8个百分点 covers both),
    then one just after it (1.2%的降幅), then the clause before.
    """
    if figure.value is not None and figure.value < 0:
        return True  # 同比增长-8.92%: the minus is the wording
    body = passages.body
    cues, falls, turned = _directions()
    clause = passages.clause(figure.span.start)
    before = passages.lead(figure)
    found = cues.findall(before)
    if not found:
        after = cues.search(body, figure.span.end, min(clause.end, figure.span.end + 5))
        found = [after.group()] if after else []
    if not found and figure.surface.startswith(("翻",)):
        return False
    if not found and clause.start > passages.part(figure.span.start).start:
        earlier = passages.clause(clause.start - 1)
        found = cues.findall(body, earlier.start, earlier.end)
        before = body[earlier.start : earlier.end]
    if not found or turned.search(before):
        return None
    return found[-1] in falls
