"""`summarizer doctor`: is everything there that the work needs?"""

from __future__ import annotations

import typer

from summarizer.cli.common import (
    BaseUrlOption,
    ExitCode,
    ModelFileOption,
    ModelOption,
    ProviderOption,
    model_flags,
    stdout_console,
)


def doctor(
    model: ModelOption = None,
    provider: ProviderOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
) -> None:
    """Check the installation, the settings and the endpoint."""
    from rich.text import Text

    from summarizer.diagnosis import diagnose

    console = stdout_console()
    worst = "ok"
    marks = {"ok": ("✓", "green"), "note": ("·", "dim"), "warning": ("!", "yellow"), "error": ("✗", "red")}
    for check in diagnose(**model_flags(model, provider, base_url, model_file)):
        mark, style = marks[check.level]
        console.print(Text.assemble((mark, style), " ", (f"{check.name:<14}", "bold"), check.message))
        if check.level == "error":
            worst = "error"
    if worst == "error":
        raise typer.Exit(ExitCode.CONFIGURATION)
