"""`summarizer run --dry-run`: what a run would send and cost. Nobody is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.llm.estimate import Estimate


def print_dry_run(articles: Iterator[Article], engine: str, flags: dict[str, Any], *, as_json: bool) -> None:
    """Print the calls, tokens and cost of every page, and of all of them.

    Raises:
        ConfigurationError: a model is asked for and none is configured.
    """
    from summarizer.llm.estimate import estimate
    from summarizer.pipeline import asked_by, model_settings

    settings = model_settings(engine, flags)
    pages = list(articles)
    names = [page.path or "standard input" for page in pages]
    if settings is None:
        told = {"pages": names, "calls": 0}
        print(json.dumps(told) if as_json else "no model is asked: the offline rules read every page")
        return
    model = settings.model_file.stem if settings.model_file else settings.model_name
    asked = asked_by(engine)
    each = [estimate([page], settings, asked) for page in pages]
    total = estimate(pages, settings, asked)
    if as_json:
        listed = [{"path": name, **asdict(one)} for name, one in zip(names, each, strict=True)]
        told = {"model": model, "pages": listed, "total": asdict(total)}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, one in zip(names, each, strict=True):
        print(f"{name}: {_line(one)}")
    if len(pages) > 1:
        print(f"{len(pages)} pages, {model}: {_line(total)}")


def _line(told: Estimate) -> str:
    calls = f"{told.calls} call{'' if told.calls == 1 else 's'} (at most {told.most_calls})"
    tokens = f"about {told.input:,} tokens in and {told.output:,} out"
    if told.cost is None or told.highest_cost is None:
        return f"{calls}, {tokens}, no price known"
    return f"{calls}, {tokens}, ${told.cost:.4f} (at most ${told.highest_cost:.4f})"
