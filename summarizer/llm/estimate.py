"""What a run would send and cost, without sending anything: `--dry-run`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.article import Article
from summarizer.llm.budget import Limits
from summarizer.llm.capabilities import capabilities_of
from summarizer.llm.presentation import parts_of
from summarizer.llm.pricing import cost_of
from summarizer.llm.prompts import load_prompts
from summarizer.llm.reader import PageReader
from summarizer.report import Usage

if TYPE_CHECKING:
    from summarizer.llm.client import Answer, Message
    from summarizer.settings import Settings

_WIDE = re.compile(r"[\u2e80-\uffff]")
_TOKENS_PER_WIDE = 1.15
_LETTERS_PER_TOKEN = 3.2
_ROW_TOKENS = 16
_PROSE_TOKENS = 250
_EMPTY_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Estimate:
    """What reading some pages would take if every answer were sound at once.

    Tokens are estimated from characters (within a fifth or so of what current tokenizers count);
    `most_calls` is the number of calls allowed, `highest_cost` what they could come to; costs are US
    dollars, None where the price is not known.
    """

    calls: int
    input: int
    output: int
    cost: float | None
    highest_cost: float | None
    most_calls: int = 0


def estimate(
    articles: Sequence[Article],
    settings: Settings,
    asked: Callable[[Article], Sequence[int]] | None = None,
) -> Estimate:
    """Estimate a run over these articles.

    Args:
        articles: the pages.
        settings: which model, with which limits.
        asked: the figures of a page that alone are asked about; whole pages are read where it is None.

    Raises:
        ConfigurationError: no model is configured, or the prompt version is unknown.
    """
    prompts = load_prompts(settings.prompt)
    limits = Limits(max_output_tokens=settings.max_output_tokens, part_characters=settings.part_characters)
    reader = PageReader(_Unasked(), prompts, capabilities_of(settings), limits)
    calls = most_calls = tokens_in = tokens_out = most_in = most_out = 0
    for article in articles:
        for messages, parts, written, most in _requests(reader, article, settings, asked):
            read = token_estimate(json.dumps([messages, parts], ensure_ascii=False))
            calls, most_calls = calls + 1, most_calls + most
            tokens_in, most_in = tokens_in + read, most_in + read * most
            tokens_out, most_out = tokens_out + written, most_out + written * most
    usage, at_most = Usage(input=tokens_in, output=tokens_out), Usage(input=most_in, output=most_out)
    costs = (_price(usage, settings), _price(at_most, settings))
    return Estimate(calls, tokens_in, tokens_out, *costs, most_calls)


def _requests(
    reader: PageReader,
    article: Article,
    settings: Settings,
    asked: Callable[[Article], Sequence[int]] | None,
) -> Iterator[tuple[list[Message], dict[str, Any], int, int]]:
    """The first requests of a page, the tokens each is answered with, and the calls it may come to."""
    if asked is not None:
        if numbers := asked(article):
            yield *reader.label_request(article, numbers), _ROW_TOKENS * len(numbers) + _EMPTY_TOKENS, 1
        return
    for span in parts_of(article, settings.part_characters):
        figures = sum(span.start <= figure.span.start < span.end for figure in article.figures)
        yield *reader.request(article, span), _PROSE_TOKENS + _ROW_TOKENS * figures, settings.max_calls


def _price(usage: Usage, settings: Settings) -> float | None:
    if settings.model_file:
        return None
    return cost_of(usage, settings.model_name, settings.endpoint_url)


class _Unasked:
    """A client for requests that are made and not sent."""

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        raise AssertionError("an estimate asks nobody")

    async def close(self) -> None:
        pass


def token_estimate(text: str) -> int:
    """About how many tokens a text is: Chinese by the character, the rest by its length."""
    wide = len(_WIDE.findall(text))
    return round(wide * _TOKENS_PER_WIDE + (len(text) - wide) / _LETTERS_PER_TOKEN)
