"""What an expression can begin with, told from the expression itself."""

import pytest

from summarizer.engines.reading.lexicon import lexicon
from summarizer.patterns import LazyPattern, beginnings


@pytest.mark.parametrize(
    ("expression", "characters"),
    [
        ("引进|签约了?", "引签"),
        ("(?:和|与)(?=投资)|及", "和与及"),
        (r"(?:[两三]|\d{1,2})个|在(?!建|此)", r"两三\d在"),
        ("对[内|外]|元", "对元"),
        ("新?引进", "新引"),
        ("(?:国内|国)?外(?:商)?", "国国外"),
        ("(?<!华)为|(?<=来自)(?:国|省)外", "为国省"),
    ],
)
def test_beginnings_are_those_of_every_alternative(expression: str, characters: str) -> None:
    assert beginnings(expression) == characters


@pytest.mark.parametrize("expression", ["甲*乙", "甲|[^乙]", "甲|", "甲?", "(?=甲)乙", ".甲"])
def test_an_open_beginning_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="begin"):
        beginnings(expression)


def test_no_cue_word_holds_a_mark_that_ends_a_sentence() -> None:
    """Sentences are scanned one by one, so no word may reach over the end of one."""
    assert not [word for word in lexicon().meanings if set(word) & set("。！？!?…\n")]


def test_a_guarded_expression_finds_what_the_same_expression_finds_unguarded() -> None:
    expression = r"(?:国内|国)?外资|(?<!华)为|\d{1,2}月|[一二]期"
    text = "引进国内外资，华为与国外资本为12月的二期项目"
    found = [
        [match.span() for match in LazyPattern(expression, guarded=g).finditer(text)] for g in (False, True)
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 5
