"""Corrections as a value: what a document and its blocks are to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.span import Span

SUFFIX = ".huozi.toml"
"""What the name of a file of corrections ends in."""


class Corrected(NamedTuple):
    """A block as it is to be."""

    text: str
    """Its characters; white space, width and script are not compared."""
    kind: str
    """A kind of the outline, cut or keep."""
    at: Span | None = None
    """Where it stands, in characters of the source's text; None where only its text tells."""
    depth: int = 0
    """Of a heading, 1 at the top of its work; 0 where that is to be found."""
    opens: bool | None = None
    """Whether a work begins with it; None where that is to be found."""
    key: str = ""
    """Printed label of a fact."""
    line: int = 0
    """Which line of its file says so, where one line says it all; 0 elsewhere."""


class Stated(NamedTuple):
    """Facts that come from one place outside the document."""

    by: str
    """The rule that names that place, one of PLACES."""
    facts: Mapping[str, tuple[str, ...]]
    """Standard name of a fact → its values."""


COMMAND, FILE, TABLE, BOOK = PLACES = ("corrected/command", "corrected/file", "corrected/table", "collection/title")
"""Where facts come from, those that hold over others first: the command line or call, a file of corrections, a table of
metadata, the manifest of a book. All hold over what the source says."""


class Taught(NamedTuple):
    """Weights that corrections of other documents taught."""

    file: str
    """Path of the file that holds them."""
    print: str
    """SHA-256 of its bytes in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one document."""

    name: str = ""
    """Name of its file, without any folder."""
    digest: str = ""
    """SHA-256 of its bytes in hexadecimal; empty where it is not known."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Standard name of a fact → its values."""
    blocks: tuple[Corrected, ...] = ()
    """In the order of the document, as far as it is known."""
    whole: bool = False
    """Whether the blocks are all that there are: what is in none of them is a printed label or sign."""
    beside: tuple[Stated, ...] = ()
    """Facts from elsewhere, which no file of corrections holds."""
    file: str = ""
    """Name of the file that holds them, for remarks; empty where none does."""
    print: str = ""
    """SHA-256 of the bytes of that file in hexadecimal."""
    weights: Taught | None = None
    """The weights that the document is read by; None for those of Huozi."""

    def list_stated(self) -> list[Stated]:
        """The facts of all places, those that hold over others first."""
        return sorted((*self.beside, Stated(FILE, self.facts)), key=lambda stated: PLACES.index(stated.by))
