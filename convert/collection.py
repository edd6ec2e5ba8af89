"""Collections: documents in an order, in parts, with one identity.

Members load their trees when a writer asks, so that a collection of any size needs the memory of one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lxml import etree
from lxml.builder import E

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


@dataclass(frozen=True, slots=True, repr=False)
class Collection:
    """A book made of documents; interpreters and notebooks show it at a glance, and load no tree for that."""

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

    def __repr__(self) -> str:
        return f"<Collection {self.title!r}: {self._count()}>"

    def _count(self) -> str:
        count, titled = sum(1 for _ in self.members()), sum(1 for part in self.parts if part.title)
        parts = f" in {titled} part{'s' * (titled != 1)}" if titled else ""
        found = len(self.findings)
        return f"{count} document{'s' * (count != 1)}{parts}, {found} finding{'s' * (found != 1)}"

    def _repr_html_(self) -> str:
        listed = [E.li(part.title, E.ul(*(E.li(member.id) for member in part.members))) for part in self.parts]
        told = E.ul(*(E.li(f"{finding.code}: {finding.message}") for finding in self.findings))
        drawn = E.div(E.strong(self.title), E.div(self._count()), E.ul(*listed), told)
        return etree.tostring(drawn, encoding="unicode", method="html")

    def members(self) -> Iterator[Member]:
        """All members in order, through all parts."""
        for part in self.parts:
            yield from part.members

    def map(self, change: Callable[[Document], Document]) -> Collection:
        """The same collection with every tree changed when it is loaded; ids stay."""
        return replace(self, parts=tuple(
            replace(part, members=tuple(replace(member, load=partial(_load_changed, change, member.load))
                                        for member in part.members)) for part in self.parts))


def _load_changed(change: Callable[[Document], Document], load: Callable[[], Document]) -> Document:
    """A tree as it is after a change; a function with a name, so that collections can be pickled."""
    return change(load())


def make_urn(*facts: str) -> str:
    """A URN that is the same for the same facts: a name-based UUID (RFC 9562, version 5)."""
    from uuid import UUID, uuid5

    return f"urn:uuid:{uuid5(UUID('6b1f5a0e-6c0e-5d0f-9d3c-2f7a0a6d5b11'), chr(0).join(facts))}"


def join_names(names: Iterable[str]) -> str:
    """Names in one line, as Chinese prints them."""
    return "、".join(names)
