"""What stands in a container, and what is left out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from convert.formats.registry import Reader

Stretch = tuple[int, int]
"""Where a record begins in its file, and how long it is, in bytes."""


class Entry(NamedTuple):
    """A file or record in a container."""

    name: str
    """Its path below the container, which stays below any folder it is joined to; unique in the container."""
    size: int
    """Bytes, as the container says."""
    load: Callable[[], bytes]
    """Its bytes, as long as the container is open; raises SourceError."""
    reader: Reader | None = None
    """Who reads it; None where its content tells."""
    at: Stretch | None = None
    """Where its bytes lie in the file, if they can be taken from there alone."""


class LeftOut(NamedTuple):
    """A file or entry that is not taken, and why."""

    path: Path
    why: str
    """One sentence."""


class Skipped(NamedTuple):
    """An entry of a container that is not taken, and why."""

    name: str
    why: str


class Container(Protocol):
    """A file that holds documents."""

    def entries(self) -> Iterator[Entry | Skipped]:
        """What stands in it, in its order; raises SourceError where it is damaged or holds too much."""
        ...

    def close(self) -> None:
        """Closes the file."""
        ...
