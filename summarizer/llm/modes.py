"""How each mode asks for structure: what stands in the request beside the messages.

instructor knows how an OpenAI-compatible request carries a model's schema; its preparation runs once
a mode here, not once a call (it rebuilds the schema each time), and what it leaves out is added:
`strict`, so that the endpoint holds the model to the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from summarizer.llm.prompts import Prompts
from summarizer.llm.providers import MODES, Mode
from summarizer.llm.wire import Reading, Wire, wire_schema

WITHOUT_SCHEMA: frozenset[Mode] = frozenset({"json_object", "markdown"})
"""Modes in which the schema stands in the system part."""


@cache
def request_parts(mode: Mode, wire: Wire) -> Mapping[str, Any]:
    """What a request of this mode carries beside model and messages. Callers must not change it."""
    return parts_with(mode, wire_schema(wire))


def parts_with(mode: Mode, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The request parts of a mode for any schema."""
    if mode == "json_schema":
        prepared = _prepared("JSON_SCHEMA")["response_format"]
        prepared["json_schema"] |= {"strict": True, "schema": schema}
        return {"response_format": prepared}
    if mode == "tools":
        prepared = _prepared("TOOLS")
        function = {**prepared["tools"][0]["function"], "strict": True, "parameters": schema}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": prepared["tool_choice"],
        }
    if mode == "json_object_schema":
        return {"response_format": {"type": "json_object", "schema": schema}}
    if mode == "json_object":
        return {"response_format": {"type": "json_object"}}
    return {}


def _prepared(mode: str) -> dict[str, Any]:
    """Instructor's own preparation of a request for the wire's model."""
    from instructor import Mode as InstructorMode
    from instructor.processing.response import handle_response_model

    _, kwargs = cast(
        "tuple[Any, dict[str, Any]]",
        handle_response_model(Reading, mode=InstructorMode[mode], messages=[]),  # pyright: ignore[reportUnknownMemberType]
    )
    return kwargs


def system_message(prompts: Prompts, mode: Mode) -> str:
    """The stable system part for a mode."""
    if mode == "json_object":
        return prompts.system_with_schema
    return prompts.system_with_fence if mode == "markdown" else prompts.system


def weaker(mode: Mode) -> Mode | None:
    """The next mode to try where an endpoint does not know this one."""
    at = MODES.index(mode) + 1
    return MODES[at] if at < len(MODES) else None
