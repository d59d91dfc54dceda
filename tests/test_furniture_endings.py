"""Where an article ends: a last paragraph that is short or lost its full stop, and what is none."""

from __future__ import annotations

import pytest

from summarizer.cleaning import clean

ARTICLE = """河口县招商引资再添新项目
今年以来，河口县围绕食品加工和装备制造两大产业开展招商引资，先后派出十二支小分队外出对接企业。
上半年全县新签约项目三十六个，协议投资八十二亿元，其中亿元以上项目十一个，同比增长两成。
县里为每个项目配备一名专员，从签约到开工全程代办手续，已有九个项目提前开工建设。"""

INTERRUPTING = ["[打印] [关闭]", "图为项目建设现场。李明 摄", "扫一扫分享到朋友圈"]
AFTER = ["", "责任编辑：王芳", "上一篇：河口县召开全县工作会议", "版权所有 河口县融媒体中心"]


def body_of(*lines: str) -> list[str]:
    page = "\n".join([ARTICLE, *(line for line in lines if line)])
    return clean(page).body.split("\n")


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("before", ["", *INTERRUPTING])
@pytest.mark.parametrize(
    "last",
    [
        pytest.param("下半年，河口县还将办好三场招商引资推介会，力争再签约二十个项目", id="no full stop"),
        pytest.param("招商引资永远在路上。", id="short"),
    ],
)
def test_a_last_paragraph_belongs_to_the_article(last: str, before: str, after: str) -> None:
    body = body_of(before, last, after)
    assert body[-1] == last
    assert before not in body[1:]


@pytest.mark.parametrize(
    "foreign",
    [
        pytest.param(["相关阅读", "邻县招商引资大会举行，签约项目二十个"], id="under a heading"),
        pytest.param(
            ["邻县招商引资大会举行，签约项目二十个", "全市项目集中开工，总投资百亿元", "外资企业座谈会召开"],
            id="a list",
        ),
        pytest.param(["邻县招商引资大会隆重举行"], id="a headline without a comma"),
        pytest.param(["责任编辑：王芳", "邻县招商引资大会举行，签约项目二十个"], id="below the editor"),
        pytest.param(["周末天气晴好，出门记得防晒", "广告", "本网专稿"], id="about other things"),
    ],
)
@pytest.mark.parametrize("after", AFTER)
def test_headlines_of_other_pages_stay_outside(foreign: list[str], after: str) -> None:
    assert body_of(*foreign, after) == clean(ARTICLE).body.split("\n")
