"""A provider's batch API on loopback: files, batches, output and error files, expiry."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from servers_batch import USAGE, page_of, wire

Row = dict[str, Any]


class ProviderServer:
    """Plays the API. Batches stay `in_progress` until `finish` is called.

    `answer(row)` gives the body of a request's completion, an int for a failed request's status, or
    None for one that is never answered.
    """

    def __init__(self, answer: Callable[[Row], dict[str, Any] | int | None] | None = None) -> None:
        self.answer = answer or (lambda row: completion_body())
        self.files: dict[str, str] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.paid: Counter[int | None] = Counter()
        self.refuse: list[int] = []  # statuses for the next requests to make a batch
        self.lose_next = False  # make the batch, but break the connection instead of saying so
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer._get(self)

            def do_POST(self) -> None:
                outer._post(self, self.rfile.read(int(self.headers.get("content-length", 0))))

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ProviderServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def rows(self) -> list[Row]:
        """Every request ever handed in."""
        return [
            json.loads(line)
            for batch in self.batches.values()
            for line in self.files[batch["input_file_id"]].splitlines()
        ]

    def finish(self, status: str = "completed", *, of: int | None = None) -> None:
        """Work off every open batch, or the first requests of each, and end it with a status."""
        for batch in self.batches.values():
            if batch["status"] != "in_progress":
                continue
            good: list[Row] = []
            bad: list[Row] = []
            for row in list(map(json.loads, self.files[batch["input_file_id"]].splitlines()))[:of]:
                body = self.answer(row)
                if isinstance(body, dict):
                    self.paid[page_of(row["body"])] += 1
                    good.append(_result(row, 200, body))
                elif body is not None:
                    bad.append(_result(row, body, {"error": {"message": "composed failure"}}))
            batch["status"] = status
            batch["request_counts"] |= {"completed": len(good), "failed": len(bad)}
            batch["output_file_id"] = self._keep(good)
            batch["error_file_id"] = self._keep(bad)

    def _keep(self, rows: list[Row]) -> str | None:
        if not rows:
            return None
        name = f"file-{len(self.files)}"
        self.files[name] = "\n".join(json.dumps(row, ensure_ascii=False) for row in reversed(rows)) + "\n"
        return name

    def _get(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.split("?")[0]
        if found := re.fullmatch(r"/v1/files/([\w-]+)/content", path):
            return _send(handler, 200, self.files[found[1]].encode(), "application/octet-stream")
        if found := re.fullmatch(r"/v1/batches/([\w-]+)", path):
            return _send(handler, 200, self.batches[found[1]])
        if path == "/v1/batches":
            data = list(self.batches.values())
            return _send(handler, 200, {"object": "list", "data": data, "has_more": False})
        return _send(handler, 404, {"error": {"message": "no such thing"}})

    def _post(self, handler: BaseHTTPRequestHandler, data: bytes) -> None:
        if handler.path == "/v1/files":
            name = f"file-{len(self.files)}"
            self.files[name] = _uploaded(data)
            made = {"id": name, "object": "file", "bytes": 1, "created_at": 0, "filename": "x.jsonl"}
            return _send(handler, 200, {**made, "purpose": "batch", "status": "processed"})
        if found := re.fullmatch(r"/v1/batches/([\w-]+)/cancel", handler.path):
            self.finish("cancelled", of=2)
            return _send(handler, 200, self.batches[found[1]])
        if self.refuse:
            return _send(handler, self.refuse.pop(0), {"error": {"message": "refused"}})
        asked = json.loads(data)
        lines = self.files[asked["input_file_id"]].splitlines()
        batch = {
            "id": f"batch_{len(self.batches)}",
            "object": "batch",
            "created_at": 0,
            "status": "in_progress",
            "output_file_id": None,
            "error_file_id": None,
            "request_counts": {"total": len(lines), "completed": 0, "failed": 0},
            **asked,
        }
        self.batches[batch["id"]] = batch
        if self.lose_next:
            handler.close_connection = True
            handler.connection.close()
            return None
        return _send(handler, 200, batch)


def completion_body(content: str | dict[str, Any] | None = None) -> dict[str, Any]:
    """A completion as it stands in a file of answers."""
    text = content if isinstance(content, str) else json.dumps(content or wire(), ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [choice],
        "usage": USAGE,
    }


def _result(row: Row, status: int, body: dict[str, Any]) -> Row:
    response = {"status_code": status, "request_id": "r", "body": body}
    return {"id": "x", "custom_id": row["custom_id"], "response": response, "error": None}


def _uploaded(data: bytes) -> str:
    """The file in a multipart form."""
    for part in data.split(data.split(b"\r\n", 1)[0])[1:]:
        head, _, body = part.partition(b"\r\n\r\n")
        if b'name="file"' in head:
            return body.removesuffix(b"\r\n").decode()
    raise AssertionError("no file in the form")


def _send(
    handler: BaseHTTPRequestHandler, status: int, body: bytes | Row, kind: str = "application/json"
) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("content-type", kind)
    handler.send_header("content-length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)
