"""The steps of a provider batch as the command line takes them: submit, status, collect, cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from summarizer.batch.journal import Journal
from summarizer.batch.pace import Pace
from summarizer.batch.plan import Plan, fingerprint
from summarizer.batch.provider_api import BatchApi
from summarizer.batch.provider_batch import Collecting, Submitting, settle_doubtful
from summarizer.batch.provider_store import ProviderStore

if TYPE_CHECKING:
    from summarizer.settings import Settings


class ProviderWork:
    """One command's work with a provider's batch API."""

    def __init__(self, settings: Settings, folder: Path, journal: Journal) -> None:
        self._settings = settings
        self._folder = folder
        self._store = ProviderStore(journal)
        self._api = BatchApi(settings)
        self._executor: Submitting | Collecting | None = None

    def talk(self, step: str, console: Console) -> bool:
        """Do a step that reads no pages (`status`, `cancel`); False for the others."""
        if step not in ("status", "cancel"):
            return False
        settle_doubtful(self._store, self._api)
        handed_in = self._store.batches()
        for handed in handed_in:
            assert handed.id is not None
            ask = self._api.cancel if step == "cancel" else self._api.retrieve
            remote = ask(handed.id)
            self._store.update(handed.token, remote.status, remote.answered)
            line = (
                f"{remote.id}: {remote.status}, {remote.answered:,} of {handed.requests:,} requests answered"
            )
            console.print(Text(f"{line} {remote.problem}".rstrip()))
        if not handed_in:
            console.print(Text("nothing is with the provider"))
        return True

    def plan(self, step: str) -> Plan:
        """The executor of a step that reads pages (`submit`, `collect`)."""
        kind = Submitting if step == "submit" else Collecting
        self._executor = kind(self._settings, self._folder, self._store, self._api)
        return Plan(self._executor, Pace(), fingerprint(self._settings), self._settings)

    def close(self, console: Console) -> None:
        """Say what is with the provider now."""
        if isinstance(self._executor, Submitting):
            said = f"handed in {self._executor.pages:,} pages at half the price"
            if self._executor.waiting:
                said += f"; {self._executor.waiting:,} were there already"
            console.print(Text(f"{said}; fetch them later with --provider-batch collect"))
        elif isinstance(self._executor, Collecting):
            if self._executor.still_open:
                console.print(Text(f"{self._executor.still_open} batches are not finished yet"))
            if self._executor.again:
                said = "pages got no answer; send them again with --provider-batch submit"
                console.print(Text(f"{self._executor.again:,} {said}"))
