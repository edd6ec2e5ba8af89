"""Headings as a tree: bookmarks for the viewer, lines for the contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from convert.formats.pdf.objects import ObjectFile, print_array, print_dict, print_text, refer
from convert.formats.pdf.tags import Element


@dataclass(slots=True, eq=False)
class PagePlace:
    """Where something was set: the page's serial number and printed number, and the height on the paper."""

    serial: int
    number: int
    x: float
    y: float
    before: bool = False
    """Whether that page stands before the first numbered one: a title page."""


@dataclass(slots=True, eq=False)
class Bookmark:
    """A heading; `place` is known once it is drawn."""

    title: str
    element: Element
    kids: list[Bookmark] = field(default_factory=list)
    place: PagePlace | None = None

    def add(self, title: str, element: Element) -> Bookmark:
        """A new last bookmark below this one."""
        self.kids.append(Bookmark(title, element))
        return self.kids[-1]

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Bookmark]]:
        """All bookmarks below this one with their depth, in reading order."""
        for kid in self.kids:
            yield depth, kid
            yield from kid.walk(depth + 1)


def add_bookmarks(file: ObjectFile, root: Bookmark, pages: list[int]) -> int:
    """The outline dictionary (ISO 32000-1, 12.3.3) for all bookmarks that were drawn; `pages` are the page objects."""
    number = file.add()
    kids = _add_level(file, root, number, pages)
    file.fill(number, print_dict({"Type": "/Outlines", **_ends(kids), "Count": len(kids)}))
    return number


def _add_level(file: ObjectFile, bookmark: Bookmark, parent: int, pages: list[int]) -> list[int]:
    shown = [kid for kid in bookmark.kids if kid.place is not None]
    numbers = [file.add() for _ in shown]
    for at, kid in enumerate(shown):
        below = _add_level(file, kid, numbers[at], pages)
        file.fill(numbers[at], print_dict({
            "Title": print_text(kid.title), "Parent": refer(parent), "Dest": destination(kid, pages),
            "Prev": refer(numbers[at - 1]) if at else None,
            "Next": refer(numbers[at + 1]) if at + 1 < len(numbers) else None,
            **_ends(below), "Count": -len(below) if below else None}))
    return numbers


def _ends(numbers: list[int]) -> dict[str, object]:
    return {"First": refer(numbers[0]), "Last": refer(numbers[-1])} if numbers else {}


def destination(bookmark: Bookmark, pages: list[int]) -> str:
    """The page and height of a heading."""
    place = bookmark.place or PagePlace(0, 0, 0.0, 0.0)
    return print_array([refer(pages[place.serial]), "/XYZ", f"{place.x:.1f}", f"{place.y:.1f}", "null"])
