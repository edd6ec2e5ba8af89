"""Collections: documents in an order, in parts, with one identity.

Members load their trees when a writer asks, so that a collection of any size needs the memory of one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from convert.tree.nodes import Document
from convert.tree.record import Finding


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a collection: `id` is unique in it and the same in every format; `load` gives the tree."""

    id: str
    load: Callable[[], Document]
    size: int = 0
    """Characters of its text, 0 where nobody counted."""


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
    """Who edited it."""
    publisher: str = ""
    date: str = ""
    """ISO 8601; given or the latest of the members', never the clock's."""
    identifier: str = ""
    """A URN; made from the members' digests where none is given."""
    subtitle: str = ""
    series: str = ""
    """The work of which it is a volume; empty where it stands alone."""
    volume: int = 0
    """Its place in the series, from 1."""
    cover: Path | None = None
    """A picture for the cover; one is drawn where none is given."""
    findings: tuple[Finding, ...] = ()
    """What was noticed when the documents were gathered: duplicates, files left out."""

    def members(self) -> Iterator[Member]:
        """All members in order, through all parts."""
        for part in self.parts:
            yield from part.members

    def map(self, change: Callable[[Document], Document]) -> Collection:
        """The same collection with every tree changed when it is loaded; ids stay."""
        def later(member: Member) -> Member:
            return replace(member, load=lambda: change(member.load()))

        return replace(self, parts=tuple(replace(part, members=tuple(map(later, part.members))) for part in self.parts))


def make_urn(*facts: str) -> str:
    """A URN that is the same for the same facts: a name-based UUID (RFC 9562, version 5)."""
    from uuid import UUID, uuid5

    return f"urn:uuid:{uuid5(UUID('6b1f5a0e-6c0e-5d0f-9d3c-2f7a0a6d5b11'), chr(0).join(facts))}"


def join_names(names: Iterable[str]) -> str:
    """Names in one line, as Chinese prints them."""
    return "、".join(names)
