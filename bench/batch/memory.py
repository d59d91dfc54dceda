"""Memory of a batch while it runs: the proportional set size of all its processes, sampled.

python bench/batch/memory.py PAGES OUT [--engine offline …]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

COMMAND = "from summarizer.cli import main; main()"


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [process]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def megabytes(process: int) -> float:
    """Its proportional set size: shared pages count once among those who share them."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def main() -> None:
    pages, out, *options = sys.argv[1:]
    command = [sys.executable, "-c", COMMAND, "batch", pages, "--out", out, "-q", *options]
    process = subprocess.Popen(command)
    samples: list[tuple[int, float, float]] = []
    while process.poll() is None:
        own = megabytes(process.pid)
        whole = sum(megabytes(member) for member in family(process.pid))
        done = sum(len(files) for _, _, files in os.walk(Path(out) / "reports"))
        samples.append((done, own, whole))
        time.sleep(5)
    for done, own, whole in samples[:: max(1, len(samples) // 12)]:
        print(f"{done:8,} reports  {own:6.0f} MB in the driver  {whole:6.0f} MB in all processes")
    print(f"peak {max(whole for _, _, whole in samples):.0f} MB")


if __name__ == "__main__":
    main()
