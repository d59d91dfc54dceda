"""The evidence page and the index in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from reports import OWN_PAGES, report_of

from summarizer.article import Span
from summarizer.report import RepairRecord, Report
from summarizer.views.compare import compare
from summarizer.views.compare_html import comparison_to_html
from summarizer.views.html import to_html, to_index

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())


def damaged() -> Report:
    """A report of a page on which two words were mended."""
    report = report_of("b-anhui-2019")
    at = report.article.body.index("省商务部门")
    report.article.repairs = [
        RepairRecord(
            span=Span(at, at + 2), before="省(shěng)商", after="省商", certainty="certain", kind="pinyin"
        ),
        RepairRecord(
            span=Span(at + 2, at + 3), before="?wù)", after="务", certainty="guessed", kind="byte-shift"
        ),
    ]
    return report


def comparison() -> str:
    """A comparison in which two pages may be compared."""
    pages = [report_of(name) for name in PAGES]
    pages[1].article.period = pages[2].article.period
    return comparison_to_html(compare((page, f"{page.article.id}.html") for page in pages))


def in_view(locator: Any) -> bool:
    return bool(
        locator.evaluate(
            "e => { const box = e.getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight && box.width > 0 }"
        )
    )


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_a_click_on_a_row_shows_its_figure_in_the_article(open_page: Any, width: int) -> None:
    report = damaged()
    page = open_page(to_html(report), width=width)
    last = report.statements[-1]
    page.locator(f"tr.row[data-f='{last.figure}'] td.number a").click()
    figure = page.locator(f"#f{last.figure}")
    assert "chosen" in (figure.get_attribute("class") or "")
    assert figure.inner_text() == last.surface
    assert in_view(figure)
    assert figure.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 229, 154)"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_a_figure_shows_its_row(open_page: Any, width: int) -> None:
    report = damaged()
    page = open_page(to_html(report), width=width)
    row = report.statements[12]
    page.locator(f"#f{row.figure}").click()
    shown = page.locator(f"tr.row[data-f='{row.figure}']").first
    assert "chosen" in (shown.get_attribute("class") or "")
    assert in_view(shown)


def test_pointing_lights_both_sides(open_page: Any) -> None:
    report = damaged()
    page = open_page(to_html(report))
    row = report.statements[0]
    page.locator(f"tr.row[data-f='{row.figure}']").hover()
    assert "lit" in (page.locator(f"#f{row.figure}").get_attribute("class") or "")
    other = report.statements[3]
    page.locator(f"#f{other.figure}").hover()
    assert "lit" in (page.locator(f"tr.row[data-f='{other.figure}']").get_attribute("class") or "")
    assert "lit" not in (page.locator(f"#f{row.figure}").get_attribute("class") or "")


def test_the_keyboard_steps_through_rows_and_lets_go(open_page: Any) -> None:
    page = open_page(to_html(damaged()))
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator("tr.row.chosen")
    assert chosen.count() == 1
    assert chosen.evaluate("e => [...document.querySelectorAll('tr.row')].indexOf(e)") == 1
    assert page.locator("#article .chosen").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0


def test_every_row_is_reached_by_tab_and_enter(open_page: Any) -> None:
    report = damaged()
    page = open_page(to_html(report))
    link = page.locator("tr.row td.number a").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("#article .chosen").count() == 1


def test_what_stood_before_a_repair_appears_on_demand(open_page: Any) -> None:
    page = open_page(to_html(damaged()))
    content = "getComputedStyle(document.querySelector('.repair'), '::before').content"
    assert page.evaluate(content) == "none"
    page.locator("#show-before").click()
    assert "省(shěng)商" in page.evaluate(content)
    assert page.locator("#show-before").get_attribute("aria-pressed") == "true"


def test_the_original_page_opens_on_demand(open_page: Any) -> None:
    report = damaged()
    page = open_page(to_html(report, page="<b>原</b>" + report.article.body))
    assert not page.locator("pre").is_visible()
    page.locator("summary").click()
    assert page.locator("pre").is_visible()
    assert page.locator("pre").inner_text().startswith("<b>原</b>")


def test_an_address_with_a_figure_lights_it(open_page: Any) -> None:
    report = damaged()
    number = report.statements[-1].figure
    page = open_page(to_html(report), fragment=f"#f{number}")
    assert in_view(page.locator(f"#f{number}"))
    assert "chosen" in (page.locator(f"#f{number}").get_attribute("class") or "")


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_sticks_out_sideways(open_page: Any, width: int) -> None:
    pages = to_html(damaged()), to_html(report_of("b-hubei-2021"), lang="en"), comparison()
    for text in pages:
        page = open_page(text, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_markup_is_text(open_page: Any) -> None:
    attack = (
        "<script>alert(1)</script><img src=http://127.0.0.1:9/ onerror=alert(2)><style>p{color:red}</style>"
    )
    report = damaged()
    report.article.title = report.headline = report.summary = report.summary_template = attack
    report.statements[0].scope = report.article.repairs[0].before = attack
    report.article.body = report.article.body.replace("【新建项目挑大梁】", "【新建项目挑大梁】" + attack)
    page = open_page(to_html(report, page=attack))
    assert page.locator("h1").inner_text() == attack
    assert attack in page.locator(".body").inner_text()
    assert page.evaluate("document.scripts.length") == 1


def test_printing_shows_both_parts_and_no_controls(open_page: Any) -> None:
    page = open_page(to_html(damaged()))
    page.emulate_media(media="print")
    assert not page.locator("#show-before").is_visible()
    article = page.locator("#article")
    assert article.evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def test_the_index_searches_filters_and_sorts(open_page: Any) -> None:
    reports = [(report_of(name), f"{name}.html") for name in PAGES]
    page = open_page(to_index(reports))
    visible = page.locator("tbody tr:visible")
    assert visible.count() == len(PAGES)
    page.locator("#search").fill("安徽省")
    assert visible.count() == 1
    assert page.locator("#shown").inner_text() == "1"
    page.locator("#search").fill("")
    page.locator("#state").select_option("disputed")
    disputed = sum(any(row.status == "disputed" for row in report.statements) for report, _ in reports)
    assert visible.count() == disputed
    page.locator("#state").select_option("")
    page.locator("#province").select_option("青海省")
    assert visible.count() == 1
    page.locator("#province").select_option("")
    page.locator("th button", has_text="到位资金").click()
    keys = page.eval_on_selector_all(
        "tbody tr", "rows => rows.map(r => r.cells[6].dataset.key).filter(Boolean)"
    )
    assert [float(key) for key in keys] == sorted(float(key) for key in keys)
    page.locator("th button", has_text="到位资金").click()
    turned = page.eval_on_selector_all("tbody tr", "rows => rows.map(r => r.cells[6].dataset.key)")
    assert [key for key in turned if key] == list(reversed(keys))
    assert turned[-1] == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_serious_barrier(open_page: Any, axe: str, theme: str, width: int) -> None:
    evidence = to_html(damaged(), page="原页")
    english = to_html(report_of("a-xixiu-nd"), lang="en")
    index = to_index([(report_of(name), f"{name}.html") for name in PAGES])
    for text in (evidence, english, index, comparison()):
        # The document's own policy refuses foreign scripts, the checker's too.
        page = open_page(text, width=width, color_scheme=theme, bypass_csp=True)
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(r => r.violations)")
        serious = [
            (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == []
