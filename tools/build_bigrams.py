"""Build `summarizer/data/bigrams.txt.gz`: how likely one character is to follow another.

    python tools/build_bigrams.py --dictionary jieba/dict.txt \
        --transitions Pinyin2Hanzi/data/hmm_transition.json FOLDER_OF_TEXT

Three sources, added up: Chinese laws, regulations and official documents as plain text (by article 5 of
the copyright law of the People's Republic they are nobody's property; the shipped table was counted
from the 3,500 texts of the LawRefBook collection); the words of jieba's dictionary with their
frequencies (MIT licence), so that words which laws do not use are known too; and the character
transitions of Pinyin2Hanzi (MIT licence), counted from news and talk. None of the pages that
the project is measured on goes in.

The file: one line a character: the character, its own level, then groups of a level sign followed by
the characters that come after it at that level. A level is -2 ln p, written as a sign of U+2800 plus it.
Digits count as `0`, Latin letters as `a`, white space as `_`, full-width signs as half-width ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parent.parent / "summarizer" / "data" / "bigrams.txt.gz"
PAIRS_KEPT = 230_000
DISCOUNT = 0.7
WEIGHT_OF_TRANSITIONS = 2.0
WEIGHT_OF_WORDS = 0.15  # a word list knows no word's neighbours: running text must outweigh it

FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
CLASSES = ((re.compile(r"[0-9]+"), "0"), (re.compile(r"[A-Za-z]+"), "a"), (re.compile(r"[\s_#*>|-]+"), "_"))
STRANGE = re.compile(r"[^\u4e00-\u9fff0a_,;:!?()%。、“”‘’《》〈〉…—·.]")


def prepare(text: str) -> str:
    """Fold widths and classes; anything the model does not speak of becomes white space."""
    text = text.translate(FOLD)
    for pattern, sign in CLASSES:
        text = pattern.sub(sign, text)
    return STRANGE.sub("_", text)


def count_texts(folder: Path, singles: Counter[str], pairs: Counter[str]) -> None:
    """Count characters and neighbours in every text of a folder."""
    for path in sorted((*folder.rglob("*.md"), *folder.rglob("*.txt"))):
        text = prepare(path.read_text(encoding="utf-8", errors="ignore"))
        singles.update(text)
        pairs.update(map("".join, pairwise(text)))


def count_words(dictionary: Path, singles: Counter[str], pairs: Counter[str]) -> None:
    """Count the insides of words, each as often as the dictionary says it occurs."""
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        if re.fullmatch(r"[\u4e00-\u9fff]+", word):
            weight = max(round(int(frequency) * WEIGHT_OF_WORDS), 1)
            for character in word:
                singles[character] += weight
            for pair in pairwise(word):
                pairs["".join(pair)] += weight


def count_transitions(transitions: Path, singles: Counter[str], pairs: Counter[str]) -> None:
    """Add another model's transitions, as if it had seen each character as often as the texts have."""
    data: dict[str, dict[str, float]] = json.loads(transitions.read_text(encoding="utf-8"))["data"]
    for character, followers in data.items():
        seen = singles[character] * WEIGHT_OF_TRANSITIONS
        added = 0
        for follower, probability in followers.items():
            count = round(seen * probability)
            if count:
                pairs[character + follower] += count
                added += count
        singles[character] += added


def level(probability: float) -> str:
    """A probability as one sign that no text of ours holds."""
    return chr(0x2800 + min(round(-2 * math.log(probability)), 60))


def lines_of(singles: Counter[str], pairs: Counter[str]) -> list[str]:
    """The lines of the file, commonest character first."""
    total = sum(singles.values())
    followers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair, count in sorted(pairs.most_common(PAIRS_KEPT), key=lambda item: (-item[1], item[0])):
        probability = max(count - DISCOUNT, 0.1) / singles[pair[0]]
        followers[pair[0]][level(probability)].append(pair[1])
    lines: list[str] = []
    for character, count in (+singles).most_common():
        groups = "".join(sign + "".join(names) for sign, names in sorted(followers[character].items()))
        lines.append(f"{character}{level(count / total)}{groups}")
    return lines


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--transitions", type=Path, required=True)
    arguments = parser.parse_args()
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    count_words(arguments.dictionary, singles, pairs)
    count_texts(arguments.folder, singles, pairs)
    count_transitions(arguments.transitions, singles, pairs)
    OUT.write_bytes(gzip.compress("\n".join(lines_of(singles, pairs)).encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
