"""`summarizer batch` and `summarizer status`: folders of pages."""

from __future__ import annotations

import shlex
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.common import (
    EngineName,
    EngineOption,
    ExitCode,
    MaxSizeOption,
    QuietOption,
    print_error,
    stderr_console,
    stdout_console,
)

if TYPE_CHECKING:
    from summarizer.batch.journal import Journal
    from summarizer.batch.runner import Progress
    from summarizer.batch.runner import Redo as Redoing


class Redo(StrEnum):
    """Which finished pages are read again."""

    NONE = "none"
    CHANGED = "changed"
    FAILED = "failed"
    ALL = "all"


class ExecutorName(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


class ProviderStep(StrEnum):
    """What to do with a provider's batch API."""

    SUBMIT = "submit"
    STATUS = "status"
    COLLECT = "collect"
    CANCEL = "cancel"


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="FOLDER|GLOB|FILE…|-", help="Pages; - is a list of paths on standard input."),
]


def batch(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of reports and journal.")],
    engine: EngineOption = EngineName.AUTO,
    redo: Annotated[
        Redo | None,
        typer.Option("--redo", help="Read again: pages done with other settings, failed ones, or all."),
    ] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", "-c", min=1, help="Requests in flight.")] = 32,
    rpm: Annotated[float | None, typer.Option("--rpm", min=0.1, help="Requests a minute.")] = None,
    tpm: Annotated[float | None, typer.Option("--tpm", min=1, help="Tokens a minute.")] = None,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", metavar="USD", help="Stop when spent.")
    ] = None,
    max_tokens: Annotated[int | None, typer.Option("--max-tokens", min=1, help="Stop when spent.")] = None,
    max_time: Annotated[
        float | None, typer.Option("--max-time", metavar="SECONDS", help="Stop when over.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count pages, expected tokens and cost; ask nobody.")
    ] = False,
    provider_batch: Annotated[
        ProviderStep | None,
        typer.Option("--provider-batch", help="Use the provider's batch API: half the price, within a day."),
    ] = None,
    executor: Annotated[
        ExecutorName, typer.Option("--executor", help="local, or ray for a cluster of machines.")
    ] = ExecutorName.LOCAL,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, help="Processes for the offline rules; default: all cores."),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="Language model to ask.")] = None,
    provider: Annotated[str | None, typer.Option("--provider", help="A known endpoint by name.")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="URL of the endpoint.")] = None,
    max_size: MaxSizeOption = 10,
    quiet: QuietOption = False,
) -> None:
    """Read folders of pages into reports; started again, it goes on where it was."""
    import asyncio

    from summarizer.batch.bounds import PaceConfig
    from summarizer.batch.display import Display, print_forecast, print_summary
    from summarizer.batch.journal import Journal
    from summarizer.batch.plan import make_plan, require_model
    from summarizer.batch.provider_steps import ProviderWork
    from summarizer.batch.runner import Runner
    from summarizer.batch.sources import check_inputs, count_pages, open_sources
    from summarizer.pipeline import model_settings

    flags = {"model": model, "provider": provider, "base_url": base_url}
    try:
        pace_config = PaceConfig(
            concurrency=concurrency,
            requests_per_minute=rpm,
            tokens_per_minute=tpm,
            max_cost=max_cost,
            max_tokens=max_tokens,
            max_seconds=max_time,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    names = [line.strip() for line in sys.stdin if line.strip()] if inputs == ["-"] else inputs
    check_inputs(names)
    settings = model_settings(engine.value, flags)
    max_bytes = int(max_size * 1e6)
    if dry_run:
        print_forecast(names, out, settings, max_bytes, engine.value)
        return
    console = stderr_console()
    again = shlex.join(["summarizer", "batch", *inputs, "--out", str(out), "--redo", "failed"])
    with Journal(out) as journal:
        step = None
        if provider_batch is not None:
            step = ProviderWork(require_model(settings), out, journal)
            if step.talk(provider_batch.value, console):
                return
            plan = step.plan(provider_batch.value)
        else:
            plan = make_plan(settings, out, pace_config, processes, executor.value, engine.value)
        chosen = _redo(redo, journal, plan.fingerprint, quiet=quiet)
        total = count_pages(names)
        journal.set_meta("batch", {"inputs": names[:100], "total": total, "began": time.time()})
        pace = plan.pace if settings and executor is ExecutorName.LOCAL and not step else None
        began = time.monotonic()
        with Display(console, total=total, pace=pace, quiet=quiet) as display:
            runner = Runner(
                journal, out, plan.executor, fingerprint=plan.fingerprint, redo=chosen, observe=display
            )
            try:
                asyncio.run(runner.run(open_sources(names, max_bytes=max_bytes)))
            finally:
                display.close()
                if not quiet:
                    print_summary(console, journal, runner.progress, time.monotonic() - began, again)
        if step and not quiet:
            step.close(console)
    raise typer.Exit(_exit_code(runner.progress))


def _redo(given: Redo | None, journal: Journal, fingerprint: str, *, quiet: bool) -> Redoing:
    """What to read again; asks where settings have changed and a person is there to answer."""
    others = sum(count for other, count in journal.fingerprints().items() if other != fingerprint)
    if given is not None or not others:
        return (given or Redo.NONE).value
    said = f"{others} pages were read with another engine, model, prompt or version"
    if sys.stdin.isatty() and sys.stderr.isatty() and not quiet:
        return "changed" if typer.confirm(f"{said}. Read them again?", default=False, err=True) else "none"
    print_error(f"{said}; kept (read them again with --redo changed)")
    return "none"


def _exit_code(progress: Progress) -> ExitCode:
    if progress.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.FAILED if progress.failed else ExitCode.DONE


def status(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The --out folder of a batch.")],
) -> None:
    """Show how far a running or finished batch is."""
    from summarizer.batch.display import print_status, print_summary
    from summarizer.batch.journal import Journal, is_locked

    console = stdout_console()
    with Journal(out, read_only=True) as journal:
        print_status(console, journal, running=is_locked(out))
        again = f"summarizer batch … --out {shlex.quote(str(out))} --redo failed"
        print_summary(console, journal, None, 0.0, again)
