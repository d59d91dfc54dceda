"""Whose figure it is: the place that is the subject of its clause, where it is not the page's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

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
_THAT_PLACE = re.compile(r"该[省市县区州盟旗]")


@dataclass(slots=True)
class Owners:
    """The places a body names, and the one its page is about."""

    layout: Layout
    mentions: Sequence[RegionMention]
    starts: list[int]
    page: Region | None

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
        found = self._after(window) or self._subject(start, place)
        if found is None and _THAT_PLACE.search(self.layout.body, start, place):
            found = self._subject(self.layout.paragraphs[window.clause.paragraph][0], place)
        if found is None:
            return self._only_place(window.clause.paragraph)
        if _WHOLE.search(self.layout.body, found.span.end, place):
            return None
        return None if self._is_page(found) else found.surface

    def _subject(self, start: int, end: int) -> RegionMention | None:
        """The last place between two positions that is the subject of a clause."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        for mention in reversed(self.mentions[low:high]):
            if self._is_page(mention) or (self._can_own(mention) and self._is_subject(mention, end)):
                return mention
        return None

    def _after(self, window: Window) -> RegionMention | None:
        """`另外5个出自某县`: the place stands after its count."""
        match = _FROM_HERE.match(window.right_text) if window.figure.kind == "count" else None
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
        clause = self.layout.clauses[self.layout.clause_at(mention.span.start)]
        before = body[clause.start : mention.span.start]
        after = body[mention.span.end : mention.span.end + 3]
        if mention.span.end == figure_start:
            return not _NO_OWNER_BEFORE.search(before) or before.endswith("、")
        if _NOT_SUBJECT.match(after):
            return False
        return bool(_BEFORE_SUBJECT.match(before))
