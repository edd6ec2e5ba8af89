"""The order of names in an index: by pinyin, as far as a code tells it."""

from __future__ import annotations

from convert.chinese.folding import fold

INITIALS = (
    (0xB0A1, "A"), (0xB0C5, "B"), (0xB2C1, "C"), (0xB4EE, "D"), (0xB6EA, "E"), (0xB7A2, "F"), (0xB8C1, "G"),
    (0xB9FE, "H"), (0xBBF7, "J"), (0xBFA6, "K"), (0xC0AC, "L"), (0xC2E8, "M"), (0xC4C3, "N"), (0xC5B6, "O"),
    (0xC5BE, "P"), (0xC6DA, "Q"), (0xC8BB, "R"), (0xC8F6, "S"), (0xCBFA, "T"), (0xCDDA, "W"), (0xCEF4, "X"),
    (0xD1B9, "Y"), (0xD4D1, "Z"), (0xD7FA, ""),
)
"""First code of each pinyin initial in GB 2312, whose first level is in the order of pinyin; the rest has none."""


def sort_key(name: str) -> bytes:
    """In the order of pinyin, as far as GB 2312's first level goes; Traditional as its Simplified twin."""
    return fold(name).encode("gb18030", "replace")


def find_initial(name: str) -> str:
    """The letter under which an index lists a name; empty where that is unknown."""
    code = int.from_bytes(sort_key(name[:1])[:2].rjust(2, b"\0"), "big")
    return next((letter for first, letter in reversed(INITIALS) if code >= first), "")


def file_as(name: str) -> str:
    """The form by which a catalogue files a name: its initial before it, L 李克强; the name itself where none is known.

    Programs compare it letter by letter, so that names of one initial, and of one surname, stand together.
    """
    initial = find_initial(name)
    return f"{initial} {name}" if initial else name
