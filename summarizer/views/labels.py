"""Words for people, in Chinese or in English; the terms of the field come from the vocabulary."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Literal

from summarizer.report import StatementStatus
from summarizer.resources import data_path
from summarizer.vocabulary import Term, vocabulary

Lang = Literal["zh", "en"]

MARKS: dict[StatementStatus, str] = {"confirmed": "✓", "grounded": "·", "disputed": "✗"}
"""One sign a status: arithmetic agrees, stands in the source, contradicted."""


@cache
def _tables() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(data_path("labels.toml").read_text("utf-8"))


def word(name: str, lang: Lang = "zh") -> str:
    """A heading or column name."""
    return label("words", name, lang)


def label(table: str, name: str, lang: Lang = "zh") -> str:
    """A label of one table of `data/labels.toml`; a name it does not know is its own label."""
    entry = _tables()[table].get(name)
    return entry[lang] if entry else name


def indicator_label(indicator: str, lang: Lang = "zh") -> str:
    """签约项目数, signed projects."""
    return _term(vocabulary().indicators, indicator, lang)


def aspect_label(aspect: str, lang: Lang = "zh") -> str:
    """目标, target."""
    return _term(vocabulary().aspects, aspect, lang)


def project_status_label(status: str, lang: Lang = "zh") -> str:
    """在建, under construction."""
    return _term(vocabulary().project_statuses, status, lang)


def family(indicator: str) -> str:
    """What an indicator is grouped under: its stage, or the first part of its name."""
    return indicator.split(".", 1)[0]


def _term(terms: dict[str, Term], name: str, lang: Lang) -> str:
    term = terms.get(name)
    if term is None:
        return name
    return term.zh if lang == "zh" else term.en
