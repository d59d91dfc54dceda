"""Named projects and deals: each with its investor, its own money, its capacity, status and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.article import Figure
from summarizer.engines.reading import names
from summarizer.engines.reading.clauses import Layout
from summarizer.engines.reading.statuses import place_of, status_of

_OWN_MONEY = re.compile(
    r"(?:总投资额?|计划总?投资额?|预计总?投资|概算总?投资|协议总?投资额?|投资总?额|投资规模|投资|总投|斥资|耗资|投入|引资|签约金额|签约额|协议金额|合同金额)"
    r"(?:约为?|达到?|超过?|近|为|共|高达|逾|不低于)*(?:人民币)?$"
)
_LIST_END = re.compile(r"等(?:离子)?[^，。；,;:：、\n]{0,14}?(?:项目|工程|企业)|(?<=项目)等(?=[，。；,;\n]|$)")
_BUILDS_IN = re.compile(
    r"(?:比如|例如|如)?[，,]?([一-鿿A-Za-z·]{2,20}?)(?:就|将|计划|拟|已|也)?在([一-鿿]{2,10}?)(?:投资)?(?:建设|打造|兴建|新建|投建)(?:的|了)?"
)
_NO_INVESTOR = re.compile(r"[市县区省州盟旗镇乡]$|我|全|各|该|这|企业$|政府|部门|项目|同时|今年|去年|近年|目前|先后|其中|重点")
_INVESTS = re.compile(
    r"^(?:元)?[，,]?(?:人民币)?(?:在[^，。；,;]{2,20}?)?(?:投资)?(?:建设|新建|兴建|打造|实施|布局|建立|开发|扩建|创办|设立)(?:的|了)?"
)
_LANDS_IN = re.compile(
    r"(?:落子|落户|牵手|花落|入驻|落地|签约|落定|选址)(?:于|在)?([一-鿿]{2,10}?(?:市|县|区|旗|州|盟|镇|园|新城))"
)
_REFERS = re.compile(r"(?:该|此|这个|本|整个|上述)?项目(?:总|计划|预计|估算|拟|投资|概算|由)|总投资|计划(?:总)?投资")
_SHARED = re.compile(r"(?:投资额?|总投资额?|投资总额|投资规模)(?:均|都|各)(?:为|达|约)*$")
_OTHER_THING = re.compile(r"占地|用地|面积|产值|税收|销售|收入|产能|注册资")


@dataclass(slots=True)
class NamedProject:
    """A named project as read: `span` is its name in the body, `owned` the figures that are its own."""

    name: str
    investor: str | None
    span: tuple[int, int]
    amount: Figure | None = None
    status: str = "signed"
    location: str | None = None
    capacity: Figure | None = None
    owned: set[int] = field(default_factory=set[int])
    why: str = ""


@dataclass(slots=True)
class ProjectFinder:
    """Finds the named projects of one article; `thresholds` are sums that only narrow a count."""

    layout: Layout
    figures: Sequence[Figure]
    thresholds: frozenset[int]
    found: list[NamedProject] = field(default_factory=list[NamedProject])

    def find(self) -> list[NamedProject]:
        """All named projects in the order of the text, the same name once."""
        money = [f for f in self.figures if f.kind == "money" and f.id not in self.thresholds]
        for figure in money:
            self._with_money_before(figure)
        for figure in money:
            self._invested_in(figure)
        self._built_in()
        self._lists()
        self._named_by_company()
        for figure in money:
            self._with_money_after(figure)
        for figure in money:
            self._shared_money(figure)
        self.found.sort(key=lambda project: project.span)
        self._add_details()
        return self._without_repeats()

    # --- where names stand ---

    def _with_money_before(self, figure: Figure) -> None:
        """`投资20亿元的某某项目`."""
        body = self.layout.body
        end = figure.span.end
        match = re.compile(r"(?:人民币)?的").match(body, end)
        if not match or not self._labelled(figure):
            return
        start, stop = names.read_forward(body, match.end())
        self._add(start, stop, "投资…的", amount=figure)

    def _invested_in(self, figure: Figure) -> None:
        """`某某集团投资20亿元建设某某项目`."""
        body = self.layout.body
        match = _INVESTS.match(body[figure.span.end : figure.span.end + 36])
        if not match or not body[: figure.span.start].rstrip("约").endswith(
            ("投资", "斥资", "投入", "总投资", "计划投资", "拟投资")
        ):
            return
        start, stop = names.read_forward(body, figure.span.end + match.end())
        if "分别" in body[max(0, figure.span.start - 8) : figure.span.start]:
            self._invested_each(figure, start, stop)
            return
        project = self._add(start, stop, "投资…建设", amount=figure)
        if project and project.investor is None:
            clause = self.layout.clauses[self.layout.clause_at(figure.span.start)]
            lead = re.sub(
                r"(?:计划|拟|将|总|分别|预计)*(?:投资|斥资|投入)(?:约)?$",
                "",
                body[clause.start : figure.span.start],
            )
            lead = names.trim_front(lead)
            if 2 <= len(lead) <= 28:
                project.investor = lead

    def _invested_each(self, figure: Figure, start: int, stop: int) -> None:
        """`甲、乙分别投资50亿元建设丙生产线和丁生产线`: each owner one, in order, of the same sum."""
        body = self.layout.body
        clause = self.layout.clauses[self.layout.clause_at(figure.span.start)]
        lead = body[clause.start : figure.span.start].split("分别")[0]
        owners = re.split(r"[、和与]", lead)
        spans = [(start, stop)]
        while body[stop : stop + 1] in ("和", "、", "与", "及") and len(spans) < len(owners):
            start, stop = names.read_forward(body, stop + 1)
            spans.append((start, stop))
        for place, (first, last) in enumerate(spans):
            project = self._add(first, last, "分别投资", amount=figure)
            if project and len(owners) == len(spans):
                project.investor = project.investor or names.trim_front(owners[place])

    def _built_in(self) -> None:
        """`某某集团在某地投资建设某某项目`."""
        body = self.layout.body
        for clause in self.layout.clauses:
            match = _BUILDS_IN.match(body, clause.start, clause.end)
            if not match or _NO_INVESTOR.search(match.group(1)):
                continue
            start, stop = names.read_forward(body, match.end())
            if names.ends_in_head(body[start:stop]):
                project = self._add(start, min(stop, clause.end), "在…建设")
                if project:
                    project.investor = project.investor or match.group(1)
                    project.location = match.group(2)

    def _lists(self) -> None:
        """`甲项目、乙基地等项目落地`, `甲项目、乙项目先后签约`."""
        body = self.layout.body
        for match in _LIST_END.finditer(body):
            items = list(self._items_before(match.start()))
            self._add_items(items, body[match.start() : match.end()])
        for clause in self.layout.clauses:
            text = body[clause.start : clause.end]
            if "项目" in text or "基地" in text or "园" in text or "中心" in text or "生产线" in text:
                self._headed_in(clause.start, clause.end)

    def _items_before(self, end: int) -> Iterator[tuple[int, int]]:
        body = self.layout.body
        start = end
        while start > 0 and body[start - 1] not in "，。；：！？,;:!?\n" and end - start < 240:
            start -= 1
        yield from _split_items(body, start, end)

    def _add_items(self, items: list[tuple[int, int]], tail: str) -> None:
        body = self.layout.body
        texts = [names.trim_front(body[start:end]) for start, end in items]
        if not texts or tail.endswith("企业") or all(names.is_industry(text) for text in texts):
            return
        plain = [text for text in texts if not names.ends_in_head(text)]
        if any(names.is_industry(text) for text in texts) and len(plain) == len(texts):
            return
        if len(items) == 1 and plain and not names.split_investor(plain[0])[0]:
            return
        for (_, end), text in zip(items, texts, strict=True):
            self._add(end - len(text), end, tail)

    def _headed_in(self, start: int, end: int) -> None:
        """Names that end in a head: in a list of such, or with an owner before them, or as a subject."""
        body = self.layout.body
        headed: list[tuple[int, int]] = []
        plain: list[tuple[int, int]] = []
        for first, last in _split_items(body, start, end):
            text = names.trim_front(body[first:last])
            begin, stop = names.read_forward(body, last - len(text))
            stop = min(stop, last)
            name = body[begin:stop]
            if names.ends_in_head(name) and names.is_name(name) and not names.is_bare(name):
                headed.append((begin, stop))
            elif stop == last and 3 <= len(name) <= 16 and not names.is_industry(name):
                plain.append((begin, stop))
        projects = [span for span in headed if body[span[1] - 2 : span[1]] == "项目"]
        for first, last in headed:
            text = body[first:last]
            around = body[last:end] + body[start:first]
            owner = names.split_investor(text)[0] or names.owner_of(text)
            if owner and not re.match(r"企业|公司", owner):
                if _follows_status(around) or self._listed_deals(start):
                    self._add(first, last, owner)
            elif len(text) >= 6 and (
                (len(projects) >= 2 and (first, last) in projects and (_follows_status(around) or "在列" in around))
                or (_is_subject(body, start, first, last, end) and text.endswith("项目"))
            ):
                self._add(first, last, "并列" if len(projects) >= 2 else "主语")
        if len(projects) >= 2 and any(self._holds(*span) for span in projects):
            for first, last in plain:
                if names.is_name(body[first:last]) and first < projects[-1][0]:
                    self._add(first, last, "并列")

    def _holds(self, start: int, end: int) -> bool:
        return any(project.span == (start, end) for project in self.found)

    def _listed_deals(self, at: int) -> bool:
        """Whether the sentence lists deals (`签约的有…，落在某县的，是…`)."""
        start, end = self.layout.sentence_span(self.layout.clause_at(at))
        return _follows_status(self.layout.body[start:end]) or "项目有" in self.layout.body[start:end]

    def _named_by_company(self) -> None:
        """`引进了某某有限公司年产5万吨铝型材，…` and `某某产业园牵手某某市`."""
        body = self.layout.body
        for clause in self.layout.clauses:
            match = _LANDS_IN.search(body, clause.start, clause.end)
            if match and match.start() - clause.start >= 4:
                start = match.start() - len(names.trim_front(body[clause.start : match.start()]))
                text = body[start : match.start()]
                if 5 <= len(text) <= 24 and not re.search(
                    r"企业|客商|公司$|项目$|一批|许多|多个|我|他|们|\d", text
                ):
                    project = self._add(start, match.start(), match.group())
                    if project:
                        project.location = project.location or match.group(1)
                continue
            text = names.trim_front(body[clause.start : clause.end])
            company, name = names.split_investor(text)
            if company and names.is_company(company) and self._introduced(clause.start) and _is_product(name):
                start = clause.end - len(text)
                stop = start + len(company) + (names.read_forward(name, 0)[1] or len(name))
                self._add(start, min(stop, clause.end), "引进")

    def _introduced(self, at: int) -> bool:
        start, _ = self.layout.sentence_span(self.layout.clause_at(at))
        return bool(re.search(r"引进了?|签约了?|招引了?|引入了?", self.layout.body[start : at + 12]))

    def _with_money_after(self, figure: Figure) -> None:
        """`某某项目，总投资20亿元`, `某某项目(投资20亿元)`, `该项目计划投资20亿元`."""
        body = self.layout.body
        if any(figure.id in project.owned for project in self.found) or not self._labelled(figure):
            return
        if body[figure.span.end : figure.span.end + 1] == "的":
            return
        number = self.layout.clause_at(figure.span.start)
        clause = self.layout.clauses[number]
        lead = body[clause.start : figure.span.start]
        if _OTHER_THING.search(lead) or re.search(r"^[^，,]{0,6}期|平均", lead):
            return
        near = [
            p for p in self.found if p.span[1] <= figure.span.start and figure.span.start - p.span[1] < 120
        ]
        if near and self._speaks_of(near[-1], figure, number):
            project = near[-1]
            if project.amount is None:
                project.amount = figure
                project.owned.add(figure.id)
            return
        self._headed_before(figure, number)

    def _speaks_of(self, project: NamedProject, figure: Figure, number: int) -> bool:
        body = self.layout.body
        between = body[project.span[1] : figure.span.start]
        clause = self.layout.clauses[number]
        referred = _REFERS.match(body, clause.start)
        begin, _ = self.layout.sentence_span(number)
        if not referred and (project.span[1] < begin or "等" in between[:3]):
            return False
        if any(
            f.kind == "count"
            and project.span[1] <= f.span.start < figure.span.start
            and "项目" in body[max(0, f.span.start - 12) : f.span.end + 12]
            for f in self.figures
        ):
            return False
        money_between = any(
            f.kind == "money"
            and project.span[1] <= f.span.start < figure.span.start
            and f.id not in self.thresholds
            for f in self.figures
        )
        return not money_between

    def _headed_before(self, figure: Figure, number: int) -> None:
        body = self.layout.body
        for back in range(number, max(-1, number - 4), -1):
            clause = self.layout.clauses[back]
            if clause.sentence < self.layout.clauses[number].sentence:
                return
            stop = min(clause.end, figure.span.start)
            if any(f.kind == "count" and f.span.end <= stop for f in clause.figures):
                return
            for _, head_end in reversed(names.heads_in(body[clause.start : stop])):
                last = clause.start + head_end
                text = names.trim_front(body[clause.start : last])
                text = text.split("、")[-1]
                if names.is_name(text) and not names.is_bare(text):
                    self._add(last - len(text), last, "项目…投资", amount=figure)
                return

    def _shared_money(self, figure: Figure) -> None:
        """`甲项目、乙项目签约，投资额均为10亿元`."""
        if not _SHARED.search(self.layout.body[max(0, figure.span.start - 14) : figure.span.start]):
            return
        start, _ = self.layout.sentence_span(self.layout.clause_at(figure.span.start))
        for project in self.found:
            if start <= project.span[0] < figure.span.start and (project.amount in (None, figure)):
                project.amount = figure
                project.owned.add(figure.id)

    def _labelled(self, figure: Figure) -> bool:
        before = self.layout.body[max(0, figure.span.start - 16) : figure.span.start]
        return bool(_OWN_MONEY.search(before))

    # --- what is known of one ---

    def _add(self, start: int, end: int, why: str, amount: Figure | None = None) -> NamedProject | None:
        body = self.layout.body
        text = body[start:end]
        if not names.is_name(text) or re.match(r"\d+[个项]", text) or names.is_company(text):
            return None
        for other in self.found:
            if other.span[0] < end and start < other.span[1]:
                if amount and other.amount is None:
                    other.amount = amount
                    other.owned.add(amount.id)
                return other
        investor, name = names.split_investor(text)
        project = NamedProject(name.strip('“”‘’"《》 '), investor, (start, end), amount, why=why)
        if amount:
            project.owned.add(amount.id)
        for figure in self.figures:
            if start <= figure.span.start and figure.span.end <= end:
                project.owned.add(figure.id)
                if project.capacity is None and figure.kind in ("quantity", "money"):
                    project.capacity = figure
        self.found.append(project)
        return project

    def _add_details(self) -> None:
        for project in self.found:
            before, after = self._surroundings(project)
            project.status = status_of(before, after)
            project.location = project.location or place_of(after)

    def _surroundings(self, project: NamedProject) -> tuple[str, str]:
        """The sentence before and after a name, without the other names of its list."""
        start, end = self.layout.sentence_span(self.layout.clause_at(project.span[0]))
        body = self.layout.body
        before, after = body[start : project.span[0]], body[project.span[1] : end]
        for other in self.found:
            if other is not project and start <= other.span[0] < end:
                name = body[other.span[0] : other.span[1]]
                before, after = before.replace(name, ""), after.replace(name, "")
        return before, after

    def _without_repeats(self) -> list[NamedProject]:
        kept: list[NamedProject] = []
        for project in self.found:
            same = next((p for p in kept if p.name in project.name or project.name in p.name), None)
            if same is None:
                kept.append(project)
                continue
            same.owned |= project.owned
            if same.amount is None:
                same.amount = project.amount
            elif project.amount and project.amount.value != same.amount.value:
                kept.append(project)
        return kept


def _split_items(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list joined by 、, with a last 和 or 及 between two named heads."""
    at = start
    depth = 0
    for place in range(start, end + 1):
        mark = body[place] if place < end else "、"
        if mark in "（(":
            depth += 1
        elif mark in "）)":
            depth = max(0, depth - 1)
        elif mark == "、" and (not depth or place == end):
            yield from _split_last(body, at, place)
            at = place + 1


def _split_last(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = body[start:end]
    for match in re.finditer(
        r"(?<=项目)(?:以及|和|与|及)|(?<=基地)(?:以及|和|与|及)|(?<=园)(?:以及|和|与)|(?<=线)(?:以及|和|与)",
        text,
    ):
        yield start, start + match.start()
        yield start + match.end(), end
        return
    if text.strip():
        yield start, end


def _follows_status(text: str) -> bool:
    return status_of("", text, "") != ""


def _is_subject(body: str, start: int, first: int, last: int, end: int) -> bool:
    """Whether a name opens its clause and its predicate says how far it has come."""
    return first - start <= 2 and _follows_status(body[last : min(end, last + 8)])


def _is_product(name: str) -> bool:
    return len(name) >= 4 and not re.match(
        r"(?:负责人|董事长|总经理|在|与|和|的|将|已|等|总部|表示|有关|相关|一行|计划|拟|是|为|到|来)", name
    )
