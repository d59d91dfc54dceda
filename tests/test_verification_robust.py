"""Whatever a reader or another program writes, the answer is a report or findings, never a crash."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verification_pages import page, report_of

from summarizer.report import Report
from summarizer.verification import article_of, make_report, to_sarif, to_text, verify
from summarizer.vocabulary import vocabulary

TEXT = (
    "海宁市上半年招商综述\n上半年，全市签约项目24个，其中亿元以上9个，总投资86.5亿元，同比增长12.3%，"
    "完成年度目标的57.7%；到位资金31.2亿元，占全市的三成，比去年同期翻一番。\n东湖集团年产5万吨的光伏项目开工，"
    "亩均税收30万元。"
)
ARTICLE = page(TEXT)
many = settings(max_examples=int(os.environ.get("SUMMARIZER_EXAMPLES", "60")), deadline=None)

drafted = st.fixed_dictionaries(
    {
        "figure": st.integers(-2, len(ARTICLE.figures) + 3),
        "indicator": st.sampled_from(list(vocabulary().indicators)),
        "aspect": st.sampled_from(list(vocabulary().aspects)),
        "falls": st.booleans(),
        "region": st.sampled_from([None, "海宁市", "桐乡市", "东湖"]),
        "scope": st.sampled_from([None, "", "亿元以上", "10亿元以上；省外", "其中", "；；"]),
        "period": st.sampled_from([None, 1, 2, 99]),
    }
)


@many
@given(st.lists(drafted, max_size=12), st.text(max_size=20))
def test_any_draft_becomes_a_report_with_only_the_pages_numbers(
    rows: list[dict[str, Any]], prose: str
) -> None:
    report = report_of(ARTICLE, rows, summary=prose + "{3}{99}", headline="{1}")
    assert Report.model_validate_json(report.model_dump_json()) == report
    for statement in report.statements:
        assert TEXT[slice(*statement.span)] == statement.surface
    known = {figure.id for figure in ARTICLE.figures}
    assert all(set(finding.figures) <= known for finding in report.findings)
    assert all(set(relation.figures) <= known for relation in report.relations)


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
keys = st.text(max_size=6) | st.sampled_from(
    ["value", "unit", "surface", "quote", "数值", "summary", "statements"]
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)


@many
@given(values)
def test_any_json_can_be_checked(report: Any) -> None:
    result = verify(report, ARTICLE)
    assert to_text(result) and to_sarif(result, ARTICLE)["runs"]


def test_a_report_carries_its_own_page() -> None:
    row = {"figure": next(f.id for f in ARTICLE.figures if f.surface == "24个"), "aspect": "level"}
    report = report_of(ARTICLE, [row | {"indicator": "signed.projects"}])
    again = article_of(report.model_dump(mode="json"))
    assert [figure.surface for figure in again.figures] == [figure.surface for figure in ARTICLE.figures]
    assert not [f for f in verify(report, again).findings if f.severity == "error"]
    with pytest.raises(ValueError, match="body"):
        article_of({"article": {}})


def test_a_page_without_figures() -> None:
    empty = page("全市上下齐心协力。")
    assert make_report.__doc__ and report_of(empty, []).relations == []
    assert verify({"a": 5}, empty).worst() == "error"
