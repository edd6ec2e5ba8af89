"""Lists: a numbering of its own for each list, so that it starts where its source starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convert.formats.docx.markup import Element, append, properties, w
from convert.formats.docx.series import Numbered, NumberShape, find_shapes, make_list, number_headings
from convert.style.sheet import Style

BULLET, DECIMAL, HEADING = range(3)
"""The shapes of list: a bullet, a number and a full stop, the numbers of headings."""


LEVELS = 9
"""Levels of a list of Word (ISO/IEC 29500-1, 17.9.6)."""


@dataclass
class Numbering:
    """The lists of a document as they come: shape and first number of each, and in how many others it stands."""

    lists: list[tuple[int, int, int]] = field(default_factory=list)
    shapes: dict[int, NumberShape] = field(default_factory=dict)
    """The numbers of headings by depth, where Word counts them."""

    def open(self, shape: int, first: int = 1, level: int = 0) -> int:
        """The id of a new list."""
        self.lists.append((shape, first, level))
        return len(self.lists)

    def count(self, headings: Sequence[Numbered]) -> bool:
        """Lets Word count the headings; False where it would print other numbers."""
        shapes = find_shapes(headings)
        if shapes is None:
            return False
        self.shapes = shapes
        for _ in range(number_headings(headings, len(self.lists) + 1)):
            self.open(HEADING)
        return True

    def part(self, style: Style) -> Element:
        """The w:numbering of all lists."""
        size = round(style.type_of("item")["size"].points() * 20)
        root = w("numbering", _shape(BULLET, "bullet", "•", size), _shape(DECIMAL, "decimal", "%{}.", size),
                 make_list(HEADING, self.shapes) if self.shapes else None)
        for number, (shape, first, level) in enumerate(self.lists, 1):
            instance = append(root, "num", numId=number)
            append(instance, "abstractNumId", val=shape)
            if shape == HEADING:
                instance.extend(w("lvlOverride", w("startOverride", val=1), ilvl=depth - 1)
                                for depth in sorted(self.shapes))
            if shape == DECIMAL:
                instance.append(w("lvlOverride", w("startOverride", val=first), ilvl=level))
        return root


def _shape(number: int, format_: str, text: str, size: int) -> Element:
    """The levels of a list, each an em further in than the one before; `text` has a place for the level's number."""
    hanging = size if format_ == "bullet" else round(size * 1.5)
    levels = (w("lvl", w("start", val=1), w("numFmt", val=format_), w("lvlText", val=text.format(level + 1)),
                w("lvlJc", val="left"),
                properties("pPr", {"ind": {"left": (2 + level) * size + hanging, "hanging": hanging}}), ilvl=level)
              for level in range(LEVELS))
    return w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=number)
