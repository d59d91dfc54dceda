"""Marks, widths, entities, indents: each step changes what is damage, and nothing else."""

from __future__ import annotations

import random

import pytest

from summarizer.article import TracedText
from summarizer.cleaning.script import simplify_text
from summarizer.cleaning.steps import repair

DOUBLED = "今年以来,,全区新签项目一批。。\n各地抢抓机遇,,奋力争先。。\n"
INDENTED = "????本报讯\n????今年以来"


def repaired(text: str) -> str:
    return repair(TracedText.of(text))[0].text


def kinds(text: str) -> set[str]:
    return {found.kind for found in repair(TracedText.of(text))[1]}


@pytest.mark.parametrize(
    ("page", "wanted", "kind"),
    [
        (DOUBLED + "投资,。", "投资。", "doubled-punctuation"),
        (DOUBLED + "投资，，合作", "投资，合作", "doubled-punctuation"),
        (DOUBLED + "如何?结果：：好；；", "如何?结果：好；", "doubled-punctuation"),
        (INDENTED + "\n????签约", "签约", "question-indent"),
        (INDENTED + "\n落地开工。?", "落地开工。", "question-indent"),
        (INDENTED + "\n据报道?7月2日", "据报道 7月2日", "question-indent"),
        ("洽谈会&nbsp;上", "洽谈会 上", "html-left"),
        ("A&amp;B公司&#8220;签约&#x201d;", "A&B公司“签约”", "html-left"),
        ("签约</span>落地<br/>", "签约落地\n", "html-left"),
        ("投资\u200b项目\ufeff落地", "投资项目落地", "invisible-characters"),
        ("到位资金244.\n3亿元", "到位资金244.3亿元", "torn-number"),
        ("到位资金244\n.3亿元", "到位资金244.3亿元", "torn-number"),
        ("到位资金244.3\n　　亿元", "到位资金244.3亿元", "torn-number"),
        ("增长15.6\n%", "增长15.6%", "torn-number"),
    ],
)
def test_what_pipelines_leave_behind_is_undone(page: str, wanted: str, kind: str) -> None:
    assert repaired(page).endswith(wanted)
    assert kind in kinds(page)


def test_a_wrapped_line_that_tore_a_number_is_joined_as_a_guess() -> None:
    page = "截至目前全市新签约招商引资项目协议总额达到12\n41.85亿元，增长明显。"
    text, repairs = repair(TracedText.of(page))
    assert "1241.85亿元" in text.text
    assert [found.certainty for found in repairs] == ["guessed"]


def test_letters_and_digits_are_brought_to_half_width_and_marks_are_not() -> None:
    assert repaired("总投资１２．５亿元，ＬＥＤ项目（二期）！") == "总投资12.5亿元，LED项目（二期）！"
    assert not kinds("总投资１２．５亿元，ＬＥＤ项目")


def test_line_breaks_are_of_one_kind() -> None:
    assert repaired("一\r\n二\r三\u2028四") == "一\n二\n三\n四"


@pytest.mark.parametrize(
    "line",
    [
        "真的吗？？太好了！！怎么可能？？",
        "他想了想……说：“好。。。”",
        "是不是?怎么办?谁知道?",
        "??这是什么",
        "第1.\n2.第二项",
        "见附件3.\n2023年度计划",
        "项目一期2022\n年内开工",
        "if a < b and c > d: print(a, b)",
        "AT&T与R&D中心",
        "👨\u200d👩\u200d👧一家三口",
        "C++, C#, .NET; e.g. a,b",
    ],
)
def test_what_looks_like_damage_and_is_none_stays(line: str) -> None:
    assert repaired(line) == line


WORDS = (
    "招商",
    "引资",
    "项目",
    "签约",
    "落地",
    "亿元",
    "企业",
    "全市",
    "投资",
    "合作",
    "园区",
    "会议",
    "代表",
    "开工",
)
ASIDES = ("（二期）", "(一期)", "(XIANG)", "(xiang mu)", "（含税）", "(2023)", "(GDP)", "(see below)")
GLOSSED = ("犇（bēn）", "郟(jiá)县", "甪（lù）直", "邗(hán)江", "濮（pú）阳", "盱眙（xū yí）", "亳(bó)州")
ENGLISH = ("The project is worth 3.5 billion.", "Why not? Really?!", "R&D (phase II)", "e-mail: a@b.cn")
ENDINGS = ("。", "？", "！", "?", "?!", "……", "。”", "？”", "：", "；", "!")


def undamaged_lines(count: int) -> list[str]:
    chance = random.Random(2024)
    lines: list[str] = []
    for _ in range(count):
        words = [chance.choice(WORDS) for _ in range(chance.randrange(4, 12))]
        words.insert(chance.randrange(len(words)), chance.choice((*ASIDES, *GLOSSED, *ENGLISH)))
        words.insert(chance.randrange(len(words)), chance.choice(("，", ",", "、", "?", "？", "“", "%")))
        lines.append("".join(words) + chance.choice(ENDINGS))
    return lines


def test_a_thousand_undamaged_lines_pass_unchanged() -> None:
    lines = undamaged_lines(1000)
    changed = [line for line in lines if repaired(line) != simplify_text(line)]
    assert changed == []
    assert repaired("\n".join(lines)) == simplify_text("\n".join(lines))


def test_undamaged_lines_pass_unchanged_on_a_damaged_page() -> None:
    signs = "項(xiàng)目、資(zī)金、企業(yè)、經(jīng)濟(jì)。\n"
    lines = [line for line in undamaged_lines(300) if "郟" not in line]
    assert repaired(signs + "\n".join(lines)).partition("\n")[2] == simplify_text("\n".join(lines))


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("爲註佈纔喫裏羣迴併衆", "为注布才吃里群回并众"),
        ("陜西項目", "陕西项目"),
        ("著力推動項目實施，顯著提升", "着力推动项目实施，显著提升"),
        ("看著貨車開進園區，著名企業來了", "看着货车开进园区，著名企业来了"),
        ("台灣與臺灣", "台湾与台湾"),
        ("著作显著，名著", "著作显著，名著"),
    ],
)
def test_script(traditional: str, simplified: str) -> None:
    assert simplify_text(traditional) == simplified


def test_script_keeps_every_character_in_its_place() -> None:
    text = "".join(map(chr, range(0x4E00, 0x9FA6)))
    assert len(simplify_text(text)) == len(text)


def test_a_break_seen_from_two_line_ends_is_joined_once():
    text, repairs = repair(TracedText.of("共签约项目5\n2\n亿元。"))
    assert text.text == "共签约项目5\n2亿元。"
    assert [place.kind for place in repairs] == ["torn-number"]
