"""`summarizer clean`: the article of a page, without the damage and the furniture."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli.common import MaxSizeOption, PageLoop, Pages, QuietOption, WidthOption, print_error


class Format(StrEnum):
    """How an article is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


def clean(
    paths: Pages,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="The body alone, or all of it.")
    ] = Format.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show every repair and every dropped line, with reasons.")
    ] = False,
    width: WidthOption = None,
    max_size: MaxSizeOption = 10,
    quiet: QuietOption = False,
) -> None:
    """Undo a page's damage, drop its furniture, print the article."""
    loop = PageLoop()
    for article in loop.articles(paths, max_size):
        if not quiet:
            for warning in article.warnings:
                print_error(f"{article.path or 'standard input'}: {warning}")
        if explain:
            from summarizer.cli.common import stdout_console
            from summarizer.views.explain import render_cleaning

            render_cleaning(article, stdout_console(width))
        elif format is Format.TEXT:
            print(article.body, flush=True)
        else:
            from summarizer.report import ArticleRecord

            record = ArticleRecord.of(article)
            print(record.model_dump_json(indent=2 if format is Format.JSON else None), flush=True)
    if loop.failed:
        raise typer.Exit(loop.exit_code)
