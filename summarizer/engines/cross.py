"""Two readings of one page, row by row: where rules and model agree, and where they do not."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article import Article
from summarizer.report import Draft, DraftStatement, Finding

_UNTOLD = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures that both readings read alike, and those they read differently, with both rows."""

    agreed: tuple[int, ...]
    disputed: tuple[tuple[DraftStatement, DraftStatement], ...]

    def findings(self, article: Article) -> list[Finding]:
        """One finding for all agreements, one for each disagreement."""
        found: list[Finding] = []
        if self.agreed:
            message = f"{len(self.agreed)} rows were read alike by the model and by the rules"
            found.append(
                Finding(rule="cross.agreement", severity="info", message=message, figures=list(self.agreed))
            )
        for model, rules in self.disputed:
            figure = article.figure(model.figure)
            surface = figure.surface if figure else ""
            message = f"{surface}: the model reads {meaning(model)}, the rules read {meaning(rules)}"
            found.append(
                Finding(
                    rule="cross.disagreement", severity="warning", message=message, figures=[model.figure]
                )
            )
        return found


def meaning(row: DraftStatement) -> str:
    """A row's meaning in a few words."""
    fall = " (fall)" if row.falls else ""
    return f"{row.indicator} {row.aspect}{fall}"


def same_meaning(one: DraftStatement, other: DraftStatement) -> bool:
    """Whether two rows say the same of a figure; region, scope and period aside."""
    return (one.indicator, one.aspect, one.falls) == (other.indicator, other.aspect, other.falls)


def compare(model: Draft, rules: Draft) -> Comparison:
    """Compare two drafts of one article.

    Only figures that both give a meaning are compared; `other` on either side says too little to
    disagree with.
    """
    theirs: dict[int, list[DraftStatement]] = {}
    for row in rules.statements:
        theirs.setdefault(row.figure, []).append(row)
    agreed: list[int] = []
    disputed: list[tuple[DraftStatement, DraftStatement]] = []
    for row in model.statements:
        candidates = theirs.get(row.figure, [])
        if any(same_meaning(row, candidate) for candidate in candidates):
            agreed.append(row.figure)
        elif candidates and _UNTOLD not in (row.indicator, candidates[0].indicator):
            disputed.append((row, candidates[0]))
    return Comparison(tuple(dict.fromkeys(agreed)), tuple(disputed))
