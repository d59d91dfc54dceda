"""Sizes and stages of counted projects, visits, and planned sums; every sentence composed."""

from __future__ import annotations

import pytest
from offline_support import read

STATEMENTS = {
    "a size before counted projects": (
        "全县签约项目8个，其中五亿元项目1个，超百亿项目2个。",
        [
            ("8个", "signed.projects", "level"),
            ("1个", "signed.projects", "level"),
            ("2个", "signed.projects", "level"),
        ],
    ),
    "a count before the size of each": (
        "力争引进2个50亿元的龙头项目。",
        [("2个", "signed.projects", "target")],
    ),
    "several stages counted as one": (
        "全市47个大项目同日开工、竣工、签约，总投资193亿元。",
        [("47个", "other", "level"), ("193亿元", "other", "level")],
    ),
    "guests and travellers": (
        "全县接待客商450人次，外出招商60人次。",
        [("450人次", "enterprises.invited", "level"), ("60人次", "outreach.trips", "level")],
    ),
    "what is planned for a year": (
        "开工项目61个，总投资192亿元，年度计划投资90亿元。",
        [
            ("61个", "started.projects", "level"),
            ("192亿元", "started.investment", "level"),
            ("90亿元", "started.investment", "target"),
        ],
    ),
    "an agreement signed in intent": (
        "在推介会上签订意向性合作协议3个。",
        [("3个", "signed.projects", "level")],
    ),
    "arranged projects": ("今年全市铺排重点项目120个。", [("120个", "reserve.projects", "level")]),
    "signed and not yet started": ("已签约待开工项目6个。", [("6个", "signed.projects", "level")]),
    "new beside continuing ones": (
        "全县实施招商引资项目9个，其中新引进1个，续建8个。",
        [
            ("9个", "implemented.projects", "level"),
            ("1个", "new.projects", "level"),
            ("8个", "continuing.projects", "level"),
        ],
    ),
}


@pytest.mark.parametrize("body, wanted", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_statements(body: str, wanted: list[tuple[str, str, str]]) -> None:
    article, reading = read(body)
    assert [
        (article.figures[s.figure - 1].surface, s.indicator, s.aspect) for s in reading.draft.statements
    ] == wanted
