"""Which words name a project, and whose a sum is; every sentence composed here."""

from __future__ import annotations

from decimal import Decimal

import pytest
from offline_support import read, row, rows


def named(body: str) -> list[tuple[str, str | None]]:
    """(name, amount as written) of every project."""
    article, reading = read(body)
    return [
        (p.name, article.figures[p.amount - 1].surface if p.amount else None) for p in reading.draft.projects
    ]


NO_PROJECTS = [
    # Watchwords and what is done
    "把项目建设作为推动高质量发展的主抓手，以招商引资的大突破推动工业经济的大发展。",
    "建立“周调度、月通报、季观摩”等项目推进机制。",
    "“飞地经济”项目落户园区，成为拉动增长的新动能。",
    "把签约项目变成落地项目，把落地项目变成开工项目，把开工项目变成投产项目。",
    "市委、市政府领导带队外出招商，推动合作项目签约落地。",
    # Bodies of government
    "市政务服务中心落户高新区，企业办事更加便捷。",
    "县招商局与上海云杉产业研究院签约，共同推动招商项目落地。",
    "成立了由市长任组长的重大项目建设指挥部，跟踪签约项目。",
    "市发改委、市工信局、市商务局等部门负责同志参加项目签约活动。",
    # Companies met or visited
    "考察团先后参观了云岭科技有限公司、青禾食品有限公司、北塔电缆有限公司等企业。",
    "与中国电建、三峡集团、云杉集团等开展项目对接，推动合作落地。",
    "引进世界500强企业远海集团、行业龙头石岭股份等项目主体。",
    # Trades and common buildings
    "围绕机械铸造、塑料制品、家具制造、日用化工等一批延链补链项目开展精准招商。",
    "围绕稀土新材料、镁基新材料、硅基新材料等产业项目靶向招商。",
    "分别就食品饮料、冷链物流和智能家电生产等6个项目签订了合同。",
    "新建幼儿园、卫生院、文化广场等一批民生项目建成投用。",
    "开发区建成标准化厂房、污水处理厂、员工公寓等配套项目。",
    "工业园区、物流园区建设加快推进，园区平台项目全面开工。",
    # Places
    "来自北京、上海、广东、浙江等地的项目占签约项目的七成。",
    "云岭镇、石塔镇、北塔街道等乡镇签约项目5个。",
    "明川经济技术开发区、云岭高新技术产业园区等园区承载项目落地的能力提升。",
    # Gatherings
    "承办了第八届中国（明川）新能源产业大会、明川苹果节等项目活动。",
    "第三届中国生物质能大会落户明川市，提高了城市知名度。",
    "县委书记宣布明川县第二批重点项目正式开工。",
    "组织参加进博会、服贸会、消博会等项目对接活动。",
    # Kinds of projects, with the money of them all
    "其中，第一产业项目投资12亿元，第二产业项目投资56亿元。",
    "亿元以上工业项目开工，5000万元以上服务业项目签约。",
    "总投资80亿元的一批重大产业项目加快建设。",
    "市级领导包抓的重点产业链项目、基础设施项目全部开工。",
    "我市还与三所高校、两家院所签约产学研合作项目。",
]


@pytest.mark.parametrize("body", NO_PROJECTS)
def test_no_project_is_named(body: str) -> None:
    assert named(body) == []


PROJECTS = {
    "a party, then the sum": (
        "与青禾食品有限公司签订总投资8亿元的预制菜产业园项目。",
        [("预制菜产业园项目", "8亿元")],
    ),
    "a place that invests stands before the name": (
        "对接了总投资20亿元的明川投资建设水面光伏电站项目，并签订框架协议。",
        [("水面光伏电站项目", "20亿元")],
    ),
    "two products, one project": (
        "投资3亿元生产高端轴承、精密齿轮项目；投资1.2亿元生产铜箔项目。",
        [("高端轴承、精密齿轮项目", "3亿元"), ("铜箔项目", "1.2亿元")],
    ),
    "a colon after the name": (
        "青禾食品产业园：总投资8亿元，占地200亩；云杉光电模组生产线：总投资5.6亿元。",
        [("青禾食品产业园", "8亿元"), ("云杉光电模组生产线", "5.6亿元")],
    ),
    "names first, as many sums after": (
        "蓝岭储能基地、青禾中央厨房、云杉光电模组三个项目签约，总投资分别为12亿元、8亿元和5.6亿元。",
        [("蓝岭储能基地", "12亿元"), ("青禾中央厨房", "8亿元"), ("云杉光电模组", "5.6亿元")],
    ),
    "sums before names, without a particle": (
        "总投资12亿元蓝岭储能电池、总投资8亿元青禾预制菜等项目开工建设。",
        [("蓝岭储能电池", "12亿元"), ("青禾预制菜", "8亿元")],
    ),
    "the label only before the first sum": (
        "投资6亿元的石岭特种铸件、12亿元的海岳储能电池、15亿元的远海海缆等项目相继开工。",
        [("石岭特种铸件", "6亿元"), ("海岳储能电池", "12亿元"), ("远海海缆", "15亿元")],
    ),
    "sums in brackets": (
        "重点签约项目有：石岭特种铸件项目（6亿元）、海岳储能电池项目（12亿元）。",
        [("石岭特种铸件项目", "6亿元"), ("海岳储能电池项目", "12亿元")],
    ),
    "a count closes the list": (
        "成功引进总投资50亿元的海岳储能、总投资30亿元的远海海缆两个重大项目。",
        [("海岳储能", "50亿元"), ("远海海缆", "30亿元")],
    ),
    "a list without 等": (
        "会上，石岭股份特种铸件、海岳科技储能电池、远海集团海缆制造3个项目现场签约。",
        [("特种铸件", None), ("海岳科技储能电池", None), ("海缆制造", None)],
    ),
    "built by, and the sum two clauses later": (
        "海岳储能电池项目由海岳科技股份有限公司投资，项目分两期建设，总投资12亿元，其中一期投资5亿元。",
        [("海岳储能电池项目", "12亿元")],
    ),
    "taken up again with its sum": (
        "蓝岭储能电池、青禾预制菜加工等2个项目集中签约。蓝岭储能电池项目投资额12亿元，"
        "建设生产线四条。青禾预制菜加工项目分两期建设，总投资约8亿元。",
        [("蓝岭储能电池", "12亿元"), ("青禾预制菜加工", "8亿元")],
    ),
    "the total of a list is nobody's own": (
        "工业项目分别是云岭经开区的蓝岭单车基地项目、石岭技改项目、青禾食品生产项目，总投资4.7亿元。",
        [
            ("云岭经开区的蓝岭单车基地项目", None),
            ("石岭技改项目", None),
            ("青禾食品生产项目", None),
        ],
    ),
    "a later item that begins like a preposition": (
        "集中开工云岭绕城公路、两河石塔水库、南对山水库等3个重点项目。",
        [("云岭绕城公路", None), ("两河石塔水库", None), ("南对山水库", None)],
    ),
    "a title by itself, then its sum": (
        "一是石岭特种铸件项目。总投资6亿元，占地100亩。二是海岳储能电池项目。总投资12亿元。",
        [("石岭特种铸件项目", "6亿元"), ("海岳储能电池项目", "12亿元")],
    ),
    "a line by itself, then its sum": (
        "重点项目介绍\n石岭特种铸件项目\n总投资6亿元，占地100亩。\n海岳储能电池项目\n总投资12亿元。",
        [("石岭特种铸件项目", "6亿元"), ("海岳储能电池项目", "12亿元")],
    ),
    "two sums and a particle between": (
        "投资12亿元的储能电池和投资6亿元的特种铸件项目顺利投产。",
        [("储能电池", "12亿元"), ("特种铸件项目", "6亿元")],
    ),
    "a second phase": (
        "云杉光电二期扩建项目占地80亩，总投资约4.2亿元。",
        [("云杉光电二期扩建项目", "4.2亿元")],
    ),
    "dollars": (
        "总投资1.5亿美元的云杉生物疫苗产业基地建成投产。",
        [("云杉生物疫苗产业基地", "1.5亿美元")],
    ),
    "invested by, with verbs of building": (
        "海岳集团拟投资20亿元兴建海岳国际商贸城，目前已开工。",
        [("海岳国际商贸城", "20亿元")],
    ),
}


@pytest.mark.parametrize("body, expected", PROJECTS.values(), ids=PROJECTS.keys())
def test_projects_are_named(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert named(body) == expected


def test_whoever_invests_is_named_and_what_comes_after_completion_is_no_status() -> None:
    body = (
        "世界500强远海集团投资15亿元的海工装备项目签约；由石岭股份有限公司投资6亿元的特种铸件项目开工，"
        "达产后年产值10亿元。"
    )
    _, reading = read(body)
    assert [(p.name, p.investor, p.status) for p in reading.draft.projects] == [
        ("海工装备项目", "远海集团", "signed"),
        ("特种铸件项目", "石岭股份有限公司", "started"),
    ]


def test_a_projects_output_land_and_jobs_are_no_rows() -> None:
    body = (
        "东篱中成药提取项目建成投产，总投资2.6亿元，预计年产值6亿元，年纳税3000万元，"
        "新增就业500人，占地120亩。"
    )
    assert named(body) == [("东篱中成药提取项目", "2.6亿元")]
    assert rows(body) == []


def test_a_part_of_a_projects_sum_is_its_own() -> None:
    assert rows("石岭建材产业园项目总投资9亿元，一期工程已完成投资3亿元。") == []


def test_the_total_of_named_projects_stays_a_row() -> None:
    body = "现场签约蓝岭储能电池、青禾预制菜加工等5个项目，总投资29亿元。"
    assert rows(body) == [
        row("signed.projects", "level", 5),
        row("signed.investment", "level", Decimal("2.9e9")),
    ]


def test_sums_of_kinds_of_projects_stay_rows() -> None:
    body = "签约项目中，第一产业项目投资12亿元，第二产业项目投资56亿元。"
    assert [found[0] for found in rows(body)] == ["signed.investment"] * 2


def test_a_count_taken_up_to_name_its_projects_is_told_once() -> None:
    body = "全县签约6个项目。签约项目涵盖蓝岭储能电池、青禾预制菜加工、云杉光电模组等6个项目。"
    assert rows(body) == [row("signed.projects", "level", 6)]


def test_projects_met_or_intended_are_in_reserve() -> None:
    body = "共有27个项目同客商进行了对接，达成了投资意向。同时洽谈达成了北塔拉丝项目等10余个意向项目。"
    assert rows(body) == [row("reserve.projects", "level", 27), row("reserve.projects", "level", 10)]


def test_a_builders_numbered_company_is_one_investor() -> None:
    from summarizer import summarize

    text = "某区招商快报\n中建三局绿色建材产业园项目正式奠基，计划总投资5亿元。\n"
    (project,) = summarize(text, engine="offline").projects
    assert (project.investor, project.name) == ("中建三局", "绿色建材产业园项目")
