"""A container that is open and read forwards: whoever asks for its entries in their order reads it once."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from typing import NamedTuple

from convert.containers.entry import Container, Entry, Skipped
from convert.formats.registry import Reader


class Held(NamedTuple):
    """A document before it is read."""

    name: str
    """Of its file or record, without any folder."""
    data: bytes
    reader: Reader | None = None
    """Who reads it; None where its content tells."""


class Opened:
    """A container, opened anew when an entry is asked for that lies behind."""

    def __init__(self, make: Callable[[], Container]) -> None:
        self._make = make
        self._held: list[Container] = []
        self._entries: Iterator[Entry | Skipped] = iter(())
        self._lock = threading.Lock()
        self.inner: tuple[str, Opened] | None = None
        """The container in it that was last opened, by its name."""
        weakref.finalize(self, _close, self._held)

    def fetch(self, name: str, fits: Callable[[str, str], bool]) -> Held | None:
        """The first entry from here on, then from the beginning, that fits a name; None where there is none."""
        with self._lock:
            for again in (False, True):
                if again or not self._held:
                    self._restart()
                for entry in self._entries:
                    if isinstance(entry, Entry) and fits(entry.name, name):
                        return Held(entry.name, entry.load(), entry.reader)
        return None

    def _restart(self) -> None:
        _close(self._held)
        self._held.append(self._make())
        self._entries = self._held[0].entries()


def _close(held: list[Container]) -> None:
    while held:
        held.pop().close()
