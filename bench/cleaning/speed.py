"""Characters a second of processor time, and the memory of large pages.

python bench/cleaning/speed.py [--large-pages]
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
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


def _filled(sample: bytes) -> bytes:
    return sample * (LARGE // len(sample))


def large_pages() -> dict[str, Callable[[], bytes]]:
    """Pages of 20 MB in the shapes that cost most."""
    text = "\n".join(_bodies()) + "\n"
    plain = text.replace("\n", "")
    english = b"The quick brown fox jumps over 12,345 lazy dogs; and then, well, it rests.\n"
    return {
        "paragraphs": lambda: _filled(text.encode()),
        "GB18030": lambda: _filled(text.encode("gb18030")),
        "one line": lambda: _filled(plain.encode()),
        "lines of eight characters": lambda: _filled(
            "".join(plain[at : at + 8] + "\n" for at in range(0, len(plain), 8)).encode()
        ),
        "headlines": lambda: (
            "".join(f"某市召开招商引资项目推进会第{n}次\n" for n in range(LARGE // 50)) + text
        ).encode(),
        "English": lambda: _filled(english),
        "damaged": lambda: _filled(
            "\n".join(damage_text(body, Damage(1, spaces=True)) for body in _bodies()).encode() + b"\n"
        ),
    }


def large_page(shape: str) -> None:
    """Clean one large page in this process and print seconds and memory over what the page needs."""
    import resource

    clean(_bodies()[0])
    data = large_pages()[shape]()
    before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    started = time.process_time()
    clean(data)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        json.dumps(
            {
                "megabytes": round(len(data) / 1e6, 1),
                "seconds": round(seconds, 1),
                "memory over input": round((peak - before + len(data)) / len(data), 1),
            }
        )
    )


def measured_large_pages() -> dict[str, object]:
    """Each shape in a process of its own (Linux)."""
    found: dict[str, object] = {}
    for shape in large_pages():
        command = [sys.executable, __file__, "large", shape]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[shape] = json.loads(done.stdout)
        print(shape, done.stdout.strip(), flush=True)
    return found


def speeds() -> dict[str, object]:
    """Rates for undamaged and damaged text: repair alone, and the whole of cleaning."""
    bodies = _bodies()
    undamaged = ["\n".join(bodies)] * 20
    damaged = ["\n".join(damage_text(b, Damage(s, spaces=True)) for b in bodies) for s in range(5)]
    found: dict[str, object] = {
        "repair, undamaged": _rate(undamaged, whole=False),
        "repair, damaged": _rate(damaged, whole=False),
        "clean, undamaged": _rate(undamaged, whole=True),
        "clean, damaged": _rate(damaged, whole=True),
        "large pages": measured_large_pages(),
    }
    print("speed", json.dumps(found), flush=True)
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["large"]:
        large_page(sys.argv[2])
    elif sys.argv[1:] == ["--large-pages"]:
        measured_large_pages()
    else:
        speeds()
