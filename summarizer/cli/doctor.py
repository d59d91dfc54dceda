"""`summarizer doctor`: is everything there that the work needs?"""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli.common import ExitCode, stdout_console


def doctor(
    model: Annotated[str | None, typer.Option("--model", help="Language model to ask.")] = None,
    provider: Annotated[str | None, typer.Option("--provider", help="A known endpoint by name.")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="URL of the endpoint.")] = None,
) -> None:
    """Check the installation, the settings and the endpoint."""
    from rich.text import Text

    from summarizer.diagnosis import diagnose

    flags = {"model": model, "provider": provider, "base_url": base_url}
    console = stdout_console()
    worst = "ok"
    marks = {"ok": ("✓", "green"), "note": ("·", "dim"), "warning": ("!", "yellow"), "error": ("✗", "red")}
    for check in diagnose(**{key: value for key, value in flags.items() if value is not None}):
        mark, style = marks[check.level]
        console.print(Text.assemble((mark, style), " ", (f"{check.name:<14}", "bold"), check.message))
        if check.level == "error":
            worst = "error"
    if worst == "error":
        raise typer.Exit(ExitCode.CONFIGURATION)
