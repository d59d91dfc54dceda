"""From the user's choices to an executor, its pace, and the fingerprint of what it will do."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.batch.executors import AsyncExecutor, Executor, ProcessExecutor
from summarizer.batch.pace import Pace, PaceConfig
from summarizer.batch.pool import WorkerPool
from summarizer.errors import ConfigurationError
from summarizer.report import SCHEMA_VERSION

if TYPE_CHECKING:
    from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch will run. `settings` are those of the model, None for the offline rules."""

    executor: Executor
    pace: Pace
    fingerprint: str
    settings: Settings | None = None


def model_settings(engine: str, flags: dict[str, Any]) -> Settings | None:
    """The settings of the model to ask, None where the offline rules read.

    Raises:
        ConfigurationError: a model is asked for and none is configured.
    """
    if engine == "offline":
        return None
    from summarizer.settings import load_settings

    settings = load_settings(**flags)
    if settings.model_configured:
        return settings
    if engine == "llm":
        raise ConfigurationError(
            "no language model is configured",
            hint="set OPENAI_API_KEY, or SUMMARIZER_BASE_URL and a model, or use --engine offline",
        )
    return None


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
) -> Plan:
    """Choose the executor for an engine.

    Args:
        settings: the model's, None for the offline rules.
        folder: where reports go.
        config: concurrency, rates, budgets.
        processes: worker processes, None for one a core.
        executor: `local` or `ray`.
    """
    pace = Pace(config)
    told = fingerprint(settings)
    if executor == "ray":
        from summarizer.batch.ray_executor import RayExecutor

        return Plan(RayExecutor(settings, folder, config, processes), pace, told, settings)
    pool = WorkerPool(processes)
    if settings is None:
        return Plan(ProcessExecutor(folder, pool, pace), pace, told)
    from summarizer.engines.llm import LlmEngine

    pool.start()
    # The rules' own reading, to compare with, is left to the worker processes.
    engine = LlmEngine(settings.model_copy(update={"cross_read": False}), gate=pace)
    asking = AsyncExecutor(engine, folder, pace, pool, cross_read=settings.cross_read)
    return Plan(asking, pace, told, settings)


def fingerprint(settings: Settings | None) -> str:
    """Twelve hexadecimal digits that change when a report would be made in another way."""
    parts: list[object] = [__version__, SCHEMA_VERSION]
    if settings is None:
        parts.append("offline")
    else:
        parts += ["llm", settings.endpoint_url, settings.model_name, settings.prompt, settings.mode]
        parts += [
            settings.temperature,
            settings.max_output_tokens,
            settings.part_characters,
            settings.cross_read,
        ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]
