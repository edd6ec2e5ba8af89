"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): it mirrors the XML tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

HEADINGS = 6
"""The deepest heading of ISO 32000-1; deeper ones are tagged as this."""

ADDED = "added"
"""The title of elements that the edition adds to a text, and that are not read back."""

EDITION = "edition"
"""The role of lines that are such."""


@dataclass(slots=True, eq=False)
class Element:
    """A structure element.

    `kids` are elements and pairs, in reading order: a page's serial number with an MCID, or with the negative object
    number of an annotation.
    """

    tag: str
    parent: Element | None = None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    lang: str = ""
    alt: str = ""
    id: str = ""
    attributes: str = ""
    """Attribute objects, as PDF source."""
    title: str = ""
    """What it is in the words of the tree, by which our own files are read back: `byline`, `heading 2 run-in`."""
    waits: bool = False
    """Whether its parent does not hold it yet: it comes among the kids when its text is drawn."""

    def add(self, tag: str, *, alt: str = "", id: str = "", attributes: str = "",  # noqa: A002 - PDF's name
            title: str = "") -> Element:
        """A new last kid."""
        kid = Element(tag, self, alt=alt, id=id, attributes=attributes, title=title)
        self.kids.append(kid)
        return kid

    def await_text(self, tag: str, *, alt: str = "", title: str = "") -> Element:
        """A new kid that stands inside the text of this one: it comes among the kids where that text is drawn."""
        return Element(tag, self, alt=alt, title=title, waits=True)

    def enter(self) -> None:
        """Comes among the kids of its parent, behind all that is drawn already."""
        if self.waits and self.parent is not None:
            self.waits = False
            self.parent.enter()
            self.parent.kids.append(self)

    def prune(self) -> None:
        """Drops elements below this one that hold nothing: no text of theirs was drawn."""
        for kid in [kid for kid in self.kids if isinstance(kid, Element)]:
            kid.prune()
            if not kid.kids and kid.tag not in ("TD", "TH"):
                self.kids.remove(kid)

    def walk(self) -> Iterator[Element]:
        """Itself and all elements below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def heading(level: int) -> str:
    """The tag of a heading, 1 at the top."""
    return f"H{min(level, HEADINGS)}"
