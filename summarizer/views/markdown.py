"""A report as Markdown for notes and wikis: every figure has a footnote with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.report import Report
from summarizer.views import prose
from summarizer.views.amounts import project_amount, statement_value
from summarizer.views.arithmetic import written_out
from summarizer.views.findings import Told, told
from summarizer.views.labels import (
    MARKS,
    Lang,
    aspect_label,
    indicator_label,
    label,
    project_status_label,
    word,
)
from summarizer.views.rows import figures_by_id, grouped, other_period, sentence, span_valid, uncovered
from summarizer.views.safe import line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!^])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def to_markdown(report: Report, *, lang: Lang = "zh") -> str:
    """The report as CommonMark with pipe tables and footnotes.

    Text of the page is escaped: nothing in it becomes a heading, a link, HTML or a table cell.
    """
    return _Writer(report, lang).written()


def escaped(text: str) -> str:
    """Text of a page on one line, as Markdown that shows it unchanged."""
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line(text)).replace("&", "&amp;"))


class _Writer:
    def __init__(self, report: Report, lang: Lang) -> None:
        self.report = report
        self.lang: Lang = lang
        self.figures = figures_by_id(report)
        self.noted: dict[int, None] = {}

    def written(self) -> str:
        """All sections; the footnotes last, since the others say which are needed."""
        blocks = [
            *self._header(),
            *self._statements(),
            *self._projects(),
            *self._relations(),
            *self._findings(),
            *self._lists(),
            *self._uncovered(),
            self._footer(),
            *self._notes(),
        ]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _note(self, number: int | None) -> str:
        figure = self.figures.get(number) if number is not None else None
        if figure is None or not span_valid(figure.span, self.report.article.body):
            return ""
        self.noted[figure.id] = None
        return f"[^{figure.id}]"

    def _prose(self, parts: prose.Prose) -> str:
        return "".join(
            f"**{escaped(text)}**{self._note(number)}" if number else _inline(text) for text, number in parts
        )

    def _header(self) -> Iterable[str]:
        article = self.report.article
        yield f"# {escaped(prose.title(self.report, self.lang))}"
        facts = (
            article.source,
            article.published.isoformat() if article.published else None,
            article.region.name if article.region else None,
            article.period.text if article.period else None,
        )
        yield " · ".join(escaped(fact) for fact in facts if fact)
        head = prose.headline(self.report, self.lang)
        if "".join(text for text, _ in head) != prose.title(self.report, self.lang):
            yield f"> {self._prose(head)}"
        yield self._prose(prose.summary(self.report, self.lang))

    def _statements(self) -> Iterable[str]:
        if not self.report.statements:
            yield f"*{word('no_statements', self.lang)}*"
            return
        yield f"## {word('statements', self.lang)}"
        groups = grouped(self.report)
        for group in groups:
            if len(groups) > 1:
                yield f"### {escaped(group.region or word('whole_page', self.lang))}"
            names = ["", "indicator", "aspect", "value", "scope", "period"]
            rows = [
                (
                    MARKS[row.status],
                    indicator_label(row.indicator, self.lang),
                    aspect_label(row.aspect, self.lang),
                    f"{self._valued(row.surface, statement_value(row, self.lang))}{self._note(row.figure)}",
                    escaped(row.scope or "").replace("；", " · "),
                    escaped(other_period(row, self.report.article.period) or ""),
                )
                for family in group.families
                for row in family.rows
            ]
            yield pipe_table([word(name, self.lang) if name else "" for name in names], rows, right={3})
        yield " · ".join(f"{mark} {label('statuses', name, self.lang)}" for name, mark in MARKS.items())

    def _valued(self, surface: str, shown: str) -> str:
        beside = "" if self.lang == "zh" or shown.endswith(surface) else f" ({escaped(surface)})"
        return escaped(shown) + beside

    def _projects(self) -> Iterable[str]:
        if not self.report.projects:
            return
        yield f"## {word('projects', self.lang)}"
        names = ("project", "amount", "stage", "location", "investor")
        rows = [
            (
                escaped(one.name),
                escaped(project_amount(one, self.figures, self.lang)) + self._note(one.figure),
                project_status_label(one.status, self.lang),
                escaped(one.location or ""),
                escaped(one.investor or ""),
            )
            for one in self.report.projects
        ]
        yield pipe_table([word(name, self.lang) for name in names], rows, right={1})

    def _relations(self) -> Iterable[str]:
        if not self.report.relations:
            return
        yield f"## {word('relations', self.lang)}"
        lines: list[str] = []
        for relation in self.report.relations:
            written = written_out(relation, self.figures, self.lang)
            shown = "".join(escaped(text) if number else _inline(text) for text, number in written.parts)
            lines.append(f"- {label('relations', relation.type, self.lang)} {shown} {written.mark}")
        yield "\n".join(lines)

    def _findings(self) -> Iterable[str]:
        findings = told(self.report, self.lang)
        if findings:
            yield f"## {word('findings', self.lang)}"
            yield "\n".join(self._finding(one) for one in findings)

    def _finding(self, one: Told) -> str:
        parts = [f"**{label('severities', one.severity, self.lang)}: {escaped(one.title)}**"]
        if one.sum:
            parts.append(f"{_inline(one.sum.text)} {one.sum.mark}")
        parts.append(escaped(one.message))
        return "- " + " — ".join(parts) + "".join(self._note(number) for number in one.figures)

    def _lists(self) -> Iterable[str]:
        report = self.report
        for name, texts in (
            ("industries", [one.text for one in report.industries]),
            ("policies", [one.text for one in report.policies]),
            ("measures", [one.text for one in report.measures]),
            ("events", [_event(one.name, one.date and one.date.text, one.place) for one in report.events]),
            ("outlook", [one.text for one in report.outlook]),
        ):
            if texts:
                yield f"## {word(name, self.lang)}"
                yield "\n".join(f"- {escaped(text)}" for text in texts)

    def _uncovered(self) -> Iterable[str]:
        left = uncovered(self.report)
        if left:
            yield f"## {word('uncovered', self.lang)}"
            yield "  ".join(escaped(figure.surface) + self._note(figure.id) for figure in left)

    def _footer(self) -> str:
        run, article = self.report.run, self.report.article
        facts = [f"{word('engine', self.lang)} {escaped(run.engine)}"]
        facts += [f"{word('model', self.lang)} {escaped(run.model)}"] if run.model else []
        facts += [f"{word('repairs', self.lang)} {len(article.repairs)}"]
        tags = dict.fromkeys(label("damage", tag, self.lang) for tag in article.damage)
        facts += [f"{word('damage', self.lang)} {escaped(', '.join(tags))}"] if tags else []
        return "---\n\n" + " · ".join(facts)

    def _notes(self) -> Iterable[str]:
        for number in sorted(self.noted):
            found = sentence(self.report.article.body, self.figures[number].span)
            before, after = _inline(found.before), _inline(found.after)
            yield f"[^{number}]: {before}**{escaped(found.surface)}**{after}".rstrip()


def _inline(text: str) -> str:
    """Escaped text that keeps the blanks at its ends: it stands beside other pieces."""
    inner = escaped(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _event(*facts: str | None) -> str:
    return "，".join(fact for fact in facts if fact)


def pipe_table(head: list[str], rows: list[tuple[str, ...]], *, right: set[int]) -> str:
    """A pipe table; columns that no row fills are left out."""
    kept = [at for at in range(len(head)) if any(row[at] for row in rows)]
    rule = ["---:" if at in right else "---" for at in kept]
    lines = [[head[at] for at in kept], rule, *([row[at] for at in kept] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
