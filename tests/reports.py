"""Reports for view tests, built from the annotated pages without running the pipeline."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from summarizer.report import Report

OWN_PAGES = Path(__file__).parent / "fixtures" / "corpus"
NUMBER = re.compile(r"\d[\d,.]*(?:亿元|万元|亿美元|万美元|[个项家户次名人支场%])")


def report_of(folder: Path | str) -> Report:
    """A verified report as the annotation has it; other figures of the body stay uncovered."""
    folder = OWN_PAGES / folder
    gold = json.loads((folder / "gold.json").read_text("utf-8"), parse_float=Decimal)
    return Report.model_validate(_report(gold, (folder / "body.txt").read_text("utf-8").strip()))


def _report(gold: dict[str, Any], body: str) -> dict[str, Any]:
    spans: dict[tuple[int, int], dict[str, Any]] = {}
    for row in gold["statements"]:
        row["place"] = _place(body, row["surface"], spans)
        spans[row["place"]] = _figure(row["surface"], row["place"], abs(Decimal(row["value"])), row["unit"])
        spans[row["place"]]["approx"] = row["approx"]
    for found in NUMBER.finditer(body):
        if all(found.end() <= start or end <= found.start() for start, end in spans):
            spans[found.span()] = _figure(found.group(), found.span(), None, "count")
    figures = [spans[place] for place in sorted(spans)]
    for number, figure in enumerate(figures, 1):
        figure["id"] = number
    numbers = {place: figure["id"] for place, figure in spans.items()}
    told = {numbers[row["place"]] for row in gold["statements"]}
    first = {figure["surface"]: figure["id"] for figure in reversed(figures)}
    relations = [_relation(item, first, figures) for item in gold["relations"]]
    wrong = {number for item in relations if not item["holds"] for number in item["figures"]}
    sure = {number for item in relations if item["holds"] for number in item["figures"]} - wrong
    template = _template(body, figures)
    return {
        "article": {
            "id": gold["id"],
            "path": f"{gold['id']}/raw.txt",
            "title": gold["title"],
            "source": gold["source"],
            "author": None,
            "published": gold["published"] and date.fromisoformat(gold["published"]),
            "region": gold["region"],
            "period": gold["period"] and {"text": gold["period"]["text"], "end": gold["period"].get("end")},
            "body": body,
            "encoding": "utf-8",
            "damage": gold["damage"],
            "repairs": [],
        },
        "headline": gold["title"] or body[:20],
        "summary": re.sub(r"\{(\d+)\}", lambda hit: figures[int(hit[1]) - 1]["surface"], template),
        "summary_template": template,
        "figures": figures,
        "statements": [_statement(row, numbers[row["place"]], sure, wrong) for row in gold["statements"]],
        "projects": [
            {**project, "figure": None, "capacity": None, "span": _span(body, project["name"])}
            for project in gold["projects"]
        ],
        "events": [],
        "policies": [],
        "industries": [],
        "measures": [],
        "outlook": [],
        "relations": relations,
        "findings": [
            *(
                _finding("arithmetic-share", "warning", item["figures"])
                for item in relations
                if not item["holds"]
            ),
            *(
                _finding("uncovered-figure", "info", [figure["id"]])
                for figure in figures
                if figure["id"] not in told
            ),
        ],
        "run": {"engine": "offline", "seconds": 0.21},
    }


def _finding(rule: str, severity: str, figures: list[int]) -> dict[str, Any]:
    return {"rule": rule, "severity": severity, "message": f"the checker says {rule}", "figures": figures}


def _place(body: str, surface: str, taken: dict[tuple[int, int], Any]) -> tuple[int, int]:
    found = [hit.span() for hit in re.finditer(re.escape(surface), body)]
    free = (place for place in found if all(place[1] <= start or end <= place[0] for start, end in taken))
    return next(free, found[0])


def _figure(surface: str, place: tuple[int, int], value: Decimal | None, unit: str) -> dict[str, Any]:
    kinds = {"CNY": "money", "USD": "money", "percent": "percent", "rank": "rank", "other": "quantity"}
    return {
        "id": 0,
        "surface": surface,
        "span": place,
        "raw_span": place,
        "value": value if value is not None else Decimal(re.sub(r"[^\d.]", "", surface) or 0),
        "unit": unit,
        "approx": False,
        "kind": kinds.get(unit, "count"),
    }


def _statement(row: dict[str, Any], number: int, sure: set[int], wrong: set[int]) -> dict[str, Any]:
    status = "disputed" if number in wrong else "confirmed" if number in sure else "grounded"
    place = row.pop("place")
    return {**row, "figure": number, "span": place, "period": None, "status": status}


def _relation(item: dict[str, Any], first: dict[str, int], figures: list[dict[str, Any]]) -> dict[str, Any]:
    def numbered(term: Any) -> Any:
        if not isinstance(term, list):
            return first.get(term)
        places = {one: [figure["id"] for figure in figures if figure["surface"] == one] for one in term}
        return [places[one].pop(0) if len(places[one]) > 1 else places[one][0] for one in term]

    terms = {key: numbered(term) for key, term in item.items() if key not in ("type", "holds", "implied")}
    used = [one for term in terms.values() for one in (term if isinstance(term, list) else [term]) if one]
    values = {key: _value(term, figures) for key, term in terms.items() if isinstance(term, int)}
    result = {"type": item["type"], **terms, "holds": item["holds"], "figures": sorted(used)}
    if item.get("implied") is not None:
        result["implied"] = item["implied"]
    match item["type"]:
        case "sum":
            result["computed"] = sum(_value(part, figures) for part in terms["parts"])
        case "share" if len(values) == 3:
            result["computed"] = round(values["part"] * 100 / values["whole"], 8)
        case "completion" if len(values) == 3:
            result["computed"] = round(values["actual"] * 100 / values["target"], 8)
        case _:
            pass
    return result


def _value(number: int, figures: list[dict[str, Any]]) -> Decimal:
    return Decimal(figures[number - 1]["value"])


def _template(body: str, figures: list[dict[str, Any]]) -> str:
    start = body.index("\n") + 1
    stop = min(len(body), start + 160)
    parts: list[str] = []
    at = start
    for figure in figures:
        if start <= figure["span"][0] and figure["span"][1] <= stop:
            parts += (body[at : figure["span"][0]], f"{{{figure['id']}}}")
            at = figure["span"][1]
    return "".join([*parts, body[at:stop]]).replace("\n", "")


def _span(body: str, text: str) -> tuple[int, int] | None:
    at = body.find(text)
    return (at, at + len(text)) if at >= 0 else None
