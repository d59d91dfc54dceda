"""Tokens a page (cl100k): what goes out beside the article's own text, and what a full answer costs.

Beside it instructor used plainly: the report's rows as its response model, JSON mode with its indented
schema, its own retries; and what each spends when one row in ten is invalid.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

from annotated import OWN, Page, load
from bpe_openai import get_encoding

from summarizer.llm.faults import Fault
from summarizer.llm.prompts import load_prompts
from summarizer.llm.wire import to_wire, wire_schema
from summarizer.settings import Settings

CL100K = get_encoding("cl100k_base")
PROMPTS = load_prompts(Settings.model_fields["prompt"].default)


def count(text: str) -> int:
    return len(CL100K.encode(text))


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def copied_rows(page: Page) -> dict[str, Any]:
    """The same rows with every figure copied out, as the report's own statements have them."""
    draft, article = page.draft, page.article
    rows = []
    for row in draft.statements:
        figure = article.figure(row.figure)
        assert figure is not None
        value = (
            None
            if figure.value is None
            else int(figure.value)
            if figure.value % 1 == 0
            else float(figure.value)
        )
        rows.append(
            {
                "indicator": row.indicator,
                "aspect": row.aspect,
                "value": value,
                "unit": figure.unit,
                "surface": figure.surface,
                "region": row.region,
                "scope": row.scope,
                "period": None,
                "approx": figure.approx,
            }
        )
    projects = []
    for project in draft.projects:
        figure = article.figure(project.amount) if project.amount else None
        projects.append(
            {
                "name": project.name,
                "investor": project.investor,
                "amount": int(figure.value) if figure and figure.value is not None else None,
                "currency": figure.unit if figure else "CNY",
                "status": project.status,
                "location": project.location,
                "capacity": None,
            }
        )
    return {"rows": rows, "projects": projects}


def instructor_system() -> str:
    """What instructor's JSON mode puts before a page for a plain response model."""
    from instructor import Mode
    from instructor.processing.response import handle_response_model
    from pydantic import BaseModel

    from summarizer.report import Project, Statement

    class Plain(BaseModel):
        """Rows and projects of one article."""

        statements: list[Statement]
        projects: list[Project]
        headline: str
        summary: str

    _, kwargs = handle_response_model(Plain, mode=Mode.JSON, messages=[{"role": "user", "content": ""}])
    return "".join(str(message["content"]) for message in kwargs["messages"])


def measure(page: Page) -> dict[str, float]:
    article = page.article
    user = PROMPTS.article_message(article)
    body = count(article.body)
    stable = count(PROMPTS.system) + count(compact(wire_schema(PROMPTS.wire)))
    wire = to_wire(page.draft, PROMPTS.wire)
    answer = {name: wire[name] for name in ("rows", "projects")}
    plain_in = count(instructor_system()) + body
    plain_out = count(compact(copied_rows(page)))
    faulty = [row for at, row in enumerate(answer["rows"]) if at % 10 == 9] or answer["rows"][:1]
    faults = [Fault("unknown-figure", "row", "99", raw=row, figures=(row[0],)) for row in faulty]
    repair = PROMPTS.repair_message(article, faults, [])
    return {
        "body": body,
        "beyond": stable + count(user) - body,
        "stable": stable,
        "share": stable / (stable + count(user) - body),
        "out": count(compact(answer)),
        "copied": plain_out,
        "ratio": count(compact(answer)) / plain_out,
        "plain beyond": plain_in - body,
        "repaired in": 2 * stable + count(user) + count(repair),
        "repaired out": count(compact(answer)) + count(compact({"rows": faulty})),
        "plain repaired in": 2 * plain_in + plain_out + 60 * len(faulty),
        "plain repaired out": 2 * plain_out,
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OWN
    measured = {page.name: measure(page) for page in load(folder)}
    names = list(next(iter(measured.values())))
    print(f"{'page':24}" + "".join(f"{name:>20}" for name in names))
    rows = [
        *measured.items(),
        ("median", {n: statistics.median(m[n] for m in measured.values()) for n in names}),
    ]
    for page, values in rows:
        cells = (f"{values[n]:20.2f}" if values[n] < 2 else f"{values[n]:20.0f}" for n in names)
        print(f"{page:24}" + "".join(cells))


if __name__ == "__main__":
    main()
