"""What cleaning and the figure finder did, shown."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from rich.console import Console

from summarizer.article import Article, Figure, Region, RemovedLine, Repair, Span, TracedText
from summarizer.views.explain import render_cleaning, render_figures

BODY = "某市招商\n截至3月底，全市签约项目约178个\x1b[2J，第一时间落地[red]。\n焦营村增长1.4倍。"


def _figure(number: int, surface: str, value: Decimal | None, unit: str, **more: object) -> Figure:
    at = BODY.index(surface)
    span = Span(at, at + len(surface))
    fields = {"approx": False, "kind": "count", **more}
    return Figure(number, surface, span, span, value, unit, **fields)  # type: ignore[arg-type]


ARTICLE = Article(
    id="1",
    path="page.txt",
    page=BODY,
    text=TracedText.of(BODY),
    encoding="gb18030",
    title="某市招商",
    region=Region("某市", "某省", "prefecture"),
    damage=("pinyin",),
    repairs=(
        Repair(Span(BODY.index("焦营"), BODY.index("焦营") + 2), "焦?fàn)I", "焦营", "certain", "pinyin"),
        Repair(Span(BODY.index("焦营"), BODY.index("焦营") + 2), "焦?fàn)I", "焦营", "certain", "pinyin"),
        Repair(Span(BODY.index("项目"), BODY.index("项目") + 1), "項(xiàng)", "项", "certain", "pinyin"),
        Repair(Span(0, 1), "xx", "某", "guessed", "byte-shift"),
        Repair(Span(1, 2), "xx", "某", "guessed", "byte-shift"),
    ),
    removed=(RemovedLine(Span(0, 1), "版权所有[bold]", "copyright"),),
    warnings=("two repairs are guesses",),
    figures=(
        _figure(1, "3月底", None, "date", kind="date", start=date(2023, 3, 31), end=date(2023, 3, 31)),
        _figure(2, "178个", Decimal(178), "count", approx=True, measure="个"),
        _figure(3, "第一时间", None, "none", kind="distractor", reason="idiom"),
        _figure(4, "1.4倍", Decimal("1.4"), "times", kind="multiple"),
    ),
)


def shown(render: object, width: int = 100) -> str:
    stream = io.StringIO()
    render(ARTICLE, Console(file=stream, width=width, force_terminal=True, color_system=None))  # type: ignore[operator]
    return stream.getvalue()


def test_cleaning_shows_certain_repairs_with_what_stood_before_and_counts_like_ones() -> None:
    row = next(line for line in shown(render_cleaning).splitlines() if "焦?fàn)I→焦营 ×2" in line)
    assert "插入拼音 3" in row
    assert "項(xiàng)→项" in row


def test_cleaning_shows_each_guess_with_its_words() -> None:
    rows = [line for line in shown(render_cleaning).splitlines() if "xx" in line]
    assert len(rows) == 2
    assert all("推测" in row and "字节错位" in row and "某市招商" in row for row in rows)


def test_cleaning_shows_what_was_removed_and_why() -> None:
    row = next(line for line in shown(render_cleaning).splitlines() if "版权所有[bold]" in line)
    assert "copyright" in row
    assert "two repairs are guesses" in shown(render_cleaning)


def test_figures_show_how_each_was_read() -> None:
    lines = shown(render_figures).splitlines()
    assert any("178个" in line and "~178 个" in line and "数量" in line for line in lines)
    assert any("3月底" in line and "2023-03-31" in line for line in lines)
    assert any("第一时间" in line and "非数据" in line and "idiom" in line for line in lines)
    assert any("1.4倍" in line and "倍数" in line for line in lines)


def test_controls_and_markup_of_the_page_are_text() -> None:
    for render in (render_cleaning, render_figures):
        for width in (60, 120):
            text = shown(render, width)
            assert "\x1b[2J" not in text
            assert "␛[2J" in text
            assert "落地[red]" in text.replace("\n", "").replace(" ", "")
