"""Rows of a report in any JSON shape: what it claims, and where in it the claim stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from summarizer.verification.wording import rules
from summarizer.vocabulary import vocabulary

_PLAIN_NUMBER = re.compile(r"\s*[-+−]?\d[\d,，]*(?:\.\d+)?\s*$")
_QUANTITY = re.compile(r"\d|[一二三四五六七八九十百千两几]+[个项家户次亿万成]|翻")
_SURFACE = re.compile(
    r"\s*(?:近|约|超过?|逾|达到?|共|第|翻|同比|增长|下降|[-+−])*\s*[\d一二三四五六七八九十百千万两半几][^，。；：,;:]*$"
)
_ROLES = ("value", "surface", "quote", "unit", "indicator", "aspect", "scope", "region")
MAX_SURFACE = 24
"""A string longer than this is prose or a quote, not a number with its unit."""


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One claim of a report: a value, or a surface, or both, with whatever names it.

    `pointer` says where it stands (a JSON pointer); `prose` is text whose numbers are claims;
    `figure` and `span` are set by reports of this program; `label` is what the report calls it.
    """

    pointer: str
    value: Decimal | None = None
    surface: str | None = None
    quote: str | None = None
    unit: str | None = None
    indicator: str | None = None
    aspect: str | None = None
    scope: str = ""
    region: str | None = None
    prose: str | None = None
    label: str = ""
    figure: int | None = None
    span: tuple[int, int] | None = None
    project: bool = False


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Where a report keeps things, when its keys do not say so.

    `rows` is the path of the rows, with dots and `*` for every element (`data.items.*`); the other
    fields are paths inside a row. `indicators` and `aspects` translate the report's words into the
    vocabulary.
    """

    rows: str = ""
    value: str = ""
    surface: str = ""
    quote: str = ""
    unit: str = ""
    indicator: str = ""
    aspect: str = ""
    scope: str = ""
    region: str = ""
    indicators: Mapping[str, str] | None = None
    aspects: Mapping[str, str] | None = None


def rows_of(report: Any, fields: FieldMap | None = None) -> list[ForeignRow]:
    """All claims of a report.

    Args:
        report: any JSON value.
        fields: where to look; without it, keys are understood by their usual names and every number
            below any other key is a claim of its own.
    """
    if fields is not None and fields.rows:
        return [_mapped(row, pointer, fields) for pointer, row in _select(report, fields.rows.split("."), "")]
    found = list(_walk(report, "", ""))
    return [_translated(row, fields) for row in found] if fields else found


# --- a mapping --------------------------------------------------------------------------------


def _select(node: Any, path: Sequence[str], pointer: str) -> Iterator[tuple[str, Any]]:
    if not path:
        yield pointer, node
    elif path[0] == "*":
        for key, child in _children(node):
            yield from _select(child, path[1:], f"{pointer}/{key}")
    elif isinstance(node, Mapping) and path[0] in node:
        yield from _select(node[path[0]], path[1:], f"{pointer}/{path[0]}")


def _children(node: Any) -> list[tuple[str, Any]]:
    if isinstance(node, Mapping):
        items: Mapping[str, Any] = node  # pyright: ignore[reportUnknownVariableType]
        return [(str(key).replace("~", "~0").replace("/", "~1"), child) for key, child in items.items()]
    if isinstance(node, list):
        elements: list[Any] = node  # pyright: ignore[reportUnknownVariableType]
        return [(str(number), child) for number, child in enumerate(elements)]
    return []


def _mapped(row: Any, pointer: str, fields: FieldMap) -> ForeignRow:
    got: dict[str, Any] = {}
    for role in _ROLES:
        path: str = getattr(fields, role)
        if path:
            got[role] = next((value for _, value in _select(row, path.split("."), "")), None)
    return _translated(_row(got, pointer, ""), fields)


def _translated(row: ForeignRow, fields: FieldMap | None) -> ForeignRow:
    if fields is None:
        return row
    indicator, aspect = row.indicator or row.label, row.aspect
    return replace(
        row,
        indicator=(fields.indicators or {}).get(indicator, row.indicator),
        aspect=(fields.aspects or {}).get(aspect or "", aspect),
    )


# --- no mapping -------------------------------------------------------------------------------


@cache
def _roles() -> dict[str, str]:
    table: dict[str, list[str]] = rules()["foreign_keys"]
    return {_plain_key(key): role for role, keys in table.items() for key in keys}


def _plain_key(key: str) -> str:
    return re.sub(r"[\s_\-]", "", key).lower()


def _walk(node: Any, pointer: str, key: str) -> Iterator[ForeignRow]:
    if isinstance(node, Mapping):
        yield from _walk_object(node, pointer, key)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(node, list):
        for number, child in _children(node):
            yield from _walk(child, f"{pointer}/{number}", key)
    elif not isinstance(node, bool) and node is not None:
        yield from _leaf(node, pointer, key)


def _walk_object(node: Mapping[str, Any], pointer: str, key: str) -> Iterator[ForeignRow]:
    roles = {name: _roles().get(_plain_key(name)) for name in node}
    by_role = {role: name for name, role in reversed(list(roles.items())) if role in _ROLES}
    scalar = {
        role: node[name] for role, name in by_role.items() if not isinstance(node[name], Mapping | list)
    }
    used: set[str] = set()
    carries = "surface" in scalar or _is_number(scalar.get("value")) or "quote" in scalar
    if carries and ("value" in scalar or "surface" in scalar or _has_quantity(scalar.get("quote"))):
        used = {by_role[role] for role in scalar}
        yield _row(scalar, pointer, key)
    for name, child in node.items():
        if name in used or roles[name] == "ignored":
            continue
        escaped = str(name).replace("~", "~0").replace("/", "~1")
        yield from _walk(child, f"{pointer}/{escaped}", str(name))


def _leaf(node: Any, pointer: str, key: str) -> Iterator[ForeignRow]:
    role = _roles().get(_plain_key(key))
    if role in ("ignored", "unit", "indicator", "aspect", "region"):
        return
    if role == "quote" and isinstance(node, str):
        if _QUANTITY.search(node):
            yield ForeignRow(pointer, quote=node, label=key)
    elif _is_number(node) and role != "prose":
        number, surface = _number(node)
        yield ForeignRow(pointer, value=number, surface=surface, label=key)
    elif isinstance(node, str) and _QUANTITY.search(node):
        yield ForeignRow(pointer, prose=node, label=key)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float | Decimal):
        return True
    return isinstance(value, str) and len(value) <= MAX_SURFACE and bool(_SURFACE.match(value))


def _has_quantity(value: Any) -> bool:
    return isinstance(value, str) and bool(_QUANTITY.search(value))


def _number(value: Any) -> tuple[Decimal | None, str | None]:
    """A JSON number, or a string that is one; any other string is a surface."""
    if isinstance(value, bool) or value is None:
        return None, None
    if isinstance(value, str) and not _PLAIN_NUMBER.match(value):
        return None, value.strip()
    text = repr(value) if isinstance(value, float) else str(value)
    try:
        number = Decimal(re.sub(r"[,，\s]", "", text.replace("−", "-")))
    except InvalidOperation:
        return None, str(value)
    return (number, None) if number.is_finite() else (None, None)


def _row(got: Mapping[str, Any], pointer: str, label: str) -> ForeignRow:
    value, surface = _number(got.get("value"))
    given = got.get("surface")
    value, unit = _in_base_units(value, _text(got.get("unit")))
    indicator = _text(got.get("indicator"))
    known = indicator if indicator in vocabulary().indicators else None
    aspect = _text(got.get("aspect"))
    return ForeignRow(
        pointer=pointer,
        value=value,
        surface=_text(given) or surface,
        quote=_text(got.get("quote")),
        unit=unit,
        indicator=known,
        aspect=aspect if aspect in vocabulary().aspects else None,
        scope=_text(got.get("scope")) or "",
        region=_text(got.get("region")),
        label=indicator or label,
    )


def _text(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _in_base_units(value: Decimal | None, unit: str | None) -> tuple[Decimal | None, str | None]:
    """208.8 and 亿元 are 20880000000 and CNY; a unit that is not known is left out."""
    if unit is None:
        return value, None
    table: dict[str, list[str]] = rules()["foreign_units"]
    scale, base = table.get(unit.lower(), ["1", unit if unit.isupper() and len(unit) == 3 else ""])
    return (value * Decimal(scale) if value is not None else None), base or None
