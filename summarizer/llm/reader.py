"""One page through a model: ask, check, ask again for the wrong parts alone, and keep what is sound.

The calls of a part of a page are planned: the first reads; one more may repair rows and prose, name
figures passed over, or replace an answer that could not be read. What is still wrong after that is
dropped or rebuilt from the page's own words, and the report says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from summarizer.article import Article, Span
from summarizer.errors import AnswerError, EmptyAnswerError, RefusedAnswerError, TruncatedAnswerError
from summarizer.llm.answers import parse_answer, visible
from summarizer.llm.capabilities import Capabilities
from summarizer.llm.checking import Checked, check_answer
from summarizer.llm.client import Answer, Client, Message
from summarizer.llm.merging import merge_drafts
from summarizer.llm.modes import request_parts, system_message, weaker
from summarizer.llm.presentation import halves, parts_of
from summarizer.llm.prompts import Prompts
from summarizer.llm.repair import complete_prose, merge_repair, uncited, worth_a_call
from summarizer.llm.transport import TooLongError, UnsupportedRequestError
from summarizer.report import Draft, Finding, Usage

_OFFLINE = "use another model, or --engine offline"
_FILTERED = frozenset({"content_filter", "sensitive"})


@dataclass(slots=True)
class Limits:
    """What a page may cost: see the settings of the same names."""

    max_calls: int = 2
    max_page_tokens: int = 40_000
    max_output_tokens: int | None = None
    part_characters: int = 6_000
    max_parts: int = 8
    temperature: float | None = 0.0


@dataclass(slots=True)
class Ledger:
    """What a page has cost so far, all attempts together."""

    calls: int = 0
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    model: str | None = None

    def book(self, answer: Answer) -> None:
        """Add one answer."""
        self.calls += 1
        self.requests += answer.requests
        self.usage = Usage(
            input=self.usage.input + answer.usage.input,
            output=self.usage.output + answer.usage.output,
            cached=self.usage.cached + answer.usage.cached,
        )
        self.model = answer.model or self.model

    @property
    def tokens(self) -> int:
        """Tokens in and out."""
        return self.usage.input + self.usage.output


@dataclass(slots=True)
class PageReading:
    """A page's draft, what it cost, and what the user should know."""

    draft: Draft
    ledger: Ledger
    findings: list[Finding]
    capabilities: Capabilities


class PageReader:
    """Reads pages through one client with one version of the prompts."""

    def __init__(
        self, client: Client, prompts: Prompts, capabilities: Capabilities, limits: Limits | None = None
    ) -> None:
        self.client = client
        self.prompts = prompts
        self.capabilities = capabilities
        self.limits = limits or Limits()
        self.learned = False
        """Whether the endpoint turned out to need something else than `capabilities` said at first."""

    async def read(self, article: Article) -> PageReading:
        """Read one page.

        Raises:
            EngineError: no draft could be made; `calls` says what was spent.
            ConfigurationError: the endpoint cannot be used with these settings.
        """
        parts = parts_of(article, self.limits.part_characters)
        if len(parts) > self.limits.max_parts:
            raise TooLongError(
                f"the page has {len(article.body)} characters, more than {self.limits.max_parts} parts",
                hint="raise max_parts, or use --engine offline",
            )
        page = _Page(self, article, Ledger(), [])
        try:
            drafts = [draft for span in parts for draft in await page.read_part(span)]
        except AnswerError as error:
            error.calls = max(error.calls, page.ledger.requests)
            raise
        draft = merge_drafts(drafts)
        complete_prose(draft, article, {})
        return PageReading(draft, page.ledger, page.findings, self.capabilities)

    async def label(self, article: Article, numbers: Sequence[int]) -> PageReading:
        """Ask about some figures alone, with the sentences they stand in: one call.

        Raises:
            EngineError: the call failed, or its answer could not be read.
            ConfigurationError: the endpoint cannot be used with these settings.
        """
        page = _Page(self, article, Ledger(), [])
        draft = await page.label(numbers)
        return PageReading(draft, page.ledger, page.findings, self.capabilities)

    def request(self, article: Article, span: Span | None = None) -> tuple[list[Message], dict[str, Any]]:
        """The first request for a page: its messages and everything beside them."""
        messages: list[Message] = [
            {"role": "system", "content": system_message(self.prompts, self.capabilities.mode)},
            {"role": "user", "content": self.prompts.article_message(article, span)},
        ]
        return messages, self.request_parts(self.output_limit(article, span))

    def request_parts(self, limit: int) -> dict[str, Any]:
        """Everything of a request beside model and messages."""
        parts = self.capabilities.parts(limit=limit, temperature=self.limits.temperature)
        return {**parts, **request_parts(self.capabilities.mode, self.prompts.wire)}

    def output_limit(self, article: Article, span: Span | None = None) -> int:
        """The output a reading of this part may need, from its figures and length."""
        if self.limits.max_output_tokens:
            return self.limits.max_output_tokens
        start, end = span or Span(0, len(article.body))
        figures = sum(start <= figure.span.start < end for figure in article.figures)
        return min(16_000, 900 + 60 * figures + (end - start) // 2)

    def adapt(self, error: UnsupportedRequestError) -> bool:
        """Leave out of the request what the endpoint does not know; False where nothing is left."""
        known = self.capabilities
        if error.feature == "temperature" and known.temperature:
            known.temperature = False
        elif error.feature == "max_tokens" and known.limit:
            known.limit = "max_completion_tokens" if known.limit == "max_tokens" else ""
        else:
            mode = weaker(known.mode)
            if mode is None or known.source == "settings":
                return False
            known.mode = mode
        self.learned = True
        return True


@dataclass(slots=True)
class _Page:
    """One page being read."""

    reader: PageReader
    article: Article
    ledger: Ledger
    findings: list[Finding]

    async def read_part(self, span: Span, *, depth: int = 0) -> list[Draft]:
        """Read a part; one that is too long for the model is cut in two."""
        calls = self.ledger.calls
        try:
            answer, value = await self._first(span, calls)
        except (TooLongError, TruncatedAnswerError) as error:
            pieces = halves(self.article, span)
            deepest = 1 if isinstance(error, TruncatedAnswerError) else 3
            if depth >= deepest or len(pieces) < 2 or not self._affordable():
                raise error
            return [draft for piece in pieces for draft in await self.read_part(piece, depth=depth + 1)]
        truncated = answer.finish == "length"
        checked = check_answer(value, self.article)
        if self.ledger.calls - calls < self.reader.limits.max_calls:
            checked = await self._repair(checked, span, truncated=truncated)
        elif truncated:
            self._find(
                "llm.truncated", "the model's answer was cut off at the output limit; its rest is missing"
            )
        self.findings += [fault.finding() for fault in checked.faults]
        complete_prose(checked.draft, self.article, value)
        return [checked.draft]

    # --- the first answer -----------------------------------------------------------------------

    async def _first(self, span: Span, calls: int) -> tuple[Answer, dict[str, Any]]:
        """An answer that can be read, within the calls of a part."""
        messages, _ = self.reader.request(self.article, span)
        limit = self.reader.output_limit(self.article, span)
        last_chance = False
        while True:
            last_chance = self.ledger.calls - calls + 1 >= self.reader.limits.max_calls
            answer = await self._ask(messages, limit)
            if answer is None:  # another mode: its system part may differ
                messages, _ = self.reader.request(self.article, span)
                continue
            if answer.finish == "length" and not last_chance and not self._fixed_limit(answer.text):
                limit *= 3
                continue
            value = parse_answer(answer.text).value
            if value is not None and answer.finish == "length":
                value = without_tail(value)
            if value:
                return answer, value
            if last_chance or not self._affordable():
                raise _useless(answer, self.ledger)
            messages, _ = self.reader.request(self.article, span)
            if visible(answer.text):
                reason = self.reader.prompts.faults["unreadable"]
                messages += [{"role": "user", "content": self.reader.prompts.again_message(reason)}]

    def _fixed_limit(self, text: str) -> bool:
        """Whether a higher limit is no remedy: it was set by the user, or the model repeats itself."""
        return self.reader.limits.max_output_tokens is not None or repeats_itself(text)

    async def _ask(self, messages: Sequence[Message], limit: int) -> Answer | None:
        """One call; None where the request had to be changed to suit the endpoint."""
        try:
            answer = await self.reader.client.ask(messages, self.reader.request_parts(limit))
        except UnsupportedRequestError as error:
            self.ledger.requests += 1
            if not self.reader.adapt(error):
                raise
            return None
        self.ledger.book(answer)
        if answer.refusal or answer.finish in _FILTERED:
            why = "its content filter" if answer.finish in _FILTERED else "the model"
            raise RefusedAnswerError(
                f"{why} declined to read the page", hint=_OFFLINE, calls=self.ledger.requests
            )
        return answer

    def _affordable(self) -> bool:
        return self.ledger.tokens < self.reader.limits.max_page_tokens

    async def label(self, numbers: Sequence[int]) -> Draft:
        """The draft of an answer about these figures alone; faults in it are findings."""
        message = self.reader.prompts.label_message(self.article, numbers)
        limit = self.reader.limits.max_output_tokens or 400 + 60 * len(numbers)
        answer = None
        while answer is None:
            system = system_message(self.reader.prompts, self.reader.capabilities.mode)
            messages: list[Message] = [
                {"role": "system", "content": system},
                {"role": "user", "content": message},
            ]
            answer = await self._ask(messages, limit)
        value = parse_answer(answer.text).value
        if value is None:
            raise _useless(answer, self.ledger)
        if answer.finish == "length":
            value = without_tail(value)
        checked = check_answer(value, self.article, prose=False)
        self.findings += [fault.finding() for fault in checked.faults]
        return checked.draft

    # --- the second -----------------------------------------------------------------------------

    async def _repair(self, checked: Checked, span: Span, *, truncated: bool) -> Checked:
        """Send back only what was wrong, with figures passed over; once."""
        missing = uncited(self.article, checked.draft, span)
        asking = checked.worth_asking or truncated or worth_a_call(missing, checked.draft)
        if not asking or not self._affordable():
            return checked
        message = self.reader.prompts.repair_message(
            self.article, checked.faults, missing, truncated=truncated
        )
        system = system_message(self.reader.prompts, self.reader.capabilities.mode)
        messages: list[Message] = [
            {"role": "system", "content": system},
            {"role": "user", "content": message},
        ]
        try:
            answer = await self._ask(messages, self.reader.output_limit(self.article, span))
        except RefusedAnswerError:
            self._find(
                "llm.repair-refused", "the model declined to correct its answer; faulty parts were dropped"
            )
            return checked
        parsed = parse_answer(answer.text).value if answer else None
        if answer is None or parsed is None:
            self._find(
                "llm.repair-unusable", "the model's correction could not be read; faulty parts were dropped"
            )
            return checked
        value = without_tail(parsed) if answer.finish == "length" else parsed
        second = check_answer(
            value, self.article, prose=not (checked.draft.headline and checked.draft.summary)
        )
        return merge_repair(checked, second)

    def _find(self, rule: str, message: str) -> None:
        self.findings.append(Finding(rule=rule, severity="warning", message=message))


def _useless(answer: Answer, ledger: Ledger) -> AnswerError:
    """The error of an answer nothing could be read from."""
    calls = ledger.requests
    if answer.finish == "length":
        return TruncatedAnswerError(
            "the answer was cut off before anything could be read",
            hint="raise max_output_tokens",
            calls=calls,
        )
    if not visible(answer.text):
        return EmptyAnswerError(
            "the model answered nothing", hint=f"try another --mode, {_OFFLINE}", calls=calls
        )
    return AnswerError(
        "the model answered, but not with JSON, twice", hint=f"try another --mode, {_OFFLINE}", calls=calls
    )


def without_tail(value: Mapping[str, Any]) -> dict[str, Any]:
    """An object that was cut off, without the item it was cut off in: a number there may be half one."""
    kept = dict(value)
    if not kept:
        return kept
    last = next(reversed(kept))
    tail = kept[last]
    if isinstance(tail, list):
        kept[last] = cast("list[Any]", tail)[:-1]
    else:
        del kept[last]
    return kept


def repeats_itself(text: str) -> bool:
    """Whether an answer goes in circles: its end stands in it many times over."""
    tail = text.strip()[-40:]
    return len(tail) == 40 and text.count(tail) >= 4
