"""What looks like a figure and is none is found, marked, and given a reason."""

from __future__ import annotations

import pytest

from summarizer.figures import find_figures

RESULTS = ("money", "count", "percent", "point", "multiple", "rank", "quantity")

CASES = [
    ("第一时间赴外对接", "第一时间", "word"),
    ("进一步优化", "进一步", "word"),
    ("引进一批企业", "一批", "word"),
    ("统一部署", "统一", "word"),
    ("早一点四处看看", "一点", "word"),
    ("下午三点四十分签约", "三点四十分", "time of day"),
    ("一系列政策", "一系列", "word"),
    ("民企500强榜单", "500强", "ranking list"),
    ("贸易商100强企业", "100强", "ranking list"),
    ("中国百强企业", "百强", "word"),
    ("‘三个一批’活动", "三个一批", "word"),
    ("实施“3452”战略", "3452", "no unit"),
    ("一把手招商", "一把手", "word"),
    ("实现“双过半”", "双过半", "word"),
    ("第十二届农博会", "第十二届", "ordinal"),
    ("第7届论坛", "第7届", "ordinal"),
    ("把招商放在第一位，", "第一位", "ordinal"),
    ("迎来第一位客商", "第一位", "ordinal"),
    ("第二产业占比", "第二产业", "word"),
    ("推行“5+2”工作法", "5+2", "formula"),
    ("“1+N”链式招商", "1+N", "formula"),
    ("“1+5”包保", "1+5", "formula"),
    ("G60科创走廊", "60", "name"),
    ("5G基站", "5G", "name"),
    ("A3-0718展位", "3-0718", "name"),
    ("拨打12345热线", "12345", "hotline"),
    ("90后专员", "90后", "age group"),
    ("24小时响应", "24小时", "round the clock"),
    ("7×24小时服务", "7×24小时", "round the clock"),
    ("今年51岁", "51岁", "age"),
    ("电话：0851-33220000", "0851-33220000", "phone number"),
    ("手机13800001111", "13800001111", "phone number"),
    ("鄂ICP备05012345号", "05012345", "code"),
    ("许可证1312006002", "1312006002", "code"),
    ("早上9点的洽谈", "9点", "time of day"),
    ("上午9时许", "9时许", "time of day"),
    ("清晨6点半", "6点半", "time of day"),
    ("15:30开幕", "15:30", "time of day"),
    ("凌晨两点发来", "两点", "time of day"),
    ("一、总体情况", "一、", "list marker"),
    ("（二）主要做法", "二", "list marker"),
    ("一是压实责任", "一是", "list marker"),
    ("1.规模大", "1.", "list marker"),
    ("01 到位资金", "01", "list marker"),
    ("2013中国·青海洽谈会", "2013", "year in a name"),
    ("中国制造2025", "2025", "year in a name"),
    ("君竹路3号楼", "3号楼", "address"),
    ("二期工程", "二期", "phase"),
    ("5A级景区", "5A", "name"),
    ("工业4.0", "4.0", "no unit"),
    ("一家企业的负责人", "一家", "article"),
    ("这两个产业", "两个", "anaphor"),
    ("资料“四个齐全”", "四个", "slogan"),
    ("党的二十大精神", "二十大", "congress"),
    ("印发〔2023〕12号文件", "〔2023〕12号", "document number"),
    ("《八条措施》", "八条", "title"),
    ("《“十四五”规划》", "十四五", "title"),
    ("每月25日前报送", "25日", "recurring date"),
    ("单位：亿元、个", None, None),
    ("最后一公里", "一公里", "word"),
    ("三年行动方案", "三年", "name"),
    ("六位一体推进", "六位", "word"),
    ("百年大计", "百年大计", "word"),
    ("万年县招商", "万年", "word"),
    ("正负5号线", "5号线", "number of a thing"),
    ("万元GDP能耗", "万元", "unit"),
    ("同比两位数增长", "两位数", "word"),
    ("版本1.2.3", "1.2.3", "code"),
    ("9·8投洽会", "9·8", "name"),
    ("沿102省道", "102", "no unit"),
    ("周三下午", "三", "weekday"),
    ("签约〓00余家", "00余", "damaged"),
    ("签约2〓5亿元", "2", "damaged"),
    ("签约?00余家", "00余", "damaged"),
    ("签约12?5亿元", "12", "damaged"),
]


@pytest.mark.parametrize(("text", "surface", "reason"), CASES)
def test_marked(text: str, surface: str | None, reason: str | None):
    found = find_figures(text)
    assert [figure for figure in found if figure.kind in RESULTS] == []
    if surface is None:
        return
    (marked,) = [figure for figure in found if figure.surface == surface]
    assert (marked.kind, marked.reason, marked.unit, marked.value) == ("distractor", reason, "none", None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "签约〓5亿元",
            "签约5〓亿元",
            "签约5亿元〓",
            "签约5亿〓元",
            "签约?5亿元",
            "签约5?亿元",
            "签约\ufffd5亿元",
        ),
        *(
            "签约5亿元\ufffd",
            "占〓百分之五",
            "〓三个",
            "约〓三成",
            "三〓十个",
            "二?十个",
            "12.〓5%",
            "1,2〓3个",
        ),
    ],
)
def test_nothing_that_touches_damage_is_a_number(text: str):
    assert all(figure.kind == "distractor" for figure in find_figures(text))


def test_a_full_width_question_is_no_damage():
    (figure,) = find_figures("为什么？5亿元花在哪里？")
    assert figure.kind == "money"


def test_every_distractor_says_why():
    text = "".join(case[0] + "。" for case in CASES)
    for figure in find_figures(text):
        assert (figure.reason is not None) == (figure.kind == "distractor")
