"""Characters a second of processor time, and the memory of a large page."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / name) for name in ("", "tests")]

from damage import Damage, damage_text  # noqa: E402

from summarizer.article import TracedText  # noqa: E402
from summarizer.cleaning import clean  # noqa: E402
from summarizer.cleaning.steps import repair  # noqa: E402

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "corpus"
LARGE = 20_000_000


def _bodies() -> list[str]:
    return [p.read_text(encoding="utf-8") for p in sorted(FIXTURES.glob("*/body.txt"))]


def _rate(pages: list[str], *, whole: bool) -> float:
    for page in pages[:2]:
        clean(page)
    started = time.process_time()
    for page in pages:
        if whole:
            clean(page)
        else:
            repair(TracedText.of(page))
    return round(sum(map(len, pages)) / (time.process_time() - started))


def large_page() -> None:
    """Clean one large page in this process and print seconds and memory over what the page needs."""
    import resource

    text = "\n".join(_bodies())
    data = text.encode()
    data *= LARGE // len(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    clean(data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "megabytes": round(len(data) / 1e6, 1),
                "seconds": round(time.perf_counter() - started, 1),
                "memory over input": round(((peak - before) * 1024 + len(data)) / len(data), 1),
            }
        )
    )


def speeds() -> dict[str, object]:
    """Rates for undamaged and damaged text: repair alone, and the whole of cleaning."""
    bodies = _bodies()
    undamaged = ["\n".join(bodies)] * 20
    damaged = ["\n".join(damage_text(b, Damage(s, spaces=True)) for b in bodies) for s in range(5)]
    done = subprocess.run([sys.executable, __file__, "large"], capture_output=True, text=True, check=True)
    found: dict[str, object] = {
        "repair, undamaged": _rate(undamaged, whole=False),
        "repair, damaged": _rate(damaged, whole=False),
        "clean, undamaged": _rate(undamaged, whole=True),
        "clean, damaged": _rate(damaged, whole=True),
        "large page": json.loads(done.stdout),
    }
    print("speed", json.dumps(found), flush=True)
    return found


if __name__ == "__main__" and sys.argv[1:] == ["large"]:
    large_page()
