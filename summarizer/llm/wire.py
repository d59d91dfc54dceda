"""What a model is asked to answer: the draft in few tokens.

Two wire formats say what `report.Draft` says. In `tuples` a row is an array of columns whose trailing
nulls may be left out: 41% of the tokens of the same rows copied out. In `objects` it has short keys, and
a strict endpoint can hold the model to the names of indicators and aspects. In both a fall is an aspect
of its own (`drop` is growth that falls, `loss` a change that falls). The schemas are flat enough for
every strict mode: all properties required, null where there is nothing, nothing additional. An answer
is read whichever format it uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict

from summarizer.report import Draft
from summarizer.vocabulary import vocabulary

Wire = Literal["tuples", "objects"]

WIRE_VERSIONS: dict[Wire, str] = {"tuples": "tuples-1", "objects": "objects-1"}
"""What `run.schema` says of each format."""

FALLING = {"drop": "growth", "loss": "change"}
"""Aspects of the wire that mean a fall, and the aspect each stands for."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "rows": ("figure", "indicator", "aspect", "scope", "region", "period"),
    "projects": ("name", "amount", "status", "investor", "location", "capacity"),
    "events": ("name", "date", "place"),
}
"""The columns of a tuple, in order."""

ROW_KEYS = {
    "f": "figure",
    "i": "indicator",
    "a": "aspect",
    "r": "region",
    "s": "scope",
    "p": "period",
}
"""The short keys of a row as an object; an answer may use the long ones."""

LISTS = ("policies", "industries", "measures", "outlook")
"""Draft fields that are lists of quoted phrases."""


def wire_aspects() -> list[str]:
    """The aspects a row may have on the wire."""
    return [*vocabulary().aspects, *FALLING]


@cache
def wire_schema(wire: Wire) -> dict[str, Any]:
    """The JSON Schema of an answer, built once. Callers must not change it."""
    number: dict[str, Any] = {"type": "integer"}
    maybe_number: dict[str, Any] = {"type": ["integer", "null"]}
    text: dict[str, Any] = {"type": "string"}
    maybe_text: dict[str, Any] = {"type": ["string", "null"]}
    if wire == "tuples":
        columns = _array({"type": ["integer", "string", "null"]})
        items = dict.fromkeys(COLUMNS, columns)
    else:
        items = {
            "rows": _object(
                f=number,
                i={"type": "string", "enum": list(vocabulary().indicators)},
                a={"type": "string", "enum": wire_aspects()},
                r=maybe_text,
                s=maybe_text,
                p=maybe_number,
            ),
            "projects": _object(
                name=text,
                investor=maybe_text,
                amount=maybe_number,
                status={"type": "string", "enum": list(vocabulary().project_statuses)},
                location=maybe_text,
                capacity=maybe_number,
            ),
            "events": _object(name=text, date=maybe_number, place=maybe_text),
        }
    return _object(
        region=maybe_text,
        period=maybe_number,
        **{name: _array(item) for name, item in items.items()},
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
    """The reading of one article."""

    model_config = ConfigDict(extra="forbid")


def to_wire(draft: Draft, wire: Wire) -> dict[str, Any]:
    """A draft in the wire's words: what a model that read like this would answer."""
    falling = {aspect: fall for fall, aspect in FALLING.items()}
    rows = [
        {**row.model_dump(), "aspect": falling.get(row.aspect, row.aspect) if row.falls else row.aspect}
        for row in draft.statements
    ]
    listed = {
        "rows": rows,
        "projects": [project.model_dump() for project in draft.projects],
        "events": [event.model_dump() for event in draft.events],
    }
    if wire == "tuples":
        items: dict[str, Any] = {name: [_tuple(name, item) for item in listed[name]] for name in listed}
    else:
        short = [{key: row[name] for key, name in ROW_KEYS.items()} for row in rows]
        items = {**listed, "rows": short}
    return {
        "region": draft.region,
        "period": draft.period,
        **items,
        **{name: list(getattr(draft, name)) for name in LISTS},
        "headline": draft.headline,
        "summary": draft.summary,
    }


def _tuple(part: str, item: Mapping[str, Any]) -> list[Any]:
    columns = [item[name] for name in COLUMNS[part]]
    while columns and columns[-1] is None:
        columns.pop()
    return columns


def item_from_wire(part: str, raw: object) -> dict[str, Any] | None:
    """A row, project or event with the draft's own keys, from either format; None where it is neither."""
    if isinstance(raw, list):
        raw = dict(zip(COLUMNS[part], cast("list[Any]", raw), strict=False))
    if not isinstance(raw, dict):
        return None
    item = {str(key): value for key, value in cast("dict[object, Any]", raw).items()}
    return row_from_wire(item) if part == "rows" else item


def row_from_wire(raw: Mapping[str, Any]) -> dict[str, Any]:
    """One row with the draft's own keys; unknown keys are left out."""
    row = {long: raw[short] for short, long in ROW_KEYS.items() if short in raw}
    row.update({long: raw[long] for long in ROW_KEYS.values() if long in raw})
    aspect = row.get("aspect")
    falls = bool(raw.get("falls"))
    if isinstance(aspect, str) and aspect in FALLING:
        aspect, falls = FALLING[aspect], True
    return {**row, "aspect": aspect, "falls": falls}
