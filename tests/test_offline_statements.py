"""What the offline reader takes from sentences: one wording of the field a case, all composed here."""

from __future__ import annotations

from decimal import Decimal

import pytest
from offline_support import read, row, rows


def yi(text: str) -> Decimal:
    """So many 亿."""
    return Decimal(text) * 100_000_000


CASES = {
    "stage before the count, money label after": (
        "截至6月末，全市新签约项目36个，协议投资额128.5亿元。",
        [row("signed.projects", "level", 36), row("signed.investment", "level", yi("128.5"))],
    ),
    "thresholds narrow what is counted": (
        "新引进项目中，亿元以上项目21个，10亿元以上的有7个。",
        [row("signed.projects", "level", 21), row("signed.projects", "level", 7)],
    ),
    "completion and growth follow their quantity": (
        "上半年，全县到位资金45.2亿元，同比增长12.5%，完成年度目标80亿元的56.5%。",
        [
            row("funds_in_place", "level", yi("45.2")),
            row("funds_in_place", "growth", 12.5),
            row("funds_in_place", "target", yi("80")),
            row("funds_in_place", "completion", 56.5),
        ],
    ),
    "a fall has no minus sign of its own": (
        "全市到位资金86亿元，同比下降3.4%；实际利用外资1.2亿美元，同比减少两成。",
        [
            row("funds_in_place", "level", yi("86")),
            row("funds_in_place", "growth", -3.4),
            row("foreign_funds", "level", yi("1.2")),
            row("foreign_funds", "growth", -20),
        ],
    ),
    "shares of a whole": (
        "续建项目到位资金32.1亿元，占到位资金总量的64.2%。",
        [row("funds_in_place", "level", yi("32.1")), row("funds_in_place", "share", 64.2)],
    ),
    "new and continuing together are the implemented ones": (
        "全州实施新建、续建招商引资项目86个，其中新建项目51个，续建项目35个。",
        [
            row("implemented.projects", "level", 86),
            row("new.projects", "level", 51),
            row("continuing.projects", "level", 35),
        ],
    ),
    "a list in the order of its owners": (
        "项目履约率、开工率分别为95%和72%。",
        [row("implemented.rate", "level", 95), row("started.rate", "level", 72)],
    ),
    "growth of two rows in their order": (
        "全市签约项目112个、协议资金560亿元，同比分别增长8%、15.5%。",
        [
            row("signed.projects", "level", 112),
            row("signed.investment", "level", yi("560")),
            row("signed.projects", "growth", 8),
            row("signed.investment", "growth", 15.5),
        ],
    ),
    "what is planned": (
        "今年全市要谋划项目260个，总投资900亿元，力争新开工项目超过85个。",
        [
            row("reserve.projects", "target", 260),
            row("reserve.investment", "target", yi("900")),
            row("started.projects", "target", 85),
        ],
    ),
    "the year before, with its scope": (
        "全年签约项目240个，而上一年只有180个。",
        [row("signed.projects", "level", 240), row("signed.projects", "level", 180)],
    ),
    "a difference is a change": (
        "新建项目由上年同期的120个增加到156个，净增36个。",
        [
            row("new.projects", "level", 120),
            row("new.projects", "level", 156),
            row("new.projects", "change", 36),
        ],
    ),
    "percentage points are a change": (
        "全市到位资金210亿元，占全省的比重为12%，比上年提升1.5个百分点。",
        [
            row("funds_in_place", "level", yi("210")),
            row("funds_in_place", "share", 12),
            row("funds_in_place", "change", 1.5),
        ],
    ),
    "ranks belong to the row before": (
        "全市实际到位省外资金402亿元，总量居全省第三位。",
        [row("funds_in_place", "level", yi("402")), row("funds_in_place", "rank", 3)],
    ),
    "contracted foreign money is signed, used foreign money is not": (
        "新设外商投资企业46家，合同外资3.1亿美元，实际使用外资8800万美元。",
        [
            row("enterprises.introduced", "level", 46),
            row("signed.investment", "level", yi("3.1")),
            row("foreign_funds", "level", 88_000_000),
        ],
    ),
    "outreach, visits, invitations": (
        "县领导带队外出招商18次，走访企业75家，邀请企业来县考察62家，举办推介会4场。",
        [
            row("outreach.trips", "level", 18),
            row("enterprises.contacted", "level", 75),
            row("enterprises.invited", "level", 62),
            row("events.held", "level", 4),
        ],
    ),
    "teams, people, envoys, offices": (
        "全县组建招商小分队12支，抽调干部60名驻点招商，聘请招商大使9名，设立驻外办事处3个。",
        [
            row("teams.count", "level", 12),
            row("teams.people", "level", 60),
            row("envoys", "level", 9),
            row("offices", "level", 3),
        ],
    ),
    "a target with its completion as a multiple": (
        "上半年签下的150个项目，相当于全年目标120个的1.25倍。",
        [
            row("signed.projects", "level", 150),
            row("signed.projects", "target", 120),
            row("signed.projects", "completion", 125),
        ],
    ),
    "table-like prose": (
        "从类别看，装备制造类项目18个，签约额76亿元；农产品加工类项目25个，签约额43.5亿元。",
        [
            row("signed.projects", "level", 18),
            row("signed.investment", "level", yi("76")),
            row("signed.projects", "level", 25),
            row("signed.investment", "level", yi("43.5")),
        ],
    ),
    "months beside the year to date": (
        "1至5月，全区到位资金33.6亿元；其中5月份当月到位7.2亿元。",
        [row("funds_in_place", "level", yi("33.6")), row("funds_in_place", "level", yi("7.2"))],
    ),
    "parts under a partition belong to the whole": (
        "全县实施项目90个。按资金来源划分，省外项目52个，省内项目38个。",
        [
            row("implemented.projects", "level", 90),
            row("implemented.projects", "level", 52),
            row("implemented.projects", "level", 38),
        ],
    ),
    "a target in brackets is part of its clause": (
        "市外到位资金18.4亿元，完成全年任务(40亿元)的46%。",
        [
            row("funds_in_place", "level", yi("18.4")),
            row("funds_in_place", "target", yi("40")),
            row("funds_in_place", "completion", 46),
        ],
    ),
    "ranges narrow as thresholds do": (
        "全县引进项目9个，其中5-10亿元项目2个，10亿元以上项目1个。",
        [
            row("signed.projects", "level", 9),
            row("signed.projects", "level", 2),
            row("signed.projects", "level", 1),
        ],
    ),
    "goals stated, then reached in their order": (
        "全年目标为省外资金450亿元、外资3亿美元，截至9月底已分别完成82.3%和91%。",
        [
            row("funds_in_place", "target", yi("450")),
            row("foreign_funds", "target", yi("3")),
            row("funds_in_place", "completion", 82.3),
            row("foreign_funds", "completion", 91),
        ],
    ),
    "agreed money belongs to the projects counted": (
        "全市新开工项目40个，协议总投资64亿元，其中工业项目30个。",
        [
            row("started.projects", "level", 40),
            row("started.investment", "level", yi("64")),
            row("started.projects", "level", 30),
        ],
    ),
    "activities away from home are trips": (
        "县领导先后赴深圳、杭州等地开展招商活动12次，接待来访客商43批次。",
        [row("outreach.trips", "level", 12), row("enterprises.invited", "level", 43)],
    ),
    "what a predicate says of a part": (
        "新引进项目中，25个项目已开工，9个项目建成投产。",
        [row("started.projects", "level", 25), row("commissioned.projects", "level", 9)],
    ),
    "ahead of and behind the schedule": (
        "到位资金86亿元，完成目标任务的62%，超序时进度12%；利用外资欠进度3.5个百分点。",
        [
            row("funds_in_place", "level", yi("86")),
            row("funds_in_place", "completion", 62),
            row("funds_in_place", "change", 12),
            row("foreign_funds", "change", -3.5),
        ],
    ),
    "a bare unit of money narrows": (
        "全区新引进省外亿元项目40个，完成市考核目标45个的88.9%。",
        [
            row("signed.projects", "level", 40),
            row("signed.projects", "target", 45),
            row("signed.projects", "completion", 88.9),
        ],
    ),
    "the whole and its part may be equal": (
        "当月到位资金6.08亿元，其中省外到位资金6.08亿元。",
        [row("funds_in_place", "level", yi("6.08")), row("funds_in_place", "level", yi("6.08"))],
    ),
    "money of another kind": (
        "全县签约项目8个，兑现奖补资金2300万元，贷款1.2亿元。",
        [row("signed.projects", "level", 8)],
    ),
    "dollars in place are foreign": (
        "外资到位260万美元，增长百分之三十。",
        [row("foreign_funds", "level", 2_600_000), row("foreign_funds", "growth", 30)],
    ),
}


@pytest.mark.parametrize("body, expected", CASES.values(), ids=CASES.keys())
def test_rows_of_a_wording(body: str, expected: list[object]) -> None:
    assert rows(body) == expected


def test_other_results_are_rows_of_no_indicator() -> None:
    _, reading = read("今年一季度，全市工业增加值同比增长6.2%。")
    assert [(s.indicator, s.aspect) for s in reading.draft.statements] == [("other", "growth")]


def test_growth_of_something_else_is_not_credited_to_investment() -> None:
    assert rows("全市签约项目50个。全市用电量同比增长9.1%。") == [row("signed.projects", "level", 50)]


@pytest.mark.parametrize(
    "body",
    [
        "记者坐了6个小时的火车，52岁的老张来接站。",
        "这里有“三张清单”，人人会背。",
        "各单位要于每月25日前报送进度，实现时间过半、任务过半。",
    ],
)
def test_numbers_of_the_story_are_no_rows(body: str) -> None:
    assert rows(body) == []


def test_a_total_named_again_is_one_row() -> None:
    body = "全省新签约项目1860个。\n1860个项目中，10亿元以上的有240个。"
    assert rows(body) == [row("signed.projects", "level", 1860), row("signed.projects", "level", 240)]


def test_a_rounded_title_gives_way_to_the_exact_figure() -> None:
    body = "全县到位资金近12亿元\n上半年，全县到位资金11.87亿元，同比增长5%。"
    assert rows(body) == [
        row("funds_in_place", "level", 1_187_000_000),
        row("funds_in_place", "growth", 5),
    ]


def test_what_narrows_a_figure_is_its_scope() -> None:
    article, reading = read("全市新签约亿元以上项目58个，其中省外项目41个。")
    scopes = {article.figures[s.figure - 1].surface: s.scope for s in reading.draft.statements}
    assert scopes == {"58个": "亿元以上", "41个": "省外；亿元以上"}


def test_every_row_says_which_cue_fired() -> None:
    _, reading = read("截至6月末，全市新签约项目36个，协议投资额128.5亿元。")
    assert len(reading.explanations) == 2
    assert "新签约" in reading.explanations[0]
    assert "协议投资额" in reading.explanations[1]


def test_a_period_is_the_one_that_stands_before() -> None:
    article, reading = read("截至6月末，全市新签约项目36个，比去年同期多5个。")
    level = reading.draft.statements[0]
    assert level.period is not None
    assert article.figures[level.period - 1].surface == "截至6月末"
