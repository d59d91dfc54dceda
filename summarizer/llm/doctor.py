"""What `summarizer doctor` asks of the language model: is it there, is it known, what can it do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.llm.answers import parse_answer
from summarizer.llm.capabilities import Capabilities, capabilities_of, remember
from summarizer.llm.client import Message
from summarizer.llm.endpoint import EndpointClient
from summarizer.llm.modes import WITHOUT_SCHEMA, parts_with
from summarizer.llm.providers import MODES, Mode
from summarizer.llm.transport import UnsupportedRequestError

if TYPE_CHECKING:
    from summarizer.settings import Settings

_PROBE: dict[str, Any] = {
    "type": "object",
    "properties": {"place": {"type": "string"}, "figure": {"type": ["integer", "null"]}},
    "required": ["place", "figure"],
    "additionalProperties": False,
}
_QUESTION = "云州市签约项目178个{12}。给出地名，以及数字后括号里的编号。"
_PROBE_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: a name, how it stands, and what was found."""

    name: str
    level: Literal["ok", "note", "warning", "error"]
    message: str


def check(settings: Settings) -> list[Finding]:
    """Whether the endpoint answers, lists the model, and in which mode it gives structure.

    The mode found is remembered, so that runs use it. A model file is checked for being there.
    """
    if settings.model_file:
        return [_file_finding(settings)]
    return asyncio.run(_check(settings))


def _file_finding(settings: Settings) -> Finding:
    from importlib.util import find_spec

    if not settings.model_file or not settings.model_file.is_file():
        return Finding("model file", "error", f"{settings.model_file} does not exist")
    if find_spec("llama_cpp") is None:
        return Finding("model file", "error", "llama-cpp-python is missing: pip install 'summarizer[local]'")
    return Finding("model file", "ok", str(settings.model_file))


async def _check(settings: Settings) -> list[Finding]:
    try:
        client = EndpointClient(settings)
    except ConfigurationError as error:
        return [Finding("endpoint", "error", str(error))]
    found: list[Finding] = []
    try:
        listed = await _listing(client, found)
        if listed and client.at.model not in listed:
            some = ", ".join(listed[:8])
            found.append(Finding("model", "warning", f"{client.at.model} is not listed; there are: {some}"))
        elif listed:
            found.append(Finding("model", "ok", client.at.model))
        if not any(finding.level == "error" for finding in found):
            found.append(await _mode_finding(client, settings))
    finally:
        await client.close()
    return found


async def _listing(client: EndpointClient, found: list[Finding]) -> list[str]:
    """The models listed; an endpoint may serve a model and list none."""
    try:
        listed = await client.models()
    except ConfigurationError as error:
        missing = "(404)" in error.message
        level = "note" if missing else "error"
        said = f"{client.at.url} lists no models" if missing else str(error)
        found.append(Finding("endpoint", level, said))
        return []
    except SummarizerError as error:
        found.append(Finding("endpoint", "warning", str(error)))
        return []
    found.append(Finding("endpoint", "ok", f"{client.at.url}, {len(listed)} models"))
    return listed


async def _mode_finding(client: EndpointClient, settings: Settings) -> Finding:
    """Probe the modes, strongest first, and remember the first that works."""
    known = capabilities_of(settings)
    tried: list[str] = []
    for mode in MODES if settings.mode == "auto" else (settings.mode,):
        try:
            works, why = await _probe(client, known, mode)
        except SummarizerError as error:
            return Finding("mode", "error", str(error))
        if works:
            known.mode = mode
            remember(settings, known)
            instead = f" ({'; '.join(tried)})" if tried else ""
            return Finding("mode", "ok", f"{mode}, remembered{instead}")
        tried.append(f"{mode}: {why}")
    return Finding("mode", "warning", f"no mode gives structure: {'; '.join(tried)}")


async def _probe(client: EndpointClient, known: Capabilities, mode: Mode) -> tuple[bool, str]:
    """Whether an answer in this mode keeps to the schema, and why not."""
    system = "只回答一个 JSON 对象。"
    if mode in WITHOUT_SCHEMA:
        system += "符合此 JSON Schema：" + json.dumps(_PROBE, ensure_ascii=False)
    messages: list[Message] = [{"role": "system", "content": system}, {"role": "user", "content": _QUESTION}]
    while True:
        parts = {**known.parts(limit=_PROBE_TOKENS, temperature=0.0), **parts_with(mode, _PROBE)}
        try:
            answer = await client.ask(messages, parts)
        except UnsupportedRequestError as error:
            if error.feature == "temperature" and known.temperature:
                known.temperature = False
            elif error.feature == "max_tokens" and known.limit == "max_tokens":
                known.limit = "max_completion_tokens"
            else:
                return False, "refused"
            continue
        return (True, "") if _keeps_to_schema(parse_answer(answer.text).value) else (False, "not kept to")


def _keeps_to_schema(value: Mapping[str, Any] | None) -> bool:
    if value is None or set(value) != set(_PROBE["properties"]):
        return False
    return isinstance(value["place"], str) and isinstance(value["figure"], int | None)
