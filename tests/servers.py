"""A scripted endpoint on loopback: a queue of answers, whatever is asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMPOSED_USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


@dataclass
class Step:
    """One answer: a status, headers, a body; or a way of misbehaving."""

    body: bytes | str | dict[str, Any] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    drip: float = 0.0  # seconds between two bytes
    delay: float = 0.0  # seconds before the first
    reset: bool = False  # close the socket with RST instead of answering
    cut: bool = False  # promise more bytes than are sent

    def encoded(self) -> bytes:
        if isinstance(self.body, dict):
            return json.dumps(self.body, ensure_ascii=False).encode()
        return self.body.encode() if isinstance(self.body, str) else self.body


def completion(
    content: str | dict[str, Any] | None,
    *,
    finish: str = "stop",
    usage: dict[str, Any] | None = None,
    **message: Any,
) -> Step:
    """A chat completion with this content (an object is written as JSON)."""
    text = json.dumps(content, ensure_ascii=False) if isinstance(content, dict) else content
    return Step(
        {
            "id": "chatcmpl-composed",
            "object": "chat.completion",
            "created": 0,
            "model": "composed-model",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish,
                    "message": {"role": "assistant", "content": text, **message},
                }
            ],
            "usage": usage or COMPOSED_USAGE,
        }
    )


def tool_call(arguments: dict[str, Any] | str) -> Step:
    """A completion that answers by calling the function."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    call = {"id": "call_1", "type": "function", "function": {"name": "Reading", "arguments": text}}
    return completion(None, finish="tool_calls", tool_calls=[call])


def problem(status: int, message: str, *, code: str | None = None, **headers: str) -> Step:
    """An OpenAI error body."""
    body = {"error": {"message": message, "type": "composed", "code": code, "param": None}}
    return Step(
        body, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


class ScriptedServer:
    """Answers POSTs from a queue; the last answer repeats. `requests` keeps what was asked."""

    def __init__(
        self, steps: list[Step | Callable[[dict[str, Any]], Step]], models: list[str] | None = None
    ) -> None:
        self.steps = list(steps)
        self.models = models if models is not None else ["composed-model"]
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                listed = [
                    {"id": name, "object": "model", "created": 0, "owned_by": "us"} for name in outer.models
                ]
                outer._send(self, Step({"object": "list", "data": listed}))

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                body = json.loads(self.rfile.read(length) or b"{}")
                outer._send(self, outer._next(body, dict(self.headers)))

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _next(self, body: dict[str, Any], headers: dict[str, str]) -> Step:
        with self._lock:
            self.requests.append(body)
            self.headers.append({name.lower(): value for name, value in headers.items()})
            self.times.append(time.monotonic())
            step = self.steps[min(len(self.requests), len(self.steps)) - 1]
        return step(body) if callable(step) else step

    def _send(self, handler: BaseHTTPRequestHandler, step: Step) -> None:
        data = step.encoded()
        time.sleep(step.delay)
        if step.reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            handler.close_connection = True
            return
        handler.send_response(step.status)
        handler.send_header("content-type", step.content_type)
        handler.send_header("content-length", str(len(data) + (100 if step.cut else 0)))
        for name, value in step.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        try:
            if step.drip:
                for at in range(len(data)):
                    handler.wfile.write(data[at : at + 1])
                    handler.wfile.flush()
                    time.sleep(step.drip)
            else:
                handler.wfile.write(data)
        except OSError:
            pass
        if step.cut:
            handler.close_connection = True

    def __enter__(self) -> ScriptedServer:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def scripted(*steps: Any, models: list[str] | None = None) -> Iterator[ScriptedServer]:
    """A scripted server for the time of a test."""
    with ScriptedServer(list(steps), models) as server:
        yield server


def closed_port() -> int:
    """A loopback port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
