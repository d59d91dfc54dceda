"""Draw docs/report.svg: the terminal report of a shipped page, as rich exports it.

    python docs/make_picture.py [REPORT.json] [--width 100] [--theme dark|light] [--lang zh|en] [--out FILE]

Without a report it runs the offline engine on a damaged composed page of the test fixtures. rich
gives a text's length in characters and fetches a font: here it is put in cells, so that Chinese
characters keep their columns, and the reader's own fonts are used.
"""

from __future__ import annotations

import argparse
import html
import io
import itertools
import re
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from summarizer.report import Report
from summarizer.views.terminal import render

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "tests" / "fixtures" / "corpus" / "a-xixiu-nd" / "raw.txt"
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', monospace"
CELL = 12.2  # how wide rich draws a cell at its font size of 20
# Black, red, green, yellow, blue, magenta, cyan, white of each theme.
DARK = TerminalTheme(
    (30, 30, 38),
    (208, 208, 214),
    [
        (0, 0, 0),
        (240, 100, 100),
        (140, 200, 90),
        (225, 185, 85),
        (120, 170, 245),
        (220, 130, 210),
        (95, 205, 205),
        (230, 230, 230),
    ],
)
LIGHT = TerminalTheme(
    (253, 251, 245),
    (40, 40, 44),
    [
        (0, 0, 0),
        (190, 30, 30),
        (70, 120, 0),
        (150, 105, 0),
        (30, 90, 180),
        (165, 40, 120),
        (0, 115, 120),
        (220, 215, 205),
    ],
)


def main() -> None:
    """Read the command line and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("report", nargs="?", type=Path)
    parser.add_argument("--width", type=int, default=100)
    parser.add_argument("--theme", choices=("dark", "light"), default="dark")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "report.svg")
    wanted = parser.parse_args()
    report = Report.model_validate_json(wanted.report.read_text("utf-8")) if wanted.report else read_page()
    theme = DARK if wanted.theme == "dark" else LIGHT
    wanted.out.write_text(picture(report, wanted.width, theme, wanted.lang), "utf-8")


def read_page() -> Report:
    """The offline report of the shipped page."""
    import asyncio

    from summarizer.cleaning import clean
    from summarizer.engines.offline import OfflineEngine
    from summarizer.figures import annotate
    from summarizer.verification import make_report

    article = annotate(clean(PAGE.read_bytes(), path=PAGE.relative_to(ROOT).as_posix()))
    return make_report(article, asyncio.run(OfflineEngine().read(article)))


def picture(report: Report, width: int, theme: TerminalTheme, lang: str = "zh") -> str:
    """The terminal report as SVG, wide characters in their columns and no font fetched."""
    console = Console(width=width, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    render(report, console, lang="en" if lang == "en" else "zh")
    svg = console.export_svg(title="summarizer run", theme=theme, unique_id="report")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")
    return re.sub(
        r'<text ([^>]*)x="([\d.]+)"([^>]*)textLength="[\d.]+"([^>]*)>([^<]*)</text>', _in_cells, svg
    )


def _in_cells(found: re.Match[str]) -> str:
    """One text element for each run of wide or of narrow characters, as long as its cells."""
    before, start, between, after, content = found.groups()
    x = float(start)
    parts: list[str] = []
    for _, run in itertools.groupby(html.unescape(content), key=cell_len):
        words = "".join(run)
        length = cell_len(words) * CELL
        shown = html.escape(words).replace(" ", "&#160;").replace("\xa0", "&#160;")
        size = ' style="font-size:22.5px"' if cell_len(words[0]) == 2 else ""
        parts.append(f'<text {before}x="{x:g}"{between}textLength="{length:g}"{after}{size}>{shown}</text>')
        x += length
    return "".join(parts)


if __name__ == "__main__":
    main()
