"""Is everything there that the work needs? What `summarizer doctor` asks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from summarizer.errors import SummarizerError

Level = Literal["ok", "note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `message` says what was found and, where it is amiss, what to do."""

    name: str
    level: Level
    message: str


def diagnose(**flags: object) -> Iterator[Check]:
    """Look at Python, the dependencies, the shipped data, the settings and the endpoint, in this order.

    Args:
        flags: settings given on the command line.
    """
    version = ".".join(str(part) for part in sys.version_info[:3])
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Check(
        "python", "ok" if fits else "warning", version if fits else f"{version}; 3.11 to 3.13 are tested"
    )
    yield from dependency_checks()
    yield from _data_checks()
    yield from _model_checks(flags)


def dependency_checks() -> Iterator[Check]:
    """Whether what is installed is what this package declares."""
    from packaging.requirements import Requirement

    for line in metadata.requires("summarizer") or []:
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield Check(requirement.name, "error", f"missing; install {requirement}")
            continue
        if requirement.specifier.contains(found, prereleases=True):
            yield Check(requirement.name, "ok", found)
        else:
            yield Check(requirement.name, "error", f"{found} is installed, {requirement} is needed")


def _data_checks() -> Iterator[Check]:
    from summarizer.resources import shipped_path

    for folder in ("prompts", "schemas"):
        there = shipped_path(folder).is_dir()
        yield Check(
            folder, "ok" if there else "error", "there" if there else "missing: reinstall the package"
        )
    try:
        from summarizer.pipeline import prepare

        figures = prepare("今年一季度，全市新签约招商引资项目12个，总投资34.5亿元，同比增长6.7%。").figures
    except SummarizerError as error:
        yield Check("reading", "error", f"a plain sentence is not read: {error}")
    else:
        yield Check("reading", "ok", f"{len(figures)} figures in a plain sentence")


def _model_checks(flags: dict[str, object]) -> Iterator[Check]:
    from summarizer.settings import load_settings

    try:
        settings = load_settings(**flags)
    except SummarizerError as error:
        yield Check("settings", "error", str(error))
        return
    if not settings.model_configured:
        yield Check(
            "model", "note", "none configured: pages are read by the offline rules (see .env.example)"
        )
        return
    from summarizer.llm.doctor import check

    for result in check(settings):
        yield Check(result.name, result.level, result.message)
