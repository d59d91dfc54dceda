"""Answers of a real model, replayed: whatever it said, every report is valid and true to its page.

Record from any OpenAI-compatible endpoint with

    SUMMARIZER_RECORD_URL=http://127.0.0.1:8000/v1 SUMMARIZER_RECORD_MODEL=NAME \\
        pytest tests/test_llm_recordings.py --record-mode=rewrite

(SUMMARIZER_RECORD_KEY where it wants a key; `python tests/real_model.py --record` starts a llama.cpp
server and does it). Addresses, keys and all headers but the content type are left out of the recordings.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from real_model import broken_promises

from summarizer.article import Article
from summarizer.engines.base import Reading
from summarizer.engines.llm import LlmEngine
from summarizer.pipeline import prepare
from summarizer.settings import load_settings
from summarizer.verification import make_report

RECORDINGS = Path(__file__).parent / "fixtures" / "recordings"
PLACE = "http://recorded.invalid/v1"
PAGES = ("b-haibei-2013", "c-chongchuan-2023")
MODES = ("json_object_schema", "tools", "json_object", "markdown")


def canonical(request: Any) -> Any:
    """A request without its endpoint's address and headers."""
    request.uri = (
        PLACE + "/chat/completions" if urlsplit(request.uri).path.endswith("/chat/completions") else PLACE
    )
    request.headers = {"content-type": "application/json"}
    return request


def bare(response: dict[str, Any]) -> dict[str, Any]:
    """A response without headers that say who answered."""
    kept = {name: value for name, value in response["headers"].items() if name.lower() == "content-type"}
    return {**response, "headers": kept}


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "before_record_request": canonical,
        "before_record_response": bare,
        "match_on": ["method", "path"],
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(RECORDINGS)


def read_page(article: Article, mode: str) -> Reading:
    settings = load_settings(
        base_url=os.environ.get("SUMMARIZER_RECORD_URL", PLACE),
        model=os.environ.get("SUMMARIZER_RECORD_MODEL", "recorded"),
        api_key=os.environ.get("SUMMARIZER_RECORD_KEY", "none"),
        mode=mode,
        cache=False,
        tries=1,
        max_output_tokens=int(os.environ.get("SUMMARIZER_RECORD_LIMIT", "200")),
        read_timeout=300.0,
        total_timeout=300.0,
    )

    async def run() -> Reading:
        engine = LlmEngine(settings)
        try:
            return await engine.read(article)
        finally:
            await engine.close()

    return asyncio.run(run())


@pytest.mark.vcr
@pytest.mark.block_network
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("page", PAGES)
def test_a_recorded_answer_ends_in_a_valid_report(page: str, mode: str, own_pages: Path, vcr: Any) -> None:
    article = prepare((own_pages / page / "raw.txt").read_bytes(), path=page)
    reading = read_page(article, mode)
    report = make_report(article, reading)
    assert broken_promises(report, article) == []
    assert report.run.attempts == len(vcr.requests) >= 1
    reported = [json.loads(response["body"]["string"])["usage"] for response in vcr.responses]
    assert report.run.usage.input == sum(usage["prompt_tokens"] for usage in reported)
    assert report.run.usage.output == sum(usage["completion_tokens"] for usage in reported)


def test_recordings_hold_no_key_and_no_address() -> None:
    files = sorted(RECORDINGS.glob("*.yaml"))
    assert len(files) == len(PAGES) * len(MODES)
    for file in files:
        text = file.read_text("utf-8").lower()
        assert "authorization" not in text and "bearer" not in text
        assert "127.0.0.1" not in text and "localhost" not in text
