"""`summarizer verify`: a report against its page, whoever made it; many reports against each other."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.common import ExitCode, FailOnOption, MaxSizeOption, Severity
from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.article import Article
    from summarizer.report import Finding


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def verify(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT.json|DIR", help="A report of any program, or a folder of ours.")
    ],
    article: Annotated[
        str | None,
        typer.Option("--article", "-a", metavar="PAGE", help="The page it was made from; - is stdin."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="JSON", help="Where another program's report keeps its fields."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How findings are written.")] = Format.TEXT,
    fail_on: FailOnOption = None,
    max_size: MaxSizeOption = 10,
) -> None:
    """Check every number of a report against its page; a folder's reports against each other."""
    if report.is_dir():
        _verify_folder(report, format, fail_on)
        return
    from summarizer.verification import to_json, to_sarif, to_text
    from summarizer.verification import verify as check

    data = _load_json(report)
    page = _page_of(data, article, max_size)
    result = check(data, page, _load_json(mapping) if mapping else None)
    if format is Format.TEXT:
        print(to_text(result), end="")
    else:
        from summarizer import __version__

        value = to_json(result) if format is Format.JSON else to_sarif(result, page, version=__version__)
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    _leave(result.findings, fail_on)


def _verify_folder(folder: Path, format: Format, fail_on: Severity | None) -> None:
    from summarizer.report import Report
    from summarizer.verification import verify_collection

    reports: list[Report] = []
    names: dict[str, str] = {}
    for path in sorted(folder.rglob("*.json")):
        try:
            loaded = Report.model_validate(_load_json(path))
        except ValueError:
            continue
        names[loaded.article.id] = path.relative_to(folder).as_posix()
        reports.append(loaded)
    if not reports:
        raise InputError(f"no report in {folder}", hint="make some with: summarizer batch PAGES --out DIR")
    findings = verify_collection(reports)
    if format is Format.TEXT:
        for finding in findings:
            pages = ", ".join(names.get(page, page) for page in finding.pages)
            print(f"{finding.severity}: {finding.message} [{finding.rule}] ({pages})")
        print(f"{len(reports)} reports, {len(findings)} findings across them")
    else:
        print(
            json.dumps(
                [finding.model_dump(mode="json") for finding in findings], ensure_ascii=False, indent=2
            )
        )
    _leave(findings, fail_on)


def _load_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", hint="check the path") from None
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}", hint="give a report as JSON") from None


def _page_of(data: Any, page: str | None, max_size: float) -> Article:
    """The page: as given, or the body that a report of ours carries."""
    from summarizer.pipeline import load_page, prepare
    from summarizer.verification import article_of

    if page is not None:
        return prepare(load_page(page, max_bytes=int(max_size * 1e6)), path=page)
    try:
        return article_of(data)
    except (ValueError, AttributeError):
        raise InputError("the report does not carry its page", hint="name it with --article PAGE") from None


def _leave(findings: Iterable[Finding], fail_on: Severity | None) -> None:
    from summarizer.verification import at_or_above

    if fail_on and at_or_above(findings, fail_on.value):
        raise typer.Exit(ExitCode.FINDINGS)
