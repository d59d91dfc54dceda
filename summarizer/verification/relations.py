"""Relations between the figures of a page: found, not asked for."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.article import Article
from summarizer.report import AnyRelation, Finding
from summarizer.verification.averages import find_averages
from summarizer.verification.claims import Claim
from summarizer.verification.consistency import relation_findings
from summarizer.verification.found import Found
from summarizer.verification.nesting import find_nested, without_implied
from summarizer.verification.passages import Passages
from summarizer.verification.ratios import find_ratios
from summarizer.verification.sums import find_sums, share_sums
from summarizer.verification.terms import build_terms


def find_relations(
    article: Article, passages: Passages, claims: Iterable[Claim], amounts: Iterable[int] = ()
) -> tuple[list[AnyRelation], list[Finding]]:
    """All relations among the figures of an article, in text order, and what is wrong with them.

    Rows say what figures mean; figures without a row take part by their wording alone. Figures that
    are each other's share, part or target and do not agree make a relation that does not hold.
    """
    terms = build_terms(article.figures, passages, claims, amounts)
    ratios = find_ratios(terms) + find_averages(terms)
    sums = find_sums(terms, article.body)
    hundreds = share_sums(sums, ratios, terms)
    ratios = _complemented(ratios, hundreds)
    sums += [found for found, holds in hundreds if holds]
    nested = without_implied(find_nested(terms, article.body), [*sums, *ratios])
    relations = _each_once(found.relation for found in [*sums, *ratios, *nested])
    return relations, relation_findings(relations, terms)


def _complemented(ratios: list[Found], hundreds: Iterable[tuple[Found, bool]]) -> list[Found]:
    """Where the shares of a partition miss 100, the one that was cut off instead of rounded is wrong.

    Cutting off is as good as rounding for a share alone. Shares of parts that make up their whole
    exactly must also meet 100, and rounded ones do.
    """
    missed = {
        number
        for found, holds in hundreds
        if not holds and found.relation.type == "sum"
        for number in found.relation.parts
    }
    if not missed:
        return ratios
    result: list[Found] = []
    for found in ratios:
        relation = found.relation
        cut = found.fit is not None and found.fit.how == "truncated"
        if relation.type == "share" and relation.percent in missed and cut:
            result.append(Found(relation.model_copy(update={"holds": False}), found.sure, found.fit))
        else:
            result.append(found)
    return result


def _each_once(relations: Iterable[AnyRelation]) -> list[AnyRelation]:
    kept: dict[tuple[str, tuple[int, ...]], AnyRelation] = {}
    for relation in relations:
        kept.setdefault((relation.type, tuple(relation.figures)), relation)
    return sorted(kept.values(), key=lambda relation: (relation.figures[0], relation.type, relation.figures))
