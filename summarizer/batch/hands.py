"""The batch's end of one worker process: what it has in hand, and what came of it.

A process works off its messages in their order, so the oldest one not yet answered is the one it works
on, hangs in, or died of.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

from summarizer.batch.messages import Ask, Channel, Message, Packed
from summarizer.errors import EngineError


class LostError(Exception):
    """A worker is gone: `guilty` if of this piece of work, `hung` if it was given up."""

    def __init__(self, *, guilty: bool = False, hung: bool = False) -> None:
        super().__init__()
        self.guilty = guilty
        self.hung = hung


class WorkerProcess(Channel):
    """A process and what it has been given."""

    def __init__(self, process: BaseProcess, patience: float) -> None:
        super().__init__()
        self.process = process
        self.begun = 0
        self.heard = self.gone = self.retired = False
        self._patience = patience
        self._turns: dict[int, asyncio.Future[Message]] = {}
        self._in_hand: dict[int, None] = {}
        self._since = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self._hung = False

    @property
    def load(self) -> int:
        """Pieces of work that are not finished."""
        return len(self._turns)

    async def tell(self, message: Message) -> Message:
        """Send a message and wait for what comes of it.

        Raises:
            LostError: the process ended first.
        """
        if self.gone:
            raise LostError
        loop = asyncio.get_running_loop()
        if not self._in_hand:
            self._since = loop.time()
            self._watch = self._watch or loop.call_later(self._patience, self._look)
        turn = self._turns[message.job] = loop.create_future()
        self._in_hand[message.job] = None
        self.send(message)
        return await turn

    def forget(self, job: int) -> None:
        """Nobody waits for this piece of work any more; an old process ends with its last one."""
        self._turns.pop(job, None)
        if self.retired and not self._turns:
            self.kill()

    def received(self, message: Message) -> None:
        """See `Channel`."""
        self.heard = True
        self._since = asyncio.get_running_loop().time()
        self._in_hand.pop(message.job, None)
        turn = self._turns.get(message.job)
        if turn is not None and not turn.done():
            turn.set_result(message)

    def lost(self) -> None:
        """See `Channel`; everyone who waits for this process is told."""
        self.gone = True
        if self._watch:
            self._watch.cancel()
        guilty = next(iter(self._in_hand), None)
        for job, turn in self._turns.items():
            if not turn.done():
                turn.set_exception(LostError(guilty=job == guilty, hung=self._hung and job == guilty))
        self.kill()

    def _look(self) -> None:
        """See whether it hangs."""
        loop = asyncio.get_running_loop()
        self._watch = None
        if not self._in_hand:
            return
        if loop.time() - self._since >= self._patience:
            self._hung = True
            self.process.kill()
        else:
            self._watch = loop.call_at(self._since + self._patience, self._look)

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.close()
        if self.process.is_alive():
            self.process.kill()


@dataclass(slots=True)
class KeptAnswers:
    """Answers to what a page has asked so far, for when it is run again and asks the same."""

    serve: Ask
    kept: list[tuple[Any, Any]] = field(default_factory=list[tuple[Any, Any]])
    at: int = 0

    async def answer(self, job: int, subject: Any) -> Message:
        """What to tell the process that asks this."""
        self.at += 1
        if self.at <= len(self.kept) and self.kept[self.at - 1][0] == subject:
            return Message("answer", job, self.kept[self.at - 1][1])
        del self.kept[self.at - 1 :]
        try:
            answer = await self.serve(subject)
        except EngineError as error:
            return Message("refuse", job, Packed.of(error))
        self.kept.append((subject, answer))
        return Message("answer", job, answer)
