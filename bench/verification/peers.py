"""What langextract's alignment and instructor's citations say of quotes with faults in them.

Reads cases from standard input, as JSON: kind, body, quote. Writes for each peer and kind the share of
quotes that it refuses. Runs in the virtual environment that run.py makes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict

from instructor.dsl.citation import CitationMixin
from langextract.core import data, tokenizer
from langextract.resolver import Resolver


def _alignments(body: str, quote: str) -> list[data.AlignmentStatus | None]:
    """The tokenizer is the one its documentation names for Chinese."""
    extraction = data.Extraction(extraction_class="figure", extraction_text=quote)
    aligned = Resolver().align(
        [extraction], body, token_offset=0, tokenizer_inst=tokenizer.UnicodeTokenizer()
    )
    return [one.alignment_status for one in aligned]


def langextract_refuses(body: str, quote: str) -> bool:
    """Its aligner gives a quote no place."""
    return all(status is None for status in _alignments(body, quote))


def langextract_doubts(body: str, quote: str) -> bool:
    """Its aligner gives a quote no exact place: for users who trust only `MATCH_EXACT`."""
    return all(status is not data.AlignmentStatus.MATCH_EXACT for status in _alignments(body, quote))


def instructor_refuses(body: str, quote: str) -> bool:
    """Its validator drops a quote from `substring_quotes`."""
    checked = CitationMixin.model_validate({"substring_quotes": [quote]}, context={"context": body})
    return not checked.substring_quotes


PEERS = {
    "langextract": langextract_refuses,
    "exact only": langextract_doubts,
    "instructor": instructor_refuses,
}


def main() -> None:
    verdicts: dict[str, dict[str, list[bool]]] = {name: defaultdict(list) for name in PEERS}
    for case in json.load(sys.stdin):
        for name, refuses in PEERS.items():
            verdicts[name][case["kind"]].append(refuses(case["body"], case["quote"]))
    shares = {
        name: {kind: sum(refused) / len(refused) for kind, refused in kinds.items()}
        for name, kinds in verdicts.items()
    }
    json.dump(shares, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
