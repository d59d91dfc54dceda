"""Known endpoints, read from `data/providers.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from summarizer.errors import ConfigurationError
from summarizer.resources import data_path

Mode = Literal["json_schema", "tools", "json_object_schema", "json_object", "markdown"]
"""How an endpoint is asked for structure, strongest first: a strict JSON schema; a strict function;
`json_object` with the schema beside it; `json_object` with the schema in the prompt; a fenced block
with the schema in the prompt, which any endpoint can do."""

MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class Provider:
    """A preset: where the endpoint is, which variable holds its key, what it can do."""

    name: str
    base_url: str
    mode: Mode
    key: str | None = None
    model: str | None = None
    limit: str = "max_tokens"
    extra: Mapping[str, Any] = field(default_factory=dict[str, Any])


@cache
def providers() -> dict[str, Provider]:
    """All presets by name."""
    raw = tomllib.loads(data_path("providers.toml").read_text("utf-8"))
    return {name: Provider(name=name, **table) for name, table in raw.items()}


def provider(name: str) -> Provider:
    """The preset of that name.

    Raises:
        ConfigurationError: there is none.
    """
    try:
        return providers()[name.lower()]
    except KeyError:
        known = ", ".join(providers())
        raise ConfigurationError(
            f"unknown provider: {name}", hint=f"one of {known}; or set base_url"
        ) from None


def provider_at(base_url: str) -> Provider | None:
    """The preset of a hosted endpoint, recognised by its address; local ones are never guessed."""
    for preset in providers().values():
        if preset.key and base_url.rstrip("/") == preset.base_url.rstrip("/"):
            return preset
    return None
