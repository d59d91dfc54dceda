"""What a batch and its worker processes say to each other: pickled messages over a socket."""

from __future__ import annotations

import asyncio
import pickle
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, cast

from summarizer.errors import SummarizerError

Ask = Callable[[Any], Awaitable[Any]]
"""How work in another process asks the batch for something it cannot do itself, and gets the answer."""

_LENGTH = struct.Struct("!I")

Kind = Literal["do", "answer", "refuse", "ask", "done", "failed"]


class Message(NamedTuple):
    """One message about one piece of work.

    To a worker: `do` (function and arguments), `answer` to what it asked, `refuse` with an error.
    From it: `ask`, `done` with the result, `failed` with an error.
    """

    kind: Kind
    job: int
    content: Any


@dataclass(frozen=True, slots=True)
class Packed:
    """An error on its way to another process, its attributes with it and its traceback not."""

    kind: type[BaseException]
    args: tuple[Any, ...]
    attributes: dict[str, Any]

    @classmethod
    def of(cls, error: BaseException) -> Packed:
        """Pack an error; one that cannot travel becomes a plain one with its words."""
        packed = cls(type(error), error.args, dict(error.__dict__))
        try:
            pickle.loads(pickle.dumps(packed))  # noqa: S301 - our own bytes
        except Exception:
            return cls.of(SummarizerError(f"{type(error).__name__}: {error}"))
        return packed

    def unpacked(self) -> BaseException:
        """The error again."""
        error = self.kind.__new__(self.kind, *self.args)
        error.args = self.args
        error.__dict__.update(self.attributes)
        return error


class Channel(asyncio.Protocol):
    """One end of the socket; `received` and `lost` are for those who build on it."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._data = bytearray()

    def send(self, message: Message) -> None:
        """Send a message; nothing happens where the other end is gone."""
        data = pickle.dumps(tuple(message), pickle.HIGHEST_PROTOCOL)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_LENGTH.pack(len(data)) + data)

    def received(self, message: Message) -> None:
        """A message has come."""
        raise NotImplementedError

    def lost(self) -> None:
        """The other end is gone."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the socket; `lost` follows."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        held = self._data
        held += data
        start = 0
        while len(held) - start >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(held, start)
            end = start + _LENGTH.size + length
            if len(held) < end:
                break
            message = pickle.loads(memoryview(held)[start + _LENGTH.size : end])  # noqa: S301 - our own process
            start = end
            self.received(Message(*message))
        if start:
            del held[:start]

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self.lost()
