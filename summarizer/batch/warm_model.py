"""Imported beside `warm` where a model is asked: reads a page with an answer made up here."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.batch.outcomes import Task
from summarizer.batch.warm import PAGE
from summarizer.batch.work import prepare_task
from summarizer.engines.llm import LlmEngine
from summarizer.llm.client import Answer, Message
from summarizer.pipeline import read_article
from summarizer.settings import load_settings


class _Silent:
    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        return Answer('{"headline": "招商引资", "summary": "招商引资。"}')

    async def close(self) -> None:
        pass


with contextlib.suppress(Exception):
    settings = load_settings(base_url="http://127.0.0.1:9/v1", model="none", mode="json_schema", cache=False)
    engine = LlmEngine(settings, client=_Silent())
    asyncio.run(read_article(prepare_task(Task("", "page", PAGE.encode(), "")), engine))
gc.freeze()
