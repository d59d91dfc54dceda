"""Offsets are kept as runs; they must read like the plain list of numbers they stand for.

Unit tests below the public face: a wrong offset shows far from here, as a figure in the wrong place.
"""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Edit, Offsets, TracedText

rising = st.lists(st.integers(0, 3), max_size=30).map(
    lambda steps: [sum(steps[:n]) for n in range(len(steps))]
)


@given(rising)
def test_offsets_read_like_the_list_they_stand_for(numbers: list[int]) -> None:
    offsets = Offsets(numbers)
    assert list(offsets) == numbers
    assert len(offsets) == len(numbers)
    assert [offsets[n] for n in range(-len(numbers), len(numbers))] == numbers * 2


@given(rising, st.integers(0, 35), st.integers(0, 35))
def test_a_slice_is_the_slice_of_the_list(numbers: list[int], start: int, end: int) -> None:
    assert list(Offsets(numbers)[start:end]) == numbers[start:end]


@given(rising, rising)
def test_extending_keeps_both_parts(one: list[int], other: list[int]) -> None:
    offsets = Offsets(one)
    offsets.extend(Offsets(other))
    assert list(offsets) == one + other


@given(rising, st.integers(0, 90))
def test_first_from_is_a_bisection(numbers: list[int], value: int) -> None:
    assert Offsets(numbers).first_from(value) == bisect_left(numbers, value)


@given(st.text(alphabet="abcd", min_size=1, max_size=12), st.data())
def test_an_edit_keeps_every_untouched_character_in_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(alphabet="XYZ", max_size=4))
    edited = TracedText.of(text).edit([Edit(start, end, new)])
    assert edited.text == text[:start] + new + text[end:]
    for place, character in enumerate(edited.text):
        if character not in "XYZ":
            assert text[edited.starts[place] : edited.ends[place]] == character
    assert list(edited.starts) == sorted(edited.starts)
