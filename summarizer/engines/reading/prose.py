"""Headline and summary: the page's main figures put into sentences, by number."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Article
from summarizer.engines.reading.rows import Row
from summarizer.vocabulary import vocabulary

_WEIGHT = {
    "signed": 10,
    "implemented": 9,
    "funds_in_place": 9,
    "foreign_funds": 8,
    "started": 7,
    "new": 5,
    "continuing": 4,
    "under_construction": 6,
    "commissioned": 6,
    "landed": 7,
    "reserve": 4,
    "registered": 2,
    "enterprises": 3,
    "events": 3,
    "outreach": 3,
    "teams": 1,
    "offices": 1,
    "envoys": 1,
    "policies": 1,
}
_ASPECT_WEIGHT = {
    "level": 1.0,
    "completion": 0.6,
    "growth": 0.6,
    "target": 0.5,
    "share": 0.2,
    "change": 0.3,
    "rank": 0.4,
}


def headline(article: Article, rows: Sequence[Row], region: str | None) -> str:
    """One line with the page's one or two most important figures."""
    main = _leading(rows)[:2]
    place = region or ""
    if not main:
        return _safe(article.title) or (f"{place}招商引资动态" if place else "招商引资动态")
    return place + "，".join(_phrase(row, rows, with_ratio=False) for row in main)


def summary(article: Article, rows: Sequence[Row], region: str | None, period: int | None) -> str:
    """Two or three sentences with the three to six figures that matter most."""
    main = _leading(rows)[:5]
    if not main:
        return f"{region or '本页'}报道了招商引资工作，未给出可引用的结果数字。"
    lead = f"{{{period}}}，" if period is not None else ""
    phrases = [_phrase(row, rows) for row in sorted(main, key=lambda row: row.figure.id)]
    own = [row for row in main if row.region is None]
    place = region if own and region else ""
    first = f"{lead}{place}{phrases[0]}"
    text = "；".join([first, *phrases[1:]]) + "。"
    targets = [
        row for row in rows if row.aspect == "target" and row not in main and row.indicator != "other"
    ][:1]
    if targets:
        row = targets[0]
        text += f"{_label(row)}目标为{{{row.figure.id}}}。"
    return text


def _leading(rows: Sequence[Row]) -> list[Row]:
    levels = [row for row in rows if row.indicator != "other" and row.aspect == "level"]
    best: dict[tuple[str, str | None], tuple[float, Row]] = {}
    for place, row in enumerate(levels):
        family = row.stage or row.indicator.split(".")[0]
        weight = _WEIGHT.get(family, 1) - place * 0.25 - (2 if row.scope else 0) - (2 if row.region else 0)
        key = (row.indicator, None)
        if key not in best or best[key][0] < weight:
            best[key] = (weight, row)
    chosen = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].figure.id))
    return [row for _, row in chosen]


def _label(row: Row) -> str:
    return vocabulary().indicators[row.indicator].zh


def _phrase(row: Row, rows: Sequence[Row], *, with_ratio: bool = True) -> str:
    scope = _safe(row.scope.replace("；", "、")) if row.scope else None
    text = f"{row.region or ''}{_WORDING.get(row.indicator, _label(row))}{{{row.figure.id}}}"
    if scope:
        text = f"{row.region or ''}{scope}{_WORDING.get(row.indicator, _label(row))}{{{row.figure.id}}}"
    if not with_ratio:
        return text
    at = next((place for place, other in enumerate(rows) if other is row), len(rows))
    for other in rows[at + 1 : at + 5]:
        if other.indicator != row.indicator or other.aspect in ("level", "target"):
            break
        if other.aspect == "growth" and other.figure.kind == "percent":
            text += f"，{'同比下降' if other.falls else '同比增长'}{{{other.figure.id}}}"
        elif other.aspect == "completion" and other.figure.kind == "percent":
            text += f"，完成目标的{{{other.figure.id}}}"
    return text


_WORDING = {
    "signed.projects": "签约项目",
    "signed.investment": "签约金额",
    "registered.projects": "注册项目",
    "landed.projects": "落地项目",
    "landed.investment": "落地项目总投资",
    "new.projects": "新建项目",
    "new.investment": "新建项目总投资",
    "continuing.projects": "续建项目",
    "continuing.investment": "续建项目总投资",
    "implemented.projects": "实施项目",
    "implemented.investment": "实施项目总投资",
    "started.projects": "开工项目",
    "started.investment": "开工项目总投资",
    "under_construction.projects": "在建项目",
    "under_construction.investment": "在建项目总投资",
    "commissioned.projects": "投产项目",
    "commissioned.investment": "投产项目总投资",
    "reserve.projects": "储备项目",
    "reserve.investment": "储备项目总投资",
    "funds_in_place": "到位资金",
    "foreign_funds": "利用外资",
    "enterprises.introduced": "引进企业",
    "enterprises.contacted": "走访对接企业",
    "enterprises.invited": "邀请企业",
    "outreach.trips": "外出招商",
    "events.held": "举办招商活动",
    "teams.count": "组建招商队伍",
    "teams.people": "招商人员",
    "offices": "驻外招商机构",
    "envoys": "招商大使等",
    "policies": "政策清单",
}


def _safe(text: str | None) -> str | None:
    """A phrase that may stand in a template: no digit, no brace."""
    if not text or any(mark.isdigit() or mark in "{}" for mark in text):
        return None
    return text
