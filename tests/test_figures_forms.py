"""Every written form of a quantity, one line each: the text, then what must be found in it.

Each case marks the figure in its text by 【】; nothing else of kind figure may stand in the text unless
it is marked too.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from summarizer.figures import find_figures

MONEY = [
    ("合同金额达【1352.08亿元】,创新高", "135208000000", "CNY"),
    ("签约总金额【2.1482万亿元】。", "2148200000000", "CNY"),
    ("实际到位资金【11,597.8亿元】，", "1159780000000", "CNY"),
    ("实际到位资金【11，597.8亿元】，", "1159780000000", "CNY"),
    ("签约资金【577800万元】。", "5778000000", "CNY"),
    ("实际利用外资【42800万美元】", "428000000", "USD"),
    ("到位外资【3,000万美元】。", "30000000", "USD"),
    ("总投资【两千亿元】；", "200000000000", "CNY"),
    ("注册资金【一千万元】，", "10000000", "CNY"),
    ("总投资【2亿3000万元】的", "230000000", "CNY"),
    ("总投资【两亿三千万元】的", "230000000", "CNY"),
    ("投资【1.5亿】建设", "150000000", "CNY"),
    ("投资【8000万】实施改造", "80000000", "CNY"),
    ("到位资金【2900万】，", "29000000", "CNY"),
    ("总投资【5个亿】的项目", "500000000", "CNY"),
    ("总投资【30多个亿】的项目", "3000000000", "CNY"),
    ("引资【1亿多美元】，", "100000000", "USD"),
    ("引资【两亿多元】，", "200000000", "CNY"),
    ("引资【10多亿元】，", "1000000000", "CNY"),
    ("引资【300余亿元】，", "30000000000", "CNY"),
    ("引资【二十多亿元】，", "2000000000", "CNY"),
    (
        "港资【20亿港元】、日资【300亿日元】、欧资【5亿欧元】",
        "2000000000 30000000000 500000000",
        "HKD JPY EUR",
    ),
    ("使用外资【1381.9亿元人民币】（折【224.8亿美元】）", "138190000000 22480000000", "CNY USD"),
    ("人民币【3.5亿元】", "350000000", "CNY"),
    ("新台币【6亿元】", "600000000", "CNY"),
    ("实缴【$300万】", "3000000", "USD"),
    ("总投资 【50 亿元】 的项目", "5000000000", "CNY"),
    ("签约总额【6178亿】", "617800000000", "CNY"),
    ("产值【三点五亿元】", "350000000", "CNY"),
    ("利用外资【一点二亿美元】", "120000000", "USD"),
    ("余额【零点八亿元】", "80000000", "CNY"),
    ("亩均税收【30万元/亩】", "300000", "CNY"),
    ("其中【1000万】以上项目", "10000000", "CNY"),
    ("分别为【30亿】、【50亿】和【120亿元】。", "3000000000 5000000000 12000000000", "CNY CNY CNY"),
    ("每人补助【2000元】", "2000", "CNY"),
    ("产值【１２.５亿元】", "1250000000", "CNY"),
]


def split(marked: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its marks, and where each marked surface begins."""
    text, surfaces = "", []
    for part in re.split(r"(【[^】]*】)", marked):
        if part.startswith("【"):
            surfaces.append((len(text), part[1:-1]))
            part = part[1:-1]
        text += part
    return text, surfaces


def figures_of(text: str, *kinds: str):
    return [figure for figure in find_figures(text) if figure.kind in kinds]


REAL = ("money", "count", "percent", "point", "multiple", "rank", "quantity")


def check(marked: str, values: str, kind: str, units: str | None = None):
    text, surfaces = split(marked)
    found = figures_of(text, *REAL)
    assert [(figure.span.start, figure.surface) for figure in found] == surfaces
    assert [figure.kind for figure in found] == [kind] * len(surfaces)
    assert [figure.value for figure in found] == [Decimal(value) for value in values.split()]
    if units:
        assert [figure.unit for figure in found] == units.split()
    return found


@pytest.mark.parametrize(("marked", "values", "units"), MONEY)
def test_money(marked: str, values: str, units: str):
    check(marked, values, "money", units)


COUNTS = [
    ("新引进项目【178个】", "178"),
    ("新设企业【1,686家】；", "1686"),
    ("走访客商【30多家】。", "30"),
    ("选派【300余人】驻点", "300"),
    ("【76名】招商干部", "76"),
    ("外出招商【9次】", "9"),
    ("外出考察【137批次】", "137"),
    ("接待【35万人次】", "350000"),
    ("新签【三十二个】", "32"),
    ("与【十三家】企业", "13"),
    ("招商【两次】,", "2"),
    ("引进企业【一百二十三家】", "123"),
    ("引进企业【一千二百家】", "1200"),
    ("引进企业【一百零五家】", "105"),
    ("吸纳就业【五百人】。", "500"),
    ("就业【1.2万余人】", "12000"),
    ("就业【一万余人】", "10000"),
    ("【百余家】企业", "100"),
    ("超【百家】企业", "100"),
    ("近【万名】客商", "10000"),
    ("来宾上【千人】", "1000"),
    ("【数百家】企业", "100"),
    ("【几十家】企业", "10"),
    ("【十几家】企业", "10"),
    ("【十余家】企业", "10"),
    ("【二十来家】企业", "20"),
    ("【六大】产业链图谱", "6"),
    ("“【5清单】【2图谱】”", "5 2"),
    ("【36项目】集中签约", "36"),
    ("【14县区】参加", "14"),
    ("【28国】客商", "28"),
    ("专班【96支】、【1100余人】", "96 1100"),
    ("签约 【178 个】 项目", "178"),
    ("新增上市公司【一家】、高新企业【三家】，", "1 3"),
    ("新增企业数为【1230】，", "1230"),
    ("分别为【12】、【34】和【45个】", "12 34 45"),
    ("举办【两期】培训班", "2"),
    ("【20余个】领域", "20"),
    ("【4500多位】嘉宾", "4500"),
    ("组织【42批（次）】外出", "42"),
    ("【100+家】企业", "100"),
    ("年产【1300条(套)】家具", "1300"),
    ("推介会【一场】、签约【8个】。", "1 8"),
    ("祁连等【四县】分别", "4"),
]


@pytest.mark.parametrize(("marked", "values"), COUNTS)
def test_counts(marked: str, values: str):
    check(marked, values, "count", " ".join(["count"] * len(values.split())))


PERCENTS = [
    ("增长【15.6%】；", "15.6"),
    ("增长【15.6％】；", "15.6"),
    ("增长【92.42﹪】；", "92.42"),
    ("增长【百分之二十一】，", "21"),
    ("占计划的【百分之五十六点三】。", "56.3"),
    ("完成【百分之六十】，", "60"),
    ("完成【百分之百】。", "100"),
    ("贡献了逾【七成】的", "70"),
    ("减少【两成多】。", "20"),
    ("近【3成】。", "30"),
    ("占【七成五】。", "75"),
    ("年度目标完成【一半】。", "50"),
    ("过【半数】企业", "50"),
    ("占全市的【三分之一】。", str(Decimal(100) / Decimal(3))),
    ("占全市的【四分之三】。", "75"),
    ("占全市的【1/4】。", "25"),
    ("下降【千分之五】。", "0.5"),
    ("同比增长【-7.65%】。", "-7.65"),
    ("增长【负3.5%】。", "-3.5"),
    ("占【两成半】。", "25"),
    ("占【十分之一】。", "10"),
    ("同比增长【11.7 %】，", "11.7"),
    ("依次为【2.8%】、【67.7%】和【29.5%】。", "2.8 67.7 29.5"),
    ("分别为【2.8】、【67.7】和【29.5%】。", "2.8 67.7 29.5"),
]


@pytest.mark.parametrize(("marked", "values"), PERCENTS)
def test_percent(marked: str, values: str):
    check(marked, values, "percent")


SHARES = [
    (
        "三次产业结构由【9.8】:【45.2】:【45.0】调整为【9.1】:【44.6】:【46.3】。",
        "9.8 45.2 45.0 9.1 44.6 46.3",
    ),
    ("三次产业增加值比例为【3.34】:【64.56】:【32.1】，", "3.34 64.56 32.1"),
    ("三次产业比重为【12】：【34】：【54】，", "12 34 54"),
    ("一二三产业比【10】:【45】:【45】，", "10 45 45"),
    ("产业结构优化为【5】比【45】比【50】。", "5 45 50"),
    ("三次产业结构为【3.3】:【64.6】:【32.2】，", "3.3 64.6 32.2"),
    ("内资与外资的比例为【82.5】∶【17.5】；", "82.5 17.5"),
    ("去年投资以【70】:【30】的比例分布在两个产业", "70 30"),
]


@pytest.mark.parametrize(("marked", "values"), SHARES)
def test_ratio_that_makes_a_whole(marked: str, values: str):
    text, wanted = split(marked)
    found = [figure for figure in find_figures(text) if figure.kind == "percent"]
    assert [(figure.span.start, figure.surface) for figure in found] == wanted
    assert [figure.value for figure in found] == [Decimal(value) for value in values.split()]
    assert {figure.unit for figure in found} == {"percent"}


@pytest.mark.parametrize(
    "text",
    [
        "按6:4的比例分成",
        "三次产业结构为9.8:45.2:55.0，",
        "产业结构更优。开幕时间为12:34:54，",
        "比例尺为1:500",
        "第12:34:54号文件",
    ],
)
def test_ratio_that_makes_no_whole(text: str):
    assert not [figure for figure in find_figures(text) if figure.kind == "percent"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("签约项目2个，其中一个在谈，另外一个项目总投资5亿元。", True),
        ("另一个项目由某公司建设，总投资约1.2亿元，", True),
        ("另有一个重点项目计划投资8000万元。", True),
        ("另一个项目正在洽谈，", False),
        ("另外一个问题是项目投资不足，仅3亿元。", False),
        ("另一项重点工作是推进项目，完成投资3亿元。", False),
        ("另一个项目。今年完成投资3亿元。", False),
        ("建设一个项目，总投资5亿元。", False),
        ("换一个项目，总投资5亿元。", False),
    ],
)
def test_another_counts_with_a_sum_of_its_own(text: str, counted: bool):
    found = [f for f in find_figures(text) if f.kind == "count" and f.surface[0] == "一"]
    assert [figure.value for figure in found] == ([Decimal(1)] if counted else [])


OTHERS = [
    ("point", "高出【2.4个百分点】。", "2.4", "percent"),
    ("point", "提高【三个百分点】。", "3", "percent"),
    ("point", "回落【0.5百分点】。", "0.5", "percent"),
    ("multiple", "增长【1.4倍】，", "1.4", "times"),
    ("multiple", "增长近【两倍】，", "2", "times"),
    ("multiple", "增长【三倍多】，", "3", "times"),
    ("multiple", "比去年11月【翻一番】。", "2", "times"),
    ("multiple", "总量【翻了两番】。", "4", "times"),
    ("multiple", "总量【翻番】。", "2", "times"),
    ("multiple", "总量【翻了一倍】。", "2", "times"),
    ("rank", "总分排【第4位】。", "4", "rank"),
    ("rank", "位居全州【第三】;", "3", "rank"),
    ("rank", "居全省【第三】。", "3", "rank"),
    ("rank", "排名【第一】，", "1", "rank"),
    ("rank", "增幅居【五市之首】，", "1", "rank"),
    ("rank", "居全省【首位】。", "1", "rank"),
    ("rank", "由【第5位】升至【第3位】。", "5 3", "rank"),
    ("rank", "总量排名全省【前三】。", "3", "rank"),
    ("rank", "进入全国【前10名】。", "10", "rank"),
    ("quantity", "占地【124亩】，", "124", "other"),
    ("quantity", "建筑面积【16万平方米】，", "160000", "other"),
    ("quantity", "年产【20GW】组件", "20", "other"),
    ("quantity", "【100MW】农光互补", "100", "other"),
    ("quantity", "年产【60万立方米】的", "600000", "other"),
    ("quantity", "年产【二十万吨】的", "200000", "other"),
    ("quantity", "新建【2×660兆瓦】机组", "1320", "other"),
    ("quantity", "发电【3.5亿千瓦时】", "350000000", "other"),
    ("quantity", "装机【100万千瓦】", "1000000", "other"),
    ("quantity", "装机【五千千瓦】", "5000", "other"),
    ("quantity", "处理【500吨/日】", "500", "other"),
    ("quantity", "长【36.5公里】", "36.5", "other"),
    ("quantity", "连续【两个月】", "2", "other"),
    ("quantity", "用时【3个工作日】", "3", "other"),
    ("quantity", "耗时【半年】", "0.5", "other"),
    ("quantity", "制程【28纳米】", "28", "other"),
]


@pytest.mark.parametrize(("kind", "marked", "values", "unit"), OTHERS)
def test_other_kinds(kind: str, marked: str, values: str, unit: str):
    check(marked, values, kind, " ".join([unit] * len(values.split())))


RANGES = [
    ("money", "投资【5—10亿元】的", "500000000", "1000000000"),
    ("money", "投资【1亿元至3亿元】的", "100000000", "300000000"),
    ("money", "投资【3000万—1亿元】的", "30000000", "100000000"),
    ("money", "投资【8000-10000万元】的", "80000000", "100000000"),
    ("count", "引进【3至5个】项目", "3", "5"),
    ("count", "引进【七八家】企业", "7", "8"),
    ("count", "引进【三四十家】企业", "30", "40"),
    ("count", "引进【两三个】项目", "2", "3"),
    ("percent", "增长【5%—8%】。", "5", "8"),
    ("percent", "增长【5-8%】。", "5", "8"),
    ("percent", "增长【百分之五至百分之八】。", "5", "8"),
    ("quantity", "年产【10～15万吨】", "100000", "150000"),
]


@pytest.mark.parametrize(("kind", "marked", "low", "high"), RANGES)
def test_ranges(kind: str, marked: str, low: str, high: str):
    (figure,) = check(marked, low, kind)
    assert figure.upper == Decimal(high)


BOUNDS = [
    ("投资规模在【亿元】以上的", "100000000", "at_least"),
    ("新建【千万元】以上工程", "10000000", "at_least"),
    ("【300万元】以上技改项目", "3000000", "at_least"),
    ("超【5000万美元】的项目", "50000000", "more_than"),
    ("投资额过【10亿元】的", "1000000000", "more_than"),
    ("突破【700亿元】，", "70000000000", "more_than"),
    ("不低于【20亿元】，", "2000000000", "at_least"),
    ("不超过【20亿元】，", "2000000000", "at_most"),
    ("不足【20亿元】，", "2000000000", "less_than"),
    ("【20亿元】以内，", "2000000000", "at_most"),
    ("【5亿元】（含）以上的", "500000000", "at_least"),
    ("打造【百亿级】产业", "10000000000", None),
    ("【百亿元】项目", "10000000000", "at_least"),
    ("上【亿元】的投资", "100000000", "at_least"),
    ("用地约【3亿元】", "300000000", None),
    ("约【3亿元】左右", "300000000", None),
]


@pytest.mark.parametrize(("marked", "value", "bound"), BOUNDS)
def test_bounds_approximate(marked: str, value: str, bound: str | None):
    (figure,) = check(marked, value, "money")
    assert figure.bound == bound
    assert figure.approx


def test_a_number_of_large_projects_is_no_amount():
    number, threshold = figures_of("引进7个亿元以上项目", *REAL)
    assert (number.surface, number.kind, number.value) == ("7个", "count", 7)
    assert (threshold.surface, threshold.kind, threshold.bound) == ("亿元", "money", "at_least")


@pytest.mark.parametrize(
    "text", ["集中签约32亿元", "达85.49亿元", "高出2亿元", "投资完成12.06亿元", "附近3亿元", "毁约2亿元"]
)
def test_words_that_only_look_approximate(text: str):
    (figure,) = figures_of(text, "money")
    assert not figure.approx
    assert figure.bound is None
