"""Sentences of bulletins, composed here: several rules of the offline reader at work in each.

A case is a sentence and its rows as `indicator aspect value`, money in 亿 (`3.5亿`), in the order of
the text. A sentence that must give no rows stands with none.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from offline_support import CITY, read

from summarizer.verification.values import resolve_value, words_before

CASES = {
    "a fall that narrows has risen": (
        "全市新批外资项目21个，合同外资8400万美元，分别下降6%和11%，降幅较一季度分别收窄8和12个百分点。",
        "signed.projects level 21; signed.investment level 0.84亿; signed.projects growth -6;"
        "signed.investment growth -11; signed.projects change 8; signed.investment change 12",
    ),
    "a growth that slows has fallen": (
        "实际利用外资增长9.6%，增幅比上年回落3.2个百分点。",
        "foreign_funds growth 9.6; foreign_funds change -3.2",
    ),
    "so many times an earlier span of years": (
        "五年来，全县累计引进招商项目420个，到位资金315亿元，是前五年的2.3倍。",
        "signed.projects level 420; funds_in_place level 315亿; funds_in_place growth 130",
    ),
    "the goal stands after its sum": (
        "引进省外资金218.6亿元，完成全年300亿元省外资金目标任务的72.9%。",
        "funds_in_place level 218.6亿; funds_in_place target 300亿; funds_in_place completion 72.9",
    ),
    "what a share was to be": (
        "产业到位资金48亿元（目标45亿元），工业到位资金占比62.3%（目标60%）。",
        "funds_in_place level 48亿; funds_in_place target 45亿; funds_in_place share 62.3;"
        "funds_in_place target 60",
    ),
    "a share of the target is no target": (
        "到位资金48亿元，完成年度目标80%。",
        "funds_in_place level 48亿; funds_in_place completion 80",
    ),
    "a lead on the plan": (
        "到位资金18.2亿元，完成下达任务的82.6%，超出计划进度目标1.7亿元，超出计划进度9.2%。",
        "funds_in_place level 18.2亿; funds_in_place completion 82.6; funds_in_place change 1.7亿;"
        "funds_in_place change 9.2",
    ),
    "points belong to the ratio before them": (
        "全市落地项目222个，到位资金占比31.9%，较上年提高4.3个百分点。",
        "landed.projects level 222; funds_in_place share 31.9; funds_in_place change 4.3",
    ),
    "multiples share their unit": (
        "电子、机械产业到位资金分别增长1.8和1.3倍。",
        "funds_in_place growth 180; funds_in_place growth 130",
    ),
    "an average is no threshold": (
        "引进重大项目60个，项目平均投资规模超过2.8亿元。",
        "signed.projects level 60; signed.investment level 2.8亿",
    ),
    "guests asked and visits paid": (
        "邀请客商360人来访，拜访客商260余人次，“请进来”洽谈78批次。",
        "enterprises.invited level 360; enterprises.contacted level 260; enterprises.invited level 78",
    ),
    "trips told by where they went": (
        "全县组织12支招商小分队，分赴浙江、江苏等地招商35次。",
        "teams.count level 12; outreach.trips level 35",
    ),
    "agreements that are only intended": (
        "12家企业签订投资协议，签约总额58亿元；另有20个项目达成合作意向，意向投资额33亿元。",
        "enterprises.introduced level 12; signed.investment level 58亿; reserve.projects level 20;"
        "reserve.investment level 33亿",
    ),
    "what signed projects came to": (
        "全区已有18个签约项目完成注册，7个项目开工建设。",
        "registered.projects level 18; started.projects level 7",
    ),
    "projects offered": (
        "我市在会上推介了32个重点招商项目，总投资218亿元，签约项目9个。",
        "reserve.projects level 32; reserve.investment level 218亿; signed.projects level 9",
    ),
    "a step that is no stage": (
        "招商成效显著，6个项目建成投产，4个项目正在办理前期手续。",
        "commissioned.projects level 6",
    ),
    "one firm's deal is no row": (
        "明川市与远山建设集团有限公司就管廊工程签订协议，投资额18亿元。",
        "",
    ),
    "the deals of several firms are": (
        "明川市分别与远山建设集团有限公司、东篱农业股份有限公司签订协议，总投资额24亿元。",
        "signed.investment level 24亿",
    ),
    "entries of a list are no rows": (
        "在建项目2个：\n立峰纺织：总投资4亿元，占地177亩。\n利达纺织：总投资4.5亿元，占地423亩。",
        "under_construction.projects level 2",
    ),
    "firms that only grew": (
        "新引进企业15户，新增规上工业企业35家，培育专精特新企业6家。",
        "enterprises.introduced level 15",
    ),
    "differences in a list": (
        "签约项目102个，总投资385亿元，比上年同期分别增加18个、76亿元。",
        "signed.projects level 102; signed.investment level 385亿; signed.projects change 18;"
        "signed.investment change 76亿",
    ),
    "what a meeting asks for": (
        "会议要求，明年全市新签约亿元以上项目120个，到位资金300亿元。",
        "signed.projects target 120; funds_in_place target 300亿",
    ),
    "what a meeting tells of the past": (
        "会议指出，去年全市新签约亿元以上项目120个，到位资金300亿元。",
        "signed.projects level 120; funds_in_place level 300亿",
    ),
    "tasks after a colon": (
        "招商引资任务：全年到位资金60亿元，其中省外资金40亿元；新开工项目15个。",
        "funds_in_place target 60亿; funds_in_place target 40亿; started.projects target 15",
    ),
    "a rate told before its list": (
        "青山、绿水两县的项目开工率均达到或超过30%，分别为51%和30%。",
        "started.rate level 51; started.rate level 30",
    ),
    "rates hand no stage on": (
        "新签项目24个。新签项目中，开工率达91%，产业项目占比达95%。",
        "signed.projects level 24; started.rate level 91; signed.projects share 95",
    ),
    "places gained": (
        "到位资金152亿元，增速居全省第2位，较上年前移3位。",
        "funds_in_place level 152亿; funds_in_place rank 2; funds_in_place change 3",
    ),
    "a count of tens told again in another paragraph": (
        "全市签约项目40个，总投资95.2亿元。\n在签约仪式上，共有40个项目成功签约，总投资95.2亿元。",
        "signed.projects level 40; signed.investment level 95.2亿",
    ),
    "a count told by the names after it": (
        "招商引资再迎大动作。共6个，分别是明达电子科技项目、华安纺织扩建项目等。",
        "signed.projects level 6",
    ),
    "the number of a task": (
        "今年下达我县的目标任务数为引进省外资金27亿元。",
        "funds_in_place target 27亿",
    ),
    "the same sum for two things": (
        "完成项目到位资金总额18.46亿元。其中，完成州外到位资金18.46亿元。",
        "funds_in_place level 18.46亿; funds_in_place level 18.46亿",
    ),
}


def told(body: str) -> list[str]:
    """The rows of a sentence, as the cases write them."""
    article, reading = read(body, CITY)
    found: list[str] = []
    for row in reading.draft.statements:
        if row.indicator == "other":
            continue
        figure = article.figures[row.figure - 1]
        value, unit = resolve_value(figure, row.aspect, row.falls, words_before(article.body, figure))
        amount = f"{value / Decimal(100_000_000):f}亿" if unit in ("CNY", "USD") else f"{value:f}"
        found.append(f"{row.indicator} {row.aspect} {amount}")
    return found


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str) -> None:
    body, expected = CASES[case]
    assert told(body) == [part.strip() for part in expected.split(";") if part.strip()]
