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
        "引进跨国企业2家：南海集团设立南海机械（青山）服务有限公司和南海矿山（青山）有限公司，"
        "投资总额分别为8500万美元和2300万美元；北海化工在绿水设立了北海气体（绿水）有限公司，投资总额6100万美元。"
    )
    assert projects(body) == [
        ("南海机械（青山）服务有限公司", Decimal(85_000_000)),
        ("南海矿山（青山）有限公司", Decimal(23_000_000)),
        ("北海气体（绿水）有限公司", Decimal(61_000_000)),
    ]
    assert rows(body) == [("enterprises.introduced", "level", Decimal(2))]


@pytest.mark.parametrize(
    "body",
    [
        "一批科技含量高、市场前景好的项目陆续落地。",
        "产业园项目由青禾药业有限公司、海门市同春药材有限公司投资建设。",
        "驻外分局招商引资项目在省城集中签约。",
        "青山县签约项目7个，总投资6.3亿美元；青山工业园区签约总投资2800万美元。",
        "引进了填补空白、具有示范意义的重大优质项目。",
    ],
)
def test_descriptions_deeds_and_zones_are_no_projects(body: str) -> None:
    assert projects(body) == []


def test_officials_before_a_list_are_none_of_it() -> None:
    body = "县委常委、统战部部长张明带队调研禾香粮油生产项目、云履鞋业加工项目等在建项目。"
    assert [name for name, _ in projects(body)] == ["禾香粮油生产项目", "云履鞋业加工项目"]


def test_a_sum_of_all_deals_signed_online_is_a_row() -> None:
    body = "共签约项目34个，计划投资58亿元，其中，线上项目4500万元。"
    assert projects(body) == []
    assert rows(body)[-1] == ("signed.investment", "level", Decimal(45_000_000))
