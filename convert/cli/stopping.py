"""Signals that end a command: it leaves nothing half-written behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What a system or a terminal ends a command by, beside Ctrl-C."""


class Stopped(BaseException):
    """A signal came; raised wherever the command is, so that everything is put in order on the way out."""


@contextmanager
def stopping() -> Iterator[None]:
    """Within it a signal first puts everything in order; then the process ends of it, as it would have done."""
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if not came:
            came.append(number)
            raise Stopped

    try:
        before = {number: signal.signal(number, stop) for number in SIGNALS
                  if signal.getsignal(number) == signal.SIG_DFL}
    except ValueError:  # not in the main thread: whoever called us sees to signals
        before = {}
    try:
        yield
    except Stopped:
        signal.signal(came[0], signal.SIG_DFL)
        os.kill(os.getpid(), came[0])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
