"""An alarm that rings when a job takes too long, with one thread for all jobs of a worker."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self


class Alarm:
    """Rings once for each stretch of `with` that takes more than so many seconds; never where they are 0.

    Its thread ends with `close`, and with the process.
    """

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self._seconds = seconds
        self._ring = ring
        self._due = math.inf
        self._turn = Lock()
        self._closed = Event()
        if seconds:
            Thread(target=self._wait, daemon=True).start()

    def __enter__(self) -> Self:
        self._due = time.monotonic() + self._seconds if self._seconds else math.inf
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
                 ) -> None:
        with self._turn:
            self._due = math.inf

    def close(self) -> None:
        """Ends the thread."""
        self._closed.set()

    def _wait(self) -> None:
        """Sleeps as long as nothing can be due: what begins meanwhile is not due before it wakes."""
        while not self._closed.wait(min(self._seconds, max(0.0, self._due - time.monotonic()))):
            with self._turn:
                if time.monotonic() >= self._due:
                    self._due = math.inf
                    self._ring()
