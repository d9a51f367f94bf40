"""`msc-evidence review`: the page's server, on this machine's loopback only."""

import getpass
import secrets
import socket
import threading
import webbrowser
from pathlib import Path
from types import FrameType

from flows.refusal import BadUsage, Refused
from flows.review.shelf import Shelf

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8642
HIGHEST_PORT = 65_535


def review(raw: Path, cache: Path, port: int | None, who: str | None, browser: bool) -> None:
    """Serve the page until it is stopped from the keyboard; raises BadUsage or Refused before anything is served."""
    # Where the folder is wrong, nothing slow is imported first.
    shelf = Shelf(raw, cache)
    name = curator(who)
    listening = _listening(port)
    import uvicorn

    from flows.review.app import application
    from flows.review.guard import Guard

    token = secrets.token_urlsafe(32)
    number = listening.getsockname()[1]
    url = f"http://{LOOPBACK}:{number}/"
    config = uvicorn.Config(
        Guard(application(shelf, name, token), number, token), log_level="error", access_log=False, lifespan="off", server_header=False,
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    print(f"{url}\nDecisions are saved in {raw} as {name}'s. Stop with Ctrl-C.", flush=True)
    shelf.entries()  # reading begins
    if browser:
        threading.Timer(0.3, webbrowser.open, [url]).start()

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            # Otherwise a request that waits for a process would keep the server for seconds.
            threading.Thread(target=shelf.close).start()
            super().handle_exit(sig, frame)

    try:
        Server(config).run(sockets=[listening])
    finally:
        shelf.close()


def curator(who: str | None) -> str:
    """The name under which decisions are saved: the one given, else the one of the account."""
    if who is not None:
        name = who
    else:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = ""
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise BadUsage("whose decisions are these? Give a name: --who NAME")
    return name


def _listening(port: int | None) -> socket.socket:
    """A socket on the port that was asked for; on the usual one, or any where that is taken, where none was."""
    if port is not None and not 0 <= port <= HIGHEST_PORT:
        raise BadUsage(f"there is no port {port}: give one from 1 to {HIGHEST_PORT}, or 0 for any that is free")
    for number in (USUAL_PORT, 0) if port is None else (port,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # A server that was stopped a moment ago must not keep its port from the next one.
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((LOOPBACK, number))
            found.listen(128)
            return found
        except OSError as error:
            found.close()
            reason = error.strerror or str(error)
    raise Refused(f"port {number} of {LOOPBACK} cannot be used ({reason}): give another with --port")
