"""Any model by hand: the exact request as text or JSON, and an answer obtained elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.article import Article
from summarizer.errors import AnswerError, EmptyAnswerError
from summarizer.llm.answers import parse_answer, visible
from summarizer.llm.checking import Checked, check_answer
from summarizer.llm.modes import request_parts
from summarizer.llm.presentation import parts_of
from summarizer.llm.prompts import load_prompts
from summarizer.llm.repair import complete_prose, merge_repair, uncited, worth_a_call
from summarizer.report import Draft, Finding

DEFAULT_PROMPT = "read-1"


@dataclass(frozen=True, slots=True)
class ManualRequest:
    """What a run would send for one page (or for one part of a long one)."""

    system: str
    system_with_schema: str
    user: str
    request: dict[str, Any]

    def as_json(self) -> str:
        """Messages and strict schema, as the body of a chat completion without its model."""
        return json.dumps(self.request, ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """One text to paste into any chat: the schema stands in it."""
        return f"{self.system_with_schema}\n\n{self.user}\n"


def manual_requests(
    article: Article, *, prompt: str = DEFAULT_PROMPT, part_characters: int = 6_000
) -> list[ManualRequest]:
    """The requests of a page: one, or one a part where it is long.

    Raises:
        ConfigurationError: there is no such prompt version.
    """
    prompts = load_prompts(prompt)
    made: list[ManualRequest] = []
    for span in parts_of(article, part_characters):
        user = prompts.article_message(article, span)
        messages = [{"role": "system", "content": prompts.system}, {"role": "user", "content": user}]
        request = {"messages": messages, **request_parts("json_schema", prompts.wire)}
        made.append(ManualRequest(prompts.system, prompts.system_with_fence, user, request))
    return made


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What became of an answer obtained elsewhere.

    `repair` is the message that a run would send next, or None where the answer is sound: give it to
    the model, and the second answer goes with the first.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    repair: str | None


def read_given_answers(
    article: Article, texts: Sequence[str], *, prompt: str = DEFAULT_PROMPT
) -> GivenAnswer:
    """A draft from one answer, or from an answer and its corrections, in that order.

    Raises:
        EmptyAnswerError: there is nothing in it.
        AnswerError: it holds no JSON object; its hint is the message to send to the model.
    """
    prompts = load_prompts(prompt)
    checked: Checked | None = None
    first: dict[str, Any] = {}
    for text in texts:
        value = parse_answer(text).value
        if value is None:
            again = prompts.again_message(prompts.faults["unreadable"])
            if not visible(text):
                raise EmptyAnswerError("the answer is empty", hint=again)
            raise AnswerError("the answer holds no JSON object", hint=again)
        if checked is None:
            checked, first = check_answer(value, article), value
        else:
            prose = not (checked.draft.headline and checked.draft.summary)
            checked = merge_repair(checked, check_answer(value, article, prose=prose))
    if checked is None:
        raise EmptyAnswerError("no answer was given", hint="name a file with --answer")
    missing = uncited(article, checked.draft)
    repair = None
    if checked.worth_asking or worth_a_call(missing, checked.draft):
        repair = prompts.repair_message(article, checked.faults, missing)
    complete_prose(checked.draft, article, first)
    return GivenAnswer(checked.draft, tuple(fault.finding() for fault in checked.faults), repair)
