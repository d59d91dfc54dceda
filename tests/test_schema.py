"""The schemas in `schemas/` are what the models say."""

from __future__ import annotations

import json

import jsonschema
import pytest

from summarizer.resources import shipped_path
from summarizer.schema import MODELS, schema_text
from summarizer.vocabulary import vocabulary


@pytest.mark.parametrize("name", MODELS)
def test_schema_files_are_in_step_with_the_models(name: str) -> None:
    text = shipped_path("schemas", f"{name}.schema.json").read_text("utf-8")
    assert text == schema_text(name), "run `make schemas`"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def test_schema_names_every_indicator_and_aspect() -> None:
    text = schema_text("draft")
    for term in (*vocabulary().indicators, *vocabulary().aspects, *vocabulary().project_statuses):
        assert f'"{term}"' in text
