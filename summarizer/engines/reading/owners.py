"""Whose figure it is: the place that is the subject of its clause, where it is not the page's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from summarizer.article import Region
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern
from summarizer.regions import RegionMention, find_regions

_RANKS = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "district": 3, "zone": 4, "town": 5}
_BEFORE_SUBJECT = LazyPattern(
    r"^[\s“\"]*(?:其中|近邻|而|另外|此外|同期|同时|目前|据了解|以|从|像|位于|近期|\d[\d年月日—\-至到]*(?:份)?|[今去]年|上半年|前三季度|全年|一季度|截至[^，,]{1,8}|是|分别是)*$"
)
_NOT_SUBJECT = LazyPattern(
    r"等|籍|经济|平原|地区(?!的)|片区|市场|地区的|方面|和|与|、|会|路|江|河|商会|代表处|办事处|企业家|企业|客商|政府"
)
_NO_OWNER_BEFORE = LazyPattern(
    r"(?:赴|到|在|来自|从|与|和|对接|前往|奔赴|驻|向|往|由|被|给|为|对|距|离|靠近|邻近|、)$"
)
_WHOLE = LazyPattern(
    r"(?<![占居列在排为超于达第比与])(?:全[省市县区州盟旗国]|我[省市县区州盟旗])(?!排名|第|前|平均|各)"
)
_FROM_HERE = re.compile(r"^[^，。；,;]{0,4}(?:出自|属于|来自|落户|分布在)")
_LIST_MARKS = re.compile(r"[、和与及，,；;]")
# A zone with no county of its own: it owns figures where it stands among the counties of a list.
_ZONE = LazyPattern(
    r"(?:^|[，。；：\n,;:])(?:其中|而)?([一-鿿]{0,8}?(?:经开区|高新区|开发区|工业园区?|产业园区?|新区|示范区|保税区|园区|基地))"
    r"(?=\d|[一-鿿]{0,4}?(?:共|新|签|引|集中|完成|实|到|落|开|投|利|在建|续))"
)
_THAT_PLACE = re.compile(r"该[省市县区州盟旗]")


@dataclass(slots=True)
class Owners:
    """The places a body names, and the one its page is about."""

    layout: Layout
    mentions: Sequence[RegionMention]
    starts: list[int]
    page: Region | None
    only: dict[int, str | None] = field(default_factory=dict[int, str | None])

    @classmethod
    def of(cls, layout: Layout, page: Region | None) -> Owners:
        """Find the places of a body; without a page's own region there is nothing to tell apart."""
        mentions = [m for m in find_regions(layout.body) if not m.organisation] if page else []
        return cls(layout, mentions, [mention.span.start for mention in mentions], page)

    def owner(self, window: Window) -> str | None:
        """The place that owns a figure, as written; None for the page's own region."""
        if not self.mentions:
            return None
        start = window.sentence_start
        place = window.figure.span.start
        paired = self._in_turn(window, start) if self.layout.in_turn else None
        if paired:
            return None if self._is_page(paired) else paired.surface
        after = self._after(window) if window.figure.kind == "count" else None
        found = after or self._subject(start, place)
        if found is None and _THAT_PLACE.search(self.layout.body, start, place):
            found = self._subject(self.layout.paragraphs[window.clause.paragraph][0], place)
        if found is None:
            paragraph = window.clause.paragraph
            if paragraph not in self.only:
                self.only[paragraph] = self._only_place(paragraph)
            return self.only[paragraph]
        if _WHOLE.search(self.layout.body, found.span.end, place):
            return None
        zone = self._zone(found, start, place)
        if zone:
            return zone
        return None if self._is_page(found) else found.surface.lstrip("年月日")

    def _subject(self, start: int, end: int) -> RegionMention | None:
        """The last place between two positions that is the subject of a clause."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        for mention in reversed(self.mentions[low:high]):
            if self._is_page(mention) or (self._can_own(mention) and self._is_subject(mention, end)):
                return mention
        return None

    def _in_turn(self, window: Window, start: int) -> RegionMention | None:
        """`甲县、乙县、丙县分别到位…`: the place that stands in a list where the figure stands in its own."""
        clause = window.clause
        if len(clause.figures) < 2 or len(self.mentions) < 2:
            return None
        body = self.layout.body
        mark = self.layout.told_in_turn(clause.start, window.figure.span.start)
        if mark < 0:
            return None
        group = [figure for figure in clause.figures if figure.span.start > mark]
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, mark)
        listed = [m for m in self.mentions[low:high] if self._can_own(m)]
        if len(group) < 2 or len(listed) != len(group) or window.figure not in group:
            return None
        apart = all(
            _LIST_MARKS.search(body, one.span.end, other.span.start) for one, other in pairwise(listed)
        )
        return listed[group.index(window.figure)] if apart else None

    def _zone(self, found: RegionMention, start: int, place: int) -> str | None:
        """The zone that a list of counties goes on with, where it owns what follows."""
        page = _RANKS.get((self.page and self.page.level) or "", 0)
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, place)
        if not any(_RANKS.get(m.region.level or "", 0) > page for m in self.mentions[low:high]):
            return None
        zones = list(_ZONE.finditer(self.layout.body, start, place + 1))
        latest = zones[-1] if zones else None
        return latest.group(1) if latest and latest.start(1) >= found.span.start else None

    def _after(self, window: Window) -> RegionMention | None:
        """`另外5个出自某县`: the place stands after its count."""
        match = _FROM_HERE.match(window.right_text)
        if match is None:
            return None
        at = window.figure.span.end + match.end()
        for mention in self.mentions[bisect_left(self.starts, at) :]:
            near = mention.span.start - at <= 1
            return mention if near and self._can_own(mention) and not self._is_page(mention) else None
        return None

    def _only_place(self, paragraph: int) -> str | None:
        """A paragraph that speaks of one smaller place only, more than once, and not of the page's own."""
        start, end = self.layout.paragraphs[paragraph]
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if high - low < 2:
            return None
        names = {mention.region.name for mention in self.mentions[low:high]}
        if len(names) != 1 or _WHOLE.search(self.layout.body, start, end):
            return None
        mention = self.mentions[high - 1]
        if _NOT_SUBJECT.match(self.layout.body, mention.span.end):
            return None
        smaller = _RANKS.get(mention.region.level or "", 0) > _RANKS.get(
            (self.page and self.page.level) or "", 0
        )
        return mention.surface if smaller and not self._is_page(mention) else None

    def _is_page(self, mention: RegionMention) -> bool:
        return self.page is not None and mention.region.name == self.page.name

    def _can_own(self, mention: RegionMention) -> bool:
        """Only a place no larger than the page's own has figures of its own on the page."""
        if mention.surface.startswith(("香港", "澳门", "台湾")):
            return False
        level = self.page.level if self.page else None
        return _RANKS.get(mention.region.level or "", 9) >= _RANKS.get(level or "", 0)

    def _is_subject(self, mention: RegionMention, figure_start: int) -> bool:
        body = self.layout.body
        clause = self.layout.clause_around(mention.span.start)
        before = body[clause.start : mention.span.start]
        after = body[mention.span.end : mention.span.end + 3]
        if mention.span.end == figure_start:
            return not _NO_OWNER_BEFORE.search(before) or before.endswith("、")
        if _NOT_SUBJECT.match(after):
            return False
        return bool(_BEFORE_SUBJECT.match(before))
