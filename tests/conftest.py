"""Shared fixtures: the reference corpus, our own pages, no network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OWN_PAGES = ROOT / "tests" / "fixtures" / "corpus"


def reference_corpus() -> Path | None:
    """The folder of annotated pages that stands beside a checkout, or None."""
    named = os.environ.get("SUMMARIZER_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The reference corpus of nineteen pages; skipped where it is absent, an error in CI."""
    folder = reference_corpus()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("the reference corpus is missing: set SUMMARIZER_CORPUS")
        pytest.skip("no reference corpus: set SUMMARIZER_CORPUS or put it at ../shared/corpus")
    return folder


@pytest.fixture(scope="session")
def own_pages() -> Path:
    """The fourteen annotated pages that ship with the tests."""
    return OWN_PAGES
