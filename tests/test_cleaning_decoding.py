"""Encodings are found, and what cannot be decoded is reported."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from damage import traditional

from summarizer.cleaning import clean
from summarizer.cleaning.decoding import decode
from summarizer.errors import InputError, NoArticleError

FIXTURES = Path(__file__).parent / "fixtures" / "corpus"
BODIES = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*/body.txt"))]
TEXT = BODIES[0]

CODECS = ("utf-8", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be")
BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "gb18030": b"\x84\x31\x95\x33",
}


def writable(text: str, codec: str) -> str:
    """The text as far as an encoding can write it; Big5 writes traditional script."""
    text = traditional(text) if codec == "big5" else text
    return text.encode(codec, errors="ignore").decode(codec)


@pytest.mark.parametrize("length", [300, 40])
@pytest.mark.parametrize("codec", CODECS)
def test_samples_of_any_length_and_place_decode(codec: str, length: int) -> None:
    chance = random.Random(length)
    for _ in range(40):
        body = chance.choice(BODIES)
        start = chance.randrange(len(body) - length)
        text = writable(body[start : start + length], codec)
        assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", BOMS)
def test_a_byte_order_mark_decides_and_is_no_text(codec: str) -> None:
    decoded = decode(BOMS[codec] + TEXT.encode(codec))
    assert decoded.text == TEXT
    assert decoded.encoding == codec


@pytest.mark.parametrize(
    ("declared", "codec"), [("utf-8", "gb18030"), ("gb2312", "utf-8"), ("big5", "gb18030"), ("gbk", "big5")]
)
def test_a_wrong_declaration_does_not_decide(declared: str, codec: str) -> None:
    page = f"<html><head><meta charset={declared}></head><body><p>{writable(TEXT, codec)}</p></body></html>"
    assert decode(page.encode(codec)).text == page


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_broken_bytes_stay_visible_and_are_reported(codec: str) -> None:
    text = writable(TEXT, codec)
    data = text.encode(codec)
    middle = len(text[: len(text) // 2].encode(codec))
    decoded = decode(data[:middle] + b"\xff" + data[middle:])
    assert decoded.encoding == codec
    assert decoded.text.count("\ufffd") >= 1
    assert "not valid" in decoded.warnings[0]
    assert str(middle) in decoded.warnings[0]


def test_a_page_cut_inside_a_character_keeps_its_encoding() -> None:
    decoded = decode(TEXT.encode()[:-2])
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("\ufffd")
    assert decoded.warnings


def test_warnings_reach_the_article() -> None:
    data = TEXT.encode()
    middle = len(TEXT[:200].encode())
    article = clean(data[:middle] + b"\xff\xfe" + data[middle:])
    assert any("not valid in utf-8" in warning for warning in article.warnings)


def test_whole_pages_say_their_encoding() -> None:
    for codec in ("gb18030", "big5"):
        article = clean(writable(TEXT, codec).encode(codec))
        assert article.encoding == codec
        assert codec in article.damage


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\0\0\0\0"])
def test_an_empty_page_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="empty") as caught:
        clean(data)
    assert caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        bytes(range(256)) * 20,
        random.Random(1).randbytes(5000),
    ],
)
def test_what_is_no_text_is_refused_with_a_hint(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        clean(data)
    assert not isinstance(caught.value, NoArticleError)
    assert caught.value.hint


def test_text_that_is_decoded_already_is_taken_as_it_is() -> None:
    article = clean("\ufeff" + TEXT)
    assert article.encoding == "unicode"
    assert article.page == TEXT
    with pytest.raises(InputError):
        clean("  \n")
