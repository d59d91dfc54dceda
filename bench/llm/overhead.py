"""Time a call against a server that answers at once: this reader, openai + pydantic alone, plain instructor.

All ask the same server for the same answer, one call after the other, in one run, in turns. Processor time
is this process's own, without the server's: what a batch's pace depends on, and steady on a busy machine.
This reader is measured with its default settings (rows compared with the rules, answers kept on disk, each
asked for anew) and bare (neither).
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from annotated import OWN, load
from pydantic import BaseModel

from summarizer.engines.llm import LlmEngine
from summarizer.llm.checking import check_answer
from summarizer.llm.repair import uncited, worth_a_call
from summarizer.llm.wire import to_wire
from summarizer.settings import load_settings

CALLS = int(sys.argv[1]) if len(sys.argv) > 1 else 250


class Plain(BaseModel):
    """The answer, validated by pydantic alone."""

    region: str | None
    period: int | None
    rows: list[list[int | str | None]]
    projects: list[list[int | str | None]]
    events: list[list[int | str | None]]
    policies: list[str]
    industries: list[str]
    measures: list[str]
    outlook: list[str]
    headline: str
    summary: str


def serve(answer: str, ready: Any) -> None:
    """A server that answers every POST with the same bytes, in a process of its own."""
    completion = {
        "id": "x", "object": "chat.completion", "created": 0, "model": "none",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],  # noqa: E501
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip
    body = json.dumps(completion).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    int(line.split(b":")[1])
                    for line in request.lower().split(b"\r\n")
                    if line.startswith(b"content-length:")
                )
                await reader.readexactly(length)
                writer.write(head + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        ready.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


class OpenGate:
    """A gate that admits every request: what makes the reader ask the way a batch does."""

    def slot(self) -> AbstractAsyncContextManager[None]:
        """Leave at once."""
        return nullcontext()

    def succeeded(self, usage: object, cost: float) -> None:
        """Nothing to learn."""

    def limited(self, retry_after: float | None) -> None:
        """Nothing to learn."""

    def troubled(self) -> None:
        """Nothing to learn."""


async def timed(call: Callable[[], Awaitable[object]], calls: int) -> tuple[float, float]:
    """Milliseconds a call: processor time of this process, and wall time."""
    busy, began = time.process_time(), time.perf_counter()
    for _ in range(calls):
        await call()
    return (time.process_time() - busy) / calls * 1000, (time.perf_counter() - began) / calls * 1000


async def measure(url: str, article: Any, folder: Path) -> None:
    import instructor
    from openai import AsyncOpenAI

    place = {"base_url": url, "model": "none", "api_key": "none", "mode": "json_schema"}
    bare = LlmEngine(load_settings(**place, cache=False, cross_read=False))
    default = LlmEngine(load_settings(**place, cache_dir=folder, refresh=True))
    batch = LlmEngine(default.settings, gate=OpenGate())
    messages, parts = bare.reader.request(article)
    plain = AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    patched = instructor.from_openai(plain, mode=instructor.Mode.JSON_SCHEMA)

    async def alone() -> object:
        completion = await plain.chat.completions.create(model="none", messages=messages, **parts)  # type: ignore[call-overload]
        return Plain.model_validate_json(completion.choices[0].message.content or "")

    async def by_instructor() -> object:
        return await patched.chat.completions.create(
            model="none", messages=messages, response_model=Plain, max_retries=0
        )

    async def ours(engine: LlmEngine) -> object:
        reading = await engine.read(article)
        assert reading.run.attempts == 1, reading.findings
        return reading

    ways = {
        "openai + pydantic": alone,
        "this reader, default settings": partial(ours, default),
        "the same as a batch asks": partial(ours, batch),
        "this reader, bare": partial(ours, bare),
        "instructor": by_instructor,
    }
    for call in ways.values():
        await timed(call, 10)
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(10):
        for name, call in ways.items():
            rounds[name].append(await timed(call, max(1, CALLS // 10)))
    for engine in (bare, default, batch):
        await engine.close()
    show(rounds)


def show(rounds: dict[str, list[tuple[float, float]]]) -> None:
    """The median of the rounds, and how often openai's and pydantic's time each takes."""
    middles = {
        name: [statistics.median(one) for one in zip(*taken, strict=True)] for name, taken in rounds.items()
    }
    busy_alone, wall_alone = middles["openai + pydantic"]
    print(f"{'ms a call':35}{'processor':>10}{'':8}{'wall':>10}")
    for name, (busy, wall) in middles.items():
        print(f"{name:35}{busy:10.2f}{busy / busy_alone:6.2f} x{wall:10.2f}{wall / wall_alone:6.2f} x")


def sound_answer(article: Any, draft: Any) -> str:
    """A full answer to a page that needs no second call."""
    headline, summary = "招商引资稳步推进", "招商引资稳步推进。"
    wire = to_wire(draft.model_copy(update={"headline": headline, "summary": summary}), "tuples")
    checked = check_answer(wire, article)
    return json.dumps(to_wire(checked.draft, "tuples"), ensure_ascii=False)


def main() -> None:
    page = next(page for page in load(OWN) if not worth_a_call(uncited(page.article, page.draft), page.draft))
    answer = sound_answer(page.article, page.draft)
    print(f"{page.name}: {len(page.draft.statements)} rows, {CALLS} calls each")
    ready: Any = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(answer, ready), daemon=True)
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = f"http://127.0.0.1:{ready.get(timeout=10)}/v1"
            asyncio.run(measure(url, page.article, Path(folder)))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
