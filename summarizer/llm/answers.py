"""From the text of an answer to a JSON object, whatever models wrap around it or get wrong in it.

Reasoning blocks, fences, prose around the object, single quotes, trailing commas, NaN, duplicate
and non-string keys are handled here, before another call is spent on them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[a-zA-Z0-9_-]*[ \t]*\n?(.*?)(?:```|\Z)", re.DOTALL)
_LONGEST_ANSWER = 400_000


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """An answer's object, and how much it had to be mended: `clean`, `mended` or `unreadable`."""

    value: dict[str, Any] | None
    state: str


def parse_answer(text: str) -> ParsedAnswer:
    """Find and read the JSON object of an answer.

    Strict JSON is read as it stands; anything else goes through json-repair. An answer that is cut
    off is read as far as it goes: its last, unfinished row falls away in checking.
    """
    text = text[:_LONGEST_ANSWER]
    for candidate in _candidates(text):
        value = _strict(candidate)
        if value is not None:
            return ParsedAnswer(value, "clean" if candidate == text.strip() else "mended")
    for candidate in _candidates(text):
        value = _mended(candidate)
        if value:
            return ParsedAnswer(value, "mended")
    return ParsedAnswer(None, "unreadable")


def visible(text: str) -> str:
    """An answer without its reasoning."""
    bare = _THINKING.sub("", text).strip().lstrip("\ufeff")
    if "</think>" in bare:  # some servers cut off the opening tag
        bare = bare.rsplit("</think>", 1)[1]
    return bare.strip()


def _candidates(text: str) -> list[str]:
    """Where the object may stand, best first."""
    bare = visible(text)
    found = [bare]
    found += sorted((block.strip() for block in _FENCE.findall(bare)), key=len, reverse=True)
    opening, closing = bare.find("{"), bare.rfind("}")
    if opening >= 0:
        found.append(bare[opening : closing + 1] if closing > opening else bare[opening:])
        found.append(bare[opening:])
    return [candidate for candidate in dict.fromkeys(found) if "{" in candidate]


def _strict(candidate: str) -> dict[str, Any] | None:
    try:
        value = json.loads(candidate, object_pairs_hook=_join_pairs, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return _as_object(value)


def _mended(candidate: str) -> dict[str, Any] | None:
    from json_repair import loads

    opening = candidate.find("{")
    try:
        value = loads(candidate[opening:], skip_json_loads=True)
    except (ValueError, RecursionError, IndexError):
        return None
    return _as_object(_without_specials(value))


def _join_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; a key given twice keeps both lists joined, else its last value."""
    joined: dict[str, Any] = {}
    for key, value in pairs:
        before = joined.get(key)
        joined[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return joined


def _as_object(value: object) -> dict[str, Any] | None:
    """The object itself, or the first object of a list around it."""
    if isinstance(value, list):
        items = cast("list[object]", value)
        value = next((cast("object", item) for item in items if isinstance(item, dict)), None)
    if not isinstance(value, dict):
        return None
    pairs = cast("dict[object, Any]", value)
    return {str(key): item for key, item in pairs.items()}


def _without_specials(value: Any) -> Any:
    """NaN and infinities as null."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, list):
        return [_without_specials(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {str(key): _without_specials(item) for key, item in cast("dict[Any, Any]", value).items()}
    return value


def without_tail(value: Mapping[str, Any]) -> dict[str, Any]:
    """An object that was cut off, without the item it was cut off in: a number there may be half one."""
    kept = dict(value)
    if not kept:
        return kept
    last = next(reversed(kept))
    tail = kept[last]
    if isinstance(tail, list):
        kept[last] = cast("list[Any]", tail)[:-1]
    else:
        del kept[last]
    return kept


def repeats_itself(text: str) -> bool:
    """Whether an answer goes in circles: its end stands in it many times over."""
    tail = text.strip()[-40:]
    return len(tail) == 40 and text.count(tail) >= 4
