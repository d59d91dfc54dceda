"""From the user's choices to an executor, its pace, and the fingerprint of what it will do."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.batch.bounds import PaceConfig
from summarizer.batch.executors import AsyncExecutor, Executor, ProcessExecutor
from summarizer.batch.pace import Pace
from summarizer.batch.pool import WARM, WorkerPool
from summarizer.batch.work import packed_reader
from summarizer.errors import ConfigurationError
from summarizer.report import SCHEMA_VERSION

if TYPE_CHECKING:
    from summarizer.llm.client import Client
    from summarizer.settings import Settings

WARM_WITH_MODEL = (*WARM, "summarizer.batch.warm_model")
"""What worker processes share where a model is asked."""


_FIRST_REQUEST = ("openai", "httpx2", "httpcore2", "anyio._backends._asyncio", "tenacity")
"""What a first request would have to load, while others wait."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch will run. `settings` are those of the model, None for the offline rules."""

    executor: Executor
    pace: Pace
    fingerprint: str
    settings: Settings | None = None


def require_model(settings: Settings | None) -> Settings:
    """The settings, where a model is needed.

    Raises:
        ConfigurationError: none is configured.
    """
    if settings is None:
        raise ConfigurationError(
            "a provider's batch needs a language model", hint="set OPENAI_API_KEY and --model"
        )
    return settings


def make_plan(
    settings: Settings | None,
    folder: Path,
    config: PaceConfig,
    processes: int | None,
    executor: str = "local",
    engine: str = "llm",
) -> Plan:
    """Choose the executor for an engine.

    Args:
        settings: the model's, None for the offline rules.
        folder: where reports go.
        config: concurrency, rates, budgets.
        processes: worker processes, None for one a core.
        executor: `local` or `ray`.
        engine: `hybrid` for rules first and the model for the rest, `auto` for the model watched over by
            the rules; else the model reads.
    """
    reader = engine if engine in ("hybrid", "auto") else "llm"
    pace = Pace(config)
    told = fingerprint(settings, reader)
    if executor == "ray":
        from summarizer.batch.ray_executor import RayExecutor

        return Plan(RayExecutor(settings, folder, config, processes, reader), pace, told, settings)
    if settings is None:
        return Plan(ProcessExecutor(folder, WorkerPool(processes), pace), pace, told)
    pool = WorkerPool(processes, warm=WARM_WITH_MODEL)
    pool.start()
    client = asking_client(settings, pace)
    packed = packed_reader(reader, settings)
    return Plan(AsyncExecutor(client, packed, folder, pace, pool), pace, told, settings)


def asking_client(settings: Settings, pace: Pace) -> Client:
    """Who is asked, at a pace, with everything loaded that the first request would have to load."""
    from summarizer.engines.llm import LlmEngine
    from summarizer.llm.endpoint import trusted_certificates

    if not settings.model_file:
        for name in _FIRST_REQUEST:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        trusted_certificates()
    return LlmEngine(settings, gate=pace).reader.client


def fingerprint(settings: Settings | None, reader: str = "llm") -> str:
    """Twelve hexadecimal digits that change when a report would be made in another way."""
    parts: list[object] = [__version__, SCHEMA_VERSION]
    if settings is None:
        parts.append("offline")
    else:
        parts += [reader, settings.endpoint_url, settings.model_name, settings.prompt, settings.mode]
        parts += [
            settings.temperature,
            settings.max_output_tokens,
            settings.part_characters,
            settings.cross_read,
        ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]
