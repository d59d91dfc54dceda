"""The errors this package raises, under one root.

Three families tell a caller what to do: `InputError` (the page is at fault: go on with the next),
`ConfigurationError` (the settings are at fault: nothing will work until they change) and
`EngineError` (the reader failed on this page: try again, or read it offline).
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Root of all errors raised on purpose by this package.

    `message` is one line that says what went wrong; `hint` is one line that says what to do next.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(SummarizerError):
    """The page cannot be read: missing, empty, binary, too large."""


class NoArticleError(InputError):
    """The page was read, but holds no article (nothing but navigation, or no prose at all)."""


class ConfigurationError(SummarizerError):
    """Settings do not allow the work: no key, unknown provider, bad value, endpoint out of reach."""


class EngineError(SummarizerError):
    """A reader could not make a draft of this page.

    Attributes:
        calls: requests spent on the page before giving up.
        tokens: tokens in, out, and those of the former that the endpoint had kept.
        cost: US dollars for them, where the price is known.
    """

    def __init__(self, message: str, *, hint: str = "", calls: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.calls = calls
        self.tokens: tuple[int, int, int] = (0, 0, 0)
        self.cost: float | None = None


class TransportError(EngineError):
    """The endpoint did not answer as HTTP should: reset, time-out, 5xx or 429 until the tries ran out."""


class AnswerError(EngineError):
    """The endpoint answered, but not with a usable draft, and asking again did not help."""


class TruncatedAnswerError(AnswerError):
    """The answer was cut off at the output limit."""


class RefusedAnswerError(AnswerError):
    """The model or its content filter declined to read the page."""


class EmptyAnswerError(AnswerError):
    """The answer had no choices or no content."""
