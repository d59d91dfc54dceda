"""Who can be asked: what goes in, what comes back, and who admits requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from summarizer.report import Usage

Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint said.

    Attributes:
        text: the answer's text, or the arguments of its function call.
        finish: `stop`, `length`, `content_filter`, …; empty where there was no choice at all.
        refusal: the model's own refusal, where the endpoint marks it.
        usage: tokens as the endpoint reported them.
        model: the model that answered, as the endpoint names it.
        requests: HTTP requests spent, failed tries included; 0 from the cache.
    """

    text: str
    finish: str = "stop"
    refusal: str | None = None
    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    requests: int = 1


class Client(Protocol):
    """Whatever can be asked: an endpoint, a cache before one, a model in this process."""

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """Send messages with a mode's request parts; see `endpoint.EndpointClient.ask`."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Gate(Protocol):
    """Who decides when a request may go out, and learns what came of it: a batch's pace."""

    def slot(self) -> AbstractAsyncContextManager[None]:
        """Leave for one request, held while it is under way."""
        ...

    def succeeded(self, usage: Usage, cost: float) -> None:
        """A good answer, with its tokens and price in US dollars (0 where not known)."""
        ...

    def limited(self, retry_after: float | None) -> None:
        """429, with the seconds the endpoint asks to wait."""
        ...

    def troubled(self) -> None:
        """The endpoint failed in a way that may pass: 5xx, reset, time-out."""
        ...
