"""What an endpoint can do, as found out and remembered: its mode, and parts of a request to leave out."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from summarizer.llm.cache import cache_folder
from summarizer.llm.providers import MODES, Mode

if TYPE_CHECKING:
    from summarizer.settings import Settings

STRONGEST: Mode = "json_schema"


@dataclass(slots=True)
class Capabilities:
    """How to ask one model at one endpoint.

    Attributes:
        mode: the structured-output mode.
        limit: the name of the output limit, empty where none may be sent.
        temperature: whether a temperature may be sent.
        source: `settings`, `provider`, `remembered`, or `assumed` where nothing is known.
    """

    mode: Mode = STRONGEST
    limit: str = "max_tokens"
    temperature: bool = True
    source: str = "assumed"
    extra: dict[str, Any] = field(default_factory=dict[str, Any])

    def parts(self, *, limit: int, temperature: float | None) -> dict[str, Any]:
        """The part of a request that follows from these, apart from the mode's own."""
        parts: dict[str, Any] = {}
        if self.limit:
            parts[self.limit] = limit
        if self.temperature and temperature is not None:
            parts["temperature"] = temperature
        if self.extra:
            parts["extra_body"] = self.extra
        return parts


def _memory(settings: Settings) -> Path:
    return cache_folder(settings.cache_dir) / "endpoints.json"


def _place(settings: Settings) -> str:
    return f"{settings.endpoint_url} {settings.model_name}"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        remembered: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, dict[str, Any]]", remembered) if isinstance(remembered, dict) else {}


def capabilities_of(settings: Settings) -> Capabilities:
    """What is known of the endpoint: from the settings, else remembered, else the provider's preset."""
    if settings.model_file:
        return Capabilities("json_object_schema", source="settings")
    preset = settings.preset
    known = Capabilities()
    if preset:
        known = Capabilities(preset.mode, preset.limit, source="provider", extra=dict(preset.extra))
    remembered = _read(_memory(settings)).get(_place(settings))
    if isinstance(remembered, dict) and remembered.get("mode") in MODES:
        known.mode = remembered["mode"]
        known.limit = str(remembered.get("limit", known.limit))
        known.temperature = bool(remembered.get("temperature", True))
        known.source = "remembered"
    if settings.mode != "auto":
        known.mode, known.source = settings.mode, "settings"
    return known


def remember(settings: Settings, found: Capabilities) -> None:
    """Keep what was found out, for the next run. A folder that cannot be written is no error."""
    if settings.model_file:
        return
    path = _memory(settings)
    kept = {name: value for name, value in asdict(found).items() if name in ("mode", "limit", "temperature")}
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        everything = _read(path) | {_place(settings): kept}
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump(everything, file, ensure_ascii=False, indent=1)
        os.replace(file.name, path)  # noqa: PTH105 - atomic, also on Windows
