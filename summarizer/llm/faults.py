"""What can be wrong with an answer, in words for the user; words for the model stand in `prompts/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from summarizer.report import Finding

MEANINGS = {
    "unreadable": "the answer holds no JSON object",
    "not-a-row": "a {part} is not an object",
    "no-figure": "a row cites no figure",
    "unknown-figure": "figure {value} does not exist",
    "not-a-quantity": "figure {value} is a date or period, not a result",
    "not-money": "figure {value} is no amount of money",
    "not-a-date": "figure {value} is no date or period",
    "unit-mismatch": "figure {value} cannot be {detail}",
    "unknown-indicator": "there is no indicator {value}",
    "unknown-aspect": "there is no aspect {value}",
    "unknown-status": "there is no project status {value}",
    "not-in-body": "{part} {value} does not stand in the article",
    "no-prose": "the {part} is missing",
    "digit-in-prose": "the {part} writes the number {value} itself",
    "numeral-in-prose": "the {part} writes the number {value} itself, in Chinese numerals",
    "wrong-language": "the {part} is not Chinese",
    "too-long": "the {part} is too long",
}
"""The rules by name, each with what its finding says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an answer.

    Attributes:
        rule: a key of `MEANINGS`.
        part: which part of the answer: `row`, `project`, `event`, `headline`, `summary`, a list's name.
        value: the offending figure number, name or text.
        detail: what else the message needs.
        raw: the part as it was answered, to be shown again.
        asks: whether it is worth a call of its own; others are mentioned only where one is made anyway.
        figures: numbers of the article's figures concerned.
        outcome: what became of the part in the report.
    """

    rule: str
    part: str
    value: str = ""
    detail: str = ""
    raw: Any = None
    asks: bool = True
    figures: tuple[int, ...] = ()
    outcome: str = "dropped"

    def finding(self) -> Finding:
        """The fault as the report shows it, after asking again did not help."""
        said = MEANINGS[self.rule].format(part=self.part, value=self.value[:60], detail=self.detail)
        return Finding(
            rule=f"llm.{self.rule}",
            severity="warning" if self.asks else "info",
            message=f"the model's {self.part} was {self.outcome}: {said}",
            figures=list(self.figures),
        )
