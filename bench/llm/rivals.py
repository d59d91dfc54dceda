"""The same page read three ways while one row in ten is invalid: tokens in, tokens out, calls.

This reader, instructor used plainly (its own retries, its indented schema) and langextract each talk to a
scripted server on loopback. The server's first answer holds every row of the page's annotation, one in
ten of them with a figure that is not in the page; a second request gets the sound answer. Tokens are
cl100k, counted over all that is really sent and answered, tool and schema parts included.

langextract is measured where it is installed; it accepts the invalid rows, so it makes one call a page.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from pathlib import Path
from typing import Any

from annotated import OWN, Page, load
from bpe_openai import get_encoding
from tokens import copied_rows

from summarizer.engines.llm import LlmEngine
from summarizer.llm.checking import check_answer
from summarizer.llm.wire import to_wire
from summarizer.report import AspectId, Draft, IndicatorId, ProjectStatus
from summarizer.settings import load_settings

sys.path.append(str(Path(__file__).parents[2] / "tests"))
from servers import ScriptedServer, Step, completion

CL100K = get_encoding("cl100k_base")
PROSE = {"headline": "招商引资稳步推进", "summary": "招商引资稳步推进。"}


def count(value: object) -> int:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(CL100K.encode(text))


def sent(server: ScriptedServer) -> int:
    """Tokens of everything a request holds that a model reads."""
    parts = ("messages", "tools", "response_format")
    return sum(count([request[name] for name in parts if name in request]) for request in server.requests)


def every_tenth(rows: list[Any]) -> list[int]:
    return list(range(len(rows) - 1, -1, -10))


def ours(page: Page) -> dict[str, float]:
    draft = page.draft.model_copy(update=PROSE)
    sound = to_wire(check_answer(to_wire(draft, "tuples"), page.article).draft, "tuples")
    bad = every_tenth(sound["rows"])
    faulty = {
        **sound,
        "rows": [[999, *row[1:]] if at in bad else row for at, row in enumerate(sound["rows"])],
    }
    repaired = {"rows": [sound["rows"][at] for at in bad]}
    answers = [json.dumps(answer, ensure_ascii=False, separators=(",", ":")) for answer in (faulty, repaired)]
    with ScriptedServer([completion(answer) for answer in answers]) as server:
        settings = load_settings(
            base_url=server.url,
            model="none",
            api_key="none",
            mode="json_schema",
            cache=False,
            cross_read=False,
        )
        reading = asyncio.run(LlmEngine(settings).read(page.article))
    rows: Draft = reading.draft
    calls = len(server.requests)
    return {
        "in": sent(server),
        "out": sum(count(answer) for answer in answers[:calls]),
        "calls": calls,
        "rows": len(rows.statements),
        "false rows": sum(page.article.figure(row.figure) is None for row in rows.statements),
    }


def by_instructor(page: Page) -> dict[str, float]:
    import instructor
    from openai import OpenAI
    from pydantic import BaseModel, field_validator

    body = page.article.body

    class Row(BaseModel):
        """One figure of the article and what it means."""

        indicator: IndicatorId
        aspect: AspectId
        value: float | None
        unit: str
        surface: str
        region: str | None
        scope: str | None
        period: str | None
        approx: bool

        @field_validator("surface")
        @classmethod
        def stands_in_body(cls, surface: str) -> str:
            if surface not in body:
                raise ValueError(f"{surface} does not stand in the article")
            return surface

    class Deal(BaseModel):
        """A named project or deal."""

        name: str
        investor: str | None
        amount: float | None
        currency: str
        status: ProjectStatus
        location: str | None
        capacity: str | None

    class Report(BaseModel):
        """The reading of one article."""

        rows: list[Row]
        projects: list[Deal]
        headline: str
        summary: str

    sound = {**copied_rows(page), **PROSE}
    bad = every_tenth(sound["rows"])
    faulty = {
        **sound,
        "rows": [
            {**row, "surface": "9" + row["surface"]} if at in bad else row
            for at, row in enumerate(sound["rows"])
        ],
    }
    answers = [json.dumps(answer, ensure_ascii=False, separators=(",", ":")) for answer in (faulty, sound)]
    with ScriptedServer([completion(answer) for answer in answers]) as server:
        client = instructor.from_openai(
            OpenAI(base_url=server.url, api_key="none", max_retries=0), mode=instructor.Mode.JSON
        )
        report = client.chat.completions.create(
            model="none",
            response_model=Report,
            max_retries=2,
            messages=[{"role": "user", "content": f"把这篇招商引资文章读成数据：\n{body}"}],
        )
    calls = len(server.requests)
    return {
        "in": sent(server),
        "out": sum(count(answer) for answer in answers[:calls]),
        "calls": calls,
        "rows": len(report.rows),
        "false rows": sum(row.surface not in body for row in report.rows),
    }


def by_langextract(page: Page) -> dict[str, float] | None:
    try:
        import langextract as lx
    except ImportError:
        return None
    sound = copied_rows(page)["rows"]
    bad = every_tenth(sound)
    extractions = [
        {
            "statement": ("9" + row["surface"]) if at in bad else row["surface"],
            "statement_attributes": {k: row[k] for k in ("indicator", "aspect", "unit", "region", "scope")},
        }
        for at, row in enumerate(sound)
    ]
    answer = json.dumps({"extractions": extractions}, ensure_ascii=False, separators=(",", ":"))
    example = lx.data.ExampleData(
        text="全市新签约项目178个，增长48%。",
        extractions=[
            lx.data.Extraction(
                "statement", "178个", attributes={"indicator": "signed.projects", "aspect": "level"}
            ),
            lx.data.Extraction(
                "statement", "48%", attributes={"indicator": "signed.projects", "aspect": "growth"}
            ),
        ],
    )

    def reply(request: dict[str, Any]) -> Step:
        return completion(answer)

    body = page.article.body
    with ScriptedServer([reply]) as server:
        model = lx.factory.ModelConfig(
            model_id="gpt-4o-mini",
            provider="openai",
            provider_kwargs={"api_key": "none", "base_url": server.url},
        )
        document = lx.extract(
            text_or_documents=body,
            prompt_description="抽取招商引资文章中的每个结果数字，给出指标、方面、单位、地区、范围。",
            examples=[example],
            config=model,
            max_char_buffer=10_000,
            show_progress=False,
        )
    found = document.extractions or []
    return {
        "in": sent(server),
        "out": count(answer) * len(server.requests),
        "calls": len(server.requests),
        "rows": len(found),
        "false rows": sum(item.extraction_text not in body for item in found),
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OWN
    pages = load(folder)
    names = ("in", "out", "calls", "rows", "false rows")
    print(f"{'median of ' + str(len(pages)) + ' pages':28}" + "".join(f"{name:>12}" for name in names))
    for name, way in (("this reader", ours), ("instructor", by_instructor), ("langextract", by_langextract)):
        measured = [found for page in pages if (found := way(page))]
        if not measured:
            print(f"{name:28}not installed")
            continue
        print(f"{name:28}" + "".join(f"{statistics.median(m[n] for m in measured):12.0f}" for n in names))


if __name__ == "__main__":
    main()
