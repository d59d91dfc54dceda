"""Export many reports and say how long it took and how much memory it needed at most.

    python bench/export/run.py [--reports 100000] [--to parquet csv sqlite xlsx]

The reports are those of the shipped pages, each time with another identifier. Every format runs in a
process of its own, so that its peak of resident memory is its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from reports import OWN_PAGES, report_of  # noqa: E402

from summarizer.report import Report  # noqa: E402
from summarizer.views.export import ExportFormat, open_export  # noqa: E402


def many(number: int) -> Iterator[Report]:
    """Reports of the shipped pages in turn."""
    pages = [report_of(folder.name) for folder in sorted(OWN_PAGES.iterdir())]
    for at in range(number):
        report = pages[at % len(pages)]
        report.article.id = f"article-{at}"
        yield report


def export(number: int, to: ExportFormat) -> None:
    """Export into a folder that is thrown away, and print one line."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / ("tables" if to in ("parquet", "csv") else f"tables.{to}")
        started = time.perf_counter()
        with open_export(target, to) as writer:
            for report in many(number):
                writer.add(report)
        seconds = time.perf_counter() - started
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        files = sum(file.is_file() for file in Path(folder).rglob("*"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = sum(writer.counts.values())
    print(
        f"{to:8} {number:>8,} reports {rows:>11,} rows {seconds:7.1f} s {peak:7.0f} MiB peak "
        f"{size / 2**20:8.1f} MiB in {files} files",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--to", nargs="+", default=["parquet", "csv", "sqlite"])
    wanted = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    for to in wanted.to:
        process = context.Process(target=export, args=(wanted.reports, to))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
