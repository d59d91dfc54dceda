"""Imported by the process that worker processes are forked from: what they share is loaded here, once."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal

from summarizer.batch.outcomes import Task
from summarizer.batch.work import prepare_task
from summarizer.engines.offline import OfflineEngine
from summarizer.pipeline import read_article

PAGE = "招商引资\n一季度，全市新签约項(xiàng)目28個，總(zǒng)投資(zī)12.5亿元，同比增长三成。\n"

signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the batch itself decides what a signal means

with contextlib.suppress(Exception):
    asyncio.run(read_article(prepare_task(Task("", "page", PAGE.encode(), "")), OfflineEngine()))
gc.freeze()
