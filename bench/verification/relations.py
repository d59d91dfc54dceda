"""List the relations found on annotated pages, to be read by hand.

Usage: python bench/verification/relations.py [--corpus DIR]

One line a relation: page, type, the arithmetic, whether it holds, and `gold` where the annotation has it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from verification_truth import load, true_reading  # noqa: E402

from summarizer.report import Relation, Report  # noqa: E402
from summarizer.verification import make_report  # noqa: E402

_TERMS = ("parts", "total", "part", "whole", "percent", "actual", "target", "values")


def gold_keys(folder: Path) -> set[tuple[str, tuple[str, ...]]]:
    keys: set[tuple[str, tuple[str, ...]]] = set()
    for relation in load(folder)[1].get("relations") or []:
        terms: list[str] = []
        for name in _TERMS:
            term = relation.get(name)
            terms += term if isinstance(term, list) else [term] if term else []
        keys.add((relation["type"], tuple(sorted(terms))))
    return keys


def line(report: Report, relation: Relation) -> str:
    surface = {figure.id: figure.surface for figure in report.figures}
    shown: list[str] = []
    for name, value in relation.model_dump(
        exclude={"figures", "holds", "computed", "margin", "type"}
    ).items():
        if isinstance(value, list):
            shown.append(f"{name} {' '.join(surface[number] for number in value)}")
        elif name == "implied" and value is not None:
            shown.append(f"implied {value:f}")
        elif value is not None:
            shown.append(f"{name} {surface[value]}")
    return ", ".join(shown)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT / "tests" / "fixtures" / "corpus")
    options = parser.parse_args()
    count = agreed = wanted = 0
    for folder in sorted(options.corpus.iterdir()):
        if not (folder / "gold.json").exists():
            continue
        report, gold = make_report(*true_reading(folder)), gold_keys(folder)
        surface = {figure.id: figure.surface for figure in report.figures}
        found = [(r.type, tuple(sorted(surface[number] for number in r.figures))) for r in report.relations]
        wanted += len(gold)
        agreed += len(gold & set(found))
        for relation, key in zip(report.relations, found, strict=True):
            count += 1
            marks = ("" if relation.holds else "  FAILS") + ("  gold" if key in gold else "")
            print(f"{count:3} {folder.name:20} {relation.type:10} {line(report, relation)}{marks}")
    print(f"{count} found; {agreed} of {wanted} of gold")


if __name__ == "__main__":
    main()
