"""How an element looks in print: the settings of a style sheet in points, with the grid of the page applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convert.formats.pdf.sheet import Geometry
from convert.style.sheet import Style


@dataclass(frozen=True, slots=True)
class Look:
    """The type of an element; lengths in points."""

    role: str
    latin: str
    """The role of the face of words and numbers."""
    size: float
    leading: float
    indent: float
    left: float
    right: float
    before: float
    after: float
    align: str
    shape: str
    colour: str
    keep: bool
    new_page: bool
    rule_above: float
    rule_below: float


class Looks:
    """The looks of a style sheet on a page; a grid sets size and leading of all that has those of the body."""

    def __init__(self, style: Style, geometry: Geometry) -> None:
        self.style = style
        page = style.page
        body = style.type_of("p")
        self.body = body["size"].points()
        self.body_leading = body["leading"].points()
        chars, lines = page.get("chars"), page.get("lines")
        if geometry.vertical:  # both count what stands on a page of horizontal lines
            chars, lines = 0, int(geometry.depth / self.body_leading) if lines else 0
        self.pitch = geometry.measure / chars if chars else self.body
        self.grid = geometry.depth / lines if lines else 0.0
        self.known: dict[tuple[str, int], Look] = {}

    def find(self, element: str, depth: int = 0) -> Look:
        """The look of an element."""
        key = element, depth
        if key not in self.known:
            self.known[key] = self._make(self.style.type_of(element, depth))
        return self.known[key]

    def _make(self, settings: Mapping[str, Any]) -> Look:
        size, leading = settings["size"].points(), settings["leading"].points()
        if abs(size - self.body) < 0.01:
            size = self.pitch
        if self.grid and abs(leading - self.body_leading) < 0.01:
            leading = self.grid
        lengths = {name: settings[name].points(size, leading) if name in settings else 0.0
                   for name in ("indent", "left", "right", "before", "after", "rule-above", "rule-below")}
        return Look(settings["face"], settings["latin"], size, leading,
                    **{key.replace("-", "_"): value for key, value in lengths.items()}, align=settings["align"],
                    shape=settings["shape"], colour=_colour(settings["colour"]), keep=settings["keep-next"],
                    new_page=settings["new-page"])


def _colour(rgb: tuple[float, float, float]) -> str:
    return "" if not any(rgb) else " ".join(f"{value:.3f}" for value in rgb) + " rg "
