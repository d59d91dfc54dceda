"""Pages read through a provider's batch API: at half the price, within a day.

`Submitting` and `Collecting` are executors: the runner gives the first the pages that are to be read
and journals what the second brings back. A page whose answer did not come is sent again by the next
`submit`, three times at most.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.article import Article
from summarizer.batch.bounds import Spent
from summarizer.batch.files import OutputError, write_report
from summarizer.batch.outcomes import Outcome, Task, failed, finished
from summarizer.batch.provider_api import ENDPOINT, OVER, BatchApi, RemoteBatch
from summarizer.batch.provider_store import Handed, ProviderStore
from summarizer.batch.work import compared_with_rules, prepare_task, report_text
from summarizer.errors import AnswerError, EngineError, SummarizerError
from summarizer.llm.client import Answer, Message

if TYPE_CHECKING:
    from summarizer.engines.llm import LlmEngine
    from summarizer.settings import Settings

PRICE = 0.5
"""What a request in a batch costs of one by itself."""

SENDINGS = 3
"""Times that a page is handed in before it counts as failed."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """What a provider takes in one file; OpenAI's limits are the smallest."""

    requests: int = 50_000
    bytes: int = 190_000_000


class ReplayClient:
    """Gives answers that are there already, in the order of the requests they were made for."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = iter(answers)

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """The next answer.

        Raises:
            AnswerError: there is no further one.
        """
        answer = next(self._answers, None)
        if answer is None:
            raise AnswerError("the answer of the batch was not enough", hint="send the page by itself")
        return answer

    async def close(self) -> None:
        """Nothing to close."""


def _engine(settings: Settings, answers: Sequence[Answer] = ()) -> LlmEngine:
    """The reader, with answers at hand and no call to spare for a second question."""
    from summarizer.engines.llm import LlmEngine

    alone = settings.model_copy(update={"max_calls": 1, "cache": False, "cross_read": False})
    return LlmEngine(alone, client=ReplayClient(answers))


def request_lines(task: Task, article: Article, engine: LlmEngine) -> list[str]:
    """A page's requests as lines of a batch file, one a part of the page; ids are ours."""
    from summarizer.llm.presentation import parts_of

    lines: list[str] = []
    for number, span in enumerate(parts_of(article, engine.settings.part_characters)):
        messages, parts = engine.reader.request(article, span)
        body: dict[str, Any] = {"model": engine.settings.model_name, "messages": messages}
        body |= {name: value for name, value in parts.items() if name != "extra_body"}
        body |= parts.get("extra_body", {})
        line = {"custom_id": f"{task.id}.{number}", "method": "POST", "url": ENDPOINT, "body": body}
        lines.append(json.dumps(line, ensure_ascii=False))
    return lines


@dataclass(slots=True)
class _File:
    """A file of requests being filled."""

    path: Path
    pages: list[tuple[Task, int]] = field(default_factory=list[tuple[Task, int]])
    lines: list[str] = field(default_factory=list[str])
    bytes: int = 0


class Submitting:
    """Hands pages in; yields outcomes only for those that cannot be prepared."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        store: ProviderStore,
        api: BatchApi,
        limits: BatchLimits | None = None,
    ) -> None:
        self._folder = folder
        self._store = store
        self._api = api
        self._limits = limits or BatchLimits()
        self._engine = _engine(settings)
        self._stopping = False
        self.pages = self.waiting = 0

    def stop(self) -> None:
        """Hand in what is prepared, and no more."""
        self._stopping = True

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`."""
        self._settle_doubtful()
        file = self._new_file()
        for task in tasks:
            if self._stopping:
                break
            if task is None:
                continue
            if self._store.is_handed_in(task.id):
                self.waiting += 1
                continue
            try:
                lines = request_lines(task, prepare_task(task), self._engine)
            except SummarizerError as error:
                yield failed(task, error, 0.0)
                continue
            size = sum(len(line.encode()) + 1 for line in lines)
            full = len(file.lines) + len(lines) > self._limits.requests
            if file.lines and (full or file.bytes + size > self._limits.bytes):
                self._hand_in(file)
                file = self._new_file()
            file.pages.append((task, len(lines)))
            file.lines += lines
            file.bytes += size
        if file.lines:
            self._hand_in(file)

    def _new_file(self) -> _File:
        return _File(self._folder / "provider" / f"{secrets.token_hex(6)}.jsonl")

    def _hand_in(self, file: _File) -> None:
        """Note it, then do it: what a crash leaves in doubt is asked about at the next start."""
        token = file.path.stem
        try:
            file.path.parent.mkdir(exist_ok=True)
            file.path.write_text("\n".join(file.lines) + "\n", "utf-8")
        except OSError as error:
            raise OutputError(f"{file.path} cannot be written: {error.strerror}", hint="make room") from None
        self._store.begin(token, file.pages, len(file.lines))
        try:
            uploaded = self._api.upload(file.path)
        except SummarizerError:
            self._store.finish(token)
            raise
        made = self._api.create(uploaded, token)
        self._store.taken(token, made.id, uploaded, made.status)
        self.pages += len(file.pages)

    def _settle_doubtful(self) -> None:
        settle_doubtful(self._store, self._api)


def settle_doubtful(store: ProviderStore, api: BatchApi) -> None:
    """Find out whether batches that were being made when we ended have been made."""
    for handed in store.batches():
        if handed.id is None:
            made = api.find(handed.token)
            if made:
                store.taken(handed.token, made.id, "", made.status)
            else:
                store.finish(handed.token)


class Collecting:
    """Fetches what is answered, whatever became of the batch, and makes reports of it."""

    def __init__(self, settings: Settings, folder: Path, store: ProviderStore, api: BatchApi) -> None:
        self._settings = settings
        self._folder = folder
        self._store = store
        self._api = api
        self._stopping = False
        self.still_open = self.again = 0

    def stop(self) -> None:
        """Finish the page under way; the rest stays to be collected."""
        self._stopping = True

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`; takes no tasks, they are with the provider."""
        settle_doubtful(self._store, self._api)
        for handed in self._store.batches():
            assert handed.id is not None
            remote = self._api.retrieve(handed.id)
            self._store.update(handed.token, remote.status, remote.answered)
            if remote.status not in OVER:
                self.still_open += 1
                continue
            async for outcome in self._collect(handed, remote):
                yield outcome
            if self._stopping:
                return

    async def _collect(self, handed: Handed, remote: RemoteBatch) -> AsyncGenerator[Outcome]:
        answers, problems = self._answers(remote)
        for task, parts in self._store.pages(handed.token):
            if self._stopping:
                return
            got = [answers.get(f"{task.id}.{number}") for number in range(parts)]
            whole = [answer for answer in got if answer is not None]
            if len(whole) == parts:
                yield await self._read(task, whole)
            elif self._store.sendings(task.id) >= SENDINGS:
                why = next((problems[key] for key in problems if key.startswith(task.id)), remote.status)
                yield failed(task, EngineError(f"no answer in {SENDINGS} batches: {why}"), 0.0)
            else:
                self.again += 1
            self._store.let_go(task.id)
        self._store.finish(handed.token)

    def _answers(self, remote: RemoteBatch) -> tuple[dict[str, Answer], dict[str, str]]:
        """The answers of a batch by request, and what went wrong with the others."""
        from summarizer.llm.completions import answer_of
        from summarizer.llm.transport import Endpoint

        at = Endpoint(self._settings.endpoint_url, self._settings.model_name, self._settings.endpoint_key)
        answers: dict[str, Answer] = {}
        problems: dict[str, str] = {}
        for file in filter(None, (remote.output_file, remote.error_file)):
            for line in self._api.lines(file):
                try:
                    row: dict[str, Any] = json.loads(line)
                    response: dict[str, Any] = row.get("response") or {}
                    body: dict[str, Any] = response.get("body") or {}
                    if response.get("status_code") == 200 and not row.get("error"):
                        answer = answer_of(body, at)
                        if isinstance(answer, Answer):
                            answers[row["custom_id"]] = answer
                            continue
                    problems[row["custom_id"]] = str(row.get("error") or body.get("error") or body)[:200]
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue  # a torn row is a row without an answer
        return answers, problems

    async def _read(self, task: Task, answers: list[Answer]) -> Outcome:
        began = time.perf_counter()
        spent = Spent(calls=len(answers), answers=len(answers))
        spent.input_tokens = sum(answer.usage.input for answer in answers)
        spent.output_tokens = sum(answer.usage.output for answer in answers)
        engine = _engine(self._settings, answers)
        try:
            article = prepare_task(task)
            reading = await engine.read(article)
            cost = None if reading.run.cost is None else reading.run.cost * PRICE
            spent.cost = cost or 0.0
            reading = replace(reading, run=reading.run.model_copy(update={"cost": cost}))
            seconds = time.perf_counter() - began
            if self._settings.cross_read:
                reading = compared_with_rules(article, reading)
            write_report(self._folder, task.target, report_text(article, reading, seconds))
        except OutputError:
            raise
        except SummarizerError as error:
            return failed(task, error, time.perf_counter() - began, spent)
        return finished(task, time.perf_counter() - began, spent)
