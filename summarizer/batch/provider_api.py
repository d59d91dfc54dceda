"""A provider's batch API as OpenAI defines it: files up, a batch made, files down.

OpenAI, DashScope and Zhipu speak it; vLLM's `run-batch` reads and writes the same files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ConfigurationError, SummarizerError

if TYPE_CHECKING:
    from summarizer.settings import Settings

ENDPOINT = "/v1/chat/completions"
OVER = frozenset({"completed", "failed", "expired", "cancelled"})
"""States in which nothing more will come; what was answered before can be fetched in all of them."""


class ProviderError(SummarizerError):
    """The batch API failed, also after trying again."""


@dataclass(frozen=True, slots=True)
class RemoteBatch:
    """A batch as the provider shows it."""

    id: str
    status: str
    answered: int
    output_file: str | None
    error_file: str | None
    token: str | None
    problem: str = ""


class BatchApi:
    """The few calls of the API that are needed. Small and slow by nature: no event loop here."""

    def __init__(self, settings: Settings) -> None:
        from openai import OpenAI

        self._client = OpenAI(
            api_key=settings.endpoint_key or "none",
            base_url=settings.endpoint_url,
            max_retries=4,
            timeout=settings.total_timeout,
        )
        self.url = settings.endpoint_url

    def upload(self, path: Path) -> str:
        """Upload a file of requests; gives its id."""
        return self._call(lambda: self._client.files.create(file=path, purpose="batch")).id

    def create(self, file: str, token: str) -> RemoteBatch:
        """Have a file worked off within a day. Asked once only: asked twice it may be done twice."""
        made = self._call(
            lambda: self._client.with_options(max_retries=0).batches.create(
                input_file_id=file,
                endpoint=ENDPOINT,
                completion_window="24h",
                metadata={"summarizer": token},
            )
        )
        return _shown(made)

    def retrieve(self, batch: str) -> RemoteBatch:
        """How far a batch is."""
        return _shown(self._call(lambda: self._client.batches.retrieve(batch)))

    def cancel(self, batch: str) -> RemoteBatch:
        """Stop a batch; what is answered is kept and paid."""
        return _shown(self._call(lambda: self._client.batches.cancel(batch)))

    def find(self, token: str) -> RemoteBatch | None:
        """The batch of ours with this token, where the provider has taken it."""
        for made in self._call(lambda: list(self._client.batches.list(limit=100))):
            shown = _shown(made)
            if shown.token == token:
                return shown
        return None

    def lines(self, file: str) -> Iterator[str]:
        """The lines of a file of answers."""
        content = self._call(lambda: self._client.files.content(file))
        yield from content.text.splitlines()

    def _call(self, call: Any) -> Any:
        import openai

        try:
            return call()
        except (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError) as error:
            raise ConfigurationError(
                f"{self.url} does not let us use its batch API ({error.status_code})",
                hint="check the key, and that the provider has a batch API",
            ) from None
        except openai.OpenAIError as error:
            raise ProviderError(
                f"{self.url}: {type(error).__name__}: {str(error)[:200]}", hint="run the command again later"
            ) from None


def _shown(made: Any) -> RemoteBatch:
    counts = getattr(made, "request_counts", None)
    answered = (getattr(counts, "completed", 0) or 0) + (getattr(counts, "failed", 0) or 0)
    problems: list[Any] = getattr(getattr(made, "errors", None), "data", None) or []
    metadata: dict[str, str] = getattr(made, "metadata", None) or {}
    return RemoteBatch(
        made.id,
        made.status,
        answered,
        getattr(made, "output_file_id", None),
        getattr(made, "error_file_id", None),
        metadata.get("summarizer"),
        "; ".join(str(getattr(problem, "message", problem)) for problem in problems[:3]),
    )
