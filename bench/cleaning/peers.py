"""What other tools make of the pages; runs in its own environment, which `run.py` makes.

Reads a JSON object of pages on stdin, writes for every peer a JSON object of results to stdout.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Callable

import boilerpy3.extractors
import ftfy
import justext
import opencc
import trafilatura

_TO_SIMPLIFIED = opencc.OpenCC("t2s")


def as_html(page: str) -> str:
    """The page with every line a paragraph: these tools read HTML only."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in page.splitlines() if line.strip())
    return f"<html><head><meta charset='utf-8'></head><body>{lines}</body></html>"


def by_justext(page: str) -> str:
    """Justext with thresholds for a language without spaces, as its documentation advises."""
    paragraphs = justext.justext(
        as_html(page).encode(), frozenset(), length_low=20, length_high=60, stopwords_low=0, stopwords_high=0
    )
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def by_boilerpy3(page: str) -> str:
    return boilerpy3.extractors.LargestContentExtractor(raise_on_failure=False).get_content(as_html(page))


PEERS: dict[str, Callable[[str], str]] = {
    "ftfy": ftfy.fix_text,
    "OpenCC t2s": _TO_SIMPLIFIED.convert,
    "ftfy + OpenCC": lambda page: _TO_SIMPLIFIED.convert(ftfy.fix_text(page)),
    "trafilatura": lambda page: trafilatura.extract(as_html(page), favor_recall=True) or "",
    "justext": by_justext,
    "boilerpy3": by_boilerpy3,
}


def main() -> None:
    wanted = sys.argv[1:] or list(PEERS)
    pages: dict[str, str] = json.load(sys.stdin)
    results = {name: {key: PEERS[name](page) for key, page in pages.items()} for name in wanted}
    json.dump(results, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
