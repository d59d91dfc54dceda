"""Two readings of one page, row by row: where rules and model agree, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article import Article
from summarizer.engines.base import AGREEMENT, DISAGREEMENT, UNTOLD
from summarizer.report import Draft, DraftStatement, Finding

_FEWEST = 3
"""Rows below which there is too little to judge a model by."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures that both readings read alike, and those they read differently, with both rows.

    `told` and `told_by_rules` are how many figures each reading gives a meaning.
    """

    agreed: tuple[int, ...]
    disputed: tuple[tuple[DraftStatement, DraftStatement], ...]
    told: int = 0
    told_by_rules: int = 0

    def findings(self, article: Article) -> list[Finding]:
        """One finding for all agreements, one for each disagreement."""
        found: list[Finding] = []
        if self.agreed:
            message = f"{len(self.agreed)} rows were read alike by the model and by the rules"
            found.append(Finding(rule=AGREEMENT, severity="info", message=message, figures=list(self.agreed)))
        for model, rules in self.disputed:
            figure = article.figure(model.figure)
            surface = figure.surface if figure else ""
            message = f"{surface}: the model reads {meaning(model)}, the rules read {meaning(rules)}"
            found.append(
                Finding(rule=DISAGREEMENT, severity="warning", message=message, figures=[model.figure])
            )
        return found

    @property
    def shortcoming(self) -> str | None:
        """Why the model's reading is much poorer than the rules' own, or None where it is not.

        It gives a meaning to fewer than half as many figures, or reads more than twice as many of those
        that both read differently as alike. A capable model comes near neither, nor does one that is
        right where the rules are wrong.
        """
        differing = len({model.figure for model, _ in self.disputed})
        if self.told_by_rules >= _FEWEST and 2 * self.told < self.told_by_rules:
            return f"it gave {self.told} figures a meaning, the rules {self.told_by_rules}"
        if differing >= _FEWEST and differing > 2 * len(self.agreed):
            both = differing + len(self.agreed)
            return f"it read {differing} of the {both} figures that both read otherwise than the rules"
        return None


def meaning(row: DraftStatement) -> str:
    """A row's meaning in a few words."""
    fall = " (fall)" if row.falls else ""
    return f"{row.indicator} {row.aspect}{fall}"


def same_meaning(one: DraftStatement, other: DraftStatement) -> bool:
    """Whether two rows say the same of a figure; region, scope and period aside."""
    return (one.indicator, one.aspect, one.falls) == (other.indicator, other.aspect, other.falls)


def compare(model: Draft, rules: Draft) -> Comparison:
    """Compare two drafts of one article; see `compare_rows`."""
    return compare_rows(model.statements, rules.statements)


def compare_rows(model: Sequence[DraftStatement], rules: Sequence[DraftStatement]) -> Comparison:
    """Compare the rows of two readings of one article.

    Only figures that both give a meaning are compared; `other` on either side says too little to
    disagree with.
    """
    theirs: dict[int, list[DraftStatement]] = {}
    for row in rules:
        theirs.setdefault(row.figure, []).append(row)
    agreed: list[int] = []
    disputed: list[tuple[DraftStatement, DraftStatement]] = []
    for row in model:
        candidates = theirs.get(row.figure, [])
        if any(same_meaning(row, candidate) for candidate in candidates):
            agreed.append(row.figure)
        elif candidates and UNTOLD not in (row.indicator, candidates[0].indicator):
            disputed.append((row, candidates[0]))
    return Comparison(tuple(dict.fromkeys(agreed)), tuple(disputed), _told(model), _told(rules))


def _told(rows: Sequence[DraftStatement]) -> int:
    return len({row.figure for row in rows if row.indicator != UNTOLD})
