"""Named projects and deals: names, investors, money, status, place; all sentences composed here."""

from __future__ import annotations

import pytest
from offline_support import read, rows


def projects(body: str) -> list[tuple[str, str | None, str | None, str]]:
    """(name, investor, amount as written, status) of every project."""
    article, reading = read(body)
    return [
        (p.name, p.investor, article.figures[p.amount - 1].surface if p.amount else None, p.status)
        for p in reading.draft.projects
    ]


CASES = {
    "money before the name": (
        "总投资36亿元的蓝岭储能电池项目已于近日开工建设。",
        [("蓝岭储能电池项目", None, "36亿元", "started")],
    ),
    "a list, each with money and investor": (
        "投资20亿元的远海集团海缆制造项目、投资8亿元的青禾食品有限公司预制菜产业园等项目落户我县。",
        [
            ("海缆制造项目", "远海集团", "20亿元", "landed"),
            ("预制菜产业园", "青禾食品有限公司", "8亿元", "landed"),
        ],
    ),
    "a company invests and builds": (
        "青禾食品有限公司计划投资8亿元建设预制菜加工基地。",
        [("预制菜加工基地", "青禾食品有限公司", "8亿元", "signed")],
    ),
    "money after the name": (
        "蓝岭储能电池项目正式签约，项目总投资36亿元。",
        [("蓝岭储能电池项目", None, "36亿元", "signed")],
    ),
    "a list without money": (
        "石岭铸造三号高炉、云杉耐火材料等项目破土动工，北溪镁建材、长风激光器等项目建成投产。",
        [
            ("石岭铸造三号高炉", None, None, "started"),
            ("云杉耐火材料", None, None, "started"),
            ("北溪镁建材", None, None, "commissioned"),
            ("长风激光器", None, None, "commissioned"),
        ],
    ),
    "one sum for several": (
        "海岳新能源汽车项目、东篱电子产业园项目先后签约，投资额均为10亿元。",
        [
            ("海岳新能源汽车项目", None, "10亿元", "signed"),
            ("东篱电子产业园项目", None, "10亿元", "signed"),
        ],
    ),
    "a company with a government": (
        "云杉光电股份有限公司和南岭县政府签约光电生产基地项目。",
        [("光电生产基地项目", "云杉光电股份有限公司", None, "signed")],
    ),
    "companies and what they make": (
        "成功引进了四海铝业有限公司年产6万吨铝型材，北塔电缆有限公司年产800万米电线电缆。",
        [
            ("年产6万吨铝型材", "四海铝业有限公司", None, "introduced"),
            ("年产800万米电线电缆", "北塔电缆有限公司", None, "introduced"),
        ],
    ),
    "two owners, two projects, one sum each": (
        "北塔、四海集团分别投资50亿元在我市建设液晶面板生产线和钛合金生产线。",
        [
            ("液晶面板生产线", "北塔", "50亿元", "signed"),
            ("钛合金生产线", "四海集团", "50亿元", "signed"),
        ],
    ),
    "sums in the order of their projects": (
        "总投资分别是9亿元、4亿元的东篱养老项目和南亭文化村项目已签约。",
        [
            ("东篱养老项目", None, "9亿元", "signed"),
            ("南亭文化村项目", None, "4亿元", "signed"),
        ],
    ),
    "announced, then listed": (
        "重点项目主要有云岭轴承、石塔钢构厂、长桥粮食深加工，均已竣工。",
        [
            ("云岭轴承", None, None, "commissioned"),
            ("石塔钢构厂", None, None, "commissioned"),
            ("长桥粮食深加工", None, None, "commissioned"),
        ],
    ),
    "a company that builds, before the name": (
        "由海天新材料股份有限公司投资建设的高性能碳纤维项目开工，总投资52亿元。",
        [("高性能碳纤维项目", "海天新材料股份有限公司", "52亿元", "started")],
    ),
}


@pytest.mark.parametrize("body, expected", CASES.values(), ids=CASES.keys())
def test_projects_of_a_wording(body: str, expected: list[object]) -> None:
    assert projects(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "一批投资规模大、带动能力强的大项目、好项目签约落地。",
        "总投资50亿元的12个项目集中签约。",
        "投资额10亿元以上的工业项目有9个。",
        "围绕新能源、装备制造、电子信息等产业项目开展招商。",
        "全力推进项目落地，加强跟踪服务推进招引项目建设。",
        "紧盯京津冀、长三角、成渝等发达地区，捕捉项目线索。",
    ],
)
def test_generic_phrases_name_no_project(body: str) -> None:
    assert projects(body) == []


def test_a_projects_own_money_is_no_statement() -> None:
    assert rows("总投资36亿元的蓝岭储能电池项目已于近日开工建设。") == []


def test_a_lists_total_is_no_projects_own() -> None:
    body = "全市开工项目113个，包括东岭智慧中心、西山创新中心等，总投资236亿元。"
    assert [p[2] for p in projects(body)] == [None, None]
    assert len(rows(body)) == 2


def test_capacity_and_place() -> None:
    article, reading = read("投资12亿元的年产6万吨铜箔项目落户诸暨市。")
    (project,) = reading.draft.projects
    assert project.capacity is not None
    assert article.figures[project.capacity - 1].surface == "6万吨"
    assert project.location == "诸暨市"
