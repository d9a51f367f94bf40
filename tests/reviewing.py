"""The curator's page running for a test: on a port of its own, in a thread, with a client that says what headers it likes."""

import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import uvicorn

from flows.review.app import application
from flows.review.guard import TOKEN_HEADER, Guard
from flows.review.shelf import Shelf


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Page:
    """A client of one server."""

    def __init__(self, port: int, token: str, shelf: Shelf) -> None:
        self.port, self.token, self.shelf = port, token, shelf

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request; headers by name with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, given)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode())
        finally:
            connection.close()

    def get(self, path: str, **query: object) -> Answer:
        return self.ask("GET", path + (f"?{urlencode(query)}" if query else ""))

    def decide(self, report_id: str, **asked: Any) -> Answer:
        body = json.dumps(asked).encode()
        return self.ask(
            "POST", f"/decide/{quote(report_id)}", body, **{TOKEN_HEADER: self.token, "content-type": "application/json"}
        )

    def items(self, report_id: str, show: str = "all", q: str = "") -> list[str]:
        """Ids of the listed items, in order."""
        listed = self.get(f"/list/{quote(report_id)}", show=show, q=q).text
        return [one.split(":")[0] for ids in re.findall(r'data-ids="([^"]*)"', listed) for one in ids.split()]

    def version(self, report_id: str) -> int:
        found = re.search(r'data-version="(\d+)"', self.get(f"/report/{quote(report_id)}").text)
        assert found
        return int(found[1])


def free_socket() -> socket.socket:
    """A listening socket on a free port of the loopback."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    return listening


def server_of(shelf: Shelf, port: int, token: str, who: str = "ab") -> uvicorn.Server:
    """The server as `msc-evidence review` runs it."""
    app = Guard(application(shelf, who, token), port, token)
    return uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off", server_header=False))


@contextmanager
def served(bench: Any) -> Iterator[Page]:
    """The page of the bench's folder; every report is read before it is given out."""
    with running(Shelf(bench.raw, bench.cache)) as page:
        until = time.monotonic() + 60
        while any(entry.counts is None and entry.error is None for entry in page.shelf.entries()):
            assert time.monotonic() < until, "the reports are not read"
            time.sleep(0.05)
        yield page


@contextmanager
def running(shelf: Shelf) -> Iterator[Page]:
    """The page of that shelf, on a port of its own; the shelf is closed after it."""
    listening, token = free_socket(), "the-token"
    port = listening.getsockname()[1]
    server = server_of(shelf, port, token)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield Page(port, token, shelf)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        shelf.close()
