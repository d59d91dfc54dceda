"""Put what commands print into the documentation, where a comment asks for it.

A block that begins with `<!-- prints: COMMAND -->` and a fence is replaced by what the command prints
now; times are left out, since they change. `python tools/refresh_docs.py` writes, `--check` only tells.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "docs/commands.md")
BLOCK = re.compile(r"(<!-- prints: (?P<command>.+?) -->\n```\w*\n)(?P<text>.*?)(?P<end>\n```)", re.DOTALL)
TIME = re.compile(r"( · )?(用时|in|took) \d[\d.]* ?s\b")


def printed(command: str) -> str:
    """What a command prints on standard output, run in the checkout without settings or keys."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SUMMARIZER_", "OPENAI_"))
    }
    program, *arguments = shlex.split(command)
    found = Path(sys.executable).with_name(program)
    done = subprocess.run(  # noqa: S603
        [str(found) if found.exists() else program, *arguments],
        cwd=ROOT,
        env=clean | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return steady(done.stdout)


def steady(text: str) -> str:
    """Text without what differs from run to run, and without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in TIME.sub("", text).rstrip().splitlines())


def refreshed(text: str) -> str:
    """A document with every block renewed."""
    return BLOCK.sub(lambda block: block[1] + printed(block["command"]) + block["end"], text)


def main() -> int:
    """Refresh or check all documents; 1 where one is out of step."""
    stale = 0
    for name in DOCUMENTS:
        path = ROOT / name
        before = path.read_text("utf-8")
        after = refreshed(before)
        if before == after:
            continue
        stale += 1
        print(f"{name} is out of step" if "--check" in sys.argv else f"refreshed {name}")
        if "--check" not in sys.argv:
            path.write_text(after, "utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
