"""HTML pages: the article, its tables, its metadata, and where every character stands in the source."""

from __future__ import annotations

import html as entities
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.cleaning import clean
from summarizer.cleaning.furniture.lines import fold
from summarizer.cleaning.html_text import is_html, visible_text
from summarizer.cleaning.pages_html import HtmlPage, extract_html
from summarizer.errors import NoArticleError
from tests.pages import as_html, compose

COMPOSED = 16

TITLE = "全市招商引资签约项目总投资超400亿元"
PARAGRAPHS = [
    "今年以来，全市上下把招商引资作为头号工程，新签约项目25个，总投资402.33亿元，到位资金63亿元。",
    "从产业看，新材料项目12个，总投资210亿元；装备制造项目8个，总投资120.5亿元，项目质量明显提高。",
    "市投资促进局有关负责人表示，下一步将紧盯签约项目，推动早落地、早开工、早投产，确保完成全年任务。",
]
HEADLINES = ["某县一季度签约项目31个 总投资66.5亿元", "夜市经济升温 摊主凌晨收工", "今夏首个台风生成"]


def links(headlines: list[str]) -> str:
    return (
        "<ul>" + "".join(f'<li><a href="/{n}.html">{h}</a></li>' for n, h in enumerate(headlines)) + "</ul>"
    )


def plain_template(inner: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}_青禾网</title><style>p{{color:red}}</style></head><body>"
        f'<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a></div><div class="main"><h1>{TITLE}</h1>'
        f'<div class="info">2021-05-06 10:00 来源：青禾晚报</div><div class="content">{inner}</div></div>'
        f'<div class="related"><h3>相关阅读</h3>{links(HEADLINES)}</div>'
        '<div class="footer">版权所有 青禾网</div><script>var a = "<p>不是正文。</p>";</script></body></html>'
    )


def semantic_template(inner: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}">'
        f"<title>{TITLE}</title></head><body>"
        f"<header><nav>{links(['首页', '新闻', '财经'])}</nav></header><main><article><h1>{TITLE}</h1>"
        f'<time datetime="2021-05-06">2021年5月6日</time><span>来源：青禾晚报</span>{inner}</article></main>'
        f"<aside>{links(HEADLINES)}</aside><footer>ICP备00000001号</footer></body></html>"
    )


def table_template(inner: str) -> str:
    return (
        f"<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY><TABLE width=960>"
        f"<TR><TD><A href=/>首页</A> &gt; 正文</TD></TR>"
        f"<TR><TD><H2>{TITLE}</H2></TD></TR><TR><TD>发布时间：2021-05-06 来源：青禾晚报 点击：3</TD></TR>"
        f"<TR><TD>{inner}</TD></TR><TR><TD>【打印】 【关闭】</TD></TR></TABLE></BODY></HTML>"
    )


Template = Callable[[str], str]
TEMPLATES: list[Template] = [plain_template, semantic_template, table_template]
INNER = "".join(f"<p>&nbsp;&nbsp;{paragraph}</p>\n" for paragraph in PARAGRAPHS)


def extracted(page: str) -> HtmlPage:
    found = extract_html(page)
    assert found is not None
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates(template: Template) -> None:
    article = clean(template(INNER).encode())
    lines = article.body.splitlines()
    assert lines[0] == TITLE
    assert lines[1:] == PARAGRAPHS
    assert article.title == TITLE
    assert article.source == "青禾晚报"
    assert article.published == date(2021, 5, 6)


@pytest.mark.parametrize("template", TEMPLATES)
def test_body_characters_point_into_the_source(template: Template) -> None:
    page = template(INNER)
    article = clean(page.encode())
    assert all(one <= other for one, other in pairwise(article.text.starts))
    for at, char in enumerate(article.body):
        if char != "\n":
            source = page[article.text.starts[at] : article.text.ends[at]]
            assert entities.unescape(source).replace("\xa0", " ") == char


def test_a_character_from_an_entity_spans_the_entity() -> None:
    page = plain_template(INNER.replace("402.33亿元，", "402.33亿元&mdash;&#24180;内&amp;"))
    article = clean(page.encode())
    at = article.body.index("—年内&")
    assert [page[article.text.starts[n] : article.text.ends[n]] for n in range(at, at + 5)] == [
        "&mdash;", "&#24180;", "内", "&amp;", article.body[at + 4],
    ]  # fmt: skip


def test_tables_are_kept_as_lines() -> None:
    head = "<tr><th>地区</th><th>项目数</th><th>金额</th></tr>"
    table = f"<table>{head}<tr><td>东山县</td><td>12</td><td>35.6亿元</td></tr></table>"
    paragraphs = INNER.split("\n")
    article = clean(plain_template(paragraphs[0] + table + "".join(paragraphs[1:])).encode())
    lines = article.body.splitlines()
    assert "地区\t项目数\t金额" in lines
    assert "东山县\t12\t35.6亿元" in lines
    assert [line for line in lines if "\t" not in line] == [TITLE, *PARAGRAPHS]


def test_line_breaks_part_paragraphs() -> None:
    article = clean(plain_template("<br/><br/>".join(f"　　{p}" for p in PARAGRAPHS)).encode())
    assert article.body.splitlines() == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize(
    "text",
    [
        "第一段文字。\n第二段文字。",
        "全市<签约>项目25个。",
        "残留的标签</p>\n文字<br>文字&nbsp;文字</span>。",
        "a < b，c > d",
        "",
        "<p>一段</p>",
    ],
)
def test_text_is_not_html(text: str) -> None:
    assert not is_html(text)
    assert extract_html(text) is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div><a href=/>首页</a></div><div></div><p></p></body></html>",
        f"<html><body><div>{links(HEADLINES)}</div><div>版权所有</div><div></div></body></html>",
    ],
)
def test_a_page_without_article(page: str) -> None:
    assert is_html(page)
    with pytest.raises(NoArticleError):
        clean(page.encode())


def test_the_visible_text_serves_where_the_extractor_finds_nothing() -> None:
    page = (
        "<html><body><div><div><span>"
        + "</span><br><span>".join(PARAGRAPHS[:1])
        + "</span></div></div></body></html>"
    )
    assert PARAGRAPHS[0] in extracted(page).text.text


def test_a_page_in_traditional_script() -> None:
    page = plain_template(INNER).replace("来源：青禾晚报", "來源：青禾晚報").replace("项目", "項目")
    article = clean(page.encode())
    assert article.source == "青禾晚报"
    assert article.body.splitlines()[1:] == PARAGRAPHS


def test_composed_pages_in_markup() -> None:
    """Furniture goes and the article stays, whatever containers they come in."""
    lost: list[str] = []
    left: list[str] = []
    body = 0
    for seed in range(COMPOSED):
        page = compose(seed)
        kept = {fold(line) for line in clean(as_html(page, seed).encode()).body.splitlines()}
        body += len(page.body)
        lost += [line for line in page.body if fold(line).strip() not in kept]
        left += [line for line in page.furniture if fold(line).strip() in kept and line not in page.body]
    assert len(lost) <= 0.01 * body, lost
    assert len(left) <= 1, left


def test_scripts_styles_and_comments_are_not_text() -> None:
    page = "<div>甲<script>if (a<b) { '乙' }</script><style>.丙{}</style><!-- 丁 <p>戊</p> -->己</div>"
    assert visible_text(page).text.split() == ["甲己"]


def test_blocks_break_lines_and_cells_take_tabs() -> None:
    page = "<div>甲<b>乙</b></div><p>丙</p><table><tr><td>丁</td><td>戊</td></tr></table>"
    assert [line for line in visible_text(page).text.split("\n") if line] == ["甲乙", "丙", "丁\t戊"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 20_000,
        "</div>" * 20_000,
        "<script>" * 20_000,
        "<!--" * 20_000,
        "<" * 100_000,
        "&" * 100_000,
        "<b " * 20_000,
        "<table><tr><td>" * 2_000,
        "<p>" * 20_000 + "</p>" * 20_000,
    ],
)
def test_hostile_nesting_ends(hostile: str) -> None:
    page = f"<html><body><div>开头</div><div>{INNER}</div><div></div>{hostile}</body></html>"
    found = extracted(page)
    assert PARAGRAPHS[0] in found.text.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<td>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "&nbsp;",
                "&#x4e2d;",
                "&",
                "<",
                ">",
                "签约项目25个。",
                "\n",
                "<br>",
                "<a href='",
            ]
        ),
        max_size=60,
    )
)
def test_visible_text_is_traced(parts: list[str]) -> None:
    page = "".join(parts)
    seen = visible_text(page)
    assert all(one <= other for one, other in pairwise(seen.starts))
    for at, char in enumerate(seen.text):
        source = page[seen.starts[at] : seen.ends[at]]
        assert entities.unescape(source) == char or char in "\n\t " or source.startswith("&")
