"""Bytes to text: find the encoding of a Chinese page, and report what cannot be decoded.

A byte order mark decides; then text that is valid UTF-8 is UTF-8; then the encoding is the one under
which the page reads most like Chinese. What the page says of itself (`charset=…`) only tips the scale
between readings that are about as good, for it is often wrong.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from operator import mul

from summarizer.cleaning.likelihood import likelihood
from summarizer.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NOT_TEXT = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"SQLite format 3": "a database",
    b"RIFF": "a sound or video file",
    b"{\\rtf": "an RTF document",
}
_DOCUMENTS = tuple(_NOT_TEXT)
_HINT = "give a page as text or HTML; export documents as text first"
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_CONTROL = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_TELLS_NOTHING = (*map(chr, range(0x20, 0x80)), *"\t\r\n\f\v\x1b")
_BINARY_SHARE = 0.02
_SAMPLE = 60_000
_HEAD = 4096
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb-18030": "gb18030",
    "cp936": "gb18030",
    "big5-hkscs": "big5",
    "big5hkscs": "big5",
    "utf8": "utf-8",
}
_CODECS = {"big5": "big5hkscs"}
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_COST_OF_ERROR = 40
_GAIN_OF_DECLARATION = 1.0
_TOLERATED_IN_UTF8 = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text, its encoding, and what went wrong on the way."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a page.

    Bytes that cannot be decoded stand in the text as U+FFFD, and a warning counts them.

    Raises:
        InputError: the page is empty, or no text at all.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError("The page is empty", hint="check the download; nothing but white space came")
    _refuse_documents(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    encoding = _find_encoding(data)
    if not encoding.startswith("utf-16"):
        _refuse_binary(data)
    return _decoded(data, encoding)


def _refuse_documents(data: bytes) -> None:
    if data.startswith(_DOCUMENTS):
        kind = next(kind for start, kind in _NOT_TEXT.items() if data.startswith(start))
        raise InputError(f"The page is {kind}, not text", hint=_HINT)


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > len(sample) * _BINARY_SHARE and control > 2:
        raise InputError("The page is binary data, not text", hint=_HINT)


def _decoded(data: bytes, encoding: str) -> Decoded:
    codec = _CODECS.get(encoding, encoding)
    try:
        return Decoded(data.decode(codec), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="replace")
        first = error.start
    lost = text.count("\ufffd")
    plural = "" if lost == 1 else "s"
    return Decoded(
        text, encoding, (f"{lost} byte sequence{plural} not valid in {encoding}, the first at byte {first}",)
    )


def _find_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes without a mark."""
    if data.isascii():
        return "utf-8" if b"\0" not in data else _best_reading(data, None)
    try:
        data.decode("utf-8")
        if b"\0" not in data[:_SAMPLE]:
            return "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return "utf-8"
    if _nearly_utf8(data):
        return "utf-8"
    return _best_reading(data, _declared(data))


def _nearly_utf8(data: bytes) -> bool:
    """Whether a page is UTF-8 with a few broken bytes: nothing else looks like it by chance."""
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", errors="ignore")
    beyond = sum(map(len, re.findall(rb"[\x80-\xff]+", sample)))
    decoded = len(text.encode("utf-8")) - (len(sample) - beyond)
    return beyond - decoded <= beyond * _TOLERATED_IN_UTF8 + 3 and decoded >= 12


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    return _NAMES.get(name, name)


def _best_reading(data: bytes, declared: str | None) -> str:
    """The candidate under which a sample costs least a character."""
    costs: dict[str, float] = {}
    for encoding in _CANDIDATES:
        if encoding.startswith("utf-16") and len(data) % 2 and b"\0" not in data:
            continue
        costs[encoding] = _cost(data[:_SAMPLE], encoding) - (
            _GAIN_OF_DECLARATION if encoding == declared else 0
        )
    return min(costs, key=lambda encoding: costs[encoding])


class _Costs(dict[str, int]):
    """What a character beyond ASCII, or a control character, says against a reading."""

    def __missing__(self, character: str) -> int:
        if character == "\ufffd" or character < " ":
            cost = _COST_OF_ERROR
        else:
            table = likelihood()
            cost = table.alone(table.fold(character))
        self[character] = cost
        return cost


_costs = _Costs()


def _cost(sample: bytes, encoding: str) -> float:
    """How unlike Chinese text a reading is: mean cost of what stands beyond ASCII."""
    times = Counter(sample.decode(_CODECS.get(encoding, encoding), errors="replace"))
    for character in _TELLS_NOTHING:
        times.pop(character, None)
    count = times.total()
    total = sum(map(mul, map(_costs.__getitem__, times), times.values()))
    return total / count if count else _COST_OF_ERROR / 2
