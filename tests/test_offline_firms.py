"""Projects called by their firms, and what stands like a project and is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from offline_support import read, rows


def projects(body: str) -> list[tuple[str, Decimal | None]]:
    article, reading = read(body)
    found: list[tuple[str, Decimal | None]] = []
    for project in reading.draft.projects:
        amount = article.figure(project.amount) if project.amount else None
        found.append((project.name, amount.value if amount else None))
    return found


def test_firms_set_up_with_their_sums_are_projects() -> None:
    body = (
        "引进500强企业2家，分别为：南海集团设立南海机械（青山）服务有限公司和南海矿山（青山）有限公司，"
        "投资总额分别为9600万美元和1200万美元；北海化工在绿水设立了北海气体（绿水）有限公司，投资总额7800万美元。"
    )
    assert projects(body) == [
        ("南海机械（青山）服务有限公司", Decimal(96_000_000)),
        ("南海矿山（青山）有限公司", Decimal(12_000_000)),
        ("北海气体（绿水）有限公司", Decimal(78_000_000)),
    ]
    assert rows(body) == [("enterprises.introduced", "level", Decimal(2))]


@pytest.mark.parametrize(
    "body",
    [
        "一批“强链、补链”能力强，辐射带动效果好的项目相继落户。",
        "产业园项目由青禾药业有限公司、海门市植研生物科技有限公司投资建设。",
        "援藏干部招商引资项目在省城集中签约。",
        "青山县签约项目6个，总投资7.5亿美元；青山工业园区签约总投资1500万美元。",
        "引进一批解决难题、具有战略意义的产业链优质项目。",
    ],
)
def test_descriptions_deeds_and_zones_are_no_projects(body: str) -> None:
    assert projects(body) == []


def test_officials_before_a_list_are_none_of_it() -> None:
    body = "市委副书记、宣传部部长张明带队督查了禾香食品生产项目、绿欣豆制品加工项目等重大项目进展情况。"
    assert [name for name, _ in projects(body)] == ["禾香食品生产项目", "绿欣豆制品加工项目"]


def test_a_sum_of_all_deals_signed_online_is_a_row() -> None:
    body = "共签约项目26个，计划投资72亿元，其中，线上项目3000万元。"
    assert projects(body) == []
    assert rows(body)[-1] == ("signed.investment", "level", Decimal(30_000_000))
