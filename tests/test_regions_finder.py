"""Names of places in running text: found in full and in short, told apart, left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Region
from summarizer.regions import RegionMention, find_regions, lookup_region


def named(text: str) -> list[tuple[str, str | None]]:
    return [(mention.region.name, mention.region.province) for mention in find_regions(text)]


def names(text: str) -> list[str]:
    return [mention.region.name for mention in find_regions(text)]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("呼和浩特", Region("呼和浩特市", "内蒙古自治区", "prefecture")),
        ("呼和浩特市", Region("呼和浩特市", "内蒙古自治区", "prefecture")),
        ("海北州", Region("海北藏族自治州", "青海省", "prefecture")),
        ("黔东南州", Region("黔东南苗族侗族自治州", "贵州省", "prefecture")),
        ("郏县", Region("郏县", "河南省", "county")),
        ("崇川", Region("崇川区", "江苏省", "district")),
        ("沂水", Region("沂水县", "山东省", "county")),
        ("库伦旗", Region("库伦旗", "内蒙古自治区", "county")),
        ("门源", Region("门源回族自治县", "青海省", "county")),
        ("霍林郭勒市", Region("霍林郭勒市", "内蒙古自治区", "county")),
        ("内蒙古", Region("内蒙古自治区", "内蒙古自治区", "province")),
        ("广西", Region("广西壮族自治区", "广西壮族自治区", "province")),
        ("上海市", Region("上海市", "上海市", "province")),
        ("吉林", Region("吉林省", "吉林省", "province")),
        ("吉林市", Region("吉林市", "吉林省", "prefecture")),
        ("巴州", Region("巴音郭楞蒙古自治州", "新疆维吾尔自治区", "prefecture")),
        ("荣昌县", Region("荣昌县", "重庆市", "county")),
        ("襄樊市", Region("襄樊市", "湖北省", "prefecture")),
        ("南通市崇川区", Region("崇川区", "江苏省", "district")),
        ("雄安新区", Region("雄安新区", "河北省", "zone")),
    ],
)
def test_look_up(name: str, region: Region) -> None:
    assert lookup_region(name) == region


@pytest.mark.parametrize("name", ["", "什么", "县", "我市", "项目", "招商引资"])
def test_no_such_region(name: str) -> None:
    assert lookup_region(name) is None


def test_a_province_tells_namesakes_apart() -> None:
    assert lookup_region("鼓楼区", province="江苏省") == Region("鼓楼区", "江苏省", "district")
    assert lookup_region("鼓楼区", province="福建") == Region("鼓楼区", "福建省", "district")
    assert lookup_region("鼓楼区", province="甘肃省") is None


def test_a_name_of_many_without_context_has_no_province() -> None:
    assert lookup_region("鼓楼区") == Region("鼓楼区", None, "district")
    assert named("鼓楼区举行签约仪式") == [("鼓楼区", None)]


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("北京市朝阳区签约项目12个", "北京市"),
        ("长春市与会，朝阳区签约项目12个", "吉林省"),
        ("朝阳区签约12个项目，吉林省长春市排名第一", "吉林省"),
    ],
)
def test_other_names_on_the_page_decide(text: str, province: str) -> None:
    assert ("朝阳区", province) in named(text)


def test_a_chain_of_names() -> None:
    assert named("在河南省平顶山市郏县黄道镇") == [
        ("河南省", "河南省"),
        ("平顶山市", "河南省"),
        ("郏县", "河南省"),
    ]
    assert names("内蒙古鄂尔多斯市康巴什区") == ["内蒙古自治区", "鄂尔多斯市", "康巴什区"]


def test_short_names_of_counties_need_their_city() -> None:
    assert names("海城、台安、千山等地负责人") == []
    assert names("鞍山市召开会议，海城、台安、千山等地负责人参加") == ["鞍山市", "海城市", "台安县", "千山区"]


@pytest.mark.parametrize(
    "text",
    [
        "新建项目31个，续建项目28个",
        "加强合作，资源共享，友好往来",
        "和平与发展，平安建设",
        "振兴县域经济，复兴乡村",
        "盛大庆祝活动",
        "长治久安",
        "真金白银兑现政策",
        "中山路步行街",
        "南山市场",
        "提高县级财力",
        "建成县级平台",
        "各县（区）城区改造",
        "阿里云、京东云",
        "通过出海口岸",
        "在西区建设东区配套",
        "东方电气、平安银行、长安汽车",
        "我市、我县、全区上下",
        "气氛安静",
        "会同有关部门",
    ],
)
def test_common_words_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经济南北轴线", []),
        ("赴江西南昌对接", ["江西省", "南昌市"]),
        ("江苏昆山西部", ["江苏省", "昆山市"]),
        ("湖南宁乡", ["湖南省", "宁乡市"]),
        ("呼包鄂榆城市群", []),
        ("淮南北部", ["淮南市"]),
        ("山东省日照市东港区", ["山东省", "日照市", "东港区"]),
        ("甘肃白银市", ["甘肃省", "白银市"]),
    ],
)
def test_where_one_name_ends_and_the_next_begins(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_names_inside_names_of_firms_are_marked() -> None:
    mentions = {
        m.surface: m
        for m in find_regions("与山东天玉建材科技有限公司签约，引进江苏阳光集团；呼和浩特市与中信集团合作")
    }
    assert mentions["山东"].organisation
    assert mentions["江苏"].organisation
    assert not mentions["呼和浩特市"].organisation


@pytest.mark.parametrize(
    ("text", "zone", "province"),
    [
        ("兰州新区上半年签约", "兰州新区", "甘肃省"),
        ("马尾经济技术开发区完成投资", "马尾经济技术开发区", "福建省"),
        ("和林格尔新区数据中心", "和林格尔新区", "内蒙古自治区"),
        ("项目落户经济技术开发区", "经济技术开发区", None),
        ("苏州工业园区", "苏州工业园区", "江苏省"),
    ],
)
def test_zones(text: str, zone: str, province: str | None) -> None:
    assert [m.region for m in find_regions(text)] == [Region(zone, province, "zone")]


@pytest.mark.parametrize(
    "text",
    ["各开发区、高新区负责人", "三个国家级经济技术开发区", "全国开发区", "大力推进高新技术产业开发区建设"],
)
def test_kinds_of_zones_are_no_zones(text: str) -> None:
    assert find_regions(text) == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "北京",
                "市",
                "县",
                "朝阳",
                "区",
                "海南",
                "州",
                "新",
                "开发",
                "在",
                "、",
                "\n",
                "郏县",
                "南通",
                "崇川",
                "公司",
            ]
        ),
        max_size=30,
    )
)
def test_mentions_stand_in_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = find_regions(text)
    assert all(text[m.span.start : m.span.end] == m.surface for m in mentions)
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))
    assert all(isinstance(m, RegionMention) and m.region.name for m in mentions)
