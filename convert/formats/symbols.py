"""Characters of symbol fonts, whose codes mean nothing without the font: Wingdings l is ●."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where Word keeps the characters of symbol fonts."""


def show(code: int, font: str) -> str:
    """The character of Unicode that a symbol font shows for a code, given with or without U+F000; empty if unknown."""
    return _table().get((font.casefold(), code & 0xFF), "") if code < 0x100 or 0xF000 <= code <= 0xF0FF else ""


def has_font(name: str) -> bool:
    """Whether the letters of a font are signs that are known."""
    return name.casefold() in _fonts()


@cache
def _fonts() -> frozenset[str]:
    return frozenset(font for font, _ in _table())


@cache
def _table() -> dict[tuple[str, int], str]:
    made: dict[tuple[str, int], str] = {}
    text = files(__package__).joinpath("symbols.tsv").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and line[0] != "#":
            font, first, shown = line.split("\t")
            made.update({(font, int(first, 16) + place): sign for place, sign in enumerate(shown) if sign != " "})
    return made
