"""The words sent to a model: the templates of one version of `prompts/`, filled in."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import cast

from summarizer.article import Article, Span
from summarizer.errors import ConfigurationError
from summarizer.llm.faults import Fault
from summarizer.llm.presentation import description, marked_text, sentences_with, without_braces
from summarizer.llm.wire import WIRE_VERSIONS, Wire, wire_schema
from summarizer.resources import shipped_path
from summarizer.vocabulary import Term, raw_vocabulary, vocabulary

_MARK = re.compile(r"\{(\d+)\??\}", re.ASCII)
_WRITTEN = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿两]{2,}")


@dataclass(frozen=True, slots=True)
class Prompts:
    """One version of the templates; the system part is the same for every page."""

    version: str
    wire: Wire
    system: str
    system_with_schema: str
    system_with_fence: str
    article: Template
    repair: Template
    label: Template
    again: Template
    faults: dict[str, str]

    def article_message(self, article: Article, span: Span | None = None) -> str:
        """The page, or a part of it, with its figures marked."""
        return self.article.substitute(
            description=description(article),
            title=without_braces(article.title or ""),
            text=marked_text(article, span),
        ).strip()

    def repair_message(
        self, article: Article, faults: Sequence[Fault], uncited: Sequence[int], *, truncated: bool = False
    ) -> str:
        """Only what was wrong, figures not yet read, and the sentences both stand in.

        The whole page is shown only where nothing tells which of its sentences a correction needs.
        """
        lines = [self.describe(fault) for fault in faults]
        if truncated:
            lines.append(self.faults["truncated"])
        if uncited:
            lines.append(self.faults["uncited"].format(value=_listed(article, uncited)))
        contexts = [figures_of_fault(fault, article, uncited) for fault in faults if fault.asks]
        if truncated or any(context is None for context in contexts):
            shown = marked_text(article)
        else:
            numbers = {number for context in contexts if context for number in context}
            shown = sentences_with(article, [*numbers, *uncited]) or marked_text(article)
        return self.repair.substitute(faults="\n".join(dict.fromkeys(lines)), text=shown).strip()

    def label_message(self, article: Article, numbers: Sequence[int]) -> str:
        """Some figures to be named, and the sentences they stand in."""
        return self.label.substitute(
            description=description(article),
            figures=_listed(article, numbers),
            text=sentences_with(article, numbers),
        ).strip()

    def describe(self, fault: Fault) -> str:
        """A fault in the model's words, with the part it was found in."""
        said = self.faults[fault.rule].format(part=fault.part, value=fault.value[:60], detail=fault.detail)
        if fault.raw is None:
            return f"- {said}"
        raw = json.dumps(fault.raw, ensure_ascii=False, separators=(",", ":"))[:300]
        return f"- {raw}：{said}"

    def again_message(self, reason: str) -> str:
        """Ask for a whole answer once more."""
        return self.again.substitute(reason=reason).strip()


def figures_of_fault(fault: Fault, article: Article, uncited: Sequence[int]) -> list[int] | None:
    """The figures whose sentences a model needs to correct a fault; None where it needs the page."""
    if fault.figures:
        return list(fault.figures)
    raw: object = fault.raw
    if isinstance(raw, str):
        return _figures_in_prose(raw, article) or None
    if fault.part == "row":
        return [] if uncited else None
    values = cast("list[object]", raw) if isinstance(raw, list) else []
    return [value for value in values if type(value) is int and article.figure(value)] or None


def _figures_in_prose(template: str, article: Article) -> list[int]:
    """The figures a template refers to, and those whose number it writes itself."""
    written = set(_WRITTEN.findall(_MARK.sub(" ", template)))
    marks = {int(number) for number in _MARK.findall(template)}
    return [
        figure.id
        for figure in article.figures
        if figure.id in marks or written & set(_WRITTEN.findall(figure.surface))
    ]


def _listed(article: Article, numbers: Sequence[int]) -> str:
    figures = (article.figure(number) for number in numbers)
    return "，".join(f"{figure.surface}{{{figure.id}}}" for figure in figures if figure)


@cache
def load_prompts(version: str) -> Prompts:
    """One version of the templates, read once.

    Raises:
        ConfigurationError: there is no such version.
    """
    folder = shipped_path("prompts", version)
    if not version or "/" in version or not (folder / "system.md").is_file():
        raise ConfigurationError(f"unknown prompt version: {version}", hint="choose a folder of prompts/")

    def read(name: str) -> str:
        return (folder / name).read_text("utf-8")

    wire: Wire = tomllib.loads(read("prompt.toml"))["wire"]
    if wire not in WIRE_VERSIONS:
        raise ConfigurationError(f"prompt {version} names an unknown wire format: {wire}")
    system = Template(read("system.md")).substitute(_vocabulary()).strip()
    schema = json.dumps(wire_schema(wire), ensure_ascii=False, separators=(",", ":"))
    with_schema = system + "\n" + Template(read("schema.md")).substitute(schema=schema).rstrip()
    return Prompts(
        version=version,
        wire=wire,
        system=system,
        system_with_schema=with_schema,
        system_with_fence=f"{with_schema}\n{read('markdown.md').strip()}",
        article=Template(read("article.md")),
        repair=Template(read("repair.md")),
        label=Template(read("label.md")),
        again=Template(read("again.md")),
        faults=tomllib.loads(read("faults.toml")),
    )


def _vocabulary() -> dict[str, str]:
    """The vocabulary as the system part words it."""
    words = vocabulary()
    stages = raw_vocabulary()["stages"]
    others = {name: term for name, term in words.indicators.items() if not term.stage}
    return {
        "stages": "；".join(f"{name} {stage['meaning']}" for name, stage in stages.items()),
        "indicators": _terms(others),
        "aspects": _terms(words.aspects),
        "statuses": "；".join(
            f"{name} {term.zh}" for name, term in words.project_statuses.items() if name not in stages
        ),
    }


def _terms(terms: dict[str, Term]) -> str:
    return "；".join(f"{name} {term.meaning or term.zh}" for name, term in terms.items())
