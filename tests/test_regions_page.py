"""Whose news a page is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.article import Region
from summarizer.regions import main_region


@pytest.mark.parametrize(
    ("title", "body", "source", "expected"),
    [
        ("东营市招商大会召开", "会上，广饶县、利津县作了发言。全市签约项目25个。", None, "东营市"),
        ("连云港灌云县上半年签约57个", "连云港市灌云县把招商作为生命线，全县上下一心。", None, "灌云县"),
        (
            None,
            "赴北京、上海、深圳对接企业。我市与宁波、苏州企业签约，威海招商引资再上台阶，威海市新签约12个项目。",
            None,
            "威海市",
        ),
        (None, "记者了解到，今年以来全省签约项目3989个，其中民营企业占七成。", "兰州日报", "甘肃省"),
        (None, "今年一季度，全市签约项目25个，到位资金12亿元。", "晋中日报", "晋中市"),
        ("兰州高新区召开会议", "3月19日，兰州高新区总结工作，动员全区全力推动招商。", None, "兰州高新区"),
        ("广西前三季度到位资金增长", "全区签约项目912个，南宁、柳州、桂林占比过半。", None, "广西壮族自治区"),
        ("重庆签约项目", "全市新签约项目300个，重庆市招商局介绍。", None, "重庆市"),
        (
            None,
            "我州新签约项目280个，凯里市、镇远县、从江县居前。黔东南州投促局介绍。",
            None,
            "黔东南苗族侗族自治州",
        ),
    ],
)
def test_main_region(title: str | None, body: str, source: str | None, expected: str) -> None:
    region = main_region(title, body, source)
    assert region is not None
    assert region.name == expected


def test_a_page_without_places_has_none() -> None:
    assert main_region("招商引资座谈会召开", "与会人员就下一步工作交换了意见。", None) is None
    assert main_region(None, "", None) is None


def test_industrial_parks_are_not_home() -> None:
    region = main_region(
        None, "全区到位资金56亿元。在西秀产业园区设立窗口。西秀区投资促进局将开展核查。", None
    )
    assert region == Region("西秀区", "贵州省", "district")


def test_fixture_pages(own_pages: Path) -> None:
    for folder in sorted(own_pages.iterdir()):
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        region = main_region(gold["title"], (folder / "body.txt").read_text("utf-8"), gold["source"])
        assert region is not None, folder.name
        assert (region.name, region.province) == (gold["region"]["name"], gold["region"]["province"]), (
            folder.name
        )


@pytest.mark.parametrize(
    "body, expected",
    [
        ("洽谈会在南昌开幕，我市签约5个项目。洛阳市项目建设提速。", "洛阳市"),
        ("我县小分队在黄浦江畔推介，签约项目5个。", None),
        ("福建籍客商李某来投资，全市签约项目12个。", None),
        ("全市推进项目建设，偃师市、汝阳县、栾川县、嵩县等地签约项目30个。", "洛阳市"),
        ("衡阳县签约3个项目。衡阳招商再传捷报，衡阳优势明显。", "衡阳县"),
        ("邀请天津云岭商贸有限公司等企业，全市到位资金20亿元。", None),
    ],
)
def test_places_that_are_not_home(body: str, expected: str | None) -> None:
    region = main_region(None, body, None)
    assert (region.name if region else None) == expected
