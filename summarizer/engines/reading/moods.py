"""Whether a quantity is reached, planned, or the difference to another."""

from __future__ import annotations

import re

from summarizer.engines.reading.clauses import Layout, nearest
from summarizer.engines.reading.lexicon import Cue
from summarizer.engines.reading.windows import Window
from summarizer.patterns import LazyPattern

_TARGET_AFTER = re.compile(
    r"^(?:的)?(?:年度|全年|预期|既定|总|招商|工作|引资)*(?:目标|任务|计划)|^[^。；;“]{0,24}[”\"]的[^，。；,;]{0,4}(?:目标|任务)"
)
_GOAL = re.compile("目标|任务|计划")
_INTENDED = LazyPattern(
    r"(?:目标|任务)(?:任务)?数?(?:是|为|：|:)|"
    r"(?:将|拟|计划|力争|确保|争取|预计(?=全年|今年|年内|到)|预期|有望|(?<![主重需只必不还])要)"
    r"(?!投资|总投资|引资)[^，。；,;]{0,10}?"
    r"(?:新|引进|签约|签订|谋划|储备|实施|建设|开工|竣工|投产|落地|举办|开展|组织|完成|达|实现|突破|包装|策划|洽谈|外出|到位|引资|利用|招引|不少于|不低于|超)"
)
_INTENT = re.compile("目标|任务|将|拟|计划|力争|确保|争取|预计|预期|有望|要")
_GOAL_IS = LazyPattern(
    r"按照安排|(?:目标|任务)(?:任务)?(?:是|为|：|:)|(?:今年|全年|明年)[^，。；,;]{0,6}(?:要|将|计划|力争)"
)
_ASKED_FOR = LazyPattern(
    r"(?:会议|大会|方案|意见|报告|文件|计划)[^，。；,;]{0,6}(?:提出|要求|明确|部署|强调)[^。]{0,6}(?:今年|明年|全年|20\d\d年|到年底)"
    r"|(?:[我全本][省市县区州盟旗]|今年|明年|下一步|下步|20\d\d年)[^，。；,;]{0,8}将[^。；]{2,60}?[，,](?:全年|年内)"
)
_AT_LEAST = re.compile(r"不(?:少|低)于\Z")
_REACHED = LazyPattern(
    r"已|完成了|实现了|截至|目前|累计|上半年|前[一二三四五六七八九十\d]+个?月|实际(?:完成|引进|签约|开工|落地|竣工|招引|达)"
)
_PLANNED_FOR_A_YEAR = re.compile(
    r"(?:(?:年度|[今当]年|全年|年内|20\d\d年)(?:度)?计划(?:完成)?|(?<!完成)年度)投资(?:额)?(?:约|为|达|共)*\Z"
)
_DIFFERENCE = re.compile(r"(?:净增加?|多出|增加|减少|增长|下降|提高|多|少|增|减)了?(?:约|近|超|达)?[”’\"]?$")
_COMPARED = re.compile(r"(?:比|较)[^，。；,;]{1,12}$")
_GOAL_BEFORE = LazyPattern(r"(?:目标|任务|计划|盘子)[^，。；,;]{0,8}$")
_OF_GOAL = re.compile(r"^[）)]?的(?:百分之|\d|[一二三四五六七八九]成)")
_LEAD = LazyPattern(
    r"(超出|超过?|高于|多于|欠|低于|少于|落后于?|短|差)(?:了|年度|全年|既定)?"
    r"(?:(?:序时|时序|时间|计划|目标|任务)+(?:进度)?(?:目标|任务)?|进度)(?:约|近|达)?$"
)
_DONE_OF = LazyPattern(r"(?:完成|占|达到?)了?[^，。；,;\d]{0,10}$")
_OF_WHICH_GOAL = LazyPattern(r"[^，。；,;\d]{0,12}(?:目标任务|目标|任务|计划)数?的")
_REACHED_GOAL = LazyPattern(r"(?:完成|超额|实现)[^，。；,;]{0,4}(?:目标|任务|计划)[^，。；,;]{0,4}$")


def level_aspect(layout: Layout, window: Window) -> tuple[str, bool, str]:
    """`level`, `target` or `change`, whether it falls, and the word that says so."""
    before = window.left_text
    lead = _LEAD.search(before[-16:])
    if lead:
        return "change", lead.group(1)[0] in "欠低落短差", lead.group(1)
    difference = _difference(window, before)
    if difference:
        return "change", difference.kind == "down", difference.text
    if "投资" in before and _PLANNED_FOR_A_YEAR.search(before):
        return "target", False, "年度计划投资"
    ahead = layout.body[window.figure.span.end : window.figure.span.end + 20]
    if _GOAL.search(ahead):
        after = _TARGET_AFTER.match(ahead[:12])
        if after:
            return "target", False, after.group()
        if _OF_WHICH_GOAL.match(ahead) and _DONE_OF.search(before):
            return "target", False, "目标"
    goal = nearest(window.left, "goal")
    if goal and _GOAL_BEFORE.search(before):
        measured = _OF_GOAL.match(layout.body[window.figure.span.end : window.figure.span.end + 6])
        if measured or not _REACHED_GOAL.search(before):
            return "target", False, goal.text
    intended = _intention(layout, window)
    return ("target", False, intended) if intended else ("level", False, "")


def _difference(window: Window, before: str) -> Cue | None:
    match = _DIFFERENCE.search(before, max(0, len(before) - 8))
    if not match:
        return None
    cue = nearest(window.left, "up", "down")
    if cue and cue.end >= match.start() + window.start:
        return cue
    word = match.group()
    if _COMPARED.search(before[: match.start()]):
        return Cue(0, 0, "down" if word[0] in "少减" else "up", "", word)
    return None


def _intention(layout: Layout, window: Window) -> str:
    """The word that puts the sentence, up to this figure, into the future."""
    text = layout.body[window.sentence_start : window.figure.span.start]
    if _AT_LEAST.search(text[-6:]) and not _REACHED.search(text):
        return "不少于"
    asked = _ASKED_FOR.search(text)
    if asked and not _REACHED.search(text, asked.end()):
        return asked.group()
    if not _INTENT.search(text):
        return ""
    text = text[max(text.rfind("；"), text.rfind(";")) + 1 :] if not _GOAL_IS.search(text) else text
    found = None
    for match in _INTENDED.finditer(text):
        found = match
    if found is None or _REACHED.search(text, found.end()):
        return ""
    return found.group()
