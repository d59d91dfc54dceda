"""The offline reader on whole pages: what it must keep reaching on pages with a reference annotation."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from offline_support import article_of

from summarizer.article import Region
from summarizer.engines.offline import read_offline
from summarizer.verification.values import resolve_value


def pages(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            (page / "body.txt").read_text("utf-8").rstrip("\n"),
            json.loads((page / "gold.json").read_text("utf-8")),
        )
        for page in sorted(folder.iterdir())
        if (page / "gold.json").is_file()
    ]


def statement_f1(folder: Path) -> float:
    right = said = wanted = 0
    for body, gold in pages(folder):
        region = gold["region"] or {}
        article = article_of(body, Region(region["name"], region["province"], region["level"]))
        found: Counter[tuple[str, str, float]] = Counter()
        for statement in read_offline(article).draft.statements:
            figure = article.figure(statement.figure)
            assert figure is not None
            if statement.indicator != "other":
                value, _ = resolve_value(figure, statement.aspect, statement.falls)
                found[statement.indicator, statement.aspect, round(float(value), 6)] += 1
        truth = Counter(
            (row["indicator"], row["aspect"], round(float(row["value"]), 6))
            for row in gold["statements"]
            if row["indicator"] != "other"
        )
        right += (found & truth).total()
        said += found.total()
        wanted += truth.total()
    return 2 * right / (said + wanted)


def same_project(name: str, other: str) -> bool:
    shared = (Counter(name) & Counter(other)).total()
    return name in other or other in name or shared * 2 >= max(len(name), len(other))


def project_f1(folder: Path) -> float:
    right = said = wanted = 0
    for body, gold in pages(folder):
        article = article_of(body)
        left = list(gold["projects"])
        projects = read_offline(article).draft.projects
        said += len(projects)
        wanted += len(left)
        for project in projects:
            figure = article.figure(project.amount) if project.amount else None
            amount = float(figure.value) if figure and figure.value is not None else None
            for row in left:
                if row["amount"] == amount and same_project(project.name, row["name"]):
                    left.remove(row)
                    right += 1
                    break
    return 2 * right / (said + wanted)


def test_own_pages(own_pages: Path) -> None:
    assert statement_f1(own_pages) >= 0.98
    assert project_f1(own_pages) >= 0.95


@pytest.mark.corpus
def test_reference_pages(corpus: Path) -> None:
    assert statement_f1(corpus) >= 0.97
    assert project_f1(corpus) >= 0.94
