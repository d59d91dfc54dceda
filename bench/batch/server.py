"""A loopback endpoint that does as little as can be: fixed latency, prebuilt answers, no parsing.

    python bench/batch/server.py [--latency 0.5] [--limited 47:spread|47:burst] [--requests 400]

It shares the machine with whoever is measured, so every microsecond here is theirs. Prints its address,
serves until its standard input closes, then prints what it saw: requests, the most in flight, the
seconds from the first request to the last answer, and its own processor time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
READING = {
    **dict.fromkeys(("region", "period")),
    **dict.fromkeys(("rows", "projects", "events", "policies", "industries", "measures", "outlook"), ()),
    "headline": "招商引资进展",
    "summary": "招商引资工作取得新进展。",
}
COMPLETION = {
    "id": "chatcmpl-composed",
    "object": "chat.completion",
    "created": 0,
    "model": "composed-model",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": json.dumps(READING, ensure_ascii=False)},
        }
    ],
    "usage": {"prompt_tokens": 1500, "completion_tokens": 500, "total_tokens": 2000},
}
PROBLEM = {"error": {"message": "slow down", "type": "rate_limit", "code": None, "param": None}}


def response(status: str, body: object, *headers: str) -> bytes:
    data = json.dumps(body, ensure_ascii=False).encode()
    lines = [f"HTTP/1.1 {status}", "content-type: application/json", f"content-length: {len(data)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + data


GOOD = response("200 OK", COMPLETION)
LIMITED = response("429 Too Many Requests", PROBLEM, "retry-after: 1")


class Counts:
    """What the server saw."""

    def __init__(self, latency: float, limited: frozenset[int]) -> None:
        self.latency = latency
        self.limited = limited
        self.requests = self.in_flight = self.most = 0
        self.first = self.last = 0.0


class Connection(asyncio.Protocol):
    """One client's connection: requests one after the other."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.data = b""
        self.whole = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102
        self.transport = transport
        self.loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:  # noqa: D102
        self.data += data
        if not self.whole:
            end = self.data.find(b"\r\n\r\n")
            if end < 0:
                return
            found = LENGTH.search(self.data, 0, end)
            self.whole = end + 4 + (int(found.group(1)) if found else 0)
        if len(self.data) >= self.whole:
            self.data, self.whole = self.data[self.whole :], 0
            self.requested()

    def requested(self) -> None:
        """A request has come in whole."""
        counts = self.counts
        counts.requests += 1
        counts.in_flight += 1
        counts.most = max(counts.most, counts.in_flight)
        counts.first = counts.first or time.monotonic()
        if counts.requests in counts.limited:
            self.answer(LIMITED)
        elif counts.latency:
            self.loop.call_later(counts.latency, self.answer, GOOD)
        else:
            self.answer(GOOD)

    def answer(self, data: bytes) -> None:
        """Send an answer."""
        self.counts.in_flight -= 1
        self.counts.last = time.monotonic()
        self.transport.write(data)  # type: ignore[attr-defined]


def limited_ones(told: str, requests: int) -> frozenset[int]:
    """Which requests get 429: `47:spread` over all of them, `47:burst` in a row after a quarter."""
    number, _, how = told.partition(":")
    count = int(number or 0)
    if how == "burst":
        return frozenset(range(requests // 4, requests // 4 + count))
    return frozenset(int(index * requests / count) + 1 for index in range(count))


async def serve(counts: Counts) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(counts), "127.0.0.1", 0, backlog=2048)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.5)
    parser.add_argument("--limited", default="")
    parser.add_argument("--requests", type=int, default=400)
    given = parser.parse_args()
    counts = Counts(given.latency, limited_ones(given.limited, given.requests))
    asyncio.run(serve(counts))
    told = {"requests": counts.requests, "in_flight": counts.most, "serving": counts.last - counts.first}
    print(json.dumps({**told, "server_cpu": time.process_time()}), flush=True)


if __name__ == "__main__":
    main()
