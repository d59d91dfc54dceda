"""Annotated pages for the benchmarks, prepared as the reader gets them, and what their gold means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.pipeline import prepare
from summarizer.report import Draft, DraftProject, DraftStatement

OWN = Path(__file__).parents[2] / "tests" / "fixtures" / "corpus"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its annotation, and the draft a careful reader would give."""

    name: str
    article: Article
    gold: dict[str, Any]
    draft: Draft


def load(folder: Path) -> list[Page]:
    """All annotated pages of a corpus."""
    pages: list[Page] = []
    for raw in sorted(folder.glob("*/raw.txt")):
        gold = json.loads((raw.parent / "gold.json").read_text("utf-8"))
        article = prepare(raw.read_bytes(), path=str(raw))
        pages.append(Page(raw.parent.name, article, gold, draft_of_gold(article, gold)))
    return pages


def draft_of_gold(article: Article, gold: dict[str, Any]) -> Draft:
    """The draft a careful reader would give: gold rows whose surface is a figure of the article."""
    by_surface: dict[str, list[int]] = {}
    for figure in article.figures:
        by_surface.setdefault(figure.surface, []).append(figure.id)
    used: dict[str, int] = {}

    def number(surface: str) -> int | None:
        found = by_surface.get(surface, [])
        at = used.get(surface, 0)
        used[surface] = at + 1
        return found[min(at, len(found) - 1)] if found else None

    draft = Draft(headline=article.title or "", summary="")
    for row in gold["statements"]:
        figure = number(row["surface"])
        if figure is None:
            continue
        draft.statements.append(
            DraftStatement(
                figure=figure,
                indicator=row["indicator"],
                aspect=row["aspect"],
                falls=row["aspect"] in ("growth", "change") and row["value"] < 0,
                region=row["region"] if row["region"] in article.body else None,
                scope=row.get("scope"),
            )
        )
    for project in gold["projects"]:
        amounts = [
            figure.id
            for figure in article.figures
            if project["amount"] is not None and figure.value == Decimal(str(project["amount"]))
        ]
        draft.projects.append(
            DraftProject(
                name=project["name"],
                investor=project.get("investor"),
                amount=amounts[0] if amounts else None,
                status=project["status"],
                location=project.get("location"),
            )
        )
    return draft
