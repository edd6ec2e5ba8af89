"""Breaks the lines of a text as a page of a given width does."""

from __future__ import annotations

BIDDEN = "，。、；：？！）》”’,.;:)"
"""Marks that begin no line."""


def unify(text: str) -> str:
    """A text with one kind of line end and no byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def wrap(text: str, columns: int) -> str:
    """The text with lines broken that are longer than a page is wide."""
    made = []
    for line in text.split("\n"):
        indent = "" if measure(line) <= columns or line[:1] in " 　\t" else "　　"
        made += break_line(indent + line, columns)
    return "\n".join(made)


def measure(text: str) -> int:
    """The columns of a text."""
    return sum(1 if character < "\u0100" else 2 for character in text)


def break_line(line: str, columns: int) -> list[str]:
    pieces, start, width = [], 0, 0
    for at, character in enumerate(line):
        own = measure(character)
        if width + own > columns and character not in BIDDEN and at > start:
            pieces.append(line[start:at])
            start, width = at, 0
        width += own
    return [*pieces, line[start:]]
