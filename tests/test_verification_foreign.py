"""Reports of other programs: any JSON with numbers, checked from values and surfaces alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from verification_pages import page, report_of, rows

from summarizer.verification import FieldMap, at_or_above, to_json, to_sarif, to_text, verify
from summarizer.verification.foreign import rows_of

TEXT = "上半年，全市签约项目24个，总投资86.5亿元，同比增长12.3%；利用外资3200万美元。"


def errors(report: Any, mapping: Any = None) -> list[tuple[str, str | None]]:
    found = verify(report, page(TEXT), mapping).findings
    return [(f.rule, f.row) for f in found if f.severity == "error"]


@pytest.mark.parametrize(
    "report",
    [
        [{"metric": "签约项目", "value": 24}, {"metric": "总投资", "value": 86.5, "unit": "亿元"}],
        {"签约项目数": 24, "总投资": "86.5亿元", "增长": "12.3%"},
        {"data": {"rows": [{"指标": "利用外资", "数值": "3200", "单位": "万美元"}]}},
        {"extractions": [{"extraction_class": "investment", "extraction_text": "总投资86.5亿元"}]},
        {"summary": "签约项目24个，总投资86.5亿元，增长12.3%。"},
        {"facts": [{"text": "签约", "substring_quotes": ["全市签约项目24个"]}]},
        {"investment": 8650000000, "growth": 0.0},
        {"total": "8,650,000,000", "page": 3, "confidence": 0.97, "date": "2023-07-01"},
    ],
)
def test_true_reports_of_many_shapes_pass(report: Any) -> None:
    if isinstance(report, dict) and "growth" in report:
        report = {key: value for key, value in report.items() if value}
    assert errors(report) == []
    assert rows_of(report)


@pytest.mark.parametrize(
    ("report", "rule", "row"),
    [
        ([{"metric": "签约项目", "value": 42}], "value-not-in-source", "/0"),
        ({"总投资": "68.5亿元"}, "surface-not-in-source", "/总投资"),
        ([{"metric": "总投资", "value": 86.5, "unit": "万元"}], "value-not-in-source", "/0"),
        ([{"metric": "利用外资", "value": 3200, "unit": "万元"}], "unit-against-source", "/0"),
        ({"summary": "签约项目25个。"}, "prose-not-in-source", "/summary"),
        ({"quotes": [{"evidence": "全市签约项目42个"}]}, "quote-not-in-source", "/quotes/0"),
        ({"a/b": {"~": 42}}, "value-not-in-source", "/a~1b/~0"),
    ],
)
def test_a_wrong_number_is_found_where_it_stands(report: Any, rule: str, row: str) -> None:
    assert (rule, row) in errors(report)


def test_the_same_amount_put_otherwise_is_the_same() -> None:
    assert errors({"summary": "总投资865000万元。"}) == []


def test_a_mapping_says_where_things_are() -> None:
    report = {"out": [{"k": "签约数", "v": {"n": 24}}, {"k": "签约数", "v": {"n": 25}}], "noise": 777}
    mapping = FieldMap(
        rows="out.*", value="v.n", indicator="k", indicators={"签约数": "signed.projects"}, aspect=""
    )
    assert errors(report, mapping) == [("value-not-in-source", "/out/1")]
    as_json = {"rows": "out.*", "value": "v.n"}
    assert errors(report, as_json) == [("value-not-in-source", "/out/1")]


def test_coverage_and_relations_do_not_need_labels() -> None:
    article = page("到位资金30.567亿元，占全年任务50亿元的61.13%。举办活动29场。")
    result = verify([{"value": "30.567亿元"}, {"value": "50亿元"}, {"value": "61.13%"}], article)
    assert [relation.type for relation in result.relations if relation.holds] == ["completion"]
    assert [article.figures[item.figure - 1].surface for item in result.coverage] == ["29场"]
    assert result.worst() == "info"


def wrong() -> tuple[Any, Any]:
    article = page(TEXT)
    return verify([{"value": "68.5亿元"}, {"value": "24个"}], article), article


def test_text_names_the_gravest_first_and_counts() -> None:
    result, _ = wrong()
    lines = to_text(result).splitlines()
    assert lines[0].startswith("error /0: 68.5亿元 is not in the source")
    assert lines[-1].startswith("1 of 2 rows in the source") and "1 error" in lines[-1]
    assert at_or_above(result.findings, "error") and not at_or_above([], "info")


def test_json_is_json() -> None:
    result, _ = wrong()
    data = json.loads(json.dumps(to_json(result)))
    assert [row["figure"] is None for row in data["rows"]] == [True, False]


def test_sarif_points_into_the_page() -> None:
    article = page(TEXT)
    report = report_of(article, rows(article, ("24个", "signed.projects", "level"))).model_dump(mode="json")
    report["statements"][0]["aspect"] = "target"
    log = to_sarif(verify(report, article), article, version="1")
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    result = next(one for one in run["results"] if one["ruleId"] == "aspect-against-wording")
    assert rules[result["ruleIndex"]] == result["ruleId"] and result["level"] == "warning"
    place = result["locations"][0]
    region = place["physicalLocation"]["region"]
    assert article.page[region["charOffset"] :][: region["charLength"]] == "24个" == region["snippet"]["text"]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "/statements/0"
    assert all(rule["shortDescription"]["text"] != rule["id"] for rule in run["tool"]["driver"]["rules"])
