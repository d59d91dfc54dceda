"""One endpoint, asked through openai's client: explicit time-outs and one retry layer, this one.

openai is imported when the first client is made. The client's own retries are off; tenacity tries
again what `transport` says may be tried, never sooner than the server asked for.

Requests go out as bytes made here once, and answers are read from the response's own JSON: openai's
`chat.completions.create` walks through every message and builds models of the answer, which costs a
third of a call.
"""

from __future__ import annotations

import asyncio
import functools
import json
import ssl
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from summarizer.errors import EngineError
from summarizer.llm.client import Answer, Gate, Message
from summarizer.llm.completions import answer_of, object_of
from summarizer.llm.pricing import cost_of
from summarizer.llm.transport import (
    Endpoint,
    Failure,
    broken_off,
    failure_of_status,
    not_an_api,
    unreachable,
)

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI
    from tenacity import RetryCallState

    from summarizer.settings import Settings


class FailedRequestError(Exception):
    """One request failed; carries what that means to tenacity."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.error.message)
        self.failure = failure


class EndpointClient:
    """An OpenAI-compatible endpoint.

    Args:
        settings: where, with which key and model, how long to wait.
        on: called with an event's name and subject: `completion:kwargs`, `completion:response`,
            `completion:error`; the names are instructor's, so its hooks can listen.
        gate: admits every single request; waiting before a further try happens outside of it.
    """

    def __init__(
        self, settings: Settings, on: Callable[[str, Any], None] | None = None, gate: Gate | None = None
    ) -> None:
        self.settings = settings
        self._gate = gate
        self.at = Endpoint(settings.endpoint_url, settings.model_name, settings.endpoint_key)
        self._on = on
        self._contacted = False
        self._answered = False
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = (
            weakref.WeakKeyDictionary()
        )

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """Send one call, trying again where that may help.

        Args:
            messages: the chat so far.
            parts: the rest of the request: limits, temperature, what the mode needs.

        Raises:
            ConfigurationError: key, model or address are wrong, or nothing answers there.
            TransportError: the tries ran out, or the server wants a longer wait than allowed.
            UnsupportedRequestError: the endpoint does not know a part of the request.
            TooLongError: the messages do not fit the model.
            RefusedAnswerError: a content filter stopped the page.
        """
        extra: Mapping[str, Any] = parts.get("extra_body") or {}
        request: dict[str, Any] = {"model": self.at.model, "messages": list(messages), **parts, **extra}
        request.pop("extra_body", None)
        body = json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        first = await self._try(request, body)
        return first if isinstance(first, Answer) else await self._try_again(request, body, first)

    async def _try_again(self, request: dict[str, Any], body: bytes, first: Failure) -> Answer:
        """What becomes of a call whose first request failed."""
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        retrying = AsyncRetrying(
            stop=stop_after_attempt(self.settings.tries),
            retry=retry_if_exception(self._may_be_tried_again),
            wait=self._wait,
            reraise=True,
        )
        spent = 0
        try:
            async for attempt in retrying:
                with attempt:
                    spent += 1
                    outcome = first if spent == 1 else await self._try(request, body)
                    if isinstance(outcome, Failure):
                        raise FailedRequestError(outcome)
                    return replace(outcome, requests=spent)
        except FailedRequestError as failed:
            error = failed.failure.error
            if isinstance(error, EngineError):
                error.calls = spent
            raise error from None
        raise AssertionError("tenacity ended without a result")

    def _may_be_tried_again(self, error: BaseException) -> bool:
        if not isinstance(error, FailedRequestError):
            return False
        return error.failure.again and (error.failure.floor or 0) <= self.settings.max_wait

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next try: exponential with full jitter, above the server's floor."""
        from tenacity import wait_random_exponential

        error = state.outcome.exception() if state.outcome else None
        floor = error.failure.floor if isinstance(error, FailedRequestError) else None
        drawn = wait_random_exponential(multiplier=0.5, max=min(20.0, self.settings.max_wait))(state)
        return drawn if floor is None else floor + min(drawn, 1.0)

    async def _try(self, request: dict[str, Any], body: bytes) -> Answer | Failure:
        """One HTTP request, heard by hooks and admitted by the gate."""
        self._emit("completion:kwargs", request)
        async with self._gate.slot() if self._gate else nullcontext():
            outcome = await self._send(body)
            if self._gate:
                self._tell(self._gate, outcome)
        if isinstance(outcome, Failure):
            self._emit("completion:error", outcome.error)
        return outcome

    def _tell(self, gate: Gate, outcome: Answer | Failure) -> None:
        if isinstance(outcome, Answer):
            gate.succeeded(outcome.usage, cost_of(outcome.usage, self.at.model, self.at.url) or 0.0)
        elif outcome.status == 429:
            gate.limited(outcome.floor)
        elif outcome.again:
            gate.troubled()

    async def _send(self, body: bytes) -> Answer | Failure:
        """One HTTP request, under a time limit that a slow drip cannot stretch."""
        import httpx2
        import openai

        try:
            async with asyncio.timeout(self.settings.total_timeout):
                response = await self._client().post(
                    "/chat/completions",
                    cast_to=httpx2.Response,
                    content=body,
                    options={"security": {"bearer_auth": True}},
                )
        except TimeoutError:
            self._contacted = True
            return broken_off(self.at, f"no complete answer within {self.settings.total_timeout:g} s")
        except openai.APIStatusError as error:
            self._contacted = True
            return _status_failure(error, self.at)
        except openai.APIConnectionError as error:
            return self._connection_failure(error)
        except (openai.APIError, ValueError) as error:
            self._contacted = True
            return broken_off(self.at, f"unreadable answer ({type(error).__name__})")
        self._contacted = True
        return self._read(response)

    def _read(self, response: httpx2.Response) -> Answer | Failure:
        """What a response of status 200 holds."""
        completion = object_of(response.content, response.headers.get("content-type", ""))
        if self._on and isinstance(completion, dict):
            from openai.types.chat import ChatCompletion

            self._emit("completion:response", ChatCompletion.construct(**completion))
        if isinstance(completion, str) and self._answered:
            return broken_off(self.at, "a web page in place of an answer")
        outcome = answer_of(completion, self.at)
        self._answered = self._answered or isinstance(outcome, Answer)
        return outcome

    def _connection_failure(self, error: Exception) -> Failure:
        import httpx2

        cause = error.__cause__ or error.__context__ or error
        if not _reached(cause) and isinstance(
            cause, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.UnsupportedProtocol)
        ):
            return unreachable(self.at, str(cause) or type(cause).__name__, contacted=self._contacted)
        self._contacted = True
        why = "time-out" if isinstance(cause, httpx2.TimeoutException) else str(cause) or type(cause).__name__
        return broken_off(self.at, f"connection broke off: {why}")

    def _client(self) -> AsyncOpenAI:
        """The client of the running event loop: connections cannot move between loops."""
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            client = self._clients[loop] = self._new_client()
        return client

    def _new_client(self) -> AsyncOpenAI:
        import httpx2
        from openai import DEFAULT_CONNECTION_LIMITS, AsyncOpenAI

        settings = self.settings
        timeout = httpx2.Timeout(settings.read_timeout, connect=settings.connect_timeout)
        # A client of openai's own making closes itself in whatever loop runs when it is collected, and
        # fails loudly there if its own loop has ended; this one is simply let go.
        kind = httpx2.AsyncClient if self._gate is None else _quick_client()
        connections = kind(
            verify=trusted_certificates(),
            timeout=timeout,
            limits=DEFAULT_CONNECTION_LIMITS,
            follow_redirects=True,
        )
        return AsyncOpenAI(
            api_key=self.at.key or "none",
            base_url=self.at.url,
            max_retries=0,
            timeout=timeout,
            http_client=connections,
        )

    async def models(self) -> list[str]:
        """The models the endpoint lists.

        Raises:
            ConfigurationError: key or address are wrong, or nothing answers there.
            TransportError: it answers, but not with a list.
        """
        import openai

        try:
            async with asyncio.timeout(min(20.0, self.settings.total_timeout)):
                listed = await self._client().models.list()
            return [str(model.id) for model in listed.data]
        except TimeoutError:
            raise broken_off(self.at, "the list of models does not come").error from None
        except openai.APIStatusError as error:
            raise _status_failure(error, self.at).error from None
        except openai.APIConnectionError as error:
            raise self._connection_failure(error).error from None
        except (openai.APIError, ValueError, AttributeError, TypeError):
            raise not_an_api(self.at).error from None

    async def close(self) -> None:
        """Close the connections of the running event loop."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    def _emit(self, event: str, subject: Any) -> None:
        if self._on:
            self._on(event, subject)


@functools.cache
def trusted_certificates() -> ssl.SSLContext:
    """Whom to trust, read once: it takes longer than a request."""
    import httpx2

    return httpx2.create_ssl_context()


def _quick_client() -> type[httpx2.AsyncClient]:
    """A client over aiohttp: half the time a request where many are in flight, but it must be closed."""
    import httpx2
    import openai

    return openai.DefaultAioHttpClient if find_spec("aiohttp") else httpx2.AsyncClient


def _reached(error: BaseException) -> bool:
    """Whether there was a connection that broke: to aiohttp's wrapper that is a time-out of connecting."""
    kind = type(error.__cause__).__name__
    return kind in ("ServerDisconnectedError", "ClientOSError", "ClientConnectionResetError")


def _status_failure(error: Any, at: Endpoint) -> Failure:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    code = error.code if isinstance(error.code, str) else None
    raw: object = error.body
    body = cast("dict[str, object]", raw) if isinstance(raw, dict) else {}
    said = str(body.get("message") or body.get("detail") or error.message)
    return failure_of_status(error.status_code, said, code or error.type, headers, at)
