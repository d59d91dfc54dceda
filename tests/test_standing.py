"""Copied words are found as they stand: white space, width, case and quotation marks aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.standing import as_it_stands, locate, stands

TEXT = "全市“两区”建设（一期）总投资 5.2亿元，ＡＢＢ公司签约；全市再签约。"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("全市", "全市"),
        ("“两区”建设", "“两区”建设"),
        ("「两区」建设", "两区”建设"),
        ("两区建设", "两区”建设"),
        ("建设(一期)", "建设（一期）"),
        ("总投资5.2亿元", "总投资 5.2亿元"),
        ("总 投 资 5.2 亿元", "总投资 5.2亿元"),
        ("abb公司", "ＡＢＢ公司"),
        ("签约;全市", "签约；全市"),
    ],
)
def test_words_are_given_as_the_text_has_them(words: str, written: str) -> None:
    assert as_it_stands(TEXT, words) == written
    assert stands(TEXT, words)


@pytest.mark.parametrize("words", ["", "””", "全县", "总投资5.3亿元", "两区一期", "亿元AB"])
def test_other_words_do_not_stand(words: str) -> None:
    assert as_it_stands(TEXT, words) is None
    assert not stands(TEXT, words)


LAST = TEXT.rindex("全市")


@pytest.mark.parametrize(("near", "start"), [(0, 0), (LAST // 2, 0), (LAST // 2 + 1, LAST), (60, LAST)])
def test_of_several_places_the_nearest_is_meant(near: int, start: int) -> None:
    assert locate(TEXT, "全市", near) == (start, start + 2)
    assert locate(TEXT, "全 市", near) == (start, start + 2)


def test_a_tie_goes_to_the_first_place() -> None:
    assert locate("签约开工签约", "签约", 2) == (0, 2)


def test_one_character_that_is_compared_as_several_is_found_whole() -> None:
    assert as_it_stands("占地5㎞，总投资", "5km") == "5㎞"


@given(st.text("甲乙丙（），5 ", max_size=30), st.data())
def test_every_piece_of_a_text_stands_in_it_however_it_is_spaced(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    assert stands(text, piece) == bool(piece)
    spaced = " ".join(piece.replace(" ", "")).replace("（", "(").replace("，", ",")
    found = as_it_stands(text, spaced)
    assert (found or "").replace(" ", "") == piece.replace(" ", "")
