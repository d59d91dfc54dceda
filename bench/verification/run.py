"""Detection and false alarms of `verify` on seeded faults, beside what other libraries check.

Usage: python bench/verification/run.py [--corpus DIR] [--count 100] [--seed 1] [--peers] [--json FILE]

Every fault is put into the report in two forms: `own` is this program's report, whose rows name the
place of their figure; `bare` is a report as any program would write it, with values, surfaces, labels
and no place. Detected means: a finding of level warning or error about a touched row that the true
report does not have; for a dropped row, that the figure is listed as uncovered.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from mutate import KINDS, Fault, Page, faults, quotes_of  # noqa: E402
from verification_truth import true_reading  # noqa: E402

from summarizer.verification import LocatedFinding, make_report, verify  # noqa: E402

PEERS = ("langextract", "instructor")
_BARE = ("indicator", "aspect", "value", "unit", "surface", "scope", "region")


def load_pages(corpus: Path) -> list[Page]:
    pages: list[Page] = []
    for folder in sorted(corpus.iterdir()):
        if (folder / "gold.json").exists():
            article, reading = true_reading(folder)
            report = make_report(article, reading).model_dump(mode="json")
            if report["statements"]:
                pages.append(Page(article, report, quotes_of(article, report)))
    return pages


def bare(report: dict[str, Any]) -> dict[str, Any]:
    """The report as another program would give it: no figure numbers, no places."""
    rows = [{name: row[name] for name in _BARE} for row in report["statements"]]
    amounts = [{"name": p["name"], "value": p["amount"], "unit": p["currency"]} for p in report["projects"]]
    return {"rows": rows, "projects": [row for row in amounts if row["value"] is not None]}


def checked(page: Page, report: dict[str, Any], form: str) -> list[LocatedFinding]:
    shape = report if form == "own" else bare(report)
    return verify(shape, page.article).findings


def detected(fault: Fault, form: str, true: set[tuple[str, str, tuple[int, ...]]]) -> bool:
    findings = checked(fault.page, fault.report, form)
    if fault.kind == "row dropped":
        value = {figure.id: (figure.value, figure.unit) for figure in fault.page.article.figures}
        listed = [f.figures[0] for f in findings if f.rule == "uncovered-figure"]
        return any(value[number] == value[fault.figure or 0] for number in listed)
    name = "statements" if form == "own" else "rows"
    rows = {f"/{name}/{number}" for number in fault.rows}
    figures = {fault.report["statements"][number]["figure"] for number in fault.rows}
    return any(
        finding.severity in ("warning", "error")
        and key(finding) not in true
        and (finding.row in rows or figures & set(finding.figures))
        for finding in findings
    )


def key(finding: LocatedFinding) -> tuple[str, str, tuple[int, ...]]:
    return finding.rule, finding.message, tuple(finding.figures)


def false_alarms(pages: list[Page], form: str) -> dict[str, list[str]]:
    """Findings on true reports: errors, warnings, and the page's own errors apart."""
    result: dict[str, list[str]] = {"error": [], "warning": [], "page": []}
    for page in pages:
        for finding in checked(page, page.report, form):
            if finding.severity == "info":
                continue
            kind = "page" if finding.rule.startswith("arithmetic") else finding.severity
            result[kind].append(f"{page.article.id}: {finding.message}")
    return result


def timing(pages: list[Page]) -> tuple[float, float]:
    """Median and largest milliseconds of processor time a page."""
    times: list[float] = []
    for page in pages:
        runs: list[float] = []
        for _ in range(5):
            began = time.process_time()
            verify(page.report, page.article)
            runs.append(time.process_time() - began)
        times.append(min(runs) * 1000)
    return statistics.median(times), max(times)


def run_peers(made: dict[str, list[Fault]]) -> dict[str, dict[str, float]]:
    """Hand every fault's quote to the peers, in a virtual environment of their own."""
    folder = Path(__file__).parent
    python = folder / ".venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / ".venv")], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "-r", str(folder / "peers.txt")], check=True
        )
    cases = [
        {"kind": kind, "body": fault.page.article.body, "quote": fault.quote}
        for kind, group in made.items()
        for fault in group
        if fault.quote
    ]
    reply = subprocess.run(
        [str(python), str(folder / "peers.py")],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(reply.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT / "tests" / "fixtures" / "corpus")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--missed", action="store_true", help="list what went undetected")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pages = load_pages(options.corpus)
    regions = sorted({row["region"] for page in pages for row in page.report["statements"] if row["region"]})
    made = {kind: faults(pages, kind, options.count, options.seed, regions) for kind in KINDS}
    true = {
        form: {page.article.id: {key(f) for f in checked(page, page.report, form)} for page in pages}
        for form in ("own", "bare")
    }
    peers = run_peers(made) if options.peers else {}
    result: dict[str, Any] = {"pages": len(pages), "kinds": {}}
    print(f"{'fault':26}{'n':>5}{'own':>8}{'bare':>8}" + "".join(f"{name:>13}" for name in peers))
    for kind, group in made.items():
        line: dict[str, Any] = {"n": len(group)}
        for form in ("own", "bare"):
            hits = [detected(fault, form, true[form][fault.page.article.id]) for fault in group]
            line[form] = sum(hits) / max(1, len(hits))
            if options.missed:
                for fault, hit in zip(group, hits, strict=True):
                    if not hit:
                        shown = [fault.report["statements"][n] for n in fault.rows]
                        told = [
                            [r["surface"], r["indicator"], r["aspect"], r["scope"], r["region"]]
                            for r in shown
                        ]
                        print("   missed", form, fault.page.article.id, told, file=sys.stderr)
        for name, shares in peers.items():
            line[name] = shares.get(kind)
        result["kinds"][kind] = line
        cells = "".join(f"{line[form]:8.1%}" for form in ("own", "bare"))
        cells += "".join("            –" if line[name] is None else f"{line[name]:13.1%}" for name in peers)
        print(f"{kind:26}{line['n']:5}{cells}")
    for form in ("own", "bare"):
        alarms = false_alarms(pages, form)
        result[f"alarms {form}"] = alarms
        counts = ", ".join(f"{len(found)} {level}" for level, found in alarms.items())
        print(f"on true reports, {form}: {counts}")
        if options.missed:
            for level, found in alarms.items():
                print(*(f"   {level} {text}" for text in found), sep="\n", file=sys.stderr)
    median, worst = timing(pages)
    result["milliseconds"] = {"median": round(median, 2), "max": round(worst, 2)}
    print(f"a page: median {median:.1f} ms, at most {worst:.1f} ms")
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
