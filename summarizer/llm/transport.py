"""What a failed request means: whether to try again, after how long, and which error it is otherwise.

Tried again: 408, 409, 425, 429, 5xx, resets, time-outs, bodies cut short. Never: 400, 401, 403, 404,
422, a used-up quota. Every function here is pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from summarizer.errors import (
    ConfigurationError,
    EngineError,
    RefusedAnswerError,
    SummarizerError,
    TransportError,
)

_AGAIN = frozenset({408, 409, 425, 429})
_SECRET = re.compile(r"(?i)(bearer\s+|sk-|key[\"'=: ]+)[\w\-.*]{6,}")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_OFFLINE = "or use --engine offline"


class UnsupportedRequestError(EngineError):
    """The endpoint does not know a part of the request; `feature` says which, as far as it tells."""

    def __init__(self, message: str, feature: str) -> None:
        super().__init__(message, hint=f"choose another --mode, {_OFFLINE}")
        self.feature = feature


class TooLongError(EngineError):
    """The page does not fit the model's context."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that failed: the error it becomes, whether to try again, and not before when.

    `status` is the HTTP status where there was one that may pass, else 0.
    """

    error: SummarizerError
    again: bool = False
    floor: float | None = None
    status: int = 0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What error messages may say of the endpoint. The key is here to be kept out of them."""

    url: str
    model: str
    key: str | None = None

    def scrub(self, text: str, limit: int = 200) -> str:
        """A server's message on one line, short, without anything that looks like a key."""
        if self.key:
            text = text.replace(self.key, "***")
        return " ".join(_SECRET.sub(r"\1***", text).split())[:limit]


def failure_of_status(
    status: int, said: str, code: str | None, headers: Mapping[str, str], at: Endpoint
) -> Failure:
    """What an HTTP status that is no success means.

    Args:
        status: the status.
        said: the server's message.
        code: the `code` or `type` of an OpenAI error body.
        headers: the response's headers, in lower case.
        at: the endpoint.
    """
    message = at.scrub(said)
    if status in (401, 403):
        return Failure(
            ConfigurationError(
                f"{at.url} refused the key ({status})",
                hint=f"check OPENAI_API_KEY or SUMMARIZER_API_KEY, {_OFFLINE}",
            )
        )
    if status == 402 or code in ("insufficient_quota", "billing_hard_limit_reached"):
        return Failure(ConfigurationError(f"{at.url}: no credit left ({status})", hint=f"top up, {_OFFLINE}"))
    if status == 404:
        return Failure(
            ConfigurationError(
                f"{at.url} has no model {at.model} (404)",
                hint="check --model and --base-url; list them with: summarizer doctor",
            )
        )
    if status in _AGAIN or status >= 500:
        error = TransportError(f"{at.url} answered {status}: {message}", hint=f"try again later, {_OFFLINE}")
        return Failure(error, again=True, floor=retry_floor(headers, status), status=status)
    return Failure(_refused_request(status, message, said.lower(), code, at))


def _refused_request(status: int, message: str, said: str, code: str | None, at: Endpoint) -> SummarizerError:
    """A request that the endpoint will never take as it stands."""
    if code == "context_length_exceeded" or re.search(
        r"context.{0,20}(length|window|size)|maximum context|too long|too many tokens|exceed.{0,30}tokens",
        said,
    ):
        return TooLongError(
            f"the page is too long for {at.model}", hint="lower part_characters, or use another model"
        )
    if code in ("content_filter", "data_inspection_failed") or "content management policy" in said:
        return RefusedAnswerError(
            f"{at.url} filtered the page ({status})", hint=f"use another model, {_OFFLINE}"
        )
    if "model" in said and re.search(r"not exist|not found|unknown model|invalid model|no such model", said):
        return ConfigurationError(f"{at.url} has no model {at.model} ({status})", hint="check --model")
    feature = next((name for name in _FEATURES if re.search(_FEATURES[name], said)), "")
    return UnsupportedRequestError(f"{at.url} refused the request ({status}): {message}", feature)


_FEATURES = {
    "max_tokens": r"max_tokens|max_completion_tokens",
    "temperature": r"temperature",
    "mode": r"response_format|json_schema|json_object|json mode|tool|function|grammar|strict|structured",
}
"""Parts of a request an endpoint may not know, and how its message names them."""


def retry_floor(
    headers: Mapping[str, str], status: int = 429, *, now: datetime | None = None
) -> float | None:
    """Seconds before which a server does not want to be asked again, or None where it does not say.

    Reads Retry-After (seconds or an HTTP date), retry-after-ms and, for 429, the reset headers of
    the limits that are used up.
    """
    found: list[float] = []
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        found.append(milliseconds / 1000)
    elif after := headers.get("retry-after"):
        seconds = _number(after)
        found.append(_until(after, now or datetime.now(UTC)) if seconds is None else seconds)
    elif status == 429:
        found += [
            duration(headers.get(f"x-ratelimit-reset-{what}", ""))
            for what in ("requests", "tokens")
            if headers.get(f"x-ratelimit-remaining-{what}", "0").strip() == "0"
        ]
    floor = max(found, default=0.0)
    return floor if floor > 0 else None


def duration(text: str) -> float:
    """Seconds of `6m0s`, `1.5s`, `200ms` or a bare number; 0 where it is none of these."""
    number = _number(text)
    if number is not None:
        return number
    return sum(float(amount) * _SECONDS[unit] for amount, unit in _DURATION.findall(text))


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _until(date: str, now: datetime) -> float:
    try:
        return max(0.0, (parsedate_to_datetime(date) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def unreachable(at: Endpoint, why: str, *, contacted: bool) -> Failure:
    """No connection: the settings are at fault where nothing was ever reached, else the network."""
    message = f"cannot reach {at.url}: {at.scrub(why)}"
    if contacted:
        return Failure(TransportError(message, hint=f"try again later, {_OFFLINE}"), again=True)
    return Failure(ConfigurationError(message, hint=f"check --base-url and the network, {_OFFLINE}"))


def broken_off(at: Endpoint, why: str) -> Failure:
    """A connection that was reset, timed out or ended in mid-answer."""
    return Failure(TransportError(f"{at.url}: {at.scrub(why)}", hint=f"try again, {_OFFLINE}"), again=True)


def not_an_api(at: Endpoint) -> Failure:
    """A success that is no chat completion: mostly a web page at a wrong address."""
    return Failure(
        ConfigurationError(
            f"{at.url} does not answer as an OpenAI-compatible API",
            hint="check --base-url; it mostly ends in /v1",
        )
    )
