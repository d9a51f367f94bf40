"""How far a run is, told to whoever listens; the steps know nothing of screens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """While this lasts, `listener` is called with the number of reports just done; Prefect's tasks inherit it."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def done(reports: int = 1) -> None:
    """That many more reports are done."""
    listener = _LISTENER.get()
    if listener is not None and reports:
        listener(reports)
