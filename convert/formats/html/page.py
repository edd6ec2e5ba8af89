"""What the parts of the reader share while a page is walked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from convert.formats.html.compose import Composer
from convert.formats.html.facets import Facets
from convert.formats.html.tables import Grid
from convert.recovery.text import PLACE, Picture, Run


@dataclass(slots=True)
class Page:
    """A page, and what was met of it so far."""

    source: str
    """Its characters."""
    length: int
    """Characters of text in all of it."""
    facets: Facets
    """What each of its elements says."""
    notes: Mapping[str, str]
    """Anchors that references to notes lead to → the ids of the notes."""
    places: Mapping[str, str]
    """Anchors that links lead to → the names of these places."""
    composer: Composer
    """Where its lines are written."""
    pictures: list[Picture] = field(default_factory=list)
    """Those so far, by their place."""
    calls: list[Run] = field(default_factory=list)
    """References to notes that are pictures, not letters, and places that links lead to."""
    frames: list[str] = field(default_factory=list)
    """Addresses of the pages that a frameset shows."""
    grids: list[Grid | None] = field(default_factory=list)
    """Of the open tables, the innermost last; None for one that lays out the page."""
    tables: int = 0
    """Tables of data so far."""
    articles: int = 0
    """Articles so far, in a page that we wrote."""
    begun: int = -1
    """Where in the view the last of them begins."""
    terms: list[str | None] = field(default_factory=list)
    """The last term of each open definition list; None for one whose definitions are text."""
    numbers: dict[int, str] = field(default_factory=dict)
    """Item of a numbered list, by its `id()` → what is printed before it."""

    replies: frozenset[int] = frozenset()
    """The elements of posts that answer the text of the page, by their `id()`."""

    def keep_place(self, anchor: str) -> None:
        """Remembers where the view is now, if a link leads to this anchor."""
        if (name := self.places.get(anchor)) is not None:
            self.calls.append(Run(self.composer.place, self.composer.place, PLACE, name))
