"""`summarizer prompt`: the exact request for a page, for any model asked by hand."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli.common import MaxSizeOption, PageLoop, Pages


class Format(StrEnum):
    """How a request is written."""

    TEXT = "text"
    JSON = "json"


def prompt(
    paths: Pages,
    format: Annotated[
        Format,
        typer.Option("--format", "-f", help="Text to paste into a chat, or messages and schema as JSON."),
    ] = Format.TEXT,
    max_size: MaxSizeOption = 10,
) -> None:
    """Print what a model would be asked; its answer goes to: run PAGE --answer FILE."""
    from summarizer.llm.manual import manual_requests

    loop = PageLoop()
    for article in loop.articles(paths, max_size):
        for request in manual_requests(article):
            print(request.as_text() if format is Format.TEXT else request.as_json(), flush=True)
    if loop.failed:
        raise typer.Exit(loop.exit_code)
