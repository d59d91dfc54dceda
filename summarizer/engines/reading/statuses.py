"""How far a named project has come, and where it stands."""

from __future__ import annotations

import re
from functools import cache

from summarizer.patterns import LazyPattern
from summarizer.vocabulary import raw_vocabulary

_FUTURE = re.compile(
    r"(?:将(?:于|在)?|即将|计划|拟(?:于)?|预计|有望|力争|准备|具备)[^，。；,;]{0,12}(?:开工|动工|启动建设|奠基)"
)
_PLACE = LazyPattern(
    r"(?:落户|落地|入驻|花落|牵手|位于|选址(?:于|在)?|落子|落在|签约|在)(?:于|在|到|了)?"
    r"([一-鿿]{2,14}?(?:自治旗|市|县|区|旗|镇|乡|村|新城|园))(?:[^的]|$)"
)


@cache
def _status_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    meanings: dict[str, str] = {}
    for name, term in raw_vocabulary()["project_statuses"].items():
        for cue in term.get("cues", ()):
            meanings.setdefault(cue, name)
    words = sorted(meanings, key=lambda word: (-len(word), word))
    return re.compile("|".join(words)), meanings


def status_of(before: str, after: str, fallback: str = "signed") -> str:
    """The status told by the predicate after a name, else by the verb before it."""
    if _FUTURE.search(after):
        return "planned_start"
    pattern, meanings = _status_pattern()
    match = pattern.search(after)
    if match:
        return meanings[match.group()]
    earlier = pattern.findall(before)
    return meanings[earlier[-1]] if earlier else fallback


def place_of(after: str) -> str | None:
    """The place that the predicate after a name gives (`落户经济技术开发区`)."""
    match = _PLACE.search(after)
    return match.group(1) if match else None
