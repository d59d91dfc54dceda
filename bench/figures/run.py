"""Figures found on the reference corpus: this project beside other libraries, in one run.

    python bench/figures/run.py [CORPUS] [--no-peers] [--json] [--hostile]

Three references: `gold` is every statement surface of the annotation (value adjusted to what the words
say: 两成多 is 20, not -20); `judged` is every quantity of the bodies, as offsets and values in
`judged.json`, drafted by this project's finder and then read against the text by eye. Recall is
measured on both, precision on `judged` alone, since gold leaves out what is no result.

The other libraries live in an environment of their own (build/bench-figures), made on first use.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from summarizer.figures import find_figures

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PEERS = ROOT / "build" / "bench-figures"
REQUIREMENTS = ["cn2an", "chinese2digits", "jionlp", "recognizers-text-suite", "emoji<2"]
RESULTS = ("money", "count", "percent", "point", "multiple", "rank", "quantity")

Hit = tuple[int, int, Decimal | None]


@dataclass
class Page:
    """A body and what is known to stand in it."""

    name: str
    body: str
    gold: list[tuple[str, set[Decimal]]]
    judged: list[Hit]


def load(corpus: Path) -> list[Page]:
    judged = json.loads((HERE / "judged.json").read_text("utf-8"))
    pages = []
    for path in sorted(corpus.glob("*/gold.json")):
        body = (path.parent / "body.txt").read_text("utf-8")
        gold = [
            (row["surface"], said(Decimal(str(row["value"])), row["aspect"]))
            for row in json.loads(path.read_text("utf-8"))["statements"]
        ]
        hits = [(start, end, Decimal(value)) for start, end, value in judged.get(path.parent.name, [])]
        pages.append(Page(path.parent.name, body, gold, hits))
    return pages


def said(value: Decimal, aspect: str) -> set[Decimal]:
    """What the words may say for a row of that value: 翻一番 for 100, 1.33倍 for 133, 1.2% for -1.2."""
    values = {value, -value}
    if aspect in ("growth", "completion"):
        values |= {value / 100, value / 100 + 1}
    return values


def ours(pages: list[Page]) -> tuple[list[list[Hit]], float]:
    def run() -> list[list[Hit]]:
        return [
            [
                (figure.span.start, figure.span.end, figure.value)
                for figure in find_figures(page.body)
                if figure.kind in RESULTS
            ]
            for page in pages
        ]

    found = run()
    best = 1e9
    for _ in range(9):
        before = time.process_time()
        run()
        best = min(best, time.process_time() - before)
    return found, best


def peers(pages: list[Page]) -> dict[str, tuple[list[list[Hit]], float]]:
    python = PEERS / "bin" / "python"
    if not python.exists():
        print(f"making {PEERS.relative_to(ROOT)} …", file=sys.stderr)
        venv.create(PEERS, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    answer = subprocess.run(
        [str(python), str(HERE / "peers.py")],
        input=json.dumps([page.body for page in pages]),
        capture_output=True,
        text=True,
        check=True,
    )
    out = {}
    for name, found in json.loads(answer.stdout).items():
        hits = [
            [(start, end, Decimal(value) if value else None) for start, end, value in page]
            for page in found["pages"]
        ]
        out[f"{name} {found['version']}"] = (hits, found["seconds"])
    return out


def score(pages: list[Page], found: list[list[Hit]], seconds: float) -> dict[str, float]:
    gold = gold_span = gold_value = gold_both = total = 0
    judged = judged_hit = predicted = right = span = value = 0
    for page, hits in zip(pages, found, strict=True):
        for surface, values in page.gold:
            total += 1
            places = [at for at in range(len(page.body)) if page.body.startswith(surface, at)]
            near = [hit for hit in hits for at in places if hit[0] < at + len(surface) and at < hit[1]]
            exact = [
                hit for hit in near if any(hit[0] == at and hit[1] == at + len(surface) for at in places)
            ]
            gold += bool(near)
            gold_span += bool(exact)
            gold_value += any(hit[2] in values for hit in near)
            gold_both += any(hit[2] in values for hit in exact)
        judged += len(page.judged)
        predicted += len(hits)
        for start, end, number in page.judged:
            near = [hit for hit in hits if hit[0] < end and start < hit[1]]
            judged_hit += bool(near)
            span += any(hit[:2] == (start, end) for hit in near)
            value += any(hit[2] == number for hit in near)
        right += sum(any(hit[0] < end and start < hit[1] for start, end, _ in page.judged) for hit in hits)
    characters = sum(len(page.body) for page in pages)
    return {
        "gold_recall": gold / total,
        "gold_span": gold_span / total,
        "gold_value": gold_value / total,
        "gold_span_and_value": gold_both / total,
        "precision": right / predicted if predicted else 0.0,
        "recall": judged_hit / judged if judged else 0.0,
        "span": span / judged if judged else 0.0,
        "value": value / judged if judged else 0.0,
        "characters_a_second": characters / seconds,
    }


HOSTILE = [
    *(
        "一",
        "1",
        "百",
        "千万",
        "1,",
        "1.",
        "1-",
        "一至",
        "1、",
        "1和",
        "12:",
        "1+",
        "2×",
        "1/",
        "第一",
        "前1",
        "5月",
        "1年",
        "2023年",
    ),
    *(
        "2022年2023年全年",
        "今年",
        "全年",
        "截至",
        "〓1",
        "《1",
        "《1》",
        "“一个",
        "百分之一至",
        "三分之",
        "分别为1、",
        "翻了1",
        "正月",
    ),
    *(
        "1月1日至",
        "2023年1月至",
        "1亿元至",
        "0851-",
        "A1",
        "1A",
        "几十",
        "投资1万",
        "?1",
        "倒数第一",
        "居第一",
        "过半",
        "1万1",
        "[2023]",
    ),
]


def hostile() -> None:
    """Seconds for 100,000 and 800,000 characters of one unit repeated: eight times, not sixty-four."""
    for unit in HOSTILE:
        times = []
        for length in (100_000, 800_000):
            text = unit * (length // len(unit))
            before = time.process_time()
            find_figures(text)
            times.append(time.process_time() - before)
        print(f"{unit:<16} {times[0]:8.3f} s {times[1]:8.3f} s   × {times[1] / times[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    named = os.environ.get("SUMMARIZER_CORPUS")
    parser.add_argument(
        "corpus", nargs="?", type=Path, default=Path(named) if named else ROOT / "tests/fixtures/corpus"
    )
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--hostile", action="store_true")
    options = parser.parse_args()
    if options.hostile:
        hostile()
        return
    pages = load(options.corpus)
    runs = {"summarizer": ours(pages)} | ({} if options.no_peers else peers(pages))
    rows = {name: score(pages, found, seconds) for name, (found, seconds) in runs.items()}
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    columns = list(next(iter(rows.values())))
    print(f"{len(pages)} pages, {sum(len(page.body) for page in pages)} characters")
    print(f"{'':<32}" + "".join(f"{column.replace('_', ' ')[:14]:>16}" for column in columns))
    for name, row in rows.items():
        cells = [f"{row[column]:16.3f}" for column in columns[:-1]] + [f"{row[columns[-1]]:16,.0f}"]
        print(f"{name:<32}" + "".join(cells))


if __name__ == "__main__":
    main()
