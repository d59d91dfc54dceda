"""Pinyin readings of characters: what tells an inserted reading from a real parenthesis."""

from __future__ import annotations

from functools import cache

from summarizer.resources import data_path

PINYIN_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡê"


@cache
def _table() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    first: dict[str, str] = {}
    further: dict[str, tuple[str, ...]] = {}
    for line in data_path("readings.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        reading, _, characters = line.partition(" ")
        mains, _, others = characters.partition("|")
        for character in mains:
            first[character] = reading
        for character in others:
            further[character] = (*further.get(character, ()), reading)
    return first, further


def _plain(reading: str) -> str:
    """One spelling for letters that fonts and encodings write in two ways."""
    return reading.replace("ɑ", "a").replace("ɡ", "g")


def first_reading(character: str) -> str | None:
    """The reading that a one-reading table gives the character."""
    return _table()[0].get(character)


def has_reading(character: str, reading: str) -> bool:
    """Whether the character can be read so."""
    reading = _plain(reading)
    first, further = _table()
    return first.get(character) == reading or reading in further.get(character, ())
