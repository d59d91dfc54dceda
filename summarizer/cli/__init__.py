"""The command line: data to stdout, progress and messages to stderr.

Exit status: 0 done; 1 some pages failed; 2 usage; 3 configuration; 4 findings at or above
`--fail-on`; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from summarizer.cli import (
    batch,
    clean,
    compare,
    doctor,
    evaluate,
    export,
    figures,
    prompt,
    run,
    schema,
    verify,
)
from summarizer.cli.common import ExitCode, print_error
from summarizer.errors import ConfigurationError, SummarizerError

app = typer.Typer(
    name="summarizer",
    help="Verified, structured reports from Chinese news pages on investment promotion (招商引资).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from summarizer import __version__

        print(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    """Verified, structured reports from Chinese news pages on investment promotion (招商引资)."""


app.command("run")(run.run)
app.command("batch")(batch.batch)
app.command("status")(batch.status)
app.command("clean")(clean.clean)
app.command("figures")(figures.figures)
app.command("verify")(verify.verify)
app.command("compare")(compare.compare)
app.command("export")(export.export)
app.command("prompt")(prompt.prompt)
app.command("schema")(schema.schema)
app.command("eval")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Entry point of the console script."""
    # Start-up makes many objects and no garbage: collecting as often as usual costs a tenth of it.
    gc.set_threshold(100_000)
    try:
        app()
    except KeyboardInterrupt:
        print_error("interrupted")
        sys.exit(ExitCode.INTERRUPTED)
    except ConfigurationError as error:
        print_error(str(error))
        sys.exit(ExitCode.CONFIGURATION)
    except SummarizerError as error:
        print_error(str(error))
        sys.exit(ExitCode.FAILED)
    except BrokenPipeError:
        # The reader of our output left (`| head`): say nothing, and keep Python from saying it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.DONE)
