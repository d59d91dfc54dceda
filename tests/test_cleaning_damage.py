"""What the byte-replacing tool does to a page is undone, and nothing is made up on the way."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import pytest
from damage import Damage, damage_text, unfolded
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import TracedText
from summarizer.cleaning.damage import RawRepair, is_damaged, undo_damage
from summarizer.cleaning.script import simplify_text
from summarizer.cleaning.steps import in_body, repair

FIXTURES = Path(__file__).parent / "fixtures" / "corpus"
BODIES = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*/body.txt"))}
SEEDS = int(os.environ.get("SUMMARIZER_DAMAGE_SEEDS", "2"))
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

# A page shows by several readings that the tool has been over it.
SIGNS = "項(xiàng)目、資(zī)金、企業(yè)、經(jīng)濟(jì)。\n"


def undone(damaged: str) -> str:
    """The line after the signs of damage, repaired and simplified."""
    text, _ = repair(TracedText.of(SIGNS + damaged))
    return text.text.partition("\n")[2]


def repairs_of(damaged: str) -> list[RawRepair]:
    _, repairs = repair(TracedText.of(SIGNS + damaged))
    return [found for found in repairs if found.raw.start >= len(SIGNS)]


def squeezed(text: str) -> str:
    return "".join(unfolded(text).split())


@pytest.mark.parametrize(
    ("damaged", "wanted"),
    [
        pytest.param("項(xiàng)目落地開(kāi)工", "项目落地开工", id="inserted readings"),
        pytest.param("項（xiàng）目落地", "项目落地", id="readings in full-width parentheses"),
        pytest.param("優(yōu(zī))先", "优先", id="a reading inside a reading"),
        pytest.param("山?tīng)|臨沂市", "山东临沂市", id="a byte lost, back in step after one letter"),
        pytest.param("增速?shàn)?wèi)8.2%", "增速为8.2%", id="one straddle into the next"),
        pytest.param("親自談?jù)⒂H(qīn)自跟", "亲自谈、亲自跟", id="two cuts, one reading after the other"),
        pytest.param("放到?xiǔ)V州", "放到广州", id="a cut that swallows the next character"),
        pytest.param("乘用車(chē)?yīng)渥游錆h市", "乘用车落子武汉市", id="a long run"),
    ],
)
def test_what_the_damage_left_names_what_was_there(damaged: str, wanted: str) -> None:
    assert undone(damaged) == wanted
    assert {found.certainty for found in repairs_of(damaged)} == {"certain"}


CUT_STOP = "他說“數不清?！币晃粎⑴c統計的人員說。"


@pytest.mark.parametrize(
    ("damaged", "wanted"),
    [
        pytest.param(CUT_STOP, "他说“数不清。”一位参与统计的人员说。", id="a stop in two"),
        pytest.param(unfolded(CUT_STOP), "他说“数不清。”一位参与统计的人员说。", id="half width"),
        pytest.param("離上?！⑻K(sū)州都近", "离上海、苏州都近", id="a character before a mark"),
        pytest.param("全國各?。▍^、市)", "全国各省（区、市)", id="a character before a parenthesis"),
    ],
)
def test_what_no_reading_names_is_guessed_and_marked(damaged: str, wanted: str) -> None:
    assert undone(damaged) == wanted
    assert "guessed" in {found.certainty for found in repairs_of(damaged)}


def test_a_swallowed_digit_stays_lost() -> None:
    damaged = "緊盯世界?00強、瞄?àn)适澜?00強"
    assert undone(damaged) == "紧盯世界?00强、瞄准世界〓00强"
    assert "lost" in {found.certainty for found in repairs_of(damaged)}


def test_a_vanished_pair_stays_lost() -> None:
    # 合同簽了 after a cut stop: 同 and 簽 met in a user zone, and the pair was dropped.
    assert "合〓〓了只算走完第一步" in undone("熱線反映?!昂贤灹酥凰阕咄甑谝徊?,項目建起來(lái)")


def test_a_guess_never_makes_a_numeral() -> None:
    for name, body in BODIES.items():
        damaged = damage_text(body, Damage(7, spaces=True))
        text, repairs = repair(TracedText.of(damaged))
        for found in in_body(repairs, text, damaged):
            if found.certainty == "guessed" and found.kind == "byte-shift":
                assert not set(found.after) & set("0123456789一二三四五六七八九十百千万亿两"), (name, found)


@pytest.mark.parametrize("half_width", [False, True])
@pytest.mark.parametrize("name", BODIES)
def test_generated_damage_with_readings_is_undone(name: str, half_width: bool) -> None:
    for seed in range(SEEDS):
        wanted, got, _ = damaged_and_repaired(BODIES[name], Damage(seed, half_width=half_width))
        assert share_right(wanted, got) >= 0.995


@pytest.mark.parametrize("name", BODIES)
def test_generated_damage_with_cut_marks_is_undone(name: str) -> None:
    for seed in range(SEEDS):
        wanted, got, _ = damaged_and_repaired(BODIES[name], Damage(seed, spaces=True))
        assert share_right(wanted, got) >= 0.993


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("name", BODIES)
def test_no_number_changes_without_a_mark(name: str, kept: bool) -> None:
    for seed in range(SEEDS):
        damage = Damage(seed, spaces=True, keep_private_use=kept, half_width=seed % 2 == 1)
        wanted, got, flagged = damaged_and_repaired(BODIES[name], damage)
        assert unflagged_changes(wanted, got, flagged) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.integers(0, 5))
def test_damage_to_any_text_never_breaks_the_repair(text: str, seed: int) -> None:
    page = SIGNS + text.replace("項", "項(xiàng)").replace("的", "?shù)")
    repaired, _ = repair(TracedText.of(page))
    assert list(repaired.starts) == sorted(repaired.starts)
    assert all(0 <= a <= b <= len(page) for a, b in zip(repaired.starts, repaired.ends, strict=True))


@pytest.mark.parametrize("name", BODIES)
def test_offsets_lead_to_the_character_s_own_place(name: str) -> None:
    page = damage_text(BODIES[name], Damage(3, spaces=True))
    done = undo_damage(TracedText.of(page))
    text = done.text
    assert list(text.starts) == sorted(text.starts)
    touched = {place for found in done.repairs for place in range(*found.raw)}
    for character, start, end in zip(text.text, text.starts, text.ends, strict=True):
        if start not in touched:
            assert page[start:end] == character


def test_a_page_without_the_damage_is_left_alone() -> None:
    page = "犇(bēn)奔向何方?!誰知道。郟縣(jiá)是地名。"
    assert not is_damaged(page)
    assert undo_damage(TracedText.of(page)).text.text == page


def test_one_loss_that_a_reading_names_shows_the_damage() -> None:
    assert undo_damage(TracedText.of("山?tīng)|臨沂市")).text.text == "山東臨沂市"
    assert not is_damaged("山?dōng)|臨沂市")


def test_a_real_parenthesis_survives_on_a_damaged_page() -> None:
    assert (
        undone("項(xiàng)目(二期)與合作社(hezuoshe)、公式f(x)同在")
        == "项目(二期)与合作社(hezuoshe)、公式f(x)同在"
    )


def test_a_real_question_survives_on_a_damaged_page() -> None:
    assert undone("項(xiàng)目?jī)?yōu)不優(yōu)?客商說了算。你說是不是?!“是的。”") == (
        "项目优不优?客商说了算。你说是不是?!“是的。”"
    )


def damaged_and_repaired(body: str, damage: Damage) -> tuple[str, str, list[bool]]:
    """Both texts without white space, and for every character that came out whether it is marked."""
    page = damage_text(body, damage)
    text, repairs = repair(TracedText.of(page))
    marked = [character == "〓" for character in text.text]
    for found in in_body(repairs, text, page):
        if found.certainty != "certain":
            for place in range(found.span.start, max(found.span.end, found.span.start + 1)):
                marked[place] = True
    got = unfolded(text.text)
    visible = [place for place, character in enumerate(got) if not character.isspace()]
    return squeezed(body), "".join(got[p] for p in visible), [marked[p] for p in visible]


def share_right(wanted: str, got: str) -> float:
    blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(wanted), len(got))


def unflagged_changes(wanted: str, got: str, marked: list[bool]) -> list[str]:
    """Changed stretches that hold a digit before or after, and no mark beside them."""
    found: list[str] = []
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        digits = any(character.isdigit() for character in wanted[i:j] + got[k:m])
        if kind != "equal" and digits and not any(marked[max(k - 1, 0) : m + 1]):
            found.append(f"{wanted[i - 5 : j + 5]} -> {got[k - 5 : m + 5]}")
    return found


def test_simplified_script_is_part_of_the_repair() -> None:
    assert simplify_text("項目為王") == "项目为王"
