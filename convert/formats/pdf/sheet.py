"""A page as it is drawn: marked content for the reader, artifacts for the eye, links.

Positions inside the type area are (inline, block): along the line and across the lines, both from the corner where
reading begins, in points. So one layout serves horizontal and vertical setting.
"""

from __future__ import annotations

from dataclasses import dataclass

from convert.formats.pdf.objects import print_text
from convert.formats.pdf.outline import Bookmark
from convert.formats.pdf.tags import Element
from convert.style.sheet import Style

Anchor = tuple[Element, tuple[float, float, float, float], Bookmark | str]
"""A link: its element, its place on the paper, and the block or the address that it leads to."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Paper and type area in points."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    mirrored: bool
    vertical: bool

    @property
    def measure(self) -> float:
        """The length of a full line."""
        return self.area[1] if self.vertical else self.area[0]

    @property
    def depth(self) -> float:
        """The room for lines, across them."""
        return self.area[0] if self.vertical else self.area[1]

    @property
    def area(self) -> tuple[float, float]:
        """Width and height of the type area."""
        return self.width - self.inner - self.outer, self.height - self.top - self.bottom

    def left(self, number: int) -> float:
        """The left edge of the type area of a page: right-hand pages are odd, and so bound at their left.

        A book set vertically is bound at its right, so its odd pages are left-hand ones.
        """
        outer_left = self.mirrored and (number % 2 == 1) == self.vertical
        return self.outer if outer_left else self.inner


def read_geometry(style: Style) -> Geometry:
    """The page of a style sheet."""
    page = style.page
    width, height = page["paper"]
    sides = {side: page[side].points() for side in ("top", "bottom", "inner", "outer")}
    return Geometry(width.points(), height.points(), **sides, mirrored=page["mirrored"],
                    vertical=page["direction"] == "vertical")


class Sheet:
    """One page: its content stream, the elements of its marked content by MCID, its links."""

    def __init__(self, geometry: Geometry, serial: int, number: int, before: bool = False) -> None:
        self.geometry = geometry
        self.before = before
        """Whether it stands before the first numbered page."""
        self.serial = serial
        """PagePlace of the page object in the file, for structure and links."""
        self.number = number
        """Printed number."""
        self.left = geometry.left(number)
        self.content: list[str] = []
        self.artifacts: list[str] = []
        self.marks: list[Element] = []
        self.links: list[Anchor] = []
        self.open: Element | None = None

    def at(self, inline: float, block: float) -> tuple[float, float]:
        """A point of the type area on the paper."""
        geometry = self.geometry
        if geometry.vertical:
            return self.left + geometry.area[0] - block, geometry.height - geometry.top - inline
        return self.left + inline, geometry.height - geometry.top - block

    def show(self, element: Element, code: str, actual: str = "") -> None:
        """Draws something of an element: one marked-content sequence for what follows on itself.

        What prints an `actual` text, which its codes alone may not tell, has a sequence of its own.
        """
        if element is not self.open or actual:
            self.close()
            said = f" /ActualText {print_text(actual)}" if actual else ""
            self.content.append(f"/{element.tag} <</MCID {len(self.marks)}{said}>> BDC")
            element.enter()
            element.kids.append((self.serial, len(self.marks)))
            self.marks.append(element)
            self.open = element
        self.content.append(code)
        if actual:
            self.close()

    def intersperse(self, code: str) -> None:
        """Draws what is not read in the midst of what is: the hyphen of a word that goes on in the next line."""
        self.close()
        self.content.append(f"/Artifact BMC\n{code}\nEMC")

    def decorate(self, code: str, kind: str = "/Artifact BMC") -> None:
        """Draws what is not read: rules, dots, page numbers."""
        self.artifacts.append(f"{kind}\n{code}\nEMC")

    def close(self) -> None:
        """Ends the open marked content."""
        if self.open is not None:
            self.content.append("EMC")
            self.open = None

    def stream(self) -> bytes:
        """The whole content."""
        self.close()
        return "\n".join(["0 g 0 G", *self.content, *self.artifacts]).encode("ascii")


HEADER = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
"""What opens a running head, and a page number."""
