"""Widths of text in full-width characters (字)."""

from __future__ import annotations

import re
import unicodedata

_NARROW = frozenset(" .,:;!'|()[]/-")
"""Half-width marks that are about a quarter wide in Latin faces; letters and digits are about a half."""


_JOINT = re.compile("(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])")
"""Where Word sets Han and Latin a quarter apart."""


def width(text: str) -> float:
    """Full-width characters count one, Latin letters and digits a half, Latin marks and joints a quarter."""
    return sum(map(_width, text)) + len(_JOINT.findall(text)) / 4


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.25
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.5
