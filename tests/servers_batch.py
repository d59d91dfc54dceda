"""A loopback endpoint for batches: asyncio, thousands of requests a second, every way of misbehaving.

`Loopback(answer)` asks `answer(number, request)` what to do with each request. It counts what it was
asked and what it was paid for, so that a test can tell whether a page was paid twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

USAGE = {"prompt_tokens": 1500, "completion_tokens": 500, "total_tokens": 2000}
NUMBER = re.compile(r"新签约项目(\d+)个")


@dataclass(slots=True)
class Reply:
    """One answer, or a way of misbehaving."""

    body: bytes | str | dict[str, Any] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    delay: float | None = None  # seconds before it; None for the server's latency
    drip: float = 0.0  # seconds between two bytes
    reset: bool = False  # close with RST instead of answering
    cut: bool = False  # promise more bytes than are sent
    paid: bool = False  # a model worked for it

    def encoded(self) -> bytes:
        if isinstance(self.body, dict):
            return json.dumps(self.body, ensure_ascii=False).encode()
        return self.body.encode() if isinstance(self.body, str) else self.body


def wire(**parts: Any) -> dict[str, Any]:
    """A reading in the wire's words, empty but for what is given."""
    lists = dict.fromkeys(("rows", "projects", "events", "policies", "industries", "measures", "outlook"), ())
    return {
        "region": None,
        "period": None,
        **{name: list(value) for name, value in lists.items()},
        "headline": "招商引资进展",
        "summary": "招商引资工作取得新进展。",
        **parts,
    }


def completion(content: str | dict[str, Any] | None, *, finish: str = "stop", **message: Any) -> Reply:
    """A chat completion with this content (an object is written as JSON)."""
    text = json.dumps(content, ensure_ascii=False) if isinstance(content, dict) else content
    choice = {
        "index": 0,
        "finish_reason": finish,
        "message": {"role": "assistant", "content": text, **message},
    }
    return Reply(_completion([choice]), paid=True)


def no_choices() -> Reply:
    return Reply(_completion([]), paid=True)


def _completion(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-composed",
        "object": "chat.completion",
        "created": 0,
        "model": "composed-model",
        "choices": choices,
        "usage": USAGE,
    }


def problem(status: int, message: str = "composed", code: str | None = None, **headers: str) -> Reply:
    """An OpenAI error body; header names with underscores for hyphens."""
    body = {"error": {"message": message, "type": "composed", "code": code, "param": None}}
    return Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()}, delay=0.01)


def page_of(request: dict[str, Any]) -> int | None:
    """Which composed page a request is about: the number of projects it tells of."""
    found = NUMBER.search(request["messages"][-1]["content"])
    return int(found.group(1)) if found else None


class Loopback:
    """The endpoint. `with Loopback(answer) as server:` serves in a thread of its own."""

    def __init__(
        self,
        answer: Callable[[int, dict[str, Any]], Reply] | None = None,
        *,
        latency: float = 0.0,
        port: int = 0,
        parse: bool = True,
    ) -> None:
        self.answer = answer or (lambda number, request: completion(wire()))
        self.latency = latency
        self.requests = 0
        self.paid: Counter[int | None] = Counter()
        self.asked: Counter[int | None] = Counter()
        self.most_in_flight = 0
        self.in_flight = 0
        self._parse = parse
        self._socket = socket.create_server(("127.0.0.1", port), backlog=1024)
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(5)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._serve, sock=self._socket)

    async def _close(self) -> None:
        self._server.close()
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"(?i)content-length: *(\d+)", head)
        data = await reader.readexactly(int(found.group(1)) if found else 0)
        request = json.loads(data) if self._parse and data else {}
        self.requests += 1
        page = page_of(request) if request else None
        self.asked[page] += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            reply = self.answer(self.requests, request)
            await asyncio.sleep(self.latency if reply.delay is None else reply.delay)
            if reply.paid:
                self.paid[page] += 1
            return await self._send(writer, reply)
        finally:
            self.in_flight -= 1

    async def _send(self, writer: asyncio.StreamWriter, reply: Reply) -> bool:
        if reply.reset:
            raw = writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        data = reply.encoded()
        headers = {
            "content-type": reply.content_type,
            "content-length": str(len(data) + (100 if reply.cut else 0)),
            **reply.headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {reply.status} X\r\n{lines}\r\n".encode())
        if reply.drip:
            for at in range(len(data)):
                writer.write(data[at : at + 1])
                await writer.drain()
                await asyncio.sleep(reply.drip)
        else:
            writer.write(data)
        await writer.drain()
        return not reply.cut
