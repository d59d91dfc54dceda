"""Context carried on: figures that point back, sections that set tasks, capital named by its origin.

A case is a text composed here and its rows as `indicator aspect value`, money in 亿 (`3.5亿`), in the
order of the text; rows of `other` are left out.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from offline_support import read, rows

HUNDRED_MILLION = Decimal(100_000_000)

CASES = {
    "the same number again is the whole of the parts that follow": (
        "全市举行集中开工活动，开工项目26个。\n全市项目库在库项目412个，总投资960亿元。"
        "在这412个项目中，10亿元以上的项目有21个，1亿元以下的项目180个。412个项目中，工业类项目共计206个，占比50%。",
        "started.projects level 26; reserve.projects level 412; reserve.investment level 960亿;"
        "reserve.projects level 21; reserve.projects level 180; reserve.projects level 206;"
        "reserve.projects share 50",
    ),
    "a bare share is of the quantity for which the division comes out": (
        "签约项目40个，总投资300亿元。在签约的40个项目中，工业项目34个，总投资280亿元，占比85%；"
        "农业项目6个，总投资20亿元，占比6.7%。",
        "signed.projects level 40; signed.investment level 300亿; signed.projects level 34;"
        "signed.investment level 280亿; signed.projects share 85; signed.projects level 6;"
        "signed.investment level 20亿; signed.investment share 6.7",
    ),
    "continuing projects taken up again are starts": (
        "新建项目开工31个，开工率40%；续建项目复工57个，复工率90%。",
        "started.projects level 31; started.rate level 40; started.projects level 57; started.rate level 90",
    ),
    "a section of tasks plans, what is told there as done does not": (
        "2024年全市招商工作目标任务安排意见\n一、指导思想\n去年全市签约项目80个。\n二、明确招商任务\n"
        "甲组单位20个，开工项目18项，洽谈项目64项，引进市外资金20亿元。目前，已签约项目6个。",
        "signed.projects level 80; started.projects target 18; reserve.projects target 64;"
        "funds_in_place target 20亿; signed.projects level 6",
    ),
    "a section of tasks ends with the next heading of its rank": (
        "一、工作目标\n（一）签约项目30个。\n二、工作成效\n签约项目41个。",
        "signed.projects target 30; signed.projects level 41",
    ),
    "a title that tells how tasks were done plans nothing": (
        "全市招商引资目标任务完成情况通报\n签约项目41个。",
        "signed.projects level 41",
    ),
    "parts of a plan": (
        "全市计划新签约项目30个。其中，青山县12个，到位资金8亿元；绿水县18个。",
        "signed.projects target 30; signed.projects target 12; funds_in_place target 8亿;"
        "signed.projects target 18",
    ),
    "parts of what was reached beside its plan": (
        "到位资金30亿元（目标50亿元），其中省外资金20亿元。",
        "funds_in_place level 30亿; funds_in_place target 50亿; funds_in_place level 20亿",
    ),
    "the investment of a year is planned": (
        "实施重点项目46个，总投资410亿元，年度投资95亿元。本次开工13个，年内计划完成投资35亿元，已完成投资9亿元。",
        "implemented.projects level 46; implemented.investment level 410亿;"
        "implemented.investment target 95亿; started.projects level 13; started.investment target 35亿;"
        "started.investment level 9亿",
    ),
    "a sum of promotion set as the task": (
        "力争完成160亿元招商引资任务。",
        "funds_in_place target 160亿",
    ),
    "capital of an origin, agreed and in place": (
        "全市引进台资项目52个，总投资28.6亿美元，协议台资9.5亿美元。青山县协议台资2.7亿美元。"
        "港资到位3亿元，合同港资5亿元。",
        "signed.projects level 52; signed.investment level 28.6亿; foreign_funds level 9.5亿;"
        "foreign_funds level 2.7亿; foreign_funds level 3亿; signed.investment level 5亿",
    ),
    "funds of foreign firms, told once for the list that follows": (
        "各县外企实际到资稳中有升。青山、绿水、白水分别达3100万元、2640万元、1800万元。"
        "工业外企到资5230万元，占外企到资总额的42%。",
        "foreign_funds level 0.31亿; foreign_funds level 0.264亿; foreign_funds level 0.18亿;"
        "foreign_funds level 0.523亿; foreign_funds share 42",
    ),
    "firms newly set up are no change, whatever total their share is of": (
        "5月，全市新设外资企业24家，占今年新设外资企业总数的31.2%。设立独资企业17家。",
        "enterprises.introduced level 24; enterprises.introduced share 31.2;enterprises.introduced level 17",
    ),
    "the counties that act are not counted": (
        "全省48个山区县引进项目1350个。各部门开展招商对接87次。",
        "signed.projects level 1350; outreach.trips level 87",
    ),
    "interest collected, and firms brought to see": (
        "共收集投资意向210个，拜访企业62家，组织省外客商赴本地考察18批次。",
        "reserve.projects level 210; enterprises.contacted level 62; enterprises.invited level 18",
    ),
    "provinces compared with own no rank": (
        "实际利用外资23.4亿美元。实际利用外资总量在西部12省列第3位。",
        "foreign_funds level 23.4亿; foreign_funds rank 3",
    ),
    "a joint start tells the stage of what follows": (
        "全县举行工业项目集中开工活动，16个项目总投资37.5亿元。",
        "started.projects level 16; started.investment level 37.5亿",
    ),
    "a count taken up in brackets": (
        "引进央企项目7个，引进外资项目4个（四个外资项目均落户高新区）。",
        "signed.projects level 7; signed.projects level 4",
    ),
    "all of them going on is a result of its own": (
        "新签约项目3个，3个项目全部开工。",
        "signed.projects level 3; started.projects level 3",
    ),
    "the part that fills the whole up is of its stage": (
        "全县签约项目31个，其中新建项目24个，续建项目4个，总部回归项目3个。",
        "signed.projects level 31; new.projects level 24; continuing.projects level 4;"
        "signed.projects level 3",
    ),
    "one sum before a list of so many projects is theirs together": (
        "招商项目进展顺利。东山县总投资2.6亿元的禾香粮油生产线、佳居橱柜生产线等6个项目正在洽谈中。"
        "西山县计划投资1.5亿元的露营用品、云履鞋业等4个项目已达成投资意向。",
        "reserve.investment level 2.6亿; reserve.projects level 6; reserve.investment level 1.5亿;"
        "reserve.projects level 4",
    ),
    "an agreement of intent is signed, an intent reached is none": (
        "全县已签订意向性协议4项，计划投资27亿元。达成合作意向5项，计划投资8亿元。",
        "signed.projects level 4; signed.investment level 27亿; reserve.projects level 5;"
        "reserve.investment level 8亿",
    ),
    "headings say what is only done under them": (
        "一、实际到位内资\n1-6月，全市完成86亿元，同比增长12%。其中，青山县完成20亿元。\n"
        "二、实际利用外资\n全市完成1.2亿美元，同比下降8%。绿水县完成3000万美元。",
        "funds_in_place level 86亿; funds_in_place growth 12; funds_in_place level 20亿;"
        "foreign_funds level 1.2亿; foreign_funds growth -8; foreign_funds level 0.3亿",
    ),
    "a count that begins the next sentence is told again": (
        "全市签约项目28个，总投资126亿元。28个项目涵盖装备制造、新材料等领域，其中50亿元以上1个。",
        "signed.projects level 28; signed.investment level 126亿; signed.projects level 1",
    ),
    "projects that are being prepared have no stage of ours": (
        "招商引进项目120个。其中已开工80个，正在办理前期手续项目30个，在谈项目10个。",
        "signed.projects level 120; started.projects level 80; reserve.projects level 10",
    ),
    "enterprises parted by where they come from": (
        "全市新批外商投资企业36家，合同外资3.2亿美元。分国别看，香港投资企业20家，实到外资1.2亿美元；"
        "台湾投资企业6家。",
        "enterprises.introduced level 36; signed.investment level 3.2亿; enterprises.introduced level 20;"
        "foreign_funds level 1.2亿; enterprises.introduced level 6",
    ),
    "a document that hands tasks out": (
        "关于下达2024年度招商引资目标任务的通知\n一、全县。引进到位资金60亿元，新签约项目30个。\n"
        "二、乡镇。城关镇引进到位资金3亿元。2023年，全县新签约项目26个。",
        "funds_in_place target 60亿; signed.projects target 30; funds_in_place target 3亿;"
        "signed.projects level 26",
    ),
    "what was done and what is planned, a section each": (
        "2023年工作总结和2024年工作计划\n一、2023年工作完成情况\n新签约项目36个，到位资金52亿元。\n"
        "二、2024年工作计划\n新签约项目40个，到位资金60亿元。",
        "signed.projects level 36; funds_in_place level 52亿; signed.projects target 40;"
        "funds_in_place target 60亿",
    ),
    "a plan goes on without a subject": (
        "下一步，确保全年到位资金60亿元、新签约项目40个。开工20个以上，投产10个以上。目前，已开工8个。",
        "funds_in_place target 60亿; signed.projects target 40; started.projects target 20;"
        "commissioned.projects target 10; started.projects level 8",
    ),
    "at least so many trips": (
        "今年，我县将围绕四大产业，全年外出招商不少于12次，新签约项目40个。",
        "outreach.trips target 12; signed.projects target 40",
    ),
    "parts of a plan by stage": (
        "今年全县计划推进重点招商项目50个，年度计划投资80亿元；其中新建项目30个，年度计划投资45亿元。",
        "signed.projects target 50; signed.investment target 80亿; new.projects target 30;"
        "new.investment target 45亿",
    ),
    "what was planned and what came of it": (
        "2020年，全县计划引进项目20个，实际引进26个，其中工业项目18个，到位资金12亿元。",
        "signed.projects target 20; signed.projects level 26; signed.projects level 18;"
        "funds_in_place level 12亿",
    ),
    "a title that names tasks in passing": (
        "全市重点项目攻坚行动方案实施以来，签约项目30个，开工12个。",
        "signed.projects level 30; started.projects level 12",
    ),
}


def told(body: str) -> list[str]:
    """The rows of a text, as the cases write them."""
    return [
        f"{indicator} {aspect} {value / HUNDRED_MILLION:f}亿"
        if abs(value) >= HUNDRED_MILLION / 100
        else f"{indicator} {aspect} {value:f}"
        for indicator, aspect, value in rows(body)
    ]


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str) -> None:
    body, expected = CASES[case]
    assert told(body) == [part.strip() for part in expected.split(";") if part.strip()]


def test_parts_of_a_figure_repeated_have_its_scope() -> None:
    _, reading = read("全市引进台资项目52个。分行业看，52个引进的台资项目中，制造业项目37个，农业项目15个。")
    scopes = [statement.scope for statement in reading.draft.statements]
    assert [scope is not None and "台资" in scope for scope in scopes] == [True, True, True]
