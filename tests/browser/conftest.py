"""A headless Chromium that is offline and complains of everything.

Needs `pip install playwright`, a Chromium (SUMMARIZER_CHROMIUM, or one on the path) and, for the
accessibility tests, `npm install` in this folder. Skipped, with the reason, where one is missing.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

Opener = Callable[..., Any]


def _chromium() -> str | None:
    named = os.environ.get("SUMMARIZER_CHROMIUM")
    return (
        named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium: install one or set SUMMARIZER_CHROMIUM")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """Opens a document; at the end no error, no console message and no request may have happened."""
    contexts: list[Any] = []
    heard: list[str] = []

    def listen(page: Any, address: str) -> None:
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                None if request.url.split("#")[0] == address else heard.append(f"request: {request.url}")
            ),
        )

    def opened(text: str, *, width: int = 1280, height: int = 900, fragment: str = "", **options: Any) -> Any:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(text, "utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        listen(page, file.as_uri())
        page.goto(file.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture(scope="session")
def axe() -> str:
    script = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("no axe-core: run `npm install` in tests/browser")
    return script.read_text("utf-8")
