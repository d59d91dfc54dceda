"""What narrows a figure: own words, what is handed down, and what is not."""

from __future__ import annotations

import pytest
from offline_support import CITY, read


def scopes(body: str) -> dict[str, str | None]:
    """The scope of every row but the `other` ones, by the figure as written."""
    article, reading = read(body, CITY)
    return {
        article.figures[row.figure - 1].surface: row.scope
        for row in reading.draft.statements
        if row.indicator != "other"
    }


HANDED_DOWN = {
    "growth and share take the scope of their level": (
        "全市到位省外资金120.5亿元，同比增长12.5%，占全部到位资金的60.2%。",
        {"120.5亿元": "省外", "12.5%": "省外", "60.2%": "省外"},
    ),
    "a target and its completion": (
        "上半年，亿元以上省外项目到位资金35.2亿元，完成年度目标80亿元的44%。",
        {"35.2亿元": "亿元以上；省外", "80亿元": "亿元以上；省外", "44%": "亿元以上；省外"},
    ),
    "a growth in the next sentence": (
        "全市新签约亿元以上项目58个。同比增长16%。",
        {"58个": "亿元以上", "16%": "亿元以上"},
    ),
    "money goes on with its count": (
        "第三产业在建项目72个，到位资金21.8亿元，同比增长9%。",
        {"72个": "第三产业", "21.8亿元": "第三产业；在建项目", "9%": "第三产业；在建项目"},
    ),
    "funds are those of the projects before them": (
        "续建项目75个，到位资金19.4亿元；新建项目9个，到位资金8.8亿元。",
        {"75个": None, "19.4亿元": "续建项目", "9个": None, "8.8亿元": "新建项目"},
    ),
    "parts in brackets": (
        "全市实施省外项目28个（新建20个、续建8个），到位资金30.6亿元。",
        {"28个": "省外", "20个": "省外", "8个": "省外", "30.6亿元": "省外"},
    ),
    "a part of a whole": (
        "省外项目签约46个，其中亿元以上项目18个。",
        {"46个": "省外", "18个": "亿元以上；省外"},
    ),
    "the topic of a paragraph": (
        "制造业表现抢眼。上半年新设企业55家，实际使用外资1.1亿美元。",
        {"55家": "制造业", "1.1亿美元": "制造业"},
    ),
    "bare funds after a semicolon": (
        "全市新建亿元以上项目35个；到位资金81.6亿元，增长25%。",
        {"35个": "亿元以上", "81.6亿元": "亿元以上；新建项目", "25%": "亿元以上；新建项目"},
    ),
    "parts told by region or trade take the event of the whole": (
        "渝东洽谈会上，明川市签约项目26个，总投资60亿元。分产业看，农业项目8个，总投资4亿元；工业项目18个。",
        {
            "26个": "渝东洽谈会",
            "60亿元": "渝东洽谈会",
            "8个": "农业；渝东洽谈会",
            "4亿元": "农业；渝东洽谈会",
            "18个": "工业；渝东洽谈会",
        },
    ),
    "an event spoken of without its name": (
        "全市举行集中签约仪式，签约项目40个，总投资95亿元。今年以来，全市到位资金88亿元。",
        {"40个": "集中签约仪式", "95亿元": "集中签约仪式", "88亿元": None},
    ),
    "a count that turns back from a part to the whole": (
        "青山县集中开工项目16个，其中工业项目14个，目前有15个项目达到标准。",
        {"16个": "集中开工", "14个": "工业；集中开工", "15个": "集中开工"},
    ),
    "a sum of the whole after a part": (
        "已新签约项目19个，其中超亿元项目11个，合同额104.5亿元。",
        {"19个": None, "11个": "超亿元", "104.5亿元": None},
    ),
    "the schedule a lead is counted from": (
        "实际利用外资1.5亿美元，超序时进度2.7个百分点。",
        {"1.5亿美元": None, "2.7个百分点": "超序时进度"},
    ),
    "the year of a plan": ("今年全市力争到位资金60亿元。", {"60亿元": "今年"}),
    "no year of a target that a result is held against": (
        "今年全市到位资金48亿元，完成下达任务55亿元的87%。",
        {"48亿元": None, "55亿元": None, "87%": None},
    ),
    "a group and its sum": (
        "10个省级开发区，到位外资1.04亿美元，占总额的69%。",
        {"1.04亿美元": "省级开发区", "69%": "省级开发区"},
    ),
    "the whole place is no outside": (
        "全区外资到位7.7亿美元，引进区外资金12亿元。",
        {"7.7亿美元": None, "12亿元": "区外"},
    ),
    "batches": ("第五批项目签约共16个，第六批项目签约共18个。", {"16个": "第五批", "18个": "第六批"}),
    "the size named before": (
        "10亿元以上的新建项目有15个。单看6月，这一量级的新建项目就添了3个。",
        {"15个": "10亿元以上", "3个": "6月；10亿元以上"},
    ),
}


@pytest.mark.parametrize(("body", "expected"), HANDED_DOWN.values(), ids=HANDED_DOWN)
def test_scopes_are_handed_down(body: str, expected: dict[str, str | None]) -> None:
    assert scopes(body) == expected


NOT_HANDED_DOWN = {
    "not over a semicolon": (
        "亿元以上项目签约18个；新开工项目26个。",
        {"18个": "亿元以上", "26个": None},
    ),
    "not what narrows by the same": (
        "亿元以上项目签约58个，10亿元以上项目签约6个。",
        {"58个": "亿元以上", "6个": "10亿元以上"},
    ),
    "not the year before": (
        "新建项目由上年同期的26个增加到35个，增长34.6%。",
        {"26个": "上年同期", "35个": None, "34.6%": None},
    ),
    "not from another paragraph": (
        "省外项目签约46个。\n全市新开工项目30个。",
        {"46个": "省外", "30个": None},
    ),
    "not from contracts to foreign capital": (
        "实际到位内资24.3亿元，增长15%；实际利用外资增长37.1%。",
        {"24.3亿元": "实际到位内资", "15%": "实际到位内资", "37.1%": None},
    ),
}


@pytest.mark.parametrize(("body", "expected"), NOT_HANDED_DOWN.values(), ids=NOT_HANDED_DOWN)
def test_scopes_are_not_handed_down(body: str, expected: dict[str, str | None]) -> None:
    assert scopes(body) == expected


OWN_WORDS = {
    "attribute before the noun": ("累计对接数字经济企业130家。", {"130家": "数字经济"}),
    "attribute after the figure": ("36个重大项目集中开工。", {"36个": "重大项目"}),
    "who travelled, and where": (
        "今年以来，市主要领导带队赴甲市、乙市招商9次，走访企业40家。",
        {"9次": "市主要领导；甲市、乙市", "40家": "市主要领导；甲市、乙市"},
    ),
    "kind of contract": (
        "（一）合同类11项，总投资2.6亿元。\n（二）协议类3项，总投资3.2亿元。",
        {"11项": "合同类", "2.6亿元": "合同类", "3项": "协议类", "3.2亿元": "协议类"},
    ),
    "a list of figures, each with its item": (
        "农产品加工、化工两个行业到位资金分别下滑14.1%和8.3%。",
        {"14.1%": "农产品加工", "8.3%": "化工"},
    ),
    "the owner of a bracket": (
        "增长较快的是金融业（实际使用外资3.1亿元，增长53%）、住宿和餐饮业（实际使用外资1.2亿元，增长20%）。",
        {"3.1亿元": "金融业", "53%": "金融业", "1.2亿元": "住宿和餐饮业", "20%": "住宿和餐饮业"},
    ),
    "the base of a growth": (
        "全市新签约项目291个。同2019年相比，个数多了14%。",
        {"291个": None, "14%": "比2019年"},
    ),
    "the field of a rank": ("新开工项目投资额全省排名第三。", {"第三": "全省"}),
}


@pytest.mark.parametrize(("body", "expected"), OWN_WORDS.values(), ids=OWN_WORDS)
def test_words_around_a_figure_narrow_it(body: str, expected: dict[str, str | None]) -> None:
    assert scopes(body) == expected


def test_a_place_is_whose_the_figure_is_and_no_scope() -> None:
    assert scopes("明川市新签约项目36个。") == {"36个": None}


def test_every_phrase_of_a_scope_stands_in_the_body() -> None:
    for body, _ in [*HANDED_DOWN.values(), *NOT_HANDED_DOWN.values(), *OWN_WORDS.values()]:
        for scope in scopes(body).values():
            for phrase in (scope or "").split("；"):
                assert set(phrase.removeprefix("比")) <= set(body)
