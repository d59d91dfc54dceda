"""What goes into an executor and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.batch.bounds import Spent
from summarizer.errors import EngineError, SummarizerError


@dataclass(frozen=True, slots=True)
class Task:
    """A page to read.

    `id` is the hash of its bytes, `name` its name in the source, `target` where its report goes,
    relative to the output folder.
    """

    id: str
    name: str
    data: bytes
    target: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task.

    `stored` says whether its report stands in the output folder; else `error_kind` and `error` are
    the class and message of the error. Tokens, cost (US dollars) and requests are what was spent,
    also where it failed; `seconds` is wall time.
    """

    task_id: str
    name: str
    target: str
    stored: bool = False
    error_kind: str = ""
    error: str = ""
    seconds: float = 0.0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


def finished(task: Task, seconds: float, spent: Spent | None = None) -> Outcome:
    """The outcome of a page whose report is written; see `failed`."""
    spent = spent or Spent()
    return Outcome(
        task.id,
        task.name,
        task.target,
        stored=True,
        seconds=seconds,
        calls=spent.calls,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        cost=spent.cost,
    )


def failed(task: Task, error: BaseException, seconds: float, spent: Spent | None = None) -> Outcome:
    """The outcome of a page that could not be read.

    Args:
        task: the page.
        error: why.
        seconds: wall time.
        spent: what was paid for the page nevertheless.
    """
    kind = type(error).__name__
    message = str(error) if isinstance(error, SummarizerError) else f"{kind}: {error}"
    calls = error.calls if isinstance(error, EngineError) else 0
    spent = spent or Spent()
    return Outcome(
        task.id,
        task.name,
        task.target,
        error_kind=kind,
        error=message,
        seconds=seconds,
        calls=max(calls, spent.calls),
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        cost=spent.cost,
    )
