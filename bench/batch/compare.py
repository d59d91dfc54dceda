"""Throughput beside openai with a semaphore, instructor with a semaphore and curator, in one run.

    python bench/batch/compare.py --pages 400 --concurrency 40 --latency 0.5 [--limited 47:spread] \
        [--peers /path/to/venv] [--curator /path/to/venv]

Every contender asks a server of its own on loopback with a fixed latency. Ours cleans each page,
numbers its figures, asks, verifies, writes a report to disk and a line to the journal; the peers only
ask, with a message of the same length. Seconds are from the first page to the last, imports apart;
`ideal` is pages x latency / concurrency.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SERVER = HERE.parent.parent / "tests" / "servers_batch.py"
MESSAGE = "招商引资" * 400


def ours(url: str, folder: str, pages: int, concurrency: int) -> float:
    from summarizer.batch.journal import Journal
    from summarizer.batch.pace import PaceConfig
    from summarizer.batch.plan import make_plan
    from summarizer.batch.runner import Runner
    from summarizer.batch.sources import open_sources
    from summarizer.settings import load_settings

    settings = load_settings(base_url=url, model="m", mode="json_schema", max_calls=1, cache=False)
    out = Path(folder).with_name("out")
    import instructor  # noqa: F401 - imported by the first page otherwise
    import openai  # noqa: F401

    with Journal(out) as journal:
        plan = make_plan(settings, out, PaceConfig(concurrency=concurrency), None)
        plan.executor._pool.wait_until_up()  # type: ignore[attr-defined]
        runner = Runner(journal, out, plan.executor, fingerprint=plan.fingerprint)
        began = time.perf_counter()
        progress = asyncio.run(runner.run(open_sources([folder])))
        assert progress.done == pages, progress.last_errors
        return time.perf_counter() - began


async def _all(ask: object, pages: int) -> float:
    began = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(pages)))  # type: ignore[operator]
    return time.perf_counter() - began


def raw_openai(url: str, _: str, pages: int, concurrency: int) -> float:
    from openai import AsyncOpenAI

    async def main() -> float:
        client = AsyncOpenAI(api_key="k", base_url=url, max_retries=4)
        gate = asyncio.Semaphore(concurrency)

        async def ask() -> None:
            async with gate:
                await client.chat.completions.create(
                    model="m", messages=[{"role": "user", "content": MESSAGE}]
                )

        return await _all(ask, pages)

    return asyncio.run(main())


def with_instructor(url: str, _: str, pages: int, concurrency: int) -> float:
    import instructor
    from openai import AsyncOpenAI
    from pydantic import BaseModel

    class Reading(BaseModel):
        headline: str
        summary: str

    async def main() -> float:
        client = instructor.from_openai(
            AsyncOpenAI(api_key="k", base_url=url, max_retries=4), mode=instructor.Mode.JSON
        )
        gate = asyncio.Semaphore(concurrency)

        async def ask() -> None:
            async with gate:
                await client.chat.completions.create(
                    model="m", messages=[{"role": "user", "content": MESSAGE}], response_model=Reading
                )

        return await _all(ask, pages)

    return asyncio.run(main())


def with_curator(url: str, _: str, pages: int, concurrency: int) -> float:
    from bespokelabs import curator

    os.environ.update(OPENAI_API_KEY="k", CURATOR_DISABLE_CACHE="true", TELEMETRY_ENABLED="0")
    model = curator.LLM(
        model_name="gpt-4o-mini",
        backend="openai",
        backend_params={
            "base_url": url,
            "max_concurrent_requests": concurrency,
            "max_requests_per_minute": 1_000_000,
            "max_tokens_per_minute": 1_000_000_000,
        },
    )
    began = time.perf_counter()
    model([f"{number} {MESSAGE}" for number in range(pages)])
    return time.perf_counter() - began


CONTENDERS = {"ours": ours, "openai": raw_openai, "instructor": with_instructor, "curator": with_curator}


def serve(given: argparse.Namespace) -> subprocess.Popen[str]:
    command = [sys.executable, str(SERVER), "--latency", str(given.latency), "--requests", str(given.pages)]
    command += ["--limited", given.limited] if given.limited else []
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(name: str, python: str, given: argparse.Namespace, folder: str) -> dict[str, float | str]:
    server = serve(given)
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    arguments = ["--contender", name, "--url", url, "--folder", folder]
    arguments += ["--pages", str(given.pages), "--concurrency", str(given.concurrency)]
    try:
        done = subprocess.run(
            [python, __file__, *arguments], capture_output=True, text=True, timeout=given.timeout, check=False
        )
        last = done.stdout.strip().splitlines()[-1:] or [""]
        seconds = json.loads(last[0])["seconds"] if done.returncode == 0 else float("nan")
        problem = "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1][:100]
    except (subprocess.TimeoutExpired, ValueError, KeyError) as error:
        seconds, problem = float("nan"), type(error).__name__
    told, _ = server.communicate("", timeout=10)
    return {"name": name, "seconds": seconds, "problem": problem, **json.loads(told.strip().splitlines()[-1])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--concurrency", type=int, default=40)
    parser.add_argument("--latency", type=float, default=0.5)
    parser.add_argument("--limited", default="", help="47:spread or 47:burst")
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--peers", default="", help="a venv with openai and instructor")
    parser.add_argument("--curator", default="", help="a venv with bespokelabs-curator")
    parser.add_argument("--timeout", type=float, default=180)
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        seconds = CONTENDERS[given.contender](given.url, given.folder, given.pages, given.concurrency)
        print(json.dumps({"seconds": seconds}))
        return
    ideal = given.pages * given.latency / given.concurrency
    print(
        f"{given.pages} pages, {given.concurrency} in flight, {given.latency:g} s a call; ideal {ideal:.2f} s"
    )
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    pythons = {"ours": sys.executable}
    if given.peers:
        pythons |= dict.fromkeys(("openai", "instructor"), f"{given.peers}/bin/python")
    if given.curator:
        pythons["curator"] = f"{given.curator}/bin/python"
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, str(HERE))
        from make_pages import write_pages

        pages = Path(folder) / "pages"
        write_pages(pages, given.pages, given.paragraphs)
        for name, python in pythons.items():
            told = run(name, python, given, str(pages))
            seconds = float(told["seconds"])
            print(
                f"{name:12} {seconds:7.2f} s  {seconds / ideal:5.2f} x ideal  {given.pages / seconds:6.1f}/s"
                f"  {told['requests']} requests, {told['in_flight']} in flight at most {told['problem']}"
            )


if __name__ == "__main__":
    main()
