"""Misprints put into pages themselves: does the arithmetic of the page give them away?

Usage: python bench/verification/misprints.py [--corpus DIR] [--count 100] [--seed 1] [--missed]

One digit of one figure is altered in the body of a page whose figures take part in a sum, share,
completion, growth or average that held. Found means: a finding about arithmetic names the figure.
Named means: the finding gives the true number as the likely slip.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from verification_truth import true_reading  # noqa: E402

from summarizer.article import Article, TracedText  # noqa: E402
from summarizer.verification import make_report  # noqa: E402

_KINDS = ("sum", "share", "completion", "growth", "average")


def misprinted(article: Article, number: int, chance: random.Random) -> tuple[Article, str] | None:
    """The page with one digit of a figure altered, and the figure as it was."""
    figure = article.figures[number - 1]
    match = re.search(r"\d[\d,]*(?:\.\d+)?", figure.surface)
    if match is None or figure.value is None:
        return None
    old = match.group()
    at = chance.choice([place for place, digit in enumerate(old) if digit.isdigit()])
    new = old[:at] + chance.choice([d for d in "0123456789" if d != old[at]]) + old[at + 1 :]
    before, after = (Decimal(text.replace(",", "")) for text in (old, new))
    if not before or not after or (new[0] == "0" and new[:2] != "0."):
        return None
    surface = figure.surface.replace(old, new, 1)
    body = article.body[: figure.span.start] + surface + article.body[figure.span.end :]
    changed = replace(figure, surface=surface, value=figure.value * after / before)
    figures = (*article.figures[: number - 1], changed, *article.figures[number:])
    return replace(article, page=body, text=TracedText.of(body), figures=figures), figure.surface


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT / "tests" / "fixtures" / "corpus")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    sites = []
    for folder in sorted(options.corpus.iterdir()):
        if (folder / "gold.json").exists():
            article, reading = true_reading(folder)
            for relation in make_report(article, reading).relations:
                if relation.type in _KINDS and relation.holds and relation.implied is None:
                    sites += [(article, reading, relation.type, number) for number in relation.figures]
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named = 0
    while sum(tried.values()) < options.count:
        article, reading, kind, number = chance.choice(sites)
        made = misprinted(article, number, chance)
        if made is None:
            continue
        page, true = made
        tried[kind] += 1
        told = [
            finding
            for finding in make_report(page, reading).findings
            if finding.rule.startswith("arithmetic") and number in finding.figures
        ]
        found[kind] += bool(told)
        named += any(f"for {true} (" in finding.message for finding in told)
        if options.missed and not told:
            print(
                "   missed", kind, article.id, true, "->", page.figures[number - 1].surface, file=sys.stderr
            )
    for kind in tried:
        print(f"{kind:12} {found[kind]:4} of {tried[kind]}")
    print(f"{'all':12} {sum(found.values()):4} of {sum(tried.values())}, the true number named in {named}")


if __name__ == "__main__":
    main()
