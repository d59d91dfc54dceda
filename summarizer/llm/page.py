"""One page being read: ask, check, ask again for the wrong parts alone, and keep what is sound.

The calls of a part of a page are planned: the first reads; one more may repair rows and prose, name
figures passed over, or replace an answer that could not be read. What is still wrong after that is
dropped or rebuilt from the page's own words, and the report says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.article import Article, Span
from summarizer.errors import (
    AnswerError,
    EmptyAnswerError,
    EngineError,
    RefusedAnswerError,
    TruncatedAnswerError,
)
from summarizer.llm.answers import parse_answer, repeats_itself, visible, without_tail
from summarizer.llm.budget import Ledger
from summarizer.llm.checking import Checked, check_answer
from summarizer.llm.client import Answer, Message
from summarizer.llm.presentation import halves
from summarizer.llm.repair import complete_prose, merge_repair, uncited, worth_a_call
from summarizer.llm.transport import TooLongError, UnsupportedRequestError
from summarizer.report import Draft, Finding

if TYPE_CHECKING:
    from summarizer.llm.reader import PageReader

_OFFLINE = "use another model, or --engine offline"
_FILTERED = frozenset({"content_filter", "sensitive"})


@dataclass(slots=True)
class Page:
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
            value = _value_of(answer)
            if value:
                return answer, value
            if last_chance or not self._affordable():
                raise _useless(answer)
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
        except EngineError as error:
            self.ledger.requests += error.calls
            if not isinstance(error, UnsupportedRequestError) or not self.reader.adapt(error):
                raise
            return None
        self.ledger.book(answer)
        if answer.refusal or answer.finish in _FILTERED:
            why = "its content filter" if answer.finish in _FILTERED else "the model"
            raise RefusedAnswerError(f"{why} declined to read the page", hint=_OFFLINE)
        return answer

    def _affordable(self) -> bool:
        return self.ledger.tokens < self.reader.limits.max_page_tokens

    async def label(self, numbers: Sequence[int]) -> Draft:
        """The draft of an answer about these figures alone; faults in it are findings."""
        answer = None
        while answer is None:  # another mode: its system part may differ
            messages, _ = self.reader.label_request(self.article, numbers)
            answer = await self._ask(messages, self.reader.label_limit(numbers))
        value = _value_of(answer)
        if value is None:
            raise _useless(answer)
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
        dropped = "faulty parts were dropped"
        try:
            answer = await self._ask(
                self.reader.messages(message), self.reader.output_limit(self.article, span)
            )
        except RefusedAnswerError:
            self._find("llm.repair-refused", f"the model declined to correct its answer; {dropped}")
            return checked
        except EngineError as error:  # the first answer is paid for, and mostly sound
            self._find("llm.repair-failed", f"no correction could be had ({error.message}); {dropped}")
            return checked
        value = _value_of(answer) if answer else None
        if value is None:
            self._find("llm.repair-unusable", f"the model's correction could not be read; {dropped}")
            return checked
        second = check_answer(
            value, self.article, prose=not (checked.draft.headline and checked.draft.summary)
        )
        return merge_repair(checked, second)

    def _find(self, rule: str, message: str) -> None:
        self.findings.append(Finding(rule=rule, severity="warning", message=message))


def _value_of(answer: Answer) -> dict[str, Any] | None:
    """An answer's object as far as it can be trusted; None where there is none."""
    value = parse_answer(answer.text).value
    return without_tail(value) if value is not None and answer.finish == "length" else value


def _useless(answer: Answer) -> AnswerError:
    """The error of an answer nothing could be read from."""
    if answer.finish == "length":
        said = "the answer was cut off before anything could be read"
        return TruncatedAnswerError(said, hint="raise max_output_tokens")
    hint = f"try another --mode, {_OFFLINE}"
    if not visible(answer.text):
        return EmptyAnswerError("the model answered nothing", hint=hint)
    return AnswerError("the model answered, but not with JSON, twice", hint=hint)
