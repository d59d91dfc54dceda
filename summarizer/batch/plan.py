"""From the user's choices to an executor, its pace, and the fingerprint of what it will do."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from summarizer import __version__
from summarizer.batch.executors import AsyncExecutor, Executor, ProcessExecutor
from summarizer.batch.pace import Pace, PaceConfig
from summarizer.pipeline import choose_engine
from summarizer.report import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch will run. `pace` is None where nothing is asked over a network."""

    executor: Executor
    pace: Pace | None
    fingerprint: str


def make_plan(engine: str, pace_config: PaceConfig, processes: int | None, flags: dict[str, object]) -> Plan:
    """Choose the executor for an engine.

    Raises:
        ConfigurationError: the engine cannot work with these settings.
    """
    reader, _ = choose_engine(engine, **flags)
    if reader.name == "offline":
        return Plan(ProcessExecutor(processes), None, fingerprint("offline"))
    from summarizer.engines.llm import LlmEngine
    from summarizer.settings import load_settings

    settings = load_settings(**flags)
    pace = Pace(pace_config)
    paced = LlmEngine(settings, gate=pace)
    told = fingerprint(paced.name, settings.model_name, settings.prompt, settings.endpoint_url)
    return Plan(AsyncExecutor(paced, pace_config.concurrency), pace, told)


def fingerprint(*parts: str) -> str:
    """Twelve hexadecimal digits that change when a report would be made in another way."""
    whole = json.dumps([__version__, SCHEMA_VERSION, *parts])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
