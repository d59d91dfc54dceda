"""Measure cleaning: generated damage, the reference corpus, encodings, speed; beside other tools.

    python bench/cleaning/run.py [--seeds 200] [--corpus FOLDER] [--no-peers] [--json FILE]

The peers (ftfy, OpenCC, trafilatura, justext, boilerpy3) live in an environment of their own, made on
the first run; this project does not depend on them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(HERE)]

from damage import Damage, damage_text  # noqa: E402
from encodings_bench import encodings  # noqa: E402
from measure import Counts, compare, similarity  # noqa: E402
from speed import speeds  # noqa: E402

from summarizer.article import TracedText  # noqa: E402
from summarizer.cleaning import clean  # noqa: E402
from summarizer.cleaning.steps import in_body, repair  # noqa: E402

PEER_PACKAGES = ("ftfy", "opencc", "trafilatura", "jusText", "boilerpy3", "lxml_html_clean")
FIXTURES = ROOT / "tests" / "fixtures" / "corpus"
KINDS = {
    "A+B": {},
    "A+B, half width": {"half_width": True},
    "A+B+C": {"spaces": True},
    "A+B+C, half width": {"spaces": True, "half_width": True},
    "A+B+C, doubled marks": {"spaces": True, "doubled": True},
    "A+B+C, private use dropped": {"spaces": True, "keep_private_use": False},
}


def peers(pages: dict[str, str], names: list[str]) -> dict[str, dict[str, str]]:
    """What the peers make of pages."""
    home = HERE / ".venv"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEER_PACKAGES], check=True)
    done = subprocess.run(
        [python, HERE / "peers.py", *names],
        input=json.dumps(pages, ensure_ascii=False),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def generated(seeds: int) -> dict[str, dict[str, float]]:
    """Damage of every kind on every composed body, with as many seeds; the share that comes back."""
    table: dict[str, dict[str, float]] = {}
    for kind, settings in KINDS.items():
        total = Counts()
        for path in sorted(FIXTURES.glob("*/body.txt")):
            body = path.read_text(encoding="utf-8")
            for seed in range(seeds):
                page = damage_text(body, Damage(seed, **settings))
                text, repairs = repair(TracedText.of(page))
                flagged = [r.span for r in in_body(repairs, text, page) if r.certainty != "certain"]
                total.add(compare(body, text.text, flagged))
        table[kind] = {"share right": total.share_right, **vars(total)}
        print(kind, json.dumps(table[kind]), flush=True)
    return table


def generated_by_peers() -> dict[str, float]:
    """The same damage, one seed, through the tools that claim to repair or convert text."""
    bodies = {p.parent.name: p.read_text(encoding="utf-8") for p in sorted(FIXTURES.glob("*/body.txt"))}
    pages = {name: damage_text(body, Damage(0, spaces=True)) for name, body in bodies.items()}
    shares: dict[str, float] = {}
    for peer, texts in peers(pages, ["ftfy", "OpenCC t2s", "ftfy + OpenCC"]).items():
        total = Counts()
        for name, text in texts.items():
            total.add(compare(bodies[name], text))
        shares[peer] = total.share_right
    return shares


def corpus(folder: Path, *, with_peers: bool) -> dict[str, dict[str, float]]:
    """Similarity of the body and furniture left, page by page, ours and the peers'."""
    names = sorted(p.parent.name for p in folder.glob("*/raw.txt"))
    bodies = {n: (folder / n / "body.txt").read_text(encoding="utf-8") for n in names}
    gold = {n: json.loads((folder / n / "gold.json").read_text(encoding="utf-8")) for n in names}
    articles = {n: clean((folder / n / "raw.txt").read_bytes()) for n in names}
    results = {"summarizer": {n: articles[n].body for n in names}}
    if with_peers:
        pages = {n: articles[n].page for n in names}
        results |= peers(pages, ["trafilatura", "justext", "boilerpy3", "ftfy + OpenCC"])
    table: dict[str, dict[str, float]] = {}
    for tool, texts in results.items():
        alike = [similarity(bodies[n], texts[n]) for n in names]
        left = sum(furniture in texts[n] for n in names for furniture in gold[n]["not_body"])
        table[tool] = {
            "mean": sum(alike) / len(alike),
            "least": min(alike),
            "furniture left": left,
            "furniture": sum(len(gold[n]["not_body"]) for n in names),
        }
        print(tool, json.dumps(table[tool]), flush=True)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--corpus", type=Path, default=Path(os.environ.get("SUMMARIZER_CORPUS", FIXTURES)))
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    started = time.perf_counter()
    results: dict[str, object] = {
        "generated": generated(arguments.seeds),
        "corpus": corpus(arguments.corpus, with_peers=not arguments.no_peers),
        "encodings": encodings(),
        "speed": speeds(),
    }
    if not arguments.no_peers:
        results["generated, peers"] = generated_by_peers()
        print("peers on A+B+C", json.dumps(results["generated, peers"]))
    results["seconds"] = round(time.perf_counter() - started)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, ensure_ascii=False, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
