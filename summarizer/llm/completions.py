"""What a chat completion says: its text, its end, its tokens; whatever endpoints put in its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from summarizer.llm.client import Answer
from summarizer.llm.transport import Endpoint, Failure, broken_off, failure_of_status, not_an_api
from summarizer.report import Usage


def object_of(content: bytes, content_type: str) -> dict[str, Any] | str | None:
    """The object a response's body holds; its text where it is a page and no JSON, None where it is torn."""
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError):
        return None if "json" in content_type.lower() else content.decode("utf-8", "replace")
    return cast("dict[str, Any]", value) if isinstance(value, dict) else str(value)


def answer_of(completion: Mapping[str, Any] | str | None, at: Endpoint) -> Answer | Failure:
    """What a chat completion holds, or why it is none. `None` is a body that was cut short."""
    if completion is None:
        return broken_off(at, "unreadable answer")
    if isinstance(completion, str):
        return not_an_api(at)
    problem = completion.get("error")
    if problem:
        return _problem(problem, at)
    choices = _list(completion.get("choices"))
    if not choices and "choices" not in completion and completion.get("object") is None:
        return not_an_api(at)
    usage = usage_of(completion.get("usage"))
    named = completion.get("model")
    model = named if isinstance(named, str) else None
    choice = _object(choices[0] if choices else None)
    if not isinstance(choice.get("message"), dict):
        return Answer("", "", None, usage, model)
    said = _object(choice["message"])
    text = _arguments(said) or _text(said.get("content")) or ""
    return Answer(text, str(choice.get("finish_reason") or "stop"), _text(said.get("refusal")), usage, model)


def _problem(problem: object, at: Endpoint) -> Failure:
    """An error told with status 200."""
    said = _object(problem) or {"message": str(problem)}
    status = said.get("code")
    number = status if isinstance(status, int) and 400 <= status < 600 else 502
    return failure_of_status(number, str(said.get("message", "")), str(said.get("type", "")), {}, at)


def _arguments(message: Mapping[str, Any]) -> str | None:
    """The arguments of the first function call, where there is one that says anything."""
    calls = _list(message.get("tool_calls"))
    arguments = _object(_object(calls[0]).get("function")).get("arguments") if calls else None
    return arguments if isinstance(arguments, str) and arguments.strip() else None


def usage_of(reported: object) -> Usage:
    """Tokens as reported; endpoints that report none count as 0."""

    def count(holder: Mapping[str, Any], *names: str) -> int:
        for name in names:
            value = holder.get(name)
            if isinstance(value, int) and value > 0:
                return value
        return 0

    holder = _object(reported)
    details = _object(holder.get("prompt_tokens_details"))
    return Usage(
        input=count(holder, "prompt_tokens"),
        output=count(holder, "completion_tokens"),
        cached=count(details, "cached_tokens") or count(holder, "prompt_cache_hit_tokens"),
    )


def _object(value: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
