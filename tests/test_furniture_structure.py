"""What pages do with their articles: print them twice, run lines together, wrap them, interrupt them."""

from __future__ import annotations

import pytest

from summarizer.article import TracedText
from summarizer.cleaning.furniture import FurnitureResult, strip_furniture

FIRST = "今年以来，全市上下把招商引资作为头号工程，新签约项目25个，总投资402.33亿元，到位资金63亿元。"
SECOND = "从产业看，新材料项目12个，总投资210亿元；装备制造项目8个，总投资120.5亿元，项目质量明显提高。"
THIRD = "市投资促进局有关负责人表示，下一步将紧盯签约项目，推动早落地、早开工、早投产，确保完成全年任务。"
ARTICLE = [FIRST, SECOND, THIRD]
TITLE = "全市招商引资签约项目总投资超400亿元"


def strip(*lines: str) -> FurnitureResult:
    return strip_furniture(TracedText.of("\n".join(lines)))


def body(*lines: str) -> list[str]:
    return strip(*lines).body.text.splitlines()


def test_a_page_of_prose_alone_stays_as_it_is() -> None:
    result = strip(*ARTICLE)
    assert result.body.text.splitlines() == ARTICLE
    assert result.removed == ()
    assert result.damage == ()


@pytest.mark.parametrize(
    "page", ["", "\n\n", "首页 > 新闻\n打印 关闭\n相关阅读\n某县集中开工\n京ICP备00000001号", "签约"]
)
def test_a_page_without_prose_has_no_body(page: str) -> None:
    result = strip_furniture(TracedText.of(page))
    assert result.body.text == ""
    assert result.title is None


def test_a_body_printed_twice_is_kept_once() -> None:
    result = strip(TITLE, "来源：青禾网", *ARTICLE, TITLE, "来源：青禾网", *ARTICLE, "责任编辑：吴桐")
    assert result.body.text.splitlines() == [TITLE, *ARTICLE]
    assert "double-body" in result.damage


def test_of_two_copies_the_whole_one_stays() -> None:
    torn = [FIRST.replace("25个", "〓〓个"), SECOND, THIRD]
    assert body(*torn, *ARTICLE) == ARTICLE
    assert body(*ARTICLE, *torn) == ARTICLE


def test_a_body_printed_twice_in_one_line() -> None:
    paragraph = FIRST + SECOND
    result = strip(TITLE, paragraph + paragraph)
    assert result.body.text.splitlines() == [TITLE, paragraph]
    assert "double-body" in result.damage


def test_a_sentence_said_twice_is_no_double_body() -> None:
    result = strip(FIRST, SECOND, FIRST.replace("今年", "去年"), THIRD)
    assert len(result.body.text.splitlines()) == 4
    assert result.damage == ()


def test_headline_date_line_and_article_in_one_line() -> None:
    result = strip(f"{TITLE} 2021-04-01 17:10 来源：青禾网 编辑：吴桐 {FIRST}{SECOND}")
    assert result.title == TITLE
    assert result.body.text.splitlines() == [TITLE, FIRST + SECOND]


def test_headline_and_date_line_in_one_line() -> None:
    result = strip(f"{TITLE} 2021-04-01 17:10 来源：青禾网", *ARTICLE)
    assert result.title == TITLE
    assert result.body.text.splitlines() == [TITLE, *ARTICLE]


def test_a_counter_before_the_first_sentence_goes_with_the_date_line() -> None:
    result = strip(f"{TITLE} 2021-04-01 17:10 来源：青禾网 编辑：吴桐 0 ??? {FIRST}{SECOND}")
    assert result.body.text.splitlines() == [TITLE, FIRST + SECOND]


@pytest.mark.parametrize(
    "tail",
    ["（责任编辑：吴桐）", "来源：青禾网", "【打印】【关闭】", "编辑：何苇 审核：白露", "[责任编辑：沈秋]"],
)
def test_furniture_on_the_end_of_the_last_paragraph(tail: str) -> None:
    assert body(FIRST, THIRD + tail) == [FIRST, THIRD]


def test_a_reporters_credit_stays() -> None:
    assert body(FIRST, THIRD + "（记者 吴桐 何苇）")[-1].endswith("（记者 吴桐 何苇）")
    assert (
        body(FIRST, THIRD, "（青禾晚报全媒体记者 吴桐 何苇）", "责任编辑：白露")[-1]
        == "（青禾晚报全媒体记者 吴桐 何苇）"
    )


def test_a_notice_keeps_salutation_contact_and_signature() -> None:
    notice = [
        "各县（区）人民政府，市直各部门：",
        *ARTICLE,
        "（联系人：小吴 电话：0000-5550100）",
        "某市投资促进局",
        "2021年5月6日",
    ]
    assert body("关于一季度招商引资情况的通报", *notice, "【打印】 【关闭】", "上一篇：某会议召开") == [
        "关于一季度招商引资情况的通报",
        *notice,
    ]


def test_sub_headings_stay() -> None:
    lines = ["一、总量", FIRST, "二、结构", SECOND, "【下一步】", THIRD]
    assert body(TITLE, "发布时间：2021-05-06", *lines) == [TITLE, *lines]


def test_a_dek_between_title_and_article_stays() -> None:
    assert body(TITLE, "——青禾市招商一线见闻", "2021-05-06 10:00 来源：青禾网", *ARTICLE)[:2] == [
        TITLE,
        "——青禾市招商一线见闻",
    ]


@pytest.mark.parametrize(
    "inserted",
    [
        ["相关阅读：", "某县前5月到位资金12.8亿元", "夜市经济升温 摊主凌晨收工"],
        ["[广告] 全自动包装机 厂价直销"],
        ["资料图"],
        ["▲签约现场"],
        ["打开客户端，查看更多精彩内容"],
        ["-------- 接上页 --------"],
        ["夜市经济升温 摊主凌晨收工", "今夏首个台风生成", "高考志愿怎么填 专家来支招", "老厂房变身文创园"],
        ["公文大全，免费下载", SECOND, "公文大全，免费下载"],
    ],
)
def test_what_interrupts_an_article_goes(inserted: list[str]) -> None:
    expected = [FIRST, *[line for line in inserted if line == SECOND], THIRD]
    assert body(FIRST, *inserted, THIRD, "责任编辑：吴桐") == expected


def test_headlines_below_go_though_they_speak_of_the_same_things() -> None:
    headlines = [
        "某县一季度签约项目31个 总投资66.5亿元",
        "新材料项目集中开工 投资额43亿元",
        "全市招商引资到位资金同比增长22%",
    ]
    for heading in (["相关阅读"], ["责任编辑：吴桐"], []):
        assert body(*ARTICLE, *heading, *headlines) == ARTICLE


def test_titles_of_other_pages_above_are_not_the_title() -> None:
    page = [
        "今日热点",
        "夜市经济升温 摊主凌晨收工",
        "今夏首个台风生成",
        TITLE,
        "2021-05-06 来源：青禾网",
        *ARTICLE,
    ]
    result = strip(*page)
    assert result.title == TITLE
    assert result.body.text.splitlines() == [TITLE, *ARTICLE]


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE}_要闻_青禾新闻网",
        f"{TITLE} - 青禾新闻网",
        f"{TITLE}_青禾市人民政府",
        f"原标题：{TITLE}",
        f"{TITLE}(主题)",
    ],
)
def test_a_title_without_its_labels(line: str) -> None:
    assert strip(line, "2021-05-06 来源：青禾网", *ARTICLE).title == TITLE


@pytest.mark.parametrize(
    "line", ["首页 > 要闻 > 正文", "青禾市投资促进服务中心", "时政 经济 社会 文化", "欢迎访问青禾网"]
)
def test_no_title_where_the_page_has_none(line: str) -> None:
    assert strip(line, "2021-05-06 来源：青禾网", *ARTICLE).title is None


def test_table_rows_stay_with_the_article() -> None:
    rows = ["地区\t项目数\t金额（亿元）", "东山县\t12\t35.6", "西河区\t8\t20.1"]
    assert body(FIRST, *rows, THIRD) == [FIRST, *rows, THIRD]
    assert body(FIRST, *rows[1:], "责任编辑：吴桐") == [FIRST, *rows[1:]]


def test_wrapped_paragraphs_are_put_together() -> None:
    paragraphs = [FIRST + SECOND, THIRD + SECOND]
    wrapped = [p[at : at + 20] for p in paragraphs for at in range(0, len(p), 20)]
    assert body(*wrapped) == paragraphs


def test_marks_of_pictures_inside_a_sentence_are_cut() -> None:
    assert body(FIRST.replace("头号工程", "头号工程（资料图片）"), THIRD) == [FIRST, THIRD]


SHEET = [
    "1.签约情况",
    "新签约项目312个",
    "总投资1203.5亿元",
    "2.落地情况",
    "到位资金402亿元",
    "同比增长18.6%",
]


def test_an_outline_of_figures_belongs_to_the_article() -> None:
    page = [TITLE, "2021-05-06 来源：青禾网"]
    assert body(*page, FIRST, *SHEET, "责任编辑：吴桐") == [TITLE, FIRST, *SHEET]
    assert body(*page, *SHEET, THIRD, "责任编辑：吴桐") == [TITLE, *SHEET, THIRD]
    assert body(*page, FIRST, *SHEET, THIRD, "责任编辑：吴桐") == [TITLE, FIRST, *SHEET, THIRD]
    assert body(TITLE, *SHEET, THIRD) == [TITLE, *SHEET, THIRD]


def test_headlines_with_figures_are_no_outline() -> None:
    headlines = [
        "东山县前5月新签约项目31个",
        "西河区到位资金12.8亿元 同比增长22.4%",
        "南岭新材料园开工18个项目 投资43亿元",
    ]
    assert body(FIRST, THIRD, *headlines, "青禾网版权所有") == [FIRST, THIRD]


def test_long_pages_without_end() -> None:
    """Hostile sizes: a million-sign line, a hundred thousand short lines."""
    assert len(strip_furniture(TracedText.of("签约项目。" * 200_000)).body) == 1_000_000
    assert strip_furniture(TracedText.of("某县集中签约项目\n" * 100_000)).body.text == ""
    assert strip_furniture(TracedText.of("（" * 300_000)).body.text == ""
    assert strip_furniture(TracedText.of("来源：" * 100_000)).body.text == ""
    assert strip_furniture(TracedText.of("原标题：" + "-网" * 200_000 + "\n" + FIRST)).body.text == FIRST
    assert strip_furniture(TracedText.of("11页" * 13 + "完\n" + FIRST)).body.text == FIRST
