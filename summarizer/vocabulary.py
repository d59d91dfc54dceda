"""The field's terms: indicators, aspects and project statuses, read from `data/vocabulary.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.resources import data_path


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the vocabulary.

    Attributes:
        id: the name used in reports (`signed.projects`).
        zh, en: labels for people.
        meaning: the Chinese wording it covers, for the prompt.
        unit: what a level of it is counted in: `count`, `money`, `percent` or `any`; empty for
            terms that are not indicators.
        stage: for `STAGE.MEASURE` indicators, the stage; else empty.
    """

    id: str
    zh: str
    en: str
    meaning: str = ""
    unit: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms, by id, in the order of the data file."""

    indicators: dict[str, Term]
    aspects: dict[str, Term]
    project_statuses: dict[str, Term]


@cache
def raw_vocabulary() -> dict[str, Any]:
    """The data file as parsed TOML, for rooms that keep cues of their own in it."""
    return tomllib.loads(data_path("vocabulary.toml").read_text("utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    raw = raw_vocabulary()
    indicators: dict[str, Term] = {}
    for stage, words in raw["stages"].items():
        for measure, kind in raw["measures"].items():
            indicator = f"{stage}.{measure}"
            indicators[indicator] = Term(
                id=indicator,
                zh=words["zh"] + kind["zh"],
                en=f"{words['en']} {kind['en']}",
                meaning=words["meaning"],
                unit=kind["unit"],
                stage=stage,
            )
    for name, words in raw["indicators"].items():
        indicators[name] = Term(name, words["zh"], words["en"], words["meaning"], words["unit"])
    return Vocabulary(indicators, _terms(raw["aspects"]), _terms(raw["project_statuses"]))


def _terms(table: dict[str, dict[str, str]]) -> dict[str, Term]:
    return {
        name: Term(name, words["zh"], words["en"], words.get("meaning", "")) for name, words in table.items()
    }
