"""Throughput beside openai with a semaphore, instructor with a semaphore and curator, in one run.

    python bench/batch/compare.py --pages 400 --concurrency 40 --latency 0.5 [--limited 47:spread] \
        [--peers /path/to/venv] [--curator /path/to/venv]

Every contender asks a server of its own (`server.py`) on loopback with a fixed latency. Ours cleans each
page, numbers its figures, asks, verifies, writes a report to disk and a line to the journal; the peers
only ask, with a message of the same length. `ideal` is pages x latency / concurrency. Three times are told:

- *batch*: from the call that begins the work until it returns, every report and journal line written;
  packages imported and worker processes forked before, connections and everything else made within;
- *served*: from the first request that the server sees to its last answer;
- *process*: from the start of a Python to its exit, imports and all.

Processor time is that of the contender's main process, and of its workers where it has some.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SERVER = HERE / "server.py"
MESSAGE = "招商引资" * 400


def ours(url: str, folder: str, pages: int, concurrency: int) -> dict[str, float]:
    from summarizer.batch.bounds import PaceConfig
    from summarizer.batch.journal import Journal
    from summarizer.batch.plan import make_plan
    from summarizer.batch.pool import RETIRE_AFTER
    from summarizer.batch.runner import Runner
    from summarizer.batch.sources import open_sources
    from summarizer.settings import load_settings

    settings = load_settings(base_url=url, model="m", mode="json_schema", max_calls=1, cache=False)
    out = Path(folder).with_name("out")
    import instructor  # noqa: F401 - imported by the first page otherwise
    import openai  # noqa: F401

    with Journal(out) as journal:
        plan = make_plan(settings, out, PaceConfig(concurrency=concurrency), None)
        pool = plan.executor._pool  # type: ignore[attr-defined]
        pool.wait_until_up()
        workers: list[float] = []
        close, before = pool.close, processor_seconds(descendants())
        pool.close = lambda: (workers.append(processor_seconds(descendants()) - before), close())
        runner = Runner(journal, out, plan.executor, fingerprint=plan.fingerprint)
        own = time.process_time()
        began = time.perf_counter()
        progress = asyncio.run(runner.run(open_sources([folder])))
        seconds = time.perf_counter() - began
        assert progress.done == pages, progress.last_errors
        told = {"seconds": seconds, "own": time.process_time() - own}
        # Processes that were replaced meanwhile are not there any more to be counted.
        return told | ({"workers": workers[0]} if pages <= RETIRE_AFTER else {})


def descendants() -> list[int]:
    """The processes that come from this one."""
    from memory import family

    return family(os.getpid())[1:]


def processor_seconds(processes: list[int]) -> float:
    """User and system time of some processes together."""
    fields = [Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split() for process in processes]
    return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")


async def _all(ask: object, pages: int) -> dict[str, float]:
    own, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(pages)))  # type: ignore[operator]
    return {"seconds": time.perf_counter() - began, "own": time.process_time() - own}


def raw_openai(url: str, _: str, pages: int, concurrency: int) -> dict[str, float]:
    from openai import AsyncOpenAI

    async def main() -> dict[str, float]:
        client = AsyncOpenAI(api_key="k", base_url=url, max_retries=4)
        gate = asyncio.Semaphore(concurrency)

        async def ask() -> None:
            async with gate:
                await client.chat.completions.create(
                    model="m", messages=[{"role": "user", "content": MESSAGE}]
                )

        return await _all(ask, pages)

    return asyncio.run(main())


def with_instructor(url: str, _: str, pages: int, concurrency: int) -> dict[str, float]:
    import instructor
    from openai import AsyncOpenAI
    from pydantic import BaseModel

    class Reading(BaseModel):
        headline: str
        summary: str

    async def main() -> dict[str, float]:
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


def with_curator(url: str, folder: str, pages: int, concurrency: int) -> dict[str, float]:
    # It counts tokens with a file that it would download; litellm, which it needs anyway, brings it.
    litellm = importlib.util.find_spec("litellm")
    if litellm and litellm.origin:
        tokenizers = Path(litellm.origin).parent / "litellm_core_utils" / "tokenizers"
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(tokenizers))
    os.environ.update(OPENAI_API_KEY="k", CURATOR_DISABLE_CACHE="true", TELEMETRY_ENABLED="0")
    os.environ["CURATOR_CACHE_DIR"] = str(Path(folder).with_name("curator"))
    from bespokelabs import curator

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
    own, began = time.process_time(), time.perf_counter()
    model([f"{number} {MESSAGE}" for number in range(pages)])
    return {"seconds": time.perf_counter() - began, "own": time.process_time() - own}


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
    told: dict[str, float | str] = {"seconds": float("nan"), "own": float("nan"), "problem": ""}
    began = time.perf_counter()
    try:
        done = subprocess.run(
            [python, __file__, *arguments], capture_output=True, text=True, timeout=given.timeout, check=False
        )
        if done.returncode == 0:
            told |= json.loads(done.stdout.strip().splitlines()[-1])
        else:
            told["problem"] = done.stderr.strip().splitlines()[-1][:200]
    except (subprocess.TimeoutExpired, ValueError, IndexError) as error:
        told["problem"] = type(error).__name__
    told["process"] = time.perf_counter() - began
    said, _ = server.communicate("", timeout=10)
    return told | json.loads(said.strip().splitlines()[-1])


def line(name: str, told: dict[str, float | str], pages: int, ideal: float) -> str:
    """A contender's line of the table."""
    seconds, own = float(told["seconds"]), float(told["own"])
    workers = f" + {1000 * float(told['workers']) / pages:.1f}" if "workers" in told else ""
    return (
        f"{name:11} batch {seconds:6.2f} s = {seconds / ideal:4.2f} x ideal, {pages / seconds:6.1f}/s;"
        f" served {told['serving']:6.2f} s; process {told['process']:6.2f} s;"
        f" {1000 * own / pages:.1f}{workers} ms of processor a page;"
        f" {told['requests']} requests, {told['in_flight']} in flight at most {told['problem']}"
    )


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
        told = CONTENDERS[given.contender](given.url, given.folder, given.pages, given.concurrency)
        print(json.dumps(told))
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
        from make_pages import write_pages

        pages = Path(folder) / "pages"
        write_pages(pages, given.pages, given.paragraphs)
        for name, python in pythons.items():
            told = run(name, python, given, str(pages))
            print(line(name, told, given.pages, ideal), flush=True)


if __name__ == "__main__":
    main()
