"""Who may ask the page for anything: this machine's own browser, on the page itself.

A name that a stranger's page has pointed at this machine (DNS rebinding) arrives with that name as Host; a request
that another site makes carries its Origin or says so in Sec-Fetch-Site; and what changes anything needs the token that
only the page itself knows.
"""

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN_HEADER = "x-review-token"
LARGEST_BODY_BYTES = 256 * 1024

HEADERS = {
    # No script, style or image but the page's own files; nothing inline; nothing from or to elsewhere.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """An ASGI application that lets only the page's own requests through to the one it wraps."""

    def __init__(self, app: App, port: int, token: str) -> None:
        self.app, self.token = app, token
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self.origins = {f"http://{host}" for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse in one line."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self.refusal(
            scope["method"], [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        )
        if refusal is not None:
            status, why = refusal
            headers = [(b"content-type", b"text/plain; charset=utf-8"), *_encoded(HEADERS)]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": f"{why}\n".encode()})
            return
        await self.app(scope, receive, _with_headers(send))

    def refusal(self, method: str, headers: list[tuple[str, str]]) -> tuple[int, str] | None:
        """Status and reason where a request must not pass; headers by lower-case name."""
        hosts = [value for name, value in headers if name == "host"]
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 403, "This page answers to 127.0.0.1 and localhost only."
        given = dict(headers)
        if (
            given.get("sec-fetch-site", "none") not in ("same-origin", "none")
            or given.get("origin", f"http://{hosts[0].lower()}") not in self.origins
        ):
            return 403, "Another site asked for this; open the page's own address in the browser."
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return 405, "Only GET and POST are known here."
        if not secrets.compare_digest(given.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            return 403, "The page is older than the server: load it again."
        length = given.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_BODY_BYTES:
            return 413, "Too much at once."
        return None


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            known = {name for name, _ in message.get("headers", [])}
            message["headers"] = [*message.get("headers", []), *(pair for pair in _encoded(HEADERS) if pair[0] not in known)]
        await send(message)

    return sending


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
