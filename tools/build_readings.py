"""Build `summarizer/data/readings.txt`: the pinyin readings of every character that GBK can write.

Source: pypinyin's single-character dictionary (MIT licence, from the Unihan database). One line a
reading; after it, first the characters whose first reading it is, then, after a bar, those that have
it as a further reading. Run it again when pypinyin is updated:

    python tools/build_readings.py
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

OUT = Path(__file__).parent.parent / "summarizer" / "data" / "readings.txt"
HEADER = """\
# Pinyin readings of the characters of GBK: reading, characters read so first | characters read so too.
# Built by tools/build_readings.py from pypinyin's dictionary (MIT licence, after the Unihan database).
"""


def gbk_characters() -> list[str]:
    """All Chinese characters of GBK, in code order."""
    found: list[str] = []
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            try:
                character = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            if "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff":
                found.append(character)
    return found


def main() -> None:
    """Write the table."""
    first: dict[str, list[str]] = defaultdict(list)
    further: dict[str, list[str]] = defaultdict(list)
    for character in gbk_characters():
        readings = PINYIN_DICT.get(ord(character), "").split(",")
        for rank, reading in enumerate(readings):
            if reading:
                (further if rank else first)[reading].append(character)
    lines = [
        f"{reading} {''.join(first[reading])}" + (f"|{''.join(further[reading])}" if further[reading] else "")
        for reading in sorted(first.keys() | further.keys())
    ]
    OUT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
