"""Whether a figure is what its row says: unit, aspect, sign, indicator, scope, region, size, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.article import Article, Figure
from summarizer.report import Finding, Severity
from summarizer.verification.claims import Claim
from summarizer.verification.fitness import Surroundings
from summarizer.verification.grounding import canonical_region, region_stem
from summarizer.verification.indicators import fitting_measures, group_of
from summarizer.verification.rivals import rival_of
from summarizer.verification.swaps import find_swaps
from summarizer.verification.terms import scope_threshold
from summarizer.verification.wording import rules, says_fall
from summarizer.vocabulary import vocabulary

CURRENCIES = frozenset({"CNY", "USD", "EUR", "JPY", "HKD", "GBP", "TWD", "KRW", "SGD", "MOP"})
_PERCENT_ASPECTS = ("growth", "completion", "share")
_CARRIED = 60.0
_REACHED = re.compile(r"[增减升降涨提扩]\w{0,2}[到至达]了?$")
_ADDED = re.compile(r"新增|新设|增设|新添|增聘|净|增|减")
_FUNDS = frozenset({"foreign_funds", "funds_in_place"})
_MOVED = re.compile(r"(?:[上提跃攀]升|前移|前进|后移|退后|下降|下滑|晋升|提高|升|进|退)了?$")
_SUBJECT = re.compile(
    r"([\u4e00-\u9fff]{1,6}?(?:自治[州县旗]|[市县区州盟旗]))(?!长|委|区|县|直|级|政府|内|里)"
)


def check_claims(claims: Sequence[Claim], article: Article, around: Surroundings) -> list[Finding]:
    """All that speaks against what rows say of their figures.

    What cannot be (a level counted in percent, a rise worded as a fall) is an error; what the words
    around speak against is a warning.
    """
    findings: list[Finding] = []
    for claim in claims:
        for check in _CHECKS:
            finding = check(claim, article, around)
            if finding is not None:
                findings.append(finding)
    findings += _odd_regions(claims, article, around)
    return findings + list(find_swaps(claims, article, around))


def _finding(rule: str, severity: Severity, message: str, *figures: Figure) -> Finding:
    return Finding(rule=rule, severity=severity, message=message, figures=[figure.id for figure in figures])


# --- unit, aspect, sign -----------------------------------------------------------------------


def _is_rank_change(claim: Claim, around: Surroundings) -> bool:
    """跃升3位, 前移2个位次: places gained in a ranking, whatever is ranked."""
    figure = claim.figure
    if claim.aspect != "change" or figure.kind not in ("count", "point", "rank"):
        return False
    if "位次" in figure.surface + around.body[figure.span.end : figure.span.end + 3]:
        return True
    before = around.body[max(0, figure.span.start - 6) : figure.span.start]
    return figure.measure in ("位", "名") and bool(_MOVED.search(before))


def _unit(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    kind = _expected(claim)
    if kind is None or _is_kind(claim.unit, kind) or _is_rank_change(claim, around):
        return None
    # A count of foreign-funded projects is often filed under the funds: no error, and where they are
    # named beside it, nothing to doubt.
    severity: Severity = "error"
    if kind == "money" and claim.unit == "count" and claim.aspect in ("level", "target"):
        named = claim.indicator in _FUNDS and _FUNDS & around.named(claim.figure)
        severity = "info" if named else "warning"
    message = f"{claim.figure.surface} is {claim.unit}, but {claim.indicator} {claim.aspect} is {kind}"
    return _finding("unit-against-indicator", severity, message, claim.figure)


def _expected(claim: Claim) -> str | None:
    if claim.aspect in _PERCENT_ASPECTS:
        return "percent"
    if claim.aspect == "rank":
        return "rank"
    term = vocabulary().indicators.get(claim.indicator or "")
    if term is None or term.unit == "any" or claim.aspect not in ("level", "target", "change"):
        return None
    return None if claim.aspect == "change" and claim.unit == "percent" else term.unit


def _is_kind(unit: str, kind: str) -> bool:
    return unit in CURRENCIES if kind == "money" else unit == kind


@cache
def _plan_words() -> list[str]:
    words: list[str] = rules()["plans"]["words"]
    return words


def _aspect(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    figure, said = claim.figure, around.wording_aspect(claim.figure)
    if claim.aspect is None or claim.aspect == "rank":
        return None
    against = None
    if figure.kind in ("percent", "multiple"):
        rate = claim.aspect == "level" and (claim.indicator or "").endswith((".rate", "other"))
        if said and said != claim.aspect and not rate and claim.aspect != "change":
            against = said
        elif claim.aspect == "change" and figure.kind == "percent":
            against = said or "no change in points"
    elif said is not None and said != claim.aspect:
        against = said
    elif not _supported(claim, around):
        against = "level"
    if against:
        message = f"{figure.surface} is given as {claim.aspect}, but worded as {against}"
        return _finding("aspect-against-wording", "warning", message, figure)
    return None


def _supported(claim: Claim, around: Surroundings) -> bool:
    """Whether a target has a word of plans near it, and a change one of rising or falling."""
    if claim.aspect == "target":
        return _planned(claim, around)
    is_amount = claim.figure.kind not in ("point", "rank")
    if claim.aspect != "change" or not is_amount or _is_rank_change(claim, around):
        return True
    return _changed(claim, around)


def _planned(claim: Claim, around: Surroundings) -> bool:
    start = around.passages.sentence(claim.figure.span.start).start
    text = around.body[start : claim.figure.span.end + 6]
    return any(word in text for word in _plan_words())


def _changed(claim: Claim, around: Surroundings) -> bool:
    clause = around.passages.clause(claim.figure.span.start)
    before = around.body[clause.start : claim.figure.span.start]
    if _REACHED.search(before):
        return False
    return says_fall(around.passages, claim.figure) is not None or bool(_ADDED.search(before))


def _sign(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    if claim.aspect not in ("growth", "change") or claim.value == 0:
        return None
    falls = says_fall(around.passages, claim.figure)
    if falls is None:
        if claim.value < 0:
            message = f"{claim.figure.surface} is given as a fall, but no word near it says so"
            return _finding("sign-without-wording", "warning", message, claim.figure)
    elif falls != (claim.value < 0):
        said, given = ("a fall", "a rise") if falls else ("a rise", "a fall")
        message = f"{claim.figure.surface} is given as {given}, but worded as {said}"
        return _finding("sign-against-wording", "error", message, claim.figure)
    return None


# --- indicator, scope, region -----------------------------------------------------------------


def _indicator(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    group = group_of(claim.indicator) if claim.indicator else None
    if claim.indicator is None or group is None:
        return None
    figure = claim.figure
    measures = fitting_measures(claim.indicator)
    if figure.kind == "count" and figure.measure and measures and figure.measure not in measures:
        message = f"{claim.indicator} is not counted in {figure.measure}: {figure.surface}"
        return _finding("measure-against-indicator", "warning", message, figure)
    rival = rival_of(claim, group, around)
    if rival:
        message = f"the words near {figure.surface} name {rival}, not {claim.indicator}"
        return _finding("indicator-against-wording", "warning", message, figure)
    return None


def _threshold(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    own = scope_threshold(claim.scope) if claim.scope else None
    if own is not None and around.label_threshold(claim.figure) not in (None, own):
        message = f"{claim.figure.surface} is given for {claim.scope}, but stands behind another threshold"
        return _finding("scope-against-wording", "warning", message, claim.figure)
    return None


def _region(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    page = article.region
    if not claim.region or (page and claim.region == page.name):
        owner = _other_owner(claim, article, around)
        if claim.region and owner:
            message = f"{claim.figure.surface} is given for {claim.region}, but the clause speaks of {owner}"
            return _finding("region-against-wording", "warning", message, claim.figure)
        return None
    if page and page.province == claim.region:
        return None
    stem = region_stem(claim.region)
    if stem not in around.body:
        message = f"{claim.region}, the region of {claim.figure.surface}, is not in the body"
        return _finding("region-not-in-body", "error", message, claim.figure)
    if around.to_region(claim.region, claim.figure) >= _CARRIED and not _speaks_of(stem, claim, around):
        message = f"{claim.region} does not stand near {claim.figure.surface}, which is given for it"
        return _finding("region-against-wording", "warning", message, claim.figure)
    return None


def _speaks_of(stem: str, claim: Claim, around: Surroundings) -> bool:
    paragraph = around.passages.paragraph(claim.figure.span.start)
    return stem in around.body[paragraph.start : claim.figure.span.start]


def _other_owner(claim: Claim, article: Article, around: Surroundings) -> str | None:
    """Another place that opens the figure's clause as its subject: 咸宁市签约金额增长164%."""
    clause = around.passages.clause(claim.figure.span.start)
    match = _SUBJECT.match(around.body, clause.start, claim.figure.span.start)
    page = article.region
    if match is None or page is None:
        return None
    named = canonical_region(match.group(1), page.province)
    if named is None or named.name in (page.name, page.province):
        return None
    return named.name


def _odd_regions(claims: Sequence[Claim], article: Article, around: Surroundings) -> Iterator[Finding]:
    """A row for one place amid rows of one sentence that are all for another."""
    ordered = sorted((claim for claim in claims if claim.region), key=lambda claim: claim.figure.span)
    places = [around.place(claim.figure.span.start).sentence for claim in ordered]
    for at in range(1, len(ordered) - 1):
        before, claim, after = ordered[at - 1 : at + 2]
        together = places[at - 1] == places[at] == places[at + 1]
        if together and before.region == after.region != claim.region:
            stem = region_stem(claim.region or "")
            clause = around.passages.clause(claim.figure.span.start)
            if stem not in around.body[clause.start : claim.figure.span.end]:
                message = (
                    f"{claim.figure.surface} is given for {claim.region}, amid figures of {before.region}"
                )
                yield _finding("region-against-wording", "warning", message, claim.figure)


# --- size and dates ---------------------------------------------------------------------------


def _magnitude(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    caps = rules()["magnitude"]
    value = abs(claim.value)
    if claim.unit == "percent":
        cap = caps["percent"].get(claim.aspect or "")
    else:
        level = article.region.level if article.region else None
        cap = caps.get(claim.unit, {}).get(level or "")
    if cap is not None and value > cap:
        message = f"{claim.figure.surface} is more than such a place reports: check the unit"
        return _finding("magnitude", "warning", message, claim.figure)
    return None


def _reversed(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    if claim.start and claim.end and claim.start > claim.end:
        message = f"the period of {claim.figure.surface} ends before it starts"
        return _finding("period-reversed", "error", message, claim.figure)
    return None


def _late(claim: Claim, article: Article, around: Surroundings) -> Finding | None:
    if article.published and claim.end and claim.end > article.published and claim.aspect == "level":
        message = f"{claim.figure.surface} is as of {claim.end}, after the page was published"
        return _finding("period-after-publication", "info", message, claim.figure)
    return None


_CHECKS = (_unit, _aspect, _sign, _indicator, _threshold, _region, _magnitude, _reversed, _late)
