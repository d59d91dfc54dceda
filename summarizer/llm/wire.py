"""What a model is asked to answer: the draft in few tokens.

The wire format says what `report.Draft` says with short keys; a fall is an aspect of its own
(`drop` is growth that falls, `loss` a change that falls), so that no row spends a key on it. The
schema is flat enough for every strict mode: all properties required, null where there is nothing,
nothing additional.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from summarizer.report import Draft
from summarizer.vocabulary import vocabulary

WIRE_VERSION = "wire-1"

FALLING = {"drop": "growth", "loss": "change"}
"""Aspects of the wire that mean a fall, and the aspect each stands for."""

ROW_KEYS = {
    "f": "figure",
    "i": "indicator",
    "a": "aspect",
    "r": "region",
    "s": "scope",
    "p": "period",
}
"""The short keys of a row; an answer may use the long ones."""

LISTS = ("policies", "industries", "measures", "outlook")
"""Draft fields that are lists of quoted phrases."""


def wire_aspects() -> list[str]:
    """The aspects a row may have on the wire."""
    return [*vocabulary().aspects, *FALLING]


@cache
def wire_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, built once. Callers must not change it."""
    number: dict[str, Any] = {"type": "integer"}
    maybe_number: dict[str, Any] = {"type": ["integer", "null"]}
    text: dict[str, Any] = {"type": "string"}
    maybe_text: dict[str, Any] = {"type": ["string", "null"]}
    row = _object(
        f=number,
        i={"type": "string", "enum": list(vocabulary().indicators)},
        a={"type": "string", "enum": wire_aspects()},
        r=maybe_text,
        s=maybe_text,
        p=maybe_number,
    )
    project = _object(
        name=text,
        investor=maybe_text,
        amount=maybe_number,
        status={"type": "string", "enum": list(vocabulary().project_statuses)},
        location=maybe_text,
        capacity=maybe_number,
    )
    event = _object(name=text, date=maybe_number, place=maybe_text)
    return _object(
        region=maybe_text,
        period=maybe_number,
        rows=_array(row),
        projects=_array(project),
        events=_array(event),
        **{name: _array(text) for name in LISTS},
        headline=text,
        summary=text,
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


class Reading(BaseModel):
    """The answer as a model class, for the schema work of libraries that want one."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The schema of the wire, whatever is asked."""
        return {"title": "Reading", "description": "the reading of one article", **wire_schema()}


def to_wire(draft: Draft) -> dict[str, Any]:
    """A draft in the wire's words: what a model that read like this would answer."""
    falling = {aspect: fall for fall, aspect in FALLING.items()}
    return {
        "region": draft.region,
        "period": draft.period,
        "rows": [
            {
                "f": row.figure,
                "i": row.indicator,
                "a": falling.get(row.aspect, row.aspect) if row.falls else row.aspect,
                "r": row.region,
                "s": row.scope,
                "p": row.period,
            }
            for row in draft.statements
        ],
        "projects": [project.model_dump() for project in draft.projects],
        "events": [event.model_dump() for event in draft.events],
        **{name: list(getattr(draft, name)) for name in LISTS},
        "headline": draft.headline,
        "summary": draft.summary,
    }


def row_from_wire(raw: Mapping[str, Any]) -> dict[str, Any]:
    """One row with the draft's own keys; unknown keys are left out."""
    row = {long: raw[short] for short, long in ROW_KEYS.items() if short in raw}
    row.update({long: raw[long] for long in ROW_KEYS.values() if long in raw})
    aspect = row.get("aspect")
    falls = bool(raw.get("falls"))
    if isinstance(aspect, str) and aspect in FALLING:
        aspect, falls = FALLING[aspect], True
    return {**row, "aspect": aspect, "falls": falls}
