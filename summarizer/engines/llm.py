"""The language-model reader: any OpenAI-compatible endpoint, and no number of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.article import Article
from summarizer.engines.base import Reading, usage_of
from summarizer.errors import ConfigurationError, EngineError
from summarizer.llm.budget import Ledger, Limits
from summarizer.llm.capabilities import capabilities_of, remember
from summarizer.llm.promotion import with_promoted
from summarizer.llm.prompts import load_prompts
from summarizer.llm.reader import PageReader
from summarizer.llm.wire import WIRE_VERSIONS
from summarizer.report import Run, Usage

if TYPE_CHECKING:
    from summarizer.llm.client import Client, Gate
    from summarizer.settings import Settings


class LlmEngine:
    """Reads articles through a model.

    Making one costs nothing: the endpoint's client, and openai with it, is made for the first page.

    Args:
        settings: from `summarizer.settings.load_settings`; the environment's where none are given.
        client: who is asked instead of the endpoint that the settings name.
        hooks: an `instructor.core.hooks.Hooks`; gets `completion:kwargs`, `completion:response` and
            `completion:error` of every request.
        gate: admits every single request to the endpoint; a batch's pace.
    """

    name = "llm"

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        client: Client | None = None,
        hooks: Any = None,
        gate: Gate | None = None,
    ) -> None:
        if settings is None:
            from summarizer.settings import load_settings

            settings = load_settings()
        if not settings.model_configured and client is None:
            raise ConfigurationError(
                "no language model is configured",
                hint="set OPENAI_API_KEY, or SUMMARIZER_BASE_URL and a model, or use --engine offline",
            )
        self.settings = settings
        self._client = client
        self._hooks = hooks
        self._gate = gate
        self._reader: PageReader | None = None

    async def read(self, article: Article) -> Reading:
        """Read one article, and compare its rows with the rules' own; see `Engine.read` for errors."""
        reading = await self.read_alone(article)
        if not self.settings.cross_read:
            return reading
        from summarizer.engines.cross import compare_rows
        from summarizer.engines.offline import rows_by_rules

        compared = compare_rows(reading.draft.statements, rows_by_rules(article))
        return replace(reading, findings=(*reading.findings, *compared.findings(article)))

    async def read_alone(self, article: Article) -> Reading:
        """What the model alone says of an article; see `Engine.read` for errors."""
        reader = self.reader
        try:
            page = await reader.read(article)
        except EngineError as error:
            error.cost = self.cost(usage_of(error))
            raise
        ledger = page.ledger
        run = self.finished(ledger, self.name)
        mode = f"mode {page.capabilities.mode}, {ledger.calls} calls, {ledger.requests} requests"
        understood = with_promoted(article, (row.figure for row in page.draft.statements))
        changed = understood if understood is not article else None
        return Reading(page.draft, run, tuple(page.findings), (mode,), article=changed)

    def finished(self, ledger: Ledger, engine: str) -> Run:
        """What a page took, told as `engine`'s; what was learned of the endpoint is remembered."""
        reader = self.reader
        if reader.learned:
            remember(self.settings, reader.capabilities)
            reader.learned = False
        return Run(
            engine=engine,
            model=ledger.model or self.model,
            prompt=self.settings.prompt,
            schema=WIRE_VERSIONS[reader.prompts.wire],
            attempts=ledger.requests,
            usage=ledger.usage,
            cost=self.cost(ledger.usage),
        )

    @property
    def model(self) -> str:
        """The model's name, for reports."""
        file = self.settings.model_file
        return file.stem if file else self.settings.model_name

    @property
    def reader(self) -> PageReader:
        """The reader of pages, made once."""
        if self._reader is None:
            settings = self.settings
            limits = Limits(
                max_calls=settings.max_calls,
                max_page_tokens=settings.max_page_tokens,
                max_output_tokens=settings.max_output_tokens,
                part_characters=settings.part_characters,
                max_parts=settings.max_parts,
                temperature=settings.temperature,
            )
            client = self._client or self._make_client()
            prompts = load_prompts(settings.prompt)
            self._reader = PageReader(client, prompts, capabilities_of(settings), limits)
        return self._reader

    def _make_client(self) -> Client:
        from summarizer.llm.cache import AnswerCache, CachedClient, cache_folder

        settings = self.settings
        client, place = self._local() if settings.model_file else self._endpoint()
        if not settings.cache:
            return client
        cache = AnswerCache(cache_folder(settings.cache_dir), settings.cache_megabytes)
        return CachedClient(client, cache, place, refresh=settings.refresh)

    def _endpoint(self) -> tuple[Client, str]:
        from summarizer.llm.endpoint import EndpointClient

        client = EndpointClient(self.settings, self._emit if self._hooks is not None else None, self._gate)
        return client, f"{client.at.url} {client.at.model}"

    def _local(self) -> tuple[Client, str]:
        from summarizer.llm.local import LocalClient

        assert self.settings.model_file is not None
        client = LocalClient(self.settings.model_file)
        size = client.model_file.stat().st_size
        return client, f"file {client.model_file.resolve()} {size}"

    def _emit(self, event: str, subject: Any) -> None:
        from instructor.core.hooks import HookName

        if event == "completion:kwargs":
            self._hooks.emit(HookName(event), **subject)
        else:
            self._hooks.emit(HookName(event), subject)

    def cost(self, usage: Usage) -> float | None:
        """US dollars for these tokens, where the price is known."""
        from summarizer.llm.pricing import cost_of

        if self.settings.model_file:
            return None
        return cost_of(usage, self.settings.model_name, self.settings.endpoint_url)

    async def close(self) -> None:
        """Close the endpoint's connections."""
        if self._reader is not None:
            await self._reader.client.close()


class ModelAndRules:
    """What readers share that use the rules beside an `LlmEngine`. Arguments as for it."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        client: Client | None = None,
        hooks: Any = None,
        gate: Gate | None = None,
    ) -> None:
        self._llm = LlmEngine(settings, client=client, hooks=hooks, gate=gate)
        self.settings = self._llm.settings

    async def close(self) -> None:
        """Close the endpoint's connections."""
        await self._llm.close()
