"""Shared fixtures: the reference corpus, our own pages, no network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import CommandLine

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


MODEL_NAMES = ("OPENAI_API_KEY", "OPENAI_BASE_URL")


@pytest.fixture
def summarizer(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> CommandLine:
    """The command line, in a folder without settings and an environment without keys."""
    for name in [name for name in os.environ if name in MODEL_NAMES or name.startswith("SUMMARIZER_")]:
        if name != "SUMMARIZER_CORPUS":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))
    return CommandLine(monkeypatch, capsys)
