"""Places told by the parser: bytes of the copy, turned into characters of the source."""

from __future__ import annotations

from typing import NamedTuple

from convert.formats.markdown.edited import Edited


class Told(NamedTuple):
    """What the parser says of an event: its text or the attributes of an element, and where it stands, in bytes."""

    detail: str | dict[str, str] | int | bool | None
    start: int
    end: int


class Places:
    """The places of one copy; they are asked for in rising order, or nearly so."""

    def __init__(self, copy: Edited) -> None:
        self.copy = copy
        self._data = copy.text.encode()
        self._byte = self._letter = 0

    def letter(self, byte: int) -> int:
        """The place in the copy of a byte of it."""
        if byte < self._byte:
            return self._letter - len(self._data[byte : self._byte].decode())
        self._letter += len(self._data[self._byte : byte].decode())
        self._byte = byte
        return self._letter

    def start(self, byte: int) -> int:
        """The place in the source of what begins at a byte."""
        return self.copy.origin(self.letter(byte))

    def span(self, told: Told) -> tuple[int, int]:
        """Where an event stands in the source."""
        start = self.copy.origin(self.letter(told.start))
        return start, self.copy.end(self.letter(told.end))
