"""Reference annotations: what a careful reader takes from a page."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from summarizer.errors import InputError


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One annotated page: its raw bytes, its clean body, and the annotation as it was written.

    `gold` keeps the shape of `gold.json`; numbers in it are exact decimals.
    """

    name: str
    raw: bytes
    body: str
    gold: dict[str, Any] = field(repr=False)

    @property
    def composed(self) -> bool:
        """Written for the corpus from the facts of a real report, not scraped."""
        return str(self.gold.get("text") or "").startswith("composed")

    @property
    def furniture(self) -> list[str]:
        """Strings that are not the article's."""
        return self.gold.get("not_body") or []

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The annotation's `statements`, `projects` or `relations`; empty where it has none."""
        return self.gold.get(name) or []


def load_corpus(folder: Path) -> list[GoldPage]:
    """All annotated pages below a folder, by name.

    Raises:
        InputError: there is no folder, or no page in it.
    """
    if not folder.is_dir():
        raise InputError(
            f"{folder} is not a folder", hint="give a folder of NAME/{raw.txt,body.txt,gold.json}"
        )
    pages = [load_page(path.parent) for path in sorted(folder.glob("*/gold.json"))]
    if not pages:
        raise InputError(f"no annotated page in {folder}", hint="a page is a folder NAME/ with a gold.json")
    return pages


def load_page(folder: Path) -> GoldPage:
    """One annotated page. Without a `raw.txt` the body stands in for the page."""
    try:
        body = (folder / "body.txt").read_text("utf-8")
        gold = json.loads((folder / "gold.json").read_text("utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise InputError(f"{folder} is not an annotated page: {error}") from None
    raw = folder / "raw.txt"
    return GoldPage(folder.name, raw.read_bytes() if raw.exists() else body.encode(), body, gold)
