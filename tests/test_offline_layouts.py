"""The many ways in which news names projects, and what only looks like one; every sentence composed."""

from __future__ import annotations

from pathlib import Path

import pytest
from offline_support import read

SENTENCES = Path(__file__).parent / "fixtures" / "project_sentences.txt"


def told(line: str) -> tuple[str, list[tuple[str, str | None]]]:
    """A line of the file: the sentence, and (name, sum) of each project it names."""
    body, _, wanted = line.partition("=>")
    pairs = [part.partition("|") for part in wanted.split(";") if part.strip()]
    return body.strip(), [(name.strip(), amount.strip() or None) for name, _, amount in pairs]


CASES = [told(line) for line in SENTENCES.read_text("utf-8").splitlines() if "=>" in line]


def found(body: str) -> list[tuple[str, str | None]]:
    article, reading = read(body)
    return [
        (p.name, article.figures[p.amount - 1].surface if p.amount else None) for p in reading.draft.projects
    ]


@pytest.mark.parametrize("body, wanted", [case for case in CASES if case[1]])
def test_projects_of_a_sentence(body: str, wanted: list[tuple[str, str | None]]) -> None:
    assert sorted(map(str, found(body))) == sorted(map(str, wanted))


@pytest.mark.parametrize("body", [body for body, wanted in CASES if not wanted])
def test_sentences_without_a_project(body: str) -> None:
    assert found(body) == []


def test_the_file_has_both_kinds() -> None:
    assert sum(bool(wanted) for _, wanted in CASES) > 100
    assert sum(not wanted for _, wanted in CASES) > 60
