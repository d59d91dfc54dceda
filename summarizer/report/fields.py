"""What the models of a report share: exact numbers, spans, words of the vocabulary, and their base."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from summarizer.article import Span
from summarizer.vocabulary import Term, vocabulary


def _exact_number(value: Decimal) -> int | float | str:
    """A JSON number where JSON's reader gets the same decimal back, else its digits as a string."""
    whole = int(value)
    if whole == value:
        return whole
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)


def _read_exact(value: object) -> object:
    return repr(value) if isinstance(value, float) else value


ExactDecimal = Annotated[
    Decimal,
    BeforeValidator(_read_exact),
    PlainSerializer(_exact_number, return_type=int | float | str, when_used="json"),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}),
]
"""An exact decimal: a JSON number whenever a double holds it exactly, else a string of digits."""

Spanned = Annotated[
    Span,
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2,
            "description": "[start, end) in characters",
        }
    ),
]


def _known(terms: dict[str, Term], what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in terms:
            raise ValueError(f"unknown {what}: {value}")
        return value

    return check


def _enum(terms: dict[str, Term]) -> dict[str, Any]:
    return {"type": "string", "enum": list(terms)}


_WORDS = vocabulary()
IndicatorId = Annotated[
    str, AfterValidator(_known(_WORDS.indicators, "indicator")), WithJsonSchema(_enum(_WORDS.indicators))
]
AspectId = Annotated[
    str, AfterValidator(_known(_WORDS.aspects, "aspect")), WithJsonSchema(_enum(_WORDS.aspects))
]
ProjectStatus = Annotated[
    str,
    AfterValidator(_known(_WORDS.project_statuses, "project status")),
    WithJsonSchema(_enum(_WORDS.project_statuses)),
]


_new = object.__new__
_set_values, _set_given, _set_extra, _set_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache
def _all_fields(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


class Model(BaseModel):
    """What all models here share: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    @classmethod
    def unchecked(cls, **values: Any) -> Self:
        """A model of values that are what its fields ask for already: all of them, in their order.

        Many rows are made of figures that code has computed; checking them again would take longer
        than making them.
        """
        return made(cls, values)


_AnyModel = TypeVar("_AnyModel", bound=BaseModel)


def made(model: type[_AnyModel], values: dict[str, Any]) -> _AnyModel:
    """`Model.unchecked` for those made by the hundred: takes the values themselves, and keeps them."""
    instance = _new(model)
    _set_values(instance, values)
    _set_given(instance, _all_fields(model))
    _set_extra(instance, None)
    _set_private(instance, None)
    return instance
