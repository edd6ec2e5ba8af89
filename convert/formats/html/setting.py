"""What holds at a place of a page: for the lines that stand there, and for the letters of them."""

from __future__ import annotations

from typing import NamedTuple

from convert.recovery.text import Told

Kinds = tuple[tuple[str, str], ...]
"""Kinds of `Run` with their targets."""


class Cell(NamedTuple):
    """Where a place stands in a table of data; fields of `Marks`."""

    table: int = 0
    row: int = 0
    cell: int = 0
    head: bool = False
    columns: int = 1
    rows: int = 1


NO_CELL = Cell()
"""A place outside tables of data."""


class Setting(NamedTuple):
    """What the elements around a place say of the lines in it; most are fields of `Marks`."""

    heading: int = 0
    item: int = 0
    cell: Cell = NO_CELL
    quote: int = 0
    code: bool = False
    caption: bool = False
    note: str = ""
    align: str = ""
    role: str = ""
    name: str = ""
    field: str = ""
    indent: int = 0
    """In half-width columns."""
    bold: bool = False
    size: float = 0.0
    """In pixels; 0 where the page does not say."""
    pre: bool = False
    symbols: str = ""
    """The symbol font in which letters are signs."""
    kinds: Kinds = ()
    sectioned: bool = False
    """Whether it is in an article, main or section, where header and footer are those of a text."""
    told: Told | None = None


PLAIN = Setting()
"""A place of which nothing is said."""


class Face(NamedTuple):
    """How letters look, and the setting of their line."""

    setting: Setting
    """The setting of their line."""
    bold: bool
    link: bool
    """Whether they stand in a link."""
    size: float
    kinds: Kinds
    pre: bool
    role: str = ""
    """What formatting elements say that it is for, beside its setting."""
    apart: bool = False
    """Whether formatting elements set them apart from the line around them."""
