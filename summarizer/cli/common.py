"""What the commands share: options, consoles, exit codes, and going through pages one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.article import Article
    from summarizer.views.labels import Lang


class ExitCode(IntEnum):
    """What the exit status means."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONFIGURATION = 3
    FINDINGS = 4
    INTERRUPTED = 130


class EngineName(StrEnum):
    """Who reads the page."""

    AUTO = "auto"
    OFFLINE = "offline"
    LLM = "llm"
    HYBRID = "hybrid"


class Language(StrEnum):
    """The language of labels in a report."""

    ZH = "zh"
    EN = "en"

    @property
    def code(self) -> Lang:
        """As the views name it."""
        return "en" if self is Language.EN else "zh"


class Severity(StrEnum):
    """From which level on findings make a command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Pages = Annotated[list[str], typer.Argument(metavar="PATH…|-", help="Pages to read; - is standard input.")]
EngineOption = Annotated[
    EngineName,
    typer.Option(
        "--engine", "-e", help="Reader: auto takes the model where one is configured, else the rules."
    ),
]
FailOnOption = Annotated[
    Severity | None, typer.Option("--fail-on", help="Exit with 4 on findings of this level or above.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr.")]
WidthOption = Annotated[
    int | None,
    typer.Option("--width", min=40, help="Columns of the terminal report; default: the terminal's."),
]
MaxSizeOption = Annotated[
    float, typer.Option("--max-size", metavar="MB", min=0.001, help="Refuse pages larger than this.")
]


ModelOption = Annotated[str | None, typer.Option("--model", help="Language model to ask.")]
ProviderOption = Annotated[
    str | None, typer.Option("--provider", help="A known endpoint by name (deepseek …).")
]
BaseUrlOption = Annotated[
    str | None, typer.Option("--base-url", help="URL of an OpenAI-compatible endpoint.")
]
ModelFileOption = Annotated[
    Path | None, typer.Option("--model-file", metavar="GGUF", help="A model file, run in this process.")
]
ModeOption = Annotated[
    str | None,
    typer.Option(
        "--mode",
        help="How structure is asked for: json_schema, tools, json_object_schema, json_object, markdown.",
    ),
]
NoCacheOption = Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep cached answers.")]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask again, and keep the new answer.")]


def model_flags(
    model: str | None,
    provider: str | None,
    base_url: str | None,
    model_file: Path | None = None,
    mode: str | None = None,
    no_cache: bool = False,
    refresh: bool = False,
) -> dict[str, object]:
    """Settings from the flags that were given; the rest comes from the environment."""
    flags: dict[str, object | None] = {
        "model": model,
        "provider": provider,
        "base_url": base_url,
        "model_file": model_file,
        "mode": mode,
        "cache": False if no_cache else None,
        "refresh": True if refresh else None,
    }
    return {name: value for name, value in flags.items() if value is not None}


def stdout_console(width: int | None = None) -> Console:
    """A console on standard output; NO_COLOR and pipes are honoured."""
    from rich.console import Console

    return Console(width=width, highlight=False, soft_wrap=False)


def stderr_console() -> Console:
    """A console for messages."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_error(message: str) -> None:
    """One line on stderr."""
    print(f"summarizer: {' '.join(message.split())}", file=sys.stderr)


def is_terminal() -> bool:
    """Whether a person is looking at standard output."""
    return sys.stdout.isatty()


class PageLoop:
    """Go through pages; one that fails is told on stderr and does not stop the others."""

    def __init__(self) -> None:
        self.failed = 0

    def articles(self, paths: list[str], max_size: float) -> Iterator[Article]:
        """Every page that can be read, prepared."""
        from summarizer.pipeline import load_page, prepare

        for path in paths:
            try:
                article = prepare(
                    load_page(path, max_bytes=int(max_size * 1e6)), path=None if path == "-" else path
                )
            except InputError as error:
                self.fail(path, error)
                continue
            yield article

    def fail(self, path: str | None, error: Exception) -> None:
        """Count a failure and say why."""
        self.failed += 1
        name = "standard input" if path in (None, "-") else path
        message = str(error)
        print_error(message if name in message else f"{name}: {message}")

    @property
    def exit_code(self) -> ExitCode:
        """1 where some page failed, else 0."""
        return ExitCode.FAILED if self.failed else ExitCode.DONE
