"""Faults as llmock injects them, and its verdict on how the batch took them.

llmock answers in the request's own schema with made-up content, watches every try and says whether the
client waited as long as it was told and left alone what cannot be mended. It drops and truncates
streams only, which a batch does not use: resets, torn bodies and drips have a server of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_batch_faults import PAGES, read
from test_batch_runner import entries, reports, write_pages

from summarizer.errors import ConfigurationError

pytest.importorskip("llmock")

PASSING: dict[str, Callable[[Any], object]] = {
    "429 with Retry-After": lambda llmock: llmock.rate_limit(times=5, retry_after=0.4),
    "500": lambda llmock: llmock.fail(500, times=2),
    "503 with Retry-After": lambda llmock: llmock.fail(503, times=2, retry_after=0.3),
    "529": lambda llmock: llmock.fail(529, times=2),
    "408": lambda llmock: llmock.fail(408, times=2),
    "a slow answer": lambda llmock: llmock.delay(1.0, times=2),
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", PAGES)


@pytest.mark.parametrize("fault", PASSING)
def test_what_passes_is_waited_for_and_loses_no_page(
    llmock: Any, pages: Path, tmp_path: Path, fault: str
) -> None:
    PASSING[fault](llmock)
    progress = read(pages, tmp_path / "out", llmock.base_url(), max_calls=1)
    assert (progress.done, progress.failed) == (PAGES, 0)
    assert len(reports(tmp_path / "out")) == PAGES
    failed = sum(request.status != 200 for request in llmock.requests)
    assert progress.calls == len(llmock.requests) == PAGES + failed
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
def test_answers_in_the_schema_of_the_request_become_reports(
    llmock: Any, pages: Path, tmp_path: Path, mode: str
) -> None:
    progress = read(pages, tmp_path / "out", llmock.base_url(), mode=mode, max_calls=1)
    assert (progress.done, progress.failed) == (PAGES, 0)
    llmock.assert_resilient(strict=True)


def test_a_broken_tool_call_is_asked_for_again(llmock: Any, pages: Path, tmp_path: Path) -> None:
    llmock.break_tool_call("malformed_arguments", times=1)
    progress = read(pages, tmp_path / "out", llmock.base_url(), mode="tools", max_calls=2)
    assert (progress.done, progress.failed) == (PAGES, 0)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_cannot_be_mended_is_not_tried_again(
    llmock: Any, pages: Path, tmp_path: Path, status: int
) -> None:
    llmock.outage(status=status)
    with pytest.raises(ConfigurationError):
        read(pages, tmp_path / "out", llmock.base_url())
    assert len(llmock.requests) <= 4, "no more than were in flight"
    assert "failed" not in entries(tmp_path / "out").values(), "the pages are not to blame"
    llmock.assert_resilient()


def test_a_used_up_quota_ends_the_batch_at_once(llmock: Any, pages: Path, tmp_path: Path) -> None:
    llmock.fail(429, times=None, code="insufficient_quota", message="You exceeded your current quota")
    with pytest.raises(ConfigurationError, match="no credit left"):
        read(pages, tmp_path / "out", llmock.base_url())
    assert len(llmock.requests) <= 4
