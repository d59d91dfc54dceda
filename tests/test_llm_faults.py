"""Every way an answer can be wrong (fixtures/composed/faults.json): a valid report or its own clear error.

The calls spent are as planned, and nothing but figures of the page reaches a report.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from llm_pages import article_of, read
from real_model import broken_promises
from servers import Step, completion, problem, scripted

from summarizer import errors
from summarizer.llm import transport
from summarizer.verification import make_report

FAULTS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "fixtures" / "composed" / "faults.json").read_text("utf-8")
)["cases"]


def step_of(reply: dict[str, Any]) -> Step:
    """A composed reply as the scripted server sends it."""
    if "html" in reply:
        return Step(reply["html"], content_type="text/html")
    if "choices" in reply:
        return Step({"id": "x", "object": "chat.completion", "created": 0, "model": "m", **reply})
    if "error" not in reply:
        more = {"refusal": reply["refusal"]} if "refusal" in reply else {}
        return completion(reply["content"], finish=reply["finish"], **more)
    if reply["status"] == 200:
        return Step({"error": {"message": reply["error"], "code": reply["code"]}})
    headers = {name.replace("-", "_"): value for name, value in reply["headers"].items()}
    return problem(reply["status"], reply["error"], code=reply["code"], **headers)


def error_named(name: str) -> type[errors.SummarizerError]:
    return getattr(errors, name, None) or getattr(transport, name)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_fault_ends_in_a_report_or_an_error_of_its_own(fault: dict[str, Any]) -> None:
    article = article_of()
    with scripted(*[step_of(reply) for reply in fault["replies"]]) as server:
        if fault["expect"] != "report":
            with pytest.raises(error_named(fault["expect"])) as raised:
                read(server.url, tries=2)
            assert raised.value.message and raised.value.hint
            assert len(server.requests) == fault["calls"]
            return
        reading = read(server.url, tries=2)
    assert len(server.requests) == reading.run.attempts == fault["calls"]
    report = make_report(article, reading)
    assert broken_promises(report, article) == []
    assert report.statements and report.headline and report.summary
    told = sorted({finding.rule for finding in reading.findings})
    assert told == sorted(fault.get("findings", []))


def test_there_are_at_least_thirty() -> None:
    assert len({fault["name"] for fault in FAULTS}) >= 30
