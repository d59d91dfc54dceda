"""Prompt versions compared, on recorded answers or on a model of your choice.

    python bench/llm/prompts.py record --corpus DIR --answers DIR [--prompt read-1]   # asks the model
    python bench/llm/prompts.py score  --corpus DIR --answers DIR                     # asks nobody

`record` keeps every answer (and its correction) as `ANSWERS/PROMPT/MODEL/PAGE.json`; `score` reads all of
them again with the code as it is now and scores the drafts against the annotation: statement precision,
recall and F1, rows refused, tokens, calls. A better prompt or model is judged by these two commands, or in
one by `summarizer eval CORPUS --engine llm`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from annotated import OWN, Page, load

from summarizer.engines.llm import LlmEngine
from summarizer.errors import EngineError
from summarizer.llm.client import Answer, Message
from summarizer.llm.manual import read_given_answers
from summarizer.report import Draft
from summarizer.settings import load_settings
from summarizer.verification.values import resolve_value


class Recorder:
    """A client that keeps what another one answers."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.answers: list[Answer] = []

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """Pass on, and keep."""
        answer = await self.client.ask(messages, parts)
        self.answers.append(answer)
        return answer

    async def close(self) -> None:
        """Close the client behind."""
        await self.client.close()


async def record(pages: list[Page], folder: Path, prompt: str | None) -> None:
    settings = load_settings(prompt=prompt, cache=False)
    engine = LlmEngine(settings)
    engine.reader.client = recorder = Recorder(engine.reader.client)
    where = folder / settings.prompt / settings.model_name.replace("/", "_")
    where.mkdir(parents=True, exist_ok=True)
    for page in pages:
        recorder.answers = []
        try:
            await engine.read(page.article)
        except EngineError as error:
            print(f"{page.name}: {error}")
        kept = [
            {"text": answer.text, "input": answer.usage.input, "output": answer.usage.output}
            for answer in recorder.answers
        ]
        (where / f"{page.name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
        print(f"{page.name}: {len(kept)} answers", flush=True)
    await engine.close()


def rows_of(draft: Draft, page: Page) -> Counter[tuple[str, str, Decimal]]:
    """A draft's statements as the annotation words them."""
    rows: Counter[tuple[str, str, Decimal]] = Counter()
    for row in draft.statements:
        figure = page.article.figure(row.figure)
        if figure is None or figure.value is None or row.indicator == "other":
            continue
        value, _ = resolve_value(figure, row.aspect, row.falls)
        rows[row.indicator, row.aspect, value.normalize()] += 1
    return rows


def gold_rows(page: Page) -> Counter[tuple[str, str, Decimal]]:
    return Counter(
        (row["indicator"], row["aspect"], Decimal(str(row["value"])).normalize())
        for row in page.gold["statements"]
        if row["indicator"] != "other"
    )


def score(pages: list[Page], folder: Path) -> None:
    names = ("pages", "P", "R", "F1", "refused", "in", "out", "calls")
    print(f"{'prompt / model':40}" + "".join(f"{name:>9}" for name in names))
    for where in sorted({file.parent for file in folder.rglob("*.json")}):
        right = said = wanted = refused = tokens_in = tokens_out = calls = read = 0
        for page in pages:
            file = where / f"{page.name}.json"
            if not file.exists():
                continue
            answers = json.loads(file.read_text("utf-8"))
            read += 1
            calls += len(answers)
            tokens_in += sum(answer["input"] for answer in answers)
            tokens_out += sum(answer["output"] for answer in answers)
            wanted += gold_rows(page).total()
            try:
                given = read_given_answers(
                    page.article, [answer["text"] for answer in answers], prompt=where.parent.name
                )
            except EngineError:
                continue
            rows = rows_of(given.draft, page)
            right += (rows & gold_rows(page)).total()
            said += rows.total()
            refused += len(given.findings)
        precision, recall = right / said if said else 0.0, right / wanted if wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        cells = [f"{read:9}", *(f"{x:9.3f}" for x in (precision, recall, f1))]
        cells += [f"{x:9}" for x in (refused, tokens_in, tokens_out, calls)]
        print(f"{where.parent.name + ' / ' + where.name:40}" + "".join(cells))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    options.add_argument("task", choices=("record", "score"))
    options.add_argument("--corpus", type=Path, default=OWN)
    options.add_argument("--answers", type=Path, default=Path(__file__).parent / "answers")
    options.add_argument("--prompt")
    chosen = options.parse_args()
    pages = load(chosen.corpus)
    if chosen.task == "record":
        asyncio.run(record(pages, chosen.answers, chosen.prompt))
    else:
        score(pages, chosen.answers)


if __name__ == "__main__":
    main()
