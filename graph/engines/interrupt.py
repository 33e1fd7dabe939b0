"""An interrupt that comes in the middle of a message to a server."""

from __future__ import annotations

import signal
import threading
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Delay an interrupt until the statement is through; a second one takes effect at once.

    Half a message makes the server, and then the driver, wait for the other half: for minutes.
    """
    usual = signal.getsignal(signal.SIGINT)
    if not callable(usual) or threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupted = False

    def hold(*_: object) -> None:
        nonlocal interrupted
        interrupted = True
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if interrupted:
            usual(signal.SIGINT, None)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt end a read at once: the driver drops the connection, and the server the read.

    The driver takes CancelledError, in its synchronous form too, as the order to clean up without asking the server.
    """
    usual = signal.getsignal(signal.SIGINT)
    if not callable(usual) or threading.current_thread() is not threading.main_thread():
        yield
        return

    def cancel(*_: object) -> None:
        raise CancelledError

    signal.signal(signal.SIGINT, cancel)
    try:
        yield
    except CancelledError:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, usual)
