"""Collections: documents in an order, in parts, with one identity.

Members load their trees when a writer asks, so that a collection of any size needs the memory of one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from convert.tree.nodes import Document


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a collection: `id` is unique in it and the same in every format; `load` gives the tree."""

    id: str
    load: Callable[[], Document]


@dataclass(frozen=True, slots=True)
class Part:
    """Members under a title; the title is empty where the collection has no parts."""

    title: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """A book made of documents."""

    title: str
    parts: tuple[Part, ...]
    language: str = "zh-Hans"
    creators: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    """ISO 8601; given or the latest of the members', never the clock's."""
    identifier: str = ""
    """A URN; made from the members' digests where none is given."""

    def members(self) -> Iterator[Member]:
        """All members in order, through all parts."""
        for part in self.parts:
            yield from part.members
