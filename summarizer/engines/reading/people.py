"""People counted: guests received or asked, those who travel, teams and envoys."""

from __future__ import annotations

import re

from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.rows import Verdict
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

TIMES = frozenset({"次", "批次", "批", "趟"})
"""Measures of how often."""
PEOPLE = frozenset({"名", "人", "位"})
_VISITORS = PEOPLE | {"人次"}
_ENVOYS = re.compile(r"大使|顾问|人才库")
_TEAM_MEMBERS = LazyPattern(r"队伍|专班|小分队|抽调|选派|组建|招商人员|招商干部|驻点|派出")
_OTHER_PEOPLE = re.compile(r"就业|岗位|用工|嘉宾|代表|客商")
_RECEIVED = re.compile(r"接待|请进来|邀请|迎来|来访|吸引|前来|来自|参会|出席|与会")
_GUESTS = re.compile(r"客商|企业家|投资商|外商|来宾|企业(?:代表|负责人|高管)")
_CALLED = re.compile(
    r"(?:拜访|走访|对接|接洽|会见|联系)[^，。；,;、]{0,8}(?:客商|企业|企业家|投资商|外商)[^，。；,;、]{0,4}$"
)
_ASKED_IN = LazyPattern(
    r"请进来|来访|接待[^，。；,;]{0,6}(?:客商|企业|考察)"
    r"|(?:组织|邀请|带领)[^，。；,;、]{0,6}(?:客商|投资商|[外名]企业家?|[外名]企)[^，。；,;、]{0,2}(?:来|赴|到|进|入)"
    r"[^，。；,;、]{1,6}(?:考察|洽谈|调研)"
)


def visits(window: Window, measure: str) -> Verdict | None:
    """People who come or go: guests received or asked (`接待客商950人次`), trips (`外出招商40人次`)."""
    if measure in TIMES and _ASKED_IN.search(window.left_text):
        return Verdict("enterprises.invited", "level", measure)
    if measure not in _VISITORS:
        return None
    clause = window.clause_left
    if _CALLED.search(window.left_text) and not _RECEIVED.search(window.left_text):
        return Verdict("enterprises.contacted", "level", measure)
    if _RECEIVED.search(window.left_text) and _GUESTS.search(window.left_text + window.right_text[:12]):
        return Verdict("enterprises.invited", "level", measure)
    if measure != "人次":
        return None
    if not window.left_text.strip("、约近") and any(cue.value == "invite" for cue in clause):
        return Verdict("enterprises.invited", "level", measure)
    went = any(cue.value == "trip" for cue in clause)
    return Verdict("outreach.trips", "level", measure) if went else None


def read_people(layout: Layout, window: Window, why: str) -> Verdict | None:
    """People of the page's own: envoys, or those who were sent to promote."""
    start, end = layout.sentence_span(window.number)
    sentence = layout.body[start:end]
    before = layout.body[max(start, window.figure.span.start - 24) : window.figure.span.start]
    after = layout.body[window.figure.span.end : window.figure.span.end + 24]
    for near in (before.rpartition("，")[2], after, before):
        if _ENVOYS.search(near):
            return Verdict("envoys", "level", why)
        if "招商" in sentence and _TEAM_MEMBERS.search(near):
            return Verdict("teams.people", "level", why)
    return Verdict("other", "level", why) if _OTHER_PEOPLE.search(before + after) else None
