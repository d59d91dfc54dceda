"""Processor time and memory of reading pages offline, stage by stage, in one process.

    python bench/offline/run.py [CORPUS] [--rounds 9] [--memory 10000]

CORPUS is a folder of pages (`*/raw.txt`), by default the fourteen shipped ones. A page's time is the best
of its rounds; what is printed is the median page. *Reading* is cleaning, finding figures and the offline
reader's draft; *report* is all of it, verified and written as JSON. With `--memory` that many pages, all
different, are read first, and the memory it holds is printed as it goes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "bench" / "batch"), str(ROOT / "bench" / "cleaning"), str(ROOT / "tests")]

from damage import Damage, damage_text, traditional  # noqa: E402
from make_pages import page as composed  # noqa: E402
from memory import megabytes  # noqa: E402

from summarizer.cleaning import clean  # noqa: E402
from summarizer.engines.offline import OfflineEngine  # noqa: E402
from summarizer.figures import annotate  # noqa: E402
from summarizer.verification import make_report  # noqa: E402

STAGES = ("clean", "figures", "read", "verify", "json")


class Reader:
    """The offline way of a page, timed."""

    def __init__(self) -> None:
        self._engine = OfflineEngine()
        self._loop = asyncio.new_event_loop()

    def times(self, data: bytes) -> dict[str, float]:
        """Milliseconds of processor time in each stage."""
        at = [time.process_time()]
        article = clean(data)
        at.append(time.process_time())
        article = annotate(article)
        at.append(time.process_time())
        reading = self._loop.run_until_complete(self._engine.read(article))
        at.append(time.process_time())
        report = make_report(article, reading)
        at.append(time.process_time())
        report.model_dump_json()
        at.append(time.process_time())
        return {name: (at[n + 1] - at[n]) * 1000 for n, name in enumerate(STAGES)}


def best_of(reader: Reader, pages: list[bytes], rounds: int) -> list[dict[str, float]]:
    """Of every page and stage the least time; a round goes over all pages before the next begins."""
    best = [dict.fromkeys((*STAGES, "reading", "report"), float("inf")) for _ in pages]
    for _ in range(rounds):
        for page, least in zip(pages, best, strict=True):
            took = reader.times(page)
            took["reading"] = took["clean"] + took["figures"] + took["read"]
            took["report"] = sum(took[stage] for stage in STAGES)
            for name, value in took.items():
                least[name] = min(least[name], value)
    return best


def different_pages(count: int) -> Iterator[bytes]:
    """Composed pages, every third of them damaged."""
    draw = random.Random(7)
    for number in range(count):
        text = composed(number, draw.randint(2, 12))
        yield (damage_text(text, Damage(number, spaces=True)) if number % 3 == 0 else text).encode()
        traditional.cache_clear()


def watch_memory(reader: Reader, count: int) -> None:
    """Read many pages and print the memory held ten times on the way."""
    for number, data in enumerate(different_pages(count), 1):
        reader.times(data)
        if number % (count // 10) == 0:
            print(f"{number:>7} pages  {megabytes(os.getpid()):6.1f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT / "tests" / "fixtures" / "corpus")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--memory", type=int, default=0, metavar="PAGES")
    arguments = parser.parse_args()
    reader = Reader()
    if arguments.memory:
        watch_memory(reader, max(arguments.memory, 10))
    pages = [path.read_bytes() for path in sorted(arguments.corpus.glob("*/raw.txt"))]
    best = best_of(reader, pages, arguments.rounds)
    print(f"{len(pages)} pages, median of the best of {arguments.rounds}, processor time")
    for name in (*STAGES, "reading", "report"):
        median = statistics.median(page[name] for page in best)
        rate = f"  {1000 / median:5.0f} pages a second" if name in ("reading", "report") else ""
        print(f"{name:>8}  {median:6.2f} ms{rate}")


if __name__ == "__main__":
    main()
