"""Headline, summary and copied phrases: fluent, of the page's own words, and without a digit of their own."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from offline_support import CITY, read

from summarizer.article import Article

BODY = (
    "明川市上半年招商引资再提速\n"
    "截至6月末，全市新签约项目36个，协议投资额128.5亿元，同比增长12%，其中亿元以上项目21个。"
    "到位资金45.2亿元，完成年度目标80亿元的56.5%。总投资36亿元的蓝岭储能电池项目已开工建设。\n"
    "我市出台《关于进一步优化营商环境的若干措施》，在第三届明川国际储能博览会上签约项目9个。\n"
    "下一步，明川市将继续盯紧新能源、装备制造等产业链，推动签约项目早落地。"
)


def filled(template: str, article: Article) -> str:
    return re.sub(r"\{(\d+)\}", lambda match: article.figures[int(match.group(1)) - 1].surface, template)


def test_headline_has_the_two_main_figures() -> None:
    article, reading = read(BODY, CITY)
    assert filled(reading.draft.headline, article) == "明川市签约项目36个，协议投资额128.5亿元"


def test_summary_joins_what_belongs_together() -> None:
    article, reading = read(BODY, CITY)
    summary = filled(reading.draft.summary, article)
    assert "签约项目36个，协议投资额128.5亿元，同比增长12%" in summary
    assert "到位资金45.2亿元，完成目标的56.5%" in summary
    assert summary.endswith("。")


def test_copied_phrases_stand_in_the_body() -> None:
    _, reading = read(BODY, CITY)
    draft = reading.draft
    assert draft.policies == ["《关于进一步优化营商环境的若干措施》"]
    assert [event.name for event in draft.events] == ["第三届明川国际储能博览会"]
    assert {"新能源", "装备制造"} <= set(draft.industries)
    assert draft.outlook and draft.outlook[0].startswith("下一步")
    for phrase in [*draft.policies, *draft.industries, *draft.measures, *draft.outlook]:
        assert phrase in BODY


def test_a_page_without_figures_says_so() -> None:
    _, reading = read("明川市召开招商引资工作会议，要求各部门主动服务。", CITY)
    assert reading.draft.statements == []
    assert "未给出" in reading.draft.summary


PHRASES = st.sampled_from(
    [
        "全市", "新签约项目", "36个", "，", "。", "协议投资额", "128.5亿元", "同比增长", "12%",
        "占", "总投资", "10亿元以上", "的", "蓝岭储能电池项目", "、", "等项目", "落户",
        "某某有限公司", "投资", "建设", "分别为", "和", "（", "）", "(", ")", "“", "”", "\n",
        "第三位", "翻一番", "1.4倍", "0.9个百分点", "企业", "家", "5家", "其中", "完成年度目标的",
        "引进", "到位资金", "；", "2023年", "截至6月末", "沂水县", "{3}", "《办法》",
    ]
)  # fmt: skip


@given(st.lists(PHRASES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_jumble_gives_a_sound_draft(body: str) -> None:
    article, reading = read(body, CITY)
    draft = reading.draft
    numbers = {figure.id for figure in article.figures}
    assert {s.figure for s in draft.statements} <= numbers
    assert len({s.figure for s in draft.statements}) == len(draft.statements)
    assert {p.amount for p in draft.projects if p.amount} <= numbers
    for text in (draft.headline, draft.summary):
        assert not re.search(r"\d", re.sub(r"\{\d+\}", "", text))
        assert {int(number) for number in re.findall(r"\{(\d+)\}", text)} <= numbers
    for phrase in [*draft.policies, *draft.industries, *draft.measures, *draft.outlook]:
        assert phrase in body
    again = read(body, CITY)[1]
    assert again.draft == draft
    assert again.explanations == reading.explanations
