"""Source, author and date of publication, from the many places where pages say them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from summarizer.article import TracedText
from summarizer.cleaning import clean
from summarizer.cleaning.dates import dates_in
from summarizer.cleaning.furniture import strip_furniture
from summarizer.cleaning.metadata import Metadata, extract_metadata

FIRST = "今年以来，全市上下把招商引资作为头号工程，新签约项目25个，总投资402.33亿元，到位资金63亿元。"
LAST = "市投资促进局有关负责人表示，下一步将紧盯签约项目，推动早落地、早开工、早投产，确保完成全年任务。"


def read(*lines: str) -> Metadata:
    return extract_metadata(strip_furniture(TracedText.of("\n".join(lines))))


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：青禾晚报", "青禾晚报"),
        ("2021-05-06 10:00:00　来源： 青禾网　浏览：20", "青禾网"),
        ("信息来源：区投资促进局   发布日期：2021-05-06", "区投资促进局"),
        ("稿源：鹭洲发布  作者：何苇", "鹭洲发布"),
        ("文章来源：青禾网作者：何苇 2021-05-06", "青禾网"),
        ("来源 | 青禾发布", "青禾发布"),
        ("【信息来源：青禾网】【信息时间：2021-05-06】", "青禾网"),
        ("2021-05-06 10:05 | 暖阳观察 | 阅读 2.6万", "暖阳观察"),
        ("http://www.example.com 2021-05-06 08:46:15 湖畔在线 【大 中 小】", "湖畔在线"),
        ("江渚晚报 2021年05月06日 星期四", "江渚晚报"),
        ("来源:《青禾日报》 2021-05-06", "青禾日报"),
        ("来源：青禾日报社 2021-05-06", "青禾日报"),
    ],
)
def test_source_in_the_date_line(line: str, source: str) -> None:
    assert read(line, FIRST, LAST).source == source


@pytest.mark.parametrize(
    "line",
    [
        "来源：本站",
        "信息来源：本站原创",
        "来源：本网 访问次数：3",
        "来源：未知 作者：admin",
        "来源：互联网",
        "来源：",
    ],
)
def test_nobody_is_no_source(line: str) -> None:
    assert read(line, FIRST, LAST).source is None


@pytest.mark.parametrize(
    ("first", "source"),
    [
        ("据青禾日报报道，" + FIRST, "青禾日报"),
        ("本网讯（青禾日报社融媒体记者 何苇）" + FIRST, "青禾日报"),
        ("青禾日报讯 记者获悉，" + FIRST, "青禾日报"),
        ("新华社北京5月6日电（记者 何苇）" + FIRST, "新华社"),
        ("江渚网6月8日东山消息 " + FIRST, "江渚网"),
    ],
)
def test_source_in_the_first_sentence(first: str, source: str) -> None:
    assert read(first, LAST).source == source


def test_source_in_the_credit() -> None:
    assert read(FIRST, LAST + "（青禾日报 记者何苇 吴桐）").source == "青禾日报"


@pytest.mark.parametrize(
    ("tail", "source"),
    [
        ("转自：青禾晚报", "青禾晚报"),
        ("Copyright © 2010-2021 鹭洲在线 版权所有", "鹭洲在线"),
        ("鹭洲新闻版权与免责声明：凡转载请注明。", "鹭洲新闻"),
        ("版权声明：凡注明“来源：鹭洲在线”的稿件，未经许可不得转载。", "鹭洲在线"),
    ],
)
def test_source_below_the_article(tail: str, source: str) -> None:
    assert read(FIRST, LAST, tail).source == source


def test_a_label_counts_before_the_owner() -> None:
    page = (
        "来源：青禾晚报",
        FIRST,
        LAST,
        "版权声明：凡注明“来源：鹭洲在线”的稿件不得转载。",
        "Copyright 鹭洲在线 版权所有",
    )
    assert read(*page).source == "青禾晚报"


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-06",
        "2021/5/6 8:05",
        "2021.05.06",
        "2021年5月6日",
        "2021年05月06日09:12",
        "2021 年 5 月 6 日",
        "20210506",
        "二〇二一年五月六日",
        "二○二一年五月六日",
        "2021 05-06 09:09:51",
        "2021-05-06T09:12:00+08:00",
    ],
)
def test_forms_of_dates(text: str) -> None:
    assert [found.day for found in dates_in(text)] == [date(2021, 5, 6)]


@pytest.mark.parametrize(
    "text",
    [
        "2021-13-06",
        "2021-02-30",
        "1021-05-06",
        "电话0755-20210",
        "2099-01-01",
        "12345202105067",
        "21-05-06",
        "5月6日",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates_in(text) == []


def test_tens_in_chinese_dates() -> None:
    assert [d.day for d in dates_in("二〇一九年十二月三十一日、二〇二〇年十月二十日")] == [
        date(2019, 12, 31),
        date(2020, 10, 20),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("今天是2022年3月5日 星期六", "发布时间：2021-05-06", FIRST, LAST),
        ("成文日期：2021-04-01 发布日期：2021-05-06", FIRST, LAST),
        (FIRST, LAST, "发布时间：2021-05-06", "相关新闻", "·某地签约项目31个 2021-04-30"),
        (FIRST, LAST, "某市投资促进局", "2021年5月6日"),
        ("2021-05-06", FIRST.replace("今年以来", "2021年1月1日以来"), LAST),
        ("青禾网 2021-05-06 08:00", FIRST, LAST, "Copyright 2022-01-01 青禾网"),
    ],
)
def test_the_day_of_publication_among_other_dates(lines: tuple[str, ...]) -> None:
    assert read(*lines).published == date(2021, 5, 6)


@pytest.mark.parametrize(
    "lines",
    [
        (FIRST, LAST),
        ("截至2021年5月6日，" + FIRST, LAST),
        (FIRST, LAST, "相关新闻", "·某地签约 2021-05-06", "·某地开工 2021-05-05"),
        ("今天是2021年5月6日 星期四", FIRST, LAST),
    ],
)
def test_no_day_where_the_page_has_none(lines: tuple[str, ...]) -> None:
    assert read(*lines).published is None


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (("作者：何苇 2021-05-06", FIRST, LAST), "何苇"),
        (("来源：青禾网 作者：本站记者 何苇  浏览：3", FIRST, LAST), "何苇"),
        ((FIRST, LAST + "（记者 何苇 吴桐）"), "何苇 吴桐"),
        (("本报讯（记者 何苇）" + FIRST, LAST), "何苇"),
        (("■ 记者 何苇", FIRST, LAST), "何苇"),
        (("作者：", FIRST, LAST), None),
        ((FIRST, LAST), None),
    ],
)
def test_author(lines: tuple[str, ...], author: str | None) -> None:
    assert read(*lines).author == author


def test_a_page_without_article_says_nothing() -> None:
    assert read("来源：青禾网", "2021-05-06", "首页 > 新闻") == Metadata()


def test_reference_pages(corpus: Path) -> None:
    """Title, source, date and region on the reference corpus, through the public face."""
    import json

    asked: dict[str, int] = {}
    right: dict[str, int] = {}
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        article = clean((folder / "raw.txt").read_bytes())
        found = {
            "title": article.title,
            "source": article.source,
            "published": str(article.published),
            "region": article.region.name if article.region else None,
        }
        expected = gold | {"region": gold["region"] and gold["region"]["name"]}
        for name, value in found.items():
            if expected[name] is not None:
                asked[name] = asked.get(name, 0) + 1
                right[name] = right.get(name, 0) + _same(value, expected[name])
    assert {name: count for name, count in asked.items() if right[name] < 0.9 * count} == {}


def _same(one: str | None, other: str) -> bool:
    marks = str.maketrans("，：！？（）", ",:!?()")
    return (one or "").translate(marks).replace(" ", "") == other.translate(marks).replace(" ", "")
