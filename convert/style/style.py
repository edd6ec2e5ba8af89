"""A style: page, faces and type for all formats, every value parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from convert.style.values import Length


class Setting(NamedTuple):
    """Where a sheet sets a key."""

    sheet: str
    """The name of its file."""
    table: str
    """`page`, `faces` or an element, with its depth where it has one."""
    key: str
    """The key; of `faces` a role."""


@dataclass(frozen=True, eq=False)
class Style:
    """A style sheet with what it extends merged in; lengths and colours are parsed.

    Equal only to itself, so that what is made from a sheet can be kept by it.
    """

    name: str
    """What outputs call it."""
    page: Mapping[str, Any]
    """The keys of [page]."""
    faces: Mapping[str, tuple[str, ...]]
    """Role → names of faces, the best first."""
    types: Mapping[str, Mapping[str, Any]]
    """Element, or element and depth → its own keys."""
    own: tuple[Setting, ...] = field(default=(), repr=False)
    """What sheets that are not ours want otherwise than the style of ours that they extend."""

    def type_of(self, element: str, depth: int = 0) -> Mapping[str, Any]:
        """The settings of an element: those of `p`, then of its name, then of its name with the depth."""
        names = ("p", element, f"{element} {depth}")
        return {key: value for name in names for key, value in self.types.get(name, {}).items()}

    def points(self, element: str, key: str, depth: int = 0) -> float:
        """A length of an element in points; 字 are its own characters, 行 its own lines."""
        settings = self.type_of(element, depth)
        size, leading = settings["size"].points(), settings["leading"].points()
        length: Length = settings.get(key, Length())
        return length.points(size, leading)


def split_name(name: str) -> tuple[str, int]:
    """Element and depth of a name as sheets have it: `heading 2` is heading at depth 2, `p` is p at none."""
    element, _, depth = name.partition(" ")
    return element, int(depth or 0)
