"""What the parts of the terminal report share: styles of the terminal's own palette, and the layout.

`white`, `black` and the bright colours are not used: one of them vanishes on every second terminal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.style import Style
from rich.table import Table
from rich.text import Text

from summarizer.report import StatementStatus
from summarizer.views.labels import MARKS, Lang

MUTED = Style(dim=True)
ACCENT = Style(color="cyan")
FIGURE = Style(bold=True)

SEVERITY: dict[str, tuple[str, Style]] = {
    "error": ("✗", Style(color="red", bold=True)),
    "warning": ("!", Style(color="yellow", bold=True)),
    "info": ("i", Style(color="blue")),
}
"""Sign and style of each severity, the gravest first."""

_VERDICT = {
    "confirmed": Style(color="green", bold=True),
    "grounded": Style(dim=True),
    "disputed": Style(color="red", bold=True),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How much room there is, which language, and where the evidence page lies."""

    width: int
    lang: Lang
    evidence: str | None = None

    @property
    def narrow(self) -> bool:
        """Too narrow for the aspect to have a column of its own."""
        return self.width < 72

    @property
    def wide(self) -> bool:
        """Room for the words of the page beside each row."""
        return self.width >= 110

    def figure_style(self, number: int | None, *, quiet: bool = False) -> Style:
        """The style of a figure, linked to its place in the evidence page where there is one."""
        base = MUTED if quiet else FIGURE
        if number is None or self.evidence is None:
            return base
        return base + Style(link=f"{self.evidence}#f{number}")


def heading(title: str, count: int | None = None) -> Text:
    """A section's title with how many it holds, a blank line before it."""
    text = Text("\n").append(title, style=ACCENT + Style(bold=True))
    return text if count is None else text.append(f" {count}", style=MUTED)


def verdict(status: StatementStatus) -> Text:
    """The sign of a status in its colour."""
    return Text(MARKS[status], style=_VERDICT[status])


def plain_table() -> Table:
    """A table with a rule under its header and nothing else."""
    return Table(
        box=SIMPLE_HEAD,
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style=MUTED,
        border_style=MUTED,
        show_edge=False,
    )


_NEVER_FIRST = set("，。、；：？！,.;:?!%％）)》〉」』”’…—")
_NEVER_LAST = set("（(《〈「『“‘")
_WORD = re.compile(r"[A-Za-z0-9.,%$+\-]+|.", re.DOTALL)


def wrapped(text: Text, width: int) -> list[Text]:
    """Lines of mixed Chinese and Western text, broken as Chinese print breaks them.

    A line is filled to its last cell whether or not it holds a space; numbers and Western words stay
    whole; no line begins with a closing mark or ends with an opening one.
    """
    cuts: list[int] = []
    used = 0
    previous = 0
    for word in _WORD.finditer(text.plain):
        size = cell_len(word.group())
        if used + size > width and used:
            cut = word.start()
            if word.group() in _NEVER_FIRST or text.plain[cut - 1] in _NEVER_LAST:
                cut = previous if previous > (cuts[-1] if cuts else 0) else cut
            cuts.append(cut)
            used = cell_len(text.plain[cut : word.start()])
        used += size
        previous = word.start()
    first, *others = text.divide(cuts)
    return [_trimmed(first), *(_trimmed(_flush(part)) for part in others)]


def _flush(part: Text) -> Text:
    return part[len(part.plain) - len(part.plain.lstrip(" ")) :] if part.plain.strip() else part


def _trimmed(part: Text) -> Text:
    part.rstrip()
    return part
