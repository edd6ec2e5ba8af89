"""Where in the structure of the file composing is: the open element, the level of headings, the last bookmark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from convert.formats.pdf.outline import Bookmark
from convert.formats.pdf.tags import Element, heading
from convert.tree.nodes import squeeze

STOPS = "。．：:；"
"""What a heading that runs in may end with."""


class Structure:
    """Grows the structure tree and the bookmarks of a file side by side."""

    def __init__(self) -> None:
        self.element = Element("Document")
        """The open one, which what follows goes into."""
        self.level = 1
        """Of the next heading."""
        self.bookmark = Bookmark("", self.element)
        """Of the last heading around what follows."""

    @contextmanager
    def within(self, element: Element) -> Iterator[Element]:
        """Inside an element; outside again headings are at the level they were at."""
        outer = self.element, self.level, self.bookmark
        self.element = element
        yield element
        self.element, self.level, self.bookmark = outer

    def add_heading(self, words: str, title: str) -> Element:
        """A heading, a `title` of a work or of a section: what follows is one level below it.

        The stop of one that runs in is not repeated in contents, bookmarks and running heads.
        """
        element = self.element.add(heading(self.level), title=title)
        self.bookmark = self.bookmark.add(squeeze(words).rstrip(STOPS), element)
        self.level += 1
        return element
