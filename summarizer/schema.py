"""The JSON Schemas of the models, as they stand in `schemas/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from summarizer.report import Draft, Report

MODELS = {"report": Report, "draft": Draft}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `report` or `draft`, as it is serialised."""
    schema = MODELS[name].model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text(name: str) -> str:
    """The schema as it is written to its file."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema to `NAME.schema.json` in a folder; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for name in MODELS:
        path = folder / f"{name}.schema.json"
        path.write_text(schema_text(name), "utf-8")
        paths.append(path)
    return paths
