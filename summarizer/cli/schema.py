"""`summarizer schema`: the JSON Schemas of report and draft."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Model(StrEnum):
    """What has a schema."""

    REPORT = "report"
    DRAFT = "draft"


def schema(
    model: Annotated[Model, typer.Argument(help="Which model.")] = Model.REPORT,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="DIR", help="Write all schemas to this folder instead.")
    ] = None,
) -> None:
    """Print the JSON Schema that reports obey."""
    from summarizer.schema import schema_text, write_schemas

    if write is None:
        print(schema_text(model.value), end="")
        return
    for path in write_schemas(write):
        print(path)
