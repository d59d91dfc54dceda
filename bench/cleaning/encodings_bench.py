"""Are encodings found: samples of the composed bodies, cut anywhere, written in nine ways."""

from __future__ import annotations

import codecs
import json
import random
from pathlib import Path

from damage import traditional

from summarizer.cleaning.decoding import decode

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "corpus"
BOMS = {
    "utf-8+bom": codecs.BOM_UTF8,
    "utf-16-le+bom": codecs.BOM_UTF16_LE,
    "utf-16-be+bom": codecs.BOM_UTF16_BE,
}
WAYS = ("utf-8", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be", *BOMS)


def written(text: str, way: str) -> tuple[str, bytes]:
    """The text as far as the encoding can write it, and the bytes."""
    codec = way.partition("+")[0]
    if codec == "big5":
        text = traditional(text)
    kept = text.encode(codec, errors="ignore").decode(codec)
    return kept, BOMS.get(way, b"") + kept.encode(codec)


def encodings(samples: int = 500) -> dict[str, float]:
    """The share of samples that decode to what was written, by length."""
    bodies = [p.read_text(encoding="utf-8") for p in sorted(FIXTURES.glob("*/body.txt"))]
    shares: dict[str, float] = {}
    for length in (300, 100, 40, 20):
        chance = random.Random(length)
        right = 0
        for _ in range(samples):
            body = chance.choice(bodies)
            start = chance.randrange(len(body) - length)
            wanted, data = written(body[start : start + length], chance.choice(WAYS))
            right += decode(data).text == wanted
        shares[f"{length} characters"] = right / samples
    print("encodings", json.dumps(shares), flush=True)
    return shares
