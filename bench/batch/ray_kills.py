"""A batch on Ray with a worker killed and the driver killed and started again; what was done twice.

Run it with a Python that has this package and ray:
`python bench/batch/ray_kills.py PAGES OUT REFERENCE`, REFERENCE being the output of the same batch on
one machine (`summarizer batch PAGES --out REFERENCE --engine offline`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

COMMAND = "from summarizer.cli import main; main()"


def start(pages: str, out: str) -> subprocess.Popen[bytes]:
    arguments = ["batch", pages, "--out", out, "--engine", "offline", "--executor", "ray"]
    return subprocess.Popen([sys.executable, "-c", COMMAND, *arguments], start_new_session=True)


def stamps(out: str) -> dict[str, int]:
    return {str(file.relative_to(out)): file.stat().st_mtime_ns for file in Path(out).rglob("*.txt.json")}


def wait_for(out: str, count: int, process: subprocess.Popen[bytes]) -> None:
    while len(stamps(out)) < count and process.poll() is None:
        time.sleep(0.5)


def readers() -> list[int]:
    """Ray's workers that are reading a shard now."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"ray::read_shard" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def redone(before: dict[str, int], out: str) -> int:
    after = stamps(out)
    return sum(after[name] != stamp for name, stamp in before.items() if name in after)


def content(out: str) -> dict[str, str]:
    """Every report, without the time it took."""
    reports: dict[str, str] = {}
    for file in Path(out).rglob("*.txt.json"):
        report = json.loads(file.read_text("utf-8"))
        report["run"]["seconds"] = 0
        reports[str(file.relative_to(out))] = json.dumps(report, sort_keys=True)
    return reports


def main() -> None:
    pages, out, reference = sys.argv[1:4]
    total = sum(1 for _ in Path(pages).rglob("*.txt"))
    process = start(pages, out)
    wait_for(out, total // 4, process)
    before = stamps(out)
    victim = readers()[0]
    os.kill(victim, signal.SIGKILL)
    print(f"worker {victim} killed with {len(before)} of {total} reports written", flush=True)
    wait_for(out, total // 2, process)
    print(f"redone after it: {redone(before, out)}", flush=True)
    before = stamps(out)
    process.kill()
    process.wait()
    print(f"driver killed with {len(before)} reports written", flush=True)
    time.sleep(5)  # what it left behind goes down with it
    before = stamps(out)
    process = start(pages, out)
    status = process.wait()
    print(f"driver started again: exit {status}, redone {redone(before, out)} of {len(before)}")
    same = content(out) == content(reference)
    print(f"{len(stamps(out))} reports; equal to the single-machine ones: {same}")


if __name__ == "__main__":
    main()
