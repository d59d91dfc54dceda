"""Runs in the peers' own environment: reads bodies as JSON on stdin, writes what each peer found.

Output: {peer: {"version": …, "seconds": …, "pages": [[[start, end, value], …], …]}} with values as
decimal strings in base units (percent as the number before the sign).
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import time
import warnings
from decimal import Decimal, InvalidOperation
from importlib.metadata import version

warnings.filterwarnings("ignore")


def decimal(written: object) -> str | None:
    text = str(written).replace(",", "").rstrip("%")
    try:
        return str(Decimal(text))
    except InvalidOperation:
        return None


def recognizers():
    from recognizers_number import Culture, recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    calls = (
        recognize_currency,
        recognize_percentage,
        recognize_dimension,
        recognize_ordinal,
        recognize_number,
    )

    def read(body: str):
        taken: list[tuple[int, int, str | None]] = []
        for call in calls:  # the more specific first; a number inside one of them is the same number
            for result in call(body, Culture.Chinese):
                start, end = result.start, result.end + 1
                if not any(start < stop and at < end for at, stop, _ in taken):
                    taken.append((start, end, decimal((result.resolution or {}).get("value"))))
        return sorted(taken)

    return "recognizers-text-suite", read


def jionlp():
    import jionlp as jio

    def read(body: str):
        found = jio.ner.extract_money(body, with_parsing=True)
        return [(*item["offset"], decimal((item.get("detail") or {}).get("num"))) for item in found]

    return "jionlp", read


def chinese2digits():
    import chinese2digits as peer

    def read(body: str):
        taken = peer.takeNumberFromString(body)
        at, found = 0, []
        for written, value in zip(taken["CHNumberStringList"], taken["digitsStringList"], strict=False):
            start = body.find(written, at)
            if start < 0:  # it rewrites 两 as 二, so some of its strings are not in the text
                start = body.find(written.replace("二", "两"), at)
            if start >= 0:
                at = start + len(written)
                number = decimal(value)
                if number is not None and written.startswith("百分之"):
                    number = str(Decimal(number) * 100)
                elif number is not None and str(value).endswith("%"):
                    number = decimal(str(value)[:-1])
                found.append((start, at, number))
        return found

    return "chinese2digits", read


def cn2an():
    import cn2an as peer

    numeral = re.compile(r"[0-9.,]*[零一二两三四五六七八九十百千万亿]+|[0-9][0-9.,]*")

    def read(body: str):
        found = []
        for match in numeral.finditer(body):  # it converts but does not find: offer every run
            try:
                value = str(Decimal(str(peer.cn2an(match[0].replace(",", ""), "smart"))))
            except (ValueError, InvalidOperation):
                value = None
            if value is not None:
                found.append((match.start(), match.end(), value))
        return found

    return "cn2an", read


def main() -> None:
    pages = json.load(sys.stdin)
    out = {}
    for make in (recognizers, jionlp, chinese2digits, cn2an):
        with contextlib.redirect_stdout(io.StringIO()):
            name, read = make()
            read(pages[0])
            before = time.process_time()
            found = [read(page) for page in pages]
            seconds = time.process_time() - before
        out[name] = {"version": version(name), "seconds": seconds, "pages": found}
    json.dump(out, sys.stdout)


main()
