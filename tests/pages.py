"""Composed pages: our own articles inside the furniture of many kinds of sites, by seed.

Every page knows its truth: the article's lines, what is furniture, and the metadata. Sites, people and
headlines are invented; the layouts follow what government sites, papers, portals and aggregators do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from random import Random

from tests.page_layouts import LAYOUTS, Draft
from tests.page_words import ADS, CAPTIONS, HEADLINES, PROMPTS, SITES

__all__ = ["HEADLINES", "LAYOUTS", "ComposedPage", "as_html", "compose"]

FIXTURES = Path(__file__).parent / "fixtures" / "corpus"


@dataclass
class ComposedPage:
    """A page with its truth."""

    text: str
    body: list[str]
    furniture: list[str]
    layout: str
    title: str | None = None
    source: str | None = None
    published: date | None = None


def articles() -> list[tuple[str | None, list[str]]]:
    """The composed articles that ship with the tests: title and paragraphs."""
    found: list[tuple[str | None, list[str]]] = []
    for folder in sorted(FIXTURES.iterdir()):
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        lines = (folder / "body.txt").read_text("utf-8").strip().splitlines()
        title = gold["title"]
        found.append((title, lines[1:] if title else lines))
    return found


def compose(seed: int, layout: str | None = None) -> ComposedPage:
    """One page; the same seed gives the same page."""
    rng = Random(seed)
    pool = articles()
    title, paragraphs = rng.choice([a for a in pool if a[0]] if rng.random() < 0.8 else pool)
    draft = Draft(
        rng,
        list(paragraphs),
        title,
        rng.choice(SITES),
        date(rng.randint(2008, 2025), rng.randint(1, 12), rng.randint(1, 28)),
    )
    name = layout or rng.choice(sorted(LAYOUTS))
    LAYOUTS[name](draft)
    middle = _with_interruptions(draft) if rng.random() < 0.6 else draft.paragraphs
    head = [draft.title if line == "{title}" else line for line in draft.head]
    head = [line for line in head if line is not None]
    shown = bool(draft.title) and draft.title_shown
    lines = [*head, *middle, *draft.tail]
    body = ([draft.title] if shown and draft.title else []) + paragraphs
    keep = set(body)
    gap = "\n\n" if rng.random() < 0.3 else "\n"
    indent = rng.choice(["", "　　", "    "])
    text = gap.join(indent + line if line in keep and line != draft.title else line for line in lines)
    return ComposedPage(
        text,
        body,
        [line for line in lines if line not in keep],
        name,
        draft.title if shown else None,
        draft.source if draft.source_shown else None,
        draft.day if draft.day_shown else None,
    )


def _with_interruptions(draft: Draft) -> list[str]:
    rng = draft.rng
    out: list[str] = []
    for number, paragraph in enumerate(draft.paragraphs):
        out.append(paragraph)
        if number + 1 < len(draft.paragraphs) and rng.random() < 0.15:
            kind = rng.random()
            if kind < 0.35:
                out.append(rng.choice(CAPTIONS))
            elif kind < 0.6:
                out.append(rng.choice(ADS))
            elif kind < 0.8:
                out.append(rng.choice(PROMPTS))
            elif kind < 0.9:
                out += [
                    rng.choice(["相关阅读：", "延伸阅读", "相关新闻", "推荐阅读"]),
                    *draft.headlines(1, 4),
                ]
            else:
                out.append(rng.choice(["-----接上页-----", "上一页 1 2 3 下一页", "第 2 页 共 3 页"]))
    return out


def as_html(page: ComposedPage, seed: int) -> str:
    """The same page in markup: head, article and tail in containers of their own, lists as links."""
    rng = Random(seed)
    lines = [line.strip() for line in page.text.split("\n") if line.strip()]
    paragraphs = set(page.body[1 if page.title else 0 :])
    places = [number for number, line in enumerate(lines) if line in paragraphs]
    first, last = places[0], places[-1]
    shape = rng.choice(
        ["<p>{}</p>", "<p>&nbsp;&nbsp;{}</p>", "<p><span>{}</span></p>", "　　{}<br>", "<div>{}</div>"]
    )
    container, end = rng.choice(
        [
            ("<div class=content>", "</div>"),
            ("<article>", "</article>"),
            ("<table><tr><td>", "</td></tr></table>"),
        ]
    )

    def block(line: str) -> str:
        return f"<h1>{escape(line)}</h1>" if line == page.title else f"<div>{escape(line)}</div>"

    head = "".join(block(line) for line in lines[:first])
    article = "".join(shape.format(escape(line)) for line in lines[first : last + 1])
    tail = "".join(
        f'<li><a href="/{n}.html">{escape(line)}</a></li>' for n, line in enumerate(lines[last + 1 :])
    )
    title = escape(page.title or "新闻")
    return (
        f"<!DOCTYPE html><html><head><title>{title}_某网</title></head><body>"
        f"<div class=top>{head}</div>{container}{article}{end}"
        f"<div class=bottom><ul>{tail}</ul></div></body></html>"
    )
